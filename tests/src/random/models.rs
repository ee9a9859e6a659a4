//! A service into its documents, and into what is wrong with what is read and generated from them.

use std::path::{Path, PathBuf};

use odata_bindgen::Generated;
use odata_bindgen::config::Config;
use odata_bindgen::csdl;
use odata_bindgen::diagnostics::{Diagnostics, Level, Sources, Style};
use odata_bindgen::diff;
use odata_bindgen::model::{self, Model};

use super::service::Service;
use super::terms::SPELLINGS;
use super::{json, meaning, xml};
use crate::scratch::{self, Scratch};
use crate::selections;

/// The documents that say what a service is, each with what its name ends with: two in XML, two in JSON.
#[must_use]
pub fn documents(service: &Service) -> Vec<(&'static str, String)> {
    let [terse, verbose] = SPELLINGS;
    vec![
        ("terse.xml", xml::document(service, terse)),
        ("verbose.xml", xml::document(service, verbose)),
        ("terse.json", json::document(service, terse)),
        ("verbose.json", json::document(service, verbose)),
    ]
}

/// Reads all documents of a service and holds each against what it is meant to say, and all against each other.
///
/// # Errors
/// What is wrong, in a text for people.
pub fn read(service: &Service) -> Result<(), String> {
    let mut models: Vec<(&str, Model)> = Vec::new();
    for (name, text) in documents(service) {
        let model = model(name, &text)?;
        let said = meaning::service(&model);
        if said != *service {
            let different = different(&format!("{service:#?}"), &format!("{said:#?}"));
            return Err(format!(
                "`{name}` says something else:\n{different}\n{text}"
            ));
        }
        models.push((name, model));
    }
    let (first, rest) = models.split_first().expect("there are four documents");
    for (name, model) in rest {
        let renames = diff::renames::find(&first.1, model, &[]);
        let changes = diff::compare(&first.1, model, &renames);
        if !changes.is_empty() {
            return Err(format!("`{name}` differs from `{}`: {changes:#?}", first.0));
        }
    }
    Ok(())
}

/// The model of a document in which nothing is wrong.
fn model(name: &str, text: &str) -> Result<Model, String> {
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    let document = csdl::parse(&mut sources, name, text.as_bytes().to_vec(), &mut found);
    let model = document.map(|document| model::build(&[document], &mut found));
    let levels = odata_bindgen::diagnostics::Levels::default();
    let wrong: Vec<String> = found
        .iter()
        .filter(|finding| levels.of(finding.rule) != Level::Allow)
        .map(|finding| format!("{}: {}", finding.rule.id, finding.message))
        .collect();
    match model {
        Some(model) if wrong.is_empty() => Ok(model),
        _ => Err(format!("`{name}` is not right: {wrong:#?}\n{text}")),
    }
}

/// Generates from all documents, twice from the first: the same each time, and Rust. The documents are left in
/// the folder.
///
/// # Errors
/// What is wrong, in a text for people.
pub fn generate(service: &Service, folder: &Path, name: &str) -> Result<Generated, String> {
    let mut first: Option<(PathBuf, Generated)> = None;
    for (ending, text) in documents(service) {
        let path = folder.join(format!("{name}.{ending}"));
        scratch::write(&path, &text);
        for _ in 0..if first.is_none() { 2 } else { 1 } {
            let config = Config::for_single(&path, Path::new("out"), name);
            let config = config.map_err(|error| error.render(Style::default()))?;
            let generated = odata_bindgen::generate(&Scratch::with_runtime(config));
            let generated = generated.map_err(|error| error.render(Style::default()))?;
            match &first {
                Some((one, known)) => same(known, &generated).map_err(|wrong| {
                    format!("{} and {}: {wrong}", one.display(), path.display())
                })?,
                None => first = Some((path.clone(), generated)),
            }
        }
    }
    let (path, generated) = first.expect("there are four documents");
    let wrong = selections::mistakes(&generated);
    match wrong.is_empty() {
        true => Ok(generated),
        false => Err(format!("{}: {wrong:#?}", path.display())),
    }
}

/// Nothing, where two crates have the same files and give out the same names.
fn same(one: &Generated, other: &Generated) -> Result<(), String> {
    let files = |generated: &Generated| -> Vec<String> {
        let files = generated.files.iter();
        files
            .map(|(path, text)| format!("==== {path}\n{text}"))
            .collect()
    };
    let (ones, others) = (files(one).concat(), files(other).concat());
    if ones != others {
        return Err(different(&ones, &others));
    }
    match one.lock.render() == other.lock.render() {
        true => Ok(()),
        false => Err("other names are pinned".to_owned()),
    }
}

/// The first lines that differ, of each text.
fn different(one: &str, other: &str) -> String {
    let pairs = one.lines().zip(other.lines());
    let same = pairs.take_while(|(one, other)| one == other).count();
    let show = |text: &str| {
        let lines: Vec<&str> = text
            .lines()
            .skip(same.saturating_sub(12))
            .take(20)
            .collect();
        lines.join("\n")
    };
    format!("---- line {same}\n{}\n---- and\n{}", show(one), show(other))
}
