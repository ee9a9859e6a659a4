//! A small model in the form that the generator emits, for the tests of this crate.
#![allow(dead_code, unreachable_pub)] // the form is that of a crate of its own
#![allow(clippy::enum_variant_names)]

mod requests;

use odata_runtime as odata;

pub use requests::*;

#[derive(Clone, Default)]
pub struct EmailAddress {
    pub name: Option<String>,
    pub address: Option<String>,
    pub odata: odata::Control,
}

impl odata::Structured for EmailAddress {
    const TYPE_NAME: &'static str = "Test.EmailAddress";

    fn read_property<'de, M: odata::MapAccess<'de>>(
        &mut self,
        name: &str,
        map: &mut M,
    ) -> Result<(), M::Error> {
        match name {
            "Name" => odata::read(&mut self.name, map),
            "Address" => odata::read(&mut self.address, map),
            _ => self.odata.read(name, map),
        }
    }

    fn write_properties<M: odata::SerializeMap>(&self, fields: &mut odata::Fields<'_, M>) {
        fields.property("Name", &self.name);
        fields.property("Address", &self.address);
    }
}

odata::structured!(EmailAddress);

#[derive(Clone, Default)]
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

    fn read_property<'de, M: odata::MapAccess<'de>>(
        &mut self,
        name: &str,
        map: &mut M,
    ) -> Result<(), M::Error> {
        match name {
            "EmailAddress" => odata::read(&mut self.email_address, map),
            _ => self.odata.read(name, map),
        }
    }

    fn write_properties<M: odata::SerializeMap>(&self, fields: &mut odata::Fields<'_, M>) {
        fields.property("EmailAddress", &self.email_address);
    }
}

odata::structured!(Recipient);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Importance {
    Low,
    Normal,
    High,
    /// A member that this version of the model does not know.
    Unrecognized(odata::UnknownMember),
}

impl odata::Enumeration for Importance {
    const TYPE_NAME: &'static str = "Test.Importance";
    const MEMBERS: &'static [(&'static str, i64, Self)] = &[
        ("Low", 0, Self::Low),
        ("Normal", 1, Self::Normal),
        ("High", -2, Self::High),
    ];
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
    const MEMBERS: &'static [(&'static str, i64)] =
        &[("None", 0), ("View", 1), ("Edit", 2), ("Own", 7)];
}

odata::flags!(Rights);

#[derive(Clone, Default)]
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

    fn read_property<'de, M: odata::MapAccess<'de>>(
        &mut self,
        name: &str,
        map: &mut M,
    ) -> Result<(), M::Error> {
        match name {
            "Id" => odata::read(&mut self.id, map),
            "Subject" => odata::read(&mut self.subject, map),
            "Importance" => odata::read(&mut self.importance, map),
            "Rights" => odata::read(&mut self.rights, map),
            "IsRead" => odata::read(&mut self.is_read, map),
            "ReceivedDateTime" => odata::read(&mut self.received_date_time, map),
            "From" => odata::read(&mut self.from, map),
            "ToRecipients" => odata::read(&mut self.to_recipients, map),
            "Categories" => odata::read(&mut self.categories, map),
            "Size" => odata::read(&mut self.size, map),
            "Attachments" => odata::read(&mut self.attachments, map),
            _ => self.odata.read(name, map),
        }
    }

    fn write_properties<M: odata::SerializeMap>(&self, fields: &mut odata::Fields<'_, M>) {
        fields.property("Id", &self.id);
        fields.property("Subject", &self.subject);
        fields.property("Importance", &self.importance);
        fields.property("Rights", &self.rights);
        fields.property("IsRead", &self.is_read);
        fields.property("ReceivedDateTime", &self.received_date_time);
        fields.property("From", &self.from);
        fields.property("ToRecipients", &self.to_recipients);
        fields.property("Categories", &self.categories);
        fields.property("Size", &self.size);
        fields.property("Attachments", &self.attachments);
    }
}

odata::structured!(Message);

#[derive(Clone, Default)]
pub struct EventMessage {
    pub id: Option<String>,
    pub subject: Option<String>,
    pub meeting_type: Option<String>,
    pub odata: odata::Control,
}

impl odata::Structured for EventMessage {
    const TYPE_NAME: &'static str = "Test.EventMessage";

    fn read_property<'de, M: odata::MapAccess<'de>>(
        &mut self,
        name: &str,
        map: &mut M,
    ) -> Result<(), M::Error> {
        match name {
            "Id" => odata::read(&mut self.id, map),
            "Subject" => odata::read(&mut self.subject, map),
            "MeetingType" => odata::read(&mut self.meeting_type, map),
            _ => self.odata.read(name, map),
        }
    }

    fn write_properties<M: odata::SerializeMap>(&self, fields: &mut odata::Fields<'_, M>) {
        fields.property("Id", &self.id);
        fields.property("Subject", &self.subject);
        fields.property("MeetingType", &self.meeting_type);
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

#[derive(Clone, Default)]
pub struct AttachmentBase {
    pub id: Option<String>,
    pub odata: odata::Control,
}

impl odata::Structured for AttachmentBase {
    const TYPE_NAME: &'static str = "Test.Attachment";

    fn read_property<'de, M: odata::MapAccess<'de>>(
        &mut self,
        name: &str,
        map: &mut M,
    ) -> Result<(), M::Error> {
        match name {
            "Id" => odata::read(&mut self.id, map),
            _ => self.odata.read(name, map),
        }
    }

    fn write_properties<M: odata::SerializeMap>(&self, fields: &mut odata::Fields<'_, M>) {
        fields.property("Id", &self.id);
    }
}

odata::structured!(AttachmentBase);

#[derive(Clone, Default)]
pub struct FileAttachment {
    pub id: Option<String>,
    pub content_bytes: Option<odata::Binary>,
    pub odata: odata::Control,
}

impl odata::Structured for FileAttachment {
    const TYPE_NAME: &'static str = "Test.FileAttachment";

    fn read_property<'de, M: odata::MapAccess<'de>>(
        &mut self,
        name: &str,
        map: &mut M,
    ) -> Result<(), M::Error> {
        match name {
            "Id" => odata::read(&mut self.id, map),
            "ContentBytes" => odata::read(&mut self.content_bytes, map),
            _ => self.odata.read(name, map),
        }
    }

    fn write_properties<M: odata::SerializeMap>(&self, fields: &mut odata::Fields<'_, M>) {
        fields.property("Id", &self.id);
        fields.property("ContentBytes", &self.content_bytes);
    }
}

odata::structured!(FileAttachment);

impl odata::DerivedFrom<Attachment> for FileAttachment {}

#[derive(Clone, Default)]
pub struct ItemAttachment {
    pub id: Option<String>,
    pub item: odata::Expanded<Message>,
    pub odata: odata::Control,
}

impl odata::Structured for ItemAttachment {
    const TYPE_NAME: &'static str = "Test.ItemAttachment";

    fn read_property<'de, M: odata::MapAccess<'de>>(
        &mut self,
        name: &str,
        map: &mut M,
    ) -> Result<(), M::Error> {
        match name {
            "Id" => odata::read(&mut self.id, map),
            "Item" => odata::read(&mut self.item, map),
            _ => self.odata.read(name, map),
        }
    }

    fn write_properties<M: odata::SerializeMap>(&self, fields: &mut odata::Fields<'_, M>) {
        fields.property("Id", &self.id);
        fields.property("Item", &self.item);
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
