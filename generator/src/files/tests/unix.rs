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
