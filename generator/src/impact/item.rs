//! Turns parts of a plan into items: what they are, where they are, and what they hold.

use serde::Serialize;

use crate::plan::{Content, Function, Parameter, RustType, Words};

/// A part of a generated crate that users name.
#[derive(Clone, Debug)]
pub struct Item<'p> {
    /// What it is.
    pub kind: ItemKind,
    /// The element that has it: the qualified name of a type, `Collection(…)` around it for what is asked of
    /// many, or nothing for what stands at the root of the service.
    pub owner: Box<str>,
    /// Where it is below the module of the version: `Message::subject`.
    pub path: String,
    pub(super) holds: Holds<'p>,
}

/// What an item is; the order is that in which the items of an element are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// A struct, an enum, a set of flags or an alias.
    Type,
    /// The struct beside an enum over derived types.
    Base,
    /// A field of a struct.
    Field,
    /// A field of the struct beside an enum over derived types.
    BaseField,
    /// A function of an enum over derived types that reads a field.
    Accessor,
    /// A variant of an enum over derived types.
    Variant,
    /// A member of an enumeration or of a set of flags.
    Member,
    /// The module of the property constants of a type.
    Module,
    /// A property constant.
    Constant,
    /// The type that says what may be done with a property.
    Gate,
    /// What addresses one entity.
    Builder,
    /// What addresses a collection of entities.
    CollectionBuilder,
    /// The client.
    Client,
    /// A function of a builder or of the client.
    Function,
    /// The struct that takes what may be left out of a call.
    Options,
    /// What must be given to a function.
    Argument,
    /// A function that takes what may be left out of a call.
    Parameter,
}

/// What an item is made of.
#[derive(Clone, Copy, Debug)]
pub(super) enum Holds<'p> {
    Nothing,
    /// The sort of a type.
    Sort(&'static str),
    Alias(&'p RustType),
    Type(&'p RustType),
    Function(&'p Function),
    Parameter(&'p Parameter),
}

impl<'p> Item<'p> {
    pub(super) fn new(kind: ItemKind, owner: &str, path: String, holds: Holds<'p>) -> Self {
        Self {
            kind,
            owner: owner.into(),
            path,
            holds,
        }
    }

    /// What it holds, takes or gives; none where there is nothing of the sort.
    #[must_use]
    pub fn signature(&self, words: Words<'_>) -> Option<String> {
        Some(match self.holds {
            Holds::Nothing => return None,
            Holds::Sort(sort) => sort.to_owned(),
            Holds::Alias(ty) => format!("alias of {}", words.ty(ty)),
            Holds::Type(ty) => words.ty(ty),
            Holds::Function(function) => words.signature(function),
            Holds::Parameter(parameter) => words.argument(&parameter.argument),
        })
    }
}

/// The kind of the item that a file of types holds. Beside an enum over derived types a struct is its base.
pub(super) fn of_content(content: &Content, has_base: bool) -> (ItemKind, Holds<'_>) {
    match content {
        Content::Struct(_) if has_base => (ItemKind::Base, Holds::Nothing),
        Content::Struct(_) => (ItemKind::Type, Holds::Sort("struct")),
        Content::Polymorphic(_) => (ItemKind::Type, Holds::Sort("enum over derived types")),
        Content::Enum(_) => (ItemKind::Type, Holds::Sort("enum")),
        Content::Flags(_) => (ItemKind::Type, Holds::Sort("flags")),
        Content::Alias(alias) => (ItemKind::Type, Holds::Alias(&alias.ty)),
        _ => (ItemKind::Type, Holds::Nothing),
    }
}

/// The Rust name of the type that a file holds.
pub(super) fn name(content: &Content) -> Option<&str> {
    Some(match content {
        Content::Struct(ty) => &ty.name.rust,
        Content::Polymorphic(ty) => &ty.name.rust,
        Content::Enum(ty) => &ty.name.rust,
        Content::Flags(ty) => &ty.name.rust,
        Content::Alias(ty) => &ty.name.rust,
        _ => return None,
    })
}
