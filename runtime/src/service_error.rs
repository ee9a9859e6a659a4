//! The body and headers of an answer that says no, into an error.

mod code;

use std::fmt;
use std::time::Duration;

use http::{HeaderMap, HeaderName, StatusCode, header};
use jiff::Timestamp;
use jiff::fmt::rfc2822;
use serde_json::Value as Json;
use serde_json::value::RawValue;

pub use self::code::ErrorCode;
use crate::error::{Error, RequestLine, UnexpectedStatus};

/// An error that a service tells (OData JSON 4.01 §21.1).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ServiceError {
    /// What was asked.
    pub request: RequestLine,
    /// The status of the answer.
    pub status: StatusCode,
    /// What kind of error it is, in words of the service.
    pub code: String,
    /// What the service says to people.
    pub message: String,
    /// What the error is about: the name of a property, for example.
    pub target: Option<String>,
    /// More errors in the same answer.
    pub details: Vec<ErrorDetail>,
    /// What the service says to its own developers, as JSON.
    pub inner_error: Option<Box<RawValue>>,
    /// The id under which the service finds the request in its logs.
    pub request_id: Option<String>,
    /// How long to wait before the next attempt.
    pub retry_after: Option<Duration>,
    /// All headers.
    pub headers: HeaderMap,
    /// Whether the service says by its code that what was asked for is too old.
    pub(crate) expired: bool,
}

/// One of several errors in an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorDetail {
    /// What kind of error it is, in words of the service.
    pub code: String,
    /// What the service says to people.
    pub message: String,
    /// What the error is about.
    pub target: Option<String>,
}

impl fmt::Display for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.request, self.status)?;
        for part in [&self.code, &self.message] {
            if !part.is_empty() {
                write!(f, ": {part}")?;
            }
        }
        match &self.target {
            Some(target) => write!(f, " (`{target}`)"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ServiceError {}

/// The error in an answer whose status is not one of success.
pub(crate) fn parse_error(
    request: RequestLine,
    status: StatusCode,
    headers: HeaderMap,
    body: &[u8],
) -> Error {
    let Some((error, inner_error)) = error_object(body) else {
        return Error::UnexpectedStatus(Box::new(UnexpectedStatus {
            request,
            status,
            headers,
            body: shortened(body),
        }));
    };
    let detail = detail(&error);
    let details = error.get("details").and_then(Json::as_array);
    Error::Service(Box::new(ServiceError {
        request,
        status,
        code: detail.code,
        message: detail.message,
        target: detail.target,
        details: details.into_iter().flatten().map(self::detail).collect(),
        request_id: request_id(&headers),
        retry_after: retry_after(&headers, None),
        inner_error,
        headers,
        expired: false,
    }))
}

/// The object `error`, and the text of the `innererror` in it.
fn error_object(body: &[u8]) -> Option<(Json, Option<Box<RawValue>>)> {
    let mut body: Json = serde_json::from_slice(body).ok()?;
    let mut error = body.get_mut("error")?.take();
    let members = error.as_object_mut()?;
    let inner = members
        .remove("innererror")
        .or_else(|| members.remove("innerError"));
    let inner = inner.and_then(|inner| serde_json::value::to_raw_value(&inner).ok());
    Some((error, inner))
}

fn detail(error: &Json) -> ErrorDetail {
    let text = |name: &str| match error.get(name) {
        // Before version 4, and in some services since, the message is an object.
        Some(Json::Object(message)) => message.get("value")?.as_str().map(str::to_owned),
        Some(Json::String(text)) => Some(text.clone()),
        Some(Json::Number(number)) => Some(number.to_string()),
        _ => None,
    };
    ErrorDetail {
        code: text("code").unwrap_or_default(),
        message: text("message").unwrap_or_default(),
        target: text("target"),
    }
}

/// Services do not agree on the header's name, only on how it ends.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<String> {
    let is_id = |name: &HeaderName| name.as_str().ends_with("request-id");
    let found = headers.get("request-id").or_else(|| {
        let mut all = headers.iter();
        all.find(|(name, _)| is_id(name)).map(|(_, value)| value)
    });
    found?.to_str().ok().map(str::to_owned)
}

/// Seconds, or a date (RFC 9110 §10.2.3), which is compared with the service's own clock, or else
/// with ours.
pub(crate) fn retry_after(headers: &HeaderMap, now: Option<Timestamp>) -> Option<Duration> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // More seconds than a number holds are still a wait, and the longest there is.
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let parser = rfc2822::DateTimeParser::new();
    let until = parser.parse_timestamp(text).ok()?;
    let date = headers
        .get(header::DATE)
        .and_then(|date| date.to_str().ok());
    let now = date
        .and_then(|date| parser.parse_timestamp(date).ok())
        .or(now)?;
    let wait = until.duration_since(now);
    Some(wait.try_into().unwrap_or(Duration::ZERO))
}

/// The beginning of a body, on one line.
pub(crate) fn shortened(body: &[u8]) -> String {
    const SHOWN: usize = 300;
    let text = String::from_utf8_lossy(&body[..body.len().min(SHOWN * 8)]);
    let words: Vec<&str> = text.split_whitespace().collect();
    let line = words.join(" ");
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
