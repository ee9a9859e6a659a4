//! Turns `Action` and `Function` elements into [`Operation`] (OData CSDL 4.01 §12).

use super::annotations::{parse_annotation, parse_annotations_only};
use super::cursor::{Cursor, Element};
use super::tree::{Operation, OperationKind, Parameter, ReturnType};
use super::type_ref::{parse_parameter_facets, parse_type};
use crate::diagnostics::Span;

/// Reads one overload of an action or function.
pub(super) fn parse_operation<'a>(
    cursor: &mut Cursor<'a>,
    element: &Element<'a>,
    kind: OperationKind,
) -> Option<Operation> {
    let name = cursor.required("Name");
    let is_bound = cursor.boolean("IsBound");
    let is_composable = if kind == OperationKind::Function {
        cursor.boolean("IsComposable")
    } else {
        None
    };
    let entity_set_path = cursor.optional("EntitySetPath");
    let mut returns: Option<(Span, Option<ReturnType>)> = None;
    let (mut parameters, mut annotations) = (Vec::new(), Vec::new());
    while let Some(child) = cursor.child(element) {
        match child.name {
            "Parameter" => parameters.extend(parse_parameter(cursor, &child)),
            "ReturnType" => match &returns {
                Some((first, _)) => {
                    cursor.duplicate(&child, *first, "passed over");
                    cursor.skip(&child);
                }
                None => returns = Some((child.span, parse_return_type(cursor, &child))),
            },
            "Annotation" => annotations.extend(parse_annotation(cursor, &child)),
            _ => cursor.unknown(&child, element, &["Parameter", "ReturnType", "Annotation"]),
        }
    }
    if kind == OperationKind::Function && returns.is_none() {
        cursor.missing_element(element, "`ReturnType`");
    }
    Some(Operation {
        kind,
        name: name?,
        is_bound,
        is_composable,
        entity_set_path,
        parameters,
        return_type: returns.and_then(|(_, return_type)| return_type),
        annotations,
        span: element.span,
    })
}

fn parse_parameter<'a>(cursor: &mut Cursor<'a>, element: &Element<'a>) -> Option<Parameter> {
    let name = cursor.required("Name");
    let type_ref = parse_type(cursor);
    let facets = parse_parameter_facets(cursor);
    let annotations = parse_annotations_only(cursor, element);
    Some(Parameter {
        name: name?,
        type_ref: type_ref?,
        facets,
        annotations,
        span: element.span,
    })
}

fn parse_return_type<'a>(cursor: &mut Cursor<'a>, element: &Element<'a>) -> Option<ReturnType> {
    let type_ref = parse_type(cursor);
    let facets = parse_parameter_facets(cursor);
    let annotations = parse_annotations_only(cursor, element);
    Some(ReturnType {
        type_ref: type_ref?,
        facets,
        annotations,
        span: element.span,
    })
}
