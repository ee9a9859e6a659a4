//! Can a thread wait for a request, and does one that must not say so?

use axum::Router;
use http::Method;
use odata_runtime::{BuildError, Client, Error, Media, Request, Service, transport_fn};
use tokio::net::TcpListener;

use crate::model::{self, MessageCollectionRequest};

static SERVICE: Service = Service::new("https://example.com/api");

#[test]
fn threads_wait_without_a_runtime_of_their_own() {
    let server = tokio::runtime::Runtime::new().unwrap();
    let app = Router::new().fallback(async || r#"{"value":[{"Id":"a"}]}"#);
    let listener = server.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    server.spawn(axum::serve(listener, app).into_future());

    let builder = crate::witness::client(&SERVICE).base_url(origin);
    let client: Client = builder
        .timeout(std::time::Duration::from_secs(60))
        .build()
        .unwrap();
    let messages: MessageCollectionRequest = client.root().navigate("Messages");
    let waiters: Vec<_> = (0..4)
        .map(|_| {
            let messages = messages.clone();
            std::thread::spawn(move || messages.list().wait().unwrap().len())
        })
        .collect();
    for waiter in waiters {
        assert_eq!(waiter.join().unwrap(), 1);
    }
    let function = messages.between("2020-01-01T00:00Z".parse().unwrap(), ["x"]);
    assert_eq!(function.wait().unwrap().len(), 1);
    let operation: model::MessageSearch = messages.search("x").limit(3);
    assert_eq!(operation.wait().unwrap().len(), 1);
    messages
        .by_key("a")
        .forward(["x"])
        .comment("c")
        .wait()
        .unwrap();
}

#[tokio::test]
async fn inside_of_a_runtime_waiting_is_an_error() {
    let client: Client = crate::witness::client(&SERVICE)
        .transport(transport_fn(|_| Ok(http::Response::new("{}".into()))))
        .build()
        .unwrap();
    let request: Request<Media> = client.root().request(Method::GET);
    let Err(Error::Build(error)) = request.wait() else {
        panic!("a thread of a runtime was blocked");
    };
    assert!(matches!(*error, BuildError::Blocking { .. }));
    assert_eq!(
        error.to_string(),
        "cannot block the thread: this is inside of an async runtime: `await` the request"
    );
}

#[test]
fn streams_are_iterators_for_a_thread_that_waits() {
    let transport = transport_fn(|request: http::Request<bytes::Bytes>| {
        let uri = request.uri().to_string();
        let body = match () {
            () if uri.ends_with("/$batch") => return Ok(batch_answer()),
            () if uri.ends_with("skip=1") => {
                r#"{"value":[{"Id":"b"}],"@odata.deltaLink":"Messages?$deltatoken=x"}"#
            }
            () => r#"{"value":[{"Id":"a"}],"@odata.nextLink":"Messages?$skip=1"}"#,
        };
        Ok(http::Response::new(body.into()))
    });
    let client: Client = crate::witness::client(&SERVICE)
        .transport(transport)
        .build()
        .unwrap();
    let messages: MessageCollectionRequest = client.root().navigate("Messages");
    let ids: Result<Vec<_>, Error> = messages
        .list()
        .items()
        .wait()
        .map(|message| Ok(message?.id.unwrap_or_default()))
        .collect();
    assert_eq!(ids.unwrap(), ["a", "b"]);
    let mut pages = messages.list().pages().wait();
    assert_eq!(pages.next().unwrap().unwrap().len(), 1);
    assert!(pages.stream().position().is_some());
    let mut changes = messages.delta().changes().wait();
    assert_eq!(changes.by_ref().map(Result::unwrap).count(), 2);
    assert!(changes.stream().token().is_some());

    let mut batch = client.batch();
    let sent = batch.add(messages.by_key("a").send());
    batch.wait().unwrap().take(sent).unwrap();
}

fn batch_answer() -> http::Response<odata_runtime::Body> {
    let part = "--b\r\nContent-Type: application/http\r\nContent-ID: 1\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n\r\n--b--\r\n";
    let mut response = http::Response::new(part.into());
    let content_type = "multipart/mixed; boundary=b".parse().unwrap();
    response.headers_mut().insert("content-type", content_type);
    response
}
