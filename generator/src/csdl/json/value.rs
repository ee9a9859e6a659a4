//! A JSON document as it is written: values and names, each with its place.

use std::borrow::Cow;

use crate::diagnostics::Span;

/// A value of a JSON document.
#[derive(Debug)]
pub(super) struct Value<'a> {
    /// What it is.
    pub(super) kind: Kind<'a>,
    /// The text between its quotes, the opening bracket, or the whole of any other value.
    pub(super) span: Span,
}

/// The kinds of value (RFC 8259 §3).
#[derive(Debug)]
pub(super) enum Kind<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number as it is written, since CSDL has some that no floating point number holds.
    Number(&'a str),
    /// A string with its escapes replaced.
    String(Cow<'a, str>),
    /// An array.
    Array(Array<'a>),
    /// An object.
    Object(Object<'a>),
}

/// An array: its items in order.
#[derive(Debug)]
pub(super) struct Array<'a> {
    /// The items.
    pub(super) items: Vec<Value<'a>>,
    /// Whether its end was reached.
    pub(super) complete: bool,
}

/// An object: its members in order, each name once.
#[derive(Debug)]
pub(super) struct Object<'a> {
    /// The members.
    pub(super) members: Vec<Member<'a>>,
    /// Whether its end was reached. Of one that breaks off nothing can be said to be missing.
    pub(super) complete: bool,
}

/// A name and its value.
#[derive(Debug)]
pub(super) struct Member<'a> {
    /// The name with its escapes replaced.
    pub(super) name: Cow<'a, str>,
    /// The text between its quotes.
    pub(super) name_span: Span,
    /// From the name to the end of the value, or to the bracket that opens it: what a start tag is in XML.
    pub(super) span: Span,
    /// The value.
    pub(super) value: Value<'a>,
}

impl Value<'_> {
    /// What the value is, for messages.
    pub(super) fn noun(&self) -> &'static str {
        match self.kind {
            Kind::Null => "null",
            Kind::Bool(_) => "a truth value",
            Kind::Number(_) => "a number",
            Kind::String(_) => "a string",
            Kind::Array(_) => "an array",
            Kind::Object(_) => "an object",
        }
    }
}
