//! Turns terms, annotations and records into their nodes (OData CSDL 4.01 §14.1, §14.2, §14.4.12).

use super::cursor::{Cursor, Element};
use super::expressions::{FORMS, Form, parse_attribute_expression, parse_expression};
use super::tree::{Annotation, Annotations, Expression, PropertyValue, Record, Term};
use super::type_ref::{parse_facets, parse_type};
use crate::diagnostics::Span;

/// Reads an annotation with its value, which is an attribute or a child.
pub(super) fn parse_annotation<'a>(
    cursor: &mut Cursor<'a>,
    element: &Element<'a>,
) -> Option<Annotation> {
    let term = cursor.required("Term");
    let qualifier = cursor.optional("Qualifier");
    let (value, annotations) = parse_value(cursor, element);
    Some(Annotation {
        term: term?,
        qualifier,
        value,
        annotations,
        span: element.span,
    })
}

/// Reads the children of an element that holds nothing but annotations.
pub(super) fn parse_annotations_only<'a>(
    cursor: &mut Cursor<'a>,
    element: &Element<'a>,
) -> Vec<Annotation> {
    let mut annotations = Vec::new();
    while let Some(child) = cursor.child(element) {
        match child.name {
            "Annotation" => {
                // Most lists have one, and a vector would make room for four.
                if annotations.is_empty() {
                    annotations.reserve_exact(1);
                }
                annotations.extend(parse_annotation(cursor, &child));
            }
            _ => cursor.unknown(&child, element, &["Annotation"]),
        }
    }
    annotations
}

/// Reads `Annotations`, which annotate a target elsewhere.
pub(super) fn parse_target<'a>(
    cursor: &mut Cursor<'a>,
    element: &Element<'a>,
) -> Option<Annotations> {
    let target = cursor.required("Target");
    let qualifier = cursor.optional("Qualifier");
    let annotations = parse_annotations_only(cursor, element);
    Some(Annotations {
        target: target?,
        qualifier,
        annotations,
        span: element.span,
    })
}

/// Reads the declaration of a term.
pub(super) fn parse_term<'a>(cursor: &mut Cursor<'a>, element: &Element<'a>) -> Option<Term> {
    let name = cursor.required("Name");
    let type_ref = parse_type(cursor);
    let base_term = cursor.optional("BaseTerm");
    let applies_to = cursor.optional("AppliesTo");
    let facets = parse_facets(cursor);
    let annotations = parse_annotations_only(cursor, element);
    Some(Term {
        name: name?,
        type_ref: type_ref?,
        base_term,
        applies_to,
        facets,
        annotations,
        span: element.span,
    })
}

/// Reads a record.
pub(super) fn parse_record<'a>(cursor: &mut Cursor<'a>, element: &Element<'a>) -> Record {
    let type_name = cursor.optional("Type");
    let (mut properties, mut annotations) = (Vec::new(), Vec::new());
    while let Some(child) = cursor.child(element) {
        match child.name {
            "PropertyValue" => properties.extend(parse_property_value(cursor, &child)),
            "Annotation" => annotations.extend(parse_annotation(cursor, &child)),
            _ => cursor.unknown(&child, element, &["PropertyValue", "Annotation"]),
        }
    }
    Record {
        type_name,
        properties,
        annotations,
    }
}

fn parse_property_value<'a>(
    cursor: &mut Cursor<'a>,
    element: &Element<'a>,
) -> Option<PropertyValue> {
    let property = cursor.required("Property");
    let (value, annotations) = parse_value(cursor, element);
    Some(PropertyValue {
        property: property?,
        value,
        annotations,
    })
}

/// Reads the value of an element, in attribute or element notation, and its annotations.
///
/// A second value is reported and passed over.
pub(super) fn parse_value<'a>(
    cursor: &mut Cursor<'a>,
    element: &Element<'a>,
) -> (Option<Expression>, Vec<Annotation>) {
    let mut value = parse_attribute_expression(cursor);
    let mut first: Option<Span> = value.as_ref().map(|value| value.span);
    let mut annotations = Vec::new();
    while let Some(child) = cursor.child(element) {
        match Form::of_element(child.name) {
            Some(form) if first.is_none() => {
                first = Some(child.name_span);
                value = parse_expression(cursor, &child, form);
            }
            Some(_) => {
                cursor.duplicate_value(&child, first);
                cursor.skip(&child);
            }
            None if child.name == "Annotation" => {
                annotations.extend(parse_annotation(cursor, &child))
            }
            None => cursor.unknown(&child, element, FORMS),
        }
    }
    (value, annotations)
}
