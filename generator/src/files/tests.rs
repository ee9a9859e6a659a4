//! What may be said about files without writing a tree.

#[cfg(target_os = "linux")]
mod flip;
mod footprint;
mod interruption;
mod reading;
mod tree;
#[cfg(unix)]
mod unix;

use super::*;

/// Files from pairs of path and text.
pub(super) fn files(pairs: &[(&str, &str)]) -> Files {
    let mut files = Files::default();
    for (path, text) in pairs {
        files.insert(path_of(path), *text).unwrap();
    }
    files
}

pub(super) fn path_of(path: &str) -> RelativePath {
    RelativePath::new(path).unwrap()
}

#[test]
fn paths_that_every_system_can_store_are_taken() {
    for path in [
        "a",
        "Cargo.toml",
        "src/v2_0/types/message.rs",
        ".gitignore",
        "a b",
        "größe",
        "console.rs",
    ] {
        assert_eq!(
            RelativePath::new(path)
                .map(|path| path.to_string())
                .as_deref(),
            Ok(path)
        );
    }
}

#[test]
fn paths_that_some_system_cannot_store_are_refused() {
    let long = "x".repeat(201);
    let refused = [
        "",
        "/a",
        "a/",
        "a//b",
        ".",
        "..",
        "../a",
        "a/../b",
        "a/./b",
        "a\\b",
        "c:/a",
        "a\0b",
        "a\nb",
        "con",
        "src/NUL.rs",
        "com1.tar.gz",
        "a.",
        "a ",
        " a",
        "a*",
        "a?",
        "<a>",
        "a|b",
        "\"",
        &long,
    ];
    for path in refused {
        assert!(RelativePath::new(path).is_err(), "{path:?}");
    }
    let error = RelativePath::new("../a").unwrap_err();
    insta::assert_snapshot!(error, @"`../a` cannot be the path of a generated file: it must not have the parts `.` and `..`");
}

#[test]
fn paths_that_clash_on_some_system_are_refused() {
    let mut set = files(&[("src/Types/a.rs", ""), ("b", ""), ("src/m-n.rs", "")]);
    for path in [
        "src/types/A.rs",
        "B",
        "b/c",
        "src",
        "SRC/TYPES",
        "src/m-n.rs",
    ] {
        let result = set.insert(path_of(path), "");
        assert!(matches!(result, Err(PathError::Clash { .. })), "{path}");
    }
    for path in ["src/types/b.rs", "bc", "b.c", "src/m"] {
        set.insert(path_of(path), "").unwrap();
    }
    let error = set.insert(path_of("B"), "").unwrap_err();
    insta::assert_snapshot!(error, @"`B` cannot stand beside `b`: some file systems take them for the same name");
}

#[test]
fn names_of_the_generators_own_records_are_refused() {
    for path in [
        ".odata-bindgen",
        ".odata-bindgen-staging/a",
        "a/.odata-bindgen",
    ] {
        let result = Files::default().insert(path_of(path), "");
        assert!(matches!(result, Err(PathError::Kept { .. })), "{path}");
    }
}

#[test]
fn files_are_kept_in_order() {
    let set = files(&[("b", "2"), ("a/c", "1"), ("a-c", "0")]);
    let paths: Vec<_> = set.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(paths, ["a-c", "a/c", "b"]);
    assert_eq!(
        (set.len(), set.is_empty(), set.get("a/c")),
        (3, false, Some("1"))
    );
}
