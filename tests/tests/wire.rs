//! The generated client over real connections: changes, pages, batches, faults, tokens, and what
//! happens when nobody waits for an answer any more.

#[path = "wire/faults.rs"]
mod faults;

use outlook_rest::odata_runtime::{Change, DeltaToken, Position};
use outlook_rest::v2_0::requests::MessageCollectionRequest;
use outlook_rest::v2_0::{
    BodyType, Client, Message, Patch, RequestSettings, errors, mail_folder, message,
};
use tests::loopback::{Mailbox, Server, Set, TOKEN};

fn client(server: &Server) -> Client {
    let builder = Client::builder().base_url(server.url("v2.0"));
    builder
        .token(TOKEN)
        .build()
        .expect("a base URL and a token are all that a client needs")
}

fn inbox(client: &Client) -> MessageCollectionRequest<mail_folder::Messages> {
    client.me().mail_folders().inbox().messages()
}

/// What has happened, by subject or key.
fn told(change: Change<Message>) -> String {
    match change {
        Change::Changed(message) => message.subject.unwrap_or_default(),
        Change::Removed { id, .. } => format!("- {}", id.key().unwrap_or_default()),
        other => format!("{other:?}"),
    }
}

#[tokio::test]
async fn a_round_of_seven_messages_and_what_comes_after_it() {
    let server = Server::start();
    let first = inbox(&client(&server)).delta().max_page_size(2);
    let mut subjects = Vec::new();
    let token = first.drain(|change| subjects.push(told(change))).await;
    let token = serde_json::to_string(&token.unwrap()).unwrap();
    assert_eq!(subjects.len(), 7);
    assert_eq!(subjects[0], "Harvest plan");
    assert_eq!(subjects[6], "Thank you");
    let seen = server.seen();
    let prefer: Vec<_> = seen.iter().map(|seen| seen.header("prefer")).collect();
    let both = "odata.maxpagesize=2, odata.track-changes";
    // A next link goes on with the round that tracks changes already.
    assert_eq!(
        prefer,
        [both, both, "odata.maxpagesize=2", "odata.maxpagesize=2"]
    );

    let gone = server.mailbox(|mailbox| {
        let gone = mailbox.message("Thank you");
        mailbox.remove(&gone);
        mailbox.receive("Ladders", "Pia Lund");
        mailbox.receive("Baskets", "Pia Lund");
        gone
    });
    // Another client, as in another process.
    let token: DeltaToken = serde_json::from_str(&token).unwrap();
    let client = client(&server);
    let mut changes = client.changes_since::<Message>(&token);
    let mut second = Vec::new();
    let token = changes
        .drain(|change| second.push(told(change)))
        .await
        .unwrap();
    assert_eq!(
        second,
        [format!("- {gone}"), "Ladders".into(), "Baskets".into()]
    );

    let nothing = client.changes_since::<Message>(&token).try_next().await;
    assert!(nothing.unwrap().is_none());
    server.expire_delta_tokens();
    let expired = client.changes_since::<Message>(&token).try_next().await;
    assert!(expired.unwrap_err().is_expired());
}

#[tokio::test]
async fn ten_thousand_items_come_page_by_page() {
    let server = Server::with(Mailbox::with_messages(10_000));
    let client = client(&server);
    let list = inbox(&client)
        .list()
        .select(message::SUBJECT)
        .max_page_size(50);
    let mut items = list.items();
    let mut count = 0;
    while let Some(item) = items.try_next().await.unwrap() {
        // No page is asked for before one of its items is: in memory is one page at most.
        assert_eq!(server.requests(), count / 50 + 1);
        count += 1;
        assert_eq!(item.subject, Some(format!("Message {count}")));
    }
    assert_eq!((count, server.requests()), (10_000, 200));
}

#[tokio::test]
async fn a_stream_goes_on_in_another_process() {
    let server = Server::with(Mailbox::with_messages(100));
    let first = client(&server);
    let mut items = inbox(&first).list().max_page_size(30).items();
    for _ in 0..45 {
        items.try_next().await.unwrap().unwrap();
    }
    let kept = serde_json::to_string(&items.position()).unwrap();
    drop((items, first));

    let position: Position = serde_json::from_str(&kept).unwrap();
    let mut items = client(&server).resume_items::<Message>(&position);
    for number in 46..=100 {
        let item = items.try_next().await.unwrap().unwrap();
        assert_eq!(item.subject, Some(format!("Message {number}")));
    }
    assert!(items.try_next().await.unwrap().is_none());
}

#[tokio::test]
async fn a_request_of_a_batch_that_fails_does_no_harm() {
    let server = Server::with(Mailbox::with_messages(24));
    let ids: Vec<String> = server.mailbox(|mailbox| {
        let messages = mailbox.of(Set::Messages, None);
        messages.map(|message| message.id.clone()).collect()
    });
    let client = client(&server);
    let mut batch = client.batch().continue_on_error(true);
    let missing = batch.add(client.me().messages().by_key("missing").get());
    let handles: Vec<_> = ids
        .iter()
        .map(|id| batch.add(client.me().messages().by_key(id).get()))
        .collect();
    let replies = batch.await.unwrap();

    let error = replies.take(missing).unwrap_err();
    assert!(error.is_not_found(), "{error}");
    for (number, handle) in (1..).zip(handles) {
        let message = replies.take(handle).unwrap();
        assert_eq!(message.subject, Some(format!("Message {number}")));
    }
    // Outlook takes 20 at once.
    let sizes = server.seen().iter().fold(Vec::new(), |mut sizes, seen| {
        match sizes.last_mut() {
            Some(last) if seen.in_batch => *last += 1,
            _ => sizes.push(0),
        }
        sizes
    });
    assert_eq!(sizes, [20, 5]);
}

#[tokio::test]
async fn a_change_set_that_fails_changes_nothing() {
    let server = Server::start();
    let client = client(&server);
    let read = client.me().messages();
    let id = server.mailbox(|mailbox| mailbox.message("Keys for the barn"));
    let mark = || Patch::new().set(message::IS_READ, true);

    let mut batch = client.batch().continue_on_error(true);
    let mut set = batch.change_set();
    let good = set.add(read.by_key(&id).update(mark()));
    let bad = set.add(read.by_key("missing").update(mark()));
    let after = batch.add(read.by_key(&id).get());
    let replies = batch.await.unwrap();

    assert!(replies.take(bad).unwrap_err().is_not_found());
    assert!(replies.take(good).is_err());
    let unchanged = replies.take(after).unwrap();
    assert_eq!(unchanged.is_read, Some(false));
}

#[tokio::test]
async fn errors_say_what_the_service_said() {
    let server = Server::start();
    let anonymous = Client::builder()
        .base_url(server.url("v2.0"))
        .build()
        .unwrap();
    let error = anonymous.me().messages().list().await.unwrap_err();
    assert_eq!(error.status(), Some(http::StatusCode::UNAUTHORIZED));

    // The types forbid it; the raw way around them does not.
    let both = client(&server)
        .me()
        .messages()
        .search("barn")
        .query("$orderby", "Subject");
    let error = both.await.unwrap_err();
    assert!(error.is(errors::ERROR_INVALID_URL_QUERY), "{error}");
    assert_eq!(
        error.request_id().as_deref(),
        Some("00000000-0000-4000-8000-000000000002")
    );
}

#[tokio::test]
async fn what_moves_has_another_id_and_what_is_copied_stays() {
    let server = Server::start();
    let client = client(&server);
    let id = server.mailbox(|mailbox| mailbox.message("Invoice 118"));
    let copied = client
        .me()
        .messages()
        .by_key(&id)
        .copy("Archive")
        .await
        .unwrap();
    let moved = client
        .me()
        .messages()
        .by_key(&id)
        .r#move("DeletedItems")
        .await
        .unwrap();
    assert_eq!(copied.subject, moved.subject);
    let gone = client.me().messages().by_key(&id).get().await;
    assert!(gone.unwrap_err().is_not_found());
    for (folder, expected) in [("Archive", copied), ("DeletedItems", moved)] {
        let messages = client.me().mail_folders().by_key(folder).messages().list();
        let ids: Vec<_> = messages
            .await
            .unwrap()
            .items
            .into_iter()
            .map(|one| one.id)
            .collect();
        assert_eq!(ids, [expected.id]);
    }
}

#[tokio::test]
async fn searches_bodies_and_versions_are_what_was_asked_for() {
    let server = Server::start();
    let client = client(&server);
    let found = client.me().messages().search("barn").await.unwrap();
    assert_eq!(found.len(), 1);
    let id = found[0].id.as_deref().unwrap();

    let message = client
        .me()
        .messages()
        .by_key(id)
        .get()
        .body_content_type("text");
    let answer = message.answer().await.unwrap();
    let body = answer.value.body.clone().unwrap();
    assert_eq!(body.content_type, Some(BodyType::Text));
    assert_eq!(body.content.as_deref(), Some("Keys for the barn"));
    assert_eq!(
        answer
            .preference_applied("outlook.body-content-type")
            .as_deref(),
        Some("text")
    );
    assert_eq!(answer.etag(), answer.value.odata.etag());

    let etag = answer.etag().unwrap();
    let unchanged = client
        .me()
        .messages()
        .by_key(id)
        .get()
        .if_none_match(etag)
        .await;
    assert_eq!(
        unchanged.unwrap_err().status(),
        Some(http::StatusCode::NOT_MODIFIED)
    );
    let other = client
        .me()
        .messages()
        .by_key(id)
        .delete()
        .if_match("W/\"other\"")
        .await;
    assert_eq!(
        other.unwrap_err().status(),
        Some(http::StatusCode::PRECONDITION_FAILED)
    );
    client
        .me()
        .messages()
        .by_key(id)
        .delete()
        .if_match(etag)
        .await
        .unwrap();
}
