//! Turns entries into the parts of a model that they bring in.

use std::collections::HashSet;
use std::sync::Arc;

use super::cuts::Cuts;
use super::entry::{Entry, Segment, matches};
use super::parts::{Closer, Excluded, Parts, Reason};
use super::policy::Followed;
use super::unmatched;
use super::walk::{Goal, Walk};
use super::ways::{Node, Way, Ways};
use super::{Limited, Options, Selection};
use crate::diagnostics::Spanned;
use crate::model::{DefinitionId, EnumId, Model, NamedType, OperationId, Type};

/// Selects what the options ask for.
#[must_use]
pub fn select(model: &Model, options: &Options) -> Selection {
    let followed = Followed::find(model, &options.derived);
    let mut entries = unmatched::of_policy(model, &options.derived);
    if options.include.is_empty() && options.exclude.is_empty() {
        return Selection {
            limited: None,
            entries,
        };
    }
    let (include, exclude) = (read(&options.include), read(&options.exclude));
    let paths = paths(&exclude);
    let excluded = Excluded::find(model, &followed, &exclude);
    entries.extend(unmatched::of_excluded(model, &followed, options, &exclude));
    let mut selector = Selector::new(model, &followed, &excluded, &paths);
    if options.include.is_empty() {
        selector.include_reachable();
        selector.include_unreachable(&followed);
    }
    selector.include_all(&include);
    let (parts, walks) = (selector.closer.close(), selector.walks);
    entries.extend(unmatched::of_included(model, &followed, options, &include));
    Selection {
        limited: Some(Limited {
            parts,
            followed: Arc::new(followed),
            walks,
            options: options.clone(),
        }),
        entries,
    }
}

/// The entries of a list; none for those that cannot be read.
pub(super) fn read(list: &[Spanned<String>]) -> Vec<Option<Entry>> {
    list.iter().map(|text| Entry::parse(text).ok()).collect()
}

pub(super) fn paths(entries: &[Option<Entry>]) -> Vec<Vec<Segment>> {
    let paths = entries.iter().flatten().filter_map(|entry| match entry {
        Entry::Path(segments) => Some(segments.clone()),
        Entry::Name(_) => None,
    });
    paths.collect()
}

/// The types and operations that a pattern stands for.
pub(super) fn named(model: &Model, pattern: &str) -> (Vec<NamedType>, HashSet<OperationId>) {
    let is_named = |name: &crate::model::QualifiedName| matches(pattern, &name.to_string());
    let structured = model.structured_ids();
    let structured = structured.filter(|&id| is_named(&model.structured(id).name));
    let enums = model.enum_types.iter().zip(0u32..);
    let enums = enums.filter(|(ty, _)| is_named(&ty.name));
    let definitions = model.type_definitions.iter().zip(0u32..);
    let definitions = definitions.filter(|(ty, _)| is_named(&ty.name));
    let operations = model.operations.iter().zip(0u32..);
    let operations = operations.filter(|(operation, _)| is_named(&operation.name));
    let types = structured
        .map(NamedType::Structured)
        .chain(enums.map(|(_, id)| NamedType::Enum(EnumId(id))))
        .chain(definitions.map(|(_, id)| NamedType::Definition(DefinitionId(id))));
    let operations = operations.map(|(_, id)| OperationId(id));
    (types.collect(), operations.collect())
}

impl Excluded {
    /// What the names among the entries exclude. With a type go the operations that are bound to it.
    pub(super) fn find(model: &Model, followed: &Followed, entries: &[Option<Entry>]) -> Self {
        let newest = |id| followed.versions.newest(id).0 as usize;
        let mut excluded = Self {
            structured: vec![false; model.structured_types.len()],
            enums: vec![false; model.enum_types.len()],
            definitions: vec![false; model.type_definitions.len()],
            operations: vec![false; model.operations.len()],
        };
        for entry in entries.iter().flatten() {
            let Entry::Name(pattern) = entry else {
                continue;
            };
            let (types, operations) = named(model, pattern);
            for ty in types {
                match ty {
                    NamedType::Structured(id) => excluded.structured[newest(id)] = true,
                    NamedType::Enum(id) => excluded.enums[id.0 as usize] = true,
                    NamedType::Definition(id) => excluded.definitions[id.0 as usize] = true,
                }
            }
            for id in operations {
                excluded.operations[id.0 as usize] = true;
            }
        }
        for (operation, is_excluded) in model.operations.iter().zip(&mut excluded.operations) {
            let bound = operation.binding.as_ref().map(|binding| binding.ty.ty);
            *is_excluded |=
                matches!(bound, Some(Type::Structured(id)) if excluded.structured[newest(id)]);
        }
        excluded
    }
}

pub(super) struct Selector<'a> {
    model: &'a Model,
    ways: Ways<'a>,
    cuts: Cuts<'a>,
    pub(super) closer: Closer<'a>,
    pub(super) walks: Vec<(Option<usize>, Walk)>,
}

impl<'a> Selector<'a> {
    /// With nothing in yet. `cuts` are the paths that are excluded.
    pub(super) fn new(
        model: &'a Model,
        followed: &'a Followed,
        excluded: &'a Excluded,
        cuts: &'a [Vec<Segment>],
    ) -> Self {
        Self {
            model,
            ways: Ways::new(model, followed, &excluded.structured, &excluded.operations),
            cuts: Cuts::new(cuts),
            closer: Closer::new(model, followed, excluded),
            walks: Vec::new(),
        }
    }

    /// Brings in what each entry names, by position.
    pub(super) fn include_all(&mut self, entries: &[Option<Entry>]) {
        for (at, entry) in entries.iter().enumerate() {
            if let Some(entry) = entry {
                self.include(at, entry);
            }
        }
    }

    fn include(&mut self, at: usize, entry: &Entry) {
        match entry {
            Entry::Path(segments) => self.include_paths(Some(at), &Goal::Path(segments)),
            Entry::Name(pattern) => {
                let (types, operations) = named(self.model, pattern);
                for ty in types {
                    self.closer.add(ty, Reason::Named(at));
                }
                if !operations.is_empty() {
                    self.include_paths(Some(at), &Goal::Operations(&operations));
                }
                let mut operations: Vec<OperationId> = operations.into_iter().collect();
                operations.sort_unstable();
                for id in operations {
                    self.closer.add_operation(id, Reason::Named(at));
                }
            }
        }
    }

    /// Every path that is not excluded.
    fn include_reachable(&mut self) {
        self.include_paths(None, &Goal::Path(&[Segment::Deep]));
    }

    /// What no path leads to, whether excluded or not: it is out only by name.
    fn include_unreachable(&mut self, followed: &Followed) {
        let reachable = reachable(self.model, followed);
        let reason = Reason::NotExcluded;
        let ids = self.model.structured_ids();
        for id in ids.filter(|&id| !followed.versions.is_superseded(id)) {
            if reachable.structured[id.0 as usize].value.is_none() {
                self.closer.add(NamedType::Structured(id), reason);
            }
        }
        for (id, known) in (0u32..).zip(&reachable.enums) {
            if known.is_none() {
                self.closer.add(NamedType::Enum(EnumId(id)), reason);
            }
        }
        for (id, known) in (0u32..).zip(&reachable.definitions) {
            if known.is_none() {
                let id = DefinitionId(id);
                self.closer.add(NamedType::Definition(id), reason);
            }
        }
    }

    fn include_paths(&mut self, entry: Option<usize>, goal: &Goal<'_>) {
        let walk = Walk::find(goal, &mut self.ways, &mut self.cuts);
        let number = self.walks.len();
        for (node, state) in walk.ends(goal) {
            if let Some(id) = node.entity() {
                let reason = Reason::Path(number, state);
                self.closer.add(NamedType::Structured(id), reason);
            }
        }
        for (way, node, step) in walk.ways() {
            self.take(way, node, Reason::Way(number, step));
        }
        self.walks.push((entry, walk));
    }

    /// Brings in the function for a way, and the builder that it leads to.
    fn take(&mut self, way: Way, node: Node, reason: Reason) {
        match node {
            Node::One(id) => self.closer.add_builder(id, false, reason),
            Node::Many(id) => self.closer.add_builder(id, true, reason),
            Node::Root | Node::End => {}
        }
        let parts = &mut self.closer.parts;
        match way {
            Way::Source(at) => {
                parts.sources.insert(at);
            }
            Way::Import(at, id) => {
                parts.imports.insert((at, id));
                self.closer.add_operation(id, reason);
            }
            Way::Navigation(owner, at) => {
                parts.navigation.insert((owner, at));
            }
            Way::Cast(from, to) => {
                parts.casts.insert((from, to));
            }
            Way::Operation(id) => self.closer.add_operation(id, reason),
            Way::Property(id) => self.closer.add(NamedType::Structured(id), reason),
            Way::Key => {}
        }
    }
}

/// What all paths of a model lead to.
fn reachable(model: &Model, followed: &Followed) -> Parts {
    let excluded = Excluded::find(model, followed, &[]);
    let mut selector = Selector::new(model, followed, &excluded, &[]);
    selector.include_reachable();
    selector.closer.close()
}
