//! The operations of a [`Model`](super::Model) and its entity container.

use serde::Serialize;

use super::{Annotations, OperationId, OperationKind, StructuredId, TypeUse};
use crate::diagnostics::Span;
use crate::model::QualifiedName;

/// One overload of an action (§12.1) or function (§12.3).
#[derive(Debug, Serialize)]
pub struct Operation {
    /// Action or function.
    pub kind: OperationKind,
    /// Namespace and name, shared by all overloads.
    pub name: QualifiedName,
    /// What it is bound to: the first parameter of a bound operation.
    pub binding: Option<Parameter>,
    /// The other parameters in order.
    pub parameters: Vec<Parameter>,
    /// What it gives back.
    pub return_type: Option<TypeUse>,
    /// The result can be addressed further.
    pub is_composable: bool,
    /// `EntitySetPath`.
    pub entity_set_path: Option<Box<str>>,
    /// What its annotations say.
    pub annotations: Annotations,
    /// The declaration.
    pub span: Span,
}

impl Operation {
    /// Whether a caller may leave one of the parameters out.
    ///
    /// A nullable parameter of an action need not be given (OData Protocol 4.01 §11.5.5.1); for a
    /// function only an annotation can say so (§11.5.4.1.2).
    #[must_use]
    pub fn may_omit(&self, parameter: &Parameter) -> bool {
        parameter.annotations.optional_parameter
            || (self.kind == OperationKind::Action && parameter.ty.is_nullable())
    }

    /// The names of the parameters that tell overloads of one binding type apart, sorted: all of a
    /// function (§12.4), none of an action (§12.2).
    #[must_use]
    pub fn distinguishing_parameters(&self) -> Vec<&str> {
        let mut names: Vec<&str> = match self.kind {
            OperationKind::Action => Vec::new(),
            OperationKind::Function => self
                .parameters
                .iter()
                .map(|parameter| &*parameter.name)
                .collect(),
        };
        names.sort_unstable();
        names
    }
}

/// A parameter of an operation (§12.9).
#[derive(Debug, Serialize)]
pub struct Parameter {
    /// Its name.
    pub name: Box<str>,
    /// What it takes.
    pub ty: TypeUse,
    /// What its annotations say.
    pub annotations: Annotations,
    /// The declaration.
    pub span: Span,
}

/// The entity container (§13).
#[derive(Debug, Serialize)]
pub struct EntityContainer {
    /// Namespace and name.
    pub name: QualifiedName,
    /// Its entity sets and singletons, inherited ones first.
    pub sources: Vec<NavigationSource>,
    /// Its imports, inherited ones first.
    pub imports: Vec<OperationImport>,
    /// What its annotations say.
    pub annotations: Annotations,
    /// The declaration.
    pub span: Span,
}

/// An entity set (§13.2) or a singleton (§13.3).
#[derive(Debug, Serialize)]
pub struct NavigationSource {
    /// Its name.
    pub name: Box<str>,
    /// An entity set, not a singleton.
    pub collection: bool,
    /// The type of its entities.
    pub entity_type: StructuredId,
    /// Path and target of each binding (§13.4).
    pub bindings: Vec<(Box<str>, Box<str>)>,
    /// What its annotations say.
    pub annotations: Annotations,
    /// The declaration.
    pub span: Span,
}

/// An action import (§13.5) or function import (§13.6).
#[derive(Debug, Serialize)]
pub struct OperationImport {
    /// Action import or function import.
    pub kind: OperationKind,
    /// Its name, which stands in the URL.
    pub name: Box<str>,
    /// The unbound overloads that it makes callable.
    pub operations: Vec<OperationId>,
    /// `EntitySet`.
    pub entity_set: Option<Box<str>>,
    /// What its annotations say.
    pub annotations: Annotations,
    /// The declaration.
    pub span: Span,
}
