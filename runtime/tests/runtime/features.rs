//! Have generated types the traits of the features?
//!
//! Whether they lack them without the features is asked in `tests/fixtures/traits/program.rs`, which runs with
//! each combination.

use serde::de::DeserializeOwned;
use serde::ser::Serialize;

use odata_runtime::{Change, Control, Page, Patch, Untyped, from_json, to_json};

use crate::model::{Importance, Message, Recipient, Rights};

/// Compiles where a type is one of serde.
fn of_serde<T: Serialize + DeserializeOwned>() {}

/// Compiles where values of a type can be compared.
fn compared<T: PartialEq>() {}

#[test]
#[cfg(feature = "serde")]
fn generated_types_are_those_of_serde_with_its_feature() {
    of_serde::<Message>();
    of_serde::<crate::model::Attachment>();
    of_serde::<crate::model::AttachmentBase>();
    of_serde::<Importance>();
    of_serde::<Rights>();
    of_serde::<odata_runtime::EntityReference>();
    of_serde::<Vec<Message>>();
}

#[test]
#[cfg(feature = "compare")]
fn structured_types_are_compared_with_their_feature() {
    compared::<Message>();
    compared::<crate::model::Attachment>();
    compared::<crate::model::AttachmentBase>();
    compared::<odata_runtime::EntityReference>();
    compared::<Page<Message>>();
    compared::<Change<Message>>();
}

#[test]
fn what_is_no_structured_type_needs_no_feature() {
    // what is the runtime's own is of serde whatever is in it
    of_serde::<Page<Message>>();
    of_serde::<Change<Message>>();
    compared::<Importance>();
    compared::<Rights>();
    compared::<Page<Importance>>();
}

#[test]
fn what_asks_for_a_type_of_serde_takes_the_json_of_a_generated_one() {
    let json = to_json(&Recipient::from("a")).unwrap();
    let untyped: Untyped = json.parse().unwrap();
    let patch = Patch::<Message>::new().raw("From", &untyped);
    assert_eq!(
        serde_json::to_string(&patch).unwrap(),
        r#"{"From":{"EmailAddress":{"Address":"a"}}}"#
    );
    let mut control = Control::default();
    control.set("X", &untyped).unwrap();
    let recipient: Recipient = from_json(control.raw("X").unwrap().get()).unwrap();
    assert_eq!(to_json(&recipient).unwrap(), json);
}

#[test]
fn text_that_is_no_value_says_where() {
    let path = |json: &str| from_json::<Page<Message>>(json).unwrap_err().path;
    assert_eq!(path(r#"{"value":[{},{"Size":"x"}]}"#), "value[1].Size");
    assert_eq!(path("{}"), "");
    assert_eq!(path(r#"{"value":[]} more"#), "");
}

#[test]
#[cfg(feature = "compare")]
fn equal_values_are_written_alike() {
    let recipient = Recipient::from("a");
    assert_eq!(recipient, recipient.clone());
    assert_ne!(recipient, Recipient::from("b"));
    assert_ne!(recipient, Recipient::default());
    let attachment = crate::model::Attachment::from(crate::model::FileAttachment::default());
    assert_eq!(attachment, attachment.clone());
    assert_ne!(attachment, crate::model::Attachment::default());
}

#[test]
#[cfg(feature = "serde")]
fn serde_reads_and_writes_what_requests_do() {
    for json in [
        r##"{"@odata.type":"#Test.Message","Id":"a","New":{"x":1}}"##,
        r#"{"Importance":"Urgent","Rights":"View, Edit","From":{},"Size":3}"#,
    ] {
        let message: Message = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&message).unwrap(), json);
        assert_eq!(to_json(&message).unwrap(), json);
    }
    let json = r##"[{"@odata.type":"#Test.FileAttachment","Id":"a"},{"Id":"b"}]"##;
    let attachments: Vec<crate::model::Attachment> = serde_json::from_str(json).unwrap();
    assert!(matches!(
        attachments[0],
        crate::model::Attachment::FileAttachment(_)
    ));
    assert_eq!(serde_json::to_string(&attachments).unwrap(), json);
    let members = (Importance::High, Rights::VIEW);
    let json = serde_json::to_string(&members).unwrap();
    assert_eq!(json, r#"["High","View"]"#);
    assert_eq!(
        serde_json::from_str::<(Importance, Rights)>(&json).unwrap(),
        members
    );
    let error = serde_json::from_str::<Message>(r#"{"From":{"EmailAddress":1}}"#);
    let message = error.unwrap_err().to_string();
    let start = "at `From.EmailAddress`: invalid type: integer `1`";
    assert!(message.starts_with(start), "{message}");
}

#[test]
#[cfg(feature = "serde")]
fn other_readers_than_text_give_the_same() {
    let json =
        r##"{"@odata.type":"#Test.Message","Id":"a\u0062","New":{"x":1},"From":{},"Size":3}"##;
    let value: serde_json::Value = serde_json::from_str(json).unwrap();
    let from_value: Message = serde_json::from_value(value).unwrap();
    let from_reader: Message = serde_json::from_reader(json.as_bytes()).unwrap();
    let from_text: Message = from_json(json).unwrap();
    assert_eq!(from_text.id.as_deref(), Some("ab"));
    for message in [from_value, from_reader] {
        assert_eq!(format!("{message:?}"), format!("{from_text:?}"));
    }
}
