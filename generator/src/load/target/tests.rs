//! Addresses into paths.

use super::*;

fn map(entries: &[(&str, &str)], address: &str) -> Option<(String, String)> {
    let references: BTreeMap<String, PathBuf> = entries
        .iter()
        .map(|(address, path)| ((*address).to_owned(), PathBuf::from(path)))
        .collect();
    let (path, rest) = mapped(&references, address)?;
    Some((path.display().to_string(), rest.to_owned()))
}

fn leads_to(path: &str, rest: &str) -> Option<(String, String)> {
    Some((path.to_owned(), rest.to_owned()))
}

#[test]
fn the_longest_beginning_counts() {
    let entries = [
        ("http://example.com/", "all"),
        ("http://example.com/schemas/", "schemas"),
        ("http://example.com/schemas/v1/A.xml", "a.xml"),
    ];
    let map = |address| map(&entries, address);
    assert_eq!(map("http://example.com/x.xml"), leads_to("all", "x.xml"));
    assert_eq!(
        map("http://example.com/schemas/v1/B.xml"),
        leads_to("schemas", "v1/B.xml")
    );
    assert_eq!(
        map("http://example.com/schemas/v1/A.xml"),
        leads_to("a.xml", "")
    );
    assert_eq!(map("http://example.org/x.xml"), None);
}

#[test]
fn a_beginning_ends_where_a_segment_ends() {
    let entries = [("http://example.com/schemas", "schemas")];
    assert_eq!(map(&entries, "http://example.com/schemas-2/A.xml"), None);
    assert_eq!(
        map(&entries, "http://example.com/schemas/A.xml"),
        leads_to("schemas", "A.xml")
    );
}

#[test]
fn the_scheme_says_nothing_about_the_place() {
    let entries = [("http://example.com/", "all")];
    assert_eq!(
        map(&entries, "https://example.com/A.xml"),
        leads_to("all", "A.xml")
    );
    assert_eq!(map(&entries, "ftp://example.com/A.xml"), None);
}
