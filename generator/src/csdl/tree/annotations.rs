//! Terms, annotations and the records inside them, as written.

use serde::Serialize;

use super::{Expression, Facets, Text, TypeRef};
use crate::diagnostics::Span;

/// `edm:Term` (§14.1).
#[derive(Clone, Debug, Serialize)]
pub struct Term {
    /// `Name`.
    pub name: Text,
    /// `Type`.
    pub type_ref: TypeRef,
    /// `BaseTerm`.
    pub base_term: Option<Text>,
    /// `AppliesTo`: element names separated by blanks.
    pub applies_to: Option<Text>,
    /// Nullability, facets and the default value.
    pub facets: Facets,
    /// Annotations of the term.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

/// `edm:Annotations` (§14.2.1): annotations of a target elsewhere.
#[derive(Clone, Debug, Serialize)]
pub struct Annotations {
    /// `Target`: a path to a model element.
    pub target: Text,
    /// `Qualifier`: applies to every annotation inside.
    pub qualifier: Option<Text>,
    /// The annotations.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

/// `edm:Annotation` (§14.2).
#[derive(Clone, Debug, Serialize)]
pub struct Annotation {
    /// `Term`: a qualified name.
    pub term: Text,
    /// `Qualifier`.
    pub qualifier: Option<Text>,
    /// The value; `None` takes the default of the term.
    pub value: Option<Expression>,
    /// Annotations of the annotation.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

/// `edm:Record` (§14.4.12).
#[derive(Clone, Debug, Serialize)]
pub struct Record {
    /// `Type`, where written.
    pub type_name: Option<Text>,
    /// `edm:PropertyValue` elements.
    pub properties: Vec<PropertyValue>,
    /// Annotations of the record.
    pub annotations: Vec<Annotation>,
}

/// `edm:PropertyValue` (§14.4.12).
#[derive(Clone, Debug, Serialize)]
pub struct PropertyValue {
    /// `Property`.
    pub property: Text,
    /// The value; `None` takes the default of the property.
    pub value: Option<Expression>,
    /// Annotations of the value.
    pub annotations: Vec<Annotation>,
}
