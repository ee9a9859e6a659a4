//! The address of a structural property, into requests for its value alone.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use http::Method;
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::gate::{Countable, Open, Readable, Updatable};
use crate::kind::{Count, Entity, Items, Maybe, Media, Nothing, Single};
use crate::patch::Patch;
use crate::property::Property;
use crate::request::Request;
use crate::resource::Resource;
use crate::structured::{DerivedFrom, Structured};
use crate::value::{Shape, Value, Written};

/// The address of a property of an entity or of a complex value (OData URL 4.01 §4.7).
///
/// `G` is what the metadata allows with the property.
///
/// ```
/// # use odata_runtime as odata;
/// # #[derive(Default)]
/// # pub struct User { pub odata: odata::Control }
/// # impl odata::Structured for User {
/// #     const TYPE_NAME: &'static str = "Example.User";
/// #     fn read_properties<R: odata::PropertyReader>(&mut self, reader: R) -> R {
/// #         reader.undeclared(&mut self.odata)
/// #     }
/// #     fn write_properties<W: odata::PropertyWriter>(&self, writer: W) -> W {
/// #         writer.undeclared(&self.odata)
/// #     }
/// # }
/// # odata::structured!(User);
/// const LANGUAGE: odata::Property<User, String> = odata::Property::new("Language");
///
/// fn read(me: &odata::EntityRequest<User>) {
///     let request = me.property(LANGUAGE).get();
///     assert!(format!("{request:?}").ends_with("/Me/Language"));
/// }
/// # static SERVICE: odata::Service = odata::Service::new("https://example.com");
/// # let client = odata::Client::builder(&SERVICE)
/// #     .transport(odata::transport_fn(|_| Ok(http::Response::new("{}".into()))))
/// #     .build()?;
/// # read(&client.root().navigate("Me"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct PropertyRequest<V, G = Open> {
    resource: Resource,
    of: PhantomData<fn() -> (V, G)>,
}

impl<V: Value + 'static, G> PropertyRequest<V, G> {
    /// Reads the value; `None` when it is null (OData Protocol 4.01 §11.2.4).
    #[inline]
    pub fn get(&self) -> Request<Maybe<Single<V>>>
    where
        G: Readable,
    {
        self.resource.request(Method::GET)
    }

    /// Reads the value as plain text or as bytes, without JSON around it (`$value`,
    /// OData Protocol 4.01 §11.2.4.1).
    #[inline]
    pub fn raw_value(&self) -> Request<Media>
    where
        G: Readable,
    {
        self.resource
            .navigate::<Resource>("$value")
            .request(Method::GET)
    }

    /// Sets the value as a whole (OData Protocol 4.01 §11.4.9.1, §11.4.9.3 and §11.4.9.4).
    pub fn set(&self, value: impl Into<V>) -> Request<Nothing>
    where
        G: Updatable,
    {
        self.resource
            .request(Method::PUT)
            .json(&Payload(&value.into()))
    }

    /// Sets the value to null (OData Protocol 4.01 §11.4.9.2).
    #[inline]
    pub fn clear(&self) -> Request<Nothing>
    where
        G: Updatable,
    {
        self.resource.request(Method::DELETE)
    }

    /// Changes the properties in the patch and leaves the others of the complex value as they are;
    /// the answer may have the changed value (OData Protocol 4.01 §11.4.9.3).
    #[inline]
    pub fn update<D: DerivedFrom<V>>(&self, patch: Patch<D>) -> Request<Maybe<Entity<V>>>
    where
        V: Structured,
        G: Updatable,
    {
        self.resource
            .request(Method::PATCH)
            .with_members(patch.into_members(V::TYPE_NAME))
    }

    /// A property of the complex value.
    #[inline]
    #[must_use]
    pub fn property<W, H>(&self, property: Property<V, W, H>) -> PropertyRequest<W, H> {
        self.resource.navigate(property.name())
    }
}

impl<V: Value + 'static, G> PropertyRequest<Vec<V>, G> {
    /// Reads the items page by page, with query options for items.
    #[inline]
    pub fn list(&self) -> Request<Items<V, G>>
    where
        G: Readable + 'static,
    {
        self.resource.request(Method::GET)
    }

    /// Counts the items (`/$count`).
    #[inline]
    pub fn count(&self) -> Request<Count<V, G>>
    where
        G: Countable + 'static,
    {
        self.resource
            .navigate::<Resource>("$count")
            .request(Method::GET)
    }

    /// Adds an item to the collection (OData Protocol 4.01 §11.4.9.4).
    pub fn add(&self, item: impl Into<V>) -> Request<Nothing>
    where
        G: Updatable,
    {
        self.resource
            .request(Method::POST)
            .json(&Payload(&item.into()))
    }
}

/// A value as the body of a request: an object is one, anything else is the member `value` of one
/// (OData JSON 4.01 §11).
struct Payload<'a, V>(&'a V);

impl<V: Value> Serialize for Payload<'_, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if V::SHAPE == Shape::Structured {
            return self.0.write(serializer);
        }
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry("value", &Written(self.0))?;
        map.end()
    }
}

impl<V, G> From<Resource> for PropertyRequest<V, G> {
    #[inline]
    fn from(resource: Resource) -> Self {
        Self {
            resource,
            of: PhantomData,
        }
    }
}

impl<V, G> Deref for PropertyRequest<V, G> {
    type Target = Resource;

    #[inline]
    fn deref(&self) -> &Resource {
        &self.resource
    }
}

impl<V, G> Clone for PropertyRequest<V, G> {
    fn clone(&self) -> Self {
        self.resource.clone().into()
    }
}

impl<V, G> fmt::Debug for PropertyRequest<V, G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.resource.fmt(f)
    }
}
