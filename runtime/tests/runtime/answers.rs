//! Does every answer become the result or the error that it is?

use std::future::IntoFuture;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::{Method, Response, StatusCode};
use odata_runtime::{
    Body, Client, Count, Entity, Error, Items, Kind, Maybe, Request, Resource, Scalar, Service,
    TransportError, TransportErrorKind, transport_fn,
};

use crate::model::{Message, MessageCollectionRequest};

static SERVICE: Service = Service::new("https://example.com/api");

/// A client that is always answered like this.
fn client(status: u16, headers: &'static [(&str, &str)], body: &'static str) -> Client {
    let transport = transport_fn(move |_| {
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = StatusCode::from_u16(status).unwrap();
        for (name, value) in headers {
            response.headers_mut().append(*name, value.parse().unwrap());
        }
        Ok(response)
    });
    crate::witness::client(&SERVICE)
        .transport(transport)
        .build()
        .unwrap()
}

fn ask<K: Kind>(status: u16, body: &'static str) -> Result<K::Output, Error> {
    let resource = client(status, &[], body).root().navigate::<Resource>("X");
    pollster::block_on(resource.request::<K>(Method::GET).into_future())
}

fn fails<K: Kind>(status: u16, body: &'static str) -> Error {
    match ask::<K>(status, body) {
        Ok(_) => panic!("{status} {body} is a result"),
        Err(error) => error,
    }
}

#[test]
fn a_request_goes_all_the_way() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&seen);
    let transport = transport_fn(move |request: http::Request<Bytes>| {
        log.lock()
            .unwrap()
            .push(format!("{} {}", request.method(), request.uri()));
        let body = match request.uri().query() {
            Some("$skip=1") => r#"{"value":[{"Id":"b"}]}"#,
            _ => r#"{"@odata.count":2,"value":[{"Id":"a"}],"@odata.nextLink":"Messages?$skip=1"}"#,
        };
        Ok(Response::new(body.into()))
    });
    let client = crate::witness::client(&SERVICE)
        .transport(transport)
        .build()
        .unwrap();
    let messages: MessageCollectionRequest = client.root().navigate("Messages");
    let ids = pollster::block_on(async {
        let request = messages.list().count(true);
        let first = request.clone().await?;
        assert_eq!((first.len(), first.count), (1, Some(2)));
        let second = request.next(&first).unwrap().send().await?;
        assert_eq!(second.next_link, None);
        let all = first.into_iter().chain(second);
        Ok::<_, Error>(all.filter_map(|message| message.id).collect::<Vec<_>>())
    });
    assert_eq!(ids.unwrap(), ["a", "b"]);
    assert_eq!(
        *seen.lock().unwrap(),
        [
            "GET https://example.com/api/Messages?$count=true",
            "GET https://example.com/api/Messages?$skip=1"
        ]
    );
}

#[test]
fn requests_can_go_to_another_thread() {
    fn is_send<T: Send + 'static>(_: &T) {}
    let client = client(204, &[], "");
    let messages: MessageCollectionRequest = client.root().navigate("Messages");
    let forward = messages.by_key("a").forward(["x"]).into_future();
    is_send(&forward);
    is_send(&messages.list().send());
    pollster::block_on(forward).unwrap();
}

#[test]
fn each_kind_reads_its_answer() {
    assert_eq!(
        ask::<Scalar<String>>(200, r#"{"@odata.context":"c","value":"UTC"}"#).unwrap(),
        "UTC"
    );
    assert_eq!(
        ask::<Scalar<Vec<i32>>>(200, r#"{"value":[1,2]}"#).unwrap(),
        [1, 2]
    );
    assert_eq!(ask::<Count>(200, "\u{feff}42\r\n").unwrap(), 42);
    assert_eq!(ask::<odata_runtime::Media>(200, "abc").unwrap(), "abc");
    assert_eq!(
        ask::<Entity<Message>>(200, "\u{feff}{\"Id\":\"a\"}")
            .unwrap()
            .id
            .unwrap(),
        "a"
    );
    ask::<odata_runtime::Nothing>(202, "whatever").unwrap();
    let page = ask::<Items<i32>>(
        200,
        r#"{"value":[1],"@odata.deltaLink":"d","@odata.count":"7"}"#,
    );
    let page = page.unwrap();
    assert_eq!(
        (page.delta_link.as_deref(), page.count),
        (Some("d"), Some(7))
    );
    assert!(page.odata.is_empty());
    assert_eq!(
        serde_json::to_string(&page).unwrap(),
        r#"{"@odata.count":7,"value":[1],"@odata.deltaLink":"d"}"#
    );
}

#[test]
fn maybe_nothing_is_none() {
    for (status, body) in [
        (204, ""),
        (200, ""),
        (200, "null"),
        (200, r#"{"@odata.null":true}"#),
        (200, r#"{"@odata.context":"x","value":null}"#),
    ] {
        assert!(
            ask::<Maybe<Entity<Message>>>(status, body)
                .unwrap()
                .is_none(),
            "{body}"
        );
    }
    assert_eq!(
        ask::<Maybe<Scalar<i32>>>(200, r#"{"value":1}"#).unwrap(),
        Some(1)
    );
    let other = r#"{"value":null,"Subject":"a"}"#;
    let message = ask::<Maybe<Entity<Message>>>(200, other).unwrap();
    assert!(message.is_some());
    let message = ask::<Maybe<Entity<Message>>>(200, "{}").unwrap();
    assert_eq!(odata_runtime::to_json(&message).unwrap(), "{}");
    assert!(matches!(
        fails::<Entity<Message>>(204, ""),
        Error::UnexpectedStatus(_)
    ));
}

#[test]
fn answers_of_another_type_say_where() {
    let error = fails::<Items<Message>>(
        200,
        r#"{"value":[{},{"From":{"EmailAddress":{"Name":7}}}]}"#,
    );
    let Error::Decode(decode) = &error else {
        panic!("{error}");
    };
    assert_eq!(decode.path, "value[1].From.EmailAddress.Name");
    assert!(
        decode
            .message
            .starts_with("invalid type: integer `7`, expected a string")
    );
    assert_eq!(
        error.to_string(),
        "cannot read `value[1].From.EmailAddress.Name`: invalid type: integer `7`, expected a \
         string at line 1 column 46 (GET https://example.com/api/X)"
    );
    let error = fails::<Items<Message>>(200, "{}").to_string();
    assert!(
        error.starts_with("cannot read the JSON: missing field `value`"),
        "{error}"
    );
    let error = fails::<Items<i32>>(200, r#"{"value":[],"@odata.count":"x"}"#).to_string();
    assert!(
        error.starts_with("cannot read `@odata.count`: invalid value"),
        "{error}"
    );
    let error = fails::<Count>(200, "<html>").to_string();
    assert!(
        error.starts_with("cannot read the JSON: `<html>` is not a number"),
        "{error}"
    );
    assert!(matches!(
        fails::<Entity<Message>>(200, "<html>"),
        Error::Decode(_)
    ));
    assert!(matches!(
        fails::<Entity<Message>>(200, "{} {}"),
        Error::Decode(_)
    ));
}

#[test]
fn errors_of_the_service_are_told() {
    let body = r#"{"error":{"code":"ErrorItemNotFound","message":"Not found.","target":"Id",
        "details":[{"code":"1","message":"m","target":"t"},{}],"innererror":{"date":"2020"}}}"#;
    let headers = &[
        ("request-id", "r1"),
        ("client-request-id", "c1"),
        ("Retry-After", "Wed, 21 Oct 2015 07:28:30 GMT"),
        ("Date", "Wed, 21 Oct 2015 07:28:00 GMT"),
    ];
    let messages: MessageCollectionRequest = client(404, headers, body).root().navigate("Messages");
    let error = pollster::block_on(messages.by_key("a").get().send()).unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::NOT_FOUND));
    assert_eq!(
        error.to_string(),
        "GET https://example.com/api/Messages('a'): 404 Not Found: ErrorItemNotFound: Not found. (`Id`)"
    );
    let Error::Service(error) = error else {
        panic!("{error}");
    };
    assert_eq!(error.code, "ErrorItemNotFound");
    assert_eq!(error.details.len(), 2);
    assert_eq!(error.details[0].target.as_deref(), Some("t"));
    assert_eq!(error.inner_error.unwrap().get(), r#"{"date":"2020"}"#);
    assert_eq!(error.request_id.as_deref(), Some("r1"));
    assert_eq!(error.retry_after, Some(Duration::from_secs(30)));
    assert_eq!(error.headers["client-request-id"], "c1");
}

#[test]
fn waiting_times_and_request_ids_vary() {
    type Headers = &'static [(&'static str, &'static str)];
    let cases: [(Headers, Option<u64>, Option<&str>); 5] = [
        (
            &[("retry-after", "120"), ("x-ms-request-id", "b")],
            Some(120),
            Some("b"),
        ),
        (&[("retry-after", "soon")], None, None),
        (
            &[("retry-after", "Wed, 21 Oct 2015 07:28:00 GMT")],
            None,
            None,
        ),
        (
            &[
                ("retry-after", "Wed, 21 Oct 2015 07:28:00 GMT"),
                ("date", "Wed, 21 Oct 2015 07:29:00 GMT"),
            ],
            Some(0),
            None,
        ),
        (&[], None, None),
    ];
    for (headers, seconds, id) in cases {
        let body =
            r#"{"error":{"code":429,"message":{"lang":"en","value":"slow down"},"innerError":{}}}"#;
        let resource: Resource = client(429, headers, body).root();
        let request: Request<Count> = resource.request(Method::GET);
        let Err(Error::Service(error)) = pollster::block_on(request.send()) else {
            panic!("no error of the service");
        };
        assert_eq!(
            (error.code.as_str(), error.message.as_str()),
            ("429", "slow down")
        );
        assert_eq!(error.inner_error.as_ref().unwrap().get(), "{}");
        assert_eq!(error.retry_after, seconds.map(Duration::from_secs));
        assert_eq!(error.request_id.as_deref(), id);
    }
}

#[test]
fn other_bodies_are_kept_shortened() {
    let error = fails::<Entity<Message>>(502, "<html>\n  <h1>Bad\tGateway</h1>\n</html>");
    assert_eq!(
        error.to_string(),
        "GET https://example.com/api/X: the service answered 502 Bad Gateway: \
         <html> <h1>Bad Gateway</h1> </html>"
    );
    assert_eq!(
        fails::<Entity<Message>>(503, "").to_string(),
        "GET https://example.com/api/X: the service answered 503 Service Unavailable"
    );
    let long: &'static str = "ä".repeat(100_000).leak();
    let Error::UnexpectedStatus(error) = fails::<Count>(500, long) else {
        panic!("not unexpected");
    };
    assert_eq!(error.body.chars().count(), 301);
    for body in [r#"{"error":"x"}"#, r#"{"message":"x"}"#, "[]", "{"] {
        assert!(
            matches!(fails::<Count>(400, body), Error::UnexpectedStatus(_)),
            "{body}"
        );
    }
    assert!(matches!(
        fails::<Count>(304, ""),
        Error::UnexpectedStatus(_)
    ));
}

#[test]
fn failures_of_the_transport_tell_the_request() {
    let transport = transport_fn(|_| {
        Err(TransportError::new(
            TransportErrorKind::Timeout,
            "after 30 s",
        ))
    });
    let client = crate::witness::client(&SERVICE)
        .transport(transport)
        .build()
        .unwrap();
    let request: Request<Count> = client.root().request(Method::GET);
    let error = pollster::block_on(request.send()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET https://example.com/api: timed out: after 30 s"
    );
    assert!(
        matches!(error, Error::Transport { source, .. } if source.kind() == TransportErrorKind::Timeout)
    );
    assert!(size_of::<Error>() <= 24);
}
