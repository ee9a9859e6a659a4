//! Turns facts into what people and programs read.

mod excerpt;
mod github;
mod groups;
mod json;
mod levels;
mod phrase;
mod place;
mod sarif;
mod text;

use super::change::Kind;
use super::review::Judged;
use crate::diagnostics::Sources;

pub(crate) use excerpt::{Excerpt, excerpts};
pub use github::github;
pub(crate) use groups::{Group, groups};
pub use json::{FORMAT, json};
pub use levels::{Levels, levels};
pub(crate) use levels::{milder, word as level_word};
pub(crate) use phrase::{Values, clean, evidence, list, name, one_line, sentence, sign, what};
pub(crate) use place::found_at;
pub use sarif::sarif;
pub use text::{Detail, TextOptions, text};

/// The facts about two models, and what is needed to show them.
#[derive(Clone, Copy, Debug)]
pub struct Comparison<'c> {
    /// What people call the old one, such as `v1.0`.
    pub old: &'c str,
    /// What people call the new one.
    pub new: &'c str,
    /// The facts, judged, in their order.
    pub changes: &'c [Judged],
    /// The files of the old model.
    pub old_sources: &'c Sources,
    /// The files of the new model.
    pub new_sources: &'c Sources,
}

/// How many facts there are of the four sorts that people look for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Counts {
    /// Elements that only the new model has.
    pub added: usize,
    /// Elements that only the old model has.
    pub removed: usize,
    /// Elements with another name.
    pub renamed: usize,
    /// Everything else.
    pub changed: usize,
}

/// Counts the facts.
#[must_use]
pub fn counts(changes: &[Judged]) -> Counts {
    let mut counts = Counts::default();
    for Judged { change, .. } in changes {
        *match change.kind {
            Kind::Added | Kind::OverloadAdded => &mut counts.added,
            Kind::Removed | Kind::OverloadRemoved => &mut counts.removed,
            Kind::Renamed => &mut counts.renamed,
            _ => &mut counts.changed,
        } += 1;
    }
    counts
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            added,
            removed,
            renamed,
            changed,
        } = self;
        write!(
            f,
            "{added} added, {removed} removed, {renamed} renamed, {changed} changed"
        )
    }
}

/// The rules that judged the facts, each once, by their ids.
pub(crate) fn rules_of(changes: &[Judged]) -> Vec<&'static super::rules::Rule> {
    let mut rules: Vec<_> = changes.iter().map(|judged| judged.rule).collect();
    rules.sort_by_key(|rule| rule.id);
    rules.dedup_by_key(|rule| rule.id);
    rules
}
