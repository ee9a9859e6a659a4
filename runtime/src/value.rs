//! JSON values of OData into Rust values and back, by the rules of the OData JSON format.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, DeserializeSeed, Deserializer, SeqAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use uuid::Uuid;

use crate::json_path;
use crate::scalars::{Date, DateTimeOffset, Decimal, Duration, TimeOfDay, Untyped};

/// How a type stands in the JSON of OData.
///
/// Like serde's traits, but with the rules of OData JSON 4.01 §7: 64-bit integers may be strings,
/// infinite numbers are strings, a collection that is `null` is empty. All scalars, generated
/// types, and `Option`, `Vec` and, but for enumerations, `Box` of them are values.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a value of OData",
    note = "values are the scalars of `odata_runtime`, generated types, and `Option`, `Vec` and `Box` of them",
    note = "any JSON can be given as `odata_runtime::Untyped`"
)]
pub trait Value: Sized + Clone + 'static {
    /// What the JSON of a value looks like from outside.
    #[doc(hidden)]
    const SHAPE: Shape = Shape::Primitive;

    /// Whether null is a value of its own.
    #[doc(hidden)]
    const IS_NULLABLE: bool = false;

    /// Reads the value.
    ///
    /// # Errors
    /// When the JSON is not of this type; the message begins with the place where that was found.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;

    /// Writes the value.
    ///
    /// # Errors
    /// Only those of the serializer.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;

    /// Whether a property with this value is left out when its object is written.
    ///
    /// True for `None`, for an empty collection and for a navigation property that was not
    /// expanded: for the default of its type, and for nothing that differs from it.
    #[inline]
    fn is_absent(&self) -> bool {
        false
    }
}

/// What the JSON of a value looks like: it decides whether the value of a property stands in an
/// object around it (OData JSON 4.01 §11).
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A string, a number, or what else has no properties.
    Primitive,
    /// An object.
    Structured,
    /// An array.
    Collection,
}

/// Reads a [`Value`] where serde wants a seed.
pub(crate) struct Seed<T>(PhantomData<fn() -> T>);

impl<T> Seed<T> {
    #[inline]
    pub(crate) fn new() -> Self {
        Self(PhantomData)
    }
}

impl<'de, T: Value> DeserializeSeed<'de> for Seed<T> {
    type Value = T;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::read(deserializer)
    }
}

/// Writes a [`Value`] where serde wants something serialisable.
pub(crate) struct Written<'a, T>(pub(crate) &'a T);

impl<T: Value> Serialize for Written<'_, T> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}

/// Owns what its iterator gives as `T`: the argument of a generated function as a collection.
///
/// ```
/// let names: Vec<String> = odata_runtime::collect(["a", "b"]);
/// assert_eq!(names, ["a", "b"]);
/// ```
pub fn collect<T>(items: impl IntoIterator<Item = impl Into<T>>) -> Vec<T> {
    items.into_iter().map(Into::into).collect()
}

impl<T: Value> Value for Option<T> {
    const SHAPE: Shape = T::SHAPE;
    const IS_NULLABLE: bool = true;

    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_option(OptionVisitor(PhantomData))
    }

    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => value.write(serializer),
            None => serializer.serialize_unit(),
        }
    }

    #[inline]
    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

struct OptionVisitor<T>(PhantomData<fn() -> T>);

impl<'de, T: Value> Visitor<'de> for OptionVisitor<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    #[inline]
    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    #[inline]
    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    #[inline]
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        T::read(deserializer).map(Some)
    }
}

impl<T: Value> Value for Vec<T> {
    const SHAPE: Shape = Shape::Collection;

    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_option(VecVisitor(PhantomData))
    }

    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Written))
    }

    #[inline]
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

struct VecVisitor<T>(PhantomData<fn() -> T>);

impl<'de, T: Value> Visitor<'de> for VecVisitor<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    #[inline]
    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(Vec::new())
    }

    #[inline]
    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Vec::new())
    }

    #[inline]
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_seq(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut all = Vec::new();
        let mut index = 0;
        loop {
            match items.next_element_seed(Push(&mut all)) {
                Ok(Some(())) => {}
                Ok(None) => return Ok(all),
                Err(error) => return Err(json_path::at_index(index, error)),
            }
            index += 1;
        }
    }
}

/// Reads an item to the end of a collection, where it is not moved again.
///
/// Where the model does not say whether items may be null, clients should expect it (OData CSDL
/// 4.01 §7.2.1); services fill up lists with nulls, which say nothing.
struct Push<'a, T>(&'a mut Vec<T>);

impl<'de, T: Value> DeserializeSeed<'de> for Push<'_, T> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if T::IS_NULLABLE {
            self.0.push(T::read(deserializer)?);
            return Ok(());
        }
        deserializer.deserialize_option(self)
    }
}

impl<'de, T: Value> Visitor<'de> for Push<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    #[inline]
    fn visit_none<E>(self) -> Result<(), E> {
        Ok(())
    }

    #[inline]
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    #[inline]
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.0.push(T::read(deserializer)?);
        Ok(())
    }
}

/// Boxes of structured values are structured: see [`crate::Structured`].
macro_rules! boxed {
    ($($type:ty),*) => {$(
        impl Value for Box<$type> {
            #[inline]
            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <$type>::read(deserializer).map(Box::new)
            }

            #[inline]
            fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                <$type as Value>::write(self, serializer)
            }
        }
    )*};
}

boxed!(bool, u8, i8, i16, i32, i64, f32, f64, String, Uuid);
boxed!(Date, DateTimeOffset, Decimal, Duration, TimeOfDay, Untyped);

macro_rules! as_serde_does {
    ($($type:ty),*) => {$(
        impl Value for $type {
            #[inline]
            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <$type>::deserialize(deserializer)
            }

            #[inline]
            fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.serialize(serializer)
            }
        }
    )*};
}

as_serde_does!(bool, String);

impl Value for Uuid {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_text(deserializer, "a GUID", |text| {
            Uuid::try_parse(text).map_err(|_| format!("`{text}` is not a GUID"))
        })
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut buffer = Uuid::encode_buffer();
        serializer.serialize_str(self.hyphenated().encode_lower(&mut buffer))
    }
}

/// Reads a JSON string and parses it; the text is not copied.
pub(crate) fn read_text<'de, D, T, F, M>(
    deserializer: D,
    expected: &'static str,
    parse: F,
) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    F: FnOnce(&str) -> Result<T, M>,
    M: fmt::Display,
{
    deserializer.deserialize_str(TextVisitor { expected, parse })
}

struct TextVisitor<F> {
    expected: &'static str,
    parse: F,
}

impl<T, F, M> Visitor<'_> for TextVisitor<F>
where
    F: FnOnce(&str) -> Result<T, M>,
    M: fmt::Display,
{
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    #[inline]
    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        (self.parse)(text).map_err(E::custom)
    }
}

/// Reads a JSON string, borrowed where the format allows.
pub(crate) struct TextSeed;

impl<'de> DeserializeSeed<'de> for TextSeed {
    type Value = Cow<'de, str>;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for TextSeed {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    #[inline]
    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    #[inline]
    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }
}

/// Makes a serde type of a [`Value`].
macro_rules! serde_as_value {
    ($($type:ty),*) => {$(
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::Value::write(self, serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <$type as $crate::Value>::read(deserializer)
            }
        }
    )*};
}

pub(crate) use serde_as_value;
