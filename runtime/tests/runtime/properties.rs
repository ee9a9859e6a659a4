//! Do requests for one property, and writes with conditions and preferences, say what they mean?

use bytes::Bytes;
use odata_runtime::{
    Client, EntityRequest, Kind, Patch, Property, PropertyRequest, Request, Service, transport_fn,
};

use crate::model::{
    EmailAddress, EventMessage, Message, MessageCollectionRequest, Recipient, message,
};

static SERVICE: Service = Service::new("https://example.com/api");

const SENDER: Property<Message, Recipient> = Property::new("Sender");
const EMAIL_ADDRESS: Property<Recipient, EmailAddress> = Property::new("EmailAddress");
const ADDRESS: Property<EmailAddress, String> = Property::new("Address");

fn client(status: u16, body: &'static str) -> Client {
    let transport = transport_fn(move |_| {
        let response = http::Response::builder()
            .status(status)
            .header("ETag", "W/\"7\"")
            .header("OData-EntityId", "Messages('b')")
            .header("Location", "https://example.com/api/Messages('b')")
            .header("Preference-Applied", "return=minimal")
            .header("X-Request-Id", "42");
        Ok(response.body(body.into()).unwrap())
    });
    let builder = crate::witness::client(&SERVICE).transport(transport);
    builder.build().unwrap()
}

fn message(status: u16, body: &'static str) -> EntityRequest<Message> {
    client(status, body).at("Messages('a')")
}

fn line<K: Kind>(request: Request<K>) -> String {
    let request: http::Request<Bytes> = request.into_http().unwrap();
    let path = request.uri().path().trim_start_matches("/api/").to_owned();
    let body = String::from_utf8(request.body().to_vec()).unwrap();
    format!("{} {path} {body}", request.method())
        .trim_end()
        .to_owned()
}

#[test]
fn a_property_is_read_set_and_changed_alone() {
    let message = message(200, "");
    let sender = message.property(SENDER);
    let address: PropertyRequest<String> = sender.property(EMAIL_ADDRESS).property(ADDRESS);
    let to = message.property(message::TO_RECIPIENTS);
    let subject = message.property(message::SUBJECT);
    for (request, expected) in [
        (line(sender.get()), "GET Messages('a')/Sender"),
        (
            line(address.get()),
            "GET Messages('a')/Sender/EmailAddress/Address",
        ),
        (
            line(subject.raw_value()),
            "GET Messages('a')/Subject/$value",
        ),
        (
            line(subject.set("Hi")),
            r#"PUT Messages('a')/Subject {"value":"Hi"}"#,
        ),
        (line(subject.clear()), "DELETE Messages('a')/Subject"),
        (
            line(sender.set(Recipient::from("a@b"))),
            r#"PUT Messages('a')/Sender {"EmailAddress":{"Address":"a@b"}}"#,
        ),
        (
            line(sender.update(Patch::new().set_null(EMAIL_ADDRESS))),
            r#"PATCH Messages('a')/Sender {"EmailAddress":null}"#,
        ),
        (
            line(to.set(vec![Recipient::from("a@b")])),
            r#"PUT Messages('a')/ToRecipients {"value":[{"EmailAddress":{"Address":"a@b"}}]}"#,
        ),
        (
            line(to.add("a@b")),
            r#"POST Messages('a')/ToRecipients {"EmailAddress":{"Address":"a@b"}}"#,
        ),
        (line(to.list()), "GET Messages('a')/ToRecipients"),
        (line(to.count()), "GET Messages('a')/ToRecipients/$count"),
    ] {
        assert_eq!(request, expected);
    }
}

#[test]
fn the_value_of_a_property_is_read_by_its_type() {
    let ask = |status, body| message(status, body);
    let sender = ask(
        200,
        r#"{"@odata.context":"x","EmailAddress":{"Address":"a@b"}}"#,
    )
    .property(SENDER);
    let sender = pollster::block_on(sender.get().send()).unwrap().unwrap();
    assert_eq!(sender.odata.context(), Some("x"));
    let address = sender.email_address.and_then(|email| email.address);
    assert_eq!(address.as_deref(), Some("a@b"));

    let read = ask(200, r#"{"@odata.context":"x","value":true}"#).property(message::IS_READ);
    assert_eq!(pollster::block_on(read.get().send()).unwrap(), Some(true));

    let to = ask(200, r#"{"value":[{"EmailAddress":{"Address":"a@b"}}]}"#)
        .property(message::TO_RECIPIENTS);
    assert_eq!(
        pollster::block_on(to.get().send())
            .unwrap()
            .map(|to| to.len()),
        Some(1)
    );
    for null in [
        ask(204, ""),
        ask(200, r#"{"@odata.null":true}"#),
        ask(200, r#"{"@odata.context":"x","value":null}"#),
    ] {
        let subject = null.property(message::SUBJECT).get();
        assert_eq!(pollster::block_on(subject.send()).unwrap(), None);
    }
}

#[test]
fn a_null_is_found_behind_a_context_of_any_length() {
    let ids = "A".repeat(2_000);
    let context = format!("https://example.com/api/$metadata#Messages('{ids}')/Subject");
    let null = format!(r#"{{"@odata.context":"{context}","value":null}}"#).leak();
    let subject = message(200, null).property(message::SUBJECT).get();
    assert_eq!(pollster::block_on(subject.send()).unwrap(), None);
}

#[test]
fn an_entity_is_replaced_without_what_services_say() {
    let mut event = EventMessage {
        subject: Some("Hi".into()),
        ..EventMessage::default()
    };
    event.odata.set_etag("W/\"1\"");
    event.odata.set_id("Messages('a')");
    let replace = message(200, "").replace(&event).if_unchanged(&event);
    let request = replace.into_http().unwrap();
    assert_eq!(request.method(), "PUT");
    assert_eq!(request.headers()["if-match"], "W/\"1\"");
    assert_eq!(
        request.body(),
        r##"{"@odata.type":"#Test.EventMessage","Subject":"Hi"}"##
    );
    let upsert = message(200, "")
        .replace(&event)
        .if_unchanged(&Message::default())
        .if_none_match("*");
    let headers = upsert.into_http().unwrap().headers().clone();
    assert_eq!(headers["if-none-match"], "*");
    assert!(!headers.contains_key("if-match"));
}

#[test]
fn what_the_service_preferred_is_read_back() {
    let messages: MessageCollectionRequest = client(204, "").root().navigate("Messages");
    let create = messages.create(&Message::default()).return_minimal();
    assert_eq!(
        create.clone().into_http().unwrap().headers()["prefer"],
        "return=minimal"
    );
    let answer = pollster::block_on(create.answer()).unwrap();
    assert_eq!(answer.status, 204);
    assert!(answer.value.is_none());
    assert_eq!(
        answer.preference_applied("Return").as_deref(),
        Some("minimal")
    );
    assert_eq!(answer.etag(), Some("W/\"7\""));
    assert_eq!(answer.entity_id(), Some("Messages('b')"));
    assert_eq!(
        answer.location(),
        Some("https://example.com/api/Messages('b')")
    );
    assert_eq!(answer.request_id().as_deref(), Some("42"));

    let update = message(200, r#"{"Id":"a"}"#).update(Patch::new().set(message::IS_READ, true));
    let updated = pollster::block_on(update.return_minimal().send()).unwrap();
    assert_eq!(updated.unwrap().id.as_deref(), Some("a"));
    let prefer = messages
        .list()
        .max_page_size(2)
        .track_changes()
        .into_http()
        .unwrap();
    let prefer: Vec<_> = prefer.headers().get_all("prefer").iter().collect();
    assert_eq!(prefer, ["odata.maxpagesize=2", "odata.track-changes"]);
}

#[test]
fn what_was_not_modified_is_nothing_new() {
    let get = || message(304, "").get().if_none_match("W/\"7\"");
    let unchanged = pollster::block_on(get().optional().send());
    assert!(unchanged.unwrap().is_none());
    let answer = pollster::block_on(get().optional().answer()).unwrap();
    assert_eq!(answer.status, 304);
    let error = pollster::block_on(get().send()).unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(304));
    // A stream without a chunk would say that there is no content.
    let media = message(304, "").media().get().if_none_match("W/\"7\"");
    let error = pollster::block_on(media.stream().try_next()).unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(304));
}

#[test]
fn an_entity_is_addressed_by_what_it_says() {
    let client = client(200, "{}");
    let mut seen = Message::default();
    let error = client.address_of(&seen).unwrap_err().to_string();
    assert_eq!(
        error,
        "this `Test.Message` has neither an id nor an edit link: take its collection and `by_key`"
    );
    seen.odata.set_id("Messages('a')");
    let read = client.address_of(&seen).unwrap().get();
    assert_eq!(line(read), "GET Messages('a')");
    seen.odata.set("@odata.editLink", "Drafts('a')").unwrap();
    let read = client.address_of(&seen).unwrap().get();
    assert_eq!(line(read), "GET Drafts('a')");
}

#[test]
fn a_collection_in_a_patch_takes_what_its_items_are_made_of() {
    let patch = Patch::new().set_items(message::TO_RECIPIENTS, ["a@b"]);
    assert_eq!(
        serde_json::to_string(&patch).unwrap(),
        r#"{"ToRecipients":[{"EmailAddress":{"Address":"a@b"}}]}"#
    );
}
