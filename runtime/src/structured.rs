//! JSON objects into entities and complex values, in one pass, and back.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::control::Control;
use crate::error::DecodeError;
use crate::json_path;
use crate::object::{
    Outgoing, PropertyReader, PropertyWriter, change_control, read_control, read_with,
};
use crate::render;
use crate::value::{TextSeed, Value, Written};

/// An entity type or a complex type.
///
/// Generated types implement it together with [`structured!`](crate::structured!), which makes
/// them ordinary serde types. Whatever an object has besides its declared properties is kept in
/// its [`Control`].
pub trait Structured: Controlled + Default + Clone {
    /// The qualified name of the type: `Microsoft.OutlookServices.Message`.
    const TYPE_NAME: &'static str;

    /// Reads the value of the property `name`, into [`Control`] if this type does not declare it.
    fn read_property<R: PropertyReader>(&mut self, name: &str, value: R);

    /// Writes the declared properties that are there.
    fn write_properties<W: PropertyWriter>(&self, object: &mut W);

    /// The qualified name of the type that the value has in Rust: of the variant where the type
    /// is abstract.
    #[doc(hidden)]
    #[inline]
    fn actual_type(&self) -> &'static str {
        Self::TYPE_NAME
    }

    /// Reads an object; only abstract types do it in a way of their own.
    #[doc(hidden)]
    #[inline]
    fn read_object<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(StructuredVisitor(PhantomData))
    }

    /// Writes an object; only abstract types do it in a way of their own.
    #[doc(hidden)]
    #[inline]
    fn write_object<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_structured(self, serializer)
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
        let named = self.control().type_name();
        if named.unwrap_or(self.actual_type()) != D::TYPE_NAME {
            return Ok(None);
        }
        let json = render::json(self).map_err(|error| DecodeError::from_message(&error.message))?;
        render::value(&json).map(Some)
    }
}

/// What has control information: emitted by the macros for the field `odata`.
pub trait Controlled {
    /// What the object has besides its declared properties.
    fn control(&self) -> &Control;
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

    #[inline]
    fn read_property<R: PropertyReader>(&mut self, name: &str, value: R) {
        (**self).read_property(name, value);
    }

    #[inline]
    fn write_properties<W: PropertyWriter>(&self, object: &mut W) {
        (**self).write_properties(object);
    }

    #[inline]
    fn actual_type(&self) -> &'static str {
        (**self).actual_type()
    }

    #[inline]
    fn read_object<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read_object(deserializer).map(Self::new)
    }

    #[inline]
    fn write_object<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).write_object(serializer)
    }
}

impl<T: Controlled> Controlled for Box<T> {
    #[inline]
    fn control(&self) -> &Control {
        (**self).control()
    }
}

/// Writes a member unless it is absent.
pub(crate) fn write<T: Value, M: SerializeMap>(
    name: &'static str,
    value: &T,
    map: &mut M,
) -> Result<(), M::Error> {
    if value.is_absent() {
        return Ok(());
    }
    map.serialize_entry(name, &Written(value))
}

/// Writes the declared properties of a value.
pub(crate) fn write_properties<T: Structured, M: SerializeMap>(
    value: &T,
    map: &mut M,
) -> Result<(), M::Error> {
    let mut object = Outgoing {
        map,
        result: Ok(()),
    };
    value.write_properties(&mut object);
    object.result
}

struct StructuredVisitor<T>(PhantomData<fn() -> T>);

impl<'de, T: Structured> Visitor<'de> for StructuredVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object of type `{}`", T::TYPE_NAME)
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<T, M::Error> {
        let mut value = T::default();
        while let Some(name) = map.next_key_seed(TextSeed)? {
            // No property begins with `@`: the names need not be compared.
            let read = match name.starts_with('@') {
                true => read_control(&mut value, &name, &mut map),
                false => read_with(&mut map, |next| value.read_property(&name, next)),
            };
            if let Err(error) = read {
                return Err(json_path::at_property(&name, error));
            }
        }
        change_control(&mut value, Control::finish);
        Ok(value)
    }
}

fn write_structured<T: Structured, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    value.control().write(&mut map, false)?;
    write_properties(value, &mut map)?;
    value.control().write_undeclared(&mut map)?;
    map.end()
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
        let control = self.entity.control();
        let actual = self.entity.actual_type();
        if actual != self.declared && control.type_name().is_none() {
            write_type(actual, &mut map)?;
        }
        control.write(&mut map, true)?;
        write_properties(self.entity, &mut map)?;
        control.write_undeclared(&mut map)?;
        map.end()
    }
}

/// Writes `@odata.type`.
pub(crate) fn write_type<M: SerializeMap>(name: &str, map: &mut M) -> Result<(), M::Error> {
    map.serialize_key("@odata.type")?;
    map.serialize_value(&format_args!("#{name}"))
}

/// Makes an ordinary type of a [`Structured`] one: `Debug`, with the feature `serde` its traits
/// and with the feature `compare` `PartialEq`, all through the one trait, and [`Controlled`] for
/// its field `odata`.
///
/// Two values are equal when they are written alike.
#[macro_export]
macro_rules! structured {
    ($type:ident) => {
        impl $crate::Controlled for $type {
            #[inline]
            fn control(&self) -> &$crate::Control {
                &self.odata
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
