//! Do the token and the headers of a client go to the origins that are trusted, and to no others?

use http::Method;
use odata_runtime::{
    AccessToken, Client, ClientBuilder, ConfigError, Items, Nothing, Position, Resource, Service,
    transport_fn,
};
use pollster::block_on;

use crate::streams;

static SERVICE: Service =
    Service::new("https://example.com/api").origins(&["https://eu.example.com"]);

fn builder() -> ClientBuilder {
    let transport = transport_fn(|_| Ok(http::Response::new("{}".into())));
    crate::witness::client(&SERVICE)
        .transport(transport)
        .token("secret")
        .header("x-anchor", "a")
}

/// Whether the token and the header of the client go to this URL; they go together.
fn trusts(client: &Client, url: &str) -> bool {
    let resource: Resource = client.at(url);
    let request = resource.request::<Nothing>(Method::GET);
    let request = request.into_http().unwrap();
    let has = |name: &str| request.headers().contains_key(name);
    assert_eq!(has("authorization"), has("x-anchor"), "{url}");
    has("authorization")
}

#[test]
fn the_token_goes_to_trusted_origins_only() {
    let builder = builder()
        .trust_origin("https://us.example.com:8443")
        .trust_origin("https://ASIA.example.com/");
    let client = builder.build().unwrap();
    for (url, trusted) in [
        ("Messages", true),
        ("https://eu.example.com/api/x", true),
        ("https://eu.example.com:443/", true),
        ("https://us.example.com:8443/x", true),
        ("https://asia.example.com/x", true),
        ("http://eu.example.com/api/x", false),
        ("http://example.com/api/x", false),
        ("https://eu.example.com:444/x", false),
        ("https://us.example.com/x", false),
        ("https://eu.example.com.evil.example/x", false),
        ("https://evil.example/https://eu.example.com", false),
        ("https://eu.example.com@evil.example/", false),
        ("https://a.eu.example.com/x", false),
    ] {
        assert_eq!(trusts(&client, url), trusted, "{url}");
    }
}

#[test]
fn origins_of_the_service_are_for_clients_of_the_service() {
    let at = |url: &str| builder().base_url(url).build().unwrap();
    let moved = at("https://eu.example.com/api");
    assert!(trusts(&moved, "https://example.com/api/x"));
    assert!(trusts(&moved, "https://eu.example.com/x"));
    let elsewhere = at("https://other.example/api");
    assert!(trusts(&elsewhere, "Messages"));
    for url in ["https://example.com/api/x", "https://eu.example.com/x"] {
        assert!(!trusts(&elsewhere, url), "{url}");
    }
    let trusting = builder()
        .base_url("https://other.example/api")
        .trust_origin("https://eu.example.com");
    let trusting = trusting.build().unwrap();
    assert!(trusts(&trusting, "https://eu.example.com/x"));
    assert!(!trusts(&trusting, "https://example.com/x"));
}

#[test]
fn what_is_no_origin_is_refused() {
    for url in [
        "example.com",
        "https://",
        "https://eu.example.com/api",
        "https://eu.example.com?x",
        "https://eu.example.com#x",
        "http://eu.example.com",
        "ftp://eu.example.com",
        "file:///",
        "*",
    ] {
        let built = builder().trust_origin(url).build();
        assert!(
            matches!(&built, Err(ConfigError::Origin { url: shown, .. }) if shown == url),
            "{url}: {built:?}"
        );
    }
    let with_password = builder().trust_origin("https://u:hidden@eu.example.com");
    let error = with_password.build().unwrap_err();
    assert!(matches!(error, ConfigError::Origin { .. }));
    assert!(!error.to_string().contains("hidden"), "{error}");
    // A server on this machine has no certificate.
    let local = builder()
        .base_url("http://localhost:1")
        .trust_origin("http://localhost:2");
    let local = local.build().unwrap();
    assert!(trusts(&local, "http://localhost:2/x"));
    assert!(!trusts(&local, "http://localhost:3/x"));
}

#[test]
fn links_to_a_trusted_origin_are_followed_with_all_headers() {
    let answer = |_, url: &str| {
        let link = match url {
            "https://example.com/api/Numbers" => "https://eu.example.com/a",
            "https://eu.example.com/a" => "https://evil.example/b",
            _ => return (200, r#"{"value":[3]}"#.to_owned()),
        };
        let page = format!(r#"{{"value":[1],"@odata.nextLink":"{link}"}}"#);
        (200, page)
    };
    let (transport, log) = streams::transport(answer);
    let client = builder().transport(transport).build().unwrap();
    let numbers: Resource = client.root().navigate("Numbers");
    let request = numbers
        .request::<Items<i32>>(Method::GET)
        .header("x-request", "r");
    let mut items = request.items();
    assert_eq!(block_on(items.try_next()).unwrap(), Some(1));
    let position = items.position().unwrap();
    assert_eq!(block_on(items.try_next()).unwrap(), Some(1));
    assert_eq!(block_on(items.try_next()).unwrap(), Some(3));
    let (secret, none) = (vec!["Bearer secret".to_owned()], Vec::<String>::new());
    let expected = [secret.clone(), secret.clone(), none.clone()];
    assert_eq!(log.values("authorization"), expected);
    let header = vec!["r".to_owned()];
    let expected = [header.clone(), header.clone(), none];
    assert_eq!(log.values("x-request"), expected);

    // A position keeps what the request said, and a client of this service adds the token.
    assert_eq!(position.link(), "https://eu.example.com/a");
    let kept = serde_json::to_string(&position).unwrap();
    let position: Position = serde_json::from_str(&kept).unwrap();
    let mut rest = client.resume_items::<i32>(&position);
    assert_eq!(block_on(rest.try_next()).unwrap(), Some(1));
    assert_eq!(log.values("x-request")[3], header);
    assert_eq!(log.values("authorization")[3], secret);
}

#[test]
fn tokens_of_a_source_and_batches_go_there_too() {
    let transport = transport_fn(|_| Ok(http::Response::new("{}".into())));
    let builder = crate::witness::client(&SERVICE).transport(transport);
    let builder = builder.token_source(AccessToken::new("t1"));
    let client: Client = builder.build().unwrap();
    let ask = |url: &str| client.at::<Resource>(url).request::<Nothing>(Method::GET);
    let batched = |url: &str| {
        let mut batch = client.batch();
        batch.add(ask(url));
        batch.into_http().is_ok()
    };
    for (url, trusted) in [
        ("https://eu.example.com/x", true),
        ("http://eu.example.com/x", false),
        ("https://other.example/x", false),
    ] {
        let request = block_on(ask(url).into_authorized_http()).unwrap();
        let has_token = request.headers().contains_key("authorization");
        assert_eq!((has_token, batched(url)), (trusted, trusted), "{url}");
    }
}
