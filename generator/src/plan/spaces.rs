//! Turns namespaces into modules: the main one at the root of a version, the others beside it.

use std::collections::{HashMap, HashSet};

use super::names::{Case, Namer, RESERVED_MODULES, Wanted, among};
use super::shapes;
use super::symbols::Chosen;
use super::types::Space;

/// The module of each namespace that declares something to print.
#[derive(Debug, Default)]
pub(super) struct Spaces {
    by_namespace: HashMap<Box<str>, Space>,
}

impl Spaces {
    /// Assigns a module to each namespace of which something is written, or would be if all were selected:
    /// what is selected moves nothing from one module to another.
    ///
    /// What all namespaces begin with says nothing, so it is left out; a namespace that is just
    /// that beginning, or the only one, is the main one and needs no module. Versions of a namespace
    /// share the module of the one without a number.
    pub(super) fn assign(chosen: &Chosen<'_>, namer: &mut Namer<'_>) -> Self {
        let (model, versions) = (chosen.model, chosen.versions);
        let declares = declaring(chosen);
        let mut seen = HashSet::new();
        let namespaces: Vec<&str> = model
            .namespaces
            .iter()
            .map(|namespace| versions.home(&namespace.name))
            .filter(|home| declares.contains(home) && seen.insert(*home))
            .collect();
        let shared = shared_segments(&namespaces);
        let rest: Vec<String> = namespaces
            .iter()
            .map(|name| name.split('.').skip(shared).collect::<Vec<_>>().join("_"))
            .collect();
        let (main, beside): (Vec<_>, Vec<_>) = namespaces
            .iter()
            .zip(&rest)
            .partition(|(_, rest)| rest.is_empty());
        let wanted: Vec<Wanted<'_>> = beside
            .iter()
            .map(|(name, rest)| Wanted {
                key: (**name).to_owned(),
                words: rest,
                kind: "namespace",
                span: None,
            })
            .collect();
        let names = namer.assign("namespaces", Case::Module, among(RESERVED_MODULES), &wanted);
        let main = main
            .into_iter()
            .map(|(name, _)| (Box::from(*name), Space(None)));
        let beside = beside
            .into_iter()
            .zip(names)
            .map(|((name, _), module)| (Box::from(*name), Space(Some(module))));
        let mut by_namespace: HashMap<Box<str>, Space> = main.chain(beside).collect();
        for namespace in &model.namespaces {
            if let Some(space) = by_namespace.get(versions.home(&namespace.name)).cloned() {
                by_namespace.insert(namespace.name.clone(), space);
            }
        }
        Self { by_namespace }
    }

    /// The modules of all namespaces.
    pub(super) fn modules(&self) -> HashSet<Box<str>> {
        let spaces = self.by_namespace.values();
        spaces.filter_map(|space| space.0.clone()).collect()
    }

    /// The module of a namespace; the root for one that declares nothing.
    pub(super) fn of(&self, namespace: &str) -> Space {
        self.by_namespace
            .get(namespace)
            .cloned()
            .unwrap_or_default()
    }
}

/// The homes of all types that are declared; of structured ones, of those that have a name.
fn declaring<'m>(chosen: &Chosen<'m>) -> HashSet<&'m str> {
    let (model, versions) = (chosen.model, chosen.versions);
    let written = shapes::written(model, versions);
    let ids = model.structured_ids();
    let structured = ids.filter(|&id| written[id.0 as usize] || chosen.has_name(id));
    let structured = structured.map(|id| &model.structured(id).name);
    let enums = model.enum_types.iter().map(|ty| &ty.name);
    let definitions = model.type_definitions.iter().map(|ty| &ty.name);
    let names = structured.chain(enums).chain(definitions);
    names.map(|name| versions.home(&name.namespace)).collect()
}

/// How many leading segments all namespaces have in common; all of them where there is just one.
fn shared_segments(namespaces: &[&str]) -> usize {
    let Some((first, others)) = namespaces.split_first() else {
        return 0;
    };
    let common = |other: &str| {
        first
            .split('.')
            .zip(other.split('.'))
            .take_while(|(a, b)| a == b)
            .count()
    };
    others
        .iter()
        .map(|other| common(other))
        .min()
        .unwrap_or_else(|| first.split('.').count())
}
