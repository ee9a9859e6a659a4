//! Does a client end, and tell what happened, when its peer breaks the rules of HTTP?

mod contents;
mod peer;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use futures_util::{StreamExt as _, stream};
use http::{Method, Response, StatusCode};
use odata_runtime::testing::TestClock;
use odata_runtime::{
    Body, Client, ClientBuilder, Error, Kind, Media, Nothing, Request, Resource, Retry, Scalar,
    Service, TransportErrorKind, transport_fn,
};

use self::peer::{Deed, Peer, say};

static SERVICE: Service = Service::new("http://localhost/api");

const MEBIBYTE: usize = 1 << 20;

/// What the kernel and the client may hold of what was sent and not asked for: a few MiB each.
const UNREAD: usize = 64 * MEBIBYTE;

fn get<K: Kind>(client: &Client) -> Request<K> {
    client.root().navigate::<Resource>("X").request(Method::GET)
}

fn build(builder: ClientBuilder) -> Client {
    builder.clock(TestClock::flying()).build().unwrap()
}

fn kind(error: &Error) -> TransportErrorKind {
    match error {
        Error::Transport { source, .. } => source.kind(),
        _ => panic!("{error}"),
    }
}

/// Asserts that a `GET` is sent as often as it may be, a `POST` once, and that both fail because
/// the connection broke.
async fn assert_interrupted(text: &'static str) {
    let peer = Peer::start((0..5).map(|_| say(text)));
    let client = build(peer.client());
    let error = get::<Media>(&client).await.unwrap_err();
    assert_eq!(kind(&error), TransportErrorKind::Interrupted, "{error}");
    let post: Request<Nothing> = client.root().action("NS", "Do");
    let error = post.await.unwrap_err();
    assert_eq!(kind(&error), TransportErrorKind::Interrupted, "{error}");
    peer.join();
}

#[tokio::test]
async fn a_connection_that_ends_before_the_answer_is_an_error() {
    assert_interrupted("").await;
}

#[tokio::test]
async fn a_connection_that_ends_within_the_head_is_an_error() {
    assert_interrupted("HTTP/1.1 200 OK\r\ncontent-type: applica").await;
}

#[tokio::test]
async fn a_body_that_ends_before_its_length_is_an_error() {
    assert_interrupted("HTTP/1.1 200 OK\r\ncontent-length: 40\r\n\r\n{\"value\":1}").await;
}

#[tokio::test]
async fn a_body_that_ends_within_a_chunk_or_before_the_last_is_an_error() {
    let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
    assert_interrupted(format!("{head}b\r\n{{\"value").leak()).await;
    assert_interrupted(format!("{head}b\r\n{{\"value\":1}}\r\n").leak()).await;
}

#[tokio::test]
async fn an_answer_that_is_no_http_is_an_error() {
    let peer = Peer::start([say("SSH-2.0-OpenSSH_9.6\r\n")]);
    let client = build(peer.client().retry(Retry::none()));
    let error = get::<Media>(&client).await.unwrap_err();
    assert!(matches!(error, Error::Transport { .. }), "{error}");
    peer.join();
}

#[tokio::test]
async fn a_head_without_end_is_an_error() {
    let deed: Deed = Box::new(|line| {
        line.write("HTTP/1.1 200 OK\r\n");
        line.write_for_ever(b"x-more: of the same\r\n");
    });
    let mut peer = Peer::start([deed]);
    let client = build(peer.client().retry(Retry::none()));
    let error = get::<Media>(&client).await.unwrap_err();
    assert!(matches!(error, Error::Transport { .. }), "{error}");
    assert!(peer.told().await < UNREAD);
    peer.join();
}

#[tokio::test]
async fn more_than_the_length_is_no_part_of_any_answer() {
    let more = "HTTP/1.1 200 OK\r\ncontent-length: 13\r\n\r\n{\"value\":666}";
    let text = format!("HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\n{{\"value\":1}}{more}");
    let short = "HTTP/1.1 200 OK\r\ncontent-length: 8\r\nconnection: close\r\n\r\n{\"value\":2}";
    let deed: Deed = Box::new(move |line| {
        line.write(&text);
        line.stall();
    });
    let peer = Peer::start([deed, say(short)]);
    let client = build(peer.client());
    assert_eq!(get::<Scalar<i32>>(&client).await.unwrap(), 1);
    // What was sent without a request is not taken for the answer to the next one.
    let error = get::<Scalar<i32>>(&client).await.unwrap_err();
    let message = "cannot read `value`: EOF while parsing";
    assert!(error.to_string().starts_with(message), "{error}");
    peer.join();
}

#[tokio::test]
async fn an_answer_without_a_length_is_what_came_until_the_end() {
    let half = "HTTP/1.1 200 OK\r\n\r\n{\"value\":[1,2";
    let peer = Peer::start([say(half), say(half)]);
    let client = build(peer.client());
    let error = get::<Scalar<Vec<i32>>>(&client).await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error}");
    // Of bytes nobody can tell that there should be more of them.
    assert_eq!(get::<Media>(&client).await.unwrap(), "{\"value\":[1,2");
    peer.join();
}

#[tokio::test]
async fn a_peer_that_stalls_is_left_at_the_time_limit() {
    for begun in [
        "",
        "HTTP/1.1 200 OK\r\ncontent-le",
        "HTTP/1.1 200 OK\r\ncontent-length: 40\r\n\r\n{\"value\":",
        "HTTP/1.1 429 Too Many Requests\r\ncontent-length: 40\r\n\r\n{\"error\":",
    ] {
        let deed: Deed = Box::new(move |line| {
            line.write(begun);
            line.stall();
        });
        let mut peer = Peer::start([deed]);
        let clock = TestClock::stopped();
        let builder = peer.client().clock(clock.clone()).retry(Retry::none());
        let client: Client = builder.timeout(Duration::from_secs(30)).build().unwrap();
        let task = tokio::spawn(get::<Media>(&client).into_future());
        peer.told().await;
        clock.advance(Duration::from_secs(30));
        let error = task.await.unwrap().unwrap_err();
        assert_eq!(kind(&error), TransportErrorKind::Timeout, "{begun}");
        // The peer notices, so nothing is left open.
        peer.join();
    }
}

#[tokio::test]
async fn a_refusal_without_end_keeps_its_status() {
    let deed: Deed = Box::new(|line| {
        line.write("HTTP/1.1 429 Too Many Requests\r\nretry-after: 7\r\n\r\n");
        line.write_for_ever(&[b'x'; 8192]);
    });
    let mut peer = Peer::start([deed]);
    let client = build(peer.client().retry(Retry::none()).max_answer_size(1000));
    let error = get::<Media>(&client).await.unwrap_err();
    assert!(error.is_throttled(), "{error}");
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
    assert!(peer.told().await < UNREAD);
    peer.join();
}

#[tokio::test]
async fn a_refusal_that_breaks_off_keeps_its_status() {
    let refusal = "HTTP/1.1 409 Conflict\r\ncontent-length: 40\r\n\r\n{\"error\":";
    let peer = Peer::start([say(refusal)]);
    let error = get::<Media>(&build(peer.client())).await.unwrap_err();
    let end = "the service answered 409 Conflict: {\"error\":";
    assert!(error.to_string().ends_with(end), "{error}");
    peer.join();
}

#[tokio::test]
async fn a_storm_of_refusals_is_asked_no_more_than_allowed() {
    let asked = Arc::<AtomicUsize>::default();
    let count = Arc::clone(&asked);
    let clock = TestClock::flying();
    let transport = transport_fn(move |_| {
        count.fetch_add(1, Ordering::SeqCst);
        let answer = Response::builder().status(429).header("retry-after", "5");
        Ok(answer.body(Body::default()).unwrap())
    });
    let builder = crate::witness::client(&SERVICE).transport(transport);
    let client: Client = builder.clock(clock.clone()).build().unwrap();
    let tasks: Vec<_> = (0..100)
        .map(|_| tokio::spawn(get::<Media>(&client).into_future()))
        .collect();
    for task in tasks {
        assert!(task.await.unwrap().unwrap_err().is_throttled());
    }
    assert_eq!(asked.load(Ordering::SeqCst), 400);
    assert_eq!(clock.sleeps(), vec![Duration::from_secs(5); 300]);
}

#[tokio::test]
async fn more_seconds_than_a_number_holds_are_not_waited_for() {
    let transport = transport_fn(|_| {
        let answer = Response::builder().status(429);
        let answer = answer.header("retry-after", "99999999999999999999999");
        Ok(answer.body(Body::default()).unwrap())
    });
    let clock = TestClock::flying();
    let builder = crate::witness::client(&SERVICE).transport(transport);
    let client: Client = builder.clock(clock.clone()).build().unwrap();
    let error = get::<Media>(&client).await.unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(u64::MAX)));
    assert!(clock.sleeps().is_empty());
}

#[tokio::test]
async fn a_stream_that_nobody_reads_on_is_not_read_on() {
    let deed: Deed = Box::new(|line| {
        line.write("HTTP/1.1 200 OK\r\n\r\n");
        line.write_for_ever(&[b'x'; 8192]);
    });
    let mut peer = Peer::start([deed]);
    let mut content = get::<Media>(&build(peer.client())).stream();
    let mut read = 0;
    while read < 32 * MEBIBYTE {
        read += content.try_next().await.unwrap().unwrap().len();
    }
    drop(content);
    let written = peer.told().await;
    assert!(written < read + UNREAD, "{written} for {read}");
    peer.join();
}

/// A chunk that counts how many of its kind there are.
struct Chunk {
    bytes: Arc<Vec<u8>>,
    alive: Arc<AtomicUsize>,
}

impl AsRef<[u8]> for Chunk {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Drop for Chunk {
    fn drop(&mut self) {
        self.alive.fetch_sub(1, Ordering::SeqCst);
    }
}

#[tokio::test]
async fn of_a_stream_of_four_gigabytes_one_chunk_is_held() {
    let alive = Arc::<AtomicUsize>::default();
    let made = Arc::clone(&alive);
    let transport = transport_fn(move |_| {
        let (bytes, alive) = (Arc::new(vec![b'x'; MEBIBYTE]), Arc::clone(&made));
        let chunks = stream::iter(0..4096).map(move |_| {
            alive.fetch_add(1, Ordering::SeqCst);
            let (bytes, alive) = (Arc::clone(&bytes), Arc::clone(&alive));
            Ok(Bytes::from_owner(Chunk { bytes, alive }))
        });
        Ok(Response::new(Body::stream(chunks, None)))
    });
    let builder = crate::witness::client(&SERVICE).transport(transport);
    let client = build(builder.max_answer_size(2 * MEBIBYTE as u64));
    let mut content = get::<Media>(&client).stream();
    let mut size = 0;
    while let Some(chunk) = content.try_next().await.unwrap() {
        assert_eq!(alive.load(Ordering::SeqCst), 1);
        size += chunk.len();
    }
    assert_eq!(size, 4096 * MEBIBYTE);
    // The same without a stream is refused when the limit is reached, and let go.
    let error = get::<Media>(&client).await.unwrap_err();
    assert_eq!(kind(&error), TransportErrorKind::TooLarge);
    assert_eq!(alive.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn a_chunk_takes_no_longer_than_an_attempt_may() {
    let transport = transport_fn(|_| {
        let begun = stream::iter(["a", "b"]).map(|text| Ok(text.into()));
        Ok(Response::new(Body::stream(
            begun.chain(stream::pending()),
            None,
        )))
    });
    let clock = TestClock::stopped();
    let builder = crate::witness::client(&SERVICE).transport(transport);
    let builder = builder.clock(clock.clone()).timeout(Duration::from_secs(5));
    let client: Client = builder.build().unwrap();
    let mut content = get::<Media>(&client).stream();
    assert_eq!(content.try_next().await.unwrap().unwrap(), "a");
    // What the reader takes its time for does not count.
    clock.advance(Duration::from_secs(3600));
    assert_eq!(content.try_next().await.unwrap().unwrap(), "b");
    clock.advance(Duration::from_secs(3600));
    let (error, ()) = tokio::join!(content.try_next(), async {
        tokio::task::yield_now().await;
        clock.advance(Duration::from_secs(5));
    });
    let error = error.unwrap_err();
    let end = "/api/X: timed out: the limit for a chunk is 5s";
    assert!(error.to_string().ends_with(end), "{error}");
    assert!(content.try_next().await.unwrap().is_none());
}

#[tokio::test]
async fn a_part_that_nobody_asked_for_is_not_the_whole() {
    let transport = transport_fn(|_| {
        let answer = Response::builder().status(206);
        Ok(answer.body("half".into()).unwrap())
    });
    let client = build(crate::witness::client(&SERVICE).transport(transport));
    let error = get::<Media>(&client).await.unwrap_err();
    assert!(matches!(&error, Error::UnexpectedStatus(_)), "{error}");
    let error = get::<Media>(&client).stream().try_next().await.unwrap_err();
    assert!(matches!(&error, Error::UnexpectedStatus(_)), "{error}");
    let part = get::<Media>(&client).header("range", "bytes=0-3");
    let answer = part.answer().await.unwrap();
    assert_eq!(answer.status, StatusCode::PARTIAL_CONTENT);
}
