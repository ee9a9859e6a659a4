//! Turns `EntityType` and `ComplexType` elements into [`StructuredType`] (OData CSDL 4.01 §6 to §9).

use super::annotations::{parse_annotation, parse_annotations_only};
use super::checks;
use super::cursor::{Cursor, Element};
use super::tree::{
    Key, NavigationProperty, OnDelete, Property, PropertyRef, ReferentialConstraint,
    StructuredKind, StructuredType,
};
use super::type_ref::{parse_facets, parse_type};

/// Reads an entity type or a complex type.
pub(super) fn parse_structured_type<'a>(
    cursor: &mut Cursor<'a>,
    element: &Element<'a>,
    kind: StructuredKind,
) -> Option<StructuredType> {
    let name = cursor.required("Name");
    let base_type = cursor.optional("BaseType");
    let is_abstract = cursor.boolean("Abstract");
    let open_type = cursor.boolean("OpenType");
    let has_stream = if kind == StructuredKind::Entity {
        cursor.boolean("HasStream")
    } else {
        None
    };
    let mut key: Option<Key> = None;
    let (mut properties, mut navigation_properties, mut annotations) =
        (Vec::new(), Vec::new(), Vec::new());
    while let Some(child) = cursor.child(element) {
        match child.name {
            "Property" => properties.extend(parse_property(cursor, &child)),
            "NavigationProperty" => {
                navigation_properties.extend(parse_navigation_property(cursor, &child))
            }
            "Annotation" => annotations.extend(parse_annotation(cursor, &child)),
            "Key" if kind == StructuredKind::Entity => match &key {
                Some(first) => {
                    cursor.duplicate(&child, first.span, "passed over");
                    cursor.skip(&child);
                }
                None => key = Some(parse_key(cursor, &child)),
            },
            _ => cursor.unknown(
                &child,
                element,
                &["Key", "Property", "NavigationProperty", "Annotation"],
            ),
        }
    }
    Some(StructuredType {
        kind,
        name: name?,
        base_type,
        is_abstract,
        open_type,
        has_stream,
        key,
        properties,
        navigation_properties,
        annotations,
        span: element.span,
    })
}

fn parse_key<'a>(cursor: &mut Cursor<'a>, element: &Element<'a>) -> Key {
    let mut property_refs = Vec::new();
    while let Some(child) = cursor.child(element) {
        match child.name {
            "PropertyRef" => {
                let (name, alias) = (cursor.required("Name"), cursor.optional("Alias"));
                property_refs.extend(name.map(|name| PropertyRef { name, alias }));
                cursor.expect_no_children(&child);
            }
            _ => cursor.unknown(&child, element, &["PropertyRef"]),
        }
    }
    if property_refs.is_empty() {
        cursor.missing_element(element, "`PropertyRef`");
    }
    Key {
        property_refs,
        span: element.span,
    }
}

fn parse_property<'a>(cursor: &mut Cursor<'a>, element: &Element<'a>) -> Option<Property> {
    let name = cursor.required("Name");
    let type_ref = parse_type(cursor);
    let facets = parse_facets(cursor);
    let annotations = parse_annotations_only(cursor, element);
    Some(Property {
        name: name?,
        type_ref: type_ref?,
        facets,
        annotations,
        span: element.span,
    })
}

fn parse_navigation_property<'a>(
    cursor: &mut Cursor<'a>,
    element: &Element<'a>,
) -> Option<NavigationProperty> {
    let name = cursor.required("Name");
    let type_ref = parse_type(cursor);
    let nullable = cursor.spanned_boolean("Nullable");
    let partner = cursor.optional("Partner");
    let contains_target = cursor.boolean("ContainsTarget");
    let (mut referential_constraints, mut on_delete, mut annotations) =
        (Vec::new(), None, Vec::new());
    while let Some(child) = cursor.child(element) {
        match child.name {
            "ReferentialConstraint" => {
                referential_constraints.extend(parse_referential_constraint(cursor, &child))
            }
            "OnDelete" => match &on_delete {
                Some((first, _)) => {
                    cursor.duplicate(&child, *first, "passed over");
                    cursor.skip(&child);
                }
                None => on_delete = Some((child.span, parse_on_delete(cursor, &child))),
            },
            "Annotation" => annotations.extend(parse_annotation(cursor, &child)),
            _ => cursor.unknown(
                &child,
                element,
                &["ReferentialConstraint", "OnDelete", "Annotation"],
            ),
        }
    }
    Some(NavigationProperty {
        name: name?,
        type_ref: type_ref?,
        nullable,
        partner,
        contains_target,
        referential_constraints,
        on_delete: on_delete.and_then(|(_, on_delete)| on_delete),
        annotations,
        span: element.span,
    })
}

fn parse_referential_constraint<'a>(
    cursor: &mut Cursor<'a>,
    element: &Element<'a>,
) -> Option<ReferentialConstraint> {
    let property = cursor.required("Property");
    let referenced_property = cursor.required("ReferencedProperty");
    let annotations = parse_annotations_only(cursor, element);
    Some(ReferentialConstraint {
        property: property?,
        referenced_property: referenced_property?,
        annotations,
    })
}

fn parse_on_delete<'a>(cursor: &mut Cursor<'a>, element: &Element<'a>) -> Option<OnDelete> {
    let mut action = cursor.required("Action");
    if let Some(diagnostic) = action.as_ref().and_then(checks::delete_action) {
        cursor.report(diagnostic);
        action = None;
    }
    let annotations = parse_annotations_only(cursor, element);
    Some(OnDelete {
        action: action?,
        annotations,
    })
}
