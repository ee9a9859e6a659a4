//! Turns the values of annotations into [`Expression`] (OData CSDL 4.01 §14.3, §14.4).

mod constants;

use self::constants::{Constant, parse_constant};
use super::annotations::{parse_annotation, parse_record, parse_value};
use super::checks;
use super::cursor::{Cursor, Element};
use super::tree::{Annotation, Expression, ExpressionKind, Operator, TypedExpression};
use super::type_ref::{parse_type, parse_type_facets};
use crate::diagnostics::rules::syntax;
use crate::diagnostics::{Diagnostic, Spanned};

/// Elements that are expressions, for the sake of suggestions; operators are too short to be misspelt.
pub(super) const FORMS: &[&str] = &[
    "AnnotationPath",
    "Annotation",
    "AnyPropertyPath",
    "Apply",
    "Binary",
    "Bool",
    "Cast",
    "Collection",
    "Date",
    "DateTimeOffset",
    "Decimal",
    "Duration",
    "EnumMember",
    "Float",
    "Guid",
    "If",
    "Int",
    "IsOf",
    "LabeledElement",
    "LabeledElementReference",
    "ModelElementPath",
    "NavigationPropertyPath",
    "Null",
    "Path",
    "PropertyPath",
    "Record",
    "String",
    "TimeOfDay",
    "UrlRef",
];

/// Attributes that are expressions.
const ATTRIBUTES: &[&str] = &[
    "AnnotationPath",
    "AnyPropertyPath",
    "Binary",
    "Bool",
    "Date",
    "DateTimeOffset",
    "Decimal",
    "Duration",
    "EnumMember",
    "Float",
    "Guid",
    "Int",
    "ModelElementPath",
    "NavigationPropertyPath",
    "Path",
    "PropertyPath",
    "String",
    "TimeOfDay",
    "UrlRef",
];

/// What an element that is an expression holds.
#[derive(Clone, Copy, Debug)]
pub(super) enum Form {
    /// Text.
    Constant(Constant),
    /// So many operands, at least and at most.
    Operator(Operator, usize, usize),
    Apply,
    Cast,
    IsOf,
    Collection,
    If,
    LabeledElement,
    LabeledElementReference,
    Null,
    Record,
    UrlRef,
}

impl Form {
    /// What the element of this name holds, where it is an expression.
    pub(super) fn of_element(name: &str) -> Option<Self> {
        Some(match name {
            "Apply" => Self::Apply,
            "Cast" => Self::Cast,
            "IsOf" => Self::IsOf,
            "Collection" => Self::Collection,
            "If" => Self::If,
            "LabeledElement" => Self::LabeledElement,
            "LabeledElementReference" => Self::LabeledElementReference,
            "Null" => Self::Null,
            "Record" => Self::Record,
            "UrlRef" => Self::UrlRef,
            _ => match Constant::of(name) {
                Some(constant) => Self::Constant(constant),
                None => operator(name)?,
            },
        })
    }
}

fn operator(name: &str) -> Option<Form> {
    let two = |operator| Form::Operator(operator, 2, 2);
    Some(match name {
        "And" => two(Operator::And),
        "Or" => two(Operator::Or),
        "Not" => Form::Operator(Operator::Not, 1, 1),
        "Eq" => two(Operator::Eq),
        "Ne" => two(Operator::Ne),
        "Gt" => two(Operator::Gt),
        "Ge" => two(Operator::Ge),
        "Lt" => two(Operator::Lt),
        "Le" => two(Operator::Le),
        "Has" => two(Operator::Has),
        "In" => two(Operator::In),
        "Add" => two(Operator::Add),
        "Sub" => two(Operator::Sub),
        "Neg" => Form::Operator(Operator::Neg, 1, 1),
        "Mul" => two(Operator::Mul),
        "Div" => two(Operator::Div),
        "DivBy" => two(Operator::DivBy),
        "Mod" => two(Operator::Mod),
        _ => return None,
    })
}

/// Reads the value that stands as an attribute of the latest start tag, if one does.
pub(super) fn parse_attribute_expression(cursor: &mut Cursor<'_>) -> Option<Expression> {
    cursor.expect(ATTRIBUTES);
    let is_url = |name: &str| (name == "UrlRef").then_some(None);
    let form = |name: &str| Constant::of(name).map(Some).or_else(|| is_url(name));
    let (constant, text) = cursor.first_of(form)?;
    while let Some((_, second)) = cursor.first_of(form) {
        let message = "the element has a second value where one may stand";
        cursor.report(
            Diagnostic::at(
                syntax::DUPLICATE_ELEMENT,
                second.span,
                message,
                "passed over",
            )
            .with_related(text.span, "the first one"),
        );
    }
    let Some(constant) = constant else {
        let url = Spanned {
            value: ExpressionKind::String(text.value),
            span: text.span,
        };
        return Some(Spanned {
            value: ExpressionKind::UrlRef(Some(Box::new(url))),
            span: text.span,
        });
    };
    parse_constant(cursor, constant, &text.value, text.span)
}

/// Reads an element that is an expression.
pub(super) fn parse_expression<'a>(
    cursor: &mut Cursor<'a>,
    element: &Element<'a>,
    form: Form,
) -> Option<Expression> {
    if let Form::Constant(constant) = form {
        let content = cursor.content(element);
        return parse_constant(cursor, constant, &content.value, content.span);
    }
    let (kind, annotations) = parse_dynamic(cursor, element, form)?;
    let expression = Spanned {
        value: kind,
        span: element.span,
    };
    if annotations.is_empty() {
        return Some(expression);
    }
    let kind = ExpressionKind::Annotated(Box::new(expression), annotations);
    Some(Spanned {
        value: kind,
        span: element.span,
    })
}

fn parse_dynamic<'a>(
    cursor: &mut Cursor<'a>,
    element: &Element<'a>,
    form: Form,
) -> Option<(ExpressionKind, Vec<Annotation>)> {
    Some(match form {
        Form::Record => (
            ExpressionKind::Record(parse_record(cursor, element)),
            Vec::new(),
        ),
        Form::Collection => {
            let (operands, annotations) = parse_operands(cursor, element, 0, usize::MAX);
            (ExpressionKind::Collection(operands), annotations)
        }
        Form::If => {
            let (operands, annotations) = parse_operands(cursor, element, 2, 3);
            (ExpressionKind::If(operands), annotations)
        }
        Form::Operator(operator, least, most) => {
            let (operands, annotations) = parse_operands(cursor, element, least, most);
            (ExpressionKind::Operator(operator, operands), annotations)
        }
        Form::Null => {
            let (_, annotations) = parse_operands(cursor, element, 0, 0);
            (ExpressionKind::Null, annotations)
        }
        Form::UrlRef => {
            let (operands, annotations) = parse_operands(cursor, element, 1, 1);
            (
                ExpressionKind::UrlRef(operands.into_iter().next().map(Box::new)),
                annotations,
            )
        }
        _ => return parse_named(cursor, element, form),
    })
}

/// Reads the forms that have attributes of their own.
fn parse_named<'a>(
    cursor: &mut Cursor<'a>,
    element: &Element<'a>,
    form: Form,
) -> Option<(ExpressionKind, Vec<Annotation>)> {
    match form {
        Form::Cast => parse_typed(cursor, element, ExpressionKind::Cast),
        Form::IsOf => parse_typed(cursor, element, ExpressionKind::IsOf),
        Form::Apply => {
            let function = cursor.required("Function");
            let (arguments, annotations) = parse_operands(cursor, element, 0, usize::MAX);
            Some((
                ExpressionKind::Apply {
                    function: function?.value,
                    arguments,
                },
                annotations,
            ))
        }
        Form::LabeledElement => {
            let name = cursor.required("Name");
            let (value, annotations) = parse_value(cursor, element);
            if value.is_none() {
                cursor.missing_element(element, "expression");
            }
            Some((
                ExpressionKind::LabeledElement {
                    name: name?.value,
                    value: value.map(Box::new),
                },
                annotations,
            ))
        }
        _ => {
            let name = cursor.content(element).value.trim().into();
            Some((ExpressionKind::LabeledElementReference(name), Vec::new()))
        }
    }
}

fn parse_typed<'a>(
    cursor: &mut Cursor<'a>,
    element: &Element<'a>,
    wrap: fn(Box<TypedExpression>) -> ExpressionKind,
) -> Option<(ExpressionKind, Vec<Annotation>)> {
    let type_ref = parse_type(cursor);
    let facets = parse_type_facets(cursor);
    let (operands, annotations) = parse_operands(cursor, element, 1, 1);
    let value = operands.into_iter().next();
    Some((
        wrap(Box::new(TypedExpression {
            type_ref: type_ref?,
            facets,
            value,
        })),
        annotations,
    ))
}

/// Reads the expressions inside an element, of which there should be `least` to `most`.
fn parse_operands<'a>(
    cursor: &mut Cursor<'a>,
    element: &Element<'a>,
    least: usize,
    most: usize,
) -> (Vec<Expression>, Vec<Annotation>) {
    let (mut operands, mut annotations, mut count) = (Vec::new(), Vec::new(), 0);
    while let Some(child) = cursor.child(element) {
        match Form::of_element(child.name) {
            Some(form) => {
                count += 1;
                operands.extend(parse_expression(cursor, &child, form));
            }
            None if child.name == "Annotation" => {
                annotations.extend(parse_annotation(cursor, &child))
            }
            None => cursor.unknown(&child, element, FORMS),
        }
    }
    let (name, place) = (element.name, element.name_span);
    if let Some(diagnostic) = checks::operand_count(name, place, count, least, most) {
        cursor.report(diagnostic);
    }
    (operands, annotations)
}
