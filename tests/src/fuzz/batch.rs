//! Turns bytes into the answer to a batch, of which every request must get its part or an error.

use http::{HeaderValue, Response};
use odata_runtime::http::Method;
use odata_runtime::{
    AnyHandle, Batch, BatchFormat, Client, Count, Entity, Error, Handle, Items, Nothing, Request,
    Untyped,
};

use super::model::{Thing, answering};

/// A content type in the first line, and a body after it, as the answer to a batch in several parts.
pub fn batch_multipart(data: &[u8]) {
    let end = data.iter().position(|byte| *byte == b'\n');
    let (content_type, body) = data.split_at(end.unwrap_or(data.len()));
    let body = body.get(1..).unwrap_or_default();
    answer(content_type.trim_ascii_end(), body, BatchFormat::Multipart);
}

/// The body of an answer to a batch in JSON.
pub fn batch_json(data: &[u8]) {
    answer(b"application/json", data, BatchFormat::Json);
}

fn answer(content_type: &[u8], body: &[u8], format: BatchFormat) {
    let Ok(content_type) = HeaderValue::from_bytes(content_type) else {
        return;
    };
    let mut response = Response::new(body.to_vec());
    response.headers_mut().insert("content-type", content_type);
    let client = answering(response);
    for limit in [20, 3] {
        let (batch, handles) = batch(&client, format, limit);
        if let Ok(replies) = pollster::block_on(batch.send()) {
            handles.check(&replies);
        }
    }
}

/// What stands for the requests, by their kinds.
struct Handles {
    counts: [Handle<Count<Thing>>; 2],
    created: Handle<Entity<Untyped>>,
    changed: Handle<Nothing>,
    page: Handle<Items<Untyped>>,
    all: Vec<AnyHandle>,
}

/// Two reading requests around a change set of two, and a third one.
fn batch(client: &Client, format: BatchFormat, limit: u32) -> (Batch, Handles) {
    let things = client.root().navigate::<odata_runtime::Resource>("Things");
    let count = || -> Request<Count<Thing>> { things.request(Method::GET) };
    let mut batch = client
        .batch()
        .format(format)
        .max_requests(limit)
        .continue_on_error(true);
    let first = batch.add(count());
    let mut set = batch.change_set();
    let created = set.add(things.request::<Entity<Untyped>>(Method::POST).json("a"));
    let changed = set.add(things.request::<Nothing>(Method::PATCH).json("b"));
    let second = batch.add(count());
    let page = batch.add(things.request::<Items<Untyped>>(Method::GET));
    let handles = Handles {
        counts: [first, second],
        created,
        changed,
        page,
        all: vec![
            first.into(),
            created.into(),
            changed.into(),
            second.into(),
            page.into(),
        ],
    };
    (batch, handles)
}

impl Handles {
    /// Each request has a status and headers, or an error that can be shown; one that was refused is an
    /// error with the same status.
    fn check(&self, replies: &odata_runtime::Replies) {
        let mut failed = 0;
        for handle in self.counts {
            failed += outcome(replies.take(handle), replies, handle);
        }
        failed += outcome(replies.take(self.created), replies, self.created);
        failed += outcome(replies.take(self.changed), replies, self.changed);
        failed += outcome(replies.take(self.page), replies, self.page);
        if replies.all_succeeded().is_err() {
            assert!(
                failed > 0,
                "something went wrong, and nobody has it: {replies:?}"
            );
        }
        for handle in &self.all {
            let answered = replies.status(*handle).is_some();
            assert_eq!(answered, replies.headers(*handle).is_some(), "{replies:?}");
        }
    }
}

fn outcome<T>(
    taken: Result<T, Error>,
    replies: &odata_runtime::Replies,
    handle: impl Into<AnyHandle>,
) -> usize {
    let status = replies.status(handle);
    match taken {
        Ok(_) => {
            assert!(
                status.is_some_and(|status| status.is_success()),
                "{replies:?}"
            );
            0
        }
        Err(error) => {
            assert!(!error.to_string().is_empty(), "{error:?}");
            if error.status().is_some_and(|status| !status.is_success()) {
                assert_eq!(error.status(), status, "{error}");
            }
            1
        }
    }
}
