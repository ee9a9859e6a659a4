//! Types of the model into values: by the form that each kind of type has in JSON.
//!
//! A generated enumeration says in one line which form it has; functions of its own to read and write
//! would cost a compiler ten times as much.

use serde::{Deserializer, Serializer};

use crate::enumeration::{Enumeration, enumeration_literal, read_enumeration, write_enumeration};
use crate::flags::{FlagSet, flags_literal, read_flags, write_flags};
use crate::structured::{Structured, read_structured, write_structured};
use crate::value::{Shape, Value};

/// A type that the model of a service declares: an entity type, a complex type or an enumeration type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a value of OData",
    note = "values are the scalars of `odata_runtime`, generated types, and `Option`, `Vec` and `Box` of them",
    note = "any JSON can be given as `odata_runtime::Untyped`"
)]
pub trait Declared: Clone + 'static {
    /// How its values stand in JSON.
    #[doc(hidden)]
    type Form: Form<Self>;
}

/// How the values of one kind of types stand in JSON.
#[doc(hidden)]
pub trait Form<T> {
    const TYPE_NAME: &'static str;

    const SHAPE: Shape;

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error>;

    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error>;
}

/// A form whose values can stand in URLs.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{T}` cannot stand in a URL",
    note = "structured values and collections go through a parameter alias: `json_argument`"
)]
pub trait LiteralForm<T>: Form<T> {
    fn literal(value: &T) -> String;
}

impl<T: Declared> Value for T {
    const SHAPE: Shape = T::Form::SHAPE;

    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::Form::read(deserializer)
    }

    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        T::Form::write(self, serializer)
    }
}

impl<T: Structured> Declared for T {
    type Form = Object;
}

/// An object with properties.
#[doc(hidden)]
pub enum Object {}

impl<T: Structured> Form<T> for Object {
    const TYPE_NAME: &'static str = T::TYPE_NAME;
    const SHAPE: Shape = Shape::Structured;

    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        read_structured(deserializer)
    }

    #[inline]
    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        write_structured(value, serializer)
    }
}

/// The name of one member.
#[doc(hidden)]
pub enum Member {}

impl<T: Enumeration> Form<T> for Member {
    const TYPE_NAME: &'static str = T::TYPE_NAME;
    const SHAPE: Shape = Shape::Primitive;

    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        read_enumeration(deserializer)
    }

    #[inline]
    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        write_enumeration(value, serializer)
    }
}

impl<T: Enumeration> LiteralForm<T> for Member {
    fn literal(value: &T) -> String {
        enumeration_literal(value)
    }
}

/// The names of several members.
#[doc(hidden)]
pub enum Members {}

impl<T: FlagSet> Form<T> for Members {
    const TYPE_NAME: &'static str = T::TYPE_NAME;
    const SHAPE: Shape = Shape::Primitive;

    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        read_flags(deserializer)
    }

    #[inline]
    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        write_flags(value, serializer)
    }
}

impl<T: FlagSet> LiteralForm<T> for Members {
    fn literal(value: &T) -> String {
        flags_literal(value)
    }
}
