//! Is a request sent again when it may be, as often and as late as it should, and else not?

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::{Method, Response};
use jiff::Timestamp;
use odata_runtime::testing::TestClock;
use odata_runtime::{
    Body, BoxFuture, BuildError, Client, ConfigError, Error, Media, Request, Retry, Service,
    Transport, TransportError, TransportErrorKind, transport_fn,
};

static SERVICE: Service = Service::new("https://example.com/api");

/// What happens to an attempt.
#[derive(Clone, Copy)]
enum Event {
    Status(u16),
    Headers(u16, &'static [(&'static str, &'static str)]),
    Fault(TransportErrorKind),
    /// The head of an answer comes, and nothing more.
    Half,
}

use Event::{Fault, Half, Headers, Status};

impl Event {
    fn happen(self) -> Result<Response<Body>, TransportError> {
        let (status, headers, body) = match self {
            Status(status) => (status, [].as_slice(), Body::from("{}")),
            Headers(status, headers) => (status, headers, Body::from("{}")),
            Fault(kind) => return Err(TransportError::new(kind, "a fault")),
            Half => {
                let fault = TransportError::new(TransportErrorKind::Interrupted, "half");
                let chunks = futures_util::stream::iter([Ok("{".into()), Err(fault)]);
                (200, [].as_slice(), Body::stream(chunks, Some(2)))
            }
        };
        let mut response = Response::new(body);
        *response.status_mut() = status.try_into().unwrap();
        for (name, value) in headers {
            response.headers_mut().append(*name, value.parse().unwrap());
        }
        Ok(response)
    }
}

/// What came of it: the end, how often it was sent, and how long was waited between.
struct Told {
    result: Result<Bytes, Error>,
    left: usize,
    waits: Vec<Duration>,
}

fn ask(method: &Method, retry: Retry, events: &[Event]) -> Told {
    let clock = TestClock::flying();
    clock.set("2020-02-01T00:00:00Z".parse().unwrap());
    let events: Arc<Mutex<VecDeque<Event>>> =
        Arc::new(Mutex::new(events.iter().copied().collect()));
    let next = Arc::clone(&events);
    let client: Client = crate::witness::client(&SERVICE)
        .transport(transport_fn(move |_| {
            let event = next
                .lock()
                .unwrap()
                .pop_front()
                .expect("an attempt too many");
            event.happen()
        }))
        .clock(clock.clone())
        .retry(retry)
        .build()
        .unwrap();
    let request: Request<Media> = client.root().request(method.clone());
    let result = pollster::block_on(request.send());
    let left = events.lock().unwrap().len();
    Told {
        result,
        left,
        waits: clock.sleeps(),
    }
}

#[test]
fn what_may_be_repeated_is() {
    let all = [
        Method::GET,
        Method::HEAD,
        Method::PUT,
        Method::DELETE,
        Method::POST,
        Method::PATCH,
    ];
    let hint: &[_] = &[("retry-after", "1")];
    let interrupted = Fault(TransportErrorKind::Interrupted);
    let timeout = Fault(TransportErrorKind::Timeout);
    for (event, idempotent, others) in [
        (Status(429), true, true),
        (Headers(503, hint), true, true),
        (Status(503), true, false),
        (Status(504), true, false),
        (Fault(TransportErrorKind::Connect), true, true),
        (interrupted, true, false),
        (Half, true, false),
        (timeout, true, false),
        (Fault(TransportErrorKind::Other), false, false),
        (Fault(TransportErrorKind::TooLarge), false, false),
        (Status(500), false, false),
        (Headers(502, hint), false, false),
        (Status(409), false, false),
        (Status(401), false, false),
    ] {
        for method in &all {
            let may = if method.is_idempotent() {
                idempotent
            } else {
                others
            };
            let told = ask(method, Retry::default(), &[event, Status(200)]);
            assert_eq!(told.result.is_ok(), may, "{method} {:?}", told.result);
            assert_eq!(told.left == 0, may, "{method}");
        }
    }
}

#[test]
fn the_wait_is_what_the_service_says() {
    let far = Retry::default().longest_delay(Duration::from_secs(3600));
    let dated: &[_] = &[
        ("date", "Sat, 01 Feb 2020 08:00:00 GMT"),
        ("retry-after", "Sat, 01 Feb 2020 08:01:30 GMT"),
    ];
    // Without a date of the service, the clock of the client counts.
    let undated: &[_] = &[("retry-after", "Sat, 01 Feb 2020 00:02:00 GMT")];
    let past: &[_] = &[("retry-after", "Fri, 31 Jan 2020 00:00:00 GMT")];
    let seconds: &[_] = &[("retry-after", "7")];
    for (headers, wait) in [(seconds, 7), (dated, 90), (undated, 120), (past, 0)] {
        let told = ask(&Method::POST, far, &[Headers(429, headers), Status(200)]);
        told.result.unwrap();
        assert_eq!(told.waits, [Duration::from_secs(wait)]);
    }
}

#[test]
fn nobody_waits_for_hours() {
    let hours: &[_] = &[("retry-after", "7200")];
    let told = ask(
        &Method::GET,
        Retry::default(),
        &[Headers(429, hours), Status(200)],
    );
    assert_eq!((told.left, told.waits.len()), (1, 0));
    let error = told.result.unwrap_err();
    assert!(error.is_throttled());
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7200)));
}

#[test]
fn delays_grow_and_attempts_end() {
    let retry = Retry::default()
        .attempts(5)
        .base_delay(Duration::from_secs(10));
    let told = ask(&Method::GET, retry, &[Status(503); 6]);
    assert_eq!(told.result.unwrap_err().status().unwrap(), 503);
    assert_eq!((told.left, told.waits.len()), (1, 4));
    for (wait, longest) in told.waits.iter().zip([10, 20, 30, 30]) {
        let longest = Duration::from_secs(longest);
        assert!(
            *wait <= longest && *wait >= longest / 2,
            "{wait:?} of {longest:?}"
        );
    }
    let told = ask(&Method::GET, Retry::none(), &[Status(503); 2]);
    assert_eq!((told.left, told.waits.len()), (1, 0));
}

#[test]
fn without_a_clock_nothing_waits() {
    let builder =
        || crate::witness::client(&SERVICE).transport(transport_fn(|_| Status(503).happen()));
    let client: Client = builder().build().unwrap();
    let get = || client.root().request::<Media>(Method::GET);
    let error = pollster::block_on(get().send()).unwrap_err();
    assert_eq!(error.status().unwrap(), 503);
    let second = Duration::from_secs(1);
    for request in [get().timeout(second), get().deadline(second)] {
        let error = pollster::block_on(request.send()).unwrap_err();
        assert!(matches!(error, Error::Build(error) if *error == BuildError::NoClock));
    }
    for builder in [builder().timeout(second), builder().deadline(second)] {
        let built: Result<Client, _> = builder.build();
        assert_eq!(built.unwrap_err(), ConfigError::NoClock);
    }
}

/// Never answers; tells when its future is dropped.
struct Silent(Arc<Mutex<Vec<&'static str>>>);

struct Tell(Arc<Mutex<Vec<&'static str>>>);

impl Drop for Tell {
    fn drop(&mut self) {
        self.0.lock().unwrap().push("dropped");
    }
}

impl Transport for Silent {
    fn send(
        &self,
        _: http::Request<Bytes>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        self.0.lock().unwrap().push("sent");
        let tell = Tell(Arc::clone(&self.0));
        Box::pin(async move {
            let _tell = tell;
            std::future::pending().await
        })
    }
}

#[test]
fn limits_end_what_takes_too_long() {
    let log = Arc::<Mutex<Vec<_>>>::default();
    let clock = TestClock::flying();
    let client: Client = crate::witness::client(&SERVICE)
        .transport(Silent(Arc::clone(&log)))
        .clock(clock.clone())
        .timeout(Duration::from_secs(5))
        .retry(Retry::default().attempts(2))
        .build()
        .unwrap();
    let get = || client.root().request::<Media>(Method::GET);
    let error = pollster::block_on(get().send()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET https://example.com/api: timed out: the limit for an attempt is 5s"
    );
    assert_eq!(*log.lock().unwrap(), ["sent", "dropped", "sent", "dropped"]);

    let own = get()
        .timeout(Duration::from_millis(20))
        .retry(Retry::none());
    let error = pollster::block_on(own.send()).unwrap_err();
    assert!(
        error.to_string().ends_with("for an attempt is 20ms"),
        "{error}"
    );

    let client: Client = crate::witness::client(&SERVICE)
        .transport(Silent(Arc::clone(&log)))
        .clock(clock)
        .build()
        .unwrap();
    let get = client.root().request::<Media>(Method::GET);
    let error = pollster::block_on(get.deadline(Duration::from_secs(9)).send()).unwrap_err();
    assert!(
        error.to_string().ends_with(": the limit in all is 9s"),
        "{error}"
    );
    assert_eq!(log.lock().unwrap().len(), 8);
}

#[test]
fn no_wait_goes_beyond_the_deadline() {
    let clock = TestClock::stopped();
    clock.set(Timestamp::UNIX_EPOCH);
    let hint: &[_] = &[("retry-after", "20")];
    let client: Client = crate::witness::client(&SERVICE)
        .transport(transport_fn(|_| Headers(429, hint).happen()))
        .clock(clock)
        .deadline(Duration::from_secs(10))
        .build()
        .unwrap();
    let get = client.root().request::<Media>(Method::GET);
    let error = pollster::block_on(get.send()).unwrap_err();
    assert!(error.is_throttled());
}

#[test]
fn dropping_a_request_drops_the_exchange() {
    let log = Arc::<Mutex<Vec<_>>>::default();
    let client: Client = crate::witness::client(&SERVICE)
        .transport(Silent(Arc::clone(&log)))
        .build()
        .unwrap();
    let mut sent = Box::pin(client.root().request::<Media>(Method::GET).send());
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    assert!(sent.as_mut().poll(&mut context).is_pending());
    assert_eq!(*log.lock().unwrap(), ["sent"]);
    drop(sent);
    assert_eq!(*log.lock().unwrap(), ["sent", "dropped"]);
}
