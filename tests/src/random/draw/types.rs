//! Choices into what types are made of.

use odata_bindgen::model::{Annotations, Facets, Primitive, StructuredKind};

use super::annotations::{self, Place};
use super::{all, ancestry, definitions, enums};
use crate::random::Choices;
use crate::random::names::Scope;
use crate::random::service::{
    Definition, Enum, Member, Navigation, Property, Service, Structured, TypeUse,
};

/// Whole numbers, which enumerations can be made of.
const INTEGERS: [&str; 5] = [
    "Edm.Int32",
    "Edm.Byte",
    "Edm.SByte",
    "Edm.Int16",
    "Edm.Int64",
];

/// An enumeration type.
pub(super) fn enumeration(choices: &mut Choices, name: String) -> Enum {
    let is_flags = choices.one_in(2);
    let underlying = *choices.one(&INTEGERS);
    let range = Primitive::from_name(underlying).and_then(Primitive::enum_range);
    let (least, most) = range.expect("an enumeration is made of whole numbers");
    let explicit = is_flags || choices.one_in(2);
    let mut scope = Scope::default();
    let count = choices.between(1, 6);
    let members = (0..count).map(|at| {
        let next = i64::try_from(at).expect("there are few members");
        let value = match choices.below(8) {
            _ if !explicit => next,
            7 => most,
            6 if !is_flags => least,
            5 if !is_flags => least / 2,
            4 => 0,
            _ if is_flags => 1 << next,
            _ => next,
        };
        Member {
            name: scope.name(choices),
            value,
            annotations: annotations::of(choices, Place::Member),
        }
    });
    let members = members.collect();
    Enum {
        name,
        underlying: underlying.to_owned(),
        is_flags,
        members,
        annotations: annotations::of(choices, Place::Type),
    }
}

/// A type definition.
pub(super) fn definition(choices: &mut Choices, name: String) -> Definition {
    const UNDERLYING: [&str; 14] = [
        "Edm.String",
        "Edm.Decimal",
        "Edm.Int32",
        "Edm.Binary",
        "Edm.DateTimeOffset",
        "Edm.Duration",
        "Edm.Guid",
        "Edm.Boolean",
        "Edm.Double",
        "Edm.Date",
        "Edm.TimeOfDay",
        "Edm.Byte",
        "Edm.Int64",
        "Edm.GeographyPoint",
    ];
    let underlying = *choices.one(&UNDERLYING);
    Definition {
        name,
        underlying: underlying.to_owned(),
        facets: facets(choices, underlying),
        annotations: annotations::of(choices, Place::Type),
    }
}

/// Fills the types that are declared: keys, properties, navigation properties.
pub(super) fn fill(choices: &mut Choices, service: &mut Service) {
    // in the order in which they are declared, so that the names of a base are known to what derives from it
    for schema in 0..service.schemas.len() {
        for at in 0..service.schemas[schema].structured.len() {
            let ty = &service.schemas[schema].structured[at];
            let base = ty.base.clone().map(|base| ancestry(service, &base));
            let mut scope = Scope::default();
            let above = base.iter().flatten();
            above.flat_map(|ty| member_names(ty)).for_each(|name| {
                scope.claim(name.to_owned());
            });
            let has_key = base.iter().flatten().any(|ty| !ty.key.is_empty());
            let mut filled = ty.clone();
            filled.annotations = annotations::of(choices, Place::Type);
            if filled.kind == StructuredKind::Entity && !has_key {
                add_key(choices, service, &mut filled, &mut scope);
            }
            let properties = choices.many(0, 7, |choices| property(choices, service, &mut scope));
            filled.properties.extend(properties);
            let navigations = choices.below(4);
            filled.navigations = (0..navigations)
                .map(|_| navigation(choices, service, &mut scope))
                .collect();
            service.schemas[schema].structured[at] = filled;
        }
    }
    relate(choices, service);
}

/// The names of properties and navigation properties that a type declares.
pub(super) fn member_names(ty: &Structured) -> impl Iterator<Item = &str> {
    let properties = ty.properties.iter().map(|property| &*property.name);
    properties.chain(ty.navigations.iter().map(|property| &*property.name))
}

/// Adds the properties of a key; an abstract type may leave the key to what derives from it.
fn add_key(choices: &mut Choices, service: &Service, ty: &mut Structured, scope: &mut Scope) {
    if choices.one_in(if ty.is_abstract { 2 } else { 12 }) {
        return;
    }
    let enums: Vec<String> = enums(service).map(|(name, _)| name).collect();
    let defined = definitions(service).filter(|(_, ty)| may_be_key(&ty.underlying));
    let defined: Vec<String> = defined.map(|(name, _)| name).collect();
    let complex = all(service).filter_map(|(name, ty)| {
        let inner = ty
            .properties
            .iter()
            .find(|it| !it.ty.collection && !it.ty.nullable && may_be_key(&it.ty.name))?;
        (ty.kind == StructuredKind::Complex && !ty.is_abstract).then(|| (name, inner.name.clone()))
    });
    let complex: Vec<(String, String)> = complex.collect();
    let count = choices.below(6).saturating_sub(2).max(1);
    for _ in 0..count {
        let name = scope.name(choices);
        let keys: Vec<&str> = Primitive::ALL
            .iter()
            .filter(|ty| ty.may_be_key())
            .map(|ty| ty.name())
            .collect();
        let (type_name, path) = match choices.below(8) {
            5 if !enums.is_empty() => (choices.one(&enums).clone(), None),
            6 if !defined.is_empty() => (choices.one(&defined).clone(), None),
            7 if !complex.is_empty() => {
                let (complex, inner) = choices.one(&complex).clone();
                (complex, Some(format!("{name}/{inner}")))
            }
            0..3 => ("Edm.String".to_owned(), None),
            _ => ((*choices.one(&keys)).to_owned(), None),
        };
        ty.key.push(match path {
            Some(path) => (scope.name(choices), path),
            None => (name.clone(), name.clone()),
        });
        ty.properties.push(Property {
            name,
            ty: TypeUse {
                facets: facets(choices, &type_name),
                name: type_name,
                collection: false,
                nullable: false,
            },
            annotations: annotations::of(choices, Place::Property),
        });
    }
}

fn may_be_key(name: &str) -> bool {
    Primitive::from_name(name).is_some_and(Primitive::may_be_key)
}

fn property(choices: &mut Choices, service: &Service, scope: &mut Scope) -> Property {
    let mut ty = value_type(choices, service);
    if choices.one_in(12) {
        ty.facets.default_value = default_value(&ty).map(Into::into);
    }
    Property {
        name: scope.name(choices),
        ty,
        annotations: annotations::of(choices, Place::Property),
    }
}

/// What a property or a parameter may be made of, but for entities.
pub(super) fn value_type(choices: &mut Choices, service: &Service) -> TypeUse {
    const COMMON: [&str; 6] = [
        "Edm.String",
        "Edm.Int32",
        "Edm.Boolean",
        "Edm.DateTimeOffset",
        "Edm.Decimal",
        "Edm.Int64",
    ];
    let structured = all(service).filter(|(_, ty)| ty.kind == StructuredKind::Complex);
    let complex: Vec<String> = structured.map(|(name, _)| name).collect();
    let enums: Vec<String> = enums(service).map(|(name, _)| name).collect();
    let definitions: Vec<String> = definitions(service).map(|(name, _)| name).collect();
    // the types of vocabularies are of no use to a service, and entities are navigated to
    let usual = Primitive::ALL
        .iter()
        .filter(|ty| **ty < Primitive::EntityType);
    let usual: Vec<&str> = usual.map(|ty| ty.name()).collect();
    let name = match choices.below(10) {
        6 => choices.any(&enums).cloned(),
        7 => choices.any(&definitions).cloned(),
        8 => choices.any(&complex).cloned(),
        3..6 => Some((*choices.one(&usual)).to_owned()),
        _ => None,
    };
    let name = name.unwrap_or_else(|| (*choices.one(&COMMON)).to_owned());
    // (OData CSDL 4.01 §4.4, §4.5)
    let one_alone = ["Edm.Stream", "Edm.PrimitiveType", "Edm.ComplexType"].contains(&&*name);
    TypeUse {
        collection: choices.one_in(4) && !one_alone,
        nullable: !choices.one_in(3),
        facets: facets(choices, &name),
        name,
    }
}

/// Facets that a type may have (§7.2).
pub(super) fn facets(choices: &mut Choices, name: &str) -> Facets {
    let mut facets = Facets::default();
    let number = |choices: &mut Choices, most: usize| {
        choices.maybe(3, |it| it.between(1, most).to_string().into())
    };
    match name {
        "Edm.String" => {
            facets.max_length = number(choices, 4000);
            facets.unicode = choices.maybe(6, |choices| choices.one_in(2));
        }
        "Edm.Binary" => facets.max_length = number(choices, 4000),
        "Edm.Decimal" => {
            facets.precision = number(choices, 40);
            // what is left out means zero in XML and `variable` in JSON (§7.2.4), so nothing is left open here
            facets.scale = Some((*choices.one(&["variable", "floating", "0", "2", "9"])).into());
        }
        "Edm.DateTimeOffset" | "Edm.Duration" | "Edm.TimeOfDay" => {
            facets.precision = number(choices, 12)
        }
        _ if name.starts_with("Edm.Geo") => {
            facets.srid = choices.maybe(3, |choices| {
                (*choices.one(&["4326", "0", "variable"])).into()
            });
        }
        _ => {}
    }
    facets
}

fn default_value(ty: &TypeUse) -> Option<&'static str> {
    if ty.collection {
        return None;
    }
    Some(match &*ty.name {
        "Edm.String" => "it's <a> \"default\"",
        "Edm.Boolean" => "true",
        "Edm.Int32" | "Edm.Int64" => "-7",
        "Edm.Decimal" => "1.50",
        "Edm.DateTimeOffset" => "2020-02-29T00:00:00Z",
        _ => return None,
    })
}

fn navigation(choices: &mut Choices, service: &Service, scope: &mut Scope) -> Navigation {
    let entities = all(service).filter(|(_, ty)| ty.kind == StructuredKind::Entity);
    let entities: Vec<String> = entities.map(|(name, _)| name).collect();
    let target = match choices.below(20) {
        19 => "Edm.EntityType".to_owned(),
        _ => choices.one(&entities).clone(),
    };
    let collection = choices.one_in(2);
    Navigation {
        name: scope.name(choices),
        collection,
        nullable: collection || !choices.one_in(3),
        partner: None,
        contains_target: choices.one_in(4) && target != "Edm.EntityType",
        target,
        constraints: Vec::new(),
        on_delete: choices.maybe(10, |choices| {
            (*choices.one(&["Cascade", "None", "SetNull", "SetDefault"])).to_owned()
        }),
        annotations: Annotations::default(),
    }
}

/// Partners, constraints and restrictions, which need to know the properties of all types.
fn relate(choices: &mut Choices, service: &mut Service) {
    let before = service.clone();
    let schemas = service.schemas.iter_mut();
    let types = schemas.flat_map(|schema| {
        let namespace = schema.namespace.clone();
        schema
            .structured
            .iter_mut()
            .map(move |ty| (format!("{namespace}.{}", ty.name), ty))
    });
    for (owner, ty) in types {
        let own: Vec<String> = property_names(&before, &owner);
        for navigation in &mut ty.navigations {
            let there = property_names(&before, &navigation.target);
            let back: Vec<String> = navigation_names(&before, &navigation.target);
            if ty.kind == StructuredKind::Entity && choices.one_in(3) {
                navigation.partner = choices.any(&back).cloned();
            }
            if !navigation.collection
                && choices.one_in(4)
                && let (Some(one), Some(other)) = (choices.any(&own), choices.any(&there))
            {
                navigation.constraints.push((one.clone(), other.clone()));
            }
            navigation.annotations =
                annotations::of_source(choices, Place::Navigation, &there, &back);
        }
    }
}

/// The names of the properties that a type has, inherited ones among them.
pub(super) fn property_names(service: &Service, name: &str) -> Vec<String> {
    let types = ancestry(service, name).into_iter();
    types
        .flat_map(|ty| ty.properties.iter().map(|property| property.name.clone()))
        .collect()
}

/// The names of its navigation properties.
pub(super) fn navigation_names(service: &Service, name: &str) -> Vec<String> {
    let types = ancestry(service, name).into_iter();
    types
        .flat_map(|ty| ty.navigations.iter().map(|property| property.name.clone()))
        .collect()
}
