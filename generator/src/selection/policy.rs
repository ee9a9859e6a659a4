//! Turns a base type into whether what derives from it comes in with it.

use super::entry::matches;
use crate::diagnostics::Spanned;
use crate::model::{Model, StructuredId};

/// Which derived types come in with their bases: `[selection]`.
#[derive(Clone, Debug)]
pub struct DerivedPolicy {
    /// They do, exceptions aside.
    pub follow: bool,
    /// An abstract type with more types below it than this is not followed: it says nothing about
    /// its values, such as a root that all entity types have in common.
    pub most: usize,
    /// Types that are followed all the same; `*` stands for any characters.
    pub followed: Vec<Spanned<String>>,
    /// Types that are not followed.
    pub ignored: Vec<Spanned<String>>,
}

impl Default for DerivedPolicy {
    fn default() -> Self {
        Self {
            follow: true,
            most: 64,
            followed: Vec::new(),
            ignored: Vec::new(),
        }
    }
}

/// The policy as it applies to each type of a model.
#[derive(Debug, Default)]
pub(super) struct Followed {
    /// By type: what derives from it comes in with it.
    pub(super) follows: Vec<bool>,
    /// By type: how many types are below it.
    pub(super) below: Vec<usize>,
}

impl Followed {
    pub(super) fn find(model: &Model, policy: &DerivedPolicy) -> Self {
        let mut below = vec![0; model.structured_types.len()];
        for id in model.structured_ids() {
            for base in model.ancestry(id).skip(1) {
                below[base.0 as usize] += 1;
            }
        }
        let is_in = |list: &[Spanned<String>], name: &str| {
            list.iter().any(|pattern| matches(pattern, name))
        };
        let follows = |id: StructuredId| {
            let ty = model.structured(id);
            let name = ty.name.to_string();
            if is_in(&policy.followed, &name) {
                return true;
            }
            let is_root_of_many = ty.is_abstract && below[id.0 as usize] > policy.most;
            policy.follow && !is_root_of_many && !is_in(&policy.ignored, &name)
        };
        let follows = model.structured_ids().map(follows).collect();
        Self { follows, below }
    }

    pub(super) fn follows(&self, id: StructuredId) -> bool {
        self.follows[id.0 as usize]
    }

    /// The types that come in with a type because they derive from it, nearest first.
    pub(super) fn below(&self, model: &Model, id: StructuredId) -> Vec<StructuredId> {
        let mut found = Vec::new();
        let mut open = vec![id];
        while let Some(next) = open.pop() {
            if self.follows(next) {
                found.extend(&model.structured(next).derived);
                open.extend(&model.structured(next).derived);
            }
        }
        found
    }
}
