//! Turns the runtime that the binary carries into the files of a crate that needs nothing around it.

use odata_bindgen::files::{Files, PathError, RelativePath};

include!(concat!(env!("OUT_DIR"), "/runtime.rs"));

/// The folder that `init` puts the runtime in, beside the manifest of the generated crate.
pub(super) const FOLDER: &str = "odata-runtime";

/// Sections of the manifest that are about lints and tests, which are not taken along.
const LEFT_OUT: [&str; 5] = [
    "[lints",
    "[dev-dependencies",
    "[[test",
    "[[example",
    "[[bench",
];

/// The files of the runtime: sources, license, and a manifest without what only its own repository needs.
pub(super) fn files() -> Result<Files, PathError> {
    let mut files = Files::default();
    for (path, text) in SOURCES {
        let text = match *path {
            "Cargo.toml" => manifest(text),
            _ => (*text).to_owned(),
        };
        files.insert(RelativePath::new(*path)?, text)?;
    }
    Ok(files)
}

fn manifest(text: &str) -> String {
    let mut manifest = String::new();
    // comments above a section belong to it
    let mut comments = String::new();
    let mut left_out = false;
    for line in text.lines() {
        if line.starts_with('#') {
            comments.push_str(&format!("{line}\n"));
            continue;
        }
        if line.starts_with('[') {
            left_out = LEFT_OUT.iter().any(|section| line.starts_with(section));
        }
        let comments = std::mem::take(&mut comments);
        if !left_out {
            manifest.push_str(&format!("{comments}{line}\n"));
        }
    }
    manifest.truncate(manifest.trim_end().len());
    manifest.push('\n');
    manifest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manifest_needs_nothing_around_it() {
        let files = files().unwrap();
        let manifest = files.get("Cargo.toml").unwrap();
        for absent in ["workspace", "[dev-dependencies]", "[lints", "path = \".."] {
            assert!(!manifest.contains(absent), "{manifest}");
        }
        // The manifest of the generated crate hands these on.
        for feature in ["reqwest = [", "blocking = [", "testing = ["] {
            assert!(manifest.contains(feature), "{manifest}");
        }
        for key in ["name", "version", "edition", "license"] {
            let begin = format!("{key} = \"");
            assert!(
                manifest.lines().any(|line| line.starts_with(&begin)),
                "{key}"
            );
        }
        assert!(files.get("src/lib.rs").is_some());
    }
}
