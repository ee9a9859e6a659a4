//! A request as a value: to look at, to turn into HTTP, or to send.

mod conditions;

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;
use url::Url;

use crate::answer::Answer;
use crate::client::limits::Limits;
use crate::client::{Client, parse_header};
use crate::error::{BuildError, EncodeError, Error};
use crate::kind::{Items, Kind, Maybe};
use crate::preference;
use crate::render;
use crate::resource::Resource;
use crate::transport::BoxFuture;
use crate::value::Value;

/// A request whose answer is of the kind `K`.
///
/// Nothing is sent before it is awaited. A mistake that is made while building — a header that is
/// none, a value that JSON has no form for — is kept, and told then.
#[must_use = "a request does nothing until it is awaited"]
pub struct Request<K> {
    pub(crate) parts: Box<Parts>,
    kind: PhantomData<fn() -> K>,
}

/// A query option.
pub(crate) type Query = (Cow<'static, str>, String);

/// All of a request but its kind.
#[derive(Clone)]
pub(crate) struct Parts {
    pub(crate) resource: Resource,
    pub(crate) method: Method,
    pub(crate) query: Vec<Query>,
    pub(crate) headers: HeaderMap,
    pub(crate) accept: &'static str,
    pub(crate) body: Payload,
    pub(crate) limits: Limits,
    pub(crate) error: Option<BuildError>,
}

#[derive(Clone)]
pub(crate) enum Payload {
    Empty,
    /// The members of an object.
    Parameters(Vec<Member>),
    Json(Bytes),
    Other(Bytes, HeaderValue),
}

/// A member of an object that is put together by hand.
pub(crate) type Member = (Cow<'static, str>, Box<RawValue>);

impl<K: Kind> Request<K> {
    pub(crate) fn new(resource: Resource, method: Method) -> Self {
        Self {
            parts: Parts::new(resource, method, K::ACCEPT),
            kind: PhantomData,
        }
    }

    /// Sends the request and reads the answer.
    ///
    /// # Errors
    /// Mistakes made while building, failures of the transport, errors of the service, and
    /// answers that are not of the kind.
    pub async fn send(self) -> Result<K::Output, Error> {
        let client = self.parts.resource.client.clone();
        let response = client.send(*self.parts).await?;
        response.read::<K>()
    }

    /// Sends the request and reads the answer, with its status and headers.
    ///
    /// # Errors
    /// Those of [`send`](Self::send).
    pub async fn answer(self) -> Result<Answer<K::Output>, Error> {
        let client = self.parts.resource.client.clone();
        let response = client.send(*self.parts).await?;
        let value = response.read::<K>()?;
        Ok(Answer::new(value, response.status, response.headers))
    }

    /// The same request where the service may answer with nothing: an optional result, or
    /// `Prefer: return=minimal`.
    pub fn optional(self) -> Request<Maybe<K>> {
        Request {
            parts: self.parts,
            kind: PhantomData,
        }
    }
}

impl<K> Request<K> {
    /// Adds a query option; the value is percent-encoded. A system query option (`$…`) replaces
    /// the one of its name.
    pub fn query(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) -> Self {
        self.parts.set_query(name.into(), value.into());
        self
    }

    /// Sets a header; preferences (`Prefer`) add up, and replace those of the same name.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.parts.set_header(name, value);
        self
    }

    /// Adds a parameter of an action to the body.
    pub fn parameter<T: Value>(mut self, name: &'static str, value: &T) -> Self {
        self.parts.add_parameter(name, render::raw(value));
        self
    }

    /// Adds a parameter that is a text.
    pub fn text_parameter(self, name: &'static str, text: impl Into<String>) -> Self {
        self.parameter(name, &text.into())
    }

    /// Adds a parameter that is a collection, of items or of references to them.
    pub fn items_parameter<T: Value>(
        mut self,
        name: &'static str,
        items: impl IntoIterator<Item = impl Borrow<T>>,
    ) -> Self {
        self.parts.add_parameter(name, render::raw_items(items));
        self
    }

    /// Sets the body to JSON. Without the feature `serde`, [`to_json`](crate::to_json) says how
    /// generated types come here.
    pub fn json<T: Serialize + ?Sized>(mut self, body: &T) -> Self {
        self.parts
            .set_json(serde_json::to_vec(body).map_err(EncodeError::from));
        self
    }

    /// Sets the body to bytes of a media type.
    pub fn body(mut self, body: impl Into<Bytes>, content_type: &str) -> Self {
        self.parts.set_body(body.into(), content_type);
        self
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.parts.method
    }

    /// The URL, with all query options.
    ///
    /// # Errors
    /// When the address began with text that is no URL.
    pub fn url(&self) -> Result<Url, Error> {
        Ok(self.parts.url()?)
    }

    /// The path without values, `me/messages/{Id}`: for traces and statistics.
    #[must_use]
    pub fn template(&self) -> String {
        self.parts.resource.template()
    }

    /// The client that will send it.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.parts.resource.client
    }

    /// The request as HTTP, with all headers: those of the client, a token that does not change
    /// among them, only where the URL is one of the service's own origins. A token that a source
    /// gives is not in it: see [`Request::into_authorized_http`].
    ///
    /// # Errors
    /// Mistakes made while building.
    pub fn into_http(self) -> Result<http::Request<Bytes>, Error> {
        let client = self.parts.resource.client.clone();
        Ok(client.http(*self.parts)?)
    }

    /// Changes the query options.
    pub(crate) fn with_options(mut self, change: impl FnOnce(&mut Vec<Query>)) -> Self {
        change(&mut self.parts.query);
        self
    }

    pub(crate) fn into_parts(self) -> Parts {
        *self.parts
    }

    pub(crate) fn with_members(mut self, members: Result<Vec<Member>, BuildError>) -> Self {
        match members {
            Ok(members) => self.parts.body = Payload::Parameters(members),
            Err(error) => self.parts.fail(error),
        }
        self
    }
}

impl<T: Value + 'static, G: 'static> Request<Items<T, G>> {
    /// The same request without the restrictions of the metadata, in a type that does not name
    /// where it came from.
    pub fn ungated(self) -> Request<Items<T>> {
        Request {
            parts: self.parts,
            kind: PhantomData,
        }
    }
}

impl Parts {
    pub(crate) fn new(resource: Resource, method: Method, accept: &'static str) -> Box<Self> {
        Box::new(Self {
            resource,
            method,
            query: Vec::new(),
            headers: HeaderMap::new(),
            accept,
            body: Payload::Empty,
            limits: Limits::default(),
            error: None,
        })
    }

    pub(crate) fn url(&self) -> Result<Url, BuildError> {
        self.resource.client.url(&self.resource.path, &self.query)
    }

    fn set_query(&mut self, name: Cow<'static, str>, value: String) {
        if name.starts_with('$') {
            self.query.retain(|(known, _)| *known != name);
        }
        self.query.push((name, value));
    }

    pub(crate) fn set_header(&mut self, name: &str, value: &str) {
        match parse_header(name, value) {
            Some((name, value)) if name == "prefer" => {
                preference::add(&mut self.headers, value);
            }
            Some((name, value)) => {
                self.headers.insert(name, value);
            }
            None => self.fail(BuildError::Header {
                name: name.to_owned(),
            }),
        }
    }

    fn add_parameter(&mut self, name: &'static str, json: Result<Box<RawValue>, EncodeError>) {
        let json = match json {
            Ok(json) => json,
            Err(source) => {
                let name = name.into();
                return self.fail(BuildError::Encode { name, source });
            }
        };
        if let Payload::Parameters(members) = &mut self.body {
            members.retain(|(known, _)| known != name);
            members.push((name.into(), json));
        } else {
            self.body = Payload::Parameters(vec![(name.into(), json)]);
        }
    }

    fn set_json(&mut self, json: Result<Vec<u8>, EncodeError>) {
        match json {
            Ok(json) => self.body = Payload::Json(json.into()),
            Err(source) => {
                let name = "".into();
                self.fail(BuildError::Encode { name, source });
            }
        }
    }

    fn set_body(&mut self, body: Bytes, content_type: &str) {
        match content_type.parse() {
            Ok(content_type) => self.body = Payload::Other(body, content_type),
            Err(_) => self.fail(BuildError::Header {
                name: "content-type".to_owned(),
            }),
        }
    }

    /// The first mistake is the one to tell.
    fn fail(&mut self, error: BuildError) {
        self.error.get_or_insert(error);
    }
}

impl Payload {
    pub(crate) fn content_type(&self) -> Option<HeaderValue> {
        match self {
            Self::Empty => None,
            Self::Parameters(_) | Self::Json(_) => {
                Some(HeaderValue::from_static("application/json"))
            }
            Self::Other(_, content_type) => Some(content_type.clone()),
        }
    }

    pub(crate) fn into_bytes(self) -> Result<Bytes, BuildError> {
        match self {
            Self::Empty => Ok(Bytes::new()),
            Self::Json(bytes) | Self::Other(bytes, _) => Ok(bytes),
            Self::Parameters(members) => match serde_json::to_vec(&Object(&members)) {
                Ok(json) => Ok(json.into()),
                Err(error) => Err(BuildError::Encode {
                    name: "".into(),
                    source: error.into(),
                }),
            },
        }
    }
}

/// Members as one object.
pub(crate) struct Object<'a>(pub(crate) &'a [Member]);

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, json) in self.0 {
            map.serialize_entry(&**name, json)?;
        }
        map.end()
    }
}

impl<K: Kind> IntoFuture for Request<K> {
    type Output = Result<K::Output, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl<K> Clone for Request<K> {
    fn clone(&self) -> Self {
        Self {
            parts: self.parts.clone(),
            kind: PhantomData,
        }
    }
}

impl<K> fmt::Debug for Request<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts.fmt(f)
    }
}

impl fmt::Debug for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.url() {
            Ok(url) => write!(f, "{} {url}", self.method),
            Err(_) => write!(f, "{} {}", self.method, self.resource.template()),
        }
    }
}
