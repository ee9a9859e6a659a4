//! The answer to a request for a stream, into its chunks as they come.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::StatusCode;

use crate::clock::Clock;
use crate::error::Error;
use crate::kind::Media;
use crate::request::Request;
use crate::response::Response;
use crate::transport::{Body, BoxFuture, TransportError, TransportErrorKind};

/// The content of a stream in chunks: what [`Request::stream`] makes.
///
/// It is a [`Stream`]; without the functions for streams that other crates have, use
/// [`MediaStream::try_next`].
#[must_use = "nothing is sent before the first chunk is asked for"]
pub struct MediaStream {
    state: State,
    pace: Option<Pace>,
}

enum State {
    Asking(BoxFuture<'static, Result<(Response, Body), Error>>),
    Reading(Box<Response>, Body),
    Done,
}

/// How long a chunk may take.
struct Pace {
    limit: Duration,
    clock: Arc<dyn Clock>,
    /// Runs while a chunk is waited for, and not while nobody asks for one.
    waiting: Option<BoxFuture<'static, ()>>,
}

impl Pace {
    fn poll_end(&mut self, context: &mut Context<'_>) -> Poll<TransportError> {
        let begin = || self.clock.sleep(self.limit);
        let waiting = self.waiting.get_or_insert_with(begin);
        ready!(waiting.as_mut().poll(context));
        let message = format!("the limit for a chunk is {:?}", self.limit);
        Poll::Ready(TransportError::new(TransportErrorKind::Timeout, message))
    }
}

impl Request<Media> {
    /// The content in chunks as they come, so that it need not be held as a whole.
    ///
    /// The request is sent when the first chunk is asked for. Until the answer begins it is sent
    /// again as other requests are; where the connection breaks afterwards, that is an error, and so
    /// it is where a chunk takes longer than an attempt may
    /// ([`ClientBuilder::timeout`](crate::ClientBuilder::timeout)). What whoever reads does between
    /// two chunks does not count.
    ///
    /// ```
    /// # use odata_runtime::{Client, Error, Media, Service, transport_fn};
    /// # static SERVICE: Service = Service::new("https://example.com");
    /// # let transport = transport_fn(|_| Ok(http::Response::new("content".into())));
    /// # let client = Client::builder(&SERVICE).transport(transport).build().unwrap();
    /// # let request = client.root().request::<Media>(http::Method::GET);
    /// # pollster::block_on(async {
    /// let mut stream = request.stream();
    /// let mut size = 0;
    /// while let Some(chunk) = stream.try_next().await? {
    ///     size += chunk.len();
    /// }
    /// # assert_eq!(size, 7);
    /// # Ok::<(), Error>(())
    /// # }).unwrap();
    /// ```
    pub fn stream(self) -> MediaStream {
        let client = self.client().clone();
        let pace = client.pace(self.parts.limits);
        MediaStream {
            pace: pace.map(|(limit, clock)| Pace {
                limit,
                clock,
                waiting: None,
            }),
            state: State::Asking(client.open(*self.parts)),
        }
    }
}

impl MediaStream {
    /// The next chunk, `None` at the end.
    ///
    /// # Errors
    /// Those of [`Request::send`]; after one there are no more chunks.
    pub async fn try_next(&mut self) -> Result<Option<Bytes>, Error> {
        poll_fn(|context| self.poll_chunk(context)).await
    }

    /// The answer without its body, for its headers: `None` after the end.
    ///
    /// # Errors
    /// Those of [`Request::send`].
    pub async fn head(&mut self) -> Result<Option<&Response>, Error> {
        poll_fn(|context| self.poll_head(context)).await?;
        Ok(match &self.state {
            State::Reading(head, _) => Some(head),
            State::Asking(_) | State::Done => None,
        })
    }

    fn poll_head(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Error>> {
        let State::Asking(answer) = &mut self.state else {
            return Poll::Ready(Ok(()));
        };
        let answer = ready!(answer.as_mut().poll(context));
        self.state = State::Done;
        let (head, body) = answer?;
        // As for a request that is read as a whole: it has not even an empty content.
        if head.status == StatusCode::NOT_MODIFIED {
            return Poll::Ready(Err(head.unexpected()));
        }
        self.state = State::Reading(Box::new(head), body);
        Poll::Ready(Ok(()))
    }

    fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<Bytes>, Error>> {
        ready!(self.poll_head(context))?;
        let State::Reading(head, body) = &mut self.state else {
            return Poll::Ready(Ok(None));
        };
        let chunk = match (body.poll_chunk(context), &mut self.pace) {
            (Poll::Ready(chunk), _) => chunk,
            (Poll::Pending, Some(pace)) => Err(ready!(pace.poll_end(context))),
            (Poll::Pending, None) => return Poll::Pending,
        };
        if let Some(pace) = &mut self.pace {
            pace.waiting = None;
        }
        let chunk = chunk.map_err(|source| Error::Transport {
            request: Box::new(head.request.clone()),
            source,
        });
        if !matches!(chunk, Ok(Some(_))) {
            self.state = State::Done;
        }
        Poll::Ready(chunk)
    }
}

impl Stream for MediaStream {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_chunk(context).map(Result::transpose)
    }
}

impl fmt::Debug for MediaStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MediaStream")
    }
}
