//! Turns the values of annotations into [`Expression`] (OData CSDL JSON 4.01 §14.3, §14.4).

use super::annotations::{parse_annotations, parse_record};
use super::cursor::Cursor;
use super::element::Element;
use super::type_ref::{parse_type, parse_type_facets};
use super::value::{Kind, Member, Object, Value};
use crate::csdl::checks;
use crate::csdl::tree::{Expression, ExpressionKind, Operator, PathKind, TypedExpression};
use crate::csdl::vocabulary::path_kind;
use crate::diagnostics::{Span, Spanned};

/// What the member of an object holds that makes it an expression other than a record.
#[derive(Clone, Copy, Debug)]
enum Form {
    /// A list of two operands, or one operand alone.
    Binary(Operator),
    Unary(Operator),
    Apply,
    Cast,
    If,
    IsOf,
    LabeledElement,
    LabeledElementReference,
    Null,
    Path,
    UrlRef,
}

/// The members that make an object an expression other than a record.
const FORMS: &[(&str, Form)] = &[
    ("$Path", Form::Path),
    ("$And", Form::Binary(Operator::And)),
    ("$Or", Form::Binary(Operator::Or)),
    ("$Not", Form::Unary(Operator::Not)),
    ("$Eq", Form::Binary(Operator::Eq)),
    ("$Ne", Form::Binary(Operator::Ne)),
    ("$Gt", Form::Binary(Operator::Gt)),
    ("$Ge", Form::Binary(Operator::Ge)),
    ("$Lt", Form::Binary(Operator::Lt)),
    ("$Le", Form::Binary(Operator::Le)),
    ("$Has", Form::Binary(Operator::Has)),
    ("$In", Form::Binary(Operator::In)),
    ("$Add", Form::Binary(Operator::Add)),
    ("$Sub", Form::Binary(Operator::Sub)),
    ("$Neg", Form::Unary(Operator::Neg)),
    ("$Mul", Form::Binary(Operator::Mul)),
    ("$Div", Form::Binary(Operator::Div)),
    ("$DivBy", Form::Binary(Operator::DivBy)),
    ("$Mod", Form::Binary(Operator::Mod)),
    ("$Apply", Form::Apply),
    ("$Cast", Form::Cast),
    ("$If", Form::If),
    ("$IsOf", Form::IsOf),
    ("$LabeledElement", Form::LabeledElement),
    ("$LabeledElementReference", Form::LabeledElementReference),
    ("$Null", Form::Null),
    ("$UrlRef", Form::UrlRef),
];

/// Reads a value; `name` is that of the term or property whose value it is.
pub(super) fn parse_expression(
    cursor: &mut Cursor,
    name: &str,
    value: &Value<'_>,
) -> Option<Expression> {
    let span = value.span;
    let kind = match &value.kind {
        Kind::Null => ExpressionKind::Null,
        Kind::Bool(value) => ExpressionKind::Bool(*value),
        Kind::Number(number) => number_expression(number),
        Kind::String(text) => text_expression(name, text),
        Kind::Array(array) => ExpressionKind::Collection(parse_all(cursor, name, &array.items)),
        Kind::Object(object) => {
            return cursor.deeper(span, |cursor| parse_object(cursor, object, span));
        }
    };
    Some(Spanned { value: kind, span })
}

fn parse_all(cursor: &mut Cursor, name: &str, items: &[Value<'_>]) -> Vec<Expression> {
    let expressions = items.iter();
    expressions
        .filter_map(|item| parse_expression(cursor, name, item))
        .collect()
}

fn number_expression(number: &str) -> ExpressionKind {
    if number.contains(['e', 'E']) {
        ExpressionKind::Float(number.into())
    } else if number.contains('.') {
        ExpressionKind::Decimal(number.into())
    } else {
        ExpressionKind::Int(number.into())
    }
}

/// JSON writes paths and texts alike, and only the type of the term tells them apart (§14.4.1).
fn text_expression(name: &str, text: &str) -> ExpressionKind {
    match path_kind(name) {
        Some(kind) => ExpressionKind::Path(kind, text.into()),
        None => ExpressionKind::String(text.into()),
    }
}

/// Reads an object: an operator where a member says so, and a record otherwise.
fn parse_object(cursor: &mut Cursor, object: &Object<'_>, span: Span) -> Option<Expression> {
    let form = FORMS.iter().find_map(|(name, form)| {
        let mut members = object.members.iter();
        let member = members.find(|member| member.name == *name)?;
        Some((*name, *form, member))
    });
    let Some((name, form, member)) = form else {
        let mut record = Element::new("Record", object, span, span);
        record.expect(FORMS.iter().map(|(name, _)| *name));
        let record = parse_record(cursor, record);
        let value = ExpressionKind::Record(record);
        return Some(Spanned { value, span });
    };
    let kind = name.trim_start_matches('$');
    let mut element = Element::new(kind, object, member.name_span, span);
    element.member(name);
    let value = parse_form(cursor, &mut element, form, member);
    let annotations = parse_annotations(cursor, &mut element);
    element.finish_leaf(cursor);
    let expression = Spanned {
        value: value?,
        span,
    };
    if annotations.is_empty() {
        return Some(expression);
    }
    let value = ExpressionKind::Annotated(Box::new(expression), annotations);
    Some(Spanned { value, span })
}

fn parse_form(
    cursor: &mut Cursor,
    element: &mut Element<'_, '_>,
    form: Form,
    member: &Member<'_>,
) -> Option<ExpressionKind> {
    Some(match form {
        Form::Binary(operator) => {
            ExpressionKind::Operator(operator, parse_operands(cursor, element, member, 2, 2))
        }
        Form::Unary(operator) => {
            let operand = parse_expression(cursor, "", &member.value);
            ExpressionKind::Operator(operator, operand.into_iter().collect())
        }
        Form::Apply => {
            let function = element.required(cursor, "$Function");
            let arguments = parse_operands(cursor, element, member, 0, usize::MAX);
            let function = function?.value;
            ExpressionKind::Apply {
                function,
                arguments,
            }
        }
        Form::If => ExpressionKind::If(parse_operands(cursor, element, member, 2, 3)),
        Form::Cast => ExpressionKind::Cast(parse_typed(cursor, element, member)),
        Form::IsOf => ExpressionKind::IsOf(parse_typed(cursor, element, member)),
        Form::LabeledElement => {
            let name = element.required(cursor, "$Name");
            let value = parse_expression(cursor, "", &member.value).map(Box::new);
            let name = name?.value;
            ExpressionKind::LabeledElement { name, value }
        }
        Form::LabeledElementReference => {
            ExpressionKind::LabeledElementReference(cursor.text(member)?.value)
        }
        Form::Null => ExpressionKind::Null,
        Form::Path => ExpressionKind::Path(PathKind::Value, cursor.text(member)?.value),
        Form::UrlRef => {
            let url = parse_expression(cursor, "", &member.value);
            ExpressionKind::UrlRef(url.map(Box::new))
        }
    })
}

fn parse_typed(
    cursor: &mut Cursor,
    element: &mut Element<'_, '_>,
    member: &Member<'_>,
) -> Box<TypedExpression> {
    let type_ref = parse_type(cursor, element);
    let facets = parse_type_facets(cursor, element, &type_ref.name);
    let value = parse_expression(cursor, "", &member.value);
    Box::new(TypedExpression {
        type_ref,
        facets,
        value,
    })
}

/// Reads the operands of an operator, of which there should be `least` to `most`.
fn parse_operands(
    cursor: &mut Cursor,
    element: &Element<'_, '_>,
    member: &Member<'_>,
    least: usize,
    most: usize,
) -> Vec<Expression> {
    let items = cursor.items(member);
    let (name, place) = (&*member.name, element.name_span);
    if matches!(&member.value.kind, Kind::Array(array) if array.complete)
        && let Some(diagnostic) = checks::operand_count(name, place, items.len(), least, most)
    {
        cursor.report(diagnostic);
    }
    parse_all(cursor, "", items)
}
