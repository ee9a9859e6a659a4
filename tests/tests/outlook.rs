//! The generated Outlook client as its users write it, over a transport that answers from a closure.

use std::sync::{Arc, Mutex};

use outlook_rest::odata_runtime::{self as odata, transport_fn};
use outlook_rest::v2_0::{
    Attachment, Attendee, Client, Importance, Message, Patch, Recipient, TimeZoneStandard, message,
};

/// Requests as they were sent: method, path with query, body.
type Sent = Arc<Mutex<Vec<(String, String, String)>>>;

fn client(answer: &'static str) -> (Client, Sent) {
    let sent = Sent::default();
    let seen = Arc::clone(&sent);
    let transport = transport_fn(move |request| {
        let uri = request.uri().path_and_query().map(ToString::to_string);
        let body = String::from_utf8_lossy(request.body()).into_owned();
        seen.lock()
            .expect("no test panics while it holds the list")
            .push((request.method().to_string(), uri.unwrap_or_default(), body));
        Ok(http::Response::new(answer.into()))
    });
    tests::witness::watch();
    let client = Client::builder()
        .token("secret")
        .transport(transport)
        .build()
        .expect("a base URL and a token are all that a client needs");
    (client, sent)
}

fn only(sent: &Sent) -> (String, String, String) {
    let sent = sent.lock().expect("no test panics while it holds the list");
    assert_eq!(sent.len(), 1);
    sent[0].clone()
}

#[test]
fn a_list_is_a_page_of_what_the_service_sent() {
    let (client, sent) = client(
        r##"{"@odata.context":"…/$metadata#Me/Messages","value":[
            {"@odata.id":"https://x/1","@odata.etag":"W/\"a\"","Id":"1","Subject":"Lunch?","Importance":"High","New":7},
            {"@odata.type":"#Microsoft.OutlookServices.EventMessage","Id":"2","MeetingMessageType":"MeetingRequest"}
        ],"@odata.nextLink":"https://outlook.office.com/api/v2.0/Me/Messages?$skip=2"}"##,
    );
    let inbox = client.me().mail_folders().by_key("Inbox");
    let page = pollster::block_on(inbox.messages().list().top(2)).unwrap();
    let (method, uri, body) = only(&sent);
    assert_eq!(
        (&*method, &*uri, &*body),
        (
            "GET",
            "/api/v2.0/Me/MailFolders('Inbox')/Messages?$top=2",
            ""
        )
    );
    assert_eq!(page[0].subject.as_deref(), Some("Lunch?"));
    assert_eq!(page[0].importance, Some(Importance::High));
    assert_eq!(page[0].odata.etag(), Some("W/\"a\""));
    assert_eq!(page[0].odata.get::<i32>("New").unwrap(), Some(7));
    assert_eq!(
        page[1].odata.type_name(),
        Some("Microsoft.OutlookServices.EventMessage")
    );
    assert!(page.next_link.is_some());
}

#[test]
fn an_update_sends_what_was_set() {
    let (client, sent) = client(r#"{"Id":"1"}"#);
    let patch = Patch::new()
        .set(message::IS_READ, true)
        .set_null(message::FLAG);
    pollster::block_on(client.me().messages().by_key("it's/1").update(patch)).unwrap();
    let (method, uri, body) = only(&sent);
    assert_eq!(
        (&*method, &*uri),
        ("PATCH", "/api/v2.0/Me/Messages('it''s%2F1')")
    );
    assert_eq!(body, r#"{"IsRead":true,"Flag":null}"#);
}

#[test]
fn an_action_takes_optional_parameters_as_methods() {
    let (client, sent) = client("");
    let to = Recipient::default();
    pollster::block_on(
        client
            .me()
            .messages()
            .by_key("1")
            .forward([to])
            .comment("FYI"),
    )
    .unwrap();
    let (method, uri, body) = only(&sent);
    assert_eq!(
        (&*method, &*uri),
        ("POST", "/api/v2.0/Me/Messages('1')/Forward")
    );
    assert_eq!(body, r#"{"ToRecipients":[{}],"Comment":"FYI"}"#);
}

#[test]
fn recipients_are_given_as_addresses() {
    let (client, sent) = client("");
    let message = client.me().messages().by_key("1");
    let forward = message.forward(["alex@example.org"]).comment("FYI");
    pollster::block_on(forward.into_future()).unwrap();
    assert_eq!(
        only(&sent).2,
        r#"{"ToRecipients":[{"EmailAddress":{"Address":"alex@example.org"}}],"Comment":"FYI"}"#
    );
    let attendee = Attendee::from("alex@example.org".to_owned());
    let json = serde_json::to_string(&attendee).unwrap();
    assert_eq!(json, r#"{"EmailAddress":{"Address":"alex@example.org"}}"#);
}

#[test]
fn values_of_enumerations_stand_in_urls_as_the_service_documents_it() {
    let (client, sent) = client(r#"{"value":[]}"#);
    let zones = client
        .me()
        .supported_time_zones_with_time_zone_standard(TimeZoneStandard::Iana);
    pollster::block_on(zones.into_future()).unwrap();
    assert_eq!(
        only(&sent).1,
        "/api/v2.0/Me/SupportedTimeZones(TimeZoneStandard='Iana')"
    );
}

#[test]
fn an_abstract_type_is_matched_and_loses_nothing() {
    let json = r##"{"@odata.type":"#Microsoft.OutlookServices.FileAttachment","Name":"a.txt","ContentBytes":"+/8="}"##;
    let attachment: Attachment = serde_json::from_str(json).unwrap();
    let Attachment::FileAttachment(file) = &attachment else {
        panic!("{attachment:?}")
    };
    assert_eq!(file.content_bytes.as_deref(), Some(&[0xfb, 0xff][..]));
    assert_eq!(attachment.name(), Some("a.txt"));
    let written = serde_json::to_value(&attachment).unwrap();
    assert_eq!(
        written,
        serde_json::from_str::<serde_json::Value>(json).unwrap()
    );

    let json = r##"{"@odata.type":"#Microsoft.OutlookServices.CardAttachment","Name":"b","Card":{"x":[1]}}"##;
    let attachment: Attachment = serde_json::from_str(json).unwrap();
    assert!(matches!(attachment, Attachment::Other(_)));
    let written = serde_json::to_value(&attachment).unwrap();
    assert_eq!(
        written,
        serde_json::from_str::<serde_json::Value>(json).unwrap()
    );
}

#[test]
fn what_is_created_is_sent_without_what_only_services_say() {
    let (client, sent) = client(r#"{"Id":"9"}"#);
    let mut draft = Message {
        subject: Some("Hi".to_owned()),
        ..Message::default()
    };
    draft.odata.set_etag("W/\"1\"");
    let created = pollster::block_on(client.me().messages().create(&draft)).unwrap();
    assert_eq!(created.id.as_deref(), Some("9"));
    assert_eq!(only(&sent).2, r#"{"Subject":"Hi"}"#);
}

#[test]
fn a_token_is_not_shown() {
    let (client, _) = client("{}");
    let request = client.me().messages().list();
    assert!(!format!("{client:?} {request:?}").contains("secret"));
    let _: odata::Request<odata::Items<Message>> = request.ungated();
}
