//! A small model in the form that the generator emits, for the tests of this crate.
#![allow(dead_code, unreachable_pub)] // the form is that of a crate of its own
#![allow(clippy::enum_variant_names)]

mod requests;

use odata_runtime as odata;

pub use requests::*;

#[derive(Default)]
pub struct EmailAddress {
    pub name: Option<String>,
    pub address: Option<String>,
    pub odata: odata::Control,
}

impl odata::Structured for EmailAddress {
    const TYPE_NAME: &'static str = "Test.EmailAddress";

    fn read_properties<R: odata::PropertyReader>(&mut self, reader: R) -> R {
        reader
            .property("Name", &mut self.name)
            .property("Address", &mut self.address)
            .undeclared(&mut self.odata)
    }

    fn write_properties<W: odata::PropertyWriter>(&self, writer: W) -> W {
        writer
            .property("Name", &self.name)
            .property("Address", &self.address)
            .undeclared(&self.odata)
    }
}

odata::structured!(EmailAddress);

#[derive(Default)]
pub struct Recipient {
    pub email_address: Option<EmailAddress>,
    pub odata: odata::Control,
}

impl From<&str> for Recipient {
    fn from(address: &str) -> Self {
        let email_address = EmailAddress {
            address: Some(address.to_owned()),
            ..EmailAddress::default()
        };
        Self {
            email_address: Some(email_address),
            ..Self::default()
        }
    }
}

impl odata::Structured for Recipient {
    const TYPE_NAME: &'static str = "Test.Recipient";

    fn read_properties<R: odata::PropertyReader>(&mut self, reader: R) -> R {
        reader
            .property("EmailAddress", &mut self.email_address)
            .undeclared(&mut self.odata)
    }

    fn write_properties<W: odata::PropertyWriter>(&self, writer: W) -> W {
        writer
            .property("EmailAddress", &self.email_address)
            .undeclared(&self.odata)
    }
}

odata::structured!(Recipient);

#[derive(Clone)]
pub enum Importance {
    Low,
    Normal,
    High,
    /// A member that this version of the model does not know.
    Unrecognized(odata::UnknownMember),
}

impl odata::Enumeration for Importance {
    const TYPE_NAME: &'static str = "Test.Importance";

    fn variants() -> odata::Variants<Self> {
        let members = &[
            ("Low", 0, Self::Low),
            ("Normal", 1, Self::Normal),
            ("High", -2, Self::High),
        ];
        (members, Self::Unrecognized)
    }

    odata::unrecognized!();
}

odata::enumeration!(Importance);

pub struct Rights(odata::Flags);

impl Rights {
    pub const VIEW: Self = Self(odata::Flags::new(1));
    pub const EDIT: Self = Self(odata::Flags::new(2));
    pub const OWN: Self = Self(odata::Flags::new(7));
}

impl odata::FlagSet for Rights {
    const TYPE_NAME: &'static str = "Test.Rights";

    fn members() -> odata::Members {
        &[("None", 0), ("View", 1), ("Edit", 2), ("Own", 7)]
    }

    odata::bits!();
}

odata::flags!(Rights);

#[derive(Default)]
pub struct Message {
    pub id: Option<String>,
    pub subject: Option<String>,
    pub importance: Option<Importance>,
    pub rights: Option<Rights>,
    pub is_read: Option<bool>,
    pub received_date_time: Option<odata::DateTimeOffset>,
    pub from: Option<Recipient>,
    pub to_recipients: Vec<Recipient>,
    pub categories: Vec<String>,
    pub size: Option<i64>,
    pub attachments: odata::Expanded<Vec<Attachment>>,
    pub odata: odata::Control,
}

impl odata::Structured for Message {
    const TYPE_NAME: &'static str = "Test.Message";

    fn read_properties<R: odata::PropertyReader>(&mut self, reader: R) -> R {
        reader
            .property("Id", &mut self.id)
            .property("Subject", &mut self.subject)
            .property("Importance", &mut self.importance)
            .property("Rights", &mut self.rights)
            .property("IsRead", &mut self.is_read)
            .property("ReceivedDateTime", &mut self.received_date_time)
            .property("From", &mut self.from)
            .property("ToRecipients", &mut self.to_recipients)
            .property("Categories", &mut self.categories)
            .property("Size", &mut self.size)
            .property("Attachments", &mut self.attachments)
            .undeclared(&mut self.odata)
    }

    fn write_properties<W: odata::PropertyWriter>(&self, writer: W) -> W {
        writer
            .property("Id", &self.id)
            .property("Subject", &self.subject)
            .property("Importance", &self.importance)
            .property("Rights", &self.rights)
            .property("IsRead", &self.is_read)
            .property("ReceivedDateTime", &self.received_date_time)
            .property("From", &self.from)
            .property("ToRecipients", &self.to_recipients)
            .property("Categories", &self.categories)
            .property("Size", &self.size)
            .property("Attachments", &self.attachments)
            .undeclared(&self.odata)
    }
}

odata::structured!(Message);

#[derive(Default)]
pub struct EventMessage {
    pub id: Option<String>,
    pub subject: Option<String>,
    pub meeting_type: Option<String>,
    pub odata: odata::Control,
}

impl odata::Structured for EventMessage {
    const TYPE_NAME: &'static str = "Test.EventMessage";

    fn read_properties<R: odata::PropertyReader>(&mut self, reader: R) -> R {
        reader
            .property("Id", &mut self.id)
            .property("Subject", &mut self.subject)
            .property("MeetingType", &mut self.meeting_type)
            .undeclared(&mut self.odata)
    }

    fn write_properties<W: odata::PropertyWriter>(&self, writer: W) -> W {
        writer
            .property("Id", &self.id)
            .property("Subject", &self.subject)
            .property("MeetingType", &self.meeting_type)
            .undeclared(&self.odata)
    }
}

odata::structured!(EventMessage);

impl odata::DerivedFrom<Message> for EventMessage {}

#[derive(Clone)]
pub enum Attachment {
    FileAttachment(Box<FileAttachment>),
    ItemAttachment(Box<ItemAttachment>),
    /// An attachment of a type that this version of the model does not know.
    Other(Box<AttachmentBase>),
}

odata::polymorphic!(Attachment, AttachmentBase, [FileAttachment, ItemAttachment]);

#[derive(Default)]
pub struct AttachmentBase {
    pub id: Option<String>,
    pub odata: odata::Control,
}

impl odata::Structured for AttachmentBase {
    const TYPE_NAME: &'static str = "Test.Attachment";

    fn read_properties<R: odata::PropertyReader>(&mut self, reader: R) -> R {
        reader
            .property("Id", &mut self.id)
            .undeclared(&mut self.odata)
    }

    fn write_properties<W: odata::PropertyWriter>(&self, writer: W) -> W {
        writer.property("Id", &self.id).undeclared(&self.odata)
    }
}

odata::structured!(AttachmentBase);

#[derive(Default)]
pub struct FileAttachment {
    pub id: Option<String>,
    pub content_bytes: Option<odata::Binary>,
    pub odata: odata::Control,
}

impl odata::Structured for FileAttachment {
    const TYPE_NAME: &'static str = "Test.FileAttachment";

    fn read_properties<R: odata::PropertyReader>(&mut self, reader: R) -> R {
        reader
            .property("Id", &mut self.id)
            .property("ContentBytes", &mut self.content_bytes)
            .undeclared(&mut self.odata)
    }

    fn write_properties<W: odata::PropertyWriter>(&self, writer: W) -> W {
        writer
            .property("Id", &self.id)
            .property("ContentBytes", &self.content_bytes)
            .undeclared(&self.odata)
    }
}

odata::structured!(FileAttachment);

impl odata::DerivedFrom<Attachment> for FileAttachment {}

#[derive(Default)]
pub struct ItemAttachment {
    pub id: Option<String>,
    pub item: odata::Expanded<Message>,
    pub odata: odata::Control,
}

impl odata::Structured for ItemAttachment {
    const TYPE_NAME: &'static str = "Test.ItemAttachment";

    fn read_properties<R: odata::PropertyReader>(&mut self, reader: R) -> R {
        reader
            .property("Id", &mut self.id)
            .property("Item", &mut self.item)
            .undeclared(&mut self.odata)
    }

    fn write_properties<W: odata::PropertyWriter>(&self, writer: W) -> W {
        writer
            .property("Id", &self.id)
            .property("Item", &self.item)
            .undeclared(&self.odata)
    }
}

odata::structured!(ItemAttachment);

impl odata::DerivedFrom<Attachment> for ItemAttachment {}

pub mod message {
    use super::{Attachment, Importance, Message, Recipient, odata};

    pub const ID: odata::Property<Message, String> = odata::Property::new("Id");
    pub const SUBJECT: odata::Property<Message, String> = odata::Property::new("Subject");
    pub const IMPORTANCE: odata::Property<Message, Importance> = odata::Property::new("Importance");
    pub const IS_READ: odata::Property<Message, bool> = odata::Property::new("IsRead");
    pub const TO_RECIPIENTS: odata::Property<Message, Vec<Recipient>> =
        odata::Property::new("ToRecipients");
    pub const FROM: odata::Property<Message, Recipient> = odata::Property::new("From");
    pub const CATEGORIES: odata::Property<Message, Vec<String>> =
        odata::Property::new("Categories");
    pub const SIZE: odata::Property<Message, i64> = odata::Property::new("Size");
    pub const ATTACHMENTS: odata::Navigation<Message, Vec<Attachment>> =
        odata::Navigation::new("Attachments");
}

pub mod recipient {
    use super::{EmailAddress, Recipient, odata};

    pub const EMAIL_ADDRESS: odata::Property<Recipient, EmailAddress> =
        odata::Property::new("EmailAddress");
}

pub mod email_address {
    use super::{EmailAddress, odata};

    pub const ADDRESS: odata::Property<EmailAddress, String> = odata::Property::new("Address");
}

pub mod attachment {
    use super::{Attachment, odata};

    pub const ID: odata::Property<Attachment, String> = odata::Property::new("Id");
    pub const NAME: odata::Property<Attachment, String> = odata::Property::new("Name");
}

pub mod item_attachment {
    use super::{ItemAttachment, Message, odata};

    pub const ITEM: odata::Navigation<ItemAttachment, Message> = odata::Navigation::new("Item");
}

pub mod event_message {
    use super::{EventMessage, odata};

    pub const MEETING_TYPE: odata::Property<EventMessage, String> =
        odata::Property::new("MeetingType");
}
