//! Constant and dynamic expressions, as written.

use serde::Serialize;

use super::{Annotation, Facets, Record, TypeRef};
use crate::diagnostics::Spanned;

/// A constant or dynamic expression (§14.3, §14.4) with its place.
pub type Expression = Spanned<ExpressionKind>;

/// The forms of an annotation's value, whether written as attribute or element.
#[derive(Clone, Debug, Serialize)]
pub enum ExpressionKind {
    /// `Binary`, base64url text.
    Binary(Box<str>),
    /// `Bool`.
    Bool(bool),
    /// `Date`.
    Date(Box<str>),
    /// `DateTimeOffset`.
    DateTimeOffset(Box<str>),
    /// `Decimal`.
    Decimal(Box<str>),
    /// `Duration`.
    Duration(Box<str>),
    /// `EnumMember`: one path for each member, each `Namespace.Type/Member`.
    EnumMember(Vec<Box<str>>),
    /// `Float`.
    Float(Box<str>),
    /// `Guid`.
    Guid(Box<str>),
    /// `Int`.
    Int(Box<str>),
    /// `String`.
    String(Box<str>),
    /// `TimeOfDay`.
    TimeOfDay(Box<str>),
    /// `Path`, and the path forms that name an element rather than a value.
    Path(PathKind, Box<str>),
    /// `And`, `Eq`, `Add` and the like: the operator and its operands (§14.4.2, §14.4.3).
    Operator(Operator, Vec<Expression>),
    /// `Apply` of a client-side function (§14.4.4).
    Apply {
        /// The qualified name of the function.
        function: Box<str>,
        /// The arguments.
        arguments: Vec<Expression>,
    },
    /// `Cast` (§14.4.5).
    Cast(Box<TypedExpression>),
    /// `IsOf` (§14.4.8).
    IsOf(Box<TypedExpression>),
    /// `Collection` (§14.4.6).
    Collection(Vec<Expression>),
    /// `If` (§14.4.7): condition, then, and else where present.
    If(Vec<Expression>),
    /// `LabeledElement` (§14.4.9).
    LabeledElement {
        /// The simple name of the label.
        name: Box<str>,
        /// The labelled expression.
        value: Option<Box<Expression>>,
    },
    /// `LabeledElementReference` (§14.4.10).
    LabeledElementReference(Box<str>),
    /// `Null` (§14.4.11).
    Null,
    /// `Record` (§14.4.12).
    Record(Record),
    /// `UrlRef` (§14.4.13).
    UrlRef(Option<Box<Expression>>),
    /// A dynamic expression other than a record that carries annotations of its own (§14.4).
    Annotated(Box<Expression>, Vec<Annotation>),
}

/// The kinds of path (§14.4.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum PathKind {
    /// `Path`: evaluated to a value.
    Value,
    /// `PropertyPath`.
    Property,
    /// `NavigationPropertyPath`.
    NavigationProperty,
    /// `AnnotationPath`.
    Annotation,
    /// `ModelElementPath`.
    ModelElement,
    /// `AnyPropertyPath`: to a property of either kind.
    AnyProperty,
}

/// Comparison, logical and arithmetic operators (§14.4.2, §14.4.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "each is the element of the same name")]
pub enum Operator {
    And,
    Or,
    Not,
    Eq,
    Ne,
    Gt,
    Ge,
    Lt,
    Le,
    Has,
    In,
    Add,
    Sub,
    Neg,
    Mul,
    Div,
    DivBy,
    Mod,
}

/// The operand of `Cast` and `IsOf`, and the type it is held against.
#[derive(Clone, Debug, Serialize)]
pub struct TypedExpression {
    /// `Type`.
    pub type_ref: TypeRef,
    /// Facets of the type.
    pub facets: Facets,
    /// The operand; absent only in a document that is wrong.
    pub value: Option<Expression>,
}
