//! Which requests are sent together, and what is not sent?

use bytes::Bytes;
use http::Request;
use odata_runtime::{BatchCause, Error, Handle, Nothing};

use super::{NOT_FOUND, client, messages, multipart, named, send};
use crate::model::MessageRequest;

#[test]
fn many_requests_are_sent_in_several_calls() {
    let (client, sent) = client([
        multipart(&["204 No Content\r\n\r\n"; 20]),
        multipart(&["200 OK\r\n\r\n{\"Id\":\"x\"}"; 20]),
        multipart(&["201 Created\r\n\r\n{\"Id\":\"y\"}"; 5]),
    ]);
    let mut batch = client.batch();
    let handles: Vec<_> = (0..45)
        .map(|id| batch.add(messages(&client).by_key(id.to_string()).get()))
        .collect();
    assert_eq!(batch.clone().max_requests(45).into_http().unwrap().len(), 1);
    let replies = send(batch).unwrap();
    let status = |index: usize| replies.status(handles[index]).unwrap().as_u16();
    assert_eq!(
        [status(19), status(20), status(39), status(40), status(44)],
        [204, 200, 200, 201, 201]
    );
    let sent = sent.lock().unwrap();
    let ids = |call: &Request<Bytes>| {
        let text = String::from_utf8(call.body().to_vec()).unwrap();
        let ids = text
            .lines()
            .filter_map(|line| line.strip_prefix("Content-ID: "));
        let ids: Vec<usize> = ids.map(|id| id.parse().unwrap()).collect();
        (ids[0], ids.len())
    };
    assert_eq!(
        sent.iter().map(ids).collect::<Vec<_>>(),
        [(1, 20), (21, 20), (41, 5)]
    );
}

#[test]
fn what_belongs_together_is_in_one_call() {
    let (client, _) = client([]);
    let messages = messages(&client);
    let mut batch = client.batch().max_requests(3);
    batch.add(messages.list());
    let mut set = batch.change_set();
    for id in ["a", "b", "c"] {
        set.add(messages.by_key(id).delete());
    }
    let first = batch.add(messages.create(&named("s")));
    batch.add(messages.list());
    let created: MessageRequest = batch.refer(first);
    batch.add(created.send());
    let mut links = batch.change_set();
    links.add(messages.references().add(&created));
    let calls = batch.clone().max_requests(4).into_http().unwrap();
    let ids = |call: &Request<Bytes>| {
        String::from_utf8_lossy(call.body())
            .matches("Content-ID")
            .count()
    };
    assert_eq!(calls.iter().map(ids).collect::<Vec<_>>(), [4, 4]);
    // The link is in the body; so the last four are more than three.
    let error = batch.into_http().unwrap_err().to_string();
    assert_eq!(
        error,
        "4 requests belong together, but a batch has at most 3"
    );
}

#[test]
fn nothing_is_sent_after_a_failure_unless_it_is_wanted() {
    let failing = || multipart(&["204 No Content\r\n\r\n", NOT_FOUND]);
    let fine = || multipart(&["204 No Content\r\n\r\n"; 2]);
    let ask = |continues: bool| {
        let (client, sent) = client([failing(), fine(), fine()]);
        let mut batch = client.batch().max_requests(2).continue_on_error(continues);
        let add = |id: usize| batch.add(messages(&client).by_key(id.to_string()).delete());
        let handles: Vec<Handle<Nothing>> = (0..6).map(add).collect();
        let replies = send(batch).unwrap();
        let calls = sent.lock().unwrap().len();
        (
            calls,
            handles
                .into_iter()
                .map(|handle| replies.take(handle))
                .collect::<Vec<_>>(),
        )
    };
    let (calls, results) = ask(true);
    assert_eq!(
        (
            calls,
            results.iter().filter(|result| result.is_ok()).count()
        ),
        (3, 5)
    );
    let (calls, results) = ask(false);
    assert_eq!(
        (
            calls,
            results.iter().filter(|result| result.is_ok()).count()
        ),
        (1, 1)
    );
    for result in &results[2..] {
        let Err(Error::Batch(failure)) = result else {
            panic!("{result:?}");
        };
        assert!(matches!(failure.cause, BatchCause::NotSent), "{failure}");
    }
}

#[test]
fn a_later_call_that_fails_does_not_lose_earlier_results() {
    let (client, sent) = client([multipart(&["204 No Content\r\n\r\n"])]);
    let mut batch = client.batch().max_requests(1).continue_on_error(true);
    let add = |id: &str| batch.add(messages(&client).by_key(id).delete());
    let handles: Vec<Handle<Nothing>> = ["a", "b", "c"].into_iter().map(add).collect();
    let replies = send(batch.clone()).unwrap();
    replies.take(handles[0]).unwrap();
    let cause = |index: usize| match replies.take(handles[index]) {
        Err(Error::Batch(failure)) => failure.cause,
        other => panic!("{other:?}"),
    };
    assert!(
        matches!(cause(1), BatchCause::Call(error) if matches!(*error, Error::Transport { .. }))
    );
    assert!(matches!(cause(2), BatchCause::NotSent));
    assert_eq!(sent.lock().unwrap().len(), 2);
    // The first call that fails is all that there is.
    assert!(matches!(send(batch), Err(Error::Transport { .. })));
}
