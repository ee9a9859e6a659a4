//! The answer of a service, before it is a value.

use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, StatusCode};

use crate::error::{DecodeError, Error, RequestLine, UnexpectedStatus};
use crate::kind::Kind;
use crate::render;
use crate::service_error::{parse_error, shortened};
use crate::value::Value;

/// An answer whose status says that the request succeeded.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Response {
    /// What was asked.
    pub request: RequestLine,
    /// The status.
    pub status: StatusCode,
    /// All headers.
    pub headers: HeaderMap,
    /// The whole body.
    pub body: Bytes,
}

impl Response {
    pub(crate) fn checked(self) -> Result<Self, Error> {
        // "Not modified" is what a condition asked for: there is nothing to read.
        if self.status.is_success() || self.status == StatusCode::NOT_MODIFIED {
            return Ok(self);
        }
        Err(parse_error(
            self.request,
            self.status,
            self.headers,
            &self.body,
        ))
    }

    /// Reads the answer as what the request expects.
    pub(crate) fn read<K: Kind>(&self) -> Result<K::Output, Error> {
        if self.status == StatusCode::NOT_MODIFIED && !K::IS_OPTIONAL {
            return Err(self.unexpected());
        }
        K::read(self)
    }

    /// Whether there is no content.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.status == StatusCode::NO_CONTENT || self.body.is_empty()
    }

    /// Reads the body as JSON.
    ///
    /// # Errors
    /// When there is no content, or the content is not a `T`.
    pub fn json<T: Value>(&self) -> Result<T, Error> {
        if self.is_empty() {
            return Err(self.unexpected());
        }
        render::value(self.json_text()).map_err(|error| self.unreadable(error))
    }

    /// Why the body cannot be read: it is none of OData's, or has the wrong type, or is not what
    /// came out of the service.
    #[cold]
    pub(crate) fn unreadable(&self, mut error: DecodeError) -> Error {
        if self.is_web_page() {
            return self.unexpected();
        }
        // Compressed content is no JSON; the error of the reader alone says nothing of that.
        if let Some(coding) = self.header(CONTENT_ENCODING) {
            error.message += &format!("; the content came as `{coding}`, which nobody undid");
        }
        self.decode_error(error)
    }

    /// Whether there is a page for people: something in front of the service wants them to sign in,
    /// or says that it cannot reach it, with a status of success.
    pub(crate) fn is_web_page(&self) -> bool {
        let media_type = self.header(CONTENT_TYPE).unwrap_or_default();
        let media_type = media_type.split(';').next().unwrap_or_default().trim();
        let pages = ["text/html", "application/xhtml+xml"];
        !self.is_empty()
            && pages
                .iter()
                .any(|page| media_type.eq_ignore_ascii_case(page))
    }

    fn header(&self, name: HeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body without the byte order mark that some services begin it with.
    pub(crate) fn json_text(&self) -> &[u8] {
        let mark = "\u{feff}".as_bytes();
        self.body.strip_prefix(mark).unwrap_or(&self.body)
    }

    #[cold]
    pub(crate) fn decode_error(&self, error: DecodeError) -> Error {
        error.of(&self.request).into()
    }

    #[cold]
    pub(crate) fn unexpected(&self) -> Error {
        Error::UnexpectedStatus(Box::new(UnexpectedStatus {
            request: self.request.clone(),
            status: self.status,
            headers: self.headers.clone(),
            body: shortened(&self.body),
        }))
    }
}
