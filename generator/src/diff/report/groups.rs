//! Turns facts into groups: one for each type, container or namespace, those with the worst facts first.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use super::levels::{Levels, levels};
use crate::diff::change::{Change, Element, Kind, Path};
use crate::diff::review::Judged;
use crate::diff::rules::Level;

/// The facts about one type, container or namespace.
#[derive(Debug)]
pub(crate) struct Group<'c> {
    /// Its name, the new one where it has another.
    pub(crate) name: &'c str,
    /// Its facts: the worst first, then as they stand in the comparison; what was accepted is last.
    pub(crate) changes: Vec<&'c Judged>,
}

/// The facts about each type, container or namespace: first those with the worst facts, then by name.
///
/// A reviewer wants to see what breaks first, and yet each type as a whole.
pub(crate) fn groups(changes: &[Judged]) -> Vec<Group<'_>> {
    // what was removed from a type that has another name stands where the rest of the type does
    let renamed: HashMap<&str, &str> = changes
        .iter()
        .filter_map(|judged| renamed_group(&judged.change))
        .collect();
    let mut by_name: BTreeMap<&str, Vec<&Judged>> = BTreeMap::new();
    for judged in changes {
        let change = &judged.change;
        let group = change.side().path.group();
        let group = match change.new {
            Some(_) => group,
            None => renamed.get(group).copied().unwrap_or(group),
        };
        by_name.entry(group).or_default().push(judged);
    }
    let mut groups: Vec<Group<'_>> = by_name
        .into_iter()
        .map(|(name, mut changes)| {
            changes.sort_by_key(|judged| Reverse(rank(judged)));
            Group { name, changes }
        })
        .collect();
    groups.sort_by_key(|group| Reverse(group.worst()));
    groups
}

/// What counts of a fact: nothing where it was accepted.
fn rank(judged: &Judged) -> Option<Level> {
    judged.accepted.is_none().then(|| judged.level())
}

impl<'c> Group<'c> {
    /// The worst level; none where everything was accepted.
    pub(crate) fn worst(&self) -> Option<Level> {
        self.changes.first().and_then(|judged| rank(judged))
    }

    /// How many facts there are of each level.
    pub(crate) fn levels(&self) -> Levels {
        levels(self.changes.iter().copied())
    }

    /// The facts about each element, those with the worst facts first.
    pub(crate) fn elements(&self) -> Vec<Vec<&'c Judged>> {
        let mut at: HashMap<&Path, usize> = HashMap::new();
        let mut elements: Vec<Vec<&Judged>> = Vec::new();
        for &judged in &self.changes {
            let next = elements.len();
            let index = *at.entry(&judged.change.side().path).or_insert(next);
            match elements.get_mut(index) {
                Some(element) => element.push(judged),
                None => elements.push(vec![judged]),
            }
        }
        elements
    }
}

/// The old and the new name of a group that has another one.
fn renamed_group(change: &Change) -> Option<(&str, &str)> {
    let (old, new) = (change.old.as_ref()?, change.new.as_ref()?);
    let is_renamed = change.kind == Kind::Renamed && is_about_group(change);
    is_renamed.then(|| (old.path.group(), new.path.group()))
}

/// Whether a fact is about what the group is named after, and not about something in it.
pub(super) fn is_about_group(change: &Change) -> bool {
    let side = change.side();
    side.path.member.is_none() && !matches!(side.element, Element::Action | Element::Function)
}
