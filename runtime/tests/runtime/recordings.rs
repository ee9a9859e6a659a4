//! Is what was recorded readable, free of secrets, and answered again?

use bytes::Bytes;
use http::{Method, Response};
use odata_runtime::testing::{RecordingTransport, ReplayingTransport};
use odata_runtime::{
    Body, Client, Error, Media, Nothing, Request, Resource, Service, Transport, transport_fn,
};

static SERVICE: Service = Service::new("https://example.com/api");

fn client(transport: impl Transport + 'static) -> Client {
    crate::witness::client(&SERVICE)
        .token("secret-token")
        .header("x-key", "secret-key")
        .transport(transport)
        .build()
        .unwrap()
}

fn service(request: http::Request<Bytes>) -> Response<Body> {
    let body: Body = match request.uri().path() {
        "/api/Json" => "{ \"price\": 1.10,\n\"next\": \"https://x/?sig=secret-sig&a=b\" }".into(),
        "/api/Text" => "42".into(),
        _ => b"\xff\x00".as_slice().into(),
    };
    let mut response = Response::new(body);
    for (name, value) in [("set-cookie", "secret-cookie"), ("etag", "W/\"1\"")] {
        response.headers_mut().append(name, value.parse().unwrap());
    }
    response
}

fn ask(client: &Client, name: &'static str, query: [(&'static str, &str); 2]) -> Request<Media> {
    let request = client
        .root()
        .navigate::<Resource>(name)
        .request(Method::GET);
    query
        .into_iter()
        .fold(request, |request, (name, value)| request.query(name, value))
}

#[test]
fn what_is_recorded_is_replayed() {
    let folder = std::env::temp_dir().join(format!("odata-recording-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("exchanges.json");
    let recorder = RecordingTransport::new(transport_fn(|request| Ok(service(request))), &path)
        .hide_header("X-Key")
        .hide_query("sig");
    let recorded = client(recorder);
    let all = |client: &Client| {
        pollster::block_on(async {
            let mut answers = Vec::new();
            for name in ["Json", "Text", "Bytes", "Text"] {
                let query = [("sig", "secret-sig"), ("a", "b")];
                answers.push(ask(client, name, query).await.unwrap());
            }
            let post: Request<Nothing> = client.root().action("NS", "Do");
            post.json(&serde_json::json!({"a": [1, {}]})).await.unwrap();
            answers
        })
    };
    let first = all(&recorded);
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(!text.contains("secret"), "{text}");
    assert!(text.contains("\"price\": 1.10,\n"), "{text}");
    assert!(
        text.contains("\"next\": \"https://x/?sig=hidden&a=b\""),
        "{text}"
    );
    assert!(
        text.contains("\"text\": \"42\"") && text.contains("\"base64\": \"/wA=\""),
        "{text}"
    );
    assert!(text.contains("\"etag\": \"W/\\\"1\\\"\""), "{text}");

    let again = all(&client(ReplayingTransport::from_json(&text).unwrap()));
    let json = |text: &[u8]| serde_json::from_slice::<serde_json::Value>(text).unwrap();
    assert_eq!(json(&again[0])["price"], json(&first[0])["price"]);
    assert_eq!(again[1..], first[1..]);
}

const TWO: &str = r#"{"exchanges": [
    {
        "request": {"method": "GET", "url": "https://example.com/api/A?$top=1&sig=hidden"},
        "answer": {"status": 200, "body": {"text": "a"}}
    },
    {
        "request": {
            "method": "POST",
            "url": "https://example.com/api/NS.Do",
            "body": {"json": {"a": 1, "b": 2}}
        },
        "answer": {"status": 204}
    }
]}"#;

fn fails<T>(result: Result<T, Error>) -> String {
    let Err(Error::Transport { source, .. }) = result else {
        panic!("something fits");
    };
    source.to_string()
}

#[test]
fn what_was_not_recorded_is_told_with_the_nearest() {
    let replay = std::sync::Arc::new(ReplayingTransport::from_json(TWO).unwrap());
    let client = client(std::sync::Arc::clone(&replay));
    let post = |json: serde_json::Value| {
        let post: Request<Nothing> = client.root().action("NS", "Do");
        pollster::block_on(post.json(&json).send())
    };
    let get = |query| pollster::block_on(ask(&client, "A", query).send());
    assert_eq!(get([("sig", "any"), ("$top", "1")]).unwrap(), "a");
    assert_eq!(replay.unused(), ["POST https://example.com/api/NS.Do"]);
    assert_eq!(
        fails(get([("$top", "1"), ("sig", "2")])),
        "nothing that is recorded fits `GET https://example.com/api/A?$top=1&sig=2`; the nearest \
         is no. 1, `GET https://example.com/api/A?$top=1&sig=hidden`, which is used up"
    );
    assert_eq!(
        fails(get([("$top", "2"), ("x", "y")])),
        "nothing that is recorded fits `GET https://example.com/api/A?$top=2&x=y`; the nearest \
         is no. 1, `GET https://example.com/api/A?$top=1&sig=hidden`"
    );
    let error = fails(post(serde_json::json!({"a": 2})));
    assert!(error.ends_with("no. 2, `POST https://example.com/api/NS.Do`, with another body"));
    post(serde_json::json!({"b": 2, "a": 1})).unwrap();
    assert!(replay.unused().is_empty());
}

#[test]
fn files_that_are_no_recordings_say_so() {
    let missing = ReplayingTransport::read("no/such/file.json").unwrap_err();
    assert!(
        missing
            .to_string()
            .starts_with("cannot read `no/such/file.json`: ")
    );
    for text in ["", "{}", r#"{"exchanges":[{"request":{"verb":"GET"}}]}"#] {
        let error = ReplayingTransport::from_json(text).unwrap_err();
        assert!(
            error.to_string().starts_with("not a recording: "),
            "{error}"
        );
    }
    let empty = client(ReplayingTransport::from_json(r#"{"exchanges":[]}"#).unwrap());
    let error = fails(pollster::block_on(
        empty.root().request::<Media>(Method::GET).send(),
    ));
    assert_eq!(
        error,
        "nothing is recorded, not even `GET https://example.com/api`"
    );
}
