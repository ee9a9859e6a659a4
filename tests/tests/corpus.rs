//! Turns the real metadata beside the repository into crates; no document may make the generator panic.

use odata_bindgen::Generated;
use tests::corpus::{self, Document, End, Row};
use tests::place;

/// Documents that have to lead to a crate, by the beginning of their name.
const EXPECTED: [&str; 5] = [
    "reference/",
    "outlook/",
    "connected-service/",
    "graph/typewriter-",
    "graph/graph-v1.0-2015.xml",
];

/// The document among them that is cut off.
const REFUSED: &str = "outlook/exchange-odata-preview-2014-c-MALFORMED.edmx.xml";

/// Documents of so many bytes are left to the program of the same name, since without optimisation each takes many seconds.
const LARGE: u64 = 1 << 20;

#[test]
fn real_metadata_leads_to_crates_or_to_messages() {
    let Some(folder) = place::shared_metadata() else {
        eprintln!(
            "skipped: there is no `shared/` beside the repository, so there is no real metadata at hand"
        );
        return;
    };
    let documents = corpus::documents(&folder);
    println!("{}", corpus::heading());
    let mut wrong: Vec<String> = Vec::new();
    for document in documents.iter().filter(|document| is_quick(document)) {
        let (row, generated) = document.run();
        println!("{row}");
        wrong.extend(problem(&row, generated.as_ref()));
    }
    assert!(
        wrong.is_empty(),
        "{} documents are not as they should be:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

fn is_quick(document: &Document) -> bool {
    // Redfish is hundreds of documents behind one
    !document.name.starts_with("redfish/")
        && document
            .path
            .metadata()
            .is_ok_and(|file| file.len() < LARGE)
}

fn problem(row: &Row, generated: Option<&Generated>) -> Option<String> {
    let is_expected = EXPECTED
        .iter()
        .any(|expected| row.name.starts_with(expected))
        && row.name != REFUSED;
    match (&row.end, generated) {
        (End::Panicked, _) => Some(format!("{}: the generator panicked", row.name)),
        (End::Refused(why), _) if is_expected => {
            Some(format!("{}: refused because of {why}", row.name))
        }
        (_, Some(generated)) => {
            first_unreadable(generated).map(|file| format!("{}: {file}", row.name))
        }
        _ => None,
    }
}

/// The first generated file that is not Rust.
fn first_unreadable(generated: &Generated) -> Option<String> {
    let sources = generated
        .files
        .iter()
        .filter(|(path, _)| path.as_str().ends_with(".rs"));
    sources.into_iter().find_map(|(path, text)| {
        syn::parse_file(text)
            .err()
            .map(|error| format!("`{path}` is not Rust: {error}"))
    })
}
