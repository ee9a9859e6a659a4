//! JSON objects into entities and complex values, in one pass, and back.

use std::fmt;

use serde::de::{Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::control::Control;
use crate::error::DecodeError;
use crate::json_path;
use crate::object::{
    PropertyReader, PropertyWriter, change_control, read_member, with_control, write_properties,
};
use crate::polymorphic::read_polymorphic;
use crate::render;
use crate::value::TextSeed;

/// An entity type or a complex type.
///
/// Generated types implement it together with [`structured!`](crate::structured!), or, where the type is
/// abstract, by [`polymorphic!`](crate::polymorphic!). Whatever an object has besides its declared
/// properties is kept in its [`Control`].
pub trait Structured: Default + Clone + 'static {
    /// The qualified name of the type: `Microsoft.OutlookServices.Message`.
    const TYPE_NAME: &'static str;

    /// Whether a value is one of a derived type, which objects name.
    #[doc(hidden)]
    const IS_ABSTRACT: bool = false;

    /// Offers each property to the reader, in the order of the metadata, and at last [`Control`].
    ///
    /// No property has a name that begins with `@`: objects have control information there.
    fn read_properties<R: PropertyReader>(&mut self, reader: R) -> R;

    /// Gives each property to the writer, in the order of the metadata, and at last [`Control`].
    ///
    /// These are the properties of [`read_properties`](Self::read_properties), under the same names and of the same
    /// types: `Clone` goes from one to the other.
    fn write_properties<W: PropertyWriter>(&self, writer: W) -> W;

    /// An empty value of the derived type with this qualified name (without `#`); `None` when it is not
    /// known, or the type is not abstract.
    #[doc(hidden)]
    #[inline]
    fn of_type(_type_name: &str) -> Option<Self> {
        None
    }

    /// The qualified name of the type that the value has in Rust: of the variant where the type
    /// is abstract.
    #[doc(hidden)]
    #[inline]
    fn actual_type(&self) -> &'static str {
        Self::TYPE_NAME
    }

    /// The same value as the derived type that it really is; `None` when `@odata.type` does not
    /// say that it is a `D`.
    ///
    /// The value is written and read again, so its properties of the derived type, until here in
    /// [`Control`], become typed.
    ///
    /// # Errors
    /// When a property of the derived type has a value that is not of its type.
    fn downcast<D: DerivedFrom<Self>>(&self) -> Result<Option<D>, DecodeError> {
        let actual = self.actual_type();
        let is_derived = with_control(self, |control| {
            control.type_name().unwrap_or(actual) == D::TYPE_NAME
        });
        if !is_derived.unwrap_or(actual == D::TYPE_NAME) {
            return Ok(None);
        }
        let json = render::json(self).map_err(|error| DecodeError::from_message(&error.message))?;
        render::value(&json).map(Some)
    }
}

/// A type that is `Base` or derives from it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not derive from `{Base}`",
    note = "only a value of the type itself or of a type derived from it fits here"
)]
pub trait DerivedFrom<Base>: Structured {}

impl<T: Structured> DerivedFrom<T> for T {}

/// A box stands in the types of properties that lead back to their own type. It is structured
/// itself because the compiler would not know otherwise that it is not: then it could be a value
/// in two ways.
impl<T: Structured> Structured for Box<T> {
    const TYPE_NAME: &'static str = T::TYPE_NAME;
    const IS_ABSTRACT: bool = T::IS_ABSTRACT;

    #[inline]
    fn read_properties<R: PropertyReader>(&mut self, reader: R) -> R {
        (**self).read_properties(reader)
    }

    #[inline]
    fn write_properties<W: PropertyWriter>(&self, writer: W) -> W {
        (**self).write_properties(writer)
    }

    #[inline]
    fn of_type(type_name: &str) -> Option<Self> {
        T::of_type(type_name).map(Self::new)
    }

    #[inline]
    fn actual_type(&self) -> &'static str {
        (**self).actual_type()
    }
}

/// Reads an object.
///
/// # Errors
/// When it is no object, or a property has a value that is not of its type.
#[inline]
pub(crate) fn read_structured<'de, T: Structured, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    if T::IS_ABSTRACT {
        return read_polymorphic(deserializer);
    }
    let mut value = T::default();
    read_into(&mut value, deserializer)?;
    Ok(value)
}

/// Reads the members of an object into a value.
///
/// # Errors
/// When it is no object, or a property has a value that is not of its type.
#[inline]
pub(crate) fn read_into<'de, T: Structured, D: Deserializer<'de>>(
    value: &mut T,
    deserializer: D,
) -> Result<(), D::Error> {
    deserializer.deserialize_map(MembersVisitor(value))
}

struct MembersVisitor<'a, T>(&'a mut T);

impl<'de, T: Structured> Visitor<'de> for MembersVisitor<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object of type `{}`", self.0.actual_type())
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<(), M::Error> {
        while let Some(name) = map.next_key_seed(TextSeed)? {
            if let Err(error) = read_member(self.0, &name, &mut map) {
                return Err(json_path::at_property(&name, error));
            }
        }
        change_control(self.0, Control::finish);
        Ok(())
    }
}

/// Writes an object, where its type is abstract with its `@odata.type`.
///
/// # Errors
/// Only those of the serializer.
pub(crate) fn write_structured<T: Structured, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    let actual = value.actual_type();
    // A type that is not known has the name of its base in Rust.
    let named = T::IS_ABSTRACT && actual != T::TYPE_NAME;
    write_control(value, named.then_some(actual), false, &mut map)?;
    write_properties(value, &mut map)?;
    map.end()
}

/// Writes what stands before the properties.
fn write_control<T: Structured, M: SerializeMap>(
    value: &T,
    type_name: Option<&str>,
    for_service: bool,
    map: &mut M,
) -> Result<(), M::Error> {
    let written = with_control(value, |control| {
        write_before(control, type_name, for_service, map)
    });
    written.unwrap_or(Ok(()))
}

/// Writes control information and annotations, with the name of the type where it is to be named and no name came.
#[inline(never)] // so that what looks for control information is short enough to vanish
fn write_before<M: SerializeMap>(
    control: &Control,
    type_name: Option<&str>,
    for_service: bool,
    map: &mut M,
) -> Result<(), M::Error> {
    if let Some(name) = type_name
        && control.type_name().is_none()
    {
        map.serialize_entry("@odata.type", &format_args!("#{name}"))?;
    }
    control.write(map, for_service)
}

/// What is sent to create an entity: without the control information that only services say, and
/// with the name of its type where that is not the declared one.
pub(crate) struct Created<'a, T> {
    pub(crate) entity: &'a T,
    pub(crate) declared: &'static str,
}

impl<T: Structured> Serialize for Created<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        let actual = self.entity.actual_type();
        let named = (actual != self.declared).then_some(actual);
        write_control(self.entity, named, true, &mut map)?;
        write_properties(self.entity, &mut map)?;
        map.end()
    }
}

/// Makes an ordinary type of a [`Structured`] one: `Clone`, `Debug`, with the feature `serde` its traits
/// and with the feature `compare` `PartialEq`, all through the one trait.
///
/// Two values are equal when they are written alike.
#[macro_export]
macro_rules! structured {
    ($type:ident) => {
        impl ::core::clone::Clone for $type {
            #[inline]
            fn clone(&self) -> Self {
                $crate::__private::copy(self)
            }
        }

        $crate::__value_is_ordinary!($type);
    };
}

/// `Debug` of a structured value, and what the features bring.
#[doc(hidden)]
#[macro_export]
macro_rules! __value_is_ordinary {
    ($type:ident) => {
        $crate::__serde_of!($type);
        $crate::__equality_of!($type);

        impl ::core::fmt::Debug for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::__private::debug(self, f)
            }
        }
    };
}
