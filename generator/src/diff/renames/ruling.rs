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

/// What people have decided about two models whose names are not the same.
#[derive(Clone, Copy, Debug, Default)]
pub struct Decisions<'r> {
    /// Decisions about single names; of a namespace, too.
    pub rulings: &'r [Ruling],
    /// Names that differ only in capitals stand for one element, wherever what is around them does.
    pub ignore_case: bool,
}

/// Decisions by both paths. They hold in both directions.
pub(super) struct Rulings<'r> {
    table: HashMap<(&'r str, &'r str), &'r Ruling>,
    ignore_case: bool,
}

impl<'r> Rulings<'r> {
    pub(super) fn new(decisions: Decisions<'r>) -> Self {
        let mut table = HashMap::new();
        for ruling in decisions.rulings {
            table.insert((&*ruling.old, &*ruling.new), ruling);
            table.insert((&*ruling.new, &*ruling.old), ruling);
        }
        Self {
            table,
            ignore_case: decisions.ignore_case,
        }
    }

    /// Whether two names that stand in the same place are one as far as capitals go.
    pub(super) fn are_alike(&self, old: &str, new: &str) -> bool {
        self.ignore_case && same_letters(old, new)
    }

    /// All pairs that were decided to be one element, in both directions.
    pub(super) fn confirmed(&self) -> impl Iterator<Item = (&'r str, &'r str)> {
        let table = self.table.iter();
        table
            .filter(|(_, ruling)| ruling.same)
            .map(|(&paths, _)| paths)
    }

    /// The score of a pair of names in the same place: what was decided, then what the letters say, then
    /// what the evidence gives.
    pub(super) fn apply_to_names(
        &self,
        (old, new): (&str, &str),
        names: (&str, &str),
        evidence: impl FnOnce() -> Score,
    ) -> Score {
        self.apply(old, new, || match self.are_alike(names.0, names.1) {
            true => Score::same_letters(),
            false => evidence(),
        })
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

/// Whether two names have the same letters, small or capital.
pub(crate) fn same_letters(old: &str, new: &str) -> bool {
    let lower = |text: &'_ str| {
        text.chars()
            .flat_map(char::to_lowercase)
            .collect::<Vec<_>>()
    };
    old == new || old.len().abs_diff(new.len()) < 4 && lower(old) == lower(new)
}
