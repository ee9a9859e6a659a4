//! Turns enumeration types and type definitions into their nodes (OData CSDL JSON 4.01 §10, §11).

use super::annotations::{parse_annotations, parse_annotations_of};
use super::cursor::{Cursor, name_of};
use super::element::Element;
use super::type_ref::parse_type_facets;
use super::value::{Kind, Member};
use crate::csdl::checks;
use crate::csdl::tree::{self, EnumType, Text, TypeDefinition};
use crate::diagnostics::Spanned;

/// Reads an enumeration type with its members.
pub(super) fn parse_enum_type(
    cursor: &mut Cursor,
    mut element: Element<'_, '_>,
    name: Text,
) -> EnumType {
    let underlying_type = element.optional(cursor, "$UnderlyingType");
    let is_flags = element.boolean(cursor, "$IsFlags");
    let annotations = parse_annotations(cursor, &mut element);
    let span = element.span;
    let mut members = Vec::new();
    for member in element.children() {
        members.push(tree::Member {
            name: name_of(member),
            value: parse_member_value(cursor, member),
            annotations: parse_annotations_of(cursor, &mut element, &member.name),
            span: member.span,
        });
    }
    element.finish(cursor);
    EnumType {
        name,
        underlying_type,
        is_flags,
        members,
        annotations,
        span,
    }
}

/// Reads the value of a member, a number; large ones stand in quotes where a client asked for that.
fn parse_member_value(cursor: &mut Cursor, member: &Member<'_>) -> Option<Text> {
    let value = match &member.value.kind {
        Kind::Number(number) => (*number).into(),
        Kind::String(text) => (&**text).into(),
        _ => {
            cursor.wrong_kind(&member.name, &member.value, "a number");
            return None;
        }
    };
    let span = member.value.span;
    let text = Spanned { value, span };
    match checks::member_value(&text) {
        Some(diagnostic) => {
            cursor.report(diagnostic);
            None
        }
        None => Some(text),
    }
}

/// Reads a type definition.
pub(super) fn parse_type_definition(
    cursor: &mut Cursor,
    mut element: Element<'_, '_>,
    name: Text,
) -> Option<TypeDefinition> {
    let underlying_type = element.required(cursor, "$UnderlyingType");
    let type_name = underlying_type.as_ref().map_or("", |ty| &*ty.value);
    let facets = parse_type_facets(cursor, &mut element, type_name);
    let annotations = parse_annotations(cursor, &mut element);
    let span = element.span;
    element.finish_leaf(cursor);
    Some(TypeDefinition {
        name,
        underlying_type: underlying_type?,
        facets,
        annotations,
        span,
    })
}
