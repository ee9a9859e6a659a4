//! Does a service that reads batches by its own rules understand them, and is it understood?
#![cfg(feature = "reqwest")]

mod service;

use http::StatusCode;
use odata_runtime::{Batch, Client, Error, Handle, Nothing, Service};

use self::service::Server;
use super::{messages, named};
use crate::model::MessageRequest;

static SERVICE: Service = Service::new("http://localhost/api").max_batch(20);

fn wait<T>(future: impl Future<Output = T>) -> T {
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    runtime.enable_all().build().unwrap().block_on(future)
}

/// The replies to a batch, and the requests that the server executed.
async fn ask<T>(
    fill: impl FnOnce(&Client, &mut Batch) -> T,
) -> (T, odata_runtime::Replies, Vec<String>) {
    let server = Server::start().await;
    let builder = crate::witness::client(&SERVICE).base_url(format!("{}/api", server.origin));
    let client = builder.token("secret").build().unwrap();
    let mut batch = client.batch();
    let handles = fill(&client, &mut batch);
    let replies = batch.send().await.unwrap();
    (handles, replies, server.executed())
}

#[test]
fn requests_of_all_kinds_have_their_results() {
    wait(async {
        let fill = |client: &Client, batch: &mut Batch| {
            let messages = messages(client);
            let mut set = batch.change_set();
            let created = set.add(messages.create(&named("--batch_1\r\n--changeset_1_1--")));
            let made: MessageRequest = set.refer(created);
            let sent = set.add(made.send());
            let count = batch.add(messages.count());
            let media = batch.add(messages.by_key("1").content().get());
            let list = batch.add(messages.list());
            (created, sent, count, media, list)
        };
        let ((created, sent, count, media, list), replies, executed) = ask(fill).await;
        let message = replies.take(created).unwrap();
        assert_eq!(
            message.subject.as_deref(),
            Some("--batch_1\r\n--changeset_1_1--")
        );
        replies.take(sent).unwrap();
        assert_eq!(replies.status(sent), Some(StatusCode::ACCEPTED));
        assert_eq!(replies.take(count).unwrap(), 1);
        assert_eq!(replies.take(media).unwrap(), "content\r\n--of\r\n");
        assert_eq!(replies.take(list).unwrap()[0].id.as_deref(), Some("1"));
        assert_eq!(
            executed,
            [
                "POST /api/Messages",
                "POST /api/Messages('1')/Test.Send",
                "GET /api/Messages/$count",
                "GET /api/Messages('1')/Content",
                "GET /api/Messages",
            ]
        );
    });
}

#[test]
fn the_service_stops_at_an_error_if_it_is_not_told_to_continue() {
    let run = |continues: bool| {
        wait(ask(move |client, batch| {
            *batch = client.batch().continue_on_error(continues);
            let ids = ["1", "missing", "3"].into_iter();
            let add = |id: &str| batch.add(messages(client).by_key(id).delete());
            ids.map(add).collect::<Vec<Handle<Nothing>>>()
        }))
    };
    let (handles, replies, executed) = run(true);
    assert_eq!(executed.len(), 3);
    replies.take(handles[0]).unwrap();
    let error = replies.take(handles[1]).unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::NOT_FOUND));
    assert!(
        error.to_string().contains("/api/Messages('missing'): 404"),
        "{error}"
    );
    replies.take(handles[2]).unwrap();

    let (handles, replies, executed) = run(false);
    assert_eq!(executed.len(), 2);
    replies.take(handles[0]).unwrap();
    assert!(matches!(replies.take(handles[1]), Err(Error::Service(_))));
    assert!(matches!(replies.take(handles[2]), Err(Error::Batch(_))));
}

#[test]
fn a_change_set_that_fails_does_nothing_and_has_one_error() {
    let fill = |client: &Client, batch: &mut Batch| {
        *batch = client.batch().continue_on_error(true);
        let messages = messages(client);
        let before = batch.add(messages.create(&named("kept")));
        let mut set = batch.change_set();
        let created = set.add(messages.create(&named("lost")));
        let deleted = set.add(messages.by_key("missing").delete());
        let never = set.add(messages.by_key("1").delete());
        let after = batch.add(messages.list());
        (before, created, [deleted, never], after)
    };
    let ((before, created, deleted, after), replies, _) = wait(ask(fill));
    replies.take(before).unwrap();
    let errors = [
        replies.take(created).map(drop),
        replies.take(deleted[0]),
        replies.take(deleted[1]),
    ];
    for error in errors {
        assert_eq!(error.unwrap_err().status(), Some(StatusCode::NOT_FOUND));
    }
    let subjects: Vec<_> = replies
        .take(after)
        .unwrap()
        .into_iter()
        .map(|message| message.subject)
        .collect();
    assert_eq!(subjects, [Some("kept".to_owned())]);
}

#[test]
fn more_than_the_service_takes_are_sent_in_several_calls() {
    let fill = |client: &Client, batch: &mut Batch| {
        let messages = messages(client);
        let names = (0..45).map(|number| number.to_string());
        names
            .map(|name| batch.add(messages.create(&named(&name))))
            .collect::<Vec<_>>()
    };
    let (handles, replies, executed) = wait(ask(fill));
    for (number, handle) in handles.into_iter().enumerate() {
        let message = replies.take(handle).unwrap();
        assert_eq!(message.subject, Some(number.to_string()));
    }
    assert_eq!(executed.len(), 45);
}
