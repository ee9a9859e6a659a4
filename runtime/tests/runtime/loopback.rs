//! Does the transport on reqwest speak HTTP, and keep secrets when it is sent elsewhere?

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};

use http::{Method, StatusCode};
use odata_runtime::{
    Client, Error, Media, Nothing, Request, ReqwestTransport, Resource, Retry, Service,
    TransportErrorKind,
};

static SERVICE: Service = Service::new("http://localhost/api").headers(&[("x-key", "secret")]);

/// A server that answers each request with the next of these, and tells what it was asked.
struct Server {
    origin: String,
    requests: Receiver<String>,
}

impl Server {
    fn start(answers: Vec<String>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let (sender, requests) = channel();
        std::thread::spawn(move || {
            for answer in answers {
                let (mut stream, _) = listener.accept().unwrap();
                sender.send(read_request(&stream)).unwrap();
                stream.write_all(answer.as_bytes()).unwrap();
            }
        });
        Self { origin, requests }
    }

    fn client(&self) -> Client {
        let builder = crate::witness::client(&SERVICE).base_url(format!("{}/api", self.origin));
        builder
            .token("secret")
            .retry(Retry::none())
            .build()
            .unwrap()
    }

    /// The next request: its first line, headers in small letters, and body.
    fn asked(&self) -> String {
        self.requests.try_recv().unwrap_or_default()
    }
}

pub(crate) fn read_request(stream: &TcpStream) -> String {
    let mut reader = BufReader::new(stream);
    let mut text = String::new();
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        if line.trim().is_empty() {
            break;
        }
        if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        text += &line;
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    text + &String::from_utf8(body).unwrap()
}

fn answer(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\n{headers}connection: close\r\ncontent-length: {length}\r\n\r\n{body}"
    )
}

fn redirection(status: &str, location: &str) -> String {
    answer(status, &format!("location: {location}\r\n"), "")
}

fn wait<T>(future: impl Future<Output = T>) -> T {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_all().build().unwrap().block_on(future)
}

fn get(client: &Client) -> Request<Media> {
    client.root().navigate::<Resource>("X").request(Method::GET)
}

#[test]
fn requests_and_answers_are_carried() {
    let body = r#"{"error":{"code":"c","message":"m"}}"#;
    let server = Server::start(vec![
        answer("200 OK", "", "hello"),
        answer("429 Too Many Requests", "retry-after: 7\r\n", body),
    ]);
    let client = server.client();
    assert_eq!(wait(get(&client).send()).unwrap(), "hello");
    let asked = server.asked();
    assert!(asked.starts_with("GET /api/X HTTP/1.1\r\n"), "{asked}");
    assert!(
        asked.contains("authorization: Bearer secret\r\n"),
        "{asked}"
    );

    let post: Request<Nothing> = client.root().action("NS", "Do").parameter("a", &1);
    let Err(Error::Service(error)) = wait(async { post.await }) else {
        panic!("no error of the service");
    };
    assert_eq!(error.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(error.retry_after.unwrap().as_secs(), 7);
    let asked = server.asked();
    assert!(asked.starts_with("POST /api/NS.Do HTTP/1.1\r\n"), "{asked}");
    assert!(asked.ends_with(r#"{"a":1}"#), "{asked}");
}

#[test]
fn redirections_take_no_secrets_to_another_origin() {
    let other = Server::start(vec![answer("200 OK", "", "content")]);
    let server = Server::start(vec![
        redirection("307 Temporary Redirect", "/api/Y?a=b"),
        redirection("302 Found", &format!("{}/blob", other.origin)),
    ]);
    assert_eq!(wait(get(&server.client()).send()).unwrap(), "content");
    assert!(server.asked().contains("secret"));
    let second = server.asked();
    assert!(
        second.starts_with("GET /api/Y?a=b ") && second.contains("secret"),
        "{second}"
    );
    let elsewhere = other.asked();
    assert!(elsewhere.starts_with("GET /blob "), "{elsewhere}");
    assert!(elsewhere.contains("accept: */*\r\n"), "{elsewhere}");
    assert!(!elsewhere.contains("secret"), "{elsewhere}");
}

#[test]
fn what_changes_something_is_not_sent_elsewhere() {
    let other = Server::start(vec![answer("200 OK", "", "")]);
    let server = Server::start(vec![
        redirection("307 Temporary Redirect", &format!("{}/x", other.origin)),
        redirection("308 Permanent Redirect", "/api/Z"),
        answer("204 No Content", "", ""),
        redirection("302 Found", "/api/Z"),
        redirection("303 See Other", "/api/Done"),
        answer("200 OK", "", ""),
    ]);
    let client = server.client();
    let post = || client.root().request::<Nothing>(Method::POST).json(&1);
    let error = wait(post().send()).unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::TEMPORARY_REDIRECT));
    assert_eq!(other.asked(), "");
    wait(post().send()).unwrap();
    assert_eq!(
        wait(post().send()).unwrap_err().status(),
        Some(StatusCode::FOUND)
    );
    wait(post().send()).unwrap();
    let asked: Vec<String> = server.requests.try_iter().collect();
    let lines: Vec<&str> = asked
        .iter()
        .map(|text| text.lines().next().unwrap())
        .collect();
    assert_eq!(
        lines,
        [
            "POST /api HTTP/1.1",
            "POST /api HTTP/1.1",
            "POST /api/Z HTTP/1.1",
            "POST /api HTTP/1.1",
            "POST /api HTTP/1.1",
            "GET /api/Done HTTP/1.1",
        ]
    );
    assert!(asked[2].ends_with("\r\n1") && !asked[5].ends_with('1'));
}

#[test]
fn redirections_come_to_an_end() {
    let server = Server::start(vec![redirection("302 Found", "/api/X"); 10]);
    let error = wait(get(&server.client()).send()).unwrap_err();
    assert!(
        error.to_string().ends_with("/api/X: too many redirections"),
        "{error}"
    );
}

#[test]
fn failures_say_what_failed() {
    let closed = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let transport = ReqwestTransport::with_client(reqwest::Client::new());
    let client = crate::witness::client(&SERVICE)
        .base_url(format!("http://{closed}"))
        .transport(transport)
        .retry(Retry::none())
        .build()
        .unwrap();
    let Err(Error::Transport { source, request }) = wait(get(&client).send()) else {
        panic!("connected");
    };
    assert_eq!(source.kind(), TransportErrorKind::Connect);
    assert!(
        source.to_string().starts_with("cannot connect: "),
        "{source}"
    );
    assert_eq!(request.to_string(), format!("GET http://{closed}/X"));

    let server = Server::start(vec![
        "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf".into(),
    ]);
    let Err(Error::Transport { source, .. }) = wait(get(&server.client()).send()) else {
        panic!("half an answer is an answer");
    };
    assert_eq!(source.kind(), TransportErrorKind::Interrupted);
}
