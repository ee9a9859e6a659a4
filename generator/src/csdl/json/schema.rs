//! Turns the members of a document that are schemas into [`Schema`] (OData CSDL JSON 4.01 §5).

use super::annotations::{parse_annotations, parse_target, parse_term};
use super::container::parse_container;
use super::cursor::{Cursor, name_of};
use super::element::Element;
use super::enums::{parse_enum_type, parse_type_definition};
use super::operations::parse_operation;
use super::structured::parse_structured_type;
use super::value::{Kind, Member, Value};
use crate::csdl::tree::{OperationKind, Schema, StructuredKind, Text};
use crate::csdl::vocabulary::quoted;
use crate::diagnostics::rules::syntax;
use crate::diagnostics::{Diagnostic, Spanned};

/// What `$Kind` may be in a schema; the last two stand in arrays.
const KINDS: &[&str] = &[
    "EntityType",
    "ComplexType",
    "EnumType",
    "TypeDefinition",
    "Term",
    "EntityContainer",
    "Action",
    "Function",
];

/// Reads a schema with everything it declares.
pub(super) fn parse_schema(cursor: &mut Cursor, member: &Member<'_>) -> Option<Schema> {
    let mut element = Element::of_member(cursor, "Schema", member)?;
    let mut schema = Schema {
        namespace: name_of(member),
        alias: element.optional(cursor, "$Alias"),
        structured_types: Vec::new(),
        enum_types: Vec::new(),
        type_definitions: Vec::new(),
        terms: Vec::new(),
        operations: Vec::new(),
        containers: Vec::new(),
        targets: Vec::new(),
        annotations: parse_annotations(cursor, &mut element),
        span: element.span,
    };
    let targets = element.entries(cursor, "$Annotations");
    let targets = targets.iter();
    schema.targets = targets
        .filter_map(|member| parse_target(cursor, member))
        .collect();
    for member in element.children() {
        parse_child(cursor, member, &mut schema);
    }
    element.finish(cursor);
    Some(schema)
}

fn parse_child(cursor: &mut Cursor, member: &Member<'_>, schema: &mut Schema) {
    if let Kind::Array(overloads) = &member.value.kind {
        parse_overloads(cursor, member, &overloads.items, schema);
        return;
    }
    let Some(mut element) = Element::of_member(cursor, "Schema", member) else {
        return;
    };
    element.kind = "model element";
    let Some(kind) = element.required(cursor, "$Kind") else {
        return;
    };
    let name = name_of(member);
    match &*kind.value {
        "EntityType" => {
            element.kind = "EntityType";
            let ty = parse_structured_type(cursor, element, name, StructuredKind::Entity);
            schema.structured_types.push(ty);
        }
        "ComplexType" => {
            element.kind = "ComplexType";
            let ty = parse_structured_type(cursor, element, name, StructuredKind::Complex);
            schema.structured_types.push(ty);
        }
        "EnumType" => {
            element.kind = "EnumType";
            schema
                .enum_types
                .push(parse_enum_type(cursor, element, name));
        }
        "TypeDefinition" => {
            element.kind = "TypeDefinition";
            let definition = parse_type_definition(cursor, element, name);
            schema.type_definitions.extend(definition);
        }
        "Term" => {
            element.kind = "Term";
            schema.terms.push(parse_term(cursor, element, name));
        }
        "EntityContainer" => {
            element.kind = "EntityContainer";
            schema
                .containers
                .push(parse_container(cursor, element, name));
        }
        "Action" | "Function" => {
            not_in_an_array(cursor, &kind);
            parse_overload(cursor, element, &kind, name, schema);
        }
        _ => cursor.unknown_kind(&kind, &schema.namespace.value, KINDS),
    }
}

/// Reads the overloads of an action or function, which stand in an array under their name (§12.1, §12.3).
fn parse_overloads(
    cursor: &mut Cursor,
    member: &Member<'_>,
    overloads: &[Value<'_>],
    schema: &mut Schema,
) {
    for item in overloads {
        let Some(mut element) = Element::of_item(cursor, "model element", &member.name, item)
        else {
            continue;
        };
        let mut name = name_of(member);
        // several overloads have their name in one place, and are told apart by their brackets
        if overloads.len() > 1 {
            name.span = item.span;
        } else {
            (element.name_span, element.span) = (member.name_span, member.span);
        }
        if let Some(kind) = element.required(cursor, "$Kind") {
            parse_overload(cursor, element, &kind, name, schema);
        }
    }
}

fn parse_overload(
    cursor: &mut Cursor,
    mut element: Element<'_, '_>,
    kind: &Text,
    name: Text,
    schema: &mut Schema,
) {
    let operation_kind = match &*kind.value {
        "Action" => OperationKind::Action,
        "Function" => OperationKind::Function,
        _ => return cursor.unknown_kind(kind, &name.value, &["Action", "Function"]),
    };
    element.kind = match operation_kind {
        OperationKind::Action => "Action",
        OperationKind::Function => "Function",
    };
    let operation = parse_operation(cursor, element, name, operation_kind);
    schema.operations.push(operation);
}

fn not_in_an_array(cursor: &mut Cursor, kind: &Spanned<Box<str>>) {
    let message = format!("the overload of {} stands in no array", article(kind));
    let label = "read as the only overload";
    let diagnostic = Diagnostic::at(syntax::INVALID_VALUE, kind.span, message, label);
    cursor.report(diagnostic.with_help("put the object in brackets: `[{ … }]`"));
}

fn article(kind: &str) -> String {
    let article = if kind == "Action" { "an" } else { "a" };
    format!("{article} {}", quoted(kind))
}
