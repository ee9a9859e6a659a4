//! Turns the value that a patch gives to an annotation into an expression (OData CSDL 4.01 §14.3).

use crate::config::AnnotationValue;
use crate::csdl::path_kind;
use crate::csdl::tree::{Expression, ExpressionKind, PropertyValue, Record};
use crate::diagnostics::{Span, Spanned};

/// The expression for a value; `name` is the term or property that takes it, whose name tells a
/// path from a text.
pub(super) fn expression(name: &str, value: &AnnotationValue, span: Span) -> Expression {
    let kind = match value {
        AnnotationValue::Bool(value) => ExpressionKind::Bool(*value),
        AnnotationValue::Int(value) => ExpressionKind::Int(value.to_string().into()),
        AnnotationValue::Float(value) => ExpressionKind::Float(value.to_string().into()),
        AnnotationValue::String(text) => text_expression(name, text),
        AnnotationValue::Collection(items) => {
            let items = items.iter().map(|item| expression(name, item, span));
            ExpressionKind::Collection(items.collect())
        }
        AnnotationValue::Record(properties) => ExpressionKind::Record(Record {
            type_name: None,
            properties: properties
                .iter()
                .map(|(property, value)| PropertyValue {
                    property: Spanned {
                        value: property.as_str().into(),
                        span,
                    },
                    value: Some(expression(property, value, span)),
                    annotations: Vec::new(),
                })
                .collect(),
            annotations: Vec::new(),
        }),
    };
    Spanned { value: kind, span }
}

/// A text is a member of an enumeration where it reads like one, `Namespace.Enum/Member`, and a path
/// where the vocabularies have only paths under that name.
fn text_expression(name: &str, text: &str) -> ExpressionKind {
    let mut words = text.split_whitespace().peekable();
    let is_member = |word: &str| {
        let parts = word.split_once('/');
        parts.is_some_and(|(ty, member)| ty.contains('.') && !member.contains('/'))
    };
    if words.peek().is_some() && words.clone().all(is_member) {
        return ExpressionKind::EnumMember(words.map(Box::from).collect());
    }
    match path_kind(name) {
        Some(kind) => ExpressionKind::Path(kind, text.into()),
        None => ExpressionKind::String(text.into()),
    }
}

/// Whether two values say the same, wherever they stand.
pub(super) fn same(a: &Expression, b: &Expression) -> bool {
    use ExpressionKind as Kind;
    match (&a.value, &b.value) {
        (Kind::Bool(a), Kind::Bool(b)) => a == b,
        (Kind::Int(a), Kind::Int(b))
        | (Kind::Float(a), Kind::Float(b))
        | (Kind::String(a), Kind::String(b)) => a == b,
        (Kind::EnumMember(a), Kind::EnumMember(b)) => a == b,
        (Kind::Path(a_kind, a), Kind::Path(b_kind, b)) => a_kind == b_kind && a == b,
        (Kind::Collection(a), Kind::Collection(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Kind::Record(a), Kind::Record(b)) => {
            let all = a.properties.len() == b.properties.len();
            all && a.properties.iter().all(|property| {
                let mut others = b.properties.iter();
                let other = others.find(|other| other.property.value == property.property.value);
                other.is_some_and(|other| match (&property.value, &other.value) {
                    (Some(a), Some(b)) => same(a, b),
                    (None, None) => true,
                    _ => false,
                })
            })
        }
        _ => false,
    }
}
