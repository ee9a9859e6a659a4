//! The result of a request, into the answer that a service gives it with.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Response, StatusCode};

use crate::error::EncodeError;
use crate::kind::{Count, Entity, Items, Kind, Maybe, Media, Nothing, Scalar, Single};
use crate::page::Wrapped;
use crate::render;
use crate::value::{Shape, Value};

/// What a request expects and a test can answer: the way back of [`Kind::read`].
#[diagnostic::on_unimplemented(
    message = "answers to `{Self}` cannot be written from a value",
    note = "`Mock::answer_with` answers any request with HTTP"
)]
pub trait Answerable: Kind {
    /// The answer that is read as this output.
    ///
    /// # Errors
    /// When JSON has no form for the value.
    fn answer(output: Self::Output) -> Result<Response<Bytes>, EncodeError>;
}

impl Answerable for Nothing {
    fn answer((): ()) -> Result<Response<Bytes>, EncodeError> {
        Ok(nothing())
    }
}

impl<T: Value + 'static> Answerable for Entity<T> {
    fn answer(entity: T) -> Result<Response<Bytes>, EncodeError> {
        json(&entity)
    }
}

impl<T: Value + 'static> Answerable for Scalar<T> {
    fn answer(value: T) -> Result<Response<Bytes>, EncodeError> {
        let odata = crate::Control::default();
        json(&Wrapped { value, odata })
    }
}

impl<T: Value + 'static, G: 'static> Answerable for Items<T, G> {
    fn answer(page: crate::Page<T>) -> Result<Response<Bytes>, EncodeError> {
        json(&page)
    }
}

impl<K: Answerable> Answerable for Maybe<K> {
    fn answer(output: Option<K::Output>) -> Result<Response<Bytes>, EncodeError> {
        output.map_or_else(|| Ok(nothing()), K::answer)
    }
}

impl<T: Value + 'static> Answerable for Single<T> {
    fn answer(value: T) -> Result<Response<Bytes>, EncodeError> {
        match T::SHAPE {
            Shape::Structured => json(&value),
            Shape::Primitive | Shape::Collection => Scalar::answer(value),
        }
    }
}

impl<T: 'static, G: 'static> Answerable for Count<T, G> {
    fn answer(count: i64) -> Result<Response<Bytes>, EncodeError> {
        Ok(with(count.to_string().into(), "text/plain"))
    }
}

impl Answerable for Media {
    fn answer(content: Bytes) -> Result<Response<Bytes>, EncodeError> {
        Ok(with(content, "application/octet-stream"))
    }
}

fn json<T: Value>(value: &T) -> Result<Response<Bytes>, EncodeError> {
    render::json(value).map(|json| with(json.into(), "application/json"))
}

pub(super) fn with(body: Bytes, content_type: &'static str) -> Response<Bytes> {
    let mut response = Response::new(body);
    let content_type = HeaderValue::from_static(content_type);
    response.headers_mut().insert(CONTENT_TYPE, content_type);
    response
}

fn nothing() -> Response<Bytes> {
    let mut response = Response::new(Bytes::new());
    *response.status_mut() = StatusCode::NO_CONTENT;
    response
}
