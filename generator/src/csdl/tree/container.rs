//! The entity container and what it holds, as written.

use serde::Serialize;

use super::{Annotation, OperationKind, Text};
use crate::diagnostics::{Span, Spanned};

/// `edm:EntityContainer` (§13).
#[derive(Clone, Debug, Serialize)]
pub struct EntityContainer {
    /// `Name`.
    pub name: Text,
    /// `Extends`: the qualified name of another container.
    pub extends: Option<Text>,
    /// `edm:EntitySet` elements.
    pub entity_sets: Vec<EntitySet>,
    /// `edm:Singleton` elements.
    pub singletons: Vec<Singleton>,
    /// `edm:ActionImport` and `edm:FunctionImport` elements, in document order.
    pub operation_imports: Vec<OperationImport>,
    /// Annotations of the container.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

/// `edm:EntitySet` (§13.2).
#[derive(Clone, Debug, Serialize)]
pub struct EntitySet {
    /// `Name`.
    pub name: Text,
    /// `EntityType`.
    pub entity_type: Text,
    /// `IncludeInServiceDocument`.
    pub include_in_service_document: Option<bool>,
    /// `edm:NavigationPropertyBinding` elements.
    pub bindings: Vec<NavigationPropertyBinding>,
    /// Annotations of the entity set.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

/// `edm:Singleton` (§13.3).
#[derive(Clone, Debug, Serialize)]
pub struct Singleton {
    /// `Name`.
    pub name: Text,
    /// `Type`.
    pub entity_type: Text,
    /// `Nullable`: whether the singleton may be absent.
    pub nullable: Option<Spanned<bool>>,
    /// `edm:NavigationPropertyBinding` elements.
    pub bindings: Vec<NavigationPropertyBinding>,
    /// Annotations of the singleton.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

/// `edm:NavigationPropertyBinding` (§13.4).
#[derive(Clone, Debug, Serialize)]
pub struct NavigationPropertyBinding {
    /// `Path`: to the navigation property, with type casts where needed.
    pub path: Text,
    /// `Target`: an entity set, a singleton, or a path to one.
    pub target: Text,
}

/// `edm:ActionImport` (§13.5) or `edm:FunctionImport` (§13.6).
#[derive(Clone, Debug, Serialize)]
pub struct OperationImport {
    /// Action import or function import.
    pub kind: OperationKind,
    /// `Name`.
    pub name: Text,
    /// `Action` or `Function`: the qualified name of the unbound operation.
    pub operation: Text,
    /// `EntitySet`: where the entities that it returns belong.
    pub entity_set: Option<Text>,
    /// `IncludeInServiceDocument`; functions only.
    pub include_in_service_document: Option<bool>,
    /// Annotations of the import.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}
