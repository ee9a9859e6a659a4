//! Lock files, good and bad.

use super::*;
use crate::diagnostics::{Levels, Style, render};

fn parse(text: &str) -> (Lock, String) {
    let mut sources = Sources::default();
    let mut found = Diagnostics::default();
    let source = sources.add("odata-bindgen.lock", text);
    let lock = Lock::parse(source, &sources, &mut found);
    let report = render(&found, &sources, &Levels::default(), Style::default());
    (lock, report)
}

fn example() -> Lock {
    let mut lock = Lock::default();
    let message = "Microsoft.OutlookServices.Message";
    lock.pin("v2_0", "types", message, "Message");
    lock.pin("v2_0", message, "Type", "type_");
    lock.pin("v2_0", message, "BccRecipients", "bcc_recipients");
    lock.pin("v1_0", "types", message, "Message");
    lock
}

#[test]
fn a_lock_file_has_a_line_for_each_scope_and_pin() {
    insta::assert_snapshot!(example().render(), @r"
    # The Rust name of each element of the metadata, so that regeneration renames nothing.
    # Written by odata-bindgen; keep it under version control.

    v1_0 types
      Microsoft.OutlookServices.Message Message

    v2_0 Microsoft.OutlookServices.Message
      BccRecipients bcc_recipients
      Type type_

    v2_0 types
      Microsoft.OutlookServices.Message Message
    ");
}

#[test]
fn what_is_written_is_read_again() {
    let mut lock = example();
    lock.pin("", "types", "a.Größe", "Größe");
    lock.pin("", "odd # scope", " leading", "a");
    lock.pin("", "odd # scope", "-", "b");
    lock.pin("", "odd # scope", "", "c");
    lock.pin("", "odd # scope", "<<<<<<< \\ \n\u{a0}=", "d");
    let (read, report) = parse(&lock.render());
    assert_eq!((read, report.as_str()), (lock, ""));
}

#[test]
fn line_ends_of_windows_are_read() {
    let text = example().render().replace('\n', "\r\n");
    assert_eq!(parse(&text), (example(), String::new()));
}

#[test]
fn names_are_looked_up_by_version_scope_and_wire_name() {
    let mut lock = example();
    let message = "Microsoft.OutlookServices.Message";
    assert_eq!(lock.get("v2_0", message, "Type"), Some("type_"));
    assert_eq!(lock.get("v1_0", message, "Type"), None);
    assert_eq!(lock.scope("v2_0", message).unwrap().len(), 2);
    assert_eq!(lock.len(), 4);
    assert!(!lock.is_empty());
    let before = lock.pin("v2_0", message, "Type", "kind");
    assert_eq!(before.as_deref(), Some("type_"));
}

#[test]
fn an_empty_file_pins_nothing() {
    assert_eq!(parse(""), (Lock::default(), String::new()));
}

#[test]
fn lines_that_are_none_are_all_reported() {
    let text = "  Id id\nv1_0 types\n  a.A\n  a.B B extra\n  a.C \\x\n  a.D D\n  a.D E\n";
    let (lock, report) = parse(text);
    assert_eq!(lock.len(), 1);
    insta::assert_snapshot!(report, @r"
    lock-syntax

      × this pin belongs to no scope
       ╭─[odata-bindgen.lock:1:3]
     1 │   Id id
       ·   ──┬──
       ·     ╰── no line without indentation stands above it
     2 │ v1_0 types
       ╰────
      help: restore the line with the version and the scope from version control

    lock-syntax

      × this is not a line of a lock file
       ╭─[odata-bindgen.lock:3:3]
     2 │ v1_0 types
     3 │   a.A
       ·   ─┬─
       ·    ╰── expected two words
     4 │   a.B B extra
       ╰────
      help: a line without indentation is a version and a scope, an indented one a wire name and a
            Rust name

    lock-syntax

      × this is not a line of a lock file
       ╭─[odata-bindgen.lock:4:3]
     3 │   a.A
     4 │   a.B B extra
       ·   ─────┬─────
       ·        ╰── expected two words
     5 │   a.C \x
       ╰────
      help: a line without indentation is a version and a scope, an indented one a wire name and a
            Rust name

    lock-syntax

      × this is not a line of a lock file
       ╭─[odata-bindgen.lock:5:3]
     4 │   a.B B extra
     5 │   a.C \x
       ·   ───┬──
       ·      ╰── expected two words
     6 │   a.D D
       ╰────
      help: a line without indentation is a version and a scope, an indented one a wire name and a
            Rust name

    lock-syntax

      × `a.D` is pinned twice in one scope
       ╭─[odata-bindgen.lock:7:3]
     5 │   a.C \x
     6 │   a.D D
       ·   ──┬──
       ·     ╰── first pinned here
     7 │   a.D E
       ·   ──┬──
       ·     ╰── pinned again here
       ╰────
      help: keep the line that is already released, and remove the other

    5 errors
    ");
}

#[test]
fn a_merge_conflict_is_recognised() {
    let text = "v1_0 types\n<<<<<<< HEAD\n  a.A A\n=======\n  a.B B\n>>>>>>> other\n";
    let (lock, report) = parse(text);
    assert_eq!(lock.len(), 2);
    insta::assert_snapshot!(report, @r"
    lock-syntax

      × a merge left a conflict in the lock file
       ╭─[odata-bindgen.lock:2:1]
     1 │ v1_0 types
     2 │ <<<<<<< HEAD
       · ──────┬─────
       ·       ╰── begins here
     3 │   a.A A
       ╰────
      help: keep the lines of both sides and remove the markers; where both sides pin the same wire
            name, keep the one that is already released

    1 error
    ");
}

#[test]
fn a_missing_file_pins_nothing_and_a_folder_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut sources = Sources::default();
    let mut found = Diagnostics::default();
    let path = folder.path().join("odata-bindgen.lock");
    let lock = Lock::load(&path, &mut sources, &mut found).unwrap();
    assert!(lock.is_empty());
    let error = Lock::load(folder.path(), &mut sources, &mut found).unwrap_err();
    assert!(matches!(error, FilesError::Folder { .. }));
    files::write(&path, &example().render()).unwrap();
    let lock = Lock::load(&path, &mut sources, &mut found).unwrap();
    assert_eq!(lock, example());
}
