//! Is every mistake told, and nothing sent then?

use http::{Method, Response, StatusCode};
use odata_runtime::{
    Batch, BatchCause, BatchMistake, BuildError, Client, Error, Handle, Maybe, Media, Nothing,
    Resource,
};

use super::{answer, client, messages, multipart, named, send};
use crate::model::MessageRequest;

fn mistake(error: Error) -> BatchMistake {
    match error {
        Error::Build(error) => match *error {
            BuildError::Batch(mistake) => mistake,
            other => panic!("{other}"),
        },
        other => panic!("{other}"),
    }
}

/// The mistake in what this adds to a batch of which nothing is sent.
fn made(add: impl FnOnce(&Client, &mut Batch)) -> BatchMistake {
    let (client, sent) = client([]);
    let mut batch = client.batch();
    batch.add(messages(&client).by_key("a").delete());
    add(&client, &mut batch);
    let found = mistake(send(batch.clone()).unwrap_err());
    assert_eq!(mistake(batch.into_http().unwrap_err()), found);
    assert!(sent.lock().unwrap().is_empty());
    found
}

#[test]
fn a_change_set_only_changes() {
    let found = made(|client, batch| {
        batch.change_set().add(messages(client).list());
    });
    assert_eq!(
        found.to_string(),
        "GET https://example.com/api/Messages: a change set takes no request that reads"
    );
}

#[test]
fn requests_of_others_are_not_taken() {
    let (other, _) = client([]);
    let found = made(|_, batch| {
        batch.add(messages(&other).list());
    });
    assert!(matches!(found, BatchMistake::OtherClient { .. }), "{found}");
    let found = made(|client, batch| {
        let elsewhere: Resource = client.at("https://other.example/x");
        batch.add(elsewhere.request::<Media>(Method::GET));
    });
    assert_eq!(
        found.to_string(),
        "GET https://other.example/x: the batch goes to another server"
    );
}

#[test]
fn no_request_has_a_token_of_its_own() {
    let found = made(|client, batch| {
        batch.add(messages(client).list().header("Authorization", "Bearer x"));
    });
    assert_eq!(
        found.to_string(),
        "GET https://example.com/api/Messages: a request in a batch cannot have the header \
         `authorization`"
    );
}

#[test]
fn handles_belong_to_one_batch() {
    let (client, _) = client([multipart(&["204 No Content\r\n\r\n"; 2])]);
    let messages = messages(&client);
    let mut other = client.batch();
    let foreign = other.add(messages.by_key("a").delete());
    let mut batch = other.clone();
    let own = batch.add(messages.by_key("b").delete());
    // Clones share what they have in common, and nothing else.
    let foreign_too = other.add(messages.by_key("c").delete());
    let replies = send(batch).unwrap();
    replies.take(foreign).unwrap();
    replies.take(own).unwrap();
    assert_eq!(
        mistake(replies.take(foreign_too).unwrap_err()),
        BatchMistake::OtherBatch
    );
    assert_eq!(replies.status(foreign_too), None);
}

#[test]
fn references_go_to_earlier_requests_of_the_same_batch() {
    let (other, _) = client([]);
    let mut foreign = other.batch();
    let handle: Handle<Nothing> = foreign.add(messages(&other).by_key("a").delete());
    let found = made(|_, batch| {
        let message: MessageRequest = batch.refer(handle);
        batch.add(message.send());
    });
    assert_eq!(found, BatchMistake::OtherBatch);
    let found = made(|_, batch| {
        let own = batch.add(messages(&other).by_key("a").delete());
        batch.depends_on(handle, own);
    });
    assert_eq!(found, BatchMistake::OtherBatch);

    // An address that another batch gave is of the other batch.
    let found = made(|client, batch| {
        let mut foreign = client.batch();
        let handle = foreign.add(messages(client).create(&named("s")));
        let message: MessageRequest = foreign.refer(handle);
        batch.add(message.send());
    });
    assert_eq!(found, BatchMistake::OtherBatch);
    let found = made(|client, batch| {
        let later = batch.add(messages(client).list());
        let last = batch.add(messages(client).list().top(1));
        batch.depends_on(later, last);
    });
    let expected = "GET https://example.com/api/Messages: the request that it depends on is not \
                    before it in the batch";
    assert_eq!(found.to_string(), expected);
    let found = made(|client, batch| {
        let handle = batch.add(messages(client).create(&named("s")));
        batch.depends_on(handle, handle);
    });
    assert!(matches!(found, BatchMistake::NotEarlier { .. }), "{found}");
    // Requests are counted from 1.
    let found = made(|client, batch| {
        batch.add(messages(client).list().query("$id", "$0"));
    });
    assert!(matches!(found, BatchMistake::NotEarlier { .. }), "{found}");
}

#[test]
fn mistakes_in_requests_are_told() {
    let (client, sent) = client([]);
    let mut batch = client.batch();
    batch.add(messages(&client).list().header("a b", "c"));
    let error = send(batch).unwrap_err();
    assert!(
        error.to_string().starts_with("`a b` is no header"),
        "{error}"
    );
    assert!(sent.lock().unwrap().is_empty());
    // There is nothing to be wrong, and nothing to send.
    assert!(send(client.batch()).unwrap().all_succeeded().is_ok());
    assert!(sent.lock().unwrap().is_empty());
}

#[test]
fn a_batch_shows_requests_and_no_secrets() {
    let (client, _) = client([]);
    let messages = messages(&client);
    let mut batch = client.batch();
    batch.add(messages.list().header("Authorization", "secret"));
    let mut set = batch.change_set();
    set.add(messages.by_key("a").delete());
    set.add(messages.by_key("b").delete());
    let url = "https://example.com/api/Messages";
    let shown = format!("change set [DELETE {url}('a'), DELETE {url}('b')]");
    assert_eq!(format!("{set:?}"), shown);
    assert_eq!(format!("{batch:?}"), format!("Batch [GET {url}, {shown}]"));
}

fn ask(answer: Response<String>) -> Result<odata_runtime::Replies, Error> {
    let (client, _) = client([answer]);
    let mut batch = client.batch();
    batch.add(messages(&client).by_key("a").delete());
    send(batch)
}

#[test]
fn answers_that_are_no_batches_are_told_apart() {
    let mut later = answer("text/plain", "");
    *later.status_mut() = StatusCode::ACCEPTED;
    later
        .headers_mut()
        .insert("location", "/monitor/1".parse().unwrap());
    let Err(Error::Batch(failure)) = ask(later) else {
        panic!("an answer that comes later is there");
    };
    assert!(matches!(
        &failure.cause,
        BatchCause::Asynchronous { location: Some(_) }
    ));
    assert_eq!(
        failure.to_string(),
        "POST https://example.com/api/me/$batch: the service answers later, which batches do not \
         wait for: `/monitor/1`"
    );
    // What older services say when all answers are there.
    let mut old = multipart(&["204 No Content\r\n\r\n"]);
    *old.status_mut() = StatusCode::ACCEPTED;
    ask(old).unwrap().all_succeeded().unwrap();

    let page = answer("text/html", "<p>Sign in</p>");
    assert!(matches!(ask(page), Err(Error::UnexpectedStatus(_))));
    let json = answer("application/json", r#"{"value":[]}"#);
    let error = ask(json).unwrap_err().to_string();
    assert!(
        error.starts_with("cannot read the JSON: missing field `responses`"),
        "{error}"
    );
    let mut refused = answer("application/json", r#"{"error":{"code":"TooMany"}}"#);
    *refused.status_mut() = StatusCode::TOO_MANY_REQUESTS;
    assert_eq!(
        ask(refused).unwrap_err().status(),
        Some(StatusCode::TOO_MANY_REQUESTS)
    );
}

#[test]
fn answers_that_break_off_say_so() {
    let body = "--x\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n\r\n--x\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{";
    let (client, _) = client([answer("multipart/mixed; boundary=x", body)]);
    let mut batch = client.batch();
    let whole = batch.add(messages(&client).by_key("a").delete());
    let cut = batch.add(messages(&client).by_key("b").get());
    let none = batch.add(
        messages(&client)
            .by_key("c")
            .request::<Maybe<Media>>(Method::PUT),
    );
    let replies = send(batch).unwrap();
    replies.take(whole).unwrap();
    for error in [replies.take(cut).map(drop), replies.take(none).map(drop)] {
        let Err(Error::Batch(failure)) = error else {
            panic!("{replies:?}");
        };
        assert!(matches!(failure.cause, BatchCause::Truncated), "{failure}");
    }
    let strange = "--x\r\n\r\nhello\r\n--x\r\n\r\nHTTP/1.1 204 No Content\r\n--x--";
    let (client, _) = super::client([answer("multipart/mixed; boundary=x", strange)]);
    let mut batch = client.batch();
    let first = batch.add(messages(&client).by_key("a").delete());
    let second = batch.add(messages(&client).by_key("b").delete());
    let replies = send(batch).unwrap();
    let error = replies.take(first).unwrap_err().to_string();
    let expected = "cannot be read: `hello` is no status of HTTP";
    assert!(error.ends_with(expected), "{error}");
    replies.take(second).unwrap();
}
