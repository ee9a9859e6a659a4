//! Choices into a service that breaks no rule of the standard, however odd it looks.

mod annotations;
mod container;
mod operations;
mod types;

use std::collections::BTreeSet;

use odata_bindgen::model::{Annotations, StructuredKind};

use super::Choices;
use super::names::{self, Scope};
use super::service::{Definition, Enum, Schema, Service, Structured};

/// Namespaces that mean something to OData already (OData CSDL 4.01 §5.1).
const RESERVED: [&str; 4] = ["Edm", "odata", "System", "Transient"];

/// Makes a service.
#[must_use]
pub fn service(choices: &mut Choices) -> Service {
    let mut service = Service {
        schemas: schemas(choices),
        container: None,
    };
    let mut scopes: Vec<Scope> = Vec::new();
    for at in 0..service.schemas.len() {
        scopes.push(declare(choices, &mut service, at));
    }
    types::fill(choices, &mut service);
    operations::add(choices, &mut service, &mut scopes);
    container::add(choices, &mut service, &mut scopes);
    if choices.one_in(2) {
        // so that types are named before they are declared
        for schema in &mut service.schemas {
            schema.structured.reverse();
        }
    }
    service
}

/// Schemas without anything in them: their namespaces and aliases, all different.
fn schemas(choices: &mut Choices) -> Vec<Schema> {
    let mut taken: BTreeSet<String> = RESERVED.map(str::to_owned).into();
    let mut free = |name: String| {
        let mut free = name.clone();
        let mut number = 2;
        while !taken.insert(free.clone()) {
            free = format!("{name}{number}");
            number += 1;
        }
        free
    };
    choices.many(1, 3, |choices| Schema {
        namespace: free(names::namespace(choices)),
        alias: choices
            .maybe(2, |choices| Scope::default().name(choices))
            .map(&mut free),
        ..Schema::default()
    })
}

/// Declares the types of a schema by name and base, with nothing in them yet. Gives the names of the schema.
fn declare(choices: &mut Choices, service: &mut Service, at: usize) -> Scope {
    let mut scope = Scope::default();
    for number in 0..choices.between(1, 6) {
        let name = scope.name(choices);
        // the first type of all is one that has values
        let structured = structured(choices, service, name, at + number == 0);
        service.schemas[at].structured.push(structured);
    }
    let schema = &mut service.schemas[at];
    for _ in 0..choices.below(3) {
        let name = scope.name(choices);
        schema.enums.push(types::enumeration(choices, name));
    }
    for _ in 0..choices.below(3) {
        let name = scope.name(choices);
        schema.definitions.push(types::definition(choices, name));
    }
    scope
}

/// A type that may derive from one that is declared already.
fn structured(choices: &mut Choices, service: &Service, name: String, plain: bool) -> Structured {
    let kind = match choices.below(3) {
        2 if !plain => StructuredKind::Complex,
        _ => StructuredKind::Entity,
    };
    let bases: Vec<(String, &Structured)> =
        all(service).filter(|(_, ty)| ty.kind == kind).collect();
    let base = match choices.one_in(3) {
        true => choices.any(&bases),
        false => None,
    };
    let is_entity = kind == StructuredKind::Entity;
    let above = base.map(|(_, base)| *base);
    // an abstract type derives from no other kind of type (OData CSDL 4.01 §6.3)
    let may_be_abstract = !plain && above.is_none_or(|base| base.is_abstract);
    Structured {
        kind,
        name,
        is_abstract: choices.one_in(5) && may_be_abstract,
        is_open: choices.one_in(5) || above.is_some_and(|base| base.is_open),
        has_stream: is_entity && (choices.one_in(8) || above.is_some_and(|base| base.has_stream)),
        base: base.map(|(name, _)| name.clone()),
        key: Vec::new(),
        properties: Vec::new(),
        navigations: Vec::new(),
        annotations: Annotations::default(),
    }
}

/// Every structured type, with its qualified name.
fn all(service: &Service) -> impl Iterator<Item = (String, &Structured)> {
    let schemas = service.schemas.iter();
    schemas.flat_map(|schema| {
        let types = schema.structured.iter();
        types.map(|ty| (qualified(schema, &ty.name), ty))
    })
}

fn enums(service: &Service) -> impl Iterator<Item = (String, &Enum)> {
    let schemas = service.schemas.iter();
    schemas.flat_map(|schema| {
        let types = schema.enums.iter();
        types.map(|ty| (qualified(schema, &ty.name), ty))
    })
}

fn definitions(service: &Service) -> impl Iterator<Item = (String, &Definition)> {
    let schemas = service.schemas.iter();
    schemas.flat_map(|schema| {
        let types = schema.definitions.iter();
        types.map(|ty| (qualified(schema, &ty.name), ty))
    })
}

fn qualified(schema: &Schema, name: &str) -> String {
    format!("{}.{name}", schema.namespace)
}

/// A type and those that it derives from, nearest first.
fn ancestry<'s>(service: &'s Service, name: &str) -> Vec<&'s Structured> {
    let mut found = Vec::new();
    let mut next = Some(name.to_owned());
    while let Some(name) = next {
        let ty = all(service).find(|(known, _)| *known == name);
        let Some((_, ty)) = ty else { break };
        found.push(ty);
        next = ty.base.clone();
    }
    found
}
