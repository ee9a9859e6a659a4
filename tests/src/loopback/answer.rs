//! Values and refusals into answers in the form of OData.

use axum::body::Bytes;
use serde_json::{Value as Json, json};

/// What the service answers.
#[derive(Clone, Debug)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: Bytes,
}

/// Why the service does not do what it was asked.
#[derive(Clone, Debug)]
pub(super) struct Refusal {
    pub(super) status: u16,
    pub(super) code: String,
    pub(super) message: String,
    pub(super) headers: Vec<(&'static str, String)>,
}

pub(super) type Answer = Result<Reply, Refusal>;

impl Reply {
    pub(super) fn json(status: u16, value: &Json) -> Self {
        let content_type = "application/json;odata.metadata=minimal;odata.streaming=true";
        Self::bytes(status, content_type, value.to_string().into())
    }

    pub(super) fn bytes(status: u16, content_type: &str, body: Bytes) -> Self {
        Self {
            status,
            headers: vec![("content-type", content_type.to_owned())],
            body,
        }
    }

    pub(super) fn empty(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Bytes::new(),
        }
    }

    pub(super) fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Says which preferences were followed.
    pub(super) fn applied(self, preferences: &[String]) -> Self {
        if preferences.is_empty() {
            return self;
        }
        self.header("preference-applied", preferences.join(", "))
    }
}

impl Refusal {
    pub(super) fn new(status: u16, code: &str, message: &str) -> Self {
        Self {
            status,
            code: code.to_owned(),
            message: message.to_owned(),
            headers: Vec::new(),
        }
    }

    pub(super) fn bad_request(code: &str, message: &str) -> Self {
        Self::new(400, code, message)
    }

    pub(super) fn not_found(message: &str) -> Self {
        Self::new(404, "ErrorItemNotFound", message)
    }

    pub(super) fn with_header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The error in the form of OData JSON 4.0 §19, with what Outlook adds.
    pub(super) fn into_reply(self, request_id: &str) -> Reply {
        let body = json!({"error": {
            "code": self.code,
            "message": self.message,
            "innerError": {"requestId": request_id, "date": "2026-01-05T08:00:00"},
        }});
        let mut reply = Reply::json(self.status, &body);
        reply.headers.extend(self.headers);
        reply
    }
}
