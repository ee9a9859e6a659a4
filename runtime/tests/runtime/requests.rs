//! Does every request, as a value, become the HTTP request that it should be?

use bytes::Bytes;
use http::Method;
use odata_runtime::{
    ClientBuilder, ConfigError, Error, Expanded, Items, Nothing, Page, Patch, Request, Resource,
    Service, Value, transport_fn,
};

use crate::model::{
    EventMessage, FileAttachment, Importance, Message, MessageCollectionRequest, event_message,
    message,
};

static SERVICE: Service =
    Service::new("https://example.com/api").headers(&[("Prefer", "a=1"), ("X-Anchor", "x")]);

fn builder() -> ClientBuilder {
    let transport = transport_fn(|_| Ok(http::Response::new("{}".into())));
    crate::witness::client(&SERVICE)
        .transport(transport)
        .token("secret")
}

fn messages() -> MessageCollectionRequest {
    builder().build().unwrap().root().navigate("Messages")
}

fn http<K: odata_runtime::Kind>(request: Request<K>) -> http::Request<Bytes> {
    request.into_http().unwrap()
}

fn body<K: odata_runtime::Kind>(request: Request<K>) -> String {
    String::from_utf8(http(request).into_body().to_vec()).unwrap()
}

#[test]
fn reading_asks_for_json_with_the_token() {
    let request = http(messages().by_key("a").get());
    assert_eq!(request.method(), Method::GET);
    assert_eq!(request.uri(), "https://example.com/api/Messages('a')");
    let headers = request.headers();
    assert_eq!(headers["accept"], "application/json");
    assert_eq!(headers["odata-maxversion"], "4.0");
    assert_eq!(headers["authorization"], "Bearer secret");
    assert_eq!(headers["x-anchor"], "x");
    assert!(!headers.contains_key("content-type") && !headers.contains_key("odata-version"));
    assert!(request.body().is_empty());
}

#[test]
fn secrets_are_not_shown() {
    let client = builder().build().unwrap();
    let request = messages().list().header("Authorization", "Bearer other");
    let plain = http(messages().list());
    assert!(!format!("{plain:?}").contains("secret"));
    let shown = format!(
        "{client:?} {:?} {request:?} {:?}",
        builder(),
        http(request.clone())
    );
    assert!(
        !shown.contains("secret") && !shown.contains("other"),
        "{shown}"
    );
    assert!(format!("{request:?}") == "GET https://example.com/api/Messages");
}

#[test]
fn headers_replace_but_preferences_add_up() {
    let client = builder().header("Prefer", "a=2").build().unwrap();
    let messages: MessageCollectionRequest = client.root().navigate("Messages");
    let request = messages
        .list()
        .header("x-anchor", "y")
        .header("Prefer", "b=2")
        .header("prefer", "c=3")
        .header("Accept", "application/json;odata.metadata=full")
        .header("X-Anchor", "z");
    let request = http(request);
    let preferences: Vec<_> = request.headers().get_all("prefer").iter().collect();
    assert_eq!(preferences, ["a=2", "b=2", "c=3"]);
    assert_eq!(
        request
            .headers()
            .get_all("x-anchor")
            .iter()
            .collect::<Vec<_>>(),
        ["z"]
    );
    assert_eq!(
        request.headers()["accept"],
        "application/json;odata.metadata=full"
    );
}

#[test]
fn nothing_of_the_client_goes_to_another_origin() {
    let client = builder().header("x-key", "secret").build().unwrap();
    for url in [
        "https://other.example/api/Messages",
        "http://example.com/api/Messages",
        "https://example.com:444/api/Messages",
        "//other.example/Messages",
    ] {
        let resource: Resource = client.at(url);
        let request = http(resource.request::<Items<Message>>(Method::GET));
        let names: Vec<&str> = request.headers().keys().map(|name| name.as_str()).collect();
        assert_eq!(names, ["accept", "odata-maxversion"], "{url}");
    }
    let own: Resource = client.at("https://EXAMPLE.com:443/else");
    let request = http(own.request::<Nothing>(Method::GET));
    assert_eq!(request.headers()["x-key"], "secret");
}

#[test]
fn next_pages_keep_the_headers_of_the_request() {
    let request = messages()
        .list()
        .top(2)
        .header("Prefer", "odata.maxpagesize=2");
    let mut page = Page::<Message>::default();
    assert!(request.next(&page).is_none());
    page.next_link = Some("Messages?$skiptoken=x%2By".into());
    let next = request.next(&page).unwrap();
    assert_eq!(
        format!("{next:?}"),
        "GET https://example.com/api/Messages?$skiptoken=x%2By"
    );
    assert_eq!(http(next).headers().get_all("prefer").iter().count(), 2);
    let plain = request.client().next_page(&page).unwrap();
    assert_eq!(http(plain).headers().get_all("prefer").iter().count(), 1);
    page.odata
        .set(
            "@odata.context",
            "https://example.com/api/x/$metadata#Messages",
        )
        .unwrap();
    let next = request.next(&page).unwrap();
    assert_eq!(next.url().unwrap().path(), "/api/x/Messages");
    // Without a context, a relative link begins where the page was asked for.
    let attachments = messages().by_key("a").attachments().list();
    let mut page = Page::default();
    page.next_link = Some("Attachments?$skip=2".into());
    let next = attachments.next(&page).unwrap();
    assert_eq!(next.url().unwrap().path(), "/api/Messages('a')/Attachments");
}

#[test]
fn actions_post_their_parameters() {
    let request = messages()
        .by_key("a")
        .forward(["x@y", "z@y"])
        .comment("FYI");
    assert_eq!(
        format!("{request:?}"),
        "POST https://example.com/api/Messages('a')/Test.Forward"
    );
    assert_eq!(request.method(), Method::POST);
    let request: Request<Nothing> = request.request();
    assert_eq!(
        body(request.clone()),
        r#"{"ToRecipients":[{"EmailAddress":{"Address":"x@y"}},{"EmailAddress":{"Address":"z@y"}}],"Comment":"FYI"}"#
    );
    let headers = http(request).headers().clone();
    assert_eq!(headers["content-type"], "application/json");
    assert_eq!(headers["odata-version"], "4.0");
    let bare = http(messages().by_key("a").send());
    assert!(bare.body().is_empty() && !bare.headers().contains_key("content-type"));
    let null = messages()
        .action::<Nothing>("", "X")
        .parameter("A", &None::<i32>);
    assert_eq!(
        body(null.parameter("B", &Vec::<i32>::new())),
        r#"{"A":null,"B":[]}"#
    );
}

#[test]
fn creating_leaves_out_what_only_services_say() {
    let mut message = Message {
        subject: Some("s".into()),
        ..Message::default()
    };
    for name in [
        "@odata.context",
        "@odata.id",
        "@odata.etag",
        "@odata.editLink",
        "@odata.readLink",
        "Attachments@odata.navigationLink",
        "Attachments@odata.count",
        "@odata.mediaReadLink",
        "@readLink",
    ] {
        message.odata.set(name, "x").unwrap();
    }
    for name in ["Folder@odata.bind", "Subject@my.note", "Dynamic"] {
        message.odata.set(name, "y").unwrap();
    }
    let request = messages().create(&message);
    assert_eq!(request.method(), Method::POST);
    assert_eq!(
        body(request),
        r#"{"Folder@odata.bind":"y","Subject@my.note":"y","Subject":"s","Dynamic":"y"}"#
    );
}

#[test]
fn creating_names_derived_types() {
    let event = EventMessage::default();
    assert_eq!(
        body(messages().create(&event)),
        r##"{"@odata.type":"#Test.EventMessage"}"##
    );
    assert_eq!(body(messages().create(&Message::default())), "{}");
    let attachments = messages().by_key("a").attachments();
    let file = FileAttachment {
        content_bytes: Some([1].into()),
        ..FileAttachment::default()
    };
    let expected = r##"{"@odata.type":"#Test.FileAttachment","ContentBytes":"AQ=="}"##;
    assert_eq!(body(attachments.create(&file)), expected);
    let attachment = crate::model::Attachment::from(file);
    assert_eq!(body(attachments.create(&attachment)), expected);
    let kept = Message {
        attachments: Expanded::from(vec![attachment]),
        ..Message::default()
    };
    assert_eq!(
        body(messages().create(&kept)),
        format!(r#"{{"Attachments":[{expected}]}}"#)
    );
}

#[test]
fn updates_send_what_is_set_and_null_is_a_value() {
    let patch = Patch::new()
        .set(message::SUBJECT, "a")
        .set(message::IMPORTANCE, Importance::High)
        .set_null(message::IS_READ)
        .set(message::TO_RECIPIENTS, Vec::new())
        .raw("Dynamic", &[1])
        .set(message::SUBJECT, "b");
    assert!(!patch.is_empty() && Patch::<Message>::new().is_empty());
    let request = messages()
        .by_key("a")
        .update(patch.clone())
        .if_match("W/\"1\"");
    assert_eq!(http(request.clone()).headers()["if-match"], "W/\"1\"");
    assert_eq!(request.method(), Method::PATCH);
    let json =
        r#"{"Importance":"High","IsRead":null,"ToRecipients":[],"Dynamic":[1],"Subject":"b"}"#;
    assert_eq!(body(request), json);
    assert_eq!(serde_json::to_string(&patch).unwrap(), json);
    assert_eq!(
        body(messages().by_key("a").update(Patch::<Message>::new())),
        "{}"
    );
}

#[test]
fn updates_name_derived_types() {
    let patch = || Patch::new().set(event_message::MEETING_TYPE, "none");
    let message = messages().by_key("a");
    assert_eq!(
        body(message.update(patch())),
        r##"{"@odata.type":"#Test.EventMessage","MeetingType":"none"}"##
    );
    assert_eq!(
        body(message.event().update(patch())),
        r#"{"MeetingType":"none"}"#
    );
    let named = patch().raw("@odata.type", "#Test.Other");
    assert_eq!(
        body(message.update(named)).matches("@odata.type").count(),
        1
    );
}

#[test]
fn deleting_counting_streams_and_links() {
    let message = messages().by_key("a");
    assert_eq!(
        format!("{:?}", message.delete()),
        "DELETE https://example.com/api/Messages('a')"
    );
    let count = http(messages().count());
    assert_eq!(count.uri(), "https://example.com/api/Messages/$count");
    assert!(
        count.headers()["accept"]
            .to_str()
            .unwrap()
            .starts_with("text/plain")
    );
    let put = http(message.content().put("abc", "text/plain"));
    assert_eq!(
        (put.method(), put.body().as_ref()),
        (&Method::PUT, &b"abc"[..])
    );
    assert_eq!(put.headers()["content-type"], "text/plain");
    assert!(!put.headers().contains_key("odata-version"));
    assert_eq!(http(message.content().get()).headers()["accept"], "*/*");
    assert_eq!(message.content().delete().method(), Method::DELETE);

    let links = messages().references();
    let add = links.add(&message);
    assert_eq!(
        format!("{add:?}"),
        "POST https://example.com/api/Messages/$ref"
    );
    assert_eq!(
        body(add),
        r#"{"@odata.id":"https://example.com/api/Messages('a')"}"#
    );
    let remove = links.remove(&message).url().unwrap();
    let id = remove.query_pairs().next().unwrap();
    assert_eq!(
        (id.0.as_ref(), id.1.as_ref()),
        ("$id", "https://example.com/api/Messages('a')")
    );
    let link = message.reference();
    assert_eq!(link.set(&message).method(), Method::PUT);
    assert_eq!(link.remove().method(), Method::DELETE);
    assert_eq!(link.get().url().unwrap().path(), "/api/Messages('a')/$ref");
}

#[test]
fn mistakes_are_kept_until_the_request_is_sent() {
    #[derive(Clone)]
    struct Unwritable;
    impl Value for Unwritable {
        fn read<'de, D: serde::Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
            Ok(Self)
        }
        fn write<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
            Err(serde::ser::Error::custom("never"))
        }
    }
    let list = || messages().list();
    let message = messages().by_key("a");
    let pairs = std::collections::BTreeMap::from([((1, 2), 3)]);
    let unwritable = Patch::<Message>::new().raw("R", &pairs);
    let wrong: Vec<(Error, &str)> = vec![
        (
            list().header("a b", "c").into_http().unwrap_err(),
            "`a b` is no header",
        ),
        (
            list().header("a", "c\n").top(1).into_http().unwrap_err(),
            "`a` is no header",
        ),
        (
            list().body("", "\n").into_http().unwrap_err(),
            "`content-type` is no header",
        ),
        (
            list().parameter("A", &Unwritable).into_http().unwrap_err(),
            "cannot write `A`: never",
        ),
        (
            messages()
                .function::<Nothing>("", "F")
                .json_argument("P", &Unwritable)
                .request()
                .into_http()
                .unwrap_err(),
            "cannot write `P`: never",
        ),
        (
            message.update(unwritable).into_http().unwrap_err(),
            "cannot write `R`: key must be a string",
        ),
    ];
    for (error, start) in wrong {
        assert!(matches!(error, Error::Build(_)));
        assert!(error.to_string().starts_with(start), "{error}");
        assert_eq!(error.status(), None);
    }
    let sent = pollster::block_on(async { list().header("a b", "c").await });
    assert!(matches!(sent, Err(Error::Build(_))));
    let error = builder().header("a b", "c").build().unwrap_err();
    assert_eq!(error, ConfigError::Header { name: "a b".into() });
    assert_eq!(
        builder().token("a\nb").build().unwrap_err(),
        ConfigError::Token
    );
}
