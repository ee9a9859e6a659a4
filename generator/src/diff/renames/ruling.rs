//! Turns what people have decided about renames into a table.

use std::collections::HashMap;

use super::score::Score;

/// What somebody has decided about two names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// The path in one of the models, such as `Microsoft.OutlookServices.Item/DateTimeCreated`.
    pub old: String,
    /// The path in the other one.
    pub new: String,
    /// Whether the two are one element.
    pub same: bool,
    /// Why.
    pub reason: Option<String>,
}

/// Decisions by both paths. They hold in both directions.
pub(super) struct Rulings<'r> {
    table: HashMap<(&'r str, &'r str), &'r Ruling>,
}

impl<'r> Rulings<'r> {
    pub(super) fn new(rulings: &'r [Ruling]) -> Self {
        let mut table = HashMap::new();
        for ruling in rulings {
            table.insert((&*ruling.old, &*ruling.new), ruling);
            table.insert((&*ruling.new, &*ruling.old), ruling);
        }
        Self { table }
    }

    /// All pairs that were decided to be one element, in both directions.
    pub(super) fn confirmed(&self) -> impl Iterator<Item = (&'r str, &'r str)> {
        let table = self.table.iter();
        table
            .filter(|(_, ruling)| ruling.same)
            .map(|(&paths, _)| paths)
    }

    /// The score of a pair: the one that was decided, or what the evidence gives.
    pub(super) fn apply(&self, old: &str, new: &str, evidence: impl FnOnce() -> Score) -> Score {
        match self.table.get(&(old, new)) {
            Some(ruling) if ruling.same => Score::confirmed(ruling.reason.as_deref()),
            Some(_) => Score::default(),
            None => evidence(),
        }
    }
}
