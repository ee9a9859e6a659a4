//! Turns a model and lists of entries into one selection for each list: the groups of what is in.
//!
//! In a group wildcards stay at home. They go over a navigation property that contains what it leads to,
//! and over one whose target nothing else has; they go no further where an entity set or singleton may
//! have the target, or another navigation property contains it. So the groups of two roots have in common what
//! both are made of, and not what one of them refers to. A name goes everywhere.

use std::sync::Arc;

use super::entry::{Entry, Segment};
use super::parts::{Excluded, Reason};
use super::policy::Followed;
use super::select::{Selector, paths, read};
use super::{Limited, Options, Selection, unmatched};
use crate::diagnostics::Spanned;
use crate::model::{DefinitionId, EnumId, Model, NamedType, OperationId, QualifiedName};

/// What belongs to a group.
#[derive(Clone, Debug)]
pub enum Group {
    /// What the entries of a list bring in, as in `include`.
    Entries(Vec<Spanned<String>>),
    /// What is declared in a namespace, or in one of its versions: types, their builders, operations.
    Namespace(Box<str>),
}

/// Selects what belongs to each group. `options` say what is never in, and how derived types are followed.
#[must_use]
pub fn select_groups(model: &Model, options: &Options, groups: &[Group]) -> Vec<Selection> {
    let exclude = read(&options.exclude);
    let followed = Followed::find(model, &options.derived).at_home(model);
    let shared = Shared {
        model,
        excluded: Excluded::find(model, &followed, &exclude),
        followed: Arc::new(followed),
        cuts: paths(&exclude),
        options,
    };
    groups.iter().map(|group| shared.select(group)).collect()
}

/// What all groups of a model have in common.
struct Shared<'a> {
    model: &'a Model,
    followed: Arc<Followed>,
    excluded: Excluded,
    cuts: Vec<Vec<Segment>>,
    options: &'a Options,
}

impl Shared<'_> {
    fn select(&self, group: &Group) -> Selection {
        let mut selector = Selector::new(self.model, &self.followed, &self.excluded, &self.cuts);
        let mut options = self.options.clone();
        let mut entries = Vec::new();
        options.include.clear();
        match group {
            Group::Entries(texts) => {
                let read: Vec<Option<Entry>> = read(texts);
                selector.include_all(&read);
                options.include.clone_from(texts);
                entries = unmatched::of_included(self.model, &self.followed, &options, &read);
            }
            Group::Namespace(home) => self.declare(home, &mut selector),
        }
        Selection {
            limited: Some(Limited {
                parts: selector.closer.close(),
                followed: Arc::clone(&self.followed),
                walks: selector.walks,
                options,
            }),
            entries,
        }
    }

    /// Brings in everything of which the name is in a namespace or in a version of it.
    fn declare(&self, home: &str, selector: &mut Selector<'_>) {
        let versions = &self.followed.versions;
        let is_in = |name: &QualifiedName| versions.home(&name.namespace) == home;
        let reason = Reason::NotExcluded;
        for id in self.model.structured_ids() {
            if is_in(&self.model.structured(id).name) && !versions.is_superseded(id) {
                selector.closer.add(NamedType::Structured(id), reason);
                selector.closer.add_builder(id, false, reason);
            }
        }
        for (ty, id) in self.model.enum_types.iter().zip(0u32..) {
            if is_in(&ty.name) {
                selector.closer.add(NamedType::Enum(EnumId(id)), reason);
            }
        }
        for (ty, id) in self.model.type_definitions.iter().zip(0u32..) {
            if is_in(&ty.name) {
                let id = DefinitionId(id);
                selector.closer.add(NamedType::Definition(id), reason);
            }
        }
        for (operation, id) in self.model.operations.iter().zip(0u32..) {
            if is_in(&operation.name) {
                selector.closer.add_operation(OperationId(id), reason);
            }
        }
    }
}
