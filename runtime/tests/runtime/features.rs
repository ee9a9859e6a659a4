//! Have generated types the traits of the features, and without them none of these?

use serde::de::DeserializeOwned;
use serde::ser::Serialize;

use odata_runtime::{Change, Control, EntityReference, Page, Patch, Untyped, from_json, to_json};

use crate::model::{Attachment, AttachmentBase, Importance, Message, Recipient, Rights};

/// Whether a type has a trait: where it has, the constant of the type itself wins.
macro_rules! has {
    ($type:ty: $($bounds:tt)+) => {{
        #[allow(dead_code)] // one of both is not asked
        trait Lacks {
            const HAS: bool = false;
        }
        impl<T> Lacks for T {}
        struct Asked<T>(std::marker::PhantomData<T>);
        #[allow(dead_code)]
        impl<T: $($bounds)+> Asked<T> {
            const HAS: bool = true;
        }
        <Asked<$type>>::HAS
    }};
}

#[test]
fn generated_types_are_those_of_serde_with_its_feature_only() {
    macro_rules! of_serde {
        ($($type:ty),+) => {
            [$((stringify!($type), has!($type: Serialize), has!($type: DeserializeOwned))),+]
        };
    }
    for (name, writes, reads) in of_serde!(
        Message,
        Attachment,
        AttachmentBase,
        Importance,
        Rights,
        EntityReference,
        Vec<Message>
    ) {
        assert_eq!(writes, cfg!(feature = "serde"), "{name}");
        assert_eq!(reads, cfg!(feature = "serde"), "{name}");
    }
    // What is the runtime's own is of serde always, whatever is in it.
    for (name, writes, reads) in of_serde!(Page<Message>, Change<Message>) {
        assert!(writes && reads, "{name}");
    }
    assert!(!has!(http::Uri: Serialize) && has!(String: Serialize));
}

#[test]
fn structured_types_are_compared_with_their_feature_only() {
    macro_rules! compared {
        ($($type:ty),+) => {
            [$((stringify!($type), has!($type: PartialEq))),+]
        };
    }
    for (name, compared) in compared!(
        Message,
        Attachment,
        AttachmentBase,
        EntityReference,
        Page<Message>,
        Change<Message>
    ) {
        assert_eq!(compared, cfg!(feature = "compare"), "{name}");
    }
    for (name, compared) in compared!(Importance, Rights, Page<Importance>) {
        assert!(compared, "{name}");
    }
}

#[test]
fn enumerations_are_keys_of_maps_with_the_feature_to_compare_only() {
    for (name, key) in [
        ("Importance", has!(Importance: Eq + std::hash::Hash)),
        ("Rights", has!(Rights: Eq + std::hash::Hash)),
    ] {
        assert_eq!(key, cfg!(feature = "compare"), "{name}");
    }
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
    let attachment = Attachment::from(crate::model::FileAttachment::default());
    assert_eq!(attachment, attachment.clone());
    assert_ne!(attachment, Attachment::default());
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
    let attachments: Vec<Attachment> = serde_json::from_str(json).unwrap();
    assert!(matches!(attachments[0], Attachment::FileAttachment(_)));
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
