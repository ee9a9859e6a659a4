//! The model types of a version as they are printed: structs, enums, flags and aliases.

use serde::Serialize;

use super::{Condition, Name, Path, RustType};

/// A structured type as a struct.
#[derive(Debug, Serialize)]
pub struct Struct {
    /// Lines of documentation.
    pub docs: Vec<String>,
    /// The qualified name on the wire, the struct's name in Rust.
    pub name: Name,
    /// The fields, inherited ones first.
    pub fields: Vec<Field>,
    /// The generated types that stand for its bases.
    pub derives_from: Vec<Base>,
    /// What a text alone says, where it may be given as one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shorthand: Option<Shorthand>,
}

/// A generated type that another one derives from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Base {
    /// Where it is.
    pub path: Path,
    /// The features that it needs besides those of the type that derives from it.
    #[serde(skip_serializing_if = "Condition::is_always")]
    pub condition: Condition,
}

/// How a text becomes a value of a structured type.
#[derive(Debug, Serialize)]
pub struct Shorthand {
    /// Lines of documentation.
    pub docs: Vec<String>,
    /// The fields of the types on the way to the one that the text is put in.
    pub way: Vec<Box<str>>,
    /// The field that the text is put in.
    pub field: Box<str>,
}

/// A property or navigation property as a field.
#[derive(Debug, Serialize)]
pub struct Field {
    /// Lines of documentation.
    pub docs: Vec<String>,
    /// The property and the field.
    pub name: Name,
    /// What it holds.
    pub ty: RustType,
}

/// An abstract type as an enum over the concrete types below it.
#[derive(Debug, Serialize)]
pub struct Polymorphic {
    /// Lines of documentation.
    pub docs: Vec<String>,
    /// The qualified name on the wire, the enum's name in Rust.
    pub name: Name,
    /// The struct for values of unknown types.
    pub base: Path,
    /// The concrete types: variant and struct.
    pub variants: Vec<Variant>,
    /// Properties of the base, readable without a match.
    pub accessors: Vec<Accessor>,
    /// The generated types that stand for its own bases.
    pub derives_from: Vec<Base>,
}

/// A function of a [`Polymorphic`] that reads a field which every variant has.
#[derive(Debug, Serialize)]
pub struct Accessor {
    /// The name of the function: that of the field, unless the enum has such a function anyway.
    pub function: Box<str>,
    /// The field.
    pub field: Field,
}

/// One concrete type of a [`Polymorphic`].
#[derive(Debug, Serialize)]
pub struct Variant {
    /// Lines of documentation.
    pub docs: Vec<String>,
    /// The variant's name.
    pub name: Box<str>,
    /// The struct in it.
    pub ty: Path,
}

/// An open enumeration.
#[derive(Debug, Serialize)]
pub struct Enum {
    /// Lines of documentation.
    pub docs: Vec<String>,
    /// The qualified name on the wire, the enum's name in Rust.
    pub name: Name,
    /// The members.
    pub members: Vec<Member>,
}

/// A set of flags.
#[derive(Debug, Serialize)]
pub struct Flags {
    /// Lines of documentation.
    pub docs: Vec<String>,
    /// The qualified name on the wire, the struct's name in Rust.
    pub name: Name,
    /// The members.
    pub members: Vec<Member>,
}

/// A member of an enumeration or a set of flags.
#[derive(Debug, Serialize)]
pub struct Member {
    /// Lines of documentation.
    pub docs: Vec<String>,
    /// The member; in Rust a variant or a constant.
    pub name: Name,
    /// Its number.
    pub value: i64,
}

/// A type definition.
#[derive(Debug, Serialize)]
pub struct Alias {
    /// Lines of documentation.
    pub docs: Vec<String>,
    /// The qualified name on the wire, the alias in Rust.
    pub name: Name,
    /// What it stands for.
    pub ty: RustType,
}
