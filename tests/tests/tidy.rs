//! Turns the rules of the house into tests, each with a list of what breaks it.

use tests::tidy::{self, RULES, Violation};

fn assert_none(rule: &str, found: &[Violation]) {
    let list: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert!(found.is_empty(), "{rule}, but:\n{}\n", list.join("\n"));
}

#[test]
fn sources_keep_the_rules_of_the_house() {
    let sources = tidy::sources();
    let broken: Vec<String> = RULES
        .into_iter()
        .map(|(name, rule)| (name, tidy::check(rule, &sources)))
        .filter(|(_, found)| !found.is_empty())
        .map(|(name, found)| format!("{name}:\n{}", found.iter().map(|violation| format!("  {violation}\n")).collect::<String>()))
        .collect();
    assert!(broken.is_empty(), "rules that are broken:\n\n{}", broken.join("\n"));
}

#[test]
fn texts_can_be_read_by_those_who_were_not_there() {
    assert_none("texts name nothing of one machine or one conversation", &tidy::check_words());
}

#[test]
fn generated_code_can_be_reviewed() {
    assert_none("generated code is one type a file, of bounded length, the same everywhere", &tidy::check_generated());
}
