//! Turns text into constants and paths (OData CSDL 4.01 §14.3, §14.4.1).

use crate::csdl::cursor::Cursor;
use crate::csdl::tree::{Expression, ExpressionKind, PathKind};
use crate::diagnostics::{Span, Spanned};

/// Expressions that are a text, whether in attribute or element notation.
#[derive(Clone, Copy, Debug)]
pub(in crate::csdl) enum Constant {
    Binary,
    Bool,
    Date,
    DateTimeOffset,
    Decimal,
    Duration,
    EnumMember,
    Float,
    Guid,
    Int,
    String,
    TimeOfDay,
    Path(PathKind),
}

impl Constant {
    /// The constant that an attribute or element of this name holds.
    pub(super) fn of(name: &str) -> Option<Self> {
        Some(match name {
            "String" => Self::String,
            "Bool" => Self::Bool,
            "EnumMember" => Self::EnumMember,
            "Int" => Self::Int,
            "Path" => Self::Path(PathKind::Value),
            "PropertyPath" => Self::Path(PathKind::Property),
            "NavigationPropertyPath" => Self::Path(PathKind::NavigationProperty),
            "AnnotationPath" => Self::Path(PathKind::Annotation),
            "ModelElementPath" => Self::Path(PathKind::ModelElement),
            "AnyPropertyPath" => Self::Path(PathKind::AnyProperty),
            "Binary" => Self::Binary,
            "Date" => Self::Date,
            "DateTimeOffset" => Self::DateTimeOffset,
            "Decimal" => Self::Decimal,
            "Duration" => Self::Duration,
            "Float" => Self::Float,
            "Guid" => Self::Guid,
            "TimeOfDay" => Self::TimeOfDay,
            _ => return None,
        })
    }
}

/// Reads a constant; one that cannot be read is reported and left out.
pub(super) fn parse_constant(
    cursor: &mut Cursor<'_>,
    constant: Constant,
    written: &str,
    span: Span,
) -> Option<Expression> {
    if let Constant::String = constant {
        return Some(Spanned {
            value: ExpressionKind::String(written.into()),
            span,
        });
    }
    let text = written.trim();
    let span = trimmed_span(span, written, text);
    check_number(cursor, constant, text, span)?;
    let value = match constant {
        Constant::Binary => ExpressionKind::Binary(text.into()),
        Constant::Bool => ExpressionKind::Bool(cursor.read_boolean(text, span)?),
        Constant::Date => ExpressionKind::Date(text.into()),
        Constant::DateTimeOffset => ExpressionKind::DateTimeOffset(text.into()),
        Constant::Decimal => ExpressionKind::Decimal(text.into()),
        Constant::Duration => ExpressionKind::Duration(text.into()),
        Constant::EnumMember => {
            ExpressionKind::EnumMember(text.split_ascii_whitespace().map(Into::into).collect())
        }
        Constant::Float => ExpressionKind::Float(text.into()),
        Constant::Guid => ExpressionKind::Guid(text.into()),
        Constant::Int => ExpressionKind::Int(text.into()),
        Constant::String => ExpressionKind::String(text.into()),
        Constant::TimeOfDay => ExpressionKind::TimeOfDay(text.into()),
        Constant::Path(kind) => ExpressionKind::Path(kind, text.into()),
    };
    Some(Spanned { value, span })
}

/// The place of the text without the blanks around it, where nothing was replaced in it.
fn trimmed_span(span: Span, written: &str, text: &str) -> Span {
    if (span.end - span.start) as usize != written.len() || text.is_empty() {
        return span;
    }
    let before = written.len() - written.trim_start().len();
    let start = span.start + u32::try_from(before).unwrap_or(0);
    Span {
        start,
        end: start + u32::try_from(text.len()).unwrap_or(0),
        ..span
    }
}

/// Reports a number that is none.
fn check_number(cursor: &mut Cursor<'_>, constant: Constant, text: &str, span: Span) -> Option<()> {
    let digits = |text: &str| {
        text.bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E'))
    };
    let (is_valid, what, help) = match constant {
        Constant::Int => (
            text.parse::<i64>().is_ok(),
            "an integer",
            "write digits, with a sign if need be",
        ),
        Constant::Decimal | Constant::Float => (
            matches!(text, "INF" | "-INF" | "NaN") || (digits(text) && text.parse::<f64>().is_ok()),
            "a number",
            "write digits with a point, as in `0.5`",
        ),
        _ => return Some(()),
    };
    if !is_valid {
        cursor.invalid_value(span, text, what, help);
    }
    is_valid.then_some(())
}
