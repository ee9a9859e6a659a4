//! Turns bytes into two models and what changed between them, which is the same from both sides.

use odata_bindgen::diagnostics::{Levels, Sources};
use odata_bindgen::diff::report::{self, Comparison, TextOptions};
use odata_bindgen::diff::rules::Models;
use odata_bindgen::diff::{self, Change, NoItems, Renames, renames};
use odata_bindgen::model::{self, Model};

use super::documents::{self, Read};

/// What stands between two documents.
pub(super) const BETWEEN: &[u8] = b"\n=====\n";

/// One document, or two with a line of `=====` between them. A model compared with itself has no
/// changes, and the changes from one to another are the mirror of those back.
pub fn diff(data: &[u8]) {
    let at = data.windows(BETWEEN.len()).position(|part| part == BETWEEN);
    let (old, new) = match at {
        Some(at) => (&data[..at], &data[at + BETWEEN.len()..]),
        None => (data, &data[..0]),
    };
    let Some((old, old_sources)) = read(old) else {
        return;
    };
    check_same(&old);
    let Some((new, new_sources)) = read(new) else {
        return;
    };
    check_same(&new);
    let (renames, changes) = compare(&old, &new);
    check_mirror(&old, &new, &renames, &changes);
    for (old, new, sources) in [
        (&old, &new, [&old_sources, &new_sources]),
        (&new, &old, [&new_sources, &old_sources]),
    ] {
        check_reports(old, new, sources);
    }
}

/// The model of a document that nothing is wrong with.
fn read(data: &[u8]) -> Option<(Model, Sources)> {
    let Read {
        document,
        sources,
        mut found,
    } = documents::read(data);
    let model = model::build(&[document?], &mut found);
    let accepted = !found.any_denied(&Levels::default());
    documents::check_findings(found, &sources);
    accepted.then_some((model, sources))
}

fn compare(old: &Model, new: &Model) -> (Renames, Vec<Change>) {
    let renames = renames::find(old, new, &[]);
    let changes = diff::compare(old, new, &renames);
    (renames, changes)
}

fn check_same(model: &Model) {
    let (renames, changes) = compare(model, model);
    assert!(changes.is_empty(), "{changes:?}");
    assert!(renames.list.is_empty(), "{:?}", renames.list);
}

fn check_mirror(old: &Model, new: &Model, renames: &Renames, changes: &[Change]) {
    let (back, reversed) = compare(new, old);
    assert_eq!(renames.mirror().list.len(), back.list.len());
    let mut mirrored: Vec<Change> = reversed.into_iter().map(Change::mirror).collect();
    mirrored.sort();
    assert_eq!(changes, mirrored);
}

/// Every fact has a rule, and every report can be written.
fn check_reports(old: &Model, new: &Model, [old_sources, new_sources]: [&Sources; 2]) {
    let (renames, changes) = compare(old, new);
    let models = Models {
        old,
        new,
        renames: &renames,
    };
    let changes = &diff::review(changes, &models, [&NoItems, &NoItems]);
    let comparison = Comparison {
        old: "old",
        new: "new",
        changes,
        old_sources,
        new_sources,
    };
    let text = report::text(&comparison, TextOptions::default());
    let obeyed = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    assert!(!text.contains(obeyed), "{text:?}");
}
