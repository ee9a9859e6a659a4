//! Addresses with a type: what can be asked of an entity, a collection and a stream.

mod generated;

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use bytes::Bytes;
use http::Method;

use crate::addressed::{Addressed, Collected, Keyed};
use crate::delta::DeltaRequest;
use crate::function::Function;
use crate::gate::{
    Countable, Deletable, Insertable, Open, Readable, Referenceable, Searchable, Searched,
    Trackable, Updatable,
};
use crate::kind::{Count, Entity, Items, Kind, Maybe, Media, Nothing};
use crate::patch::Patch;
use crate::path::Key;
use crate::property::Property;
use crate::property_request::PropertyRequest;
use crate::reference::{Reference, References};
use crate::request::Request;
use crate::resource::Resource;
use crate::structured::{Created, DerivedFrom, Structured};
use crate::value::Value;

/// The address of one entity, a singleton, or a complex value.
///
/// `G` is what the metadata allows there.
#[must_use = "an address asks for nothing itself"]
pub struct EntityRequest<T, G = Open> {
    resource: Resource,
    of: PhantomData<fn() -> (T, G)>,
}

impl<T: Value + 'static, G> EntityRequest<T, G> {
    /// Reads the entity.
    #[inline]
    pub fn get(&self) -> Request<Entity<T>>
    where
        G: Readable,
    {
        self.resource.request(Method::GET)
    }

    /// Changes the properties in the patch; the answer may have the changed entity
    /// (OData Protocol 4.01 §11.4.3).
    #[inline]
    pub fn update<D: DerivedFrom<T>>(&self, patch: Patch<D>) -> Request<Maybe<Entity<T>>>
    where
        T: Structured,
        G: Updatable,
    {
        self.resource
            .request(Method::PATCH)
            .with_members(patch.into_members(T::TYPE_NAME))
    }

    /// Puts `entity` in the place of what is there: properties that it lacks get their default
    /// (OData Protocol 4.01 §11.4.4). Where nothing is there, services that allow it create the
    /// entity; with `if_none_match("*")` they do nothing else.
    ///
    /// What the control information of `entity` says and only services may say is not sent.
    #[inline]
    pub fn replace<D>(&self, entity: &D) -> Request<Maybe<Entity<T>>>
    where
        D: DerivedFrom<T> + Value + 'static,
        T: Structured,
        G: Updatable,
    {
        let declared = T::TYPE_NAME;
        self.resource
            .request(Method::PUT)
            .json(&Created { entity, declared })
    }

    /// The same address without the restrictions of the metadata, in a type that does not name
    /// where it came from.
    #[inline]
    pub fn ungated(&self) -> T::Request<Open>
    where
        T: Addressed,
    {
        self.resource.clone().into()
    }

    /// A property of the entity, to read or set it alone.
    #[inline]
    #[must_use]
    pub fn property<V, H>(&self, property: Property<T, V, H>) -> PropertyRequest<V, H> {
        self.resource.navigate(property.name())
    }

    /// Deletes the entity, or sets the complex value to null.
    #[inline]
    pub fn delete(&self) -> Request<Nothing>
    where
        G: Deletable,
    {
        self.resource.request(Method::DELETE)
    }

    /// The link of a navigation property to its one entity (`$ref`).
    #[inline]
    #[must_use]
    pub fn reference(&self) -> Reference
    where
        G: Referenceable,
    {
        self.resource.navigate("$ref")
    }

    /// The stream of a media entity (`$value`).
    #[inline]
    #[must_use]
    pub fn media(&self) -> StreamRequest {
        self.resource.navigate("$value")
    }
}

/// The address of a collection of entities.
///
/// `G` is what the metadata allows there.
#[must_use = "an address asks for nothing itself"]
pub struct CollectionRequest<T, G = Open> {
    resource: Resource,
    of: PhantomData<fn() -> (T, G)>,
}

impl<T: Value + 'static, G> CollectionRequest<T, G> {
    /// Picks the entity with this key, of types whose key is one string.
    #[inline]
    pub fn by_key(&self, key: impl Into<String>) -> T::Request<G>
    where
        T: Keyed,
    {
        self.resource.key(Key::new(T::KEY, &*key.into()))
    }

    /// Reads the collection, page by page.
    #[inline]
    pub fn list(&self) -> Request<Items<T, G>>
    where
        G: Readable + 'static,
    {
        self.resource.request(Method::GET)
    }

    /// Reads what a search finds: words, phrases in double quotes, `AND`, `OR`, `NOT`
    /// (`$search`, OData URL 4.01 §5.1.8).
    ///
    /// Filters and orders go together with it only where the service takes both: see
    /// [`Combinable`](crate::Combinable).
    #[inline]
    pub fn search(&self, expression: impl Into<String>) -> Request<Items<T, Searched<G>>>
    where
        G: Searchable + 'static,
    {
        self.resource
            .request(Method::GET)
            .query("$search", expression)
    }

    /// Creates an entity in the collection; the answer is the entity as the service made it.
    ///
    /// What the control information of `entity` says and only services may say — its id, its
    /// etag, links — is not sent. Where the answer may be empty, see [`Request::optional`].
    #[inline]
    pub fn create<D>(&self, entity: &D) -> Request<Entity<D>>
    where
        D: DerivedFrom<T> + Value + 'static,
        T: Structured,
        G: Insertable,
    {
        let declared = T::TYPE_NAME;
        self.resource
            .request(Method::POST)
            .json(&Created { entity, declared })
    }

    /// Counts the entities (`/$count`).
    #[inline]
    pub fn count(&self) -> Request<Count<T, G>>
    where
        G: Countable + 'static,
    {
        self.resource
            .navigate::<Resource>("$count")
            .request(Method::GET)
    }

    /// Asks for the collection and, from then on, for its changes (OData Protocol 4.01 §11.3).
    #[inline]
    pub fn delta(&self) -> DeltaRequest<T, G>
    where
        G: Trackable + 'static,
    {
        DeltaRequest::tracked(self.resource.request(Method::GET))
    }

    /// The same address without the restrictions of the metadata, in a type that does not name
    /// where it came from.
    #[inline]
    pub fn ungated(&self) -> T::Request
    where
        T: Collected,
    {
        self.resource.clone().into()
    }

    /// The links of a navigation property to its entities (`$ref`).
    #[inline]
    #[must_use]
    pub fn references(&self) -> References
    where
        G: Referenceable,
    {
        self.resource.navigate("$ref")
    }
}

/// The address of a stream: a stream property, or the content of a media entity.
pub struct StreamRequest<G = Open> {
    resource: Resource,
    of: PhantomData<fn() -> G>,
}

impl<G> StreamRequest<G> {
    /// Reads the stream.
    #[inline]
    pub fn get(&self) -> Request<Media>
    where
        G: Readable,
    {
        self.resource.request(Method::GET)
    }

    /// Writes the stream: bytes of a media type, such as `image/jpeg`.
    pub fn put(&self, content: impl Into<Bytes>, content_type: &str) -> Request<Nothing>
    where
        G: Updatable,
    {
        self.resource
            .request(Method::PUT)
            .body(content, content_type)
    }

    /// Deletes the stream.
    #[inline]
    pub fn delete(&self) -> Request<Nothing>
    where
        G: Deletable,
    {
        self.resource.request(Method::DELETE)
    }
}

macro_rules! address {
    ($type:ident<$($parameter:ident),*>) => {
        impl<$($parameter),*> From<Resource> for $type<$($parameter),*> {
            #[inline]
            fn from(resource: Resource) -> Self {
                Self {
                    resource,
                    of: PhantomData,
                }
            }
        }

        impl<$($parameter),*> Deref for $type<$($parameter),*> {
            type Target = Resource;

            #[inline]
            fn deref(&self) -> &Resource {
                &self.resource
            }
        }

        impl<$($parameter),*> Clone for $type<$($parameter),*> {
            fn clone(&self) -> Self {
                self.resource.clone().into()
            }
        }

        impl<$($parameter),*> fmt::Debug for $type<$($parameter),*> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.resource.fmt(f)
            }
        }
    };
}

address!(EntityRequest<T, G>);
address!(CollectionRequest<T, G>);
address!(StreamRequest<G>);

/// What generated functions call: found without a way through `Deref`, which in thousands of functions of one
/// line is what costs a compiler most after the function itself.
macro_rules! steps {
    ($type:ident) => {
        impl<T, G> $type<T, G> {
            /// See [`Resource::navigate`].
            #[inline]
            pub fn navigate<B: From<Resource>>(&self, name: &'static str) -> B {
                self.resource.navigate(name)
            }

            /// See [`Resource::cast`].
            #[inline]
            pub fn cast<B: From<Resource>>(&self, type_name: &'static str) -> B {
                self.resource.cast(type_name)
            }

            /// See [`Resource::action`].
            #[inline]
            pub fn action<K: Kind>(
                &self,
                namespace: &'static str,
                name: &'static str,
            ) -> Request<K> {
                self.resource.action(namespace, name)
            }

            /// See [`Resource::function`].
            #[inline]
            pub fn function<K: Kind>(
                &self,
                namespace: &'static str,
                name: &'static str,
            ) -> Function<K> {
                self.resource.function(namespace, name)
            }
        }
    };
}

steps!(EntityRequest);
steps!(CollectionRequest);
