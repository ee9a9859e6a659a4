//! Calls, sent one after the other, into the replies to single requests.

use std::fmt;
use std::sync::Arc;

use http::header::LOCATION;
use http::{HeaderMap, StatusCode};

use super::assign::{Answers, Outcome, assign, is_failure};
use super::plan::Plan;
use super::prepare::Prepared;
use super::{AnyHandle, Batch, BatchCause, BatchFailure, BatchMistake, Handle, json, mime};
use crate::client::Client;
use crate::error::{BuildError, Error, RequestLine};
use crate::kind::Kind;
use crate::response::Response;

/// What came back for each request of a batch.
#[derive(Clone)]
pub struct Replies {
    client: Client,
    replies: Vec<Reply>,
}

#[derive(Clone)]
struct Reply {
    key: u64,
    request: RequestLine,
    outcome: Outcome,
}

impl Replies {
    /// The result of a request, read anew each time.
    ///
    /// # Errors
    /// As if the request had been sent alone. An answer to a change set that failed is the error
    /// of each request in it; a request without an answer has [`Error::Batch`]. A handle of
    /// another batch is [`BatchMistake::OtherBatch`].
    pub fn take<K: Kind>(&self, handle: Handle<K>) -> Result<K::Output, Error> {
        self.success(self.find(handle.into())?)?.read::<K>()
    }

    /// The status of an answer, of success or not; `None` where there is no answer.
    pub fn status(&self, handle: impl Into<AnyHandle>) -> Option<StatusCode> {
        self.answer(handle).map(|response| response.status)
    }

    /// The headers of an answer, of success or not; `None` where there is no answer.
    pub fn headers(&self, handle: impl Into<AnyHandle>) -> Option<&HeaderMap> {
        self.answer(handle).map(|response| &response.headers)
    }

    /// The first error, in the order of the requests: whether all went well.
    ///
    /// # Errors
    /// That of the first request that failed.
    pub fn all_succeeded(&self) -> Result<(), Error> {
        self.replies
            .iter()
            .try_for_each(|reply| self.success(reply).map(drop))
    }

    fn success(&self, reply: &Reply) -> Result<Response, Error> {
        let checked = reply.response()?.clone().checked();
        checked.map_err(|error| error.marked(self.client.expired_codes()))
    }

    fn answer(&self, handle: impl Into<AnyHandle>) -> Option<&Response> {
        self.find(handle.into()).ok()?.outcome.as_ref().ok()
    }

    fn find(&self, AnyHandle(key): AnyHandle) -> Result<&Reply, BuildError> {
        // Keys only grow.
        let index = self.replies.binary_search_by_key(&key, |reply| reply.key);
        Ok(&self.replies[index.map_err(|_| BatchMistake::OtherBatch)?])
    }

    fn push(&mut self, requests: &[Prepared], outcomes: impl IntoIterator<Item = Outcome>) {
        let replies = requests
            .iter()
            .zip(outcomes)
            .map(|(request, outcome)| Reply {
                key: request.key,
                request: request.line.clone(),
                outcome,
            });
        self.replies.extend(replies);
    }

    fn has_failure(&self) -> bool {
        self.replies.iter().any(|reply| match &reply.outcome {
            Ok(response) => is_failure(response.status),
            Err(_) => true,
        })
    }
}

impl Reply {
    fn response(&self) -> Result<&Response, Error> {
        self.outcome.as_ref().map_err(|cause| {
            Error::from(Box::new(BatchFailure {
                request: self.request.clone(),
                cause: cause.clone(),
            }))
        })
    }
}

/// Sends all calls of a batch.
pub(super) async fn send(batch: &Batch) -> Result<Replies, Error> {
    let Plan { requests, calls } = Plan::new(batch)?;
    let mut replies = Replies {
        client: batch.client.clone(),
        replies: Vec::with_capacity(requests.len()),
    };
    let mut stopped = false;
    for call in calls {
        let own = &requests[call.range];
        if stopped {
            replies.push(own, own.iter().map(|_| Err(BatchCause::NotSent)));
            continue;
        }
        let answer = match batch.client.send(call.parts).await {
            Ok(response) => read(&response),
            Err(error) => Err(error),
        };
        match answer {
            Ok(answers) => replies.push(own, assign(own, &answers)),
            Err(error) if replies.replies.is_empty() => return Err(error),
            Err(error) => {
                // What fails a whole call, such as a token that ran out, would fail the next.
                stopped = true;
                let cause = BatchCause::Call(Arc::new(error));
                replies.push(own, own.iter().map(|_| Err(cause.clone())));
            }
        }
        stopped |= !batch.continue_on_error && replies.has_failure();
    }
    Ok(replies)
}

/// The answers in an answer to a whole call, in the format that it is in.
fn read(response: &Response) -> Result<Answers, Error> {
    let content_type = mime::content_type(&response.headers).unwrap_or_default();
    if let Some(boundary) = mime::boundary(content_type) {
        // Services of older versions answer 202 with all answers.
        return Ok(mime::read(&response.body, &boundary));
    }
    if response.status == StatusCode::ACCEPTED {
        let location = response.headers.get(LOCATION);
        let location = location
            .and_then(|url| url.to_str().ok())
            .map(str::to_owned);
        return Err(Error::from(Box::new(BatchFailure {
            request: response.request.clone(),
            cause: BatchCause::Asynchronous { location },
        })));
    }
    if json::is_json(content_type) {
        return json::read(response.json_text()).map_err(|error| response.decode_error(error));
    }
    Err(response.unexpected())
}

impl fmt::Debug for Replies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.replies.iter().map(|reply| match &reply.outcome {
            Ok(response) => format!("{}: {}", reply.request, response.status),
            Err(cause) => format!("{}: {cause}", reply.request),
        });
        f.write_str("Replies ")?;
        f.debug_list().entries(shown).finish()
    }
}
