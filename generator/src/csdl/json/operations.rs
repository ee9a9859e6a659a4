//! Turns overloads of actions and functions into [`Operation`] (OData CSDL JSON 4.01 §12).

use super::annotations::parse_annotations;
use super::cursor::Cursor;
use super::element::Element;
use super::type_ref::{parse_parameter_facets, parse_type};
use super::value::{Member, Value};
use crate::csdl::tree::{Operation, OperationKind, Parameter, ReturnType, Text};

/// Reads one overload of an action or function.
pub(super) fn parse_operation(
    cursor: &mut Cursor,
    mut element: Element<'_, '_>,
    name: Text,
    kind: OperationKind,
) -> Operation {
    let is_bound = element.boolean(cursor, "$IsBound");
    let is_composable = match kind {
        OperationKind::Function => element.boolean(cursor, "$IsComposable"),
        OperationKind::Action => None,
    };
    let entity_set_path = element.optional(cursor, "$EntitySetPath");
    let items = element.items(cursor, "$Parameter");
    let parameters = items
        .iter()
        .filter_map(|item| parse_parameter(cursor, item))
        .collect();
    let return_type = element.member("$ReturnType");
    if kind == OperationKind::Function && return_type.is_none() {
        element.missing(cursor, "$ReturnType");
    }
    let return_type = return_type.and_then(|member| parse_return_type(cursor, member));
    let annotations = parse_annotations(cursor, &mut element);
    let span = element.span;
    element.finish_leaf(cursor);
    Operation {
        kind,
        name,
        is_bound,
        is_composable,
        entity_set_path,
        parameters,
        return_type,
        annotations,
        span,
    }
}

fn parse_parameter(cursor: &mut Cursor, item: &Value<'_>) -> Option<Parameter> {
    let mut element = Element::of_item(cursor, "Parameter", "$Parameter", item)?;
    let name = element.required(cursor, "$Name");
    if let Some(name) = &name {
        element.name_span = name.span;
    }
    let type_ref = parse_type(cursor, &mut element);
    let facets = parse_parameter_facets(cursor, &mut element, &type_ref);
    let annotations = parse_annotations(cursor, &mut element);
    let span = element.span;
    element.finish_leaf(cursor);
    Some(Parameter {
        name: name?,
        type_ref,
        facets,
        annotations,
        span,
    })
}

fn parse_return_type(cursor: &mut Cursor, member: &Member<'_>) -> Option<ReturnType> {
    let mut element = Element::of_member(cursor, "ReturnType", member)?;
    let type_ref = parse_type(cursor, &mut element);
    let facets = parse_parameter_facets(cursor, &mut element, &type_ref);
    let annotations = parse_annotations(cursor, &mut element);
    let span = element.span;
    element.finish_leaf(cursor);
    Some(ReturnType {
        type_ref,
        facets,
        annotations,
        span,
    })
}
