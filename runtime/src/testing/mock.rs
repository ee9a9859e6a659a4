//! Requests with the answers that a test wants for them, into a transport.

use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::{Method, Response, StatusCode};
use url::Url;

use super::answerable::{Answerable, with};
use crate::request::Request;
use crate::transport::{Body, BoxFuture, Transport, TransportError, TransportErrorKind};

/// A transport that answers requests with values; clones are the same one.
///
/// An answer is for requests of its method and path that have at least its query options, and is
/// given as often as it is asked for. Where several fit, the one with the most query options is
/// given, and the latest of those. A request that none fits is an error that lists them.
///
/// ```
/// use odata_runtime::testing::Mock;
/// # use odata_runtime::{Client, CollectionRequest, Page, Service};
/// # static SERVICE: Service = Service::new("https://example.com/api");
/// # pollster::block_on(async {
/// let mock = Mock::new();
/// let client = Client::builder(&SERVICE).transport(mock.clone()).build()?;
/// # let names: CollectionRequest<String> = client.root().navigate("Names");
/// // When the names are asked for, answer this page.
/// mock.answer(&names.list(), Page::from(vec!["Ann".to_owned()]));
///
/// // What the code under test does:
/// let page = names.list().top(10).await?;
///
/// assert_eq!(page[0], "Ann");
/// assert_eq!(mock.requests()[0].uri().query(), Some("$top=10"));
///
/// mock.fail(&names.list(), 429, "TooManyRequests", "slow down");
/// assert!(names.list().await.unwrap_err().is_throttled());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # }).unwrap();
/// ```
#[derive(Clone, Default)]
pub struct Mock(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    expected: Vec<Expected>,
    requests: Vec<http::Request<Bytes>>,
}

/// A request with its answer.
struct Expected {
    method: Method,
    /// Without its query.
    url: Url,
    query: Vec<(String, String)>,
    answer: Answer,
    /// How often it is still to be given.
    left: Option<usize>,
}

type Answer = Arc<dyn Fn(&http::Request<Bytes>) -> Response<Bytes> + Send + Sync>;

impl Mock {
    /// A mock that expects nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers such requests with this result.
    ///
    /// # Panics
    /// When the request could not be sent, or JSON has no form for the value: the test is wrong.
    pub fn answer<K: Answerable>(&self, request: &Request<K>, output: K::Output) -> Expectation {
        let response = K::answer(output).expect("an answer is a value that JSON has a form for");
        self.answer_with(request, move |_| response.clone())
    }

    /// Answers such requests with what this function makes of them.
    ///
    /// # Panics
    /// When the request could not be sent: the test is wrong.
    pub fn answer_with<K>(
        &self,
        request: &Request<K>,
        answer: impl Fn(&http::Request<Bytes>) -> Response<Bytes> + Send + Sync + 'static,
    ) -> Expectation {
        let mut url = request.url().expect("an expected request has a URL");
        let query = url.query_pairs().map(owned).collect();
        url.set_query(None);
        let mut state = self.state();
        state.expected.push(Expected {
            method: request.method().clone(),
            url,
            query,
            answer: Arc::new(answer),
            left: None,
        });
        Expectation {
            mock: self.clone(),
            index: state.expected.len() - 1,
        }
    }

    /// Answers such requests with an error of OData.
    ///
    /// # Panics
    /// When the request could not be sent, or the status is none: the test is wrong.
    pub fn fail<K>(
        &self,
        request: &Request<K>,
        status: u16,
        code: &str,
        message: &str,
    ) -> Expectation {
        let status = StatusCode::from_u16(status).expect("an answer has a status of HTTP");
        let error = serde_json::json!({"error": {"code": code, "message": message}});
        let mut response = with(error.to_string().into(), "application/json");
        *response.status_mut() = status;
        self.answer_with(request, move |_| response.clone())
    }

    /// What was asked, in order, answered or not.
    #[must_use]
    pub fn requests(&self) -> Vec<http::Request<Bytes>> {
        self.state().requests.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn find(&self, request: http::Request<Bytes>) -> Result<Answer, TransportError> {
        let mut state = self.state();
        let state = &mut *state;
        let fitting = state.expected.iter_mut().filter(|one| one.fits(&request));
        let found = fitting.max_by_key(|one| one.query.len()).map(|one| {
            one.left = one.left.map(|left| left - 1);
            Arc::clone(&one.answer)
        });
        let answer = found.ok_or_else(|| unexpected(&request, &state.expected));
        state.requests.push(request);
        answer
    }
}

/// An answer that a [`Mock`] gives.
#[derive(Debug)]
pub struct Expectation {
    mock: Mock,
    index: usize,
}

impl Expectation {
    /// Gives the answer so many times; after that, others that fit are given.
    pub fn times(self, times: usize) -> Self {
        self.mock.state().expected[self.index].left = Some(times);
        self
    }
}

impl Expected {
    fn fits(&self, request: &http::Request<Bytes>) -> bool {
        let Ok(mut url) = Url::parse(&request.uri().to_string()) else {
            return false;
        };
        let query: Vec<(String, String)> = url.query_pairs().map(owned).collect();
        url.set_query(None);
        self.left != Some(0)
            && self.method == request.method()
            && self.url == url
            && self.query.iter().all(|option| query.contains(option))
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.url)?;
        for (index, (name, value)) in self.query.iter().enumerate() {
            let separator = if index == 0 { '?' } else { '&' };
            write!(f, "{separator}{name}={value}")?;
        }
        match self.left {
            Some(left) => write!(f, " ({left} times more)"),
            None => Ok(()),
        }
    }
}

fn owned((name, value): (Cow<'_, str>, Cow<'_, str>)) -> (String, String) {
    (name.into_owned(), value.into_owned())
}

fn unexpected(request: &http::Request<Bytes>, expected: &[Expected]) -> TransportError {
    let mut text = format!("`{} {}` is not expected", request.method(), request.uri());
    text += if expected.is_empty() {
        "; nothing is"
    } else {
        "; what is:"
    };
    for one in expected {
        text += &format!("\n  {one}");
    }
    TransportError::new(TransportErrorKind::Other, text)
}

impl Transport for Mock {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async {
            let asked = request.clone();
            // The function is called without the lock, so that it may use the mock.
            let answer = self.find(request)?;
            Ok(answer(&asked).map(Body::from))
        })
    }
}

impl fmt::Debug for Mock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let expected = self
            .state()
            .expected
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>();
        f.debug_struct("Mock")
            .field("expected", &expected)
            .finish_non_exhaustive()
    }
}
