//! `Clone` of structured values, and their control information: both come through the properties.

use odata_runtime::{
    self as odata, Control, PropertyReader, PropertyWriter, Structured, Value, from_json, to_json,
};

use crate::model::{Attachment, FileAttachment, Message};

fn read<T: Value>(json: &str) -> T {
    from_json(json).unwrap_or_else(|error| panic!("{error} in {json}"))
}

#[test]
fn a_copy_has_everything() {
    for json in [
        "{}",
        r#"{"Id":"a","Subject":null,"ToRecipients":[]}"#,
        r##"{"@odata.type":"#Test.Message","@odata.etag":"1","Id":"a","Subject":"b","Importance":"Enormous",
            "From":{"@odata.id":"c","EmailAddress":{"Name":"d","Depth":3}},"Categories":["e","f"],
            "ToRecipients":[{},{"EmailAddress":{"Address":"g"}}],"Size":1,"IsRead":false,
            "Attachments":[{"@odata.type":"#Test.FileAttachment","ContentBytes":"AA=="}],
            "Subject@odata.count":1,"NickName":"Al"}"##,
    ] {
        let message: Message = read(json);
        let copy = message.clone();
        assert_eq!(to_json(&copy).unwrap(), to_json(&message).unwrap());
        assert_eq!(copy.odata.etag(), message.odata.etag());
        assert_eq!(copy.odata.iter().count(), message.odata.iter().count());
    }
}

#[test]
fn a_copy_is_of_the_same_derived_type() {
    let file = FileAttachment {
        content_bytes: Some(b"abc".to_vec().into()),
        ..FileAttachment::default()
    };
    let attachment = Attachment::from(file);
    let Attachment::FileAttachment(copy) = attachment.clone() else {
        panic!("{attachment:?}");
    };
    assert_eq!(copy.content_bytes.as_deref(), Some(&b"abc"[..]));
}

/// A type of the service that a program has written by hand, and that is not interested in what else comes.
#[derive(Default)]
struct Closed;

impl Structured for Closed {
    const TYPE_NAME: &'static str = "Test.Closed";

    fn read_properties<R: PropertyReader>(&mut self, reader: R) -> R {
        reader.undeclared(&mut Control::default())
    }

    fn write_properties<W: PropertyWriter>(&self, writer: W) -> W {
        writer
    }
}

odata::structured!(Closed);

#[test]
fn a_type_that_keeps_nothing_else_has_no_control_information() {
    let closed: Closed = read(r#"{"@odata.etag":"1","More":2}"#);
    assert_eq!(to_json(&closed.clone()).unwrap(), "{}");
    assert!(closed.downcast::<Closed>().unwrap().is_some());
}

/// What is only looked at where assertions are.
#[cfg(debug_assertions)]
mod mistakes {
    use super::*;

    /// Written by hand, with a mistake.
    #[derive(Default)]
    struct Mistaken {
        size: Option<i32>,
        odata: Control,
    }

    impl Structured for Mistaken {
        const TYPE_NAME: &'static str = "Test.Mistaken";

        fn read_properties<R: PropertyReader>(&mut self, reader: R) -> R {
            reader
                .property("size", &mut self.size)
                .undeclared(&mut self.odata)
        }

        fn write_properties<W: PropertyWriter>(&self, writer: W) -> W {
            writer.property("Size", &self.size).undeclared(&self.odata)
        }
    }

    odata::structured!(Mistaken);

    #[test]
    #[should_panic(
        expected = "`write_properties` of `Test.Mistaken` has `Size`, and `read_properties` has not"
    )]
    fn a_property_that_is_written_and_not_read_is_a_mistake() {
        let mistaken = Mistaken {
            size: Some(1),
            ..Mistaken::default()
        };
        let _ = mistaken.clone();
    }
}
