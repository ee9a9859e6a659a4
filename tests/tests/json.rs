//! Turns documents in JSON and their twins in XML into models and crates, which must be the same.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::{Path, PathBuf};

use odata_bindgen::config::Config;
use odata_bindgen::diff::{self, Change, Kind, Side};
use odata_bindgen::model::Model;
use odata_bindgen::{Generated, generate, models};

/// The names of the documents that stand in `fixtures/json`, each the twin of one in `fixtures`.
fn twins() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/json");
    let entries = fs::read_dir(folder).unwrap().flatten();
    let mut names: Vec<String> = entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    names.sort();
    names
}

/// Both documents of this name, the one in XML first.
///
/// It stands beside the one in JSON where it has to say what XML mostly leaves unsaid: a result that
/// may be null is taken for one that is not, unless the document says so, and JSON always does.
fn configs(name: &str) -> [Config; 2] {
    let package = name.replace('_', "-");
    let folder = Path::new("fixtures");
    let usual = folder.join(format!("{name}.xml"));
    let explicit = folder.join("json").join(format!("{name}.xml"));
    let config = |path: PathBuf| Config::for_single(&path, Path::new("out"), &package).unwrap();
    [
        config(if explicit.exists() { explicit } else { usual }),
        config(folder.join("json").join(format!("{name}.json"))),
    ]
}

fn model(config: &Config) -> Model {
    models(config).unwrap().models.remove(0)
}

/// What two models differ in.
fn changes(old: &Model, new: &Model) -> Vec<Change> {
    let renames = diff::renames::find(old, new, &[]);
    diff::compare(old, new, &renames)
}

/// Whether a change is what XML leaves open and JSON cannot: whether items of a collection may be
/// null, where nothing is written (OData CSDL 4.01 §7.2.1, OData CSDL JSON 4.01 §7.2.1).
fn was_left_open(change: &Change) -> bool {
    let value = |side: &Option<Side>| side.as_ref().and_then(|side| side.value.clone());
    change.kind == Kind::Nullable
        && value(&change.old).is_none()
        && value(&change.new).as_deref() == Some("false")
}

#[test]
fn there_are_twins_enough() {
    assert!(twins().len() >= 20);
}

#[test]
fn twins_are_one_model() {
    for name in twins() {
        let [xml, json] = configs(&name);
        let found = changes(&model(&xml), &model(&json));
        let differences: Vec<&Change> = found.iter().filter(|it| !was_left_open(it)).collect();
        assert!(differences.is_empty(), "{name}: {differences:#?}");
    }
}

/// The lines that are in one text alone, so that a failure can be read.
fn differences(one: &Generated, other: &Generated) -> Vec<String> {
    let lines = |generated: &Generated| {
        let files = generated.files.iter();
        let lines = files.flat_map(|(path, text)| {
            let lines = text.lines().map(move |line| format!("{path}: {line}"));
            lines.collect::<Vec<_>>()
        });
        lines.collect::<Vec<_>>()
    };
    let (one, other) = (lines(one), lines(other));
    let pairs = one.iter().zip(&other).filter(|(one, other)| one != other);
    let mut different: Vec<String> = pairs
        .map(|(one, other)| format!("{one}\n{other}"))
        .collect();
    if one.len() != other.len() {
        different.push(format!("{} lines and {}", one.len(), other.len()));
    }
    different
}

#[test]
fn twins_become_one_crate() {
    for name in twins() {
        let [xml, json] = configs(&name).map(|config| generate(&config).unwrap());
        let different = differences(&xml, &json);
        assert!(different.is_empty(), "{name}:\n{}", different.join("\n"));
        assert_eq!(json.lock.render(), xml.lock.render(), "{name}");
    }
}
