//! Turns terms, annotations and records into their nodes (OData CSDL JSON 4.01 §14.1, §14.2, §14.4.12).

use super::cursor::{Cursor, name_of, part_of};
use super::element::Element;
use super::expressions::parse_expression;
use super::type_ref::{parse_facets, parse_type};
use super::value::Member;
use crate::csdl::tree::{Annotation, Annotations, PropertyValue, Record, Term, Text};
use crate::diagnostics::{Span, Spanned};

/// Reads the annotations of an element.
pub(super) fn parse_annotations(
    cursor: &mut Cursor,
    element: &mut Element<'_, '_>,
) -> Vec<Annotation> {
    parse_annotations_of(cursor, element, "")
}

/// Reads the annotations of the member `annotated`, which stand beside it as `annotated@Term#Qualifier`.
pub(super) fn parse_annotations_of(
    cursor: &mut Cursor,
    element: &mut Element<'_, '_>,
    annotated: &str,
) -> Vec<Annotation> {
    let members = element.take_annotations(annotated);
    let annotations = members
        .into_iter()
        .filter_map(|member| parse_annotation(cursor, element, member, annotated));
    annotations.collect()
}

fn parse_annotation(
    cursor: &mut Cursor,
    element: &mut Element<'_, '_>,
    member: &Member<'_>,
    annotated: &str,
) -> Option<Annotation> {
    let start = annotated.len() + 1;
    let end = member.name.len();
    let (term, qualifier) = match member.name[start..].find('#') {
        Some(length) => (
            part_of(member, start, start + length),
            Some(part_of(member, start + length + 1, end)),
        ),
        None => (part_of(member, start, end), None),
    };
    cursor.deeper(member.name_span, |cursor| {
        let value = parse_expression(cursor, &term.value, &member.value);
        let annotations = parse_annotations_of(cursor, element, &member.name);
        Some(Annotation {
            term,
            qualifier,
            value,
            annotations,
            span: member.span,
        })
    })
}

/// Reads a member of `$Annotations`, which annotates a target elsewhere.
pub(super) fn parse_target(cursor: &mut Cursor, member: &Member<'_>) -> Option<Annotations> {
    let mut element = Element::of_member(cursor, "Annotations", member)?;
    let annotations = parse_annotations(cursor, &mut element);
    let span = element.span;
    element.finish_leaf(cursor);
    Some(Annotations {
        target: name_of(member),
        qualifier: None,
        annotations,
        span,
    })
}

/// Reads the declaration of a term.
pub(super) fn parse_term(cursor: &mut Cursor, mut element: Element<'_, '_>, name: Text) -> Term {
    let type_ref = parse_type(cursor, &mut element);
    let base_term = element.optional(cursor, "$BaseTerm");
    let applies_to = parse_applies_to(cursor, &mut element);
    let facets = parse_facets(cursor, &mut element, &type_ref);
    let annotations = parse_annotations(cursor, &mut element);
    let span = element.span;
    element.finish_leaf(cursor);
    Term {
        name,
        type_ref,
        base_term,
        applies_to,
        facets,
        annotations,
        span,
    }
}

/// Reads `$AppliesTo`, whose words XML has in one text.
fn parse_applies_to(cursor: &mut Cursor, element: &mut Element<'_, '_>) -> Option<Text> {
    let items = element.items(cursor, "$AppliesTo");
    let words: Vec<Text> = items
        .iter()
        .filter_map(|item| cursor.item_text("$AppliesTo", item))
        .collect();
    let (first, last) = (words.first()?.span, words.last()?.span);
    let text: Vec<&str> = words.iter().map(|word| &*word.value).collect();
    Some(Spanned {
        value: text.join(" ").into(),
        span: Span {
            end: last.end,
            ..first
        },
    })
}

/// Reads a record: an object without an operator.
pub(super) fn parse_record(cursor: &mut Cursor, mut element: Element<'_, '_>) -> Record {
    let type_name = parse_type_name(cursor, &mut element);
    let annotations = parse_annotations(cursor, &mut element);
    let mut properties = Vec::new();
    for member in element.children() {
        properties.push(PropertyValue {
            property: name_of(member),
            value: parse_expression(cursor, &member.name, &member.value),
            annotations: parse_annotations_of(cursor, &mut element, &member.name),
        });
    }
    element.finish(cursor);
    Record {
        type_name,
        properties,
        annotations,
    }
}

/// Reads `@type`, a URL whose fragment is the name of the type; OData 4.0 has it as `@odata.type`.
fn parse_type_name(cursor: &mut Cursor, element: &mut Element<'_, '_>) -> Option<Text> {
    let mut named = element.take_named(&["@type", "@odata.type"]);
    let text = cursor.text(named.pop()?)?;
    let name = text.value.rsplit('#').next().unwrap_or_default();
    let mut span = text.span;
    // where escapes make the lengths differ, the whole is the place
    if (span.end - span.start) as usize == text.value.len() {
        span.start = span.end - u32::try_from(name.len()).unwrap_or(0);
    }
    Some(Spanned {
        value: name.into(),
        span,
    })
}
