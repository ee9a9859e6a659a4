//! The object around a collection or a primitive value, into what is in it.

mod links;

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use serde::de::{Deserializer, Error as _, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};

pub(crate) use self::links::{for_origin, resolve};
use crate::control::Control;
use crate::json_path;
use crate::value::{Seed, TextSeed, Value, Written};

/// One page of a collection (OData JSON 4.01 §12).
///
/// ```
/// use odata_runtime::Page;
///
/// let page: Page<String> = serde_json::from_str(r#"{"@odata.count":3,"value":["a","b"]}"#)?;
/// assert_eq!(page.count, Some(3));
/// assert_eq!(page.len(), 2);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Page<T> {
    /// The items of this page.
    pub items: Vec<T>,
    /// The number of items on all pages, where `$count=true` asked for it.
    pub count: Option<i64>,
    /// Where the next page is; `None` on the last one. As it came, perhaps relative.
    pub next_link: Option<String>,
    /// Where to ask for changes later; on the last page, where changes were asked for.
    pub delta_link: Option<String>,
    /// What else is said about the collection, the context among it.
    pub odata: Control,
}

impl<T> From<Vec<T>> for Page<T> {
    fn from(items: Vec<T>) -> Self {
        Self {
            items,
            ..Self::default()
        }
    }
}

impl<T> Default for Page<T> {
    fn default() -> Self {
        Self {
            items: Vec::new(),
            count: None,
            next_link: None,
            delta_link: None,
            odata: Control::default(),
        }
    }
}

impl<T> Deref for Page<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.items
    }
}

impl<T> IntoIterator for Page<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Page<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

impl<T: Value> Value for Page<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let wrapped: Wrapped<Vec<T>> = Wrapped::read(deserializer)?;
        let mut odata = wrapped.odata;
        Ok(Self {
            items: wrapped.value,
            count: take(&mut odata, "@odata.count").map_err(D::Error::custom)?,
            next_link: take(&mut odata, "@odata.nextLink").map_err(D::Error::custom)?,
            delta_link: take(&mut odata, "@odata.deltaLink").map_err(D::Error::custom)?,
            odata,
        })
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        self.odata.write(&mut map, false)?;
        write_some("@odata.count", &self.count, &mut map)?;
        map.serialize_entry("value", &Written(&self.items))?;
        self.odata.write_undeclared(&mut map)?;
        write_some("@odata.nextLink", &self.next_link, &mut map)?;
        write_some("@odata.deltaLink", &self.delta_link, &mut map)?;
        map.end()
    }
}

/// Writes a member of control information if there is one.
fn write_some<T: Value, M: SerializeMap>(
    name: &'static str,
    value: &Option<T>,
    map: &mut M,
) -> Result<(), M::Error> {
    match value {
        Some(value) => map.serialize_entry(name, &Written(value)),
        None => Ok(()),
    }
}

/// A value out of control information: it has a field of its own.
fn take<T: Value>(control: &mut Control, name: &'static str) -> Result<Option<T>, String> {
    let read = match control.raw(name) {
        Some(raw) => crate::render::value::<Option<T>>(raw.get().as_bytes()),
        None => return Ok(None),
    };
    control.remove(name);
    read.map_err(|error| json_path::at_property(name, TextError(error.message)).0)
}

/// An error that is nothing but its message.
#[derive(Debug)]
struct TextError(String);

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for TextError {}

impl serde::de::Error for TextError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

impl<T: Value> serde::Serialize for Page<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.write(serializer)
    }
}

impl<'de, T: Value> serde::Deserialize<'de> for Page<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::read(deserializer)
    }
}

/// `{"value": …}` and what is said around it.
#[derive(Clone)]
pub(crate) struct Wrapped<T> {
    pub(crate) value: T,
    pub(crate) odata: Control,
}

impl<T: Value> Value for Wrapped<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(WrappedVisitor(PhantomData))
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        self.odata.write(&mut map, false)?;
        map.serialize_entry("value", &Written(&self.value))?;
        self.odata.write_undeclared(&mut map)?;
        map.end()
    }
}

struct WrappedVisitor<T>(PhantomData<fn() -> T>);

impl<'de, T: Value> Visitor<'de> for WrappedVisitor<T> {
    type Value = Wrapped<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with a `value`")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
        let mut odata = Control::default();
        let mut value = None;
        while let Some(name) = map.next_key_seed(TextSeed)? {
            if name == "value" {
                let read = map.next_value_seed(Seed::new());
                value = Some(read.map_err(|error| json_path::at_property("value", error))?);
            } else {
                let read = odata.read(&name, &mut map);
                read.map_err(|error| json_path::at_property(&name, error))?;
            }
        }
        odata.finish();
        match value {
            Some(value) => Ok(Wrapped { value, odata }),
            None => Err(M::Error::missing_field("value")),
        }
    }
}
