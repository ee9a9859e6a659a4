//! Turns every fixture into a snapshot of all that is generated from it.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use tests::fixtures::{self, Fixture};
use tests::place;

#[test]
fn every_fixture_leads_to_what_was_reviewed() {
    let fixtures = fixtures::all();
    let wrong: Vec<&str> = fixtures
        .iter()
        .filter(|fixture| !is_as_reviewed(fixture))
        .map(|fixture| &*fixture.name)
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {} fixtures lead to something else: {}\nread what has changed, and if it is right, accept it with `INSTA_UPDATE=always`",
        wrong.len(),
        fixtures.len(),
        wrong.join(", ")
    );
}

/// Compares with the snapshot; a difference is printed, and does not keep the next fixture from being looked at.
fn is_as_reviewed(fixture: &Fixture) -> bool {
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path(Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let compare = || settings.bind(|| insta::assert_snapshot!(&*fixture.name, fixture.rendered()));
    catch_unwind(AssertUnwindSafe(compare)).is_ok()
}

#[test]
fn every_snapshot_has_its_fixture() {
    let names: BTreeSet<String> = fixtures::all()
        .into_iter()
        .map(|fixture| fixture.name)
        .collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots");
    let snapshots = place::files_below(&folder, ".snap");
    let stems = snapshots
        .iter()
        .filter_map(|path| path.file_stem())
        .map(|stem| stem.to_string_lossy().into_owned());
    let left: Vec<String> = stems.filter(|stem| !names.contains(stem)).collect();
    assert!(
        left.is_empty(),
        "snapshots of fixtures that are gone, to be deleted: {}",
        left.join(", ")
    );
}
