//! Turns entity types and complex types as written into the model's, and finds the properties of keys.

use super::annotations::Targets;
use super::build::{SchemaScope, each_schema};
use super::resolve::Resolver;
use super::{
    KeyProperty, Model, NavigationProperty, Property, StructuredId, StructuredKind, StructuredType,
    Type, TypeUse,
};
use crate::csdl::Document;
use crate::csdl::tree::{self, PropertyRef, Text};
use crate::diagnostics::Diagnostic;
use crate::diagnostics::rules::semantic;

/// Builds the structured types of one schema; bases and keys come later, when all types are known.
pub(super) fn build_types(
    scope: SchemaScope<'_>,
    resolver: &mut Resolver<'_, '_>,
    targets: &mut Targets<'_>,
    model: &mut Model,
) {
    for ty in &scope.schema.structured_types {
        let name = scope.qualify(&ty.name);
        let path = name.to_string();
        model.structured_types.push(StructuredType {
            kind: ty.kind,
            base: None,
            derived: Vec::new(),
            is_abstract: ty.is_abstract == Some(true),
            is_open: ty.open_type == Some(true),
            has_stream: ty.has_stream == Some(true),
            key: Vec::new(),
            properties: ty
                .properties
                .iter()
                .map(|property| build_property(scope, &path, property, resolver, targets))
                .collect(),
            navigation_properties: ty
                .navigation_properties
                .iter()
                .map(|property| {
                    build_navigation_property(scope, &path, property, resolver, targets)
                })
                .collect(),
            operations: Vec::new(),
            collection_operations: Vec::new(),
            annotations: targets.read(scope.document, &[&path], &ty.annotations, resolver),
            span: ty.name.span,
            name,
        });
    }
}

fn build_property(
    scope: SchemaScope<'_>,
    owner: &str,
    property: &tree::Property,
    resolver: &mut Resolver<'_, '_>,
    targets: &mut Targets<'_>,
) -> Property {
    let ty = resolver.type_use(scope.document, &property.type_ref, &property.facets);
    Property {
        name: property.name.value.clone(),
        ty,
        annotations: targets.read(
            scope.document,
            &[owner, &property.name],
            &property.annotations,
            resolver,
        ),
        span: property.name.span,
    }
}

fn build_navigation_property(
    scope: SchemaScope<'_>,
    owner: &str,
    property: &tree::NavigationProperty,
    resolver: &mut Resolver<'_, '_>,
    targets: &mut Targets<'_>,
) -> NavigationProperty {
    NavigationProperty {
        name: property.name.value.clone(),
        target: navigation_target(scope, &property.type_ref.name, resolver),
        collection: property.type_ref.collection,
        nullable: property.nullable.as_ref().map(|nullable| nullable.value),
        partner: property
            .partner
            .as_ref()
            .map(|partner| partner.value.clone()),
        contains_target: property.contains_target == Some(true),
        referential_constraints: property
            .referential_constraints
            .iter()
            .map(|constraint| {
                (
                    constraint.property.value.clone(),
                    constraint.referenced_property.value.clone(),
                )
            })
            .collect(),
        on_delete: property
            .on_delete
            .as_ref()
            .map(|on_delete| on_delete.action.value.clone()),
        annotations: targets.read(
            scope.document,
            &[owner, &property.name],
            &property.annotations,
            resolver,
        ),
        span: property.name.span,
    }
}

/// A navigation property leads to an entity type; `Edm.EntityType` stands for any (§8.1).
fn navigation_target(
    scope: SchemaScope<'_>,
    name: &Text,
    resolver: &mut Resolver<'_, '_>,
) -> Option<StructuredId> {
    if &*name.value == "Edm.EntityType" {
        return None;
    }
    resolver.find_structured(
        [&semantic::UNRESOLVED_TYPE, &semantic::NAVIGATION_TARGET],
        scope.document,
        name,
    )
}

/// Finds the properties that the keys name, now that bases are linked.
pub(super) fn build_keys(
    documents: &[Document],
    resolver: &mut Resolver<'_, '_>,
    model: &mut Model,
) {
    let mut index = 0;
    each_schema(documents, |scope| {
        for ty in &scope.schema.structured_types {
            let id = StructuredId::from_index(index);
            index += 1;
            let Some(key) = &ty.key else { continue };
            let found = key
                .property_refs
                .iter()
                .filter_map(|property_ref| key_property(model, id, property_ref, resolver))
                .collect();
            model.structured_types[id.0 as usize].key = found;
        }
    });
}

fn key_property(
    model: &Model,
    id: StructuredId,
    property_ref: &PropertyRef,
    resolver: &mut Resolver<'_, '_>,
) -> Option<KeyProperty> {
    let Some(ty) = follow_path(model, id, &property_ref.name) else {
        let owner = &model.structured(id).name;
        resolver.diagnostics.push(
            Diagnostic::at(
                &semantic::KEY_PROPERTY,
                property_ref.name.span,
                format!("the key of `{owner}` names `{}`, which it does not have", property_ref.name.value),
                "no such property",
            )
            .with_help("name a primitive property of the type or of its base, or a path to one with an `Alias`"),
        );
        return None;
    };
    let name = property_ref.alias.as_ref().unwrap_or(&property_ref.name);
    Some(KeyProperty {
        name: name.value.clone(),
        path: property_ref.name.value.clone(),
        ty: ty.clone(),
    })
}

/// The type of what a path of property names leads to, single-valued complex or navigation properties between.
fn follow_path<'m>(model: &'m Model, from: StructuredId, path: &str) -> Option<&'m TypeUse> {
    let (parents, last) = path
        .rsplit_once('/')
        .map_or((None, path), |(parents, last)| (Some(parents), last));
    let mut at = from;
    for name in parents.iter().flat_map(|parents| parents.split('/')) {
        at = match find_property(model, at, name).map(|property| property.ty.ty) {
            Some(Type::Structured(id)) => id,
            _ => find_navigation(model, at, name)?.target?,
        };
    }
    find_property(model, at, last).map(|property| &property.ty)
}

fn find_property<'m>(model: &'m Model, id: StructuredId, name: &str) -> Option<&'m Property> {
    model.ancestry(id).find_map(|id| {
        model
            .structured(id)
            .properties
            .iter()
            .find(|property| &*property.name == name)
    })
}

fn find_navigation<'m>(
    model: &'m Model,
    id: StructuredId,
    name: &str,
) -> Option<&'m NavigationProperty> {
    model.ancestry(id).find_map(|id| {
        model
            .structured(id)
            .navigation_properties
            .iter()
            .find(|property| &*property.name == name)
    })
}

/// The word for a kind in messages.
pub(super) fn kind_name(kind: StructuredKind) -> &'static str {
    match kind {
        StructuredKind::Entity => "entity type",
        StructuredKind::Complex => "complex type",
    }
}
