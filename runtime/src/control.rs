//! Control information, annotations and undeclared properties of an object, kept as they came.

mod names;

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use serde::de::{Deserialize, DeserializeOwned, DeserializeSeed, Deserializer, MapAccess};
use serde::ser::{Serialize, SerializeMap};
use serde_json::value::RawValue;

use self::names::{TYPED, Typed, is_from_service, qualified_name, same_name};
use crate::error::{DecodeError, EncodeError};
use crate::render::raw_json;

/// What an object carries besides its declared properties (OData JSON 4.01 §4.6).
///
/// The control information `@odata.context`, `@odata.type`, `@odata.id` and `@odata.etag` has
/// functions of its own. All else — other control information, annotations such as
/// `Subject@odata.count`, dynamic properties of open types, and properties that this version of
/// the model does not know — is kept as JSON, in order, and written back.
///
/// One pointer wide, and nothing is allocated for an object without any.
///
/// ```
/// use odata_runtime::Control;
///
/// let mut control = Control::default();
/// control.set("@odata.etag", "W/\"1\"")?;
/// control.set("NickName", "Al")?;
/// assert_eq!(control.etag(), Some("W/\"1\""));
/// assert_eq!(control.get::<String>("NickName")?.as_deref(), Some("Al"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Default)]
pub struct Control(Option<Box<Inner>>);

#[derive(Clone, Default)]
struct Inner {
    /// Indexed by [`Typed`].
    typed: [Option<Box<str>>; 4],
    rest: Vec<(Box<str>, Box<RawValue>)>,
}

impl Control {
    /// `@odata.id`: the canonical URL of the entity, as it came, perhaps relative.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.typed(Typed::Id)
    }

    /// `@odata.etag`: the version of the entity, for `If-Match`.
    #[must_use]
    pub fn etag(&self) -> Option<&str> {
        self.typed(Typed::Etag)
    }

    /// `@odata.context`: the URL that describes the payload.
    #[must_use]
    pub fn context(&self) -> Option<&str> {
        self.typed(Typed::Context)
    }

    /// The qualified name in `@odata.type`, without `#` and what precedes it.
    #[must_use]
    pub fn type_name(&self) -> Option<&str> {
        self.typed(Typed::Type).map(qualified_name)
    }

    /// Sets `@odata.id`.
    pub fn set_id(&mut self, id: impl Into<String>) {
        self.set_typed(Typed::Id, id.into());
    }

    /// Sets `@odata.etag`.
    pub fn set_etag(&mut self, etag: impl Into<String>) {
        self.set_typed(Typed::Etag, etag.into());
    }

    /// Sets `@odata.type` to the type with this qualified name (without `#`).
    pub fn set_type_name(&mut self, name: &str) {
        self.set_typed(Typed::Type, format!("#{name}"));
    }

    /// `@odata.editLink`: where the entity is changed, if not at its id.
    #[must_use]
    pub fn edit_link(&self) -> Option<String> {
        self.link("@odata.editLink")
    }

    /// `@odata.readLink`: where the entity is read, if not at its id.
    #[must_use]
    pub fn read_link(&self) -> Option<String> {
        self.link("@odata.readLink")
    }

    /// `@odata.mediaReadLink`: where the stream of a media entity is read.
    #[must_use]
    pub fn media_read_link(&self) -> Option<String> {
        self.link("@odata.mediaReadLink")
    }

    /// `@odata.mediaEditLink`: where the stream of a media entity is written.
    #[must_use]
    pub fn media_edit_link(&self) -> Option<String> {
        self.link("@odata.mediaEditLink")
    }

    /// `<property>@odata.navigationLink`: where the related entities are read.
    #[must_use]
    pub fn navigation_link(&self, property: &str) -> Option<String> {
        self.link(&format!("{property}@odata.navigationLink"))
    }

    fn link(&self, name: &str) -> Option<String> {
        serde_json::from_str(self.raw(name)?.get()).ok()
    }

    /// The value with this name, `None` when there is none.
    ///
    /// Control information is found with and without `odata.` in its name. A generated type is one
    /// of serde with the feature `serde`; without it, [`raw`](Self::raw) goes through
    /// [`from_json`](crate::from_json).
    ///
    /// # Errors
    /// When the value is not a `T`.
    pub fn get<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, DecodeError> {
        match self.raw(name) {
            Some(raw) => serde_json::from_str(raw.get())
                .map(Some)
                .map_err(|error| DecodeError::new(&error).at(name)),
            None => Ok(None),
        }
    }

    /// The JSON of the value with this name.
    #[must_use]
    pub fn raw(&self, name: &str) -> Option<Cow<'_, RawValue>> {
        if let Some(typed) = Typed::of(name)
            && let Some(text) = self.typed(typed)
        {
            let json = raw_json(text).expect("a string is always JSON");
            return Some(Cow::Owned(json));
        }
        let rest = &self.0.as_ref()?.rest;
        let found = rest.iter().rev().find(|(known, _)| same_name(known, name));
        found.map(|(_, value)| Cow::Borrowed(&**value))
    }

    /// Sets the value with this name, in the place of the one that was there. Without the feature
    /// `serde`, [`to_json`](crate::to_json) says how generated types come here.
    ///
    /// # Errors
    /// When the value cannot be written as JSON.
    pub fn set<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), EncodeError> {
        let raw = raw_json(value)?;
        if let Some(typed) = Typed::of(name)
            && let Ok(text) = serde_json::from_str::<String>(raw.get())
        {
            self.remove(name);
            self.set_typed(typed, text);
            return Ok(());
        }
        let inner = self.0.get_or_insert_default();
        match inner
            .rest
            .iter_mut()
            .find(|(known, _)| same_name(known, name))
        {
            Some(entry) => entry.1 = raw,
            None => inner.rest.push((name.into(), raw)),
        }
        if let Some(typed) = Typed::of(name) {
            inner.typed[typed as usize] = None;
        }
        Ok(())
    }

    /// Itself with one thing more, from the text of its JSON.
    ///
    /// # Errors
    /// When the text is not JSON.
    ///
    /// ```
    /// use odata_runtime::Control;
    ///
    /// let control = Control::default().with_json("Owner@odata.bind", "\"Users('1')\"")?;
    /// assert_eq!(control.get("Owner@odata.bind")?, Some("Users('1')".to_owned()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_json(mut self, name: &str, json: &str) -> Result<Self, EncodeError> {
        let raw: &RawValue = serde_json::from_str(json)?;
        self.set(name, raw)?;
        Ok(self)
    }

    /// Removes the value with this name; tells whether there was one.
    pub fn remove(&mut self, name: &str) -> bool {
        let Some(inner) = &mut self.0 else {
            return false;
        };
        let before = inner.rest.len();
        inner.rest.retain(|(known, _)| !same_name(known, name));
        let typed = Typed::of(name).and_then(|typed| inner.typed[typed as usize].take());
        typed.is_some() || inner.rest.len() < before
    }

    /// Names and JSON of all that has no function of its own, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &RawValue)> {
        let rest = self.0.as_deref().map_or(&[][..], |inner| &inner.rest);
        rest.iter().map(|(name, value)| (&**name, &**value))
    }

    /// Whether there is nothing at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0
            .as_deref()
            .is_none_or(|inner| inner.rest.is_empty() && inner.typed.iter().all(Option::is_none))
    }

    #[inline]
    fn typed(&self, which: Typed) -> Option<&str> {
        self.0.as_deref()?.typed[which as usize].as_deref()
    }

    fn set_typed(&mut self, which: Typed, text: String) {
        self.0.get_or_insert_default().typed[which as usize] = Some(text.into());
    }
}

/// Reading and writing, for the readers of objects.
impl Control {
    /// Takes the value of a name that the object's type does not declare; for generated code.
    ///
    /// # Errors
    /// When the value cannot be read.
    #[doc(hidden)]
    #[inline(never)]
    pub fn read<'de, M: MapAccess<'de>>(
        &mut self,
        name: &str,
        map: &mut M,
    ) -> Result<(), M::Error> {
        let typed = Typed::of(name);
        let read = match typed {
            Some(_) => map.next_value_seed(TextOrJson)?,
            None => Err(map.next_value()?),
        };
        let inner = self.0.get_or_insert_default();
        match (read, typed) {
            (Ok(text), Some(typed)) => inner.typed[typed as usize] = Some(text),
            (Ok(_), None) => {}
            (Err(raw), _) => inner.rest.push((name.into(), raw)),
        }
        Ok(())
    }

    /// Of a name that came more than once, the last value stays.
    #[inline]
    pub(crate) fn finish(&mut self) {
        if let Some(inner) = &mut self.0
            && inner.rest.len() > 1
        {
            drop_earlier(&mut inner.rest);
        }
    }

    /// Writes control information and annotations; with `for_service` without what only services
    /// say.
    pub(crate) fn write<M: SerializeMap>(
        &self,
        map: &mut M,
        for_service: bool,
    ) -> Result<(), M::Error> {
        let Some(inner) = &self.0 else {
            return Ok(());
        };
        for (name, text) in TYPED.iter().zip(&inner.typed) {
            if let Some(text) = text
                && !(for_service && is_from_service(name))
            {
                map.serialize_entry(name, text)?;
            }
        }
        for (name, raw) in &inner.rest {
            if name.contains('@') && !(for_service && is_from_service(name)) {
                map.serialize_entry(&**name, raw)?;
            }
        }
        Ok(())
    }

    /// Writes undeclared properties, which stand after the declared ones.
    pub(crate) fn write_undeclared<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        let undeclared = self.iter().filter(|(name, _)| !name.contains('@'));
        for (name, raw) in undeclared {
            map.serialize_entry(name, raw)?;
        }
        Ok(())
    }
}

/// A string without its JSON, or the JSON of what is no string, such as the `null` that is the id
/// of a transient entity.
struct TextOrJson;

impl<'de> DeserializeSeed<'de> for TextOrJson {
    type Value = Result<Box<str>, Box<RawValue>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        // `Option` tells null from text without looking at the text twice.
        Ok(match Option::<Box<str>>::deserialize(deserializer)? {
            Some(text) => Ok(text),
            None => Err(RawValue::NULL.to_owned()),
        })
    }
}

fn drop_earlier(rest: &mut Vec<(Box<str>, Box<RawValue>)>) {
    let mut seen = HashSet::with_capacity(rest.len());
    let last: Vec<bool> = rest
        .iter()
        .rev()
        .map(|(name, _)| seen.insert(&**name))
        .collect();
    if last.contains(&false) {
        let mut keep = last.into_iter().rev();
        rest.retain(|_| keep.next().unwrap_or(true));
    }
}

impl fmt::Debug for Control {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut map = f.debug_map();
        if let Some(inner) = &self.0 {
            for (name, text) in TYPED.iter().zip(&inner.typed) {
                if let Some(text) = text {
                    map.entry(name, text);
                }
            }
            for (name, raw) in &inner.rest {
                map.entry(name, &format_args!("{}", raw.get()));
            }
        }
        map.finish()
    }
}

impl PartialEq for Control {
    fn eq(&self, other: &Self) -> bool {
        let typed = |control: &Self| control.0.as_deref().map(|inner| inner.typed.clone());
        typed(self).unwrap_or_default() == typed(other).unwrap_or_default()
            && self
                .iter()
                .map(|(name, raw)| (name, raw.get()))
                .eq(other.iter().map(|(name, raw)| (name, raw.get())))
    }
}
