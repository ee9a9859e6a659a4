//! Turns attributes into types and facets (OData CSDL 4.01 §7.1, §7.2).

use super::checks;
use super::cursor::Cursor;
use super::tree::{Facets, Text, TypeRef};
use crate::diagnostics::{Span, Spanned};

/// Reads the attribute `Type`, which must be there.
pub(super) fn parse_type(cursor: &mut Cursor<'_>) -> Option<TypeRef> {
    let text = cursor.required("Type")?;
    parse_type_name(cursor, text)
}

fn parse_type_name(cursor: &mut Cursor<'_>, text: Text) -> Option<TypeRef> {
    let span = text.span;
    let Some(rest) = text.value.strip_prefix("Collection(") else {
        return Some(TypeRef {
            name: text,
            collection: false,
            span,
        });
    };
    let Some(inner) = rest.strip_suffix(')') else {
        cursor.invalid_value(
            span,
            &text.value,
            "a type",
            "close the parenthesis: `Collection(…)`",
        );
        return None;
    };
    let name_span = inner_span(span, &text.value, inner);
    Some(TypeRef {
        name: Spanned {
            value: inner.into(),
            span: name_span,
        },
        collection: true,
        span,
    })
}

/// The place of the name inside `Collection(…)`: the whole where references make the lengths differ.
fn inner_span(span: Span, whole: &str, inner: &str) -> Span {
    if (span.end - span.start) as usize != whole.len() {
        return span;
    }
    let end = span.end - 1;
    let length = u32::try_from(inner.len()).unwrap_or(0);
    Span {
        start: end.saturating_sub(length),
        end,
        ..span
    }
}

/// Reads the facets of a property or a term.
pub(super) fn parse_facets(cursor: &mut Cursor<'_>) -> Facets {
    Facets {
        default_value: cursor.optional("DefaultValue"),
        ..parse_parameter_facets(cursor)
    }
}

/// Reads the facets of a parameter or a return type, which have no default value.
pub(super) fn parse_parameter_facets(cursor: &mut Cursor<'_>) -> Facets {
    Facets {
        nullable: cursor.spanned_boolean("Nullable"),
        ..parse_type_facets(cursor)
    }
}

/// Reads the facets that belong to a type alone: neither nullability nor default value.
pub(super) fn parse_type_facets(cursor: &mut Cursor<'_>) -> Facets {
    Facets {
        nullable: None,
        max_length: facet(cursor, "MaxLength", &["max"]),
        precision: facet(cursor, "Precision", &[]),
        scale: facet(cursor, "Scale", &["variable", "floating"]),
        unicode: cursor.boolean("Unicode"),
        srid: facet(cursor, "SRID", &["variable"]),
        default_value: None,
    }
}

/// Reads a facet that is a number or one of a few words.
fn facet(cursor: &mut Cursor<'_>, name: &'static str, words: &[&str]) -> Option<Text> {
    let text = cursor.optional(name)?;
    if let Some(diagnostic) = checks::facet(name, &text, words) {
        cursor.report(diagnostic);
    }
    Some(text)
}
