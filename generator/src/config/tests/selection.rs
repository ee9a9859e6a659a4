//! What part of a service is asked for: read as it is written.

use super::mistakes::mistakes_beside;
use super::{SMALL, read};
use crate::config::{Config, MAX_DERIVED, SelectionSettings};
use crate::diagnostics::Spanned;

fn texts(entries: &[Spanned<String>]) -> Vec<&str> {
    entries.iter().map(|entry| entry.value.as_str()).collect()
}

fn only(more: &str) -> Config {
    read(&format!("{SMALL}{more}"))
}

#[test]
fn lists_of_a_version_go_before_those_of_the_service() {
    let service = "[service]\ninclude = [\"me\", \"users\"]\nexclude = \"A.B\"\n";
    let config = only(service);
    assert_eq!(texts(&config.versions[0].include), ["me", "users"]);
    assert_eq!(texts(&config.versions[0].exclude), ["A.B"]);
    let config = only(&format!("include = [\"groups\"]\nexclude = []\n{service}"));
    assert_eq!(texts(&config.versions[0].include), ["groups"]);
    assert_eq!(texts(&config.versions[0].exclude), [""; 0]);
}

#[test]
fn derived_types_are_followed_unless_something_else_is_said() {
    assert_eq!(only("").selection, SelectionSettings::default());
    let selection = only(
        "[selection]\nderived = \"ignore\"\nmax_derived = 3\nfollow = [\"A.*\"]\nignore = [\"A.B\"]\n",
    )
    .selection;
    assert!(!selection.follow_derived);
    assert_eq!((selection.max_derived, MAX_DERIVED), (3, 64));
    assert_eq!(texts(&selection.follow), ["A.*"]);
    assert_eq!(texts(&selection.ignore), ["A.B"]);
}

#[test]
fn mistakes_about_a_selection_are_shown() {
    insta::assert_snapshot!(mistakes_beside(
        "include = 1\n[selection]\nderived = \"folow\"\nmax_derived = -1\nfolow = []\n"
    ));
}
