//! An error, into answers to what a caller wants to know of it.

use std::time::Duration;

use http::{HeaderMap, StatusCode};
use jiff::Timestamp;

use super::Error;
use crate::batch::BatchCause;
use crate::service_error::{ErrorCode, request_id, retry_after};
use crate::transport::TransportErrorKind;

impl Error {
    /// The status of the answer, if there was one that says that the request failed.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self.cause() {
            Self::Service(error) => Some(error.status),
            Self::UnexpectedStatus(error) => Some(error.status),
            _ => None,
        }
    }

    /// Whether the service says that this is an error of this kind
    /// ([`ServiceError::is`](crate::ServiceError::is)).
    #[must_use]
    pub fn is(&self, code: ErrorCode) -> bool {
        matches!(self.cause(), Self::Service(error) if error.is(code))
    }

    /// Whether the service wants fewer requests (429).
    #[must_use]
    pub fn is_throttled(&self) -> bool {
        self.status() == Some(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Whether there is no such resource (404).
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.status() == Some(StatusCode::NOT_FOUND)
    }

    /// Whether what was asked for is too old: a token for changes, or the link to a page, with
    /// which the service cannot go on. Start over (OData Protocol 4.01 §11.3).
    ///
    /// That is the status 410, or a code that the service says this with
    /// ([`Service::expired_codes`](crate::Service::expired_codes)).
    #[must_use]
    pub fn is_expired(&self) -> bool {
        self.status() == Some(StatusCode::GONE)
            || matches!(self.cause(), Self::Service(error) if error.expired)
    }

    /// How long to wait before the next attempt, where the service says so (`Retry-After`).
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after_at(None)
    }

    pub(crate) fn retry_after_at(&self, now: Option<Timestamp>) -> Option<Duration> {
        match self.cause() {
            Self::Service(error) => error.retry_after,
            Self::UnexpectedStatus(error) => retry_after(&error.headers, now),
            _ => None,
        }
    }

    /// The id under which the service finds the request in its logs.
    #[must_use]
    pub fn request_id(&self) -> Option<String> {
        request_id(self.headers()?)
    }

    /// The error itself, or that of the call that a request of a batch was in.
    fn cause(&self) -> &Self {
        match self {
            Self::Batch(failure) => match &failure.cause {
                BatchCause::Call(error) => error.cause(),
                _ => self,
            },
            _ => self,
        }
    }

    pub(crate) fn headers(&self) -> Option<&HeaderMap> {
        match self.cause() {
            Self::Service(error) => Some(&error.headers),
            Self::UnexpectedStatus(error) => Some(&error.headers),
            _ => None,
        }
    }

    /// One word for traces.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Build(_) => "build",
            Self::Token { .. } => "token",
            Self::Transport { source, .. } => match source.kind() {
                TransportErrorKind::Connect => "connect",
                TransportErrorKind::Timeout => "timeout",
                TransportErrorKind::Interrupted => "interrupted",
                TransportErrorKind::TooLarge => "too_large",
                TransportErrorKind::Other => "transport",
            },
            Self::Service(_) => "service",
            Self::Decode(_) => "decode",
            Self::UnexpectedStatus(_) => "status",
            Self::Batch(_) => "batch",
        }
    }

    /// The same error of a service that has these codes for what is too old.
    pub(crate) fn marked(mut self, expired: &[ErrorCode]) -> Self {
        if let Self::Service(error) = &mut self {
            error.expired = expired.iter().any(|code| error.is(*code));
        }
        self
    }

    /// The same error as told at this time, where the answer does not say when that was.
    pub(crate) fn told_at(mut self, now: Timestamp) -> Self {
        if let Self::Service(error) = &mut self {
            error.retry_after = retry_after(&error.headers, Some(now));
        }
        self
    }
}
