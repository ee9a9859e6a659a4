//! Files that are read, and those that cannot be.

use std::fs;
use std::path::Path;

use crate::error::Error;
use crate::files::{FilesError, MAX_SIZE, exists, identity, read, read_bytes, write};

/// The message with the name of the temporary folder taken out.
fn message(error: FilesError, folder: &Path) -> String {
    let text = Error::from(error).render(Default::default());
    text.replace(&folder.display().to_string(), "FOLDER")
}

#[test]
fn a_byte_order_mark_is_not_part_of_the_text() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.xml");
    fs::write(&path, "\u{feff}<a/>").unwrap();
    assert_eq!(read(&path).unwrap(), "<a/>");
    assert_eq!(read_bytes(&path).unwrap().len(), 7);
}

#[test]
fn a_missing_file_is_told_with_what_is_there_instead() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("v1.0.xml"), "").unwrap();
    let near = read(&folder.path().join("v10.xml")).unwrap_err();
    insta::assert_snapshot!(message(near, folder.path()), @r"
    error: there is no file `FOLDER/v10.xml`
    help: there is `FOLDER/v1.0.xml`
    ");
    let far = read(&folder.path().join("service.edmx")).unwrap_err();
    insta::assert_snapshot!(message(far, folder.path()), @"error: there is no file `FOLDER/service.edmx`");
    let no_folder = read(&folder.path().join("metadata/v1.0.xml")).unwrap_err();
    insta::assert_snapshot!(message(no_folder, folder.path()), @r"
    error: there is no file `FOLDER/metadata/v1.0.xml`
    help: there is no folder `FOLDER/metadata` either
    ");
    let below_a_file = read(&folder.path().join("v1.0.xml/x")).unwrap_err();
    insta::assert_snapshot!(message(below_a_file, folder.path()), @r"
    error: there is no file `FOLDER/v1.0.xml/x`
    help: there is no folder `FOLDER/v1.0.xml` either
    ");
}

#[test]
fn a_folder_is_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let error = read(folder.path()).unwrap_err();
    insta::assert_snapshot!(message(error, folder.path()), @r"
    error: `FOLDER` is a folder, not a file
    help: name one file
    ");
    fs::write(folder.path().join("v1.0.xml"), "").unwrap();
    let error = read(folder.path()).unwrap_err();
    insta::assert_snapshot!(message(error, folder.path()), @r"
    error: `FOLDER` is a folder, not a file
    help: did you mean `FOLDER/v1.0.xml`?
    ");
}

#[test]
fn a_file_that_is_not_utf_8_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.xml");
    fs::write(&path, b"<a>\xff</a>").unwrap();
    insta::assert_snapshot!(message(read(&path).unwrap_err(), folder.path()), @r"
    error: `FOLDER/a.xml` is not text in UTF-8: byte 3 does not fit
    help: save the file as UTF-8
    ");
}

#[test]
fn a_file_that_is_too_big_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.xml");
    // the file has a length and no content, so that it takes no room
    let file = fs::File::create(&path).unwrap();
    file.set_len(MAX_SIZE + 5).unwrap();
    insta::assert_snapshot!(message(read(&path).unwrap_err(), folder.path()), @r"
    error: `FOLDER/a.xml` has 268435461 bytes, and no more than 268435456 are read
    help: is it the right file? metadata of the largest known services has 10 MB
    ");
}

#[cfg(unix)]
#[test]
fn a_file_without_permission_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.xml");
    fs::write(&path, "<a/>").unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&path).is_ok() {
        eprintln!("skipped: this user reads every file, whatever its permissions");
        return;
    }
    insta::assert_snapshot!(message(read(&path).unwrap_err(), folder.path()), @r"
    error: no permission to read `FOLDER/a.xml`
    help: look at the owner and the permissions of the file and of the folders above it
    ");
}

#[test]
fn a_single_file_is_replaced_only_if_it_differs() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.lock");
    assert!(!exists(&path));
    assert!(write(&path, "one").unwrap());
    let before = fs::metadata(&path).unwrap().modified().unwrap();
    assert!(!write(&path, "one").unwrap());
    assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), before);
    assert!(write(&path, "two").unwrap());
    assert_eq!(read(&path).unwrap(), "two");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    let error = write(&path.join("a.lock"), "x").unwrap_err();
    assert!(message(error, folder.path()).contains("FOLDER/a.lock"));
}

#[test]
fn one_file_has_one_identity() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.xml");
    fs::write(&path, "").unwrap();
    fs::create_dir(folder.path().join("b")).unwrap();
    assert_eq!(identity(&path), identity(&folder.path().join("b/../a.xml")));
    assert_eq!(identity(Path::new("none.xml")), Path::new("none.xml"));
}
