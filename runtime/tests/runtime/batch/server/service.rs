//! A server with a list of messages, that turns batches in multipart into their answers.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;

pub(super) struct Server {
    pub(super) origin: String,
    shared: Shared,
}

type Shared = Arc<Mutex<Service>>;

#[derive(Clone, Default)]
struct Service {
    /// JSON of messages; the id of each is its place, from 1.
    messages: Vec<String>,
    executed: Vec<String>,
}

impl Server {
    pub(super) async fn start() -> Self {
        let shared = Shared::default();
        let router = Router::new().route("/api/$batch", post(batch));
        let router = router.with_state(Arc::clone(&shared));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { origin, shared }
    }

    pub(super) fn executed(&self) -> Vec<String> {
        self.shared.lock().unwrap().executed.clone()
    }
}

async fn batch(State(service): State<Shared>, headers: HeaderMap, body: String) -> Response {
    let header = |name: &str| headers[name].to_str().unwrap();
    if header("authorization") != "Bearer secret" || header("odata-version") != "4.0" {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let continues = headers
        .get("prefer")
        .is_some_and(|prefer| prefer == "odata.continue-on-error");
    let parts = sections(&body, header("content-type"));
    if body.matches("HTTP/1.1\r\n").count() > 20 {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    }
    let mut service = service.lock().unwrap();
    let mut answer = String::new();
    for part in parts {
        let (text, failed) = service.unit(part);
        answer += "--end of part\r\n";
        answer += &text;
        answer += "\r\n";
        if failed && !continues {
            break;
        }
    }
    answer += "--end of part--\r\n";
    let content_type = "multipart/mixed; boundary=\"end of part\"";
    ([("content-type", content_type)], answer).into_response()
}

/// What is between the boundaries that a content type tells.
fn sections<'a>(body: &'a str, content_type: &str) -> Vec<&'a str> {
    let (_, boundary) = content_type.split_once("boundary=").unwrap();
    let (body, _) = body.split_once(&format!("--{boundary}--\r\n")).unwrap();
    let delimiter = format!("--{boundary}\r\n");
    body.split(&delimiter)
        .skip(1)
        .map(|part| part.strip_suffix("\r\n").unwrap())
        .collect()
}

fn head(section: &str) -> (&str, &str) {
    section.split_once("\r\n\r\n").unwrap()
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let mut lines = head.lines();
    lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}

impl Service {
    /// The section that answers a section, and whether that says that it failed.
    fn unit(&mut self, section: &str) -> (String, bool) {
        let (mime, content) = head(section);
        let content_type = header(mime, "Content-Type").unwrap();
        if content_type == "application/http" {
            return self.request(section, &mut Vec::new());
        }
        let kept = self.messages.clone();
        let mut made = Vec::new();
        let mut answer = "Content-Type: multipart/mixed;\r\n\tboundary=inner\r\n\r\n".to_owned();
        for section in sections(content, content_type) {
            let (text, failed) = self.request(section, &mut made);
            if failed {
                self.messages = kept;
                return (text, true);
            }
            answer += &format!("--inner\r\n{text}\r\n");
        }
        (answer + "--inner--\r\n", false)
    }

    /// `made` has the ids of requests of a change set, and the paths of what they made.
    fn request(&mut self, section: &str, made: &mut Vec<(String, String)>) -> (String, bool) {
        let (mime, content) = head(section);
        let id = header(mime, "Content-ID").unwrap();
        let (request, body) = head(content);
        let line: Vec<&str> = request.lines().next().unwrap().split(' ').collect();
        let mut path = line[1].to_owned();
        for (id, made) in made.iter() {
            path = path.replace(&format!("${id}/"), &format!("{made}/"));
        }
        assert!(header(request, "Authorization").is_none(), "{request}");
        assert!(header(request, "Host").is_some(), "{request}");
        let length = header(request, "Content-Length").map_or(0, |text| text.parse().unwrap());
        self.executed.push(format!("{} {path}", line[0]));
        let (status, content) = self.execute(line[0], &path, &body[..length]);
        made.push((
            id.to_owned(),
            format!("/api/Messages('{}')", self.messages.len()),
        ));
        let text = format!(
            "Content-Type: application/http\r\nContent-ID: {id}\r\n\r\n\
             HTTP/1.1 {status} Whatever\r\nContent-Length: {}\r\n\r\n{content}",
            content.len()
        );
        (text, status >= 400)
    }

    fn execute(&mut self, method: &str, path: &str, body: &str) -> (u16, String) {
        match (method, path.strip_prefix("/api/Messages").unwrap()) {
            (_, path) if path.contains("missing") => (
                404,
                r#"{"error":{"code":"NotFound","message":"no such message"}}"#.into(),
            ),
            ("POST", "") => {
                let id = self.messages.len() + 1;
                let message = body.replacen('{', &format!(r#"{{"Id":"{id}","#), 1);
                self.messages.push(message.clone());
                (201, message)
            }
            ("POST", _) => (202, String::new()),
            ("GET", "") => (200, format!(r#"{{"value":[{}]}}"#, self.messages.join(","))),
            ("GET", "/$count") => (200, self.messages.len().to_string()),
            ("GET", path) if path.ends_with("/Content") => (200, "content\r\n--of\r\n".into()),
            ("DELETE", _) => (204, String::new()),
            other => panic!("{other:?}"),
        }
    }
}
