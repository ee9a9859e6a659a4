//! What can go wrong between building a request and reading its answer, as one type.

mod answers;

use std::borrow::Cow;
use std::fmt;

use http::{HeaderMap, Method, StatusCode, Uri};

use crate::auth::TokenError;
use crate::batch::{BatchFailure, BatchMistake};
use crate::json_path;
use crate::service_error::ServiceError;
use crate::transport::TransportError;

/// Why a request has no result.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The request could not be made; nothing was sent.
    #[error(transparent)]
    Build(#[from] Box<BuildError>),
    /// The request did not reach the service, or its answer did not come back.
    #[error("{request}: {source}")]
    Transport {
        /// What was asked.
        request: Box<RequestLine>,
        /// What the transport says.
        source: TransportError,
    },
    /// There is no access token to send the request with; nothing was sent.
    #[error("{request}: {source}")]
    Token {
        /// What was to be asked.
        request: Box<RequestLine>,
        /// What the source of tokens says.
        source: TokenError,
    },
    /// The service answered with an error of OData.
    #[error(transparent)]
    Service(#[from] Box<ServiceError>),
    /// The answer is not what the model says.
    #[error(transparent)]
    Decode(#[from] Box<DecodeError>),
    /// The service, or something in front of it, answered with neither a result nor an error of
    /// OData.
    #[error(transparent)]
    UnexpectedStatus(#[from] Box<UnexpectedStatus>),
    /// The request was in a batch, and has no answer of its own.
    #[error(transparent)]
    Batch(#[from] Box<BatchFailure>),
}

impl From<BuildError> for Error {
    fn from(error: BuildError) -> Self {
        Self::Build(Box::new(error))
    }
}

impl From<DecodeError> for Error {
    fn from(error: DecodeError) -> Self {
        Self::Decode(Box::new(error))
    }
}

/// Method and URL of a request, for messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestLine {
    /// The method.
    pub method: Method,
    /// The whole URL.
    pub url: Uri,
}

impl fmt::Display for RequestLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.url)
    }
}

/// A mistake in a request; it is kept while the request is built and told when it is sent.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// A header's name or value has characters that headers do not have.
    #[error("`{name}` is no header, or has a value that no header can have")]
    Header {
        /// The name as given.
        name: String,
    },
    /// An entity does not say where it is.
    #[error(
        "this `{type_name}` has neither an id nor an edit link: take its collection and `by_key`"
    )]
    NoAddress {
        /// The qualified name of its type.
        type_name: &'static str,
    },
    /// An address is not a URL.
    #[error("`{url}` is no URL: {reason}")]
    Url {
        /// The address.
        url: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A value cannot be written as JSON.
    #[error("cannot write `{name}`: {source}")]
    Encode {
        /// The property or parameter; empty for a whole body.
        name: Cow<'static, str>,
        /// What the serializer says.
        source: EncodeError,
    },
    /// Requests do not go together in a batch.
    #[error(transparent)]
    Batch(#[from] BatchMistake),
    /// A time limit was asked for of a client that has no clock.
    #[error("a time limit wants a clock, and the client has none")]
    NoClock,
    /// The thread was to wait, and cannot: see `wait`.
    #[error("cannot block the thread: {reason}")]
    Blocking {
        /// Why not.
        reason: String,
    },
}

/// A value that cannot be written as JSON.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct EncodeError {
    /// What the serializer says.
    pub message: String,
}

impl From<serde_json::Error> for EncodeError {
    fn from(error: serde_json::Error) -> Self {
        Self {
            message: error.to_string(),
        }
    }
}

/// JSON that is not of the type that the model says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    /// Where in the JSON: `value[3].From.EmailAddress`; empty for the whole.
    pub path: String,
    /// What is wrong there.
    pub message: String,
    /// What was asked, if the JSON is an answer.
    pub request: Option<Box<RequestLine>>,
}

impl DecodeError {
    pub(crate) fn new(error: &serde_json::Error) -> Self {
        Self::from_message(&error.to_string())
    }

    /// Takes the path out of the message of a reader.
    pub(crate) fn from_message(message: &str) -> Self {
        let (path, message) = json_path::split(message);
        Self {
            path: path.to_owned(),
            message: message.to_owned(),
            request: None,
        }
    }

    /// The same error, seen from outside of the property `name`.
    pub(crate) fn at(mut self, name: &str) -> Self {
        self.path = json_path::join(name, &self.path);
        self
    }

    pub(crate) fn of(mut self, request: &RequestLine) -> Self {
        self.request = Some(Box::new(request.clone()));
        self
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("cannot read ")?;
        match self.path.as_str() {
            "" => f.write_str("the JSON")?,
            path => write!(f, "`{path}`")?,
        }
        write!(f, ": {}", self.message)?;
        match &self.request {
            Some(request) => write!(f, " ({request})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for DecodeError {}

/// An answer that is neither a result nor an error of OData: that of a proxy, a sign-in page, a
/// redirection that was not followed.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{request}: the service answered {status}{}", after_colon(.body))]
pub struct UnexpectedStatus {
    /// What was asked.
    pub request: RequestLine,
    /// The status.
    pub status: StatusCode,
    /// All headers.
    pub headers: HeaderMap,
    /// The beginning of the body.
    pub body: String,
}

fn after_colon(text: &str) -> String {
    match text {
        "" => String::new(),
        text => format!(": {text}"),
    }
}

/// Settings that no client can be made of.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// The base URL is no absolute `http` or `https` URL, or has a query or a fragment.
    #[error("`{url}` cannot be the base URL of a service: {reason}")]
    BaseUrl {
        /// The URL as given.
        url: String,
        /// What is wrong with it.
        reason: String,
    },
    /// What is to be trusted is no origin, or one that a token must not go to.
    #[error("`{url}` cannot be trusted with the token: {reason}")]
    Origin {
        /// The origin as given.
        url: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A header's name or value has characters that headers do not have.
    #[error("`{name}` is no header, or has a value that no header can have")]
    Header {
        /// The name as given.
        name: String,
    },
    /// The token has characters that headers do not have.
    #[error("the token has characters that no header can have")]
    Token,
    /// There is no transport, and none is built in.
    #[error("no transport: set one, or enable the feature `reqwest`")]
    NoTransport,
    /// There is a time limit, and neither the builder nor the transport has a clock.
    #[error("a time limit wants a clock: set one")]
    NoClock,
    /// The transport cannot be started.
    #[error("cannot start the transport: {0}")]
    Transport(String),
}
