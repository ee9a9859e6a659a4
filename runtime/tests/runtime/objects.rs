//! Are objects read in one pass, whatever their order, and does nothing get lost?

use odata_runtime::{Control, Expanded, Page, Structured, Value, from_json, to_json};

use crate::model::{
    Attachment, AttachmentBase, EventMessage, FileAttachment, ItemAttachment, Message,
};

fn read<T: Value>(json: &str) -> T {
    from_json(json).unwrap_or_else(|error| panic!("{error} in {json}"))
}

fn write<T: Value>(value: &T) -> String {
    to_json(value).unwrap()
}

fn message_error(json: &str) -> String {
    from_json::<Message>(json).unwrap_err().to_string()
}

#[test]
fn declared_properties_become_fields() {
    let message: Message = read(
        r#"{"Id":"a","IsRead":true,"From":{"EmailAddress":{"Name":"A"}},"Categories":["x"],
            "ReceivedDateTime":"2020-01-01T00:00:00.00Z","Size":"12","Subject":null}"#,
    );
    assert_eq!(message.id.as_deref(), Some("a"));
    assert_eq!(message.is_read, Some(true));
    assert_eq!(message.categories, ["x"]);
    assert_eq!(message.size, Some(12));
    assert_eq!(message.subject, None);
    assert!(message.odata.is_empty());
    assert_eq!(
        write(&message),
        r#"{"Id":"a","IsRead":true,"ReceivedDateTime":"2020-01-01T00:00:00.00Z","#.to_owned()
            + r#""From":{"EmailAddress":{"Name":"A"}},"Categories":["x"],"Size":12}"#
    );
}

#[test]
fn everything_else_survives() {
    let json = r##"{"@odata.context":"c#M","@odata.type":"#Test.Message","@odata.id":"i","##
        .to_owned()
        + r#""@odata.etag":"W/\"1\"","@odata.editLink":"e","Attachments@odata.navigationLink":"n","#
        + r#""Subject@my.note":{"x": 1.10},"Id":"a","odata.type":"old","New":[1, 2],"Nothing":null}"#;
    let message: Message = read(&json);
    let odata = &message.odata;
    assert_eq!(odata.context(), Some("c#M"));
    assert_eq!(odata.type_name(), Some("Test.Message"));
    assert_eq!(odata.id(), Some("i"));
    assert_eq!(odata.etag(), Some("W/\"1\""));
    assert_eq!(odata.edit_link().as_deref(), Some("e"));
    assert_eq!(odata.navigation_link("Attachments").as_deref(), Some("n"));
    assert_eq!(odata.get::<Vec<i32>>("New").unwrap(), Some(vec![1, 2]));
    assert_eq!(odata.iter().count(), 6);
    assert_eq!(write(&message), json);
}

#[test]
fn control_information_may_lack_its_prefix() {
    let message: Message = read(r#"{"@id":"i","@editLink":"e","X@navigationLink":"n"}"#);
    assert_eq!(message.odata.id(), Some("i"));
    assert_eq!(message.odata.edit_link().as_deref(), Some("e"));
    assert_eq!(message.odata.navigation_link("X").as_deref(), Some("n"));
    assert_eq!(
        message.odata.get::<String>("@odata.id").unwrap().as_deref(),
        Some("i")
    );
}

#[test]
fn the_last_of_several_values_stays() {
    let mut json =
        String::from(r#"{"Id":"a","Id":"b","New":1,"@odata.id":"x","New":2,"@odata.id":"y""#);
    for number in 0..100 {
        json += &format!(r#","P{}":{number}"#, number % 50);
    }
    json += "}";
    let message: Message = read(&json);
    assert_eq!(message.id.as_deref(), Some("b"));
    assert_eq!(message.odata.id(), Some("y"));
    assert_eq!(message.odata.iter().count(), 51);
    assert_eq!(message.odata.get::<i32>("New").unwrap(), Some(2));
    assert_eq!(message.odata.get::<i32>("P7").unwrap(), Some(57));
}

#[test]
fn null_control_information_is_kept() {
    let json = r#"{"@odata.id":null,"Id":"a"}"#;
    let message: Message = read(json);
    assert_eq!(message.odata.id(), None);
    assert_eq!(write(&message), json);
}

#[test]
fn control_can_be_changed() {
    let mut control = Control::default();
    control.set("@odata.id", "a").unwrap();
    control.set("@id", "b").unwrap();
    control.set("X", &1).unwrap();
    control.set("X", &2).unwrap();
    control.set_etag("c");
    control.set("@odata.etag", &None::<String>).unwrap();
    assert_eq!(control.id(), Some("b"));
    assert_eq!(control.etag(), None);
    assert_eq!(control.raw("@odata.etag").unwrap().get(), "null");
    assert_eq!(
        format!("{control:?}"),
        r#"{"@odata.id": "b", "X": 2, "@odata.etag": null}"#
    );
    let error = control.get::<String>("X").unwrap_err();
    assert_eq!(error.path, "X");
    assert!(control.remove("@id") && control.remove("X") && control.remove("@etag"));
    assert!(!control.remove("X"));
    assert!(control.is_empty());
    assert_eq!(size_of::<Control>(), size_of::<usize>());
}

#[test]
fn errors_say_where_in_the_json() {
    for (json, start) in [
        (
            r#"{"Id":5}"#,
            "cannot read `Id`: invalid type: integer `5`, expected a string",
        ),
        (
            r#"{"From":{"EmailAddress":{"Name":[]}}}"#,
            "cannot read `From.EmailAddress.Name`: invalid type: sequence, expected a string",
        ),
        (
            r#"{"ToRecipients":[{},{"EmailAddress":1}]}"#,
            "cannot read `ToRecipients[1].EmailAddress`: invalid type: integer `1`, \
             expected an object of type `Test.EmailAddress`",
        ),
        (
            r#"{"@odata.etag":[]}"#,
            "cannot read `@odata.etag`: invalid type: sequence",
        ),
        (
            r#"{"ReceivedDateTime":"now"}"#,
            "cannot read `ReceivedDateTime`: `now` is not a date and time",
        ),
        (
            r#"{"Importance":true}"#,
            "cannot read `Importance`: invalid type: boolean `true`",
        ),
        (
            r#"[]"#,
            "cannot read the JSON: invalid type: sequence, expected an object of type `Test.Message`",
        ),
    ] {
        let message = message_error(json);
        assert!(message.starts_with(start), "{message}");
        assert!(message.contains(" at line 1 column "), "{message}");
    }
    assert_eq!(message_error(r#"{"New":1"#).matches(" at line ").count(), 1);
}

#[test]
fn expanded_properties_are_json_until_asked_for() {
    let message: Message = read(r#"{"Attachments":[ {"Id":"a"}, {"Id":1} ]}"#);
    assert!(message.attachments.is_present());
    assert_eq!(
        message.attachments.raw().unwrap().get(),
        r#"[ {"Id":"a"}, {"Id":1} ]"#
    );
    let error = message.attachments.get().unwrap_err();
    assert_eq!(error.path, "[1].Id");
    assert_eq!(
        write(&message),
        r#"{"Attachments":[ {"Id":"a"}, {"Id":1} ]}"#
    );
    for json in [r#"{"Attachments":null}"#, "{}"] {
        let attachments = read::<Message>(json).attachments.get();
        assert!(attachments.unwrap().is_none(), "{json}");
    }
    let made = Message {
        attachments: vec![FileAttachment::default().into()].into(),
        ..Message::default()
    };
    assert_eq!(
        write(&made),
        r##"{"Attachments":[{"@odata.type":"#Test.FileAttachment"}]}"##
    );
    assert_eq!(
        format!("{:?}", Expanded::<Message>::default()),
        "(not expanded)"
    );
}

#[test]
fn a_derived_type_is_found_wherever_its_name_stands() {
    for json in [
        r##"{"@odata.type":"#Test.FileAttachment","Id":"a","ContentBytes":"AQ==","New":1}"##,
        r##"{"@odata.id":"i","@odata.type":"#Test.FileAttachment","ContentBytes":"AQ==","Id":"a","New":1}"##,
        r##"{"Id":"a","ContentBytes":"AQ==","New":1,"@odata.type":"#Test.FileAttachment"}"##,
        r##"{"ContentBytes":"AQ==","@type":"Test.FileAttachment","New":1,"Id":"a"}"##,
        r##"{"@odata.type":"http://x/$metadata#Test.FileAttachment","New":1,"Id":"a","ContentBytes":"AQ=="}"##,
    ] {
        let Attachment::FileAttachment(file) = read(json) else {
            panic!("{json}");
        };
        assert_eq!(file.id.as_deref(), Some("a"));
        assert_eq!(**file.content_bytes.as_ref().unwrap(), [1]);
        assert_eq!(file.odata.get::<i32>("New").unwrap(), Some(1));
        assert_eq!(file.odata.type_name(), Some("Test.FileAttachment"));
        assert_eq!(file.odata.iter().count(), 1, "{json}");
    }
}

#[test]
fn an_unknown_derived_type_keeps_all() {
    for json in [
        r##"{"@odata.type":"#Test.Hologram","Id":"a","Depth":3}"##,
        r#"{"Id":"a","Depth":3}"#,
        "{}",
    ] {
        let attachment: Attachment = read(json);
        assert!(matches!(attachment, Attachment::Other(_)));
        assert_eq!(
            attachment.odata().get::<i32>("Depth").unwrap().is_some(),
            json.len() > 2
        );
        if json.contains("@odata.type") || json == "{}" {
            assert_eq!(write(&attachment), json);
        }
    }
}

#[test]
fn derived_types_say_their_name_once() {
    let mut file = FileAttachment::default();
    assert_eq!(write(&file), "{}");
    let attachment = Attachment::from(file.clone());
    assert_eq!(
        write(&attachment),
        r##"{"@odata.type":"#Test.FileAttachment"}"##
    );
    file.odata.set_type_name("Test.FileAttachment");
    assert_eq!(write(&Attachment::from(file)), write(&attachment));
    assert_eq!(write(&Attachment::default()), "{}");
    let file: Option<FileAttachment> = attachment.downcast().unwrap();
    assert_eq!(write(&file.unwrap()), write(&attachment));
    let item: Option<ItemAttachment> = attachment.downcast().unwrap();
    assert!(item.is_none());
}

#[test]
fn errors_in_derived_types_say_where() {
    for json in [
        r##"[{},{"@odata.type":"#Test.FileAttachment","ContentBytes":"*"}]"##,
        r##"[{},{"ContentBytes":"*","@odata.type":"#Test.FileAttachment"}]"##,
    ] {
        let error = from_json::<Page<Attachment>>(&format!(r#"{{"value":{json}}}"#));
        let message = error.unwrap_err().to_string();
        let start = "cannot read `value[1].ContentBytes`: `*` is not base64";
        assert!(message.starts_with(start), "{message}");
    }
}

#[test]
fn a_concrete_base_becomes_its_derived_type() {
    let json = r##"{"@odata.type":"#Test.EventMessage","Subject":"s","MeetingType":"none"}"##;
    let message: Message = read(json);
    assert_eq!(message.subject.as_deref(), Some("s"));
    let event: EventMessage = message.downcast().unwrap().unwrap();
    assert_eq!(event.meeting_type.as_deref(), Some("none"));
    assert_eq!(event.subject.as_deref(), Some("s"));
    assert_eq!(write(&event), json);
    let event = read::<Message>("{}").downcast::<EventMessage>();
    assert!(event.unwrap().is_none());
    let file = Attachment::from(FileAttachment::default());
    assert!(file.downcast::<FileAttachment>().unwrap().is_some());
    assert!(file.downcast::<ItemAttachment>().unwrap().is_none());
    let odd: Message = read(&json.replace("\"none\"", "1"));
    assert_eq!(
        odd.downcast::<EventMessage>().unwrap_err().path,
        "MeetingType"
    );
}

#[test]
fn debug_shows_what_is_there() {
    let message: Message = read(r#"{"Id":"a","From":{}}"#);
    assert_eq!(format!("{message:?}"), r#"Message {"Id":"a","From":{}}"#);
    assert_eq!(
        format!("{message:#?}"),
        "Message {\n    \"Id\": \"a\",\n    \"From\": {}\n}"
    );
    let file = Attachment::from(FileAttachment::default());
    assert_eq!(
        format!("{file:?}"),
        r##"FileAttachment {"@odata.type":"#Test.FileAttachment"}"##
    );
    assert_eq!(format!("{:?}", AttachmentBase::default()), "Attachment {}");
}
