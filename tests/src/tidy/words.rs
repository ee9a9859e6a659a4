//! Turns words that have no place in the repository into violations, whatever the kind of file.

use std::path::Path;

use super::Violation;
use crate::place;

/// Folders of one machine, which mean nothing on another.
const MACHINE: [&str; 5] = [
    concat!("/wo", "rk/"),
    concat!("/tm", "p/"),
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
    concat!("/Us", "ers/"),
];

/// Files that people write and that are not code.
const TEXTS: [&str; 14] = [
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "odata-bindgen.toml",
    "Cargo.toml",
    "clippy.toml",
    "deny.toml",
    "fuzz/Cargo.toml",
    "fuzz/run",
    "rust-toolchain.toml",
    ".ci/run",
    ".cargo/config.toml",
    "metadata/README.md",
];

/// Folders all of whose files are looked at.
const FOLDERS: [&str; 6] = [
    "docs",
    "generator",
    "runtime",
    "tests",
    "templates",
    "metadata",
];

/// Words in every text of the repository that only mean something to those who were there.
#[must_use]
pub fn check() -> Vec<Violation> {
    let texts = TEXTS
        .iter()
        .map(|name| place::root().join(name))
        .filter(|path| path.is_file());
    let endings = [
        ".rs", ".toml", ".md", ".xml", ".snap", ".html", ".css", ".js", ".json",
    ];
    let folders = FOLDERS.iter().map(|folder| place::root().join(folder));
    let below = folders.flat_map(|folder| {
        endings
            .iter()
            .flat_map(move |ending| place::files_below(&folder, ending))
    });
    let mut found: Vec<Violation> = texts
        .chain(below)
        .flat_map(|path| check_file(&path))
        .collect();
    found.sort();
    found.dedup();
    found
}

fn check_file(path: &Path) -> Vec<Violation> {
    let file = place::shown(path);
    let is_code = file.ends_with(".rs");
    let text = place::read(path);
    let lines = text.lines().zip(1..);
    let found = lines.filter_map(|(line, number)| {
        let message = wrong_line(line, is_code)?;
        Some(Violation {
            file: file.clone(),
            line: number,
            message,
        })
    });
    found.collect()
}

fn wrong_line(line: &str, is_code: bool) -> Option<String> {
    if let Some(folder) = MACHINE.iter().find(|folder| begins_in(line, folder)) {
        return Some(format!(
            "`{folder}` is a folder of one machine: name a place in the repository, or none"
        ));
    }
    if !is_code {
        return None;
    }
    let comment = comment(line)?;
    if let Some(number) = issue_number(comment) {
        return Some(format!(
            "`{number}` is a number that says nothing by itself: give the reason in words"
        ));
    }
    let asks = comment
        .split(|c: char| !c.is_alphabetic())
        .any(|word| matches!(word, "session" | "sessions"));
    asks.then(|| {
        "who wrote it when is not the reader's concern: give the reason in words".to_owned()
    })
}

/// Whether a path in the line begins with this folder; one that goes on from another is not of the machine.
fn begins_in(line: &str, folder: &str) -> bool {
    line.match_indices(folder)
        .any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '}' || c == '.'))
}

/// The comment in a line of code; a `//` after a colon belongs to an address.
fn comment(line: &str) -> Option<&str> {
    let at = line
        .match_indices("//")
        .map(|(at, _)| at)
        .find(|at| !line[..*at].ends_with(':'))?;
    // within a string there is a quotation mark before it, and one after it
    let in_string = line[..at].matches('"').count() % 2 == 1;
    (!in_string).then(|| &line[at..])
}

/// A number sign and digits, as people write for issues; not `&#10;`, which is a character.
fn issue_number(comment: &str) -> Option<&str> {
    comment.match_indices('#').find_map(|(at, _)| {
        let digits = comment[at + 1..]
            .bytes()
            .take_while(u8::is_ascii_digit)
            .count();
        let is_reference = digits > 0 && !comment[..at].ends_with('&');
        is_reference.then(|| &comment[at..=at + digits])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_told_from_addresses_and_strings() {
        assert_eq!(comment("let a = 1; // why"), Some("// why"));
        assert_eq!(comment("let a = \"// not\";"), None);
        assert_eq!(comment("let a = \"https://example.com\";"), None);
    }

    #[test]
    fn numbers_of_issues_are_found() {
        assert_eq!(issue_number("// see #12."), Some("#12"));
        assert_eq!(issue_number("// `&#10;` and # 1"), None);
    }
}
