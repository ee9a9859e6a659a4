//! Objects of a delta answer into changes, in one pass, and back.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{CowStrDeserializer, MapAccessDeserializer};
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, Visitor};
use serde::forward_to_deserialize_any;
use serde::ser::{SerializeMap, Serializer};

use super::change::{Change, LinkChange, Marked};
use crate::control::Control;
use crate::json_path;
use crate::structured::Structured;
use crate::value::{TextSeed, Value};

impl<T: Structured + Value> Value for Change<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ChangeVisitor(PhantomData))
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Changed(entity) | Self::Removed { entity, .. } => entity.write(serializer),
            Self::Link(link) | Self::DeletedLink(link) => write_link(link, serializer),
        }
    }
}

impl<T: Structured + Value> serde::Serialize for Change<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.write(serializer)
    }
}

impl<'de, T: Structured + Value> serde::Deserialize<'de> for Change<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::read(deserializer)
    }
}

fn write_link<S: Serializer>(link: &LinkChange, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    link.odata.write(&mut map, false)?;
    map.serialize_entry("source", link.source.as_str())?;
    map.serialize_entry("relationship", &link.relationship)?;
    if let Some(target) = &link.target {
        map.serialize_entry("target", target.as_str())?;
    }
    link.odata.write_undeclared(&mut map)?;
    map.end()
}

struct ChangeVisitor<T>(PhantomData<fn() -> T>);

impl<'de, T: Structured + Value> Visitor<'de> for ChangeVisitor<T> {
    type Value = Change<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a change of an object of type `{}`", T::TYPE_NAME)
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Change<T>, M::Error> {
        // A context comes first (OData JSON 4.01 §4.4): it tells what is no entity before a
        // property is read as one.
        let name = map.next_key_seed(TextSeed)?;
        let mut context = None;
        if let Some("@odata.context" | "@context") = name.as_deref() {
            let text = map.next_value::<Option<String>>();
            let text = text.map_err(|error| json_path::at_property("@odata.context", error))?;
            if let Some(marked) = text.as_deref().and_then(Marked::of) {
                let control = read_members(text.as_deref(), map)?;
                return Change::of_marked(marked, control).map_err(M::Error::custom);
            }
            context = Some(text);
        }
        let map = Begun { name, context, map };
        let entity = T::read(MapAccessDeserializer::new(map))?;
        Change::of(entity).map_err(M::Error::custom)
    }
}

fn read_members<'de, M: MapAccess<'de>>(
    context: Option<&str>,
    mut map: M,
) -> Result<Control, M::Error> {
    let mut control = Control::default();
    control
        .set("@odata.context", &context)
        .map_err(M::Error::custom)?;
    while let Some(name) = map.next_key_seed(TextSeed)? {
        let read = control.read(&name, &mut map);
        read.map_err(|error| json_path::at_property(&name, error))?;
    }
    control.finish();
    Ok(control)
}

/// An object whose first name was read, and the value with it if that is a context: both come
/// once more.
struct Begun<'de, M> {
    name: Option<Cow<'de, str>>,
    context: Option<Option<String>>,
    map: M,
}

impl<'de, M: MapAccess<'de>> MapAccess<'de> for Begun<'de, M> {
    type Error = M::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, M::Error> {
        match self.name.take() {
            Some(name) => seed.deserialize(CowStrDeserializer::new(name)).map(Some),
            None => self.map.next_key_seed(seed),
        }
    }

    #[inline]
    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, M::Error> {
        match self.context.take() {
            Some(text) => seed.deserialize(TextOrNull {
                text,
                error: PhantomData,
            }),
            None => self.map.next_value_seed(seed),
        }
    }
}

/// A text or null that was read.
struct TextOrNull<E> {
    text: Option<String>,
    error: PhantomData<fn() -> E>,
}

impl<'de, E: serde::de::Error> Deserializer<'de> for TextOrNull<E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.text {
            Some(text) => visitor.visit_string(text),
            None => visitor.visit_unit(),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.text {
            Some(_) => visitor.visit_some(self),
            None => visitor.visit_none(),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
