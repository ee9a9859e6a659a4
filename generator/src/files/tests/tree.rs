//! What is done to an output folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::files;
use crate::error::Error;
use crate::files::{Comparison, FilesError, MANIFEST, WriteOptions, compare, write_tree};

pub(super) const FORCE: WriteOptions = WriteOptions { force: true };
pub(super) const GENTLE: WriteOptions = WriteOptions { force: false };

/// Every file below a folder with its text; folders end with a slash and have none.
pub(super) fn snapshot(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(place) = waiting.pop() {
        for entry in fs::read_dir(&place).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(folder).unwrap().display().to_string();
            let metadata = fs::symlink_metadata(&path).unwrap();
            if metadata.is_dir() {
                found.insert(format!("{name}/"), String::new());
                waiting.push(path);
            } else if metadata.is_symlink() {
                found.insert(name, "link".to_owned());
            } else {
                found.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    found
}

/// Writes files that nobody generated.
pub(super) fn put(folder: &Path, pairs: &[(&str, &str)]) {
    for (path, text) in pairs {
        let place = folder.join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, text).unwrap();
    }
}

fn names<T: ToString>(list: &[T]) -> Vec<String> {
    list.iter().map(ToString::to_string).collect()
}

fn message(error: FilesError, folder: &Path) -> String {
    let text = Error::from(error).render(Default::default());
    text.replace(&folder.display().to_string(), "FOLDER")
}

#[test]
fn a_tree_is_written_with_a_list_of_its_files() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("new/generated");
    let wanted = files(&[
        ("Cargo.toml", "c"),
        ("src/lib.rs", "l"),
        ("src/a/b.rs", "b"),
    ]);
    let done = write_tree(&wanted, &out, &GENTLE).unwrap();
    assert_eq!(
        names(&done.added),
        [MANIFEST, "Cargo.toml", "src/a/b.rs", "src/lib.rs"]
    );
    insta::assert_debug_snapshot!(snapshot(&out), @r##"
    {
        ".odata-bindgen": "# What odata-bindgen generated here. It replaces and removes these files and no others.\nCargo.toml\nsrc/a/b.rs\nsrc/lib.rs\n",
        "Cargo.toml": "c",
        "src/": "",
        "src/a/": "",
        "src/a/b.rs": "b",
        "src/lib.rs": "l",
    }
    "##);
    assert!(compare(&wanted, &out).unwrap().is_fresh());
    let again = write_tree(&wanted, &out, &GENTLE).unwrap();
    assert_eq!((again.unchanged.len(), again.is_fresh()), (4, true));
}

#[test]
fn an_empty_set_of_files_leaves_the_list_alone() {
    let folder = tempfile::tempdir().unwrap();
    write_tree(&files(&[("a/b/c", "1")]), folder.path(), &GENTLE).unwrap();
    write_tree(&files(&[]), folder.path(), &GENTLE).unwrap();
    assert_eq!(
        snapshot(folder.path()).into_keys().collect::<Vec<_>>(),
        [MANIFEST]
    );
}

#[test]
fn stale_files_go_with_the_folders_they_leave_empty_and_foreign_ones_stay() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path();
    write_tree(
        &files(&[("src/a/x.rs", "1"), ("src/b/y.rs", "2"), ("z", "3")]),
        out,
        &GENTLE,
    )
    .unwrap();
    put(
        out,
        &[
            ("src/b/notes.md", "mine"),
            ("target/debug/x", "built"),
            ("Cargo.lock", "lock"),
        ],
    );
    let wanted = files(&[("z", "3"), ("src/c/d/new.rs", "4")]);
    let seen = compare(&wanted, out).unwrap();
    let done = write_tree(&wanted, out, &GENTLE).unwrap();
    assert_eq!(seen, done);
    assert_eq!(names(&done.removed), ["src/a/x.rs", "src/b/y.rs"]);
    assert_eq!(done.foreign, ["src/b/notes.md"]);
    insta::assert_debug_snapshot!(snapshot(out).keys().collect::<Vec<_>>(), @r#"
    [
        ".odata-bindgen",
        "Cargo.lock",
        "src/",
        "src/b/",
        "src/b/notes.md",
        "src/c/",
        "src/c/d/",
        "src/c/d/new.rs",
        "target/",
        "target/debug/",
        "target/debug/x",
        "z",
    ]
    "#);
}

#[test]
fn unchanged_files_are_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path();
    write_tree(&files(&[("same", "1"), ("other", "2")]), out, &GENTLE).unwrap();
    let old = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000);
    for name in ["same", "other", MANIFEST] {
        let file = fs::File::options()
            .append(true)
            .open(out.join(name))
            .unwrap();
        file.set_modified(old).unwrap();
    }
    let done = write_tree(&files(&[("same", "1"), ("other", "3")]), out, &GENTLE).unwrap();
    assert_eq!(names(&done.changed), ["other"]);
    let modified = |name: &str| fs::metadata(out.join(name)).unwrap().modified().unwrap();
    assert_eq!((modified("same"), modified(MANIFEST)), (old, old));
    assert_ne!(modified("other"), old);
}

#[test]
fn a_folder_of_foreign_files_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path();
    put(
        out,
        &[
            ("src/main.rs", "mine"),
            ("notes", "mine"),
            (".git/HEAD", ""),
            ("target/x", ""),
        ],
    );
    let before = snapshot(out);
    let wanted = files(&[("src/main.rs", "new"), ("a", "1")]);
    let error = write_tree(&wanted, out, &GENTLE).unwrap_err();
    insta::assert_snapshot!(message(error, out), @r"
    error: the output folder `FOLDER` holds files that were not generated: `notes`, `src/main.rs`
    help: choose an empty folder, or `--force` to write beside them; a file of the same name is then overwritten
    ");
    assert_eq!(snapshot(out), before);
    write_tree(&wanted, out, &FORCE).unwrap();
    let after = snapshot(out);
    assert_eq!(
        (after["src/main.rs"].as_str(), after["notes"].as_str()),
        ("new", "mine")
    );
}

#[test]
fn what_cargo_and_version_control_keep_does_not_make_a_folder_foreign() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path();
    put(
        out,
        &[
            (".git/HEAD", ""),
            (".gitignore", ""),
            ("target/x", ""),
            ("Cargo.lock", ""),
        ],
    );
    put(
        out,
        &[("odata-bindgen.toml", ""), ("odata-bindgen.lock", "")],
    );
    let done = write_tree(&files(&[("a", "1")]), out, &GENTLE).unwrap();
    assert_eq!(done.foreign, Vec::<String>::new());
}

#[test]
fn a_foreign_file_is_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path();
    write_tree(&files(&[("a", "1")]), out, &GENTLE).unwrap();
    put(out, &[("src/b.rs", "mine")]);
    let before = snapshot(out);
    let wanted = files(&[("a", "2"), ("src/b.rs", "generated")]);
    assert_eq!(
        names(&compare(&wanted, out).unwrap().conflicts),
        ["src/b.rs"]
    );
    let error = write_tree(&wanted, out, &GENTLE).unwrap_err();
    insta::assert_snapshot!(message(error, out), @r"
    error: in `FOLDER` these files would be overwritten, and were not generated: `src/b.rs`
    help: move them away, or `--force` to overwrite them
    ");
    assert_eq!(snapshot(out), before);
    write_tree(&wanted, out, &FORCE).unwrap();
    assert_eq!(snapshot(out)["src/b.rs"], "generated");
}

#[test]
fn a_file_that_is_right_already_is_adopted() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path();
    let wanted = files(&[("a", "1"), ("src/b.rs", "2")]);
    write_tree(&wanted, out, &GENTLE).unwrap();
    fs::remove_file(out.join(MANIFEST)).unwrap();
    let done = write_tree(&wanted, out, &GENTLE).unwrap();
    assert_eq!(
        (names(&done.added), done.unchanged.len()),
        (vec![MANIFEST.to_owned()], 2)
    );
}

#[test]
fn a_file_takes_the_place_of_a_folder_and_the_reverse() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path();
    write_tree(&files(&[("a/b/c", "1"), ("d", "2")]), out, &GENTLE).unwrap();
    write_tree(&files(&[("a", "3"), ("d/e/f", "4")]), out, &GENTLE).unwrap();
    insta::assert_debug_snapshot!(snapshot(out).keys().collect::<Vec<_>>(), @r#"
    [
        ".odata-bindgen",
        "a",
        "d/",
        "d/e/",
        "d/e/f",
    ]
    "#);
}

#[test]
fn a_folder_with_foreign_files_keeps_its_place_even_by_force() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path();
    write_tree(&files(&[("a/b", "1")]), out, &GENTLE).unwrap();
    put(out, &[("a/notes", "mine"), ("d", "mine")]);
    let before = snapshot(out);
    for wanted in [files(&[("a", "2")]), files(&[("a/b", "1"), ("d/e", "2")])] {
        let error = write_tree(&wanted, out, &FORCE).unwrap_err();
        assert!(matches!(error, FilesError::Conflict { .. }), "{error}");
        assert_eq!(snapshot(out), before);
    }
}

#[test]
fn a_change_of_case_keeps_the_new_file() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path();
    write_tree(&files(&[("src/Message.rs", "1")]), out, &GENTLE).unwrap();
    let done = write_tree(&files(&[("src/message.rs", "1")]), out, &GENTLE).unwrap();
    assert_eq!(names(&done.added), ["src/message.rs"]);
    assert_eq!(fs::read_to_string(out.join("src/message.rs")).unwrap(), "1");
    let count = fs::read_dir(out.join("src")).unwrap().count();
    assert_eq!(count, 1);
}

#[test]
fn the_output_folder_may_not_be_a_file() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), &[("a", "mine")]);
    for out in ["a", "a/b"] {
        let error = write_tree(&files(&[("x", "")]), &folder.path().join(out), &FORCE).unwrap_err();
        assert!(matches!(error, FilesError::NotFolder { .. }), "{error}");
    }
    let error = compare(&files(&[]), &folder.path().join("a")).unwrap_err();
    insta::assert_snapshot!(message(error, folder.path()), @r"
    error: `FOLDER/a` is not a folder
    help: choose another output folder, or move the file away
    ");
}

#[test]
fn a_list_that_was_tampered_with_leads_nowhere_outside() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    put(
        folder.path(),
        &[
            ("precious", "mine"),
            ("out/.odata-bindgen", "# x\na\n../precious\n"),
        ],
    );
    let error = write_tree(&files(&[]), &out, &FORCE).unwrap_err();
    insta::assert_snapshot!(message(error, folder.path()), @r"
    error: line 3 of `FOLDER/out/.odata-bindgen` is not the path of a generated file: it must not have the parts `.` and `..`
    help: restore the file from version control
    ");
    assert!(folder.path().join("precious").exists());
}

#[test]
fn the_markers_of_a_merge_in_the_list_do_no_harm() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path();
    put(
        out,
        &[
            (MANIFEST, "<<<<<<< a\nold\n=======\nother\n>>>>>>> b\n"),
            ("old", ""),
            ("other", ""),
        ],
    );
    let done = write_tree(&files(&[("new", "")]), out, &GENTLE).unwrap();
    assert_eq!(names(&done.removed), ["old", "other"]);
}

#[test]
fn two_runs_at_one_time_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path();
    let other = fs::File::open(out).unwrap();
    other.lock().unwrap();
    let error = write_tree(&files(&[("a", "")]), out, &GENTLE).unwrap_err();
    insta::assert_snapshot!(message(error, out), @r"
    error: another run writes to `FOLDER`
    help: wait until it is done
    ");
    drop(other);
    write_tree(&files(&[("a", "")]), out, &GENTLE).unwrap();
}

#[test]
fn a_missing_folder_is_compared_as_empty_and_not_made() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("none");
    let seen = compare(&files(&[("a", "")]), &out).unwrap();
    assert_eq!(names(&seen.added), [MANIFEST, "a"]);
    assert!(!out.exists());
    assert!(Comparison::default().is_fresh());
}

#[test]
fn a_folder_with_many_changes_is_replaced_as_a_whole_and_keeps_what_is_unchanged() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path();
    let many = |text: &str| {
        let mut wanted = files(&[("src/same.rs", "0"), ("Cargo.toml", "c")]);
        for number in 0..20 {
            wanted
                .insert(super::path_of(&format!("src/f{number}.rs")), text)
                .unwrap();
        }
        wanted
    };
    write_tree(&many("1"), out, &GENTLE).unwrap();
    let old = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000);
    let same = out.join("src/same.rs");
    let file = fs::File::options().append(true).open(&same).unwrap();
    file.set_modified(old).unwrap();
    write_tree(&many("2"), out, &GENTLE).unwrap();
    assert_eq!(fs::metadata(&same).unwrap().modified().unwrap(), old);
    put(out, &[("src/notes.md", "mine")]);
    write_tree(&many("3"), out, &GENTLE).unwrap();
    let after = snapshot(out);
    assert_eq!(
        (after["src/notes.md"].as_str(), after["src/f7.rs"].as_str()),
        ("mine", "3")
    );
    assert_eq!(after.len(), 25);
    assert!(compare(&many("3"), out).unwrap().is_fresh());
}
