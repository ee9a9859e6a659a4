//! What a request expects, as types without values: each turns an answer into its output.

use std::marker::PhantomData;

use bytes::Bytes;

use crate::error::{DecodeError, Error};
use crate::gate::Open;
use crate::page::{self, Page};
use crate::render;
use crate::response::Response;
use crate::value::{Shape, Value};

/// What a request expects.
pub trait Kind: 'static {
    /// What the answer is turned into.
    type Output;

    /// The media types that are asked for.
    const ACCEPT: &'static str = "application/json";

    /// Whether there may be nothing to read.
    #[doc(hidden)]
    const IS_OPTIONAL: bool = false;

    /// Reads an answer of success.
    ///
    /// # Errors
    /// When the answer is not of this kind.
    fn read(response: &Response) -> Result<Self::Output, Error>;
}

/// No content; whatever comes is ignored, but for a web page: that is none of the service's answers.
#[derive(Clone, Copy, Debug)]
pub enum Nothing {}

impl Kind for Nothing {
    type Output = ();

    fn read(response: &Response) -> Result<(), Error> {
        if response.is_web_page() {
            return Err(response.unexpected());
        }
        Ok(())
    }
}

/// One entity, or one complex value: the body is its object.
pub struct Entity<T>(PhantomData<fn() -> T>);

impl<T: Value + 'static> Kind for Entity<T> {
    type Output = T;

    fn read(response: &Response) -> Result<T, Error> {
        response.json()
    }
}

/// One primitive value, in `{"value": …}` (OData JSON 4.01 §11).
pub struct Scalar<T>(PhantomData<fn() -> T>);

impl<T: Value + 'static> Kind for Scalar<T> {
    type Output = T;

    fn read(response: &Response) -> Result<T, Error> {
        response
            .json::<page::Wrapped<T>>()
            .map(|wrapped| wrapped.value)
    }
}

/// The value of one property: a complex value is its object, anything else is in `{"value": …}`
/// (OData JSON 4.01 §11).
pub struct Single<T>(PhantomData<fn() -> T>);

impl<T: Value + 'static> Kind for Single<T> {
    type Output = T;

    fn read(response: &Response) -> Result<T, Error> {
        match T::SHAPE {
            Shape::Structured => response.json(),
            Shape::Primitive | Shape::Collection => Scalar::read(response),
        }
    }
}

/// A page of a collection, in `{"value": […]}` (OData JSON 4.01 §12).
///
/// `G` is what the metadata allows with the collection.
pub struct Items<T, G = Open>(PhantomData<fn() -> (T, G)>);

impl<T: Value + 'static, G: 'static> Kind for Items<T, G> {
    type Output = Page<T>;

    fn read(response: &Response) -> Result<Page<T>, Error> {
        response.json()
    }
}

/// What `K` is, or nothing: the service may answer with no content or with null.
pub struct Maybe<K>(PhantomData<fn() -> K>);

impl<K: Kind> Kind for Maybe<K> {
    type Output = Option<K::Output>;

    const ACCEPT: &'static str = K::ACCEPT;
    const IS_OPTIONAL: bool = true;

    fn read(response: &Response) -> Result<Self::Output, Error> {
        if response.is_empty() || is_null(response.json_text()) {
            return Ok(None);
        }
        K::read(response).map(Some)
    }
}

/// A null that is not "no content", as OData Protocol 4.01 §11.2.4 asks for: before 4.01 it came as
/// `{"@odata.null": true}`, and services write `{"value": null}`, too.
fn is_null(body: &[u8]) -> bool {
    // Around a null there is little but a context, which is a URL.
    const LONGEST: usize = 8_000;
    let body = body.trim_ascii();
    body == b"null"
        || (body.len() < LONGEST
            && body
                .windows(4)
                .any(|text| matches!(text, b"null" | b"true"))
            && serde_json::from_slice::<serde_json::Value>(body)
                .is_ok_and(|json| json["@odata.null"] == true || is_null_value(&json)))
}

/// Whether there is nothing but a `value` that is null, and what is said about it.
fn is_null_value(json: &serde_json::Value) -> bool {
    let Some(members) = json.as_object() else {
        return false;
    };
    let all_said = |name: &String| name == "value" || name.starts_with('@');
    members.get("value").is_some_and(serde_json::Value::is_null) && members.keys().all(all_said)
}

/// A number of entities of type `T`, as text.
///
/// `G` is what the metadata allows with the collection.
pub struct Count<T = (), G = Open>(PhantomData<fn() -> (T, G)>);

impl<T: 'static, G: 'static> Kind for Count<T, G> {
    type Output = i64;

    const ACCEPT: &'static str = "text/plain,application/json;q=0.5";

    fn read(response: &Response) -> Result<i64, Error> {
        render::value(response.json_text().trim_ascii()).map_err(|_| {
            let text = crate::service_error::shortened(&response.body);
            let message = format!("`{text}` is not a number");
            response.unreadable(DecodeError::from_message(&message))
        })
    }
}

/// The bytes of a stream.
#[derive(Clone, Copy, Debug)]
pub enum Media {}

impl Kind for Media {
    type Output = Bytes;

    const ACCEPT: &'static str = "*/*";

    fn read(response: &Response) -> Result<Bytes, Error> {
        Ok(response.body.clone())
    }
}
