//! Do traces tell what happened, and none of what must not be told?
//!
//! In a program of its own: whether a place in the code is traced is remembered for the whole
//! process, and other tests, on other threads, trace nothing.

#![cfg(feature = "testing")]
#![allow(clippy::unwrap_used)] // helpers of tests are tests, too

use std::fmt::{Debug, Write as _};
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::Response;
use odata_runtime::testing::TestClock;
use odata_runtime::{AccessToken, Body, Client, Key, Nothing, Resource, Service, transport_fn};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

static SERVICE: Service = Service::new("https://example.com/api");

/// Keeps everything that it is told, as text.
#[derive(Clone, Default)]
struct Capture(Arc<Mutex<String>>);

struct Fields<'a>(&'a mut String);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {field}={value:?}").unwrap();
    }
}

impl Capture {
    fn add(&self, what: &str, record: impl FnOnce(&mut dyn Visit)) {
        let mut text = self.0.lock().unwrap();
        text.push_str(what);
        record(&mut Fields(&mut text));
        text.push('\n');
    }
}

impl Subscriber for Capture {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.add(span.metadata().name(), |fields| span.record(fields));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        self.add("record", |fields| values.record(fields));
    }

    fn event(&self, event: &Event<'_>) {
        self.add("event", |fields| event.record(fields));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

fn answer(request: &http::Request<Bytes>, status: u16) -> Response<Body> {
    let body = r#"{"error":{"code":"c","message":"secret-answer"}}"#;
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status.try_into().unwrap();
    let header = request.headers()["authorization"].clone();
    response.headers_mut().insert("set-cookie", header);
    response
}

#[test]
fn traces_tell_no_secrets() {
    let capture = Capture::default();
    let statuses = Mutex::new(vec![404, 429, 401]);
    let tokens = Mutex::new(vec!["secret-token-2", "secret-token-2", "secret-token-1"]);
    let client: Client = Client::builder(&SERVICE)
        .token_source(odata_runtime::token_fn(move || {
            let token = tokens.lock().unwrap().pop().unwrap();
            std::future::ready(Ok::<_, std::io::Error>(AccessToken::new(token)))
        }))
        .clock(TestClock::flying())
        .transport(transport_fn(move |request| {
            let status = statuses.lock().unwrap().pop().unwrap();
            Ok(answer(&request, status))
        }))
        .build()
        .unwrap();
    let messages: Resource = client.root().navigate("Messages");
    let message: Resource = messages.key(Key::new("Id", "secret-key"));
    let request = message
        .action::<Nothing>("Test", "Forward")
        .parameter("Comment", &"secret-body".to_owned())
        .query("$filter", "secret-query");
    let error = tracing::subscriber::with_default(capture.clone(), || {
        pollster::block_on(request.header("x-secret", "secret-header").send())
    });
    assert_eq!(error.unwrap_err().status().unwrap(), 404);
    let text = capture.0.lock().unwrap().clone();
    // Only what the runtime says counts: no other crate speaks here.
    assert!(!text.contains("secret"), "{text}");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines[0],
        r#"odata.request http.request.method="POST" url.template="Messages/{Id}/Test.Forward""#
    );
    for part in [
        r#"record server.address="example.com""#,
        "record attempts=3",
        "event message=the token was rejected: trying another one attempts=1",
        "event message=trying again attempts=2 delay_ms=",
        r#"error.kind="service" status=429"#,
        r#"record error.kind="service""#,
        "record http.response.status_code=404",
    ] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
}
