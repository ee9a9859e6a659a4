//! Turns a base type into whether what derives from it comes in with it.

use std::collections::HashSet;

use super::entry::matches;
use crate::diagnostics::Spanned;
use crate::model::{Model, NavigationProperty, StructuredId, Versions};

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

/// The policy as it applies to each type of a model, by what stands for its versions.
#[derive(Debug, Default)]
pub(super) struct Followed {
    /// Which types are versions of which.
    pub(super) versions: Versions,
    /// By type: what derives from it comes in with it.
    follows: Vec<bool>,
    /// By type: how many types are below it.
    pub(super) below: Vec<usize>,
    /// Where entities are at home, where paths are to stop there.
    homes: Option<Homes>,
}

/// Where the entities of each type are at home.
#[derive(Debug)]
struct Homes {
    /// By type: an entity set or singleton of the container is declared with it.
    has_root: Vec<bool>,
    /// By type: an entity set or singleton is declared with it or with a base of it, and may have them.
    may_have_root: Vec<bool>,
    /// By type: a navigation property contains them.
    is_contained: Vec<bool>,
}

impl Followed {
    pub(super) fn find(model: &Model, policy: &DerivedPolicy) -> Self {
        let versions = Versions::find(model);
        let mut below = vec![0; model.structured_types.len()];
        let ids = model.structured_ids();
        for id in ids.filter(|&id| !versions.is_superseded(id)) {
            for base in versions.bases(model, id) {
                below[base.0 as usize] += 1;
            }
        }
        let is_in = |list: &[Spanned<String>], id: StructuredId| {
            let names = versions.members(id).iter();
            let mut names = names.map(|&id| model.structured(id).name.to_string());
            names.any(|name| list.iter().any(|pattern| matches(pattern, &name)))
        };
        let follows = |id: StructuredId| {
            if is_in(&policy.followed, id) {
                return true;
            }
            let is_abstract = model.structured(id).is_abstract;
            let is_root_of_many = is_abstract && below[id.0 as usize] > policy.most;
            policy.follow && !is_root_of_many && !is_in(&policy.ignored, id)
        };
        let follows = model.structured_ids().map(follows).collect();
        Self {
            versions,
            follows,
            below,
            homes: None,
        }
    }

    /// The same, with paths that stop where what they lead to is at home elsewhere.
    pub(super) fn at_home(mut self, model: &Model) -> Self {
        let newest = |id| self.versions.newest(id).0 as usize;
        let mut homes = Homes {
            has_root: vec![false; model.structured_types.len()],
            may_have_root: Vec::new(),
            is_contained: vec![false; model.structured_types.len()],
        };
        let containers = model.container.iter();
        for source in containers.flat_map(|container| &container.sources) {
            homes.has_root[newest(source.entity_type)] = true;
        }
        let may_have_root = model.structured_ids().map(|id| {
            let mut bases = self.versions.bases(model, id).into_iter();
            homes.has_root[id.0 as usize] || bases.any(|base| homes.has_root[base.0 as usize])
        });
        homes.may_have_root = may_have_root.collect();
        let types = model.structured_types.iter();
        let navigation = types.flat_map(|ty| &ty.navigation_properties);
        for target in
            navigation.filter_map(|property| property.target.filter(|_| property.contains_target))
        {
            homes.is_contained[newest(target)] = true;
        }
        self.homes = Some(homes);
        self
    }

    /// Whether the container has a place of its own for entities of a type, where that is of interest.
    pub(super) fn has_root(&self, id: StructuredId) -> bool {
        let homes = self.homes.as_ref();
        homes.is_some_and(|homes| homes.has_root[id.0 as usize])
    }

    /// Whether a navigation property leads to entities that are at home elsewhere: it does not contain
    /// them, and something else has them.
    pub(super) fn leads_away(&self, property: &NavigationProperty) -> bool {
        let (Some(homes), Some(target)) = (&self.homes, property.target) else {
            return false;
        };
        let target = self.versions.newest(target).0 as usize;
        match property.contains_target {
            true => homes.has_root[target],
            false => homes.may_have_root[target] || homes.is_contained[target],
        }
    }

    pub(super) fn follows(&self, id: StructuredId) -> bool {
        self.follows[id.0 as usize]
    }

    /// The types that come in with a type because they derive from it, nearest first.
    pub(super) fn below(&self, model: &Model, id: StructuredId) -> Vec<StructuredId> {
        let mut found = Vec::new();
        let mut seen = HashSet::from([id]);
        let mut open = vec![id];
        while let Some(next) = open.pop() {
            if self.follows(next) {
                let mut derived = self.versions.derived(model, next);
                derived.retain(|&derived| seen.insert(derived));
                found.extend(&derived);
                open.extend(derived);
            }
        }
        found
    }
}
