//! Turns real documents and ours into what is different, which has to be what `metadata/README.md` lists.

use std::collections::BTreeSet;
use std::path::Path;

use odata_bindgen::config::Config;
use odata_bindgen::diagnostics::Style;
use odata_bindgen::diff::{self, Kind, renames};
use odata_bindgen::model::Model;
use odata_bindgen::models;
use tests::place;

fn read(path: &Path) -> Model {
    let config = Config::for_single(path, "out".as_ref(), "real")
        .expect("the name is one that a crate can have");
    let read = models(&config).unwrap_or_else(|error| panic!("{}", error.render(Style::default())));
    let mut models = read.models;
    models.remove(0)
}

/// What is different, in the words of `diff`, and where; what people read and what may be done aside.
fn structural(real: &str) -> Option<BTreeSet<(String, String)>> {
    let Some(shared) = place::shared_metadata() else {
        eprintln!(
            "skipped: there is no `shared/` beside the repository, so the real document is not at hand"
        );
        return None;
    };
    let old = read(&shared.join("outlook").join(real));
    let new = read(&place::root().join("metadata/v2.0.xml"));
    let renames = renames::find(&old, &new, &[]);
    let changes = diff::compare(&old, &new, &renames);
    let changes = changes.iter().filter(|change| is_structural(change.kind));
    let row = |change: &diff::Change| {
        let path = change.side().path.to_string();
        let path = path.replace("Microsoft.OutlookServices.", "");
        (change.kind.words().to_owned(), path)
    };
    Some(changes.map(row).collect())
}

fn is_structural(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::Alias
            | Kind::Deprecated
            | Kind::Computed
            | Kind::Immutable
            | Kind::Permission
            | Kind::Capability
            | Kind::Description
            | Kind::LongDescription
    )
}

/// The table below a heading: what, and which elements; each row has a reason.
fn listed(heading: &str) -> BTreeSet<(String, String)> {
    let text = place::read(&place::root().join("metadata/README.md"));
    let (_, below) = text
        .split_once(&format!("### {heading}\n"))
        .unwrap_or_else(|| panic!("there is no `{heading}`"));
    let lines = below.lines().take_while(|line| !line.starts_with('#'));
    let rows = lines.filter(|line| line.starts_with('|')).skip(2);
    let mut listed = BTreeSet::new();
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [what, elements, reason] = cells[..] else {
            panic!("a row has three cells: {row}");
        };
        assert!(!reason.is_empty(), "a row has a reason: {row}");
        let names = elements.split('`').skip(1).step_by(2);
        for name in names {
            let is_new = listed.insert((what.to_owned(), name.to_owned()));
            assert!(is_new, "`{name}` is listed twice");
        }
    }
    listed
}

fn assert_listed(real: &str, heading: &str) {
    let Some(found) = structural(real) else {
        return;
    };
    let listed = listed(heading);
    let missing: Vec<_> = found.difference(&listed).collect();
    assert!(missing.is_empty(), "the table lacks {missing:#?}");
    let wrong: Vec<_> = listed.difference(&found).collect();
    assert!(wrong.is_empty(), "these are not different: {wrong:#?}");
}

#[test]
fn what_differs_from_the_reconstruction_is_listed() {
    assert_listed(
        "outlook-v2.0-2019-03-RECONSTRUCTED.edmx.xml",
        "The reconstruction, element by element",
    );
}

#[test]
fn what_differs_from_the_early_document_is_listed() {
    assert_listed(
        "outlook-v2.0-or-beta-2015-10.edmx.xml",
        "The early document, element by element",
    );
}
