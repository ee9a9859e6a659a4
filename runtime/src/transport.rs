//! What carries requests to a service and answers back.

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;

use crate::clock::Clock;

mod body;
#[cfg(feature = "reqwest")]
mod reqwest;

pub use self::body::Body;
#[cfg(feature = "reqwest")]
pub use self::reqwest::ReqwestTransport;

/// A future that a trait object can give.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Sends one HTTP request.
///
/// A transport follows no redirection to another origin with the headers of the first request,
/// and does not retry. Dropping its future ends the exchange.
pub trait Transport: Send + Sync {
    /// Sends the request and gives the answer, whatever its status.
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;

    /// The clock of the runtime that the transport works on, if it knows one.
    fn clock(&self) -> Option<Arc<dyn Clock>> {
        None
    }
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        (**self).send(request)
    }

    fn clock(&self) -> Option<Arc<dyn Clock>> {
        (**self).clock()
    }
}

/// Why a request had no answer.
#[derive(Debug)]
pub struct TransportError(Box<Failure>);

#[derive(Debug)]
struct Failure {
    kind: TransportErrorKind,
    source: Box<dyn StdError + Send + Sync>,
}

/// What a caller can do something about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// There is no connection: the request was not sent.
    Connect,
    /// The answer took too long; the service may have done what it was asked.
    Timeout,
    /// The connection broke before the answer was whole; the service may have done what it was
    /// asked.
    Interrupted,
    /// The answer has more bytes than the client takes at once
    /// ([`ClientBuilder::max_answer_size`](crate::ClientBuilder::max_answer_size)).
    TooLarge,
    /// Anything else.
    Other,
}

impl TransportError {
    /// The error of a transport.
    pub fn new(
        kind: TransportErrorKind,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        Self(Box::new(Failure {
            kind,
            source: source.into(),
        }))
    }

    /// What kind of error it is.
    #[must_use]
    pub fn kind(&self) -> TransportErrorKind {
        self.0.kind
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0.kind {
            TransportErrorKind::Connect => "cannot connect: ",
            TransportErrorKind::Timeout => "timed out: ",
            TransportErrorKind::Interrupted => "the connection broke: ",
            TransportErrorKind::TooLarge | TransportErrorKind::Other => "",
        })?;
        // Transports tell the story in a chain of sources.
        write!(f, "{}", self.0.source)?;
        let mut next = self.0.source.source();
        while let Some(source) = next {
            write!(f, ": {source}")?;
            next = source.source();
        }
        Ok(())
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.source()
    }
}

/// A transport that answers from a function: for tests, without a network.
///
/// ```
/// use odata_runtime::{Client, Service, transport_fn};
///
/// static SERVICE: Service = Service::new("https://example.com/odata");
/// let client = Client::builder(&SERVICE)
///     .transport(transport_fn(|_request| Ok(http::Response::new("{}".into()))))
///     .build()?;
/// # Ok::<(), odata_runtime::ConfigError>(())
/// ```
pub fn transport_fn<F>(answer: F) -> TransportFn<F>
where
    F: Fn(http::Request<Bytes>) -> Result<http::Response<Body>, TransportError> + Send + Sync,
{
    TransportFn(answer)
}

/// What [`transport_fn`] makes.
#[derive(Clone)]
pub struct TransportFn<F>(F);

impl<F> fmt::Debug for TransportFn<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TransportFn")
    }
}

impl<F> Transport for TransportFn<F>
where
    F: Fn(http::Request<Bytes>) -> Result<http::Response<Body>, TransportError> + Send + Sync,
{
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(std::future::ready((self.0)(request)))
    }
}
