//! A request as HTTP, into an answer of success: with tokens, limits and further attempts.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{AUTHORIZATION, RANGE, SET_COOKIE};
use http::{HeaderMap, StatusCode};
use jiff::Timestamp;
use tracing::field::Empty;
use tracing::{Instrument, Span};

use super::Client;
use super::limits::Limits;
use crate::auth::{AccessToken, TokenSource};
use crate::clock::{Clock, race};
use crate::error::{BuildError, Error, RequestLine};
use crate::request::{Parts, Request};
use crate::response::Response;
use crate::transport::{Body, BoxFuture, TransportError, TransportErrorKind};

/// How much is read of an answer that says no, about: more than any error of OData has.
const LONGEST_REFUSAL: usize = 1 << 20;

/// A response and what is not yet in it of its body.
type Answer = (Response, Body);

impl Client {
    /// Sends a request and waits for the whole answer, which is one of success.
    pub(crate) fn send(&self, parts: Parts) -> BoxFuture<'static, Result<Response, Error>> {
        let client = self.clone();
        Box::pin(async move {
            let (response, _) = client.exchange(parts, true).await?;
            Ok(response)
        })
    }

    /// Sends a request and waits for the beginning of the answer; the body comes apart.
    pub(crate) fn open(&self, parts: Parts) -> BoxFuture<'static, Result<Answer, Error>> {
        let client = self.clone();
        Box::pin(async move { client.exchange(parts, false).await })
    }

    /// How long each chunk of a body may take, and what to wait by.
    pub(crate) fn pace(&self, limits: Limits) -> Option<(Duration, Arc<dyn Clock>)> {
        let limit = limits.or(self.0.limits).attempt?;
        Some((limit, Arc::clone(self.0.clock.as_ref()?)))
    }

    async fn exchange(&self, parts: Parts, whole: bool) -> Result<Answer, Error> {
        // Neither values of the URL nor headers nor bodies may stand in a trace.
        let span = tracing::info_span!(
            "odata.request",
            "http.request.method" = parts.method.as_str(),
            "url.template" = parts.resource.template(),
            "server.address" = Empty,
            "http.response.status_code" = Empty,
            "attempts" = Empty,
            "error.kind" = Empty,
        );
        let limits = parts.limits;
        let work = async {
            let request = self.http(parts)?;
            span.record("server.address", request.uri().host());
            let exchange = Exchange::new(self, request, limits, span.clone())?;
            exchange.run(whole).await
        };
        let result = work.instrument(span.clone()).await;
        record(&span, &result);
        result
    }
}

impl<K> Request<K> {
    /// What [`Request::into_http`] gives, with a token that is asked for now, where the client has
    /// a source of tokens and the URL is one of the service's own origins.
    ///
    /// # Errors
    /// Mistakes made while building, and what the source says.
    pub async fn into_authorized_http(self) -> Result<http::Request<Bytes>, Error> {
        let client = self.client().clone();
        let limits = self.parts.limits;
        let exchange = Exchange::new(&client, client.http(*self.parts)?, limits, Span::none())?;
        let token = exchange.token().await?;
        exchange.with_token(token.as_ref())
    }
}

fn record(span: &Span, result: &Result<Answer, Error>) {
    let status = match result {
        Ok((response, _)) => Some(response.status),
        Err(error) => {
            span.record("error.kind", error.kind());
            error.status()
        }
    };
    if let Some(status) = status {
        span.record("http.response.status_code", status.as_u16());
    }
}

/// All attempts of one request.
struct Exchange<'a> {
    client: &'a Client,
    request: http::Request<Bytes>,
    line: RequestLine,
    limits: Limits,
    clock: Option<&'a Arc<dyn Clock>>,
    /// Where the token is to come from.
    source: Option<&'a Arc<dyn TokenSource>>,
    span: Span,
}

impl<'a> Exchange<'a> {
    fn new(
        client: &'a Client,
        request: http::Request<Bytes>,
        limits: Limits,
        span: Span,
    ) -> Result<Self, Error> {
        let limits = limits.or(client.0.limits);
        let clock = client.0.clock.as_ref();
        if clock.is_none() && (limits.attempt.is_some() || limits.total.is_some()) {
            return Err(BuildError::NoClock.into());
        }
        let line = RequestLine {
            method: request.method().clone(),
            url: request.uri().clone(),
        };
        let wanted =
            |_: &&_| !request.headers().contains_key(AUTHORIZATION) && client.is_own_uri(&line.url);
        let source = client.0.tokens.as_ref().filter(wanted);
        Ok(Self {
            client,
            request,
            line,
            limits,
            clock,
            source,
            span,
        })
    }

    /// Sends the request until there is an answer; `whole` wants its body in one piece.
    async fn run(&self, whole: bool) -> Result<Answer, Error> {
        match self.limits.total {
            Some(limit) => self.within(limit, "in all", self.attempts(whole)).await,
            None => self.attempts(whole).await,
        }
    }

    async fn attempts(&self, whole: bool) -> Result<Answer, Error> {
        let started = self.now();
        let mut attempts = 0;
        let mut token = None;
        let mut renewed = false;
        loop {
            attempts += 1;
            self.span.record("attempts", attempts);
            let error = match self.limited(self.attempt(&mut token, whole)).await {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            // A 401 says that the request was not carried out, so any may be sent once more.
            if error.status() == Some(StatusCode::UNAUTHORIZED) && !renewed {
                renewed = true;
                token = match token {
                    Some(token) => self.limited(self.renew(token)).await?,
                    None => None,
                };
                if token.is_some() {
                    tracing::info!(attempts, "the token was rejected: trying another one");
                    continue;
                }
            }
            token = None;
            self.pause(attempts, started, error).await?;
        }
    }

    /// Waits until the next attempt, or gives the error back if there is to be none.
    async fn pause(
        &self,
        attempts: u32,
        started: Option<Timestamp>,
        error: Error,
    ) -> Result<(), Error> {
        let Some(clock) = self.clock else {
            return Err(error);
        };
        let now = clock.now();
        let error = error.told_at(now);
        let retry = self.limits.retry.unwrap_or_default();
        let hint = error.retry_after_at(Some(now));
        let Some(delay) = retry.delay(attempts, &self.line.method, &error, hint) else {
            return Err(error);
        };
        if self.left(started).is_some_and(|left| delay >= left) {
            return Err(error);
        }
        let kind = error.kind();
        let status = error.status().map(|status| status.as_u16());
        let delay_ms = u64::try_from(delay.as_millis()).unwrap_or(u64::MAX);
        tracing::info!(
            attempts,
            delay_ms,
            "error.kind" = kind,
            status,
            "trying again"
        );
        clock.sleep(delay).await;
        Ok(())
    }

    /// What is left of the time for all attempts.
    fn left(&self, started: Option<Timestamp>) -> Option<Duration> {
        let spent = self.now()?.duration_since(started?);
        let spent = Duration::try_from(spent).unwrap_or_default();
        Some(self.limits.total?.saturating_sub(spent))
    }

    fn now(&self) -> Option<Timestamp> {
        self.clock.map(|clock| clock.now())
    }

    /// An attempt, or the asking for another token before one.
    async fn limited<T>(&self, work: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
        match self.limits.attempt {
            Some(limit) => self.within(limit, "for an attempt", work).await,
            None => work.await,
        }
    }

    /// One attempt; `token` is the one to use, if there is one already, and the one that was used.
    async fn attempt(&self, token: &mut Option<AccessToken>, whole: bool) -> Result<Answer, Error> {
        if token.is_none() {
            *token = self.token().await?;
        }
        let request = self.with_token(token.as_ref())?;
        let answer = self.client.0.transport.send(request).await;
        let (head, body) = answer.map_err(|source| self.failed(source))?.into_parts();
        let mut response = Response {
            request: self.line.clone(),
            status: head.status,
            headers: hidden(head.headers),
            body: Bytes::new(),
        };
        if !head.status.is_success() {
            response.body = body.beginning(LONGEST_REFUSAL).await;
            let checked = response.checked();
            let checked = checked.map_err(|error| error.marked(self.client.expired_codes()));
            return Ok((checked?, Body::default()));
        }
        if self.is_part(head.status) {
            return Err(response.unexpected());
        }
        if whole {
            let body = body.collect(self.client.0.max_answer_size).await;
            response.body = body.map_err(|source| self.failed(source))?;
            return Ok((response, Body::default()));
        }
        Ok((response, body))
    }

    /// Whether the answer is a part of what was asked for as a whole (RFC 9110 §15.3.7).
    fn is_part(&self, status: StatusCode) -> bool {
        status == StatusCode::PARTIAL_CONTENT && !self.request.headers().contains_key(RANGE)
    }

    async fn token(&self) -> Result<Option<AccessToken>, Error> {
        match self.source {
            Some(source) => source.token().await.map(Some).map_err(|e| self.no_token(e)),
            None => Ok(None),
        }
    }

    /// Another token in the place of one that was rejected; `None` if the source has none.
    async fn renew(&self, rejected: AccessToken) -> Result<Option<AccessToken>, Error> {
        let Some(source) = self.source else {
            return Ok(None);
        };
        source.reject(&rejected);
        let token = self.token().await?;
        Ok(token.filter(|token| token.secret() != rejected.secret()))
    }

    fn with_token(&self, token: Option<&AccessToken>) -> Result<http::Request<Bytes>, Error> {
        let mut request = self.request.clone();
        if let Some(token) = token {
            let value = token.header().map_err(|error| self.no_token(error))?;
            request.headers_mut().insert(AUTHORIZATION, value);
        }
        Ok(request)
    }

    async fn within<T>(
        &self,
        limit: Duration,
        what: &str,
        work: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, Error> {
        let Some(clock) = self.clock else {
            return work.await;
        };
        let done = race(work, clock.sleep(limit)).await;
        done.unwrap_or_else(|| {
            let message = format!("the limit {what} is {limit:?}");
            let kind = TransportErrorKind::Timeout;
            Err(self.failed(TransportError::new(kind, message)))
        })
    }

    fn failed(&self, source: TransportError) -> Error {
        let request = Box::new(self.line.clone());
        Error::Transport { request, source }
    }

    fn no_token(&self, source: crate::auth::TokenError) -> Error {
        let request = Box::new(self.line.clone());
        Error::Token { request, source }
    }
}

/// Headers whose secrets `Debug` does not show.
fn hidden(mut headers: HeaderMap) -> HeaderMap {
    for (name, value) in &mut headers {
        if name == SET_COOKIE {
            value.set_sensitive(true);
        }
    }
    headers
}
