//! Turns `Schema` elements into [`Schema`] (OData CSDL 4.01 §5).

use super::annotations::{parse_annotation, parse_target, parse_term};
use super::container::parse_container;
use super::cursor::{Cursor, Element};
use super::enums::{parse_enum_type, parse_type_definition};
use super::operations::parse_operation;
use super::structured::parse_structured_type;
use super::tree::{OperationKind, Schema, StructuredKind};
use crate::diagnostics::Spanned;

const CHILDREN: &[&str] = &[
    "EntityType",
    "ComplexType",
    "EnumType",
    "TypeDefinition",
    "Term",
    "Action",
    "Function",
    "EntityContainer",
    "Annotations",
    "Annotation",
];

/// Reads a schema with everything it declares.
pub(super) fn parse_schema<'a>(cursor: &mut Cursor<'a>, element: &Element<'a>) -> Option<Schema> {
    let namespace = cursor.required("Namespace");
    let is_named = namespace.is_some();
    // Without a namespace nothing inside has a name, but its problems are reported all the same.
    let namespace = namespace.unwrap_or_else(|| Spanned {
        value: "".into(),
        span: element.name_span,
    });
    let mut schema = Schema {
        namespace,
        alias: cursor.optional("Alias"),
        structured_types: Vec::new(),
        enum_types: Vec::new(),
        type_definitions: Vec::new(),
        terms: Vec::new(),
        operations: Vec::new(),
        containers: Vec::new(),
        targets: Vec::new(),
        annotations: Vec::new(),
        span: element.span,
    };
    while let Some(child) = cursor.child(element) {
        parse_child(cursor, &child, element, &mut schema);
    }
    is_named.then_some(schema)
}

fn parse_child<'a>(
    cursor: &mut Cursor<'a>,
    child: &Element<'a>,
    parent: &Element<'a>,
    schema: &mut Schema,
) {
    match child.name {
        "EntityType" => schema.structured_types.extend(parse_structured_type(
            cursor,
            child,
            StructuredKind::Entity,
        )),
        "ComplexType" => schema.structured_types.extend(parse_structured_type(
            cursor,
            child,
            StructuredKind::Complex,
        )),
        "EnumType" => schema.enum_types.extend(parse_enum_type(cursor, child)),
        "TypeDefinition" => schema
            .type_definitions
            .extend(parse_type_definition(cursor, child)),
        "Term" => schema.terms.extend(parse_term(cursor, child)),
        "Action" => schema
            .operations
            .extend(parse_operation(cursor, child, OperationKind::Action)),
        "Function" => {
            schema
                .operations
                .extend(parse_operation(cursor, child, OperationKind::Function))
        }
        "EntityContainer" => schema.containers.extend(parse_container(cursor, child)),
        "Annotations" => schema.targets.extend(parse_target(cursor, child)),
        "Annotation" => schema.annotations.extend(parse_annotation(cursor, child)),
        _ => cursor.unknown(child, parent, CHILDREN),
    }
}
