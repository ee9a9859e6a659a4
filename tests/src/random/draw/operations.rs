//! Choices into actions and functions with their overloads.

use odata_bindgen::model::{Facets, OperationKind, StructuredKind};

use super::all;
use super::annotations::{self, Place};
use super::types::{navigation_names, value_type};
use crate::random::Choices;
use crate::random::names::Scope;
use crate::random::service::{Operation, Property, Service, TypeUse};

/// Adds operations to each schema, each with all its overloads.
pub(super) fn add(choices: &mut Choices, service: &mut Service, scopes: &mut [Scope]) {
    for (schema, scope) in scopes.iter_mut().enumerate() {
        for _ in 0..choices.below(5) {
            let name = scope.name(choices);
            let overloads = overloads(choices, service, &name);
            service.schemas[schema].operations.extend(overloads);
        }
    }
}

/// Overloads that can be told apart: by what they are bound to, or by how many parameters an unbound function
/// has (OData CSDL 4.01 §12.2, §12.4).
fn overloads(choices: &mut Choices, service: &Service, name: &str) -> Vec<Operation> {
    let kind = match choices.one_in(2) {
        true => OperationKind::Function,
        false => OperationKind::Action,
    };
    let is_bound = !choices.one_in(3);
    let most = match (kind, is_bound) {
        (OperationKind::Action, false) => 1,
        _ => choices.below(5).saturating_sub(1).max(1),
    };
    let returns = returns(choices, service, kind);
    let mut overloads: Vec<Operation> = Vec::new();
    for number in 0..most {
        let mut scope = Scope::default();
        let binding = is_bound.then(|| binding(choices, service, &mut scope));
        let same = |other: &Operation| match (&other.binding, &binding) {
            (Some(one), Some(other)) => {
                one.ty.name == other.ty.name && one.ty.collection == other.ty.collection
            }
            _ => false,
        };
        if overloads.iter().any(same) {
            continue;
        }
        let parameters = match is_bound {
            true => choices.below(4),
            false => number * 2 + choices.below(2),
        };
        let parameters = parameters_of(choices, service, parameters, &mut scope);
        let returns = match is_bound {
            true => self::returns(choices, service, kind),
            // all unbound overloads of a function give the same (§12.4)
            false => returns.clone(),
        };
        let entity_set_path = match (&binding, &returns) {
            (Some(binding), Some(returns)) if is_entity(service, &returns.name) => {
                set_path(choices, service, binding)
            }
            _ => None,
        };
        overloads.push(Operation {
            kind,
            name: name.to_owned(),
            is_composable: kind == OperationKind::Function && choices.one_in(3),
            binding,
            parameters,
            returns,
            entity_set_path,
            annotations: annotations::of(choices, Place::Operation),
        });
    }
    overloads
}

fn is_entity(service: &Service, name: &str) -> bool {
    all(service).any(|(known, ty)| known == name && ty.kind == StructuredKind::Entity)
}

fn binding(choices: &mut Choices, service: &Service, scope: &mut Scope) -> Property {
    let types: Vec<String> = all(service).map(|(name, _)| name).collect();
    let name = choices.one(&types).clone();
    Property {
        name: scope.name(choices),
        ty: TypeUse {
            name,
            collection: choices.one_in(3),
            nullable: choices.one_in(3),
            facets: Facets::default(),
        },
        annotations: annotations::of(choices, Place::Parameter),
    }
}

/// Parameters; those that may be left out stand last (OData Core vocabulary, `OptionalParameter`).
fn parameters_of(
    choices: &mut Choices,
    service: &Service,
    count: usize,
    scope: &mut Scope,
) -> Vec<Property> {
    let mut optional = false;
    let parameter = |_| {
        optional |= choices.one_in(6);
        let mut annotations = annotations::of(choices, Place::Parameter);
        annotations.optional_parameter = optional;
        let mut ty = any_type(choices, service);
        // no parameter is a stream (OData CSDL 4.01 §7.1)
        if ty.name == "Edm.Stream" {
            "Edm.Binary".clone_into(&mut ty.name);
        }
        Property {
            name: scope.name(choices),
            ty,
            annotations,
        }
    };
    (0..count).map(parameter).collect()
}

fn returns(choices: &mut Choices, service: &Service, kind: OperationKind) -> Option<TypeUse> {
    let has_result = kind == OperationKind::Function || choices.one_in(2);
    has_result.then(|| any_type(choices, service))
}

/// A value, or entities.
fn any_type(choices: &mut Choices, service: &Service) -> TypeUse {
    let entities = all(service).filter(|(_, ty)| ty.kind == StructuredKind::Entity);
    let entities: Vec<String> = entities.map(|(name, _)| name).collect();
    if !choices.one_in(3) || entities.is_empty() {
        return value_type(choices, service);
    }
    TypeUse {
        name: choices.one(&entities).clone(),
        collection: choices.one_in(2),
        nullable: choices.one_in(2),
        facets: Facets::default(),
    }
}

fn set_path(choices: &mut Choices, service: &Service, binding: &Property) -> Option<String> {
    let navigations = navigation_names(service, &binding.ty.name);
    match choices.below(3) {
        0 => None,
        1 => Some(binding.name.clone()),
        _ => choices
            .any(&navigations)
            .map(|navigation| format!("{}/{navigation}", binding.name)),
    }
}
