//! Turns the versions in the repository's own config into reports, which have to be those that are committed.

use std::collections::BTreeSet;

use tests::{changes, place};

const REMEDY: &str = "run `cargo run --release -p tests --bin changes` and commit what it writes";

/// What is beside the reports: the list of them, and what another test holds to be fresh.
const BESIDE: [&str; 2] = ["README.md", "outlook-to-graph.md"];

#[test]
fn the_committed_reports_are_what_the_metadata_says() {
    let folder = place::root().join(changes::FOLDER);
    let mut names: BTreeSet<String> = BESIDE.map(str::to_owned).into();
    for (name, text) in changes::files() {
        let path = folder.join(&name);
        let is_fresh = path.is_file() && place::read(&path) == text;
        assert!(is_fresh, "`{}` is stale: {REMEDY}", place::shown(&path));
        assert!(
            text.len() < 500_000,
            "`{name}` is too large to be committed"
        );
        names.insert(name);
    }
    for path in place::files_below(&folder, "") {
        let name = path.file_name().map(|name| name.to_string_lossy());
        let is_known = name.is_some_and(|name| names.contains(&*name));
        assert!(is_known, "nothing writes `{}`", place::shown(&path));
    }
}

#[test]
fn the_list_of_reports_names_all_of_them() {
    let list = place::read(&place::root().join(changes::FOLDER).join("README.md"));
    for (name, _) in changes::files() {
        let link = format!("({name})");
        assert!(list.contains(&link), "`README.md` does not name {name}");
    }
}
