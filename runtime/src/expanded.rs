//! A navigation property as `$expand` brought it: JSON until it is asked for.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::error::DecodeError;
use crate::render;
use crate::value::Value;

/// The related entities in an entity that was asked for with `$expand`.
///
/// They stay JSON until [`get`](Self::get): who does not ask for them pays neither the time to
/// read them nor, in compiled code, their types.
///
/// ```
/// use odata_runtime::Expanded;
///
/// let expanded: Expanded<Vec<String>> = serde_json::from_str(r#"["a"]"#)?;
/// assert_eq!(expanded.get()?, Some(vec!["a".to_owned()]));
/// assert!(!Expanded::<String>::default().is_present());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Expanded<T> {
    json: Option<Box<RawValue>>,
    of: PhantomData<fn() -> T>,
}

impl<T> Expanded<T> {
    /// Whether the property came, even as null.
    #[must_use]
    pub fn is_present(&self) -> bool {
        self.json.is_some()
    }

    /// The JSON as it came.
    #[must_use]
    pub fn raw(&self) -> Option<&RawValue> {
        self.json.as_deref()
    }

    /// Takes JSON as it is.
    #[must_use]
    pub fn from_raw(json: Box<RawValue>) -> Self {
        Self {
            json: Some(json),
            of: PhantomData,
        }
    }
}

impl<T: Value> Expanded<T> {
    /// Reads the related entities; `None` when they did not come or are null.
    ///
    /// # Errors
    /// When the JSON is not a `T`.
    pub fn get(&self) -> Result<Option<T>, DecodeError> {
        match self.json.as_deref().map(RawValue::get) {
            None | Some("null") => Ok(None),
            Some(json) => render::value(json.as_bytes()).map(Some),
        }
    }
}

impl<T: Value> Expanded<Vec<T>> {
    /// Reads the related entities; there are none when they did not come.
    ///
    /// # Errors
    /// When the JSON is no collection of `T`.
    pub fn items(&self) -> Result<Vec<T>, DecodeError> {
        self.get().map(Option::unwrap_or_default)
    }
}

impl<T: Value> From<T> for Expanded<T> {
    fn from(value: T) -> Self {
        Self::from_raw(render::raw(&value).expect("values of OData can be written as JSON"))
    }
}

impl<T: 'static> Value for Expanded<T> {
    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Box::<RawValue>::deserialize(deserializer).map(Self::from_raw)
    }

    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.json.serialize(serializer)
    }

    #[inline]
    fn is_absent(&self) -> bool {
        self.json.is_none()
    }
}

impl<T: 'static> Serialize for Expanded<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.write(serializer)
    }
}

impl<'de, T: 'static> Deserialize<'de> for Expanded<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::read(deserializer)
    }
}

impl<T> Default for Expanded<T> {
    #[inline]
    fn default() -> Self {
        Self {
            json: None,
            of: PhantomData,
        }
    }
}

impl<T> Clone for Expanded<T> {
    fn clone(&self) -> Self {
        Self {
            json: self.json.clone(),
            of: PhantomData,
        }
    }
}

impl<T> PartialEq for Expanded<T> {
    fn eq(&self, other: &Self) -> bool {
        self.raw().map(RawValue::get) == other.raw().map(RawValue::get)
    }
}

impl<T> fmt::Debug for Expanded<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.raw().map_or("(not expanded)", RawValue::get))
    }
}
