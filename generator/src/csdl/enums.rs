//! Turns `EnumType` and `TypeDefinition` elements into their nodes (OData CSDL 4.01 §10, §11).

use super::annotations::{parse_annotation, parse_annotations_only};
use super::checks;
use super::cursor::{Cursor, Element};
use super::tree::{EnumType, Member, TypeDefinition};
use super::type_ref::parse_type_facets;

/// Reads an enumeration type with its members.
pub(super) fn parse_enum_type<'a>(
    cursor: &mut Cursor<'a>,
    element: &Element<'a>,
) -> Option<EnumType> {
    let name = cursor.required("Name");
    let underlying_type = cursor.optional("UnderlyingType");
    let is_flags = cursor.boolean("IsFlags");
    let (mut members, mut annotations) = (Vec::new(), Vec::new());
    while let Some(child) = cursor.child(element) {
        match child.name {
            "Member" => members.extend(parse_member(cursor, &child)),
            "Annotation" => annotations.extend(parse_annotation(cursor, &child)),
            _ => cursor.unknown(&child, element, &["Member", "Annotation"]),
        }
    }
    Some(EnumType {
        name: name?,
        underlying_type,
        is_flags,
        members,
        annotations,
        span: element.span,
    })
}

fn parse_member<'a>(cursor: &mut Cursor<'a>, element: &Element<'a>) -> Option<Member> {
    let name = cursor.required("Name");
    let mut value = cursor.optional("Value");
    if let Some(diagnostic) = value.as_ref().and_then(checks::member_value) {
        cursor.report(diagnostic);
        value = None;
    }
    let annotations = parse_annotations_only(cursor, element);
    Some(Member {
        name: name?,
        value,
        annotations,
        span: element.span,
    })
}

/// Reads a type definition.
pub(super) fn parse_type_definition<'a>(
    cursor: &mut Cursor<'a>,
    element: &Element<'a>,
) -> Option<TypeDefinition> {
    let name = cursor.required("Name");
    let underlying_type = cursor.required("UnderlyingType");
    let facets = parse_type_facets(cursor);
    let annotations = parse_annotations_only(cursor, element);
    Some(TypeDefinition {
        name: name?,
        underlying_type: underlying_type?,
        facets,
        annotations,
        span: element.span,
    })
}
