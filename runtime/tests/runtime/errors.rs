//! Do errors tell what a caller wants to know?

use std::time::Duration;

use http::{Method, Response, StatusCode};
use odata_runtime::{Body, Client, Error, ErrorCode, Nothing, Request, Service, transport_fn};

const RESYNC: ErrorCode = ErrorCode::new("resyncRequired");

static SERVICE: Service = Service::new("https://example.com/api").expired_codes(&[RESYNC]);

fn error(status: u16, headers: &'static [(&str, &str)], body: &'static str) -> Error {
    let client: Client = crate::witness::client(&SERVICE)
        .transport(transport_fn(move |_| {
            let mut response = Response::new(Body::from(body));
            *response.status_mut() = StatusCode::from_u16(status).unwrap();
            for (name, value) in headers {
                response.headers_mut().append(*name, value.parse().unwrap());
            }
            Ok(response)
        }))
        .build()
        .unwrap();
    let request: Request<Nothing> = client.root().request(Method::GET);
    pollster::block_on(request.send()).unwrap_err()
}

#[test]
fn codes_are_found_wherever_they_stand() {
    let error = error(
        400,
        &[],
        r#"{"error": {"code": "Outer", "message": "m", "details": [{"code": "Detail"}],
            "innererror": {"code": "Inner", "innerError": {"code": "Innermost"}}}}"#,
    );
    for code in ["outer", "DETAIL", "inner", "InnerMost"] {
        assert!(error.is(ErrorCode::new(code)), "{code}");
    }
    for code in ["Out", "m", "", "Other"] {
        assert!(!error.is(ErrorCode::new(code)), "{code}");
    }
    let Error::Service(service) = &error else {
        panic!("{error}");
    };
    assert!(service.is(ErrorCode::new("innermost")));
    assert_eq!(ErrorCode::new("A").as_str(), "A");
    assert_ne!(ErrorCode::new("A"), ErrorCode::new("B"));
}

#[test]
fn statuses_have_names() {
    let of = |status| {
        let error = error(status, &[], "");
        [
            error.is_throttled(),
            error.is_not_found(),
            error.is_expired(),
        ]
    };
    assert_eq!(of(429), [true, false, false]);
    assert_eq!(of(404), [false, true, false]);
    assert_eq!(of(410), [false, false, true]);
    assert_eq!(of(400), [false; 3]);
    let expired = |code: &'static str| error(400, &[], code).is_expired();
    assert!(expired(
        r#"{"error":{"code":"ResyncRequired","message":""}}"#
    ));
    assert!(!expired(r#"{"error":{"code":"Other","message":""}}"#));
}

#[test]
fn hints_are_there_whatever_the_body_is() {
    let headers = &[
        ("retry-after", "9"),
        ("x-ms-request-id", "r1"),
        ("set-cookie", "secret"),
    ];
    for body in ["<html>", r#"{"error":{"code":"c","message":"m"}}"#] {
        let error = error(503, headers, body);
        assert_eq!(error.retry_after(), Some(Duration::from_secs(9)));
        assert_eq!(error.request_id().as_deref(), Some("r1"));
        let shown = format!("{error:?} {error}");
        assert!(!shown.contains("secret"), "{shown}");
    }
    let error = error(404, &[], "");
    assert_eq!((error.retry_after(), error.request_id()), (None, None));
}
