//! Turns pairs of documents into facts and what they are judged as.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::{Path, PathBuf};

use odata_bindgen::config::Config;
use odata_bindgen::diff::rules::Models;
use odata_bindgen::diff::{self, Change, Judged, NoItems, renames};
use odata_bindgen::model::Model;
use odata_bindgen::models;

/// The root of the repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// The model of a document, if it can be used.
pub(crate) fn try_read(path: &Path) -> Option<Model> {
    let config = Config::for_single(path, Path::new("out"), "client").unwrap();
    let mut read = models(&config).ok()?;
    Some(read.models.remove(0))
}

/// The model of a document.
pub(crate) fn read(path: &Path) -> Model {
    try_read(path).unwrap_or_else(|| panic!("{} cannot be used", path.display()))
}

/// The facts about two models, judged.
pub(crate) fn judged(old: &Model, new: &Model) -> Vec<Judged> {
    let renames = renames::find(old, new, &[]);
    let models = Models {
        old,
        new,
        renames: &renames,
    };
    let changes = diff::compare(old, new, &renames);
    diff::review(changes, &models, [&NoItems, &NoItems])
}

/// The fixtures, each a folder with `old.xml` and `new.xml`, by name.
#[allow(dead_code, reason = "each test file needs a part of it")]
pub(crate) fn fixtures() -> Vec<(String, Model, Model)> {
    let folder = root().join("tests/fixtures/diff");
    let entries = fs::read_dir(folder).unwrap();
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let pair = |folder: PathBuf| {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let [old, new] = ["old.xml", "new.xml"].map(|file| read(&folder.join(file)));
        (name, old, new)
    };
    folders.into_iter().map(pair).collect()
}

/// A fact in one line: both levels, the rule, the path, and what is different.
#[allow(dead_code, reason = "each test file needs a part of it")]
pub(crate) fn line(judged: &Judged) -> String {
    let Judged { change, rule, .. } = judged;
    let path = &change.side().path;
    format!(
        "{:8} {:8} {}  {} {path}{}",
        rule.wire,
        rule.rust,
        rule.id,
        change.side().element.words(),
        difference(change)
    )
}

fn difference(change: &Change) -> String {
    let subject = change.subject.as_deref().unwrap_or(change.kind.words());
    match change.values() {
        (None, None) => format!(": {subject}"),
        (old, new) => {
            let (old, new) = (old.unwrap_or("none"), new.unwrap_or("none"));
            format!(": {subject} {old} → {new}")
        }
    }
}
