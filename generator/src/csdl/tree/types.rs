//! Entity, complex and enumeration types and type definitions, as written.

use serde::Serialize;

use super::{Annotation, Facets, Text, TypeRef};
use crate::diagnostics::{Span, Spanned};

/// Which of the two kinds of structured type an element declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum StructuredKind {
    /// `edm:EntityType` (§6).
    Entity,
    /// `edm:ComplexType` (§9).
    Complex,
}

/// `edm:EntityType` (§6) or `edm:ComplexType` (§9).
#[derive(Clone, Debug, Serialize)]
pub struct StructuredType {
    /// Entity or complex.
    pub kind: StructuredKind,
    /// `Name`.
    pub name: Text,
    /// `BaseType`, a qualified name.
    pub base_type: Option<Text>,
    /// `Abstract`.
    pub is_abstract: Option<bool>,
    /// `OpenType`.
    pub open_type: Option<bool>,
    /// `HasStream`; entity types only.
    pub has_stream: Option<bool>,
    /// `edm:Key`; entity types only.
    pub key: Option<Key>,
    /// `edm:Property` elements in order.
    pub properties: Vec<Property>,
    /// `edm:NavigationProperty` elements in order.
    pub navigation_properties: Vec<NavigationProperty>,
    /// Annotations of the type.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

/// `edm:Key` (§6.5).
#[derive(Clone, Debug, Serialize)]
pub struct Key {
    /// `edm:PropertyRef` elements in order.
    pub property_refs: Vec<PropertyRef>,
    /// The start tag.
    pub span: Span,
}

/// `edm:PropertyRef` (§6.6).
#[derive(Clone, Debug, Serialize)]
pub struct PropertyRef {
    /// `Name`: a property, or a path to one.
    pub name: Text,
    /// `Alias`: demanded where the name is a path.
    pub alias: Option<Text>,
}

/// `edm:Property` (§7).
#[derive(Clone, Debug, Serialize)]
pub struct Property {
    /// `Name`.
    pub name: Text,
    /// `Type`.
    pub type_ref: TypeRef,
    /// Nullability and facets.
    pub facets: Facets,
    /// Annotations of the property.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

/// `edm:NavigationProperty` (§8).
#[derive(Clone, Debug, Serialize)]
pub struct NavigationProperty {
    /// `Name`.
    pub name: Text,
    /// `Type`.
    pub type_ref: TypeRef,
    /// `Nullable`.
    pub nullable: Option<Spanned<bool>>,
    /// `Partner`: a path.
    pub partner: Option<Text>,
    /// `ContainsTarget`.
    pub contains_target: Option<bool>,
    /// `edm:ReferentialConstraint` elements.
    pub referential_constraints: Vec<ReferentialConstraint>,
    /// `edm:OnDelete`.
    pub on_delete: Option<OnDelete>,
    /// Annotations of the navigation property.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

/// `edm:ReferentialConstraint` (§8.5).
#[derive(Clone, Debug, Serialize)]
pub struct ReferentialConstraint {
    /// `Property`: the dependent property, a path.
    pub property: Text,
    /// `ReferencedProperty`: the principal property, a path.
    pub referenced_property: Text,
    /// Annotations of the constraint.
    pub annotations: Vec<Annotation>,
}

/// `edm:OnDelete` (§8.6).
#[derive(Clone, Debug, Serialize)]
pub struct OnDelete {
    /// `Action`: `Cascade`, `None`, `SetNull` or `SetDefault`.
    pub action: Text,
    /// Annotations of the element.
    pub annotations: Vec<Annotation>,
}

/// `edm:EnumType` (§10).
#[derive(Clone, Debug, Serialize)]
pub struct EnumType {
    /// `Name`.
    pub name: Text,
    /// `UnderlyingType`.
    pub underlying_type: Option<Text>,
    /// `IsFlags`.
    pub is_flags: Option<bool>,
    /// `edm:Member` elements in order.
    pub members: Vec<Member>,
    /// Annotations of the type.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

/// `edm:Member` (§10.3).
#[derive(Clone, Debug, Serialize)]
pub struct Member {
    /// `Name`.
    pub name: Text,
    /// `Value`.
    pub value: Option<Text>,
    /// Annotations of the member.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}

/// `edm:TypeDefinition` (§11).
#[derive(Clone, Debug, Serialize)]
pub struct TypeDefinition {
    /// `Name`.
    pub name: Text,
    /// `UnderlyingType`.
    pub underlying_type: Text,
    /// Facets that the definition fixes.
    pub facets: Facets,
    /// Annotations of the definition.
    pub annotations: Vec<Annotation>,
    /// The start tag.
    pub span: Span,
}
