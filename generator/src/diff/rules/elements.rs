//! The rules about elements that come, go, or have another name.

use super::{Direction, Kind, Level, Rule};

/// In the order in which they are tried.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "element-removed",
        kinds: &[Kind::Removed, Kind::OverloadRemoved],
        elements: &[],
        when: |_, _| true,
        direction: Direction::Both,
        wire: Level::Breaking,
        rust: Level::Breaking,
        reason: "the service does not know the element any more",
        help: "look for what took its place, and name the two in `metadata/renames.toml`",
    },
    Rule {
        id: "anything",
        kinds: Kind::ALL,
        elements: &[],
        when: |_, _| true,
        direction: Direction::Both,
        wire: Level::Risky,
        rust: Level::Risky,
        reason: "the two models say something else",
        help: "compare what they say",
    },
];
