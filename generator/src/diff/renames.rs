//! Turns two models into the elements that have another name in the new one, each with its evidence.
//!
//! Namespaces come first, then types, then what belongs to them, since each step knows what the ones before
//! have found. A pair is taken for one element where it is better than every other pair for both of its
//! elements, and its confidence is at least [`THRESHOLD`].

mod features;
mod members;
mod namespaces;
mod operations;
mod ruling;
mod score;
mod types;
mod words;

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use super::change::{Confidence, Element, Evidence, Path};
use super::pairs::Pairs;
use crate::model::Model;

pub use ruling::{Decisions, Ruling};

use ruling::Rulings;
pub(crate) use ruling::same_letters;

/// The least confidence with which two names are taken for one element. Below it nothing is guessed.
pub const THRESHOLD: Confidence = Confidence { percent: 65 };

/// One element that has another name in the new model.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Rename {
    /// What it is in the old model.
    pub element: Element,
    /// What it was called.
    pub old: Path,
    /// What it is called.
    pub new: Path,
    /// Why the two are taken for one.
    pub evidence: Evidence,
}

/// Every element that has another name in the new model.
#[derive(Clone, Debug, Default)]
pub struct Renames {
    /// The renames, sorted by the sort of element and then by old path.
    pub list: Vec<Rename>,
    /// Positions in the list by old path.
    by_old: HashMap<Path, usize>,
    /// The new paths.
    news: HashSet<Path>,
}

/// Finds the elements that have another name in `new`, and applies what people have decided about them.
#[must_use]
pub fn find(old: &Model, new: &Model, rulings: &[Ruling]) -> Renames {
    let decisions = Decisions {
        rulings,
        ignore_case: false,
    };
    find_between(old, new, decisions)
}

/// The same for any two services, whose namespaces and capitals may be others altogether.
#[must_use]
pub fn find_between(old: &Model, new: &Model, decisions: Decisions<'_>) -> Renames {
    let rulings = Rulings::new(decisions);
    let mut list = namespaces::find(old, new, &rulings);
    let names = list
        .iter()
        .map(|rename| (rename.old.owner.clone(), rename.new.owner.clone()))
        .collect::<Vec<_>>();
    let names = names.iter().map(|(old, new)| (&**old, &**new)).collect();
    let mut pairs = Pairs::by_name(old, new, names);
    list.extend(types::find(&mut pairs, &rulings));
    let renames = Renames::new(list);
    let found = members::find(&pairs, &renames, &rulings);
    let found = found
        .into_iter()
        .chain(operations::find(&pairs, &renames, &rulings));
    let renames = Renames::new(renames.list.into_iter().chain(found).collect());
    let parameters = operations::find_parameters(&pairs, &renames, &rulings);
    Renames::new(renames.list.into_iter().chain(parameters).collect())
}

impl Renames {
    /// A table of these renames. Of several for one old path the first one in order holds.
    #[must_use]
    pub fn new(mut list: Vec<Rename>) -> Self {
        list.sort();
        let mut by_old = HashMap::new();
        for (at, rename) in list.iter().enumerate() {
            by_old.entry(rename.old.clone()).or_insert(at);
        }
        let news = list.iter().map(|rename| rename.new.clone()).collect();
        Self { list, by_old, news }
    }

    /// The renames as seen from the new model.
    #[must_use]
    pub fn mirror(&self) -> Self {
        let mirrored = self.list.iter().cloned().map(|rename| Rename {
            old: rename.new,
            new: rename.old,
            ..rename
        });
        Self::new(mirrored.collect())
    }

    /// What the element with an old path is called now.
    #[must_use]
    pub fn new_path(&self, old: &Path) -> Option<&Path> {
        self.by_old.get(old).map(|&at| &self.list[at].new)
    }

    /// The last part of what the element with an old path is called now.
    pub(super) fn new_name(&self, old: &Path) -> Option<&str> {
        let new = self.new_path(old)?;
        let text = new.member.as_deref().unwrap_or(&new.owner);
        Some(text.rsplit('/').next().unwrap_or(text))
    }

    /// Whether the element with a new path was called otherwise before.
    pub(super) fn is_new(&self, new: &Path) -> bool {
        self.news.contains(new)
    }

    /// Why an old path and a new one are taken for one element.
    pub(super) fn evidence(&self, old: &Path, new: &Path) -> Option<Evidence> {
        let rename = &self.list[*self.by_old.get(old)?];
        (rename.new == *new).then(|| rename.evidence.clone())
    }
}
