//! Turns members into types and facets (OData CSDL JSON 4.01 §7.1, §7.2).

use super::cursor::Cursor;
use super::element::Element;
use super::value::Kind;
use crate::csdl::checks;
use crate::csdl::tree::{Facets, Text, TypeRef};
use crate::diagnostics::{Span, Spanned};

/// Reads `$Type` and `$Collection`; the type is `Edm.String` where it is left out.
pub(super) fn parse_type(cursor: &mut Cursor, element: &mut Element<'_, '_>) -> TypeRef {
    let name = element.optional(cursor, "$Type");
    let name = name.unwrap_or_else(|| implied(element.name_span, "Edm.String"));
    finish_type(cursor, element, name)
}

/// Reads `$Type`, which must be there, and `$Collection`.
pub(super) fn parse_required_type(
    cursor: &mut Cursor,
    element: &mut Element<'_, '_>,
) -> Option<TypeRef> {
    let name = element.required(cursor, "$Type");
    match name {
        Some(name) => Some(finish_type(cursor, element, name)),
        None => {
            element.boolean(cursor, "$Collection");
            None
        }
    }
}

fn finish_type(cursor: &mut Cursor, element: &mut Element<'_, '_>, name: Text) -> TypeRef {
    let span = name.span;
    let collection = element.boolean(cursor, "$Collection") == Some(true);
    let inner = name.value.strip_prefix("Collection(");
    let Some(inner) = inner.and_then(|rest| rest.strip_suffix(')')) else {
        return TypeRef {
            name,
            collection,
            span,
        };
    };
    let help = "write the name alone, and `\"$Collection\": true` beside it";
    let what = "the name of a type";
    cursor.report(checks::invalid_value(span, &name.value, what, help));
    TypeRef {
        name: implied(span, inner),
        collection: true,
        span,
    }
}

/// Reads the facets of a property or a term.
pub(super) fn parse_facets(
    cursor: &mut Cursor,
    element: &mut Element<'_, '_>,
    type_ref: &TypeRef,
) -> Facets {
    Facets {
        default_value: default_value(element),
        ..parse_parameter_facets(cursor, element, type_ref)
    }
}

/// Reads the facets of a parameter or a return type, which have no default value.
///
/// What JSON leaves out is false (§7.2.1), where XML would mean true: so it is written out.
pub(super) fn parse_parameter_facets(
    cursor: &mut Cursor,
    element: &mut Element<'_, '_>,
    type_ref: &TypeRef,
) -> Facets {
    Facets {
        nullable: Some(parse_nullable(cursor, element)),
        ..parse_type_facets(cursor, element, &type_ref.name)
    }
}

/// Reads `$Nullable`, which is false where it is left out.
pub(super) fn parse_nullable(cursor: &mut Cursor, element: &mut Element<'_, '_>) -> Spanned<bool> {
    let written = element.spanned_boolean(cursor, "$Nullable");
    written.unwrap_or(Spanned {
        value: false,
        span: element.name_span,
    })
}

/// Reads the facets that belong to the type of this name: neither nullability nor default value.
///
/// The scale that JSON leaves out is variable (§7.2.4), where XML would mean zero: so it is written out.
pub(super) fn parse_type_facets(
    cursor: &mut Cursor,
    element: &mut Element<'_, '_>,
    type_name: &str,
) -> Facets {
    let scale = facet(cursor, element, "$Scale", &["variable", "floating"]);
    let variable = || (type_name == "Edm.Decimal").then(|| implied(element.name_span, "variable"));
    let scale = scale.or_else(variable);
    Facets {
        nullable: None,
        max_length: facet(cursor, element, "$MaxLength", &[]),
        precision: facet(cursor, element, "$Precision", &[]),
        scale,
        unicode: element.boolean(cursor, "$Unicode"),
        srid: facet(cursor, element, "$SRID", &["variable"]),
        default_value: None,
    }
}

/// Reads a facet that is a number or one of a few words; `$SRID` has its numbers in quotes.
fn facet(
    cursor: &mut Cursor,
    element: &mut Element<'_, '_>,
    name: &'static str,
    words: &[&str],
) -> Option<Text> {
    let member = element.member(name)?;
    let value = match &member.value.kind {
        Kind::Number(number) => (*number).into(),
        Kind::String(text) => (&**text).into(),
        _ => {
            cursor.wrong_kind(name, &member.value, "a number");
            return None;
        }
    };
    let span = member.value.span;
    let text = Spanned { value, span };
    if let Some(diagnostic) = checks::facet(name, &text, words) {
        cursor.report(diagnostic);
    }
    Some(text)
}

/// Reads `$DefaultValue` as the text that XML has for it; arrays, objects and null have none.
fn default_value(element: &mut Element<'_, '_>) -> Option<Text> {
    let member = element.member("$DefaultValue")?;
    let value = match &member.value.kind {
        Kind::Bool(value) => value.to_string().into(),
        Kind::Number(number) => (*number).into(),
        Kind::String(text) => (&**text).into(),
        Kind::Null | Kind::Array(_) | Kind::Object(_) => return None,
    };
    let span = member.value.span;
    Some(Spanned { value, span })
}

/// A word that stands nowhere in the document, at the place of what it belongs to.
fn implied(span: Span, word: &str) -> Text {
    Spanned {
        value: word.into(),
        span,
    }
}
