//! The table of faults against the sources: is each test that it names there?

use std::collections::BTreeSet;

use syn::visit::{self, Visit};
use tests::place;

/// The functions that are tests.
#[derive(Default)]
struct Tests(BTreeSet<String>);

impl<'ast> Visit<'ast> for Tests {
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        let is_test = |attr: &syn::Attribute| {
            let last = attr.path().segments.last();
            last.is_some_and(|segment| segment.ident == "test")
        };
        if item.attrs.iter().any(is_test) {
            self.0.insert(item.sig.ident.to_string());
        }
        visit::visit_item_fn(self, item);
    }
}

fn tests() -> BTreeSet<String> {
    let mut tests = Tests::default();
    for folder in [
        "generator/src",
        "generator/tests",
        "runtime/src",
        "runtime/tests",
        "tests/tests",
    ] {
        for file in place::files_below(&place::root().join(folder), ".rs") {
            let text = place::read(&file);
            let syntax = syn::parse_file(&text);
            tests.visit_file(&syntax.unwrap_or_else(|error| panic!("{}: {error}", file.display())));
        }
    }
    tests.0
}

/// The last cells of the rows of all tables of faults, each with its line.
fn named(text: &str) -> Vec<(usize, String)> {
    let cell = |line: &str| {
        let cell = line.trim_end_matches(['|', ' ']).rsplit('|').next();
        cell.unwrap_or_default().trim().to_owned()
    };
    let (mut rows, mut before, mut of_faults) = (Vec::new(), "", false);
    for (line, number) in text.lines().zip(1..) {
        let is_row = line.starts_with('|');
        if is_row && !before.starts_with('|') {
            of_faults = line.starts_with("| fault");
        } else if is_row && of_faults && !line.starts_with("| ---") {
            rows.push((number, cell(line)));
        }
        before = line;
    }
    rows
}

#[test]
fn each_fault_in_the_table_has_a_test() {
    let tests = tests();
    let rows = named(&place::read(&place::root().join("docs/trust.md")));
    assert!(rows.len() > 40, "{} rows", rows.len());
    let untested: Vec<_> = rows
        .iter()
        .filter(|(_, cell)| {
            let mut names = cell.split(", ").map(|name| name.trim_matches('`'));
            !names.all(|name| tests.contains(name))
        })
        .collect();
    assert!(untested.is_empty(), "no such test: {untested:#?}");
}

#[test]
fn each_test_of_a_fault_is_in_the_table() {
    let text = place::read(&place::root().join("docs/trust.md"));
    for file in ["faults.rs", "faults/contents.rs"] {
        let file = place::root().join("runtime/tests/runtime").join(file);
        let syntax = syn::parse_file(&place::read(&file)).expect("the tests are Rust");
        let mut tests = Tests::default();
        tests.visit_file(&syntax);
        for name in tests.0 {
            assert!(text.contains(&format!("`{name}`")), "{name} has no row");
        }
    }
}
