//! The CSDL document as written: element for element, attribute for attribute, nothing resolved.
//!
//! Names and words are those of OData CSDL XML Representation 4.01; section numbers refer to it.
//! An attribute that is absent is `None`, so that a default of the standard is applied in one place,
//! the model, and a report can tell what the author wrote from what the standard adds. CSDL JSON has
//! the same elements under the same names. Where it means something else by what is absent (the type,
//! whether null is allowed, the scale), its reader writes that out, at the place of the name.
//!
//! A span that is said to be of a start tag goes, in JSON, from a name to the bracket after it.

mod annotations;
mod container;
mod expressions;
mod operations;
mod types;

use serde::Serialize;

use crate::diagnostics::{SourceId, Span, Spanned};

pub use annotations::*;
pub use container::*;
pub use expressions::*;
pub use operations::*;
pub use types::*;

/// A word of the document: the value of an attribute, with entities replaced, and its place.
pub type Text = Spanned<Box<str>>;

/// `edmx:Edmx` (§4): one file.
#[derive(Clone, Debug, Serialize)]
pub struct Document {
    /// The file.
    pub source: SourceId,
    /// `Version`: `4.0` or `4.01`.
    pub version: Text,
    /// `edmx:Reference` elements in order.
    pub references: Vec<Reference>,
    /// The schemas of `edmx:DataServices`, in order.
    pub schemas: Vec<Schema>,
}

/// `edmx:Reference` (§4.1).
#[derive(Clone, Debug, Serialize)]
pub struct Reference {
    /// Where the referenced document is.
    pub uri: Text,
    /// `edmx:Include` elements.
    pub includes: Vec<Include>,
    /// `edmx:IncludeAnnotations` elements.
    pub include_annotations: Vec<IncludeAnnotations>,
    /// Annotations of the reference.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

/// `edmx:Include` (§4.2).
#[derive(Clone, Debug, Serialize)]
pub struct Include {
    /// The included schema.
    pub namespace: Text,
    /// Its short name in this document.
    pub alias: Option<Text>,
    /// Annotations of the include.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

/// `edmx:IncludeAnnotations` (§4.3).
#[derive(Clone, Debug, Serialize)]
pub struct IncludeAnnotations {
    /// The namespace of the terms to include.
    pub term_namespace: Text,
    /// Only annotations with this qualifier.
    pub qualifier: Option<Text>,
    /// Only annotations of targets in this namespace.
    pub target_namespace: Option<Text>,
    /// The start tag.
    pub span: Span,
}

/// `edm:Schema` (§5).
#[derive(Clone, Debug, Serialize)]
pub struct Schema {
    /// `Namespace`.
    pub namespace: Text,
    /// `Alias`.
    pub alias: Option<Text>,
    /// `edm:EntityType` and `edm:ComplexType` elements, in document order.
    pub structured_types: Vec<StructuredType>,
    /// `edm:EnumType` elements.
    pub enum_types: Vec<EnumType>,
    /// `edm:TypeDefinition` elements.
    pub type_definitions: Vec<TypeDefinition>,
    /// `edm:Term` elements.
    pub terms: Vec<Term>,
    /// `edm:Action` and `edm:Function` elements, in document order.
    pub operations: Vec<Operation>,
    /// `edm:EntityContainer` elements; the standard allows one for a whole service.
    pub containers: Vec<EntityContainer>,
    /// `edm:Annotations` elements: annotations of something elsewhere.
    pub targets: Vec<Annotations>,
    /// Annotations of the schema itself.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

/// The type of something, as written: `Edm.String` or `Collection(NS.Type)`.
#[derive(Clone, Debug, Serialize)]
pub struct TypeRef {
    /// The qualified name between the parentheses, or the whole.
    pub name: Text,
    /// Whether the name is wrapped in `Collection(…)`.
    pub collection: bool,
    /// The whole value of the attribute.
    pub span: Span,
}

/// Facets of a type (§7.2), as written.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Facets {
    /// `Nullable`.
    pub nullable: Option<Spanned<bool>>,
    /// `MaxLength`: a number or `max`.
    pub max_length: Option<Text>,
    /// `Precision`.
    pub precision: Option<Text>,
    /// `Scale`: a number, `variable` or `floating`.
    pub scale: Option<Text>,
    /// `Unicode`.
    pub unicode: Option<bool>,
    /// `SRID`: a number or `variable`.
    pub srid: Option<Text>,
    /// `DefaultValue`.
    pub default_value: Option<Text>,
}
