//! Do headers and preferences of a client and of a request come together as they should?

use std::sync::atomic::{AtomicU32, Ordering};

use bytes::Bytes;
use http::Method;
use odata_runtime::{
    ClientBuilder, ConfigError, Nothing, Request, Resource, Service, transport_fn,
};

use crate::model::MessageCollectionRequest;

static SERVICE: Service =
    Service::new("https://example.com/api").headers(&[("Prefer", "a=1"), ("X-Anchor", "x")]);

fn builder() -> ClientBuilder {
    let transport = transport_fn(|_| Ok(http::Response::new("{}".into())));
    crate::witness::client(&SERVICE).transport(transport)
}

fn http<K: odata_runtime::Kind>(request: Request<K>) -> http::Request<Bytes> {
    request.into_http().unwrap()
}

#[test]
fn a_preference_of_a_request_replaces_the_one_of_the_client() {
    let client = builder().header("Prefer", "zone=\"UTC\", wait=5");
    let client = client.build().unwrap();
    let messages: MessageCollectionRequest = client.root().navigate("Messages");
    let request = http(messages.list().header("prefer", "zone=\"CET\""));
    let preferences: Vec<_> = request.headers().get_all("prefer").iter().collect();
    assert_eq!(preferences, ["a=1", "wait=5", "zone=\"CET\""]);
}

#[test]
fn a_header_by_function_is_made_for_each_request_and_goes_to_the_service_only() {
    let count = AtomicU32::new(0);
    let next = move || count.fetch_add(1, Ordering::Relaxed).to_string();
    let client = builder().header_fn("x-request", next).build().unwrap();
    let id = |request: Request<Nothing>| http(request).headers().get("x-request").cloned();
    let ask = || client.root().request::<Nothing>(Method::GET);
    assert_eq!(id(ask()).unwrap(), "0");
    assert_eq!(id(ask()).unwrap(), "1");
    assert_eq!(id(ask().header("X-Request", "own")).unwrap(), "own");
    let other: Resource = client.at("https://other.example.com/a");
    assert_eq!(id(other.request(Method::GET)), None);

    let broken = builder().header_fn("x-request", || "a\nb".to_owned());
    let broken = broken
        .build()
        .unwrap()
        .root()
        .request::<Nothing>(Method::GET);
    let message = broken.into_http().unwrap_err().to_string();
    assert!(message.contains("x-request"), "{message}");
    let none = builder().header_fn("no name", String::new).build();
    assert!(matches!(none, Err(ConfigError::Header { name }) if name == "no name"));
}
