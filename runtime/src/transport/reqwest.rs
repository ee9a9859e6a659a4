//! Requests over reqwest and rustls.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, Method, StatusCode, header};
use url::Url;

use super::{Body, BoxFuture, Transport, TransportError, TransportErrorKind};
use crate::clock::{Clock, TokioClock};

/// A transport on reqwest, with TLS by rustls.
///
/// It follows redirections itself: to another origin only for reading, only to `https` or from
/// `http`, and without any header of the request but those that say what is accepted.
#[derive(Clone, Debug)]
pub struct ReqwestTransport(reqwest::Client);

impl ReqwestTransport {
    /// A transport with the settings of reqwest.
    ///
    /// # Errors
    /// When TLS cannot be set up.
    pub fn new() -> Result<Self, TransportError> {
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
        Ok(Self(client.build().map_err(error)?))
    }

    /// A transport with a client of your own, for proxies, certificates or timeouts.
    ///
    /// The client should have `redirect::Policy::none()`: with another policy it is the one that
    /// decides where headers go.
    #[must_use]
    pub fn with_client(client: reqwest::Client) -> Self {
        Self(client)
    }
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(follow(&self.0, request))
    }

    fn clock(&self) -> Option<Arc<dyn Clock>> {
        Some(Arc::new(TokioClock))
    }
}

async fn follow(
    client: &reqwest::Client,
    mut request: http::Request<Bytes>,
) -> Result<http::Response<Body>, TransportError> {
    const MOST: usize = 10;
    for _ in 0..MOST {
        let next = request.clone();
        let response = send(client, request).await?;
        match redirected(next, response.status(), response.headers()) {
            Some(next) => request = next,
            None => return Ok(response),
        }
    }
    let kind = TransportErrorKind::Other;
    Err(TransportError::new(kind, "too many redirections"))
}

async fn send(
    client: &reqwest::Client,
    request: http::Request<Bytes>,
) -> Result<http::Response<Body>, TransportError> {
    let request = reqwest::Request::try_from(request).map_err(error)?;
    let mut answer = client.execute(request).await.map_err(error)?;
    let mut response = http::Response::new(());
    *response.status_mut() = answer.status();
    *response.headers_mut() = std::mem::take(answer.headers_mut());
    let size = answer.content_length();
    Ok(response.map(|()| Body::stream(Chunks(Some(next_chunk(answer))), size)))
}

/// The rest of an answer: the chunk that comes next, `None` after the last.
struct Chunks(Option<BoxFuture<'static, NextChunk>>);

type NextChunk = (reqwest::Response, reqwest::Result<Option<Bytes>>);

fn next_chunk(mut answer: reqwest::Response) -> BoxFuture<'static, NextChunk> {
    Box::pin(async move {
        let chunk = answer.chunk().await;
        (answer, chunk)
    })
}

impl Stream for Chunks {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(next) = &mut self.0 else {
            return Poll::Ready(None);
        };
        let (answer, chunk) = ready!(next.as_mut().poll(context));
        let chunk = chunk.map_err(error).transpose();
        self.0 = matches!(chunk, Some(Ok(_))).then(|| next_chunk(answer));
        Poll::Ready(chunk)
    }
}

/// The request to make next, where the answer is a redirection that can be followed.
fn redirected(
    mut request: http::Request<Bytes>,
    status: StatusCode,
    headers: &HeaderMap,
) -> Option<http::Request<Bytes>> {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    match status {
        StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT => {}
        StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND | StatusCode::SEE_OTHER if reads => {}
        StatusCode::SEE_OTHER => {
            *request.method_mut() = Method::GET;
            *request.body_mut() = Bytes::new();
            request.headers_mut().remove(header::CONTENT_TYPE);
        }
        _ => return None,
    }
    let from = Url::parse(&request.uri().to_string()).ok()?;
    let to = from
        .join(headers.get(header::LOCATION)?.to_str().ok()?)
        .ok()?;
    if to.origin() != from.origin() {
        let insecure = from.scheme() == "https" && to.scheme() != "https";
        if !reads || insecure {
            return None;
        }
        let accept = request.headers_mut().remove(header::ACCEPT);
        *request.headers_mut() = accept
            .map(|accept| (header::ACCEPT, accept))
            .into_iter()
            .collect();
    }
    *request.uri_mut() = to.as_str().parse().ok()?;
    Some(request)
}

fn error(error: reqwest::Error) -> TransportError {
    let kind = if error.is_timeout() {
        TransportErrorKind::Timeout
    } else if error.is_connect() {
        TransportErrorKind::Connect
    } else if error.is_request() || error.is_body() || error.is_decode() {
        TransportErrorKind::Interrupted
    } else {
        TransportErrorKind::Other
    };
    // The URL is in the error of the request already.
    TransportError::new(kind, error.without_url())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leads(from: &str, to: &str) -> Option<String> {
        let mut request = http::Request::new(Bytes::new());
        *request.uri_mut() = from.parse().unwrap();
        let headers = [(header::LOCATION, to.parse().unwrap())];
        let headers = headers.into_iter().collect();
        let next = redirected(request, StatusCode::FOUND, &headers)?;
        Some(next.uri().to_string())
    }

    #[test]
    fn redirections_to_another_origin_stay_secure() {
        assert_eq!(leads("https://a/x", "http://a/y"), None);
        assert_eq!(leads("https://a/x", "http://b/y"), None);
        for (from, to) in [
            ("http://a/x", "https://a/y"),
            ("https://a/x", "https://b/y"),
        ] {
            assert_eq!(leads(from, to).as_deref(), Some(to));
        }
        assert_eq!(
            leads("https://a/x/y?z", "../w#v").as_deref(),
            Some("https://a/w")
        );
        assert_eq!(leads("https://a/x", "mailto:a@b"), None);
    }
}
