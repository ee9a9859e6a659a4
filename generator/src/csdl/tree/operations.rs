//! Overloads of actions and functions, as written.

use serde::Serialize;

use super::{Annotation, Facets, Text, TypeRef};
use crate::diagnostics::Span;

/// Which of the two kinds of operation an element declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum OperationKind {
    /// `edm:Action` (§12.1).
    Action,
    /// `edm:Function` (§12.3).
    Function,
}

/// One overload of an action (§12.1) or function (§12.3).
#[derive(Clone, Debug, Serialize)]
pub struct Operation {
    /// Action or function.
    pub kind: OperationKind,
    /// `Name`.
    pub name: Text,
    /// `IsBound`.
    pub is_bound: Option<bool>,
    /// `IsComposable`; functions only.
    pub is_composable: Option<bool>,
    /// `EntitySetPath`.
    pub entity_set_path: Option<Text>,
    /// `edm:Parameter` elements in order; the first one binds a bound operation.
    pub parameters: Vec<Parameter>,
    /// `edm:ReturnType`.
    pub return_type: Option<ReturnType>,
    /// Annotations of the overload.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

/// `edm:Parameter` (§12.9).
#[derive(Clone, Debug, Serialize)]
pub struct Parameter {
    /// `Name`.
    pub name: Text,
    /// `Type`.
    pub type_ref: TypeRef,
    /// Nullability and facets.
    pub facets: Facets,
    /// Annotations of the parameter.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

/// `edm:ReturnType` (§12.8).
#[derive(Clone, Debug, Serialize)]
pub struct ReturnType {
    /// `Type`.
    pub type_ref: TypeRef,
    /// Nullability and facets.
    pub facets: Facets,
    /// Annotations of the return type.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}
