//! Do batches become the calls that they should be, and answers the results?

mod calls;
mod json;
mod mistakes;
mod server;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::{Method, Request, Response, StatusCode};
use odata_runtime::{
    Batch, BatchTarget, Client, Error, Handle, Key, Maybe, Media, Patch, Resource, Service,
    TransportError, TransportErrorKind, transport_fn,
};

use crate::model::{EventMessage, Message, MessageCollectionRequest, MessageRequest};

static SERVICE: Service = Service::new("https://example.com/api")
    .batch_url("me/$batch")
    .max_batch(20)
    .headers(&[("Prefer", "a=1"), ("X-Anchor", "x")]);

type Sent = Arc<Mutex<Vec<Request<Bytes>>>>;

/// A client whose calls get these answers, one after the other; then none.
fn client(answers: impl IntoIterator<Item = Response<String>>) -> (Client, Sent) {
    let answers = Mutex::new(answers.into_iter().collect::<VecDeque<_>>());
    let sent = Sent::default();
    let log = Arc::clone(&sent);
    let transport = transport_fn(move |request| {
        log.lock().unwrap().push(request);
        match answers.lock().unwrap().pop_front() {
            Some(answer) => Ok(answer.map(Into::into)),
            None => Err(TransportError::new(TransportErrorKind::Connect, "gone")),
        }
    });
    let builder = crate::witness::client(&SERVICE).transport(transport);
    (builder.token("secret").build().unwrap(), sent)
}

fn answer(content_type: &str, body: impl Into<String>) -> Response<String> {
    let builder = Response::builder().header("content-type", content_type);
    builder.body(body.into()).unwrap()
}

/// An answer of these parts, each of status, headers and body, without any id.
fn multipart(parts: &[&str]) -> Response<String> {
    let head = "--x\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 ";
    let parts = parts.iter().map(|part| format!("{head}{part}\r\n"));
    answer(
        "multipart/mixed; boundary=x",
        parts.collect::<String>() + "--x--\r\n",
    )
}

fn messages(client: &Client) -> MessageCollectionRequest {
    client.root().navigate("Messages")
}

fn send(batch: Batch) -> Result<odata_runtime::Replies, Error> {
    pollster::block_on(batch.send())
}

/// The text of the only call.
fn text(batch: Batch) -> String {
    let mut calls = batch.into_http().unwrap();
    assert_eq!(calls.len(), 1);
    String::from_utf8(calls.remove(0).into_body().to_vec()).unwrap()
}

fn named(subject: &str) -> Message {
    Message {
        subject: Some(subject.into()),
        ..Message::default()
    }
}

const NOT_FOUND: &str = "404 Not Found\r\nX-Request-Id: r1\r\n\r\n{\"error\":{\"code\":\"NotFound\",\"message\":\"no\"}}";

#[test]
fn a_batch_is_written_as_the_standard_shows() {
    let (client, _) = client([]);
    let messages = messages(&client);
    let mut batch = client.batch().continue_on_error(true);
    batch.add(messages.list().top(2).header("Prefer", "b=2"));
    let mut set = batch.change_set();
    let made = set.add(messages.create(&named("s")));
    let message: MessageRequest = set.refer(made);
    set.add(message.forward(["x@y"]));
    set.add(messages.by_key("b").delete().if_match("*"));
    batch.add(messages.by_key("c").content().put("abc", "text/plain"));

    let calls = batch.clone().into_http().unwrap();
    let headers = calls[0].headers();
    assert_eq!(calls[0].method(), Method::POST);
    assert_eq!(calls[0].uri(), "https://example.com/api/me/$batch");
    assert_eq!(headers["content-type"], "multipart/mixed; boundary=batch_1");
    assert_eq!(headers["accept"], "multipart/mixed");
    assert_eq!(headers["authorization"], "Bearer secret");
    assert_eq!(
        (&headers["odata-version"], &headers["odata-maxversion"]),
        (&"4.0".parse().unwrap(), &"4.0".parse().unwrap())
    );
    let preferences: Vec<_> = headers.get_all("prefer").iter().collect();
    assert_eq!(preferences, ["a=1", "odata.continue-on-error"]);
    assert_eq!(text(batch), EXPECTED.replace('\n', "\r\n"));
}

const EXPECTED: &str = r#"--batch_1
Content-Type: application/http
Content-Transfer-Encoding: binary
Content-ID: 1

GET /api/Messages?$top=2 HTTP/1.1
Host: example.com
Accept: application/json
Prefer: a=1, b=2


--batch_1
Content-Type: multipart/mixed; boundary=changeset_1_2

--changeset_1_2
Content-Type: application/http
Content-Transfer-Encoding: binary
Content-ID: 2

POST /api/Messages HTTP/1.1
Host: example.com
Accept: application/json
Content-Type: application/json
Prefer: a=1
Content-Length: 15

{"Subject":"s"}
--changeset_1_2
Content-Type: application/http
Content-Transfer-Encoding: binary
Content-ID: 3

POST $2/Test.Forward HTTP/1.1
Host: example.com
Accept: application/json
Content-Type: application/json
Prefer: a=1
Content-Length: 53

{"ToRecipients":[{"EmailAddress":{"Address":"x@y"}}]}
--changeset_1_2
Content-Type: application/http
Content-Transfer-Encoding: binary
Content-ID: 4

DELETE /api/Messages('b') HTTP/1.1
Host: example.com
Accept: application/json
Prefer: a=1
If-Match: *


--changeset_1_2--

--batch_1
Content-Type: application/http
Content-Transfer-Encoding: binary
Content-ID: 5

PUT /api/Messages('c')/Content HTTP/1.1
Host: example.com
Accept: application/json
Content-Type: text/plain
Prefer: a=1
Content-Length: 3

abc
--batch_1--
"#;

#[test]
fn boundaries_are_in_no_request() {
    let (client, _) = client([]);
    let messages = messages(&client);
    let mut batch = client.batch();
    batch.add(messages.create(&named("--batch_1 --batch_23")));
    batch.add(messages.by_key("--changeset_3").delete());
    let call = batch.into_http().unwrap().remove(0);
    let content_type = &call.headers()["content-type"];
    assert_eq!(content_type, "multipart/mixed; boundary=batch_4");
}

#[test]
fn resources_are_named_in_three_ways() {
    let (client, _) = client([]);
    let line = |target, url: &str| {
        let mut batch = client.batch().target(target).url(url);
        batch.add(messages(&client).by_key("a :b").get().query("q", "c:d"));
        let text = text(batch);
        let mut lines = text.lines().skip(5).map(str::to_owned);
        let line = lines.next().unwrap();
        let line = line.strip_prefix("GET ").unwrap().strip_suffix(" HTTP/1.1");
        (line.unwrap().to_owned(), lines.next().unwrap())
    };
    let accept = "Accept: application/json".to_owned();
    let path = "/api/Messages('a%20:b')?q=c:d".to_owned();
    let host = "Host: example.com".to_owned();
    assert_eq!(line(BatchTarget::Path, "$batch"), (path.clone(), host));
    let relative = "Messages('a%20%3Ab')?q=c:d".to_owned();
    assert_eq!(
        line(BatchTarget::Relative, "$batch"),
        (relative, accept.clone())
    );
    // The path does not go on from there.
    assert_eq!(
        line(BatchTarget::Relative, "me/$batch"),
        (path, accept.clone())
    );
    let url = "https://example.com/api/Messages('a%20:b')?q=c:d".to_owned();
    assert_eq!(line(BatchTarget::Url, "$batch"), (url, accept));
}

#[test]
fn each_result_has_the_type_of_its_request() {
    let (client, _) = client([multipart(&[
        "202 Accepted\r\n\r\n",
        "200 OK\r\n\r\n{\"Id\":\"a\",\"Subject\":\"s\"}",
        "200 OK\r\n\r\n{\"@odata.count\":3,\"value\":[{\"Id\":\"b\"},{\"Id\":\"c\"}]}",
        "204 No Content\r\n\r\n",
        "200 OK\r\nContent-Type: text/plain\r\n\r\n42",
        "200 OK\r\nContent-Length: 4\r\n\r\n\0--x",
        "200 OK\r\n\r\n{\"value\":[]}",
    ])]);
    let messages = messages(&client);
    let mut batch = client.batch();
    let sent = batch.add(messages.by_key("a").send());
    let one = batch.add(messages.by_key("a").get());
    let list = batch.add(messages.list().count(true));
    let maybe = batch.add(messages.by_key("a").get().optional());
    let count = batch.add(messages.count());
    let media = batch.add(messages.by_key("a").content().get());
    let search = batch.add(messages.search("x").limit(1));
    assert_eq!((batch.len(), batch.is_empty()), (7, false));
    let replies = pollster::block_on(async { batch.await }).unwrap();
    replies.take(sent).unwrap();
    assert_eq!(replies.take(one).unwrap().subject.as_deref(), Some("s"));
    let page = replies.take(list).unwrap();
    assert_eq!((page.len(), page.count), (2, Some(3)));
    assert!(replies.take(maybe).unwrap().is_none());
    assert_eq!(replies.take(count).unwrap(), 42);
    assert_eq!(replies.take(media).unwrap().as_ref(), b"\0--x");
    assert!(replies.take(search).unwrap().is_empty());
    assert_eq!(replies.status(sent), Some(StatusCode::ACCEPTED));
    assert_eq!(replies.headers(media).unwrap()["content-length"], "4");
    replies.all_succeeded().unwrap();
}

#[test]
fn one_failure_is_its_own() {
    let ok = "200 OK\r\n\r\n{\"Id\":\"a\"}";
    let (client, _) = client([multipart(&[
        ok,
        NOT_FOUND,
        "200 OK\r\n\r\n{",
        "302 Found\r\n\r\n",
    ])]);
    let messages = messages(&client);
    let mut batch = client.batch();
    let handles: Vec<Handle<_>> = ["a", "b", "c", "d", "e"]
        .into_iter()
        .map(|id| batch.add(messages.by_key(id).get()))
        .collect();
    let replies = send(batch).unwrap();
    assert_eq!(replies.take(handles[0]).unwrap().id.as_deref(), Some("a"));
    let Err(Error::Service(error)) = replies.take(handles[1]) else {
        panic!("{replies:?}");
    };
    assert_eq!(
        error.request.to_string(),
        "GET https://example.com/api/Messages('b')"
    );
    assert_eq!(
        (error.status, error.code.as_str()),
        (StatusCode::NOT_FOUND, "NotFound")
    );
    assert_eq!(error.request_id.as_deref(), Some("r1"));
    assert!(matches!(replies.take(handles[2]), Err(Error::Decode(_))));
    assert!(matches!(
        replies.take(handles[3]),
        Err(Error::UnexpectedStatus(_))
    ));
    let missing = replies.take(handles[4]).unwrap_err();
    assert_eq!(
        missing.to_string(),
        "GET https://example.com/api/Messages('e'): not executed, or not answered: the service \
         stopped before this request of the batch"
    );
    assert_eq!((missing.status(), replies.status(handles[4])), (None, None));
    let first = replies.all_succeeded().unwrap_err();
    assert_eq!(first.status(), Some(StatusCode::NOT_FOUND));
    assert!(format!("{replies:?}").contains("Messages('b'): 404 Not Found\""));
}

#[test]
fn an_entity_of_a_change_set_is_used_before_it_is_there() {
    let (client, _) = client([]);
    let messages = messages(&client);
    let mut batch = client.batch();
    let mut set = batch.change_set();
    let made = set.add(messages.create(&EventMessage::default()));
    let message: MessageRequest = set.refer(made);
    set.add(message.event().update(Patch::<EventMessage>::new()));
    let by_key: Resource = message.attachments().key(Key::new("Id", "x"));
    set.add(by_key.request::<Maybe<Media>>(Method::DELETE));
    set.add(messages.by_key("b").reference().set(&message));
    set.add(messages.references().remove(&message));
    let text = text(batch);
    for part in [
        "PATCH $1/Test.EventMessage HTTP/1.1\r\nHost",
        "DELETE $1/Attachments('x') HTTP/1.1\r\nHost",
        "\r\n{\"@odata.id\":\"$1\"}\r\n",
        "DELETE /api/Messages/$ref?$id=$1 HTTP/1.1",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
}
