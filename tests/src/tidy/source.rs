//! Turns the files of the workspace into parsed sources.

use std::path::Path;

use super::Violation;
use crate::place;

/// A source file that a person writes.
pub struct Source {
    /// As seen from the root of the repository.
    pub path: String,
    /// What stands in it.
    pub text: String,
    /// The same, parsed.
    pub syntax: syn::File,
}

/// The folders that hold sources, by package.
const FOLDERS: [&str; 12] = [
    "fuzz/fuzz_targets",
    "generator/src",
    "generator/tests",
    "generator/benches",
    "runtime/src",
    "runtime/tests",
    "runtime/examples",
    "tests/src",
    "tests/examples",
    "tests/tests",
    "tests/benches",
    "tests/servers",
];

/// Every source file of the workspace that a person writes, in the order of the paths.
///
/// # Panics
/// When a file cannot be read or is not Rust.
#[must_use]
pub fn sources() -> Vec<Source> {
    let folders = FOLDERS
        .iter()
        .map(|folder| place::root().join(folder))
        .filter(|folder| folder.is_dir());
    let mut sources: Vec<Source> = folders
        .flat_map(|folder| place::files_below(&folder, ".rs"))
        .map(|path| source(&path))
        .collect();
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}

fn source(path: &Path) -> Source {
    Source::new(&place::shown(path), &place::read(path))
}

impl Source {
    /// A source with this text, as if it stood at this path below the root of the repository.
    ///
    /// # Panics
    /// When the text is not Rust.
    #[must_use]
    pub fn new(path: &str, text: &str) -> Self {
        let syntax = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
            syntax,
        }
    }

    /// A violation in this file.
    pub(super) fn violation(&self, line: usize, message: impl Into<String>) -> Violation {
        Violation {
            file: self.path.clone(),
            line,
            message: message.into(),
        }
    }

    /// Whether nothing but tests is in the file.
    pub(super) fn is_test(&self) -> bool {
        let elsewhere = [
            "tests/",
            "runtime/tests/",
            "generator/tests/",
            "generator/benches/",
            "runtime/examples/",
        ];
        elsewhere.iter().any(|folder| self.path.starts_with(folder))
            || self.path.contains("/tests/")
            || self.path.ends_with("/tests.rs")
    }

    /// The module of the file below the root of its crate, such as `csdl::cursor`; empty for the root itself.
    pub(super) fn module(&self) -> Vec<&str> {
        let inside = self
            .path
            .split_once("/src/")
            .map_or("", |(_, inside)| inside);
        let module = inside.strip_suffix(".rs").unwrap_or(inside);
        if matches!(module, "lib" | "main") {
            Vec::new()
        } else {
            module.split('/').collect()
        }
    }
}

/// Whether an item is compiled for tests alone.
pub(super) fn is_for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("test")
            || (attribute.path().is_ident("cfg")
                && attribute
                    .parse_args::<syn::Path>()
                    .is_ok_and(|path| path.is_ident("test")))
    })
}
