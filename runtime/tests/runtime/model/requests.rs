//! The request builders and the client of the model.

use odata_runtime as odata;

use super::{Attachment, EventMessage, Message, Recipient};

pub struct MessageRequest<G = odata::Open>(odata::EntityRequest<Message, G>);

odata::entity_request!(MessageRequest, Message);

impl<G> MessageRequest<G> {
    pub fn attachments(&self) -> AttachmentCollectionRequest<odata::Contained> {
        self.navigate("Attachments")
    }

    pub fn content(&self) -> odata::StreamRequest {
        self.navigate("Content")
    }

    pub fn event(&self) -> EventMessageRequest<G> {
        self.cast("Test.EventMessage")
    }

    pub fn forward(&self, to: impl IntoIterator<Item = impl Into<Recipient>>) -> MessageForward {
        MessageForward(
            self.action("Test", "Forward")
                .parameter("ToRecipients", &odata::collect(to)),
        )
    }

    pub fn send(&self) -> odata::Request<odata::Nothing> {
        self.action("Test", "Send")
    }
}

impl odata::Addressed for Message {
    type Request<G> = MessageRequest<G>;
}

impl odata::Collected for Message {
    type Request = MessageCollectionRequest;
}

impl odata::Keyed for Message {
    const KEY: &'static str = "Id";
}

pub type EventMessageRequest<G = odata::Open> = odata::EntityRequest<EventMessage, G>;

impl odata::Addressed for EventMessage {
    type Request<G> = EventMessageRequest<G>;
}

pub struct MessageCollectionRequest<G = odata::Open>(odata::CollectionRequest<Message, G>);

odata::collection_request!(MessageCollectionRequest, Message);

impl<G> MessageCollectionRequest<G> {
    pub fn between(
        &self,
        start: odata::DateTimeOffset,
        senders: impl IntoIterator<Item = impl Into<Recipient>>,
    ) -> odata::Function<odata::Items<Message>> {
        self.function("Test", "Between")
            .argument("Start", &start)
            .json_argument("Senders", &odata::collect::<Recipient>(senders))
    }
}

pub type AttachmentCollectionRequest<G = odata::Open> = odata::CollectionRequest<Attachment, G>;

impl odata::Collected for Attachment {
    type Request = AttachmentCollectionRequest;
}

/// Optional parameters as functions.
pub struct MessageForward(odata::Request<odata::Nothing>);

impl MessageForward {
    pub fn comment(self, comment: impl Into<String>) -> Self {
        Self(self.0.text_parameter("Comment", comment))
    }
}

odata::operation_request!(MessageForward, odata::Nothing);

/// Optional arguments of a function.
pub struct MessageSearch(odata::Function<odata::Items<Message>>);

impl MessageSearch {
    pub fn limit(self, limit: i32) -> Self {
        Self(self.0.argument("Limit", &limit))
    }
}

odata::function_request!(MessageSearch, odata::Items<Message>);

impl<G> MessageCollectionRequest<G> {
    pub fn search(&self, text: impl Into<String>) -> MessageSearch {
        MessageSearch(self.function("Test", "Search").text_argument("Text", text))
    }
}

pub static SERVICE: odata::Service = odata::Service::new("https://example.com/model");

#[derive(Clone, Debug)]
pub struct Client(odata::Client);

odata::client!(Client, SERVICE);

impl Client {
    pub fn messages(&self) -> MessageCollectionRequest {
        self.0.root().navigate("Messages")
    }
}
