//! Does a client tell what it got when that is not what it asked for?

use http::{Method, Response};
use odata_runtime::{
    Client, CollectionRequest, Count, Entity, Error, Items, Kind, Maybe, Media, Nothing, Request,
    Resource, Scalar, transport_fn,
};
use pollster::block_on;

use super::SERVICE;
use crate::model::Message;
use crate::streams;

/// What comes of a body with these headers.
fn ask<K: Kind>(headers: &[(&'static str, &'static str)], body: &[u8]) -> Result<K::Output, Error> {
    let (headers, body) = (headers.to_vec(), body.to_vec());
    let transport = transport_fn(move |_| {
        let mut answer = Response::builder();
        for (name, value) in &headers {
            answer = answer.header(*name, *value);
        }
        Ok(answer.body(body.clone().into()).unwrap())
    });
    let builder = crate::witness::client(&SERVICE).transport(transport);
    let client: Client = builder.build().unwrap();
    let request: Request<K> = client.root().navigate::<Resource>("X").request(Method::GET);
    block_on(request.send())
}

fn fails<K: Kind>(headers: &[(&'static str, &'static str)], body: &[u8]) -> String {
    match ask::<K>(headers, body) {
        Ok(_) => panic!("{} is a result", String::from_utf8_lossy(body)),
        Err(error) => error.to_string(),
    }
}

#[test]
fn a_web_page_is_no_result() {
    let html = &[("content-type", "Text/HTML; charset=utf-8")];
    let page = b"<!DOCTYPE html>\n<title>Sign in</title>";
    let errors = [
        fails::<Entity<Message>>(html, page),
        fails::<Items<Message>>(html, page),
        fails::<Scalar<String>>(html, page),
        fails::<Count>(html, page),
        fails::<Maybe<Entity<Message>>>(html, page),
        // An action without a result would seem to have been carried out.
        fails::<Nothing>(html, page),
    ];
    let said = "the service answered 200 OK: <!DOCTYPE html> <title>Sign in</title>";
    for error in errors {
        assert!(error.ends_with(said), "{error}");
    }
    // A stream may be a page, and a page without content is none.
    assert_eq!(ask::<Media>(html, page).unwrap(), page.as_slice());
    ask::<Nothing>(html, b"").unwrap();
}

#[test]
fn json_of_another_media_type_is_read() {
    for media_type in ["text/plain", "application/octet-stream", "nonsense"] {
        let body = br#"{"value":"a"}"#;
        let value = ask::<Scalar<String>>(&[("content-type", media_type)], body);
        assert_eq!(value.unwrap(), "a");
    }
    let html = &[("content-type", "text/html")];
    assert_eq!(ask::<Scalar<i32>>(html, br#"{"value":1}"#).unwrap(), 1);
}

#[test]
fn other_characters_than_those_of_utf_8_say_where() {
    let latin = &[("content-type", "application/json; charset=iso-8859-1")];
    // A property that the model knows, and one that it does not.
    for (body, path) in [
        (
            b"{\"value\":[{\"Subject\":\"M\xfcll\"}]}",
            "value[0].Subject",
        ),
        (
            b"{\"value\":[{\"Unknown\":\"M\xfcll\"}]}",
            "value[0].Unknown",
        ),
    ] {
        let error = fails::<Items<Message>>(latin, body);
        let start = format!("cannot read `{path}`: invalid unicode code point");
        assert!(error.starts_with(&start), "{error}");
    }
    let utf_16: Vec<u8> = "{}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let error = fails::<Entity<Message>>(&[], &utf_16);
    assert!(error.starts_with("cannot read the JSON: "), "{error}");
}

#[test]
fn content_that_is_still_compressed_says_so() {
    let gzip = &[("content-encoding", "gzip")];
    let error = fails::<Entity<Message>>(gzip, b"\x1f\x8b\x08\0\0\0\0\0");
    let said = "; the content came as `gzip`, which nobody undid (GET ";
    assert!(error.contains(said), "{error}");
    // What only claims to be compressed is read.
    assert_eq!(ask::<Scalar<i32>>(gzip, b"{\"value\":1}").unwrap(), 1);
}

#[test]
fn json_that_ends_early_says_where() {
    // A service that fails after its status can only leave the answer malformed (OData JSON 4.01
    // §21.2).
    for (body, path) in [
        (r#"{"value":[{"Id":"a"},{"Id":"b"#, "`value[1].Id`"),
        (r#"{"value":[{"Id":"a"},"#, "`value[1]`"),
        (r#"{"value":[{"Id":"a"}]"#, "the JSON"),
        (r#"{"value":[{"Id":"a"}]} <error>"#, "the JSON"),
        ("\0\0\0\0", "the JSON"),
    ] {
        let error = fails::<Items<Message>>(&[], body.as_bytes());
        assert!(
            error.starts_with(&format!("cannot read {path}: ")),
            "{error}"
        );
    }
}

#[test]
fn deep_nesting_does_not_overflow_the_stack() {
    let deep = |depth| "[".repeat(depth) + &"]".repeat(depth);
    let body = format!(r#"{{"Unknown":{}}}"#, deep(200_000));
    let message = ask::<Entity<Message>>(&[], body.as_bytes()).unwrap();
    assert_eq!(odata_runtime::to_json(&message).unwrap(), body);
    let error = message.odata.get::<serde_json::Value>("Unknown");
    assert!(error.unwrap_err().message.contains("recursion limit"));
    let body = format!(r#"{{"value":{}}}"#, deep(200_000));
    let error = fails::<Scalar<Vec<Vec<i32>>>>(&[], body.as_bytes());
    assert!(error.starts_with("cannot read `value[0][0]`: "), "{error}");
}

#[test]
fn pages_without_end_are_asked_for_one_by_one() {
    let (client, log) = streams::client(|number, _| {
        let next = format!("https://example.com/api/Numbers?page={}", number + 1);
        (
            200,
            format!(r#"{{"value":[{number}],"@odata.nextLink":"{next}"}}"#),
        )
    });
    let numbers: CollectionRequest<i32> = client.root().navigate("Numbers");
    let mut items = numbers.list().items();
    for expected in 0..1000 {
        assert_eq!(block_on(items.try_next()).unwrap(), Some(expected));
        assert_eq!(log.urls().len(), expected as usize + 1);
    }
    // The stream holds the way to the next page and nothing of those before.
    assert_eq!(
        items.position().unwrap().link(),
        "https://example.com/api/Numbers?page=1000"
    );
}
