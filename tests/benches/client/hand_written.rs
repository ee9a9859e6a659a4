//! The messages of the service as a person would write them for serde, with the same fields.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Page {
    #[serde(rename = "@odata.context")]
    pub(crate) context: Option<String>,
    pub(crate) value: Vec<Message>,
    #[serde(rename = "@odata.nextLink", skip_serializing_if = "Option::is_none")]
    pub(crate) next_link: Option<String>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Message {
    #[serde(rename = "@odata.id", skip_serializing_if = "Option::is_none")]
    pub(crate) odata_id: Option<String>,
    #[serde(rename = "@odata.etag", skip_serializing_if = "Option::is_none")]
    pub(crate) etag: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) created_date_time: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) last_modified_date_time: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) change_key: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) categories: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) received_date_time: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sent_date_time: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) has_attachments: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) internet_message_id: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) internet_message_headers: Vec<InternetMessageHeader>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) subject: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) body: Option<ItemBody>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) body_preview: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) importance: Option<Importance>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) parent_folder_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sender: Option<Recipient>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) from: Option<Recipient>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) to_recipients: Vec<Recipient>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) cc_recipients: Vec<Recipient>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) bcc_recipients: Vec<Recipient>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) reply_to: Vec<Recipient>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) conversation_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) unique_body: Option<ItemBody>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) is_delivery_receipt_requested: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) is_read_receipt_requested: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) is_read: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) is_draft: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) web_link: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) inference_classification: Option<Classification>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) flag: Option<Flag>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Recipient {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) email_address: Option<EmailAddress>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct EmailAddress {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) address: Option<String>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ItemBody {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) content_type: Option<BodyType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) content: Option<String>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct InternetMessageHeader {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) value: Option<String>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Flag {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) completed_date_time: Option<DateTimeTimeZone>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) due_date_time: Option<DateTimeTimeZone>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) start_date_time: Option<DateTimeTimeZone>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) flag_status: Option<FlagStatus>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DateTimeTimeZone {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) date_time: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) time_zone: Option<String>,
}

#[derive(Clone, Serialize, Deserialize)]
pub(crate) enum Importance {
    Low,
    Normal,
    High,
}

#[derive(Clone, Serialize, Deserialize)]
pub(crate) enum BodyType {
    Text,
    #[serde(rename = "HTML")]
    Html,
}

#[derive(Clone, Serialize, Deserialize)]
pub(crate) enum Classification {
    Focused,
    Other,
}

#[derive(Clone, Serialize, Deserialize)]
pub(crate) enum FlagStatus {
    NotFlagged,
    Complete,
    Flagged,
}
