//! JSON objects of abstract types into the derived type that they name, and back.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error as _, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};

use crate::control::Control;
use crate::json_path;
use crate::object::{change_control, read_control, read_with};
use crate::render;
use crate::structured::{Structured, write_properties, write_type};
use crate::value::TextSeed;

/// An abstract type with derived ones: an enum with a variant for each, and one that keeps a
/// value of a type that is not known.
///
/// [`polymorphic!`](crate::polymorphic!) implements it.
pub trait Polymorphic: Structured {
    /// The properties that all derived types have.
    type Base: Structured;

    /// An empty value of the derived type with this qualified name (without `#`); `None` when it
    /// is not known.
    fn of_type(type_name: &str) -> Option<Self>;

    /// The qualified name of the variant's type.
    fn type_name(&self) -> &'static str;

    /// Whether the value is of a type that is not known.
    fn is_other(&self) -> bool;
}

/// Reads an object of an abstract type.
///
/// # Errors
/// When it is no object, or a property has a value that is not of its type.
#[inline]
pub fn read_polymorphic<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: Polymorphic,
    D: Deserializer<'de>,
{
    deserializer.deserialize_map(PolymorphicVisitor(PhantomData))
}

struct PolymorphicVisitor<T>(PhantomData<fn() -> T>);

impl<'de, T: Polymorphic> Visitor<'de> for PolymorphicVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object of a type derived from `{}`", T::TYPE_NAME)
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<T, M::Error> {
        // Control information comes first, the type's name with it: until the first property
        // nothing needs to be made.
        let mut control = Control::default();
        let mut begun: Option<T> = None;
        while let Some(name) = map.next_key_seed(TextSeed)? {
            let read = if name.starts_with('@') {
                match &mut begun {
                    Some(value) => read_control(value, &name, &mut map),
                    None => control.read(&name, &mut map),
                }
            } else {
                let value = begun.get_or_insert_with(|| begin(std::mem::take(&mut control)));
                read_with(&mut map, |next| value.read_property(&name, next))
            };
            if let Err(error) = read {
                return Err(json_path::at_property(&name, error));
            }
        }
        let mut value = begun.unwrap_or_else(|| begin(control));
        change_control(&mut value, Control::finish);
        if value.is_other() {
            return read_again(value).map_err(M::Error::custom);
        }
        Ok(value)
    }
}

fn begin<T: Polymorphic>(control: Control) -> T {
    let mut value = control.type_name().and_then(T::of_type).unwrap_or_default();
    change_control(&mut value, |empty| *empty = control);
    value
}

/// The type came after properties, which the standard forbids to services but not to others
/// (OData JSON 4.01 §4.4): what was read as the base is read once more as the derived type.
fn read_again<T: Polymorphic>(value: T) -> Result<T, String> {
    let Some(mut derived) = value.control().type_name().and_then(T::of_type) else {
        return Ok(value);
    };
    let json = render::json(&value).map_err(|error| error.to_string())?;
    let mut reader = serde_json::Deserializer::from_slice(&json);
    read_into(&mut derived, &mut reader).map_err(|error| error.to_string())?;
    Ok(derived)
}

fn read_into<'de, T: Structured, D: Deserializer<'de>>(
    value: &mut T,
    deserializer: D,
) -> Result<(), D::Error> {
    deserializer.deserialize_map(IntoVisitor(value))
}

struct IntoVisitor<'a, T>(&'a mut T);

impl<'de, T: Structured> Visitor<'de> for IntoVisitor<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object of type `{}`", self.0.actual_type())
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<(), M::Error> {
        while let Some(name) = map.next_key_seed(TextSeed)? {
            if let Err(error) = read_with(&mut map, |next| self.0.read_property(&name, next)) {
                return Err(json_path::at_property(&name, error));
            }
        }
        Ok(())
    }
}

/// Writes an object of an abstract type, its `@odata.type` first.
///
/// # Errors
/// Only those of the serializer.
pub fn write_polymorphic<T: Polymorphic, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    let control = value.control();
    if control.type_name().is_none() && !value.is_other() {
        write_type(value.type_name(), &mut map)?;
    }
    control.write(&mut map, false)?;
    write_properties(value, &mut map)?;
    control.write_undeclared(&mut map)?;
    map.end()
}

/// Makes an ordinary type of the enum of an abstract type, its base and its variants, which are
/// named like the types in them: [`Polymorphic`], [`Structured`], [`Value`](crate::Value), `Default`, `Debug`,
/// `From` each derived type and `TryFrom` back, and with the features `serde` and `compare` what
/// [`structured!`](crate::structured!) gives with them.
///
/// The enum derives `Clone` and has a variant `Other` with the base.
#[macro_export]
macro_rules! polymorphic {
    ($type:ident, $base:ident, [$($variant:ident),+ $(,)?]) => {
        impl ::core::default::Default for $type {
            fn default() -> Self {
                Self::Other(::std::default::Default::default())
            }
        }

        impl $crate::Polymorphic for $type {
            type Base = $base;

            fn of_type(type_name: &str) -> ::core::option::Option<Self> {
                match type_name {
                    $(<$variant as $crate::Structured>::TYPE_NAME => {
                        ::core::option::Option::Some(Self::$variant(::std::default::Default::default()))
                    })+
                    _ => ::core::option::Option::None,
                }
            }

            fn type_name(&self) -> &'static str {
                match self {
                    $(Self::$variant(_) => <$variant as $crate::Structured>::TYPE_NAME,)+
                    Self::Other(_) => <$base as $crate::Structured>::TYPE_NAME,
                }
            }

            #[inline]
            fn is_other(&self) -> bool {
                ::core::matches!(self, Self::Other(_))
            }
        }

        impl $crate::Controlled for $type {
            #[inline]
            fn control(&self) -> &$crate::Control {
                match self {
                    $(Self::$variant(value) => $crate::Controlled::control(&**value),)+
                    Self::Other(value) => $crate::Controlled::control(&**value),
                }
            }
        }

        impl $crate::Structured for $type {
            const TYPE_NAME: &'static str = <$base as $crate::Structured>::TYPE_NAME;

            fn read_property<R: $crate::PropertyReader>(&mut self, name: &str, reader: R) {
                match self {
                    $(Self::$variant(value) => $crate::Structured::read_property(&mut **value, name, reader),)+
                    Self::Other(value) => $crate::Structured::read_property(&mut **value, name, reader),
                }
            }

            fn write_properties<W: $crate::PropertyWriter>(&self, object: &mut W) {
                match self {
                    $(Self::$variant(value) => $crate::Structured::write_properties(&**value, object),)+
                    Self::Other(value) => $crate::Structured::write_properties(&**value, object),
                }
            }

            #[inline]
            fn actual_type(&self) -> &'static str {
                $crate::Polymorphic::type_name(self)
            }

            #[inline]
            fn read_object<'de, D: $crate::__private::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::__private::read_polymorphic(deserializer)
            }

            #[inline]
            fn write_object<S: $crate::__private::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::__private::write_polymorphic(self, serializer)
            }
        }

        $crate::__value_is_ordinary!($type);

        $(
            impl ::core::convert::From<$variant> for $type {
                #[inline]
                fn from(value: $variant) -> Self {
                    Self::$variant(::std::boxed::Box::new(value))
                }
            }

            impl ::core::convert::TryFrom<$type> for $variant {
                type Error = $type;

                #[inline]
                fn try_from(value: $type) -> ::core::result::Result<Self, $type> {
                    match value {
                        $type::$variant(value) => ::core::result::Result::Ok(*value),
                        other => ::core::result::Result::Err(other),
                    }
                }
            }
        )+
    };
}
