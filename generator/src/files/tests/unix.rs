//! What is done to an output folder with links and permissions, which only some systems have.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

use super::files;
use super::tree::{FORCE, GENTLE, put, snapshot};
use crate::files::{FilesError, MANIFEST, write_tree};

#[test]
fn links_are_refused_and_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let elsewhere = folder.path().join("elsewhere");
    put(
        folder.path(),
        &[("elsewhere/lib.rs", "mine"), ("elsewhere/b.rs", "mine")],
    );
    let wanted = files(&[("src/lib.rs", "1"), ("b.rs", "2")]);
    for (number, (link, target)) in [
        ("src", ""),
        ("src/lib.rs", "lib.rs"),
        ("b.rs", "b.rs"),
        (MANIFEST, "b.rs"),
    ]
    .into_iter()
    .enumerate()
    {
        let out = folder.path().join(format!("out{number}"));
        write_tree(&wanted, &out, &GENTLE).unwrap();
        let place = out.join(link);
        let _ = fs::remove_file(&place).or_else(|_| fs::remove_dir_all(&place));
        symlink(elsewhere.join(target), &place).unwrap();
        let before = snapshot(&out);
        for wanted in [
            &wanted,
            &files(&[("src/lib.rs", "3"), ("b.rs", "4")]),
            &files(&[]),
        ] {
            let error = write_tree(wanted, &out, &FORCE).unwrap_err();
            assert!(matches!(error, FilesError::Link { .. }), "{link}: {error}");
            assert_eq!(snapshot(&out), before);
        }
    }
    assert_eq!(
        snapshot(&elsewhere).into_values().collect::<Vec<_>>(),
        ["mine", "mine"]
    );
}

#[test]
fn a_journal_from_elsewhere_moves_nothing_through_links() {
    let steps = [
        ("away src/mine.txt", "src"),
        ("keep src/mine.txt", "src"),
        ("away-folder src/deep", "src"),
        ("place mine.txt", ".odata-bindgen-staging/new"),
        ("place-folder deep", ".odata-bindgen-staging/new"),
        ("place src/mine.txt", ".odata-bindgen-staging/new/src"),
        ("drop src/deep", "src"),
        ("make src/made", "src"),
    ];
    for (number, (step, link)) in steps.into_iter().enumerate() {
        let folder = tempfile::tempdir().unwrap();
        put(
            folder.path(),
            &[("elsewhere/mine.txt", "mine"), ("elsewhere/deep/a", "mine")],
        );
        let elsewhere = folder.path().join("elsewhere");
        let before = snapshot(&elsewhere);
        let out = folder.path().join("out");
        write_tree(&files(&[("a", "1")]), &out, &GENTLE).unwrap();
        let place = out.join(link);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        symlink(&elsewhere, &place).unwrap();
        let journal = format!("odata-bindgen journal 1\n{step}\nend\n");
        put(
            &out,
            &[(".odata-bindgen-staging/journal", journal.as_str())],
        );
        let result = write_tree(&files(&[("a", "2")]), &out, &GENTLE);
        assert!(
            matches!(result, Err(FilesError::Link { .. })),
            "{number} {step}: {result:?}"
        );
        assert_eq!(snapshot(&elsewhere), before, "{step}");
    }
}

#[test]
fn a_journal_from_elsewhere_leaves_the_tree() {
    let outside = [
        "away ../mine.txt",
        "away /mine.txt",
        "away a/../../mine.txt",
    ];
    let tolerated = ["away-folder .git", "away Cargo.lock", "place .git/config"];
    for step in outside.into_iter().chain(tolerated) {
        let folder = tempfile::tempdir().unwrap();
        put(folder.path(), &[("mine.txt", "mine")]);
        let out = folder.path().join("out");
        write_tree(&files(&[("a", "1")]), &out, &GENTLE).unwrap();
        let journal = format!("odata-bindgen journal 1\n{step}\nend\n");
        put(
            &out,
            &[
                (".odata-bindgen-staging/journal", journal.as_str()),
                (".odata-bindgen-staging/new/.git/config", "theirs"),
                (".git/config", "mine"),
                ("Cargo.lock", "mine"),
            ],
        );
        write_tree(&files(&[("a", "2")]), &out, &GENTLE).unwrap();
        let after = snapshot(folder.path());
        for name in ["mine.txt", "out/.git/config", "out/Cargo.lock"] {
            assert_eq!(after[name], "mine", "{step}");
        }
    }
}

#[test]
fn a_list_from_elsewhere_names_nothing_of_others() {
    for line in [
        "../mine.txt",
        "/mine.txt",
        "src/../../mine.txt",
        ".git/config",
        "Cargo.lock",
        "TARGET/x",
    ] {
        let folder = tempfile::tempdir().unwrap();
        put(folder.path(), &[("mine.txt", "mine")]);
        let out = folder.path().join("out");
        write_tree(&files(&[("a", "1")]), &out, &GENTLE).unwrap();
        put(
            &out,
            &[
                (MANIFEST, &*format!("a\n{line}\n")),
                (".git/config", "mine"),
                ("Cargo.lock", "mine"),
            ],
        );
        let before = snapshot(folder.path());
        let error = write_tree(&files(&[("a", "2")]), &out, &FORCE).unwrap_err();
        assert!(
            matches!(error, FilesError::Manifest { .. }),
            "{line}: {error}"
        );
        assert_eq!(snapshot(folder.path()), before, "{line}");
    }
}

#[test]
fn a_draft_is_not_written_through_a_link() {
    let folder = tempfile::tempdir().unwrap();
    let (path, outside) = (
        folder.path().join("names.lock"),
        folder.path().join("mine.txt"),
    );
    fs::write(&outside, "mine").unwrap();
    let draft = format!("names.lock.{}.tmp", std::process::id());
    symlink(&outside, folder.path().join(draft)).unwrap();
    crate::files::write(&path, "new").unwrap();
    assert_eq!(fs::read_to_string(&outside).unwrap(), "mine");
    assert_eq!(fs::read_to_string(&path).unwrap(), "new");
}

#[test]
fn a_foreign_link_stays_and_the_output_folder_may_be_one() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("real")).unwrap();
    let out = folder.path().join("out");
    symlink("real", &out).unwrap();
    write_tree(&files(&[("a", "1")]), &out, &GENTLE).unwrap();
    symlink("/", out.join("root")).unwrap();
    let done = write_tree(&files(&[("a", "2")]), &out, &GENTLE).unwrap();
    assert_eq!(done.foreign, ["root"]);
    assert_eq!(snapshot(&folder.path().join("real"))["root"], "link");
}

#[test]
fn a_folder_that_may_not_be_written_to_is_told_and_left_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path();
    write_tree(
        &files(&[("a", "1"), ("src/b", "1"), ("z", "1")]),
        out,
        &GENTLE,
    )
    .unwrap();
    let before = snapshot(out);
    let set =
        |mode| fs::set_permissions(out.join("src"), fs::Permissions::from_mode(mode)).unwrap();
    set(0o555);
    if fs::write(out.join("src/probe"), "").is_ok() {
        fs::remove_file(out.join("src/probe")).unwrap();
        set(0o755);
        eprintln!("skipped: this user writes everywhere, whatever the permissions");
        return;
    }
    let error = write_tree(
        &files(&[("a", "2"), ("src/b", "2"), ("z", "2")]),
        out,
        &GENTLE,
    )
    .unwrap_err();
    set(0o755);
    assert!(matches!(error, FilesError::Permission { .. }), "{error}");
    assert_eq!(snapshot(out), before);
}
