//! Turns entity types and complex types into [`StructuredType`] (OData CSDL JSON 4.01 §6 to §9).

use super::annotations::{parse_annotations, parse_annotations_of};
use super::cursor::{Cursor, name_of};
use super::element::Element;
use super::type_ref::{parse_facets, parse_nullable, parse_required_type, parse_type};
use super::value::{Kind, Member, Value};
use crate::csdl::checks;
use crate::csdl::tree::{
    Key, NavigationProperty, OnDelete, Property, PropertyRef, ReferentialConstraint,
    StructuredKind, StructuredType, Text,
};
use crate::diagnostics::Diagnostic;
use crate::diagnostics::rules::syntax;

/// Reads an entity type or a complex type.
pub(super) fn parse_structured_type(
    cursor: &mut Cursor,
    mut element: Element<'_, '_>,
    name: Text,
    kind: StructuredKind,
) -> StructuredType {
    let is_entity = kind == StructuredKind::Entity;
    let base_type = element.optional(cursor, "$BaseType");
    let is_abstract = element.boolean(cursor, "$Abstract");
    let open_type = element.boolean(cursor, "$OpenType");
    let mut ty = StructuredType {
        kind,
        name,
        base_type,
        is_abstract,
        open_type,
        has_stream: None,
        key: None,
        properties: Vec::new(),
        navigation_properties: Vec::new(),
        annotations: parse_annotations(cursor, &mut element),
        span: element.span,
    };
    if is_entity {
        ty.has_stream = element.boolean(cursor, "$HasStream");
        ty.key = element
            .member("$Key")
            .map(|member| parse_key(cursor, member));
    }
    for member in element.children() {
        parse_child(cursor, member, &mut ty);
    }
    element.finish(cursor);
    ty
}

/// Reads what is a property where nothing else is said.
fn parse_child(cursor: &mut Cursor, member: &Member<'_>, ty: &mut StructuredType) {
    let Some(mut element) = Element::of_member(cursor, "Property", member) else {
        return;
    };
    let kind = element.optional(cursor, "$Kind");
    match kind.as_ref().map(|kind| &*kind.value) {
        None | Some("Property") => {
            let property = parse_property(cursor, element, name_of(member));
            ty.properties.push(property);
        }
        Some("NavigationProperty") => {
            element.kind = "NavigationProperty";
            let property = parse_navigation_property(cursor, element, name_of(member));
            ty.navigation_properties.extend(property);
        }
        Some(_) => {
            let known = ["Property", "NavigationProperty"];
            let inside = ty.name.value.clone();
            kind.iter()
                .for_each(|kind| cursor.unknown_kind(kind, &inside, &known));
        }
    }
}

fn parse_key(cursor: &mut Cursor, member: &Member<'_>) -> Key {
    let mut property_refs = Vec::new();
    let items = cursor.items(member);
    for item in items {
        parse_property_refs(cursor, item, &mut property_refs);
    }
    if items.is_empty() && matches!(&member.value.kind, Kind::Array(array) if array.complete) {
        let (rule, message) = (syntax::MISSING_ELEMENT, "`$Key` names no property");
        let label = "a name is missing inside";
        cursor.report(Diagnostic::at(rule, member.name_span, message, label));
    }
    Key {
        property_refs,
        span: member.span,
    }
}

/// Reads an item of `$Key`: the name of a property, or an object with an alias for a path to one (§6.5).
fn parse_property_refs(cursor: &mut Cursor, item: &Value<'_>, refs: &mut Vec<PropertyRef>) {
    match &item.kind {
        Kind::Object(object) => {
            for member in &object.members {
                let name = cursor.text(member);
                let alias = Some(name_of(member));
                refs.extend(name.map(|name| PropertyRef { name, alias }));
            }
        }
        Kind::String(_) => {
            let name = cursor.item_text("$Key", item);
            refs.extend(name.map(|name| PropertyRef { name, alias: None }));
        }
        _ => {
            let expected = "a name, or an object with an alias for a path";
            cursor.wrong_kind("$Key", item, expected);
        }
    }
}

fn parse_property(cursor: &mut Cursor, mut element: Element<'_, '_>, name: Text) -> Property {
    let type_ref = parse_type(cursor, &mut element);
    let facets = parse_facets(cursor, &mut element, &type_ref);
    let annotations = parse_annotations(cursor, &mut element);
    let span = element.span;
    element.finish_leaf(cursor);
    Property {
        name,
        type_ref,
        facets,
        annotations,
        span,
    }
}

fn parse_navigation_property(
    cursor: &mut Cursor,
    mut element: Element<'_, '_>,
    name: Text,
) -> Option<NavigationProperty> {
    let type_ref = parse_required_type(cursor, &mut element);
    // What is left out is false for one entity, and has no meaning for many (§8.2).
    let is_collection = type_ref.as_ref().is_some_and(|ty| ty.collection);
    let nullable = match is_collection {
        true => element.spanned_boolean(cursor, "$Nullable"),
        false => Some(parse_nullable(cursor, &mut element)),
    };
    let partner = element.optional(cursor, "$Partner");
    let contains_target = element.boolean(cursor, "$ContainsTarget");
    let referential_constraints = match element.member("$ReferentialConstraint") {
        Some(member) => parse_referential_constraints(cursor, member),
        None => Vec::new(),
    };
    let on_delete = parse_on_delete(cursor, &mut element);
    let annotations = parse_annotations(cursor, &mut element);
    let span = element.span;
    element.finish_leaf(cursor);
    Some(NavigationProperty {
        name,
        type_ref: type_ref?,
        nullable,
        partner,
        contains_target,
        referential_constraints,
        on_delete,
        annotations,
        span,
    })
}

fn parse_referential_constraints(
    cursor: &mut Cursor,
    member: &Member<'_>,
) -> Vec<ReferentialConstraint> {
    let Some(mut element) = Element::of_member(cursor, "ReferentialConstraint", member) else {
        return Vec::new();
    };
    let mut constraints = Vec::new();
    for member in element.children() {
        let annotations = parse_annotations_of(cursor, &mut element, &member.name);
        let referenced_property = cursor.text(member);
        constraints.extend(
            referenced_property.map(|referenced_property| ReferentialConstraint {
                property: name_of(member),
                referenced_property,
                annotations,
            }),
        );
    }
    element.finish(cursor);
    constraints
}

fn parse_on_delete(cursor: &mut Cursor, element: &mut Element<'_, '_>) -> Option<OnDelete> {
    let action = element.optional(cursor, "$OnDelete");
    let annotations = parse_annotations_of(cursor, element, "$OnDelete");
    let action = action?;
    if let Some(diagnostic) = checks::delete_action(&action) {
        cursor.report(diagnostic);
        return None;
    }
    Some(OnDelete {
        action,
        annotations,
    })
}
