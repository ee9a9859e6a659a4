//! The address of a resource, and what can be reached from there.

use std::fmt;

use http::Method;
use url::Url;

use crate::client::Client;
use crate::error::Error;
use crate::function::Function;
use crate::kind::Kind;
use crate::path::{Key, OperationName, Path, Segment};
use crate::request::Request;

/// The address of a resource of a service, without a type.
///
/// Generated builders are made of one, and give the next one by its functions; they are also the
/// way to what the model does not have.
#[derive(Clone)]
pub struct Resource {
    pub(crate) client: Client,
    pub(crate) path: Path,
}

impl Resource {
    /// The client that the address belongs to.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// The URL.
    ///
    /// # Errors
    /// When the address began with text that is no URL.
    pub fn url(&self) -> Result<Url, Error> {
        Ok(self.client.url(&self.path, &[])?)
    }

    /// The path without values, `me/messages/{Id}`: for traces and statistics.
    #[must_use]
    pub fn template(&self) -> String {
        self.path.template(self.client.operation_style())
    }

    /// A property, an entity set or a singleton.
    #[inline]
    pub fn navigate<B: From<Self>>(&self, name: &'static str) -> B {
        self.with(Segment::Name(name)).into()
    }

    /// The entity with this key.
    #[inline]
    pub fn key<B: From<Self>>(&self, key: Key) -> B {
        self.with(Segment::Key(key)).into()
    }

    /// The same resource as a derived type, `…/NS.Type` (OData URL 4.01 §4.11).
    #[inline]
    pub fn cast<B: From<Self>>(&self, type_name: &'static str) -> B {
        self.with(Segment::Cast(type_name)).into()
    }

    /// Calls an action that is bound to this resource, or, with an empty namespace, an action
    /// import.
    #[inline]
    pub fn action<K: Kind>(&self, namespace: &'static str, name: &'static str) -> Request<K> {
        let name = OperationName { namespace, name };
        self.with(Segment::Action(name)).request(Method::POST)
    }

    /// A function that is bound to this resource, or, with an empty namespace, a function import.
    #[inline]
    pub fn function<K: Kind>(&self, namespace: &'static str, name: &'static str) -> Function<K> {
        let name = OperationName { namespace, name };
        Function::new(self.with(Segment::Function(name, Vec::new())))
    }

    /// A request of any method and kind, whatever the model says.
    #[inline]
    pub fn request<K: Kind>(&self, method: Method) -> Request<K> {
        Request::new(self.clone(), method)
    }

    pub(crate) fn with(&self, segment: Segment) -> Self {
        let mut path = self.path.clone();
        path.segments.push(segment);
        Self {
            client: self.client.clone(),
            path,
        }
    }
}

impl fmt::Debug for Resource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.url() {
            Ok(url) => f.write_str(url.as_str()),
            Err(_) => f.write_str(&self.template()),
        }
    }
}
