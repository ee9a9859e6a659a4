//! Does the client keep its promises to a real server of HTTP, without waiting in real time?

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use futures_util::StreamExt as _;
use futures_util::stream;
use odata_runtime::testing::TestClock;
use odata_runtime::{
    AccessToken, Cached, Client, ClientBuilder, Error, Media, Nothing, Request, Resource, Service,
    TransportErrorKind, token_fn,
};
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, mpsc};

static SERVICE: Service = Service::new("http://localhost/api");

/// Starts a server on loopback and gives its origin.
async fn serve(app: Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(axum::serve(listener, app).into_future());
    origin
}

fn client(origin: &str) -> ClientBuilder {
    crate::witness::client(&SERVICE).base_url(format!("{origin}/api"))
}

fn get(client: &Client) -> Request<Media> {
    client.root().navigate::<Resource>("X").request(Method::GET)
}

fn post(client: &Client) -> Request<Nothing> {
    client.root().action("NS", "Do")
}

/// A server that gives each request the next of these answers, and the last one from then on.
async fn answers(list: Vec<Response>) -> (String, Arc<AtomicUsize>) {
    let asked = Arc::<AtomicUsize>::default();
    let (count, list) = (Arc::clone(&asked), Arc::new(Mutex::new(list)));
    let app = Router::new().fallback(move || async move {
        count.fetch_add(1, Ordering::SeqCst);
        let mut list = list.lock().unwrap();
        match list.len() {
            0 => "done".into_response(),
            _ => list.remove(0),
        }
    });
    (serve(app).await, asked)
}

fn throttled(name: &'static str, value: &'static str) -> Response {
    (StatusCode::TOO_MANY_REQUESTS, [(name, value)], "").into_response()
}

#[tokio::test]
async fn throttled_requests_are_sent_again_when_the_service_says() {
    let clock = TestClock::flying();
    clock.set("2020-02-01T00:00:00Z".parse().unwrap());
    let date = "Sat, 01 Feb 2020 00:00:20 GMT";
    let list = vec![
        throttled("retry-after", "7"),
        throttled("retry-after", date),
    ];
    let (origin, asked) = answers(list).await;
    // A real server has a `Date` of its own, which is long after the one that it names.
    let client: Client = client(&origin).clock(clock.clone()).build().unwrap();
    post(&client).await.unwrap();
    assert_eq!(asked.load(Ordering::SeqCst), 3);
    assert_eq!(clock.sleeps(), [Duration::from_secs(7), Duration::ZERO]);
}

/// A body that breaks off after its first chunk.
fn broken() -> Response {
    let chunks = stream::iter([Ok("half"), Err(std::io::Error::other("broken"))]);
    Response::new(Body::from_stream(chunks))
}

#[tokio::test]
async fn a_post_is_not_sent_again_after_a_broken_connection() {
    let (origin, asked) = answers(vec![broken(), broken()]).await;
    let client: Client = client(&origin).clock(TestClock::flying()).build().unwrap();
    let error = post(&client).await.unwrap_err();
    let Error::Transport { source, .. } = &error else {
        panic!("{error}");
    };
    assert_eq!(source.kind(), TransportErrorKind::Interrupted);
    assert_eq!(asked.load(Ordering::SeqCst), 1);
    // Reading is.
    assert_eq!(get(&client).await.unwrap(), "done");
    assert_eq!(asked.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn a_hundred_requests_at_once_want_one_token() {
    let app = Router::new().fallback(|headers: HeaderMap| async move {
        match headers.get("authorization") {
            Some(token) if token == "Bearer good" => StatusCode::OK,
            _ => StatusCode::UNAUTHORIZED,
        }
    });
    let origin = serve(app).await;
    let asked = Arc::<AtomicUsize>::default();
    let count = Arc::clone(&asked);
    let source = token_fn(move || {
        let old = count.fetch_add(1, Ordering::SeqCst) == 0;
        async move {
            tokio::task::yield_now().await;
            Ok::<_, std::io::Error>(AccessToken::new(if old { "old" } else { "good" }))
        }
    });
    let client: Client = client(&origin)
        .token_source(Cached::new(source))
        .build()
        .unwrap();
    let tasks: Vec<_> = (0..100)
        .map(|_| tokio::spawn(post(&client).into_future()))
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    // One for the token that the server does not take, and one for the other.
    assert_eq!(asked.load(Ordering::SeqCst), 2);
}

/// What a server that never answers tells.
struct Hanging {
    begun: Semaphore,
    dropped: mpsc::UnboundedSender<()>,
}

struct Tell(mpsc::UnboundedSender<()>);

impl Drop for Tell {
    fn drop(&mut self) {
        let _ = self.0.send(());
    }
}

async fn hang(State(hanging): State<Arc<Hanging>>) {
    let _tell = Tell(hanging.dropped.clone());
    hanging.begun.add_permits(1);
    std::future::pending::<()>().await;
}

async fn hanging() -> (String, Arc<Hanging>, mpsc::UnboundedReceiver<()>) {
    let (dropped, told) = mpsc::unbounded_channel();
    let begun = Semaphore::new(0);
    let state = Arc::new(Hanging { begun, dropped });
    let app = Router::new().fallback(hang).with_state(Arc::clone(&state));
    (serve(app).await, state, told)
}

#[tokio::test]
async fn the_server_sees_that_a_request_is_dropped() {
    let (origin, server, mut told) = hanging().await;
    let client: Client = client(&origin).build().unwrap();
    let task = tokio::spawn(get(&client).into_future());
    server.begun.acquire().await.unwrap().forget();
    task.abort();
    told.recv().await.unwrap();
    assert!(task.await.unwrap_err().is_cancelled());
}

#[tokio::test]
async fn time_limits_end_a_request() {
    let (origin, server, mut told) = hanging().await;
    let clock = TestClock::stopped();
    let builder = client(&origin).clock(clock.clone());
    let client: Client = builder.timeout(Duration::from_secs(30)).build().unwrap();
    let task = tokio::spawn(post(&client).into_future());
    server.begun.acquire().await.unwrap().forget();
    clock.advance(Duration::from_secs(29));
    tokio::task::yield_now().await;
    assert!(!task.is_finished());
    clock.advance(Duration::from_secs(1));
    let error = task.await.unwrap().unwrap_err();
    let message = "/api/NS.Do: timed out: the limit for an attempt is 30s";
    assert!(error.to_string().ends_with(message), "{error}");
    told.recv().await.unwrap();
}

#[tokio::test]
async fn redirections_and_links_elsewhere_have_no_secrets() {
    let (sender, mut elsewhere) = mpsc::unbounded_channel();
    let other = Router::new().fallback(move |headers: HeaderMap| async move {
        sender.send(headers).unwrap();
        "blob"
    });
    let other = serve(other).await;
    let location = format!("{other}/blob");
    let app = Router::new().fallback(move |headers: HeaderMap| async move {
        assert_eq!(headers["authorization"], "Bearer t");
        assert_eq!(headers["x-anchormailbox"], "john@contoso.com");
        (StatusCode::FOUND, [("location", location)])
    });
    let origin = serve(app).await;
    let builder = client(&origin).token_fn(async || Ok::<_, std::io::Error>("t"));
    let builder = builder.header("x-anchormailbox", "john@contoso.com");
    let client: Client = builder.build().unwrap();
    assert_eq!(get(&client).await.unwrap(), "blob");
    let link: Resource = client.at(&format!("{other}/next"));
    assert_eq!(link.request::<Media>(Method::GET).await.unwrap(), "blob");
    for _ in 0..2 {
        let headers = elsewhere.recv().await.unwrap();
        assert!(!headers.contains_key("authorization"), "{headers:?}");
        assert!(!headers.contains_key("x-anchormailbox"), "{headers:?}");
    }
}

/// A body whose chunks come when they are allowed to.
fn metered(gate: Arc<Semaphore>) -> Response {
    let chunks = stream::unfold(0, move |number| {
        let gate = Arc::clone(&gate);
        async move {
            gate.acquire().await.unwrap().forget();
            let chunk = Bytes::from(vec![b'x'; 1000]);
            (number < 3).then(|| (Ok::<_, std::io::Error>(chunk), number + 1))
        }
    });
    Response::new(Body::from_stream(chunks))
}

/// The same where the first chunk surely comes.
fn broken_after(gate: Arc<Semaphore>) -> Response {
    let breaks = stream::once(async move {
        gate.acquire().await.unwrap().forget();
        Err(std::io::Error::other("broken"))
    });
    let chunks = stream::iter([Ok("half")]).chain(breaks);
    Response::new(Body::from_stream(chunks))
}

#[tokio::test]
async fn a_stream_is_read_while_it_comes() {
    let gate = Arc::new(Semaphore::new(1));
    let breaks = Arc::new(Semaphore::new(0));
    let late = broken_after(Arc::clone(&breaks));
    let (origin, _) = answers(vec![metered(Arc::clone(&gate)), late]).await;
    let client: Client = client(&origin).max_answer_size(1500).build().unwrap();
    let mut content = get(&client).stream();
    assert_eq!(
        content.head().await.unwrap().unwrap().status,
        StatusCode::OK
    );
    // The server does not go on before the first chunk has been read.
    assert_eq!(content.try_next().await.unwrap().unwrap().len(), 1000);
    gate.add_permits(3);
    let mut rest = 0;
    while let Some(chunk) = content.next().await {
        rest += chunk.unwrap().len();
    }
    assert_eq!(rest, 2000);
    assert!(content.try_next().await.unwrap().is_none());

    let mut half = get(&client).stream();
    assert_eq!(half.try_next().await.unwrap().unwrap(), "half");
    breaks.add_permits(1);
    let error = half.try_next().await.unwrap_err();
    assert!(
        error.to_string().contains("/api/X: the connection broke: "),
        "{error}"
    );
    assert!(half.try_next().await.unwrap().is_none());
}

#[tokio::test]
async fn an_answer_has_a_largest_size() {
    let gate = Arc::new(Semaphore::new(9));
    let large = || vec![b'x'; 1501].into_response();
    let list = vec![metered(gate), large(), vec![b'x'; 1500].into_response()];
    let (origin, _) = answers(list).await;
    let client: Client = client(&origin).max_answer_size(1500).build().unwrap();
    for _ in 0..2 {
        let error = get(&client).await.unwrap_err();
        let message = "the answer has more than 1500 bytes, the most that the client takes at once";
        assert!(error.to_string().ends_with(message), "{error}");
    }
    assert_eq!(get(&client).await.unwrap().len(), 1500);
}

#[tokio::test]
async fn a_stream_that_fails_is_the_error_of_the_service() {
    let body = r#"{"error":{"code":"NotHere","message":"m"}}"#;
    let (origin, _) = answers(vec![(StatusCode::NOT_FOUND, body).into_response()]).await;
    let client: Client = client(&origin).build().unwrap();
    let mut stream = get(&client).stream();
    let error = stream.try_next().await.unwrap_err();
    assert!(error.is_not_found() && matches!(error, Error::Service(_)));
    assert!(stream.head().await.unwrap().is_none());
}
