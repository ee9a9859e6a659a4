//! A client whose answers a function gives, and a log of what it asked.

use std::sync::{Arc, Mutex};

use http::{HeaderMap, StatusCode};
use odata_runtime::{Client, Service, Transport, transport_fn};

pub(super) static SERVICE: Service =
    Service::new("https://example.com/api").headers(&[("x-anchor", "client"), ("prefer", "c=1")]);

/// What was asked: URLs and headers.
#[derive(Clone, Default)]
pub(crate) struct Log(Arc<Mutex<Vec<(String, HeaderMap)>>>);

impl Log {
    pub(super) fn len(&self) -> usize {
        self.0.lock().unwrap().len()
    }

    pub(crate) fn urls(&self) -> Vec<String> {
        self.0
            .lock()
            .unwrap()
            .iter()
            .map(|(url, _)| url.clone())
            .collect()
    }

    /// The values of a header, a request each.
    pub(crate) fn values(&self, name: &str) -> Vec<Vec<String>> {
        let text = |value: &http::HeaderValue| value.to_str().unwrap().to_owned();
        let all = self.0.lock().unwrap();
        all.iter()
            .map(|(_, headers)| headers.get_all(name).iter().map(text).collect())
            .collect()
    }
}

/// A client whose answers a function gives: of the number of the request and its URL.
pub(crate) fn client(
    answer: impl Fn(usize, &str) -> (u16, String) + Send + Sync + 'static,
) -> (Client, Log) {
    let (transport, log) = transport(answer);
    let builder = crate::witness::client(&SERVICE)
        .transport(transport)
        .token("secret");
    (builder.build().unwrap(), log)
}

/// A transport of that kind.
pub(crate) fn transport(
    answer: impl Fn(usize, &str) -> (u16, String) + Send + Sync + 'static,
) -> (impl Transport + 'static, Log) {
    let log = Log::default();
    let kept = log.clone();
    let transport = transport_fn(move |request| {
        let url = request.uri().to_string();
        let number = kept.len();
        kept.0
            .lock()
            .unwrap()
            .push((url.clone(), request.headers().clone()));
        let (status, body) = answer(number, &url);
        let mut answer = http::Response::new(body.into());
        *answer.status_mut() = StatusCode::from_u16(status).unwrap();
        Ok(answer)
    });
    (transport, log)
}
