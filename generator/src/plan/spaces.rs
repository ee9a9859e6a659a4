//! Turns namespaces into modules: the main one at the root of a version, the others beside it.

use std::collections::HashMap;

use super::names::{Case, Namer, RESERVED_MODULES, Wanted};
use super::types::Space;
use crate::model::Model;

/// The module of each namespace that declares something to print.
#[derive(Debug, Default)]
pub(super) struct Spaces {
    by_namespace: HashMap<Box<str>, Space>,
}

impl Spaces {
    /// Assigns a module to each namespace.
    ///
    /// What all namespaces begin with says nothing, so it is left out; a namespace that is just
    /// that beginning, or the only one, is the main one and needs no module.
    pub(super) fn assign(model: &Model, namer: &mut Namer<'_>) -> Self {
        let namespaces: Vec<&str> = model
            .namespaces
            .iter()
            .map(|namespace| &*namespace.name)
            .filter(|name| declares(model, name))
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
        let names = namer.assign("namespaces", Case::Module, RESERVED_MODULES, &wanted);
        let main = main
            .into_iter()
            .map(|(name, _)| (Box::from(*name), Space(None)));
        let beside = beside
            .into_iter()
            .zip(names)
            .map(|((name, _), module)| (Box::from(*name), Space(Some(module))));
        Self {
            by_namespace: main.chain(beside).collect(),
        }
    }

    /// The module of a namespace; the root for one that declares nothing.
    pub(super) fn of(&self, namespace: &str) -> Space {
        self.by_namespace
            .get(namespace)
            .cloned()
            .unwrap_or_default()
    }
}

fn declares(model: &Model, namespace: &str) -> bool {
    model
        .structured_types
        .iter()
        .any(|ty| *ty.name.namespace == *namespace)
        || model
            .enum_types
            .iter()
            .any(|ty| *ty.name.namespace == *namespace)
        || model
            .type_definitions
            .iter()
            .any(|ty| *ty.name.namespace == *namespace)
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
