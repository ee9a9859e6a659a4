//! How long a page of 1,000 messages takes to read and to write, beside a struct with serde's
//! derives: `cargo run --release --example reading_speed`.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// The same types in the form that the generator emits and with serde's derives.
macro_rules! model {
    ($($name:ident $wire:literal {
        $($option:ident: $type:ty = $option_wire:literal,)* ;
        $($list:ident: $item:ty = $list_wire:literal,)*
    })*) => {
        mod emitted {
            use odata_runtime as odata;
            $(
                #[derive(Clone, Default)]
                pub(crate) struct $name {
                    $(pub(crate) $option: Option<$type>,)*
                    $(pub(crate) $list: Vec<$item>,)*
                    pub(crate) odata: odata::Control,
                }

                impl odata::Structured for $name {
                    const TYPE_NAME: &'static str = $wire;

                    fn read_property<'de, M: odata::MapAccess<'de>>(
                        &mut self,
                        name: &str,
                        map: &mut M,
                    ) -> Result<(), M::Error> {
                        match name {
                            $($option_wire => odata::read(&mut self.$option, map),)*
                            $($list_wire => odata::read(&mut self.$list, map),)*
                            _ => self.odata.read(name, map),
                        }
                    }

                    fn write_properties<M: odata::SerializeMap>(
                        &self,
                        fields: &mut odata::Fields<'_, M>,
                    ) {
                        $(fields.property($option_wire, &self.$option);)*
                        $(fields.property($list_wire, &self.$list);)*
                    }
                }

                odata::structured!($name);
            )*
        }

        mod derived {
            use serde::{Deserialize, Serialize};
            use odata_runtime as odata;
            $(
                #[derive(Clone, Default, Serialize, Deserialize)]
                pub(crate) struct $name {
                    #[serde(rename = "@odata.id", skip_serializing_if = "Option::is_none")]
                    pub(crate) odata_id: Option<String>,
                    #[serde(rename = "@odata.etag", skip_serializing_if = "Option::is_none")]
                    pub(crate) odata_etag: Option<String>,
                    $(
                        #[serde(rename = $option_wire, skip_serializing_if = "Option::is_none")]
                        pub(crate) $option: Option<$type>,
                    )*
                    $(
                        #[serde(rename = $list_wire, default, skip_serializing_if = "Vec::is_empty")]
                        pub(crate) $list: Vec<$item>,
                    )*
                }
            )*

            #[derive(Serialize, Deserialize)]
            pub(crate) struct Page {
                #[serde(rename = "@odata.context")]
                pub(crate) context: Option<String>,
                pub(crate) value: Vec<Message>,
                #[serde(rename = "@odata.nextLink")]
                pub(crate) next_link: Option<String>,
            }
        }
    };
}

model! {
    EmailAddress "Test.EmailAddress" {
        name: String = "Name",
        address: String = "Address",
        ;
    }
    Recipient "Test.Recipient" {
        email_address: EmailAddress = "EmailAddress",
        ;
    }
    ItemBody "Test.ItemBody" {
        content_type: String = "ContentType",
        content: String = "Content",
        ;
    }
    Message "Test.Message" {
        id: String = "Id",
        created_date_time: odata::DateTimeOffset = "CreatedDateTime",
        last_modified_date_time: odata::DateTimeOffset = "LastModifiedDateTime",
        change_key: String = "ChangeKey",
        received_date_time: odata::DateTimeOffset = "ReceivedDateTime",
        sent_date_time: odata::DateTimeOffset = "SentDateTime",
        has_attachments: bool = "HasAttachments",
        internet_message_id: String = "InternetMessageId",
        subject: String = "Subject",
        body: ItemBody = "Body",
        body_preview: String = "BodyPreview",
        importance: String = "Importance",
        parent_folder_id: String = "ParentFolderId",
        sender: Recipient = "Sender",
        from: Recipient = "From",
        conversation_id: String = "ConversationId",
        is_delivery_receipt_requested: bool = "IsDeliveryReceiptRequested",
        is_read_receipt_requested: bool = "IsReadReceiptRequested",
        is_read: bool = "IsRead",
        is_draft: bool = "IsDraft",
        web_link: String = "WebLink",
        ;
        categories: String = "Categories",
        to_recipients: Recipient = "ToRecipients",
        cc_recipients: Recipient = "CcRecipients",
        bcc_recipients: Recipient = "BccRecipients",
        reply_to: Recipient = "ReplyTo",
    }
}

fn main() {
    let json = page();
    println!("{} kB of JSON", json.len() / 1000);
    let emitted: odata_runtime::Page<emitted::Message> = read(&json);
    let derived: derived::Page = read(&json);
    // Taken in turns, the two share what the machine does besides; the best times count.
    let mut best = [Duration::MAX; 4];
    for _ in 0..150 {
        let page = || read::<odata_runtime::Page<emitted::Message>>(black_box(&json));
        best[0] = best[0].min(time(page));
        best[1] = best[1].min(time(|| read::<derived::Page>(black_box(&json))));
        best[2] = best[2].min(time(|| {
            serde_json::to_vec(black_box(&emitted)).map(|v| v.len())
        }));
        best[3] = best[3].min(time(|| {
            serde_json::to_vec(black_box(&derived)).map(|v| v.len())
        }));
    }
    report("read", best[0], best[1]);
    report("write", best[2], best[3]);
}

fn report(what: &str, ours: Duration, serde: Duration) {
    let ratio = ours.as_secs_f64() / serde.as_secs_f64();
    println!("{what}: {ours:?}, with serde's derives {serde:?}: {ratio:.3}");
}

/// The value is dropped outside of the time.
fn time<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    let value = black_box(work());
    let elapsed = start.elapsed();
    drop(value);
    elapsed
}

fn read<T: serde::de::DeserializeOwned>(json: &[u8]) -> T {
    serde_json::from_slice(json).expect("the page is of this type")
}

fn page() -> Vec<u8> {
    let messages: Vec<String> = (0..1000).map(message).collect();
    let context = "https://example.com/api/$metadata#Me/Messages";
    let next = "https://example.com/api/me/messages?$skip=1000";
    format!(
        r#"{{"@odata.context":"{context}","value":[{}],"@odata.nextLink":"{next}"}}"#,
        messages.join(",")
    )
    .into_bytes()
}

fn message(number: usize) -> String {
    let person = r#"{"EmailAddress":{"Name":"Alex Wilber","Address":"alexw@contoso.example"}}"#;
    let text = "The new cafeteria is open. Let us meet there for lunch. ".repeat(8);
    format!(
        r##"{{"@odata.id":"https://example.com/api/Users('a@b')/Messages('AAMkAGI{number:06}=')",
        "@odata.etag":"W/\"CQAAABYAAACd9nJ{number}\"","Id":"AAMkAGI2NGVhZTVlLTI1OGMtNDI4My1{number:06}=",
        "CreatedDateTime":"2016-08-20T14:19:15Z","LastModifiedDateTime":"2016-08-20T14:19:15.123Z",
        "ChangeKey":"CQAAABYAAACd9nJ/tVysQos2hTfspaWRAAADTJqS","Categories":["Orange category"],
        "ReceivedDateTime":"2016-08-20T14:19:15Z","SentDateTime":"2016-08-20T14:19:10Z",
        "HasAttachments":false,"InternetMessageId":"<{number}@example.com>",
        "Subject":"Meet for lunch no. {number}?","Body":{{"ContentType":"HTML","Content":"<p>{text}</p>"}},
        "BodyPreview":"{text:.200}","Importance":"Normal","ParentFolderId":"AAMkAGI2AAEJAAA=",
        "Sender":{person},"From":{person},"ToRecipients":[{person},{person}],"CcRecipients":[],
        "BccRecipients":[],"ReplyTo":[],"ConversationId":"AAQkAGI2yEto={number}",
        "IsDeliveryReceiptRequested":false,"IsReadReceiptRequested":false,"IsRead":true,
        "IsDraft":false,"WebLink":"https://example.com/?ItemID=AAMkAGI2{number}"}}"##
    )
}
