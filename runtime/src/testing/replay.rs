//! A file of exchanges, into a transport that answers as the service did.

use std::fmt;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::Response;
use url::Url;

use super::exchange::{Asked, Exchange, HIDDEN, Recording};
use crate::transport::{Body, BoxFuture, Transport, TransportError, TransportErrorKind};

/// A transport that answers from the file of a
/// [`RecordingTransport`](super::RecordingTransport), or one that was written by hand.
///
/// A request is answered by the first exchange that is not used up and whose method, URL and body
/// are the same: query options may be in another order, JSON may be spaced in another way, and an
/// exchange whose request has no `body` fits any. A request that none fits is an error that shows
/// the nearest.
pub struct ReplayingTransport(Mutex<Vec<Slot>>);

struct Slot {
    exchange: Exchange,
    used: bool,
}

/// Why a file cannot be replayed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReplayError {
    /// The file cannot be read.
    #[error("cannot read `{path}`: {source}")]
    File {
        /// The file.
        path: String,
        /// Why not.
        source: std::io::Error,
    },
    /// The text is no recording.
    #[error("not a recording: {0}")]
    Format(#[from] serde_json::Error),
}

impl ReplayingTransport {
    /// Replays a file.
    ///
    /// # Errors
    /// When it cannot be read or is no recording.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, ReplayError> {
        let path = path.as_ref();
        let text = std::fs::read_to_string(path).map_err(|source| ReplayError::File {
            path: path.display().to_string(),
            source,
        })?;
        Self::from_json(&text)
    }

    /// Replays the text of such a file.
    ///
    /// # Errors
    /// When it is no recording.
    pub fn from_json(text: &str) -> Result<Self, ReplayError> {
        let recording: Recording = serde_json::from_str(text)?;
        let slots = recording.exchanges.into_iter();
        let slots = slots.map(|exchange| Slot {
            exchange,
            used: false,
        });
        Ok(Self(Mutex::new(slots.collect())))
    }

    /// The exchanges that nobody asked for, as `GET https://…`, in order.
    #[must_use]
    pub fn unused(&self) -> Vec<String> {
        let slots = self.slots();
        let unused = slots.iter().filter(|slot| !slot.used);
        unused
            .map(|slot| slot.exchange.request.to_string())
            .collect()
    }

    fn answer(&self, request: &http::Request<Bytes>) -> Result<Response<Bytes>, String> {
        let mut slots = self.slots();
        let found = slots
            .iter_mut()
            .find(|slot| !slot.used && likeness(&slot.exchange.request, request) == WHOLE);
        match found {
            Some(slot) => {
                slot.used = true;
                slot.exchange.answer.response()
            }
            None => Err(nothing_fits(&slots, request)),
        }
    }

    fn slots(&self) -> MutexGuard<'_, Vec<Slot>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How much of a request is as it was recorded: path, method, query options (of a thousand), body.
type Likeness = (bool, bool, usize, bool);

const WHOLE: Likeness = (true, true, 1000, true);

fn likeness(known: &Asked, request: &http::Request<Bytes>) -> Likeness {
    let method = known.method == request.method().as_str();
    let body = known
        .body
        .as_ref()
        .is_none_or(|body| body.is(request.body()));
    let urls = Url::parse(&known.url)
        .ok()
        .zip(Url::parse(&request.uri().to_string()).ok());
    let Some((known, asked)) = urls else {
        return (false, method, 0, body);
    };
    let path = known.origin() == asked.origin() && known.path() == asked.path();
    (path, method, common_options(&known, &asked), body)
}

fn common_options(known: &Url, asked: &Url) -> usize {
    let mut left: Vec<_> = asked.query_pairs().collect();
    let all = known.query_pairs().count().max(left.len());
    let mut common = 0_usize;
    for (name, value) in known.query_pairs() {
        let same = |option: &(_, _)| option.0 == name && (option.1 == value || value == HIDDEN);
        if let Some(index) = left.iter().position(same) {
            left.remove(index);
            common += 1;
        }
    }
    (1000 * common).checked_div(all).unwrap_or(1000)
}

fn nothing_fits(slots: &[Slot], request: &http::Request<Bytes>) -> String {
    let asked = format!("{} {}", request.method(), request.uri());
    let nearest = slots
        .iter()
        .zip(1..)
        .max_by_key(|(slot, _)| likeness(&slot.exchange.request, request));
    let Some((slot, number)) = nearest else {
        return format!("nothing is recorded, not even `{asked}`");
    };
    let known = &slot.exchange.request;
    let but = match likeness(known, request) {
        WHOLE => ", which is used up",
        (true, true, 1000, false) => ", with another body",
        _ => "",
    };
    format!("nothing that is recorded fits `{asked}`; the nearest is no. {number}, `{known}`{but}")
}

impl fmt::Display for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.url)
    }
}

impl Transport for ReplayingTransport {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let answer = self.answer(&request).map(|answer| answer.map(Body::from));
        let answer = answer.map_err(|text| TransportError::new(TransportErrorKind::Other, text));
        Box::pin(std::future::ready(answer))
    }
}

impl fmt::Debug for ReplayingTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReplayingTransport")
            .field("unused", &self.unused())
            .finish()
    }
}
