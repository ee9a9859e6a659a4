//! Turns facts into a review: what each means for those who call the service, and which Rust items it touches.

use std::collections::BTreeMap;

use super::change::{Change, Side};
use super::fingerprint::Fingerprint;
use super::rules::{self, Level, Models, Rule};

/// A fact with what it means.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The fact.
    pub change: Change,
    /// The rule that it is judged by.
    pub rule: &'static Rule,
    /// What the same fact is recognised by in another review.
    pub fingerprint: Fingerprint,
    /// The Rust items that it touches.
    pub items: TouchedItems,
    /// Why it was accepted, where somebody has accepted it.
    pub accepted: Option<Box<str>>,
}

/// The Rust items that a fact touches, as paths such as `outlook_rest::v2_0::Message::subject`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TouchedItems {
    /// Those made from the old model; none where the fact is about something added.
    pub old: Vec<Box<str>>,
    /// Those made from the new model.
    pub new: Vec<Box<str>>,
}

/// Where the Rust items of an element are looked up. The old and the new model have one each.
pub trait ItemIndex {
    /// The items that are made from an element: types and what is in them, then constants, then what makes requests.
    fn items(&self, side: &Side) -> Vec<Box<str>>;
}

/// Nothing is known about Rust: no fact touches an item.
pub struct NoItems;

impl ItemIndex for NoItems {
    fn items(&self, _: &Side) -> Vec<Box<str>> {
        Vec::new()
    }
}

/// How many facts there are of each level.
pub type Tally = BTreeMap<Level, usize>;

/// Judges facts, in their order.
#[must_use]
pub fn review(
    changes: Vec<Change>,
    models: &Models<'_>,
    items: [&dyn ItemIndex; 2],
) -> Vec<Judged> {
    let judged = |change: Change| {
        let touched = |side: &Option<Side>, index: &dyn ItemIndex| {
            side.as_ref()
                .map_or_else(Vec::new, |side| index.items(side))
        };
        Judged {
            rule: rules::judge(&change, models),
            fingerprint: Fingerprint::of(&change),
            items: TouchedItems {
                old: touched(&change.old, items[0]),
                new: touched(&change.new, items[1]),
            },
            accepted: None,
            change,
        }
    };
    changes.into_iter().map(judged).collect()
}

impl Judged {
    /// The worse of what the fact means on the wire and in Rust.
    #[must_use]
    pub fn level(&self) -> Level {
        self.rule.wire.max(self.rule.rust)
    }
}

/// Counts facts by level, leaving out what was accepted.
#[must_use]
pub fn tally(judged: &[Judged]) -> Tally {
    let mut tally = Tally::new();
    for judged in judged.iter().filter(|judged| judged.accepted.is_none()) {
        *tally.entry(judged.level()).or_default() += 1;
    }
    tally
}
