//! Is a token nowhere but where it has to be: in no error, no text that people see, no trace?

use std::error::Error as StdError;
use std::fmt::Debug;

use http::{HeaderValue, Response};
use odata_runtime::{
    AccessToken, Body, Cached, Client, Error, Nothing, Request, Resource, Service, TokenError,
    TokenSource, TransportError, TransportErrorKind, transport_fn,
};

use crate::witness;

const TOKEN: &str = "eyJ0-secret-token";

static SERVICE: Service = Service::new("https://example.com/api");

/// What an answer may be like.
type Answer = fn() -> Result<Response<Body>, TransportError>;

fn status(status: u16, body: &'static str) -> Result<Response<Body>, TransportError> {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status.try_into().unwrap();
    Ok(response)
}

fn request(answer: Answer) -> Request<Nothing> {
    let client: Client = witness::client(&SERVICE)
        .token(TOKEN)
        .header("cookie", TOKEN)
        .transport(transport_fn(move |request| {
            assert_eq!(
                request.headers()["authorization"],
                format!("Bearer {TOKEN}")
            );
            answer()
        }))
        .build()
        .unwrap();
    let resource: Resource = client.root().navigate("Messages");
    resource.request(http::Method::GET)
}

/// All that can be shown of an error, with all that it comes from.
fn shown(error: &(dyn StdError + 'static)) -> String {
    let mut text = String::new();
    let mut next = Some(error);
    while let Some(error) = next {
        text += &format!("{error}\n{error:?}\n{error:#?}\n");
        next = error.source();
    }
    text
}

fn assert_hidden(text: &str) {
    assert_eq!(witness::secret_in(text), None, "{text}");
}

#[test]
fn no_error_shows_the_token() {
    let answers: [Answer; 6] = [
        || status(401, ""),
        || status(404, r#"{"error":{"code":"c","message":"not there"}}"#),
        || status(500, "<html>"),
        || status(200, "<html>"),
        || status(206, "{}"),
        || {
            Err(TransportError::new(
                TransportErrorKind::Interrupted,
                "broken off",
            ))
        },
    ];
    for answer in answers {
        let request = request(answer);
        assert_hidden(&format!("{request:?} {request:#?} {:?}", request.client()));
        match pollster::block_on(request.send()) {
            Ok(nothing) => assert_hidden(&format!("{nothing:?}")),
            Err(error) => assert_hidden(&shown(&error)),
        }
    }
    for kind in [TransportErrorKind::Connect, TransportErrorKind::Timeout] {
        assert_hidden(&shown(&TransportError::new(kind, "out of order")));
    }
}

#[test]
fn no_mistake_in_a_token_shows_it() {
    let wrong = format!("{TOKEN}\n");
    let error = witness::client(&SERVICE).token(wrong.clone()).build();
    assert_hidden(&shown(&error.unwrap_err()));
    let error = witness::client(&SERVICE)
        .header("x-key", wrong.clone())
        .build();
    assert_hidden(&shown(&error.unwrap_err()));
    let client: Client = witness::client(&SERVICE)
        .token_source(AccessToken::new(wrong))
        .transport(transport_fn(|_| status(200, "")))
        .build()
        .unwrap();
    let resource: Resource = client.root().navigate("Messages");
    let sent = resource.request::<Nothing>(http::Method::GET).send();
    let error: Error = pollster::block_on(sent).unwrap_err();
    assert_hidden(&shown(&error));
}

#[test]
fn nothing_that_holds_a_token_shows_it() {
    let token = AccessToken::new(TOKEN);
    let cached = Cached::new(token.clone());
    let known: Result<AccessToken, TokenError> = pollster::block_on(cached.token());
    let values: [&dyn Debug; 4] = [&token, &cached, &known, &vec![Some(token.clone())]];
    for value in values {
        assert_hidden(&format!("{value:?} {value:#?}"));
    }
    let panic = std::panic::catch_unwind(|| {
        let wrong = |token| -> Result<(), AccessToken> { Err(token) };
        wrong(AccessToken::new(TOKEN)).unwrap();
    });
    let panic = panic.unwrap_err();
    assert_hidden(
        panic
            .downcast_ref::<String>()
            .expect("a panic has a message"),
    );
    let request = pollster::block_on(request(|| status(200, "")).into_authorized_http()).unwrap();
    assert_eq!(
        request.headers()["authorization"],
        format!("Bearer {TOKEN}")
    );
    assert_hidden(&format!("{request:?} {:?}", request.headers()));
}

#[test]
fn the_header_is_one_that_may_be_shown_to_nobody() {
    let request = request(|| status(200, "")).into_http().unwrap();
    let authorization: &HeaderValue = &request.headers()["authorization"];
    assert!(authorization.is_sensitive() && request.headers()["cookie"].is_sensitive());
}

#[test]
fn what_clients_trace_is_heard() {
    let before = witness::heard();
    pollster::block_on(request(|| status(200, "")).send()).unwrap();
    // other tests are heard as well
    assert!(witness::heard() > before + 2);
    for text in ["authorization: Bearer x", "the token is EYJ0x", "my-Secret"] {
        assert!(witness::secret_in(text).is_some(), "{text}");
    }
    assert_eq!(witness::secret_in("GET https://example.com/api"), None);
}
