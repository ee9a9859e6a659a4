//! Does every address become the URL that the service wants?

use http::Method;
use odata_runtime::{
    ClientBuilder, Entity, Key, KeyStyle, Literal, ODataVersion, OperationStyle, Resource, Service,
    transport_fn,
};

use crate::model::{Message, MessageCollectionRequest, MessageRequest};

static SERVICE: Service = Service::new("https://example.com/api/v2.0");

fn builder() -> ClientBuilder {
    let transport = transport_fn(|_| Ok(http::Response::new("{}".into())));
    crate::witness::client(&SERVICE).transport(transport)
}

fn parentheses() -> MessageCollectionRequest {
    builder().build().unwrap().root().navigate("Messages")
}

fn segments() -> MessageCollectionRequest {
    let client = builder()
        .key_style(KeyStyle::Segment)
        .operation_style(OperationStyle::Unqualified);
    client.build().unwrap().root().navigate("Messages")
}

/// The URL after the service root.
fn tail(resource: &Resource) -> String {
    let url = resource.url().unwrap().to_string();
    url.strip_prefix("https://example.com/api/v2.0/")
        .unwrap_or(&url)
        .to_owned()
}

#[test]
fn keys_stand_in_parentheses_or_as_segments() {
    for (key, in_parentheses, as_segment) in [
        ("AAMkAGI2=", "Messages('AAMkAGI2=')", "Messages/AAMkAGI2="),
        ("it's", "Messages('it''s')", "Messages/it%27s"),
        ("a/b", "Messages('a%2Fb')", "Messages/a%2Fb"),
        ("a\\b", "Messages('a%5Cb')", "Messages/a%5Cb"),
        ("a+b c", "Messages('a%2Bb%20c')", "Messages/a%2Bb%20c"),
        (
            "a&b#c?d",
            "Messages('a%26b%23c%3Fd')",
            "Messages/a%26b%23c%3Fd",
        ),
        ("100%", "Messages('100%25')", "Messages/100%25"),
        ("%2F", "Messages('%252F')", "Messages/%252F"),
        (
            "Grüße 日",
            "Messages('Gr%C3%BC%C3%9Fe%20%E6%97%A5')",
            "Messages/Gr%C3%BC%C3%9Fe%20%E6%97%A5",
        ),
        ("a@b:c;d", "Messages('a@b:c%3Bd')", "Messages/a@b:c%3Bd"),
        ("$count", "Messages('$count')", "Messages/%24count"),
        ("f(x)", "Messages('f(x)')", "Messages/f%28x%29"),
        ("..", "Messages('..')", "Messages('..')"),
        (".", "Messages('.')", "Messages('.')"),
        ("", "Messages('')", "Messages('')"),
    ] {
        assert_eq!(tail(&parentheses().by_key(key)), in_parentheses);
        assert_eq!(tail(&segments().by_key(key)), as_segment);
    }
}

#[test]
fn keys_of_other_types_and_of_several_properties() {
    let number = |all: &MessageCollectionRequest| tail(&all.key::<Resource>(Key::new("Id", &42)));
    assert_eq!(number(&parentheses()), "Messages(42)");
    assert_eq!(number(&segments()), "Messages/42");
    let several = Key::composite([("Order", 1.literal()), ("Item", "a/b".literal())]);
    let several = |all: &MessageCollectionRequest| tail(&all.key::<Resource>(several.clone()));
    assert_eq!(several(&parentheses()), "Messages(Order=1,Item='a%2Fb')");
    assert_eq!(several(&segments()), "Messages(Order=1,Item='a%2Fb')");
}

#[test]
fn paths_go_on_and_have_templates() {
    let message = parentheses().by_key("a");
    assert_eq!(tail(&message.attachments()), "Messages('a')/Attachments");
    assert_eq!(tail(&message.event()), "Messages('a')/Test.EventMessage");
    assert_eq!(tail(&message.media()), "Messages('a')/$value");
    assert_eq!(
        message.attachments().template(),
        "Messages/{Id}/Attachments"
    );
    assert_eq!(
        format!("{message:?}"),
        "https://example.com/api/v2.0/Messages('a')"
    );
    let root = message.client().root();
    assert_eq!(root.url().unwrap().as_str(), "https://example.com/api/v2.0");
    assert_eq!(root.template(), "");
}

#[test]
fn operations_are_qualified_or_not() {
    let send = |all: MessageCollectionRequest| all.by_key("a").send();
    let request = send(parentheses());
    assert!(
        request
            .url()
            .unwrap()
            .path()
            .ends_with("/Messages('a')/Test.Send")
    );
    assert_eq!(request.template(), "Messages/{Id}/Test.Send");
    let request = send(segments());
    assert!(request.url().unwrap().path().ends_with("/Messages/a/Send"));
    assert_eq!(request.template(), "Messages/{Id}/Send");
    let import = parentheses().action::<odata_runtime::Nothing>("", "Reset");
    assert!(import.url().unwrap().path().ends_with("/Messages/Reset"));
}

#[test]
fn functions_have_arguments_in_the_url() {
    let start = "2020-01-01T00:00:00+01:00".parse().unwrap();
    let function = parentheses().between(start, ["a&b"]);
    let resource: Resource = function.clone().call();
    assert_eq!(
        tail(&resource),
        "Messages/Test.Between(Start=2020-01-01T00:00:00%2B01:00,Senders=@Senders)\
         ?@Senders=[{%22EmailAddress%22:{%22Address%22:%22a%26b%22}}]"
            .replace('[', "%5B")
            .replace(']', "%5D")
            .replace('{', "%7B")
            .replace('}', "%7D")
    );
    let request = function.request().top(5);
    assert_eq!(request.method(), Method::GET);
    assert!(request.url().unwrap().query().unwrap().ends_with("&$top=5"));
    assert_eq!(
        request.template(),
        "Messages/Test.Between(Start={Start},Senders={Senders})"
    );
    let none = parentheses()
        .function::<Entity<Message>>("Test", "Newest")
        .request();
    assert!(
        none.url()
            .unwrap()
            .path()
            .ends_with("/Messages/Test.Newest()")
    );
}

#[test]
fn composed_functions_do_not_share_aliases() {
    let first: Resource = parentheses()
        .function::<Entity<Message>>("Test", "A")
        .json_argument("p", &1)
        .call();
    let second: Resource = first
        .function::<Entity<Message>>("Test", "B")
        .json_argument("p", &2)
        .call();
    assert_eq!(
        tail(&second),
        "Messages/Test.A(p=@p)/Test.B(p=@p2)?@p=1&@p2=2"
    );
}

#[test]
fn query_options_are_encoded_once() {
    let request = parentheses()
        .list()
        .query("$filter", "Subject eq 'a+b & c#d' and Size gt 1")
        .query("$expand", "Attachments($select=Id;$top=1)")
        .query("x=y&z", "1")
        .search("\"a b\" AND c")
        .top(1)
        .skip(2)
        .count(true)
        .top(3);
    let url = request.url().unwrap();
    let pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    let pairs: Vec<(&str, &str)> = pairs
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    assert_eq!(
        pairs,
        [
            ("$filter", "Subject eq 'a+b & c#d' and Size gt 1"),
            ("$expand", "Attachments($select=Id;$top=1)"),
            ("x=y&z", "1"),
            ("$search", "\"a b\" AND c"),
            ("$skip", "2"),
            ("$count", "true"),
            ("$top", "3"),
        ]
    );
    let query = url.query().unwrap();
    assert!(
        query.starts_with("$filter=Subject%20eq%20%27a%2Bb%20%26%20c%23d%27%20and"),
        "{query}"
    );
    assert!(
        query.contains("$expand=Attachments($select=Id;$top=1)"),
        "{query}"
    );
}

#[test]
fn the_service_may_be_elsewhere() {
    for base in [
        "http://127.0.0.1:8080/odata",
        "http://127.0.0.1:8080/odata/",
    ] {
        let client = builder().base_url(base).build().unwrap();
        let messages: MessageCollectionRequest = client.root().navigate("Messages");
        assert_eq!(tail(&messages), "http://127.0.0.1:8080/odata/Messages");
    }
    for base in [
        "example.com",
        "ftp://example.com",
        "https://example.com?a=b",
        "https://x/#a",
        "",
    ] {
        let error = builder().base_url(base).build().unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with(&format!("`{base}` cannot be the base URL"))
        );
    }
}

#[test]
fn credentials_are_no_part_of_a_base_url() {
    let error = builder()
        .base_url("https://me:secret@example.com/api")
        .build();
    let message = error.unwrap_err().to_string();
    assert!(
        message.starts_with("`https://example.com/api` cannot be"),
        "{message}"
    );
}

#[test]
fn addresses_from_answers_go_on() {
    let client = builder().build().unwrap();
    for (given, url) in [
        (
            "Users('a')/Messages('b')",
            "Users('a')/Messages('b')/Attachments",
        ),
        ("Users('a%2Fb')/", "Users('a%2Fb')/Attachments"),
        (
            "https://other.example/x?$y=1#z",
            "https://other.example/x/Attachments?$y=1",
        ),
        ("/root", "https://example.com/root/Attachments"),
    ] {
        let message: MessageRequest = client.at(given);
        assert_eq!(tail(&message.attachments()), url);
    }
    let message: MessageRequest = client.at("https://[");
    assert!(
        message
            .url()
            .unwrap_err()
            .to_string()
            .starts_with("`https://[` is no URL")
    );
    assert_eq!(message.attachments().template(), "{url}/Attachments");
}

#[test]
fn settings_of_the_service_are_constant_data() {
    const SEGMENTS: Service = Service::new("https://example.com")
        .key_style(KeyStyle::Segment)
        .operation_style(OperationStyle::Unqualified)
        .odata_version(ODataVersion::V4_01)
        .headers(&[("x-anchor", "a")]);
    static SERVICE: Service = SEGMENTS;
    let transport = transport_fn(|_| Ok(http::Response::new("{}".into())));
    let client = crate::witness::client(&SERVICE)
        .transport(transport)
        .build()
        .unwrap();
    let messages: MessageCollectionRequest = client.root().navigate("Messages");
    let request = messages.by_key("a").send();
    assert_eq!(
        request.url().unwrap().as_str(),
        "https://example.com/Messages/a/Send"
    );
    let http = request.into_http().unwrap();
    assert_eq!(http.headers()["odata-maxversion"], "4.01");
    assert_eq!(http.headers()["x-anchor"], "a");
}
