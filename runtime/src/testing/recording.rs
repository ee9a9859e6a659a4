//! Exchanges with a service, into a file that a test can be answered from.

use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use http::Response;

use super::exchange::{Exchange, Recording, Secrets};
use crate::clock::Clock;
use crate::render;
use crate::transport::{Body, BoxFuture, Transport, TransportError, TransportErrorKind};

/// A transport that writes what another one sends and receives into a file, for
/// [`ReplayingTransport`](super::ReplayingTransport).
///
/// The file is JSON: an object whose `exchanges` have a `request` (`method`, `url`, `headers`,
/// `body`) and an `answer` (`status`, `headers`, `body`) each. A body is an object with one of
/// `json`, `text` and `base64`. It is written anew after each exchange, and may be edited.
///
/// `Authorization`, cookies, and headers that are marked as sensitive are left out, and so is what
/// is named here. Look through the bodies before you share a file: what people wrote is in them.
///
/// ```no_run
/// use odata_runtime::testing::{RecordingTransport, ReplayingTransport};
/// # use odata_runtime::{Client, ConfigError, Service, transport_fn};
/// # static SERVICE: Service = Service::new("https://example.com/api");
/// # let transport = transport_fn(|_| Ok(http::Response::new("{}".into())));
/// // Once, with the service:
/// let transport = RecordingTransport::new(transport, "tests/inbox.json").hide_query("sig");
/// let client = Client::builder(&SERVICE).token("eyJ0eXAi").transport(transport).build()?;
///
/// // And from then on without:
/// let transport = ReplayingTransport::read("tests/inbox.json")?;
/// let client = Client::builder(&SERVICE).transport(transport).build()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct RecordingTransport<T> {
    inner: T,
    path: PathBuf,
    secrets: Secrets,
    recording: Mutex<Recording>,
}

impl<T: Transport> RecordingTransport<T> {
    /// Records what goes over `inner` into the file; one that is there is written over with the
    /// first exchange.
    pub fn new(inner: T, path: impl Into<PathBuf>) -> Self {
        Self {
            inner,
            path: path.into(),
            secrets: Secrets::default(),
            recording: Mutex::default(),
        }
    }

    /// Leaves out a header, of requests and of answers.
    #[must_use]
    pub fn hide_header(mut self, name: impl Into<String>) -> Self {
        self.secrets.headers.push(name.into());
        self
    }

    /// Writes `hidden` in the place of the values of a query option, wherever a URL has it. When
    /// the file is replayed, any value fits.
    #[must_use]
    pub fn hide_query(mut self, name: impl Into<String>) -> Self {
        self.secrets.query.push(name.into());
        self
    }

    fn record(
        &self,
        request: &http::Request<Bytes>,
        answer: &Response<Bytes>,
    ) -> Result<(), TransportError> {
        let mut recording = self
            .recording
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        recording
            .exchanges
            .push(Exchange::new(request, answer, &self.secrets));
        let json = serde_json::to_string(&*recording).map_err(|error| self.unwritten(&error))?;
        std::fs::write(&self.path, render::indented(&json) + "\n")
            .map_err(|error| self.unwritten(&error))
    }

    fn unwritten(&self, error: &dyn fmt::Display) -> TransportError {
        let message = format!("cannot write `{}`: {error}", self.path.display());
        TransportError::new(TransportErrorKind::Other, message)
    }
}

impl<T: Transport> Transport for RecordingTransport<T> {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            let answer = self.inner.send(request.clone()).await?;
            let (head, body) = answer.into_parts();
            let answer = Response::from_parts(head, body.into_bytes().await?);
            self.record(&request, &answer)?;
            Ok(answer.map(Body::from))
        })
    }

    fn clock(&self) -> Option<Arc<dyn Clock>> {
        self.inner.clock()
    }
}

impl<T> fmt::Debug for RecordingTransport<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecordingTransport")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}
