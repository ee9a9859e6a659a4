//! What the features of the crate are: read as it is written.

use super::mistakes::mistakes_beside;
use super::{SMALL, read};
use crate::config::{FeatureSettings, GroupedBy, Trait};

#[test]
fn features_are_those_that_are_written() {
    let none = read(SMALL).features;
    assert_eq!(none, FeatureSettings::default());
    assert!(none.is_empty());
    let text = "[features]\nby = \"namespace\"\ndefault = \"mail\"\n[features.groups]\nmail = [\"me\", \"A.B\"]\nall-else = \"**\"\n";
    let features = read(&format!("{SMALL}{text}")).features;
    assert_eq!(features.by, Some(GroupedBy::Namespace));
    assert_eq!(features.default[0].value, "mail");
    let groups = features.groups.iter();
    let groups: Vec<(&str, usize)> = groups
        .map(|group| (group.name.value.as_str(), group.entries.len()))
        .collect();
    assert_eq!(groups, [("mail", 2), ("all-else", 1)]);
}

#[test]
fn traits_are_all_unless_some_are_named() {
    let traits = |text: &str| read(&format!("{SMALL}{text}")).features.traits;
    assert_eq!(traits(""), Trait::ALL);
    assert_eq!(traits("[features]\nby = \"root\"\n"), Trait::ALL);
    assert_eq!(traits("[features]\ntraits = []\n"), []);
    assert_eq!(
        traits("[features]\ntraits = [\"compare\"]\n"),
        [Trait::Compare]
    );
    assert_eq!(traits("[features]\ntraits = \"serde\"\n"), [Trait::Serde]);
    // they are no parts of the service
    assert!(
        read(&format!("{SMALL}[features]\ntraits = []\n"))
            .features
            .is_empty()
    );
}

#[test]
fn traits_that_there_are_not_are_shown() {
    insta::assert_snapshot!(mistakes_beside(
        "[features]\ntraits = [\"serd\", \"Hash\", 1]\n"
    ));
    insta::assert_snapshot!(mistakes_beside(
        "[features]\ntraits = [\"serd\", \"Hash\"]\n[features.groups]\nserde = [\"me\"]\ncompare = [\"me\"]\n"
    ));
}

#[test]
fn mistakes_about_features_are_shown() {
    insta::assert_snapshot!(mistakes_beside(
        "[features]\nby = \"roots\"\ndefault = [\"mail\"]\nfeature = 1\n[features.groups]\nfull = []\nv1 = []\n\"a b\" = [\"x\"]\nmail = [1]\n"
    ));
}

#[test]
fn a_default_without_features_is_one_of_nothing() {
    insta::assert_snapshot!(mistakes_beside("[features]\ndefault = [\"mail\"]\n"));
}
