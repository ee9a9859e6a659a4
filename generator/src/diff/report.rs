//! Turns facts into what people and programs read.

mod json;
mod text;

use std::collections::{BTreeMap, HashMap};

use super::change::{Change, Element, Kind};
use super::review::Judged;
use crate::diagnostics::{Sources, Span};

pub use json::json;
pub use text::{TextOptions, text};

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

/// The facts about each type, container or namespace, by its name.
fn groups(changes: &[Judged]) -> Vec<(&str, Vec<&Judged>)> {
    // what was removed from a type that has another name stands where the rest of the type does
    let renamed: HashMap<&str, &str> = changes
        .iter()
        .filter_map(|judged| renamed_group(&judged.change))
        .collect();
    let mut groups: BTreeMap<&str, Vec<&Judged>> = BTreeMap::new();
    for judged in changes {
        let change = &judged.change;
        let group = change.side().path.group();
        let group = match change.new {
            Some(_) => group,
            None => renamed.get(group).copied().unwrap_or(group),
        };
        groups.entry(group).or_default().push(judged);
    }
    groups.into_iter().collect()
}

/// The old and the new name of a group that has another one.
fn renamed_group(change: &Change) -> Option<(&str, &str)> {
    let (old, new) = (change.old.as_ref()?, change.new.as_ref()?);
    let is_renamed = change.kind == Kind::Renamed && is_about_group(change);
    is_renamed.then(|| (old.path.group(), new.path.group()))
}

/// Whether a fact is about what the group is named after, and not about something in it.
fn is_about_group(change: &Change) -> bool {
    let side = change.side();
    side.path.member.is_none() && !matches!(side.element, Element::Action | Element::Function)
}

/// A place as `file:line`.
fn place(sources: &Sources, span: Option<Span>) -> Option<String> {
    let span = span?;
    let (line, _) = sources.position(span);
    Some(format!("{}:{line}", sources.get(span.source).name))
}
