//! The properties to change, and nothing else, into the body of an update.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::ser::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::error::{BuildError, EncodeError};
use crate::gate::Updatable;
use crate::property::Property;
use crate::render;
use crate::request::{Member, Object};
use crate::structured::Structured;
use crate::value::{Value, collect};

/// What to change in a `T`: what is not set stays as it is, and null is a value.
///
/// ```
/// # struct Message;
/// use odata_runtime::{Patch, Property};
///
/// const SUBJECT: Property<Message, String> = Property::new("Subject");
/// const CATEGORIES: Property<Message, Vec<String>> = Property::new("Categories");
///
/// let patch = Patch::new().set_null(SUBJECT).set(CATEGORIES, Vec::new());
/// assert_eq!(serde_json::to_string(&patch)?, r#"{"Subject":null,"Categories":[]}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use = "a patch changes nothing until it is sent"]
pub struct Patch<T> {
    members: Vec<Member>,
    error: Option<BuildError>,
    of: PhantomData<fn() -> T>,
}

impl<T> Patch<T> {
    /// Changes nothing yet.
    pub fn new() -> Self {
        Self {
            members: Vec::new(),
            error: None,
            of: PhantomData,
        }
    }

    /// Sets a property.
    pub fn set<V: Value, G: Updatable>(
        mut self,
        property: Property<T, V, G>,
        value: impl Into<V>,
    ) -> Self {
        self.put(property.name().into(), render::raw(&value.into()));
        self
    }

    /// Sets a collection, from anything that gives its items.
    ///
    /// ```
    /// # struct Message;
    /// # use odata_runtime::{Patch, Property};
    /// const CATEGORIES: Property<Message, Vec<String>> = Property::new("Categories");
    /// let patch = Patch::new().set_items(CATEGORIES, ["Garden"]);
    /// ```
    pub fn set_items<V: Value, G: Updatable>(
        self,
        property: Property<T, Vec<V>, G>,
        items: impl IntoIterator<Item = impl Into<V>>,
    ) -> Self {
        self.set(property, collect::<V>(items))
    }

    /// Sets a property to null.
    pub fn set_null<V, G: Updatable>(mut self, property: Property<T, V, G>) -> Self {
        self.put(property.name().into(), Ok(RawValue::NULL.to_owned()));
        self
    }

    /// Sets anything, whatever the model says: a dynamic property, an annotation, a part of a
    /// complex value. Without the feature `serde`, [`to_json`](crate::to_json) says how generated
    /// types come here.
    pub fn raw<V: Serialize + ?Sized>(
        mut self,
        name: impl Into<Cow<'static, str>>,
        value: &V,
    ) -> Self {
        self.put(name.into(), render::raw_json(value));
        self
    }

    /// Whether there is nothing to change.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    fn put(&mut self, name: Cow<'static, str>, json: Result<Box<RawValue>, EncodeError>) {
        match json {
            Ok(json) => {
                self.members.retain(|(known, _)| *known != name);
                self.members.push((name, json));
            }
            Err(source) => {
                self.error
                    .get_or_insert(BuildError::Encode { name, source });
            }
        }
    }
}

impl<T: Structured> Patch<T> {
    /// The members of the body where a `declared` is expected: a derived type is named.
    pub(crate) fn into_members(mut self, declared: &str) -> Result<Vec<Member>, BuildError> {
        const TYPE: &str = "@odata.type";
        if T::TYPE_NAME != declared && self.members.iter().all(|(name, _)| name != TYPE) {
            let name = format!("#{}", T::TYPE_NAME);
            self = self.raw(TYPE, &name);
            self.members.rotate_right(1);
        }
        match self.error {
            Some(error) => Err(error),
            None => Ok(self.members),
        }
    }
}

impl<T> Default for Patch<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Clone for Patch<T> {
    fn clone(&self) -> Self {
        Self {
            members: self.members.clone(),
            error: self.error.clone(),
            of: PhantomData,
        }
    }
}

impl<T> Serialize for Patch<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.error {
            Some(error) => Err(serde::ser::Error::custom(error)),
            None => Object(&self.members).serialize(serializer),
        }
    }
}

impl<T> fmt::Debug for Patch<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut map = f.debug_map();
        for (name, json) in &self.members {
            map.entry(name, &format_args!("{}", json.get()));
        }
        map.finish()
    }
}
