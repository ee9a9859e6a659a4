//! Turns a fact into the rule that says what it means for those who call the service.

mod elements;

use serde::Serialize;

use super::change::{Change, Element, Kind};
use super::renames::Renames;
use crate::model::Model;

/// How bad a change is, from the least to the worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Only what people read is different.
    Docs,
    /// Something can be used that could not be used before; what there was works as it did.
    Additive,
    /// What there was works for some and fails for others, or means something else.
    Risky,
    /// What there was does not work any more.
    Breaking,
}

/// Which way the data goes that a change touches, as seen from a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// What a client sends: addresses, query options, bodies.
    Sent,
    /// What a client reads.
    Received,
    /// Both.
    Both,
}

/// What a sort of change means.
#[derive(Debug)]
pub struct Rule {
    /// The name of the rule, such as `property-removed`.
    pub id: &'static str,
    /// The kinds of facts that it is about.
    pub kinds: &'static [Kind],
    /// The sorts of elements that it is about; all where none is named.
    pub elements: &'static [Element],
    /// What else has to hold; of several rules for one fact the first one of the table judges it.
    pub when: fn(&Change, &Models<'_>) -> bool,
    /// Which way the data goes.
    pub direction: Direction,
    /// What it means for requests and answers.
    pub wire: Level,
    /// What it means for Rust code that was written against the code generated before.
    pub rust: Level,
    /// Why, in one line.
    pub reason: &'static str,
    /// What to do about it.
    pub help: &'static str,
}

/// What the conditions of rules may look at beside the fact.
#[derive(Clone, Copy, Debug)]
pub struct Models<'m> {
    /// The old model.
    pub old: &'m Model,
    /// The new model.
    pub new: &'m Model,
    /// The elements that have another name.
    pub renames: &'m Renames,
}

/// The tables, in the order in which they are looked through.
const TABLES: &[&[Rule]] = &[elements::RULES];

/// All rules, in the order in which they are tried.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    TABLES.iter().copied().flatten()
}

/// The rule that a fact is judged by.
///
/// # Panics
/// When no rule is about the fact; a test holds that there is one for every kind and sort of element.
#[must_use]
pub fn judge(change: &Change, models: &Models<'_>) -> &'static Rule {
    let rule = all().find(|rule| rule.is_about(change, models));
    rule.expect("the last rules of the tables have no conditions")
}

impl Rule {
    fn is_about(&self, change: &Change, models: &Models<'_>) -> bool {
        let element = change.side().element;
        self.kinds.contains(&change.kind)
            && (self.elements.is_empty() || self.elements.contains(&element))
            && (self.when)(change, models)
    }
}
