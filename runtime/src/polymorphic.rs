//! JSON objects of abstract types into the derived type that they name, and back.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error as _, MapAccess, Visitor};

use crate::control::Control;
use crate::json_path;
use crate::object::{change_control, read_member, with_control};
use crate::render;
use crate::structured::{Structured, read_into};
use crate::value::TextSeed;

/// Reads an object of an abstract type.
///
/// # Errors
/// When it is no object, or a property has a value that is not of its type.
#[inline]
pub(crate) fn read_polymorphic<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: Structured,
    D: Deserializer<'de>,
{
    deserializer.deserialize_map(PolymorphicVisitor(PhantomData))
}

struct PolymorphicVisitor<T>(PhantomData<fn() -> T>);

impl<'de, T: Structured> Visitor<'de> for PolymorphicVisitor<T> {
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
            let read = match &mut begun {
                None if name.starts_with('@') => control.read(&name, &mut map),
                begun => {
                    let value = begun.get_or_insert_with(|| begin(std::mem::take(&mut control)));
                    read_member(value, &name, &mut map)
                }
            };
            if let Err(error) = read {
                return Err(json_path::at_property(&name, error));
            }
        }
        let mut value = begun.unwrap_or_else(|| begin(control));
        change_control(&mut value, Control::finish);
        if is_other(&value) {
            return read_again(value).map_err(M::Error::custom);
        }
        Ok(value)
    }
}

/// Whether the value is of a type that is not known: the name of the abstract type is that of no other.
fn is_other<T: Structured>(value: &T) -> bool {
    value.actual_type() == T::TYPE_NAME
}

fn begin<T: Structured>(control: Control) -> T {
    let mut value = control.type_name().and_then(T::of_type).unwrap_or_default();
    change_control(&mut value, |empty| *empty = control);
    value
}

/// The type came after properties, which the standard forbids to services but not to others
/// (OData JSON 4.01 §4.4): what was read as the base is read once more as the derived type.
fn read_again<T: Structured>(value: T) -> Result<T, String> {
    let named = with_control(&value, |control| control.type_name().and_then(T::of_type));
    let Some(mut derived) = named.flatten() else {
        return Ok(value);
    };
    let json = render::json(&value).map_err(|error| error.to_string())?;
    let mut reader = serde_json::Deserializer::from_slice(&json);
    read_into(&mut derived, &mut reader).map_err(|error| error.to_string())?;
    Ok(derived)
}

/// Makes an ordinary type of the enum of an abstract type, its base and its variants, which are
/// named like the types in them: [`Structured`](crate::Structured), [`Value`](crate::Value), `Default`, `Debug`,
/// `From` each derived type, and with the features `serde` and `compare` what
/// [`structured!`](crate::structured!) gives with them.
///
/// The enum derives `Clone` and has a variant `Other` with the base.
#[macro_export]
macro_rules! polymorphic {
    ($type:ident, $base:ident, [$($variant:ident),+ $(,)?]) => {
        impl $type {
            /// Control information, and properties that this version of the model does not declare.
            #[must_use]
            #[inline]
            pub fn odata(&self) -> &$crate::Control {
                match self {
                    $(Self::$variant(value) => &value.odata,)+
                    Self::Other(value) => &value.odata,
                }
            }
        }

        impl ::core::default::Default for $type {
            #[inline]
            fn default() -> Self {
                Self::Other(::std::default::Default::default())
            }
        }

        impl $crate::Structured for $type {
            const TYPE_NAME: &'static str = <$base as $crate::Structured>::TYPE_NAME;
            const IS_ABSTRACT: bool = true;

            fn read_properties<R: $crate::PropertyReader>(&mut self, reader: R) -> R {
                match self {
                    $(Self::$variant(value) => $crate::Structured::read_properties(&mut **value, reader),)+
                    Self::Other(value) => $crate::Structured::read_properties(&mut **value, reader),
                }
            }

            fn write_properties<W: $crate::PropertyWriter>(&self, writer: W) -> W {
                match self {
                    $(Self::$variant(value) => $crate::Structured::write_properties(&**value, writer),)+
                    Self::Other(value) => $crate::Structured::write_properties(&**value, writer),
                }
            }

            #[inline]
            fn of_type(type_name: &str) -> ::core::option::Option<Self> {
                match type_name {
                    $(<$variant as $crate::Structured>::TYPE_NAME => {
                        ::core::option::Option::Some(Self::$variant(::std::default::Default::default()))
                    })+
                    _ => ::core::option::Option::None,
                }
            }

            #[inline]
            fn actual_type(&self) -> &'static str {
                match self {
                    $(Self::$variant(_) => <$variant as $crate::Structured>::TYPE_NAME,)+
                    Self::Other(_) => Self::TYPE_NAME,
                }
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
        )+
    };
}
