//! Choices into what stands at the root of a service.

use std::collections::BTreeSet;

use odata_bindgen::model::StructuredKind;

use super::annotations::{self, Place};
use super::types::{navigation_names, property_names};
use super::{all, ancestry, qualified};
use crate::random::Choices;
use crate::random::names::Scope;
use crate::random::service::{Container, Import, Operation, Service, Source};

/// Adds the container, in most cases.
pub(super) fn add(choices: &mut Choices, service: &mut Service, scopes: &mut [Scope]) {
    if choices.one_in(12) {
        return;
    }
    let schema = choices.below(scopes.len());
    let name = scopes[schema].name(choices);
    let mut scope = Scope::default();
    let mut sources = Vec::new();
    let sets = choices.between(1, 4);
    sources.extend((0..sets).filter_map(|_| source(choices, service, true, &mut scope)));
    let singletons = choices.below(3);
    sources.extend((0..singletons).filter_map(|_| source(choices, service, false, &mut scope)));
    bind(choices, service, &mut sources);
    let imports = imports(choices, service, &sources, &mut scope);
    service.container = Some(Container {
        namespace: service.schemas[schema].namespace.clone(),
        name,
        sources,
        imports,
        annotations: annotations::of(choices, Place::Container),
    });
}

/// An entity set, whose entities have a key, or a singleton.
fn source(
    choices: &mut Choices,
    service: &Service,
    collection: bool,
    scope: &mut Scope,
) -> Option<Source> {
    let types = all(service).filter(|(name, ty)| {
        let has_key = || ancestry(service, name).iter().any(|ty| !ty.key.is_empty());
        ty.kind == StructuredKind::Entity && (!collection || ty.is_abstract || has_key())
    });
    let types: Vec<String> = types.map(|(name, _)| name).collect();
    let entity_type = choices.any(&types)?.clone();
    let (properties, navigations) = (
        property_names(service, &entity_type),
        navigation_names(service, &entity_type),
    );
    Some(Source {
        name: scope.name(choices),
        collection,
        entity_type,
        bindings: Vec::new(),
        annotations: annotations::of_source(choices, Place::Source, &properties, &navigations),
    })
}

/// Binds navigation properties to sets and singletons.
fn bind(choices: &mut Choices, service: &Service, sources: &mut [Source]) {
    let names: Vec<String> = sources.iter().map(|source| source.name.clone()).collect();
    for source in sources {
        for path in navigation_names(service, &source.entity_type) {
            if choices.one_in(2) {
                source.bindings.push((path, choices.one(&names).clone()));
            }
        }
    }
}

/// Imports of unbound operations, each of them once or twice.
fn imports(
    choices: &mut Choices,
    service: &Service,
    sources: &[Source],
    scope: &mut Scope,
) -> Vec<Import> {
    let sets: Vec<&String> = sources
        .iter()
        .filter(|source| source.collection)
        .map(|source| &source.name)
        .collect();
    let mut seen = BTreeSet::new();
    let mut imports = Vec::new();
    for schema in &service.schemas {
        for operation in schema.operations.iter().filter(|it| it.binding.is_none()) {
            if !seen.insert(qualified(schema, &operation.name)) {
                continue;
            }
            for _ in 0..choices.between(0, 2) {
                imports.push(Import {
                    kind: operation.kind,
                    name: match choices.one_in(2) {
                        true => scope.name(choices),
                        false => scope.claim(operation.name.clone()),
                    },
                    operation: qualified(schema, &operation.name),
                    entity_set: match gives_entities(service, operation) {
                        true => choices.any(&sets).map(|name| (*name).clone()),
                        false => None,
                    },
                    annotations: annotations::of(choices, Place::Operation),
                });
            }
        }
    }
    imports
}

fn gives_entities(service: &Service, operation: &Operation) -> bool {
    let returns = operation.returns.as_ref();
    returns.is_some_and(|returns| {
        all(service).any(|(name, ty)| name == returns.name && ty.kind == StructuredKind::Entity)
    })
}
