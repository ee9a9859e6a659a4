//! Next links into the requests for one page after the other.

use std::fmt;
use std::task::{Context, Poll, ready};

use http::{HeaderMap, Method};
use url::Url;

use crate::client::Client;
use crate::delta::{applied_tracking, prefers_tracking, without_tracking};
use crate::error::{DecodeError, Error, RequestLine};
use crate::kind::{Items, Kind};
use crate::page::{Page, for_origin, resolve};
use crate::position::{Leg, Position};
use crate::request::{Parts, Request};
use crate::response::Response;
use crate::transport::BoxFuture;
use crate::value::Value;

/// The way from page to page.
pub(crate) struct Walk {
    client: Client,
    /// Those of the first request, that are repeated.
    headers: HeaderMap,
    /// The URL of the first request: the headers were meant for its origin.
    home: Option<Url>,
    /// Whether the preference to track changes is looked after.
    tracking: bool,
    /// Where the page that comes next is; it stays until that page has been read.
    next: Option<Step>,
    /// Where the page that was read last is.
    last: Option<Step>,
    trail: Trail,
    delta_link: Option<Step>,
    last_request: RequestLine,
    preference_applied: bool,
    /// Why there is no next page although there is a link.
    broken: Option<Error>,
    asking: Option<BoxFuture<'static, Result<Response, Error>>>,
}

/// Whether a walk goes after changes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tracking {
    No,
    Yes,
}

struct Step {
    parts: Box<Parts>,
    leg: Leg,
}

impl Walk {
    pub(crate) fn begin(parts: Box<Parts>, tracking: Tracking) -> Self {
        let leg = Leg::First;
        Self::new(Step { parts, leg }, tracking)
    }

    pub(crate) fn resume(client: &Client, position: &Position, tracking: Tracking) -> Self {
        let parts = position.parts(client);
        let leg = position.leg();
        Self::new(Step { parts, leg }, tracking)
    }

    fn new(mut step: Step, tracking: Tracking) -> Self {
        let headers = step.parts.headers.clone();
        let tracking = tracking == Tracking::Yes && prefers_tracking(&headers);
        if tracking && step.leg == Leg::Next {
            step.parts.headers = without_tracking(&headers);
        }
        Self {
            client: step.parts.resource.client.clone(),
            headers,
            home: step.parts.url().ok(),
            tracking,
            next: Some(step),
            last: None,
            trail: Trail::default(),
            delta_link: None,
            last_request: RequestLine {
                method: Method::GET,
                url: http::Uri::default(),
            },
            preference_applied: false,
            broken: None,
            asking: None,
        }
    }

    /// The position at the page that comes next.
    pub(crate) fn next_position(&self, taken: usize) -> Option<Position> {
        self.position_of(self.next.as_ref()?, taken)
    }

    /// The position at the page that was read last.
    pub(crate) fn position(&self, taken: usize) -> Option<Position> {
        self.position_of(self.last.as_ref()?, taken)
    }

    /// The position that the last page gave to ask for changes from.
    pub(crate) fn delta_position(&self) -> Option<Position> {
        self.position_of(self.delta_link.as_ref()?, 0)
    }

    /// The position at another beginning, which the answer to the request for the next page gave.
    pub(crate) fn elsewhere(&self, link: &str) -> Option<Position> {
        let from = self.next.as_ref()?.parts.url().ok();
        let url = resolve(&self.client, link, None, from.as_ref());
        self.position_of(&self.step(&url, Leg::First), 0)
    }

    fn position_of(&self, step: &Step, taken: usize) -> Option<Position> {
        let to = step.parts.url().ok();
        let headers = for_origin(&self.client, &self.headers, self.home.as_ref(), to.as_ref());
        Position::of(&step.parts, &headers, step.leg, taken)
    }

    pub(crate) fn is_at_end(&self) -> bool {
        self.next.is_none() && self.broken.is_none()
    }

    pub(crate) fn last_request(&self) -> RequestLine {
        self.last_request.clone()
    }

    /// Whether an answer said that changes are tracked.
    pub(crate) fn preference_applied(&self) -> bool {
        self.preference_applied
    }

    /// The next page; one that fails is asked for again.
    pub(crate) fn poll_page<T: Value + 'static>(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Page<T>, Error>>> {
        let Some(answer) = ready!(self.poll_response(context)) else {
            return Poll::Ready(None);
        };
        let page = answer.and_then(|response| {
            let page = Items::<T>::read(&response)?;
            let next = page.next_link.as_deref();
            let delta = page.delta_link.as_deref();
            self.turn(&response, next, delta, page.odata.context());
            Ok(page)
        });
        Poll::Ready(Some(page))
    }

    fn poll_response(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Response, Error>>> {
        if let Some(error) = self.broken.take() {
            return Poll::Ready(Some(Err(error)));
        }
        let Some(step) = &self.next else {
            return Poll::Ready(None);
        };
        let ask = || self.client.send((*step.parts).clone());
        let answer = self.asking.get_or_insert_with(ask);
        let answer = ready!(answer.as_mut().poll(context));
        self.asking = None;
        Poll::Ready(Some(answer))
    }

    /// Goes on to the page that this one leads to.
    fn turn(
        &mut self,
        response: &Response,
        next_link: Option<&str>,
        delta_link: Option<&str>,
        context: Option<&str>,
    ) {
        let Some(last) = self.next.take() else {
            return;
        };
        let from = last.parts.url().ok();
        let target = |link: &str| resolve(&self.client, link, context, from.as_ref());
        match (next_link.map(target), delta_link.map(target)) {
            (Some(url), _) => {
                let next = self.step(&url, Leg::Next);
                let from = from.filter(|_| last.parts.method == Method::GET);
                match self.trail.round(from, next.parts.url().ok()) {
                    Some(message) => self.broken = Some(goes_round(response, message)),
                    None => self.next = Some(next),
                }
            }
            // Outlook gives a delta link with the first page, however many items there are; the
            // rest of them are behind that link. Where there is no rest it costs one request.
            (None, Some(url)) if self.tracking && last.leg == Leg::First => {
                self.next = Some(self.step(&url, Leg::Delta));
            }
            (None, delta) => self.delta_link = delta.map(|url| self.step(&url, Leg::Delta)),
        }
        self.preference_applied |= applied_tracking(&response.headers);
        self.last_request = response.request.clone();
        self.last = Some(last);
    }

    /// The request for a link in an answer.
    fn step(&self, url: &str, leg: Leg) -> Step {
        let resource = self.client.at(url);
        let mut parts = Request::<Items<String>>::new(resource, Method::GET).parts;
        let to = parts.url().ok();
        parts.headers = for_origin(&self.client, &self.headers, self.home.as_ref(), to.as_ref());
        if self.tracking && leg == Leg::Next {
            parts.headers = without_tracking(&parts.headers);
        }
        Step { parts, leg }
    }
}

/// Notices that the way leads back to a page, with the URL of one page in memory: that of the
/// first, the second, the fourth and so on (Brent's way to find cycles).
#[derive(Default)]
struct Trail {
    pages: u64,
    kept: Option<Url>,
}

impl Trail {
    /// What is wrong with going on from one page to the other, if the page was read before.
    fn round(&mut self, from: Option<Url>, to: Option<Url>) -> Option<&'static str> {
        let (from, to) = from.zip(to)?;
        if from == to {
            return Some("it leads to the page that it stands on");
        }
        self.pages += 1;
        if self.pages.is_power_of_two() {
            self.kept = Some(from);
        }
        let known = self.kept.as_ref() == Some(&to);
        known.then_some("it leads back to a page that was read before")
    }
}

/// Where a service leads back to a page that was read, no end would be reached.
#[cold]
fn goes_round(response: &Response, message: &str) -> Error {
    let error = DecodeError::from_message(message);
    response.decode_error(error.at("@odata.nextLink"))
}

impl fmt::Debug for Walk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let url = self.next.as_ref().and_then(|step| step.parts.url().ok());
        match url {
            Some(url) => f.write_str(url.as_str()),
            None => f.write_str("None"),
        }
    }
}
