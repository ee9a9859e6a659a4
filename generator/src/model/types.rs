//! The parts of a [`Model`].

mod annotations;
mod operations;

use std::collections::HashMap;

use serde::Serialize;

use super::{NamedType, Primitive, QualifiedName};
pub use crate::csdl::tree::{OperationKind, StructuredKind};
use crate::diagnostics::Span;
pub use annotations::*;
pub use operations::*;

/// Everything that one service declares, resolved and checked.
#[derive(Debug, Default, Serialize)]
pub struct Model {
    /// The namespaces that declare something, in the order they were read.
    pub namespaces: Vec<Namespace>,
    /// Entity types and complex types, in document order.
    pub structured_types: Vec<StructuredType>,
    /// Enumeration types, in document order.
    pub enum_types: Vec<EnumType>,
    /// Type definitions, in document order.
    pub type_definitions: Vec<TypeDefinition>,
    /// Every overload of every action and function, in document order.
    pub operations: Vec<Operation>,
    /// The entity container of the service, with those that it extends merged in.
    pub container: Option<EntityContainer>,
    /// Types by qualified name.
    #[serde(skip)]
    pub(super) names: HashMap<Box<str>, NamedType>,
}

impl Model {
    /// The structured type that `id` names.
    #[must_use]
    pub fn structured(&self, id: StructuredId) -> &StructuredType {
        &self.structured_types[id.0 as usize]
    }

    /// The enumeration type that `id` names.
    #[must_use]
    pub fn enumeration(&self, id: EnumId) -> &EnumType {
        &self.enum_types[id.0 as usize]
    }

    /// The type definition that `id` names.
    #[must_use]
    pub fn definition(&self, id: DefinitionId) -> &TypeDefinition {
        &self.type_definitions[id.0 as usize]
    }

    /// The operation that `id` names.
    #[must_use]
    pub fn operation(&self, id: OperationId) -> &Operation {
        &self.operations[id.0 as usize]
    }

    /// The type that a qualified name, without alias, stands for.
    #[must_use]
    pub fn find(&self, qualified_name: &str) -> Option<NamedType> {
        self.names.get(qualified_name).copied()
    }

    /// Ids of all structured types, in document order.
    pub fn structured_ids(&self) -> impl Iterator<Item = StructuredId> + use<> {
        (0..self.structured_types.len()).map(StructuredId::from_index)
    }

    /// A type and its bases, from the type itself up to its root.
    pub fn ancestry(&self, id: StructuredId) -> impl Iterator<Item = StructuredId> + '_ {
        std::iter::successors(Some(id), |&id| self.structured(id).base)
    }

    /// The types that inherit from `id`, directly or not, in document order within each level.
    #[must_use]
    pub fn descendants(&self, id: StructuredId) -> Vec<StructuredId> {
        let mut found = Vec::new();
        let mut open = vec![id];
        while let Some(next) = open.pop() {
            let derived = &self.structured(next).derived;
            found.extend(derived);
            open.extend(derived);
        }
        found.sort_unstable();
        found
    }

    /// The key of an entity type, its own or the one that it inherits.
    #[must_use]
    pub fn key(&self, id: StructuredId) -> &[KeyProperty] {
        self.ancestry(id)
            .map(|id| &self.structured(id).key[..])
            .find(|key| !key.is_empty())
            .unwrap_or_default()
    }
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        pub struct $name(pub u32);

        impl $name {
            pub(super) fn from_index(index: usize) -> Self {
                Self(u32::try_from(index).expect("a document is smaller than 4 GiB, so it has fewer elements than that"))
            }
        }
    };
}

id!(
    /// A structured type by its position in [`Model::structured_types`].
    StructuredId
);
id!(
    /// An enumeration type by its position in [`Model::enum_types`].
    EnumId
);
id!(
    /// A type definition by its position in [`Model::type_definitions`].
    DefinitionId
);
id!(
    /// An operation by its position in [`Model::operations`].
    OperationId
);

/// A schema's namespace and the short name its author gave it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Namespace {
    /// The namespace.
    pub name: Box<str>,
    /// `Alias`.
    pub alias: Option<Box<str>>,
}

/// An entity type (OData CSDL 4.01 §6) or a complex type (§9).
#[derive(Debug, Serialize)]
pub struct StructuredType {
    /// Entity or complex.
    pub kind: StructuredKind,
    /// Namespace and name.
    pub name: QualifiedName,
    /// The type that it inherits from.
    pub base: Option<StructuredId>,
    /// The types that inherit from it directly.
    pub derived: Vec<StructuredId>,
    /// It has no instances of its own.
    pub is_abstract: bool,
    /// Instances may have undeclared properties. Inherited: a type derived from an open one is open.
    pub is_open: bool,
    /// Instances are media entities. Inherited.
    pub has_stream: bool,
    /// The key declared here; [`Model::key`] knows about inherited ones.
    pub key: Vec<KeyProperty>,
    /// The properties declared here, without those of the base.
    pub properties: Vec<Property>,
    /// The navigation properties declared here, without those of the base.
    pub navigation_properties: Vec<NavigationProperty>,
    /// Operations bound to one instance of exactly this type.
    pub operations: Vec<OperationId>,
    /// Operations bound to a collection of exactly this type.
    pub collection_operations: Vec<OperationId>,
    /// What its annotations say.
    pub annotations: Annotations,
    /// The declaration.
    pub span: Span,
}

/// One part of a key (§6.6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KeyProperty {
    /// The name in the URL: the alias, or the name of the property.
    pub name: Box<str>,
    /// The path to the property, from the entity.
    pub path: Box<str>,
    /// The type of the property.
    pub ty: TypeUse,
}

/// What something is made of: a type, one or many, and its facets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TypeUse {
    /// The type, or the type of each item.
    pub ty: Type,
    /// Many, not one.
    pub collection: bool,
    /// `Nullable` as written. For a collection it speaks of the items (§7.2.1).
    pub nullable: Option<bool>,
    /// The other facets as written.
    pub facets: Facets,
}

impl TypeUse {
    /// Whether a single value may be null: yes, unless the document says otherwise (§7.2.1).
    #[must_use]
    pub fn is_nullable(&self) -> bool {
        !self.collection && self.nullable != Some(false)
    }
}

/// A resolved type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Type {
    /// A type of the `Edm` namespace.
    Primitive(Primitive),
    /// An entity or complex type.
    Structured(StructuredId),
    /// An enumeration type.
    Enum(EnumId),
    /// A type definition.
    Definition(DefinitionId),
}

/// Facets other than nullability (§7.2), as written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Facets {
    /// `MaxLength`.
    pub max_length: Option<Box<str>>,
    /// `Precision`.
    pub precision: Option<Box<str>>,
    /// `Scale`.
    pub scale: Option<Box<str>>,
    /// `Unicode`.
    pub unicode: Option<bool>,
    /// `SRID`.
    pub srid: Option<Box<str>>,
    /// `DefaultValue`.
    pub default_value: Option<Box<str>>,
}

/// A structural property (§7).
#[derive(Debug, Serialize)]
pub struct Property {
    /// Its name.
    pub name: Box<str>,
    /// What it holds.
    pub ty: TypeUse,
    /// What its annotations say.
    pub annotations: Annotations,
    /// The declaration.
    pub span: Span,
}

impl Property {
    /// Whether objects have it as a member: streams are addressed, and under a name with the sign of control
    /// information a reader finds that (OData JSON 4.01 §4.6).
    pub(crate) fn is_member(&self) -> bool {
        self.ty.ty != Type::Primitive(Primitive::Stream) && !self.name.starts_with('@')
    }
}

/// A navigation property (§8).
#[derive(Debug, Serialize)]
pub struct NavigationProperty {
    /// Its name.
    pub name: Box<str>,
    /// The entity type that it leads to; `None` for the abstract `Edm.EntityType`.
    pub target: Option<StructuredId>,
    /// It leads to many.
    pub collection: bool,
    /// `Nullable` as written.
    pub nullable: Option<bool>,
    /// `Partner`.
    pub partner: Option<Box<str>>,
    /// The target lives inside this entity (§8.4).
    pub contains_target: bool,
    /// Dependent and principal property, for each constraint.
    pub referential_constraints: Vec<(Box<str>, Box<str>)>,
    /// `OnDelete`.
    pub on_delete: Option<Box<str>>,
    /// What its annotations say.
    pub annotations: Annotations,
    /// The declaration.
    pub span: Span,
}

impl NavigationProperty {
    /// Whether objects have it as a member once it is expanded; see [`Property::is_member`].
    pub(crate) fn is_member(&self) -> bool {
        !self.name.starts_with('@')
    }
}

/// An enumeration type (§10).
#[derive(Debug, Serialize)]
pub struct EnumType {
    /// Namespace and name.
    pub name: QualifiedName,
    /// The integer type behind it.
    pub underlying_type: Primitive,
    /// Values are sets of members.
    pub is_flags: bool,
    /// The members, in document order.
    pub members: Vec<Member>,
    /// What its annotations say.
    pub annotations: Annotations,
    /// The declaration.
    pub span: Span,
}

/// A member of an enumeration type (§10.3).
#[derive(Debug, Serialize)]
pub struct Member {
    /// Its name.
    pub name: Box<str>,
    /// Its value, written or counted.
    pub value: i64,
    /// What its annotations say.
    pub annotations: Annotations,
    /// The declaration.
    pub span: Span,
}

/// A type definition (§11).
#[derive(Debug, Serialize)]
pub struct TypeDefinition {
    /// Namespace and name.
    pub name: QualifiedName,
    /// The primitive type that it specialises.
    pub underlying_type: Primitive,
    /// The facets that it fixes.
    pub facets: Facets,
    /// What its annotations say.
    pub annotations: Annotations,
    /// The declaration.
    pub span: Span,
}
