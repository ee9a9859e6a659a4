//! A small mailbox that examples and tests begin with.

use axum::body::Bytes;
use serde_json::{Map, Value as Json, json};

use super::mailbox::{Mailbox, OWNER, Photo, Set};

impl Mailbox {
    /// The folders that each mailbox has, and nothing in them.
    #[must_use]
    pub fn empty() -> Self {
        let mut mailbox = Self::default();
        for (set, names) in [
            (
                Set::MailFolders,
                &["Inbox", "Drafts", "SentItems", "DeletedItems", "Archive"][..],
            ),
            (Set::Calendars, &["Calendar"]),
            (Set::ContactFolders, &["Contacts"]),
            (Set::TaskFolders, &["Tasks"]),
        ] {
            let property = match set {
                Set::MailFolders | Set::ContactFolders => "DisplayName",
                _ => "Name",
            };
            for name in names {
                let id = mailbox.create(set, "", object(json!({property: name})));
                mailbox.well_known(&id, name);
            }
        }
        mailbox
    }

    /// Seven messages in the inbox, three of them unread, one with an attachment of each kind; a
    /// meeting to answer; two contacts, a photo, two tasks and two categories.
    #[must_use]
    pub fn sample() -> Self {
        let mut mailbox = Self::empty();
        let mails = [
            ("Harvest plan", "Ines Duarte", true),
            ("Keys for the barn", "Tomás Brandt", false),
            ("Invoice 118", "Orchard Supplies", true),
            ("Rain on Thursday?", "Ines Duarte", false),
            ("Cider press: 3 offers", "Tomás Brandt", true),
            ("Photos from the market", "Ines Duarte", false),
            ("Thank you", "Pia Lund", true),
        ];
        for (day, (subject, from, is_read)) in (1..).zip(mails) {
            let message = message(subject, from, is_read, day);
            mailbox.create(Set::Messages, "Inbox", message);
        }
        mailbox.add_attachments("Photos from the market");
        mailbox.add_meeting();
        mailbox.add_people();
        mailbox.add_tasks();
        mailbox
    }

    /// This many messages in the inbox, all read, the first of them the newest.
    #[must_use]
    pub fn with_messages(count: usize) -> Self {
        let mut mailbox = Self::empty();
        for number in 1..=count {
            let subject = format!("Message {number}");
            let message = json!({"Subject": subject, "IsRead": true});
            mailbox.create(Set::Messages, "Inbox", object(message));
        }
        mailbox
    }

    /// Puts a message into the inbox, as if it had just come in.
    pub fn receive(&mut self, subject: &str, from: &str) -> String {
        let message = message(subject, from, false, 28);
        self.create(Set::Messages, "Inbox", message)
    }

    /// The id of the message with this subject.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn message(&self, subject: &str) -> String {
        let mut all = self.of(Set::Messages, None);
        let found = all.find(|message| message.text("Subject") == subject);
        found.expect("a message has this subject").id.clone()
    }

    /// The subjects of the messages in a folder.
    #[must_use]
    pub fn subjects(&self, folder: &str) -> Vec<String> {
        let folder = self.folder_id(Set::Messages, folder);
        self.of(Set::Messages, Some(&folder))
            .map(|message| message.text("Subject").to_owned())
            .collect()
    }

    fn add_attachments(&mut self, subject: &str) {
        let message = self.message(subject);
        for attachment in [
            json!({
                "@odata.type": "#Microsoft.OutlookServices.FileAttachment",
                "Name": "stall.txt", "ContentType": "text/plain", "Size": 11,
                "ContentBytes": "YXBwbGVzIMKxIQ==",
            }),
            json!({
                "@odata.type": "#Microsoft.OutlookServices.ItemAttachment",
                "Name": "Thank you", "Size": 420,
                "Item": {
                    "@odata.type": "#Microsoft.OutlookServices.Message",
                    "Subject": "Thank you",
                },
            }),
            json!({
                "@odata.type": "#Microsoft.OutlookServices.ReferenceAttachment",
                "Name": "More photos", "Size": 80,
                "SourceUrl": "https://files.example.net/market",
            }),
        ] {
            self.attach(&message, object(attachment));
        }
    }

    fn add_meeting(&mut self) {
        let event = json!({
            "Subject": "Pruning day", "Type": "SingleInstance", "IsOrganizer": false,
            "Start": {"DateTime": "2026-02-03T00:30:00.0000000", "TimeZone": "UTC"},
            "End": {"DateTime": "2026-02-03T02:00:00.0000000", "TimeZone": "UTC"},
            "Location": {"DisplayName": "North orchard"},
            "Organizer": address("Ines Duarte"),
            "ResponseStatus": {"Response": "NotResponded", "Time": "0001-01-01T00:00:00Z"},
        });
        self.create(Set::Events, "", object(event));
    }

    fn add_people(&mut self) {
        for (given_name, surname) in [("Ines", "Duarte"), ("Pia", "Lund")] {
            let name = format!("{given_name} {surname}");
            let address = address(&name)["EmailAddress"].clone();
            let contact = json!({
                "DisplayName": name, "GivenName": given_name, "Surname": surname,
                "EmailAddresses": [address],
            });
            self.create(Set::Contacts, "", object(contact));
        }
        let photo = Photo {
            content_type: "image/png".to_owned(),
            bytes: Bytes::from_static(b"\x89PNG\r\n\x1a\nnot much of a photo"),
        };
        self.photos.insert("me".to_owned(), photo);
    }

    fn add_tasks(&mut self) {
        for (subject, status) in [("Order crates", "NotStarted"), ("Mow", "Completed")] {
            let task = json!({"Subject": subject, "Status": status, "Importance": "Normal"});
            self.create(Set::Tasks, "", object(task));
        }
        for name in ["Orchard", "Market"] {
            let category = json!({"DisplayName": name, "Color": "Preset4"});
            self.create(Set::MasterCategories, "", object(category));
        }
    }
}

fn message(subject: &str, from: &str, is_read: bool, day: u32) -> Map<String, Json> {
    let received = format!("2026-01-{day:02}T09:15:00Z");
    object(json!({
        "Subject": subject, "IsRead": is_read, "IsDraft": false, "HasAttachments": false,
        "Importance": "Normal", "ReceivedDateTime": received, "SentDateTime": received,
        "Body": {"ContentType": "HTML", "Content": format!("<p>{subject}</p>")},
        "BodyPreview": subject,
        "From": address(from), "Sender": address(from),
        "ToRecipients": [{"EmailAddress": {"Name": "Mira Okonjo", "Address": OWNER}}],
        "Categories": [],
    }))
}

fn address(name: &str) -> Json {
    let address = name.to_lowercase().replace(' ', ".").replace('á', "a");
    json!({"EmailAddress": {"Name": name, "Address": format!("{address}@example.net")}})
}

fn object(value: Json) -> Map<String, Json> {
    match value {
        Json::Object(members) => members,
        _ => Map::new(),
    }
}
