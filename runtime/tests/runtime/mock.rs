//! Does the typed mock answer what it is told to, and tell what nobody expected?

use bytes::Bytes;
use http::{Method, Response};
use odata_runtime::testing::Mock;
use odata_runtime::{
    Client, Count, Entity, Items, Maybe, Media, Nothing, Page, Request, Resource, Scalar, Service,
    to_json,
};

use crate::model::{Message, MessageCollectionRequest};

static SERVICE: Service = Service::new("https://example.com/api");

fn client(mock: &Mock) -> Client {
    crate::witness::client(&SERVICE)
        .transport(mock.clone())
        .build()
        .unwrap()
}

fn message(id: &str) -> Message {
    let id = Some(id.to_owned());
    Message {
        id,
        ..Message::default()
    }
}

#[test]
fn every_kind_can_be_answered() {
    let mock = Mock::new();
    let root = client(&mock).root();
    let at = |name| root.navigate::<Resource>(name);
    pollster::block_on(async {
        let entity: Request<Entity<Message>> = at("A").request(Method::GET);
        mock.answer(&entity, message("a"));
        assert_eq!(to_json(&entity.await.unwrap()), to_json(&message("a")));

        let items: Request<Items<Message>> = at("B").request(Method::GET);
        let mut page = Page::from(vec![message("a")]);
        page.count = Some(7);
        page.next_link = Some("B?$skip=1".to_owned());
        mock.answer(&items, page.clone());
        assert_eq!(to_json(&items.await.unwrap()), to_json(&page));

        let scalar: Request<Scalar<Vec<i32>>> = at("C").request(Method::GET);
        mock.answer(&scalar, vec![1, 2]);
        assert_eq!(scalar.await.unwrap(), [1, 2]);

        let maybe: Request<Maybe<Scalar<i32>>> = at("D").request(Method::POST);
        mock.answer(&maybe, None).times(1);
        mock.answer(&maybe, Some(3));
        let answers = [maybe.clone().await.unwrap(), maybe.clone().await.unwrap()];
        // The latest one comes first, and stays.
        assert_eq!(answers, [Some(3), Some(3)]);

        let count: Request<Count> = at("E").request(Method::GET);
        mock.answer(&count, 42);
        assert_eq!(count.await.unwrap(), 42);

        let media: Request<Media> = at("F").request(Method::GET);
        mock.answer(&media, Bytes::from_static(b"\xff"));
        assert_eq!(media.await.unwrap(), b"\xff".as_slice());

        let nothing: Request<Nothing> = at("G").request(Method::DELETE);
        mock.answer(&nothing, ());
        nothing.await.unwrap();
    });
    let asked = mock.requests();
    assert_eq!(asked.len(), 8);
    assert_eq!(asked[7].method(), Method::DELETE);
}

#[test]
fn the_most_particular_answer_is_given() {
    let mock = Mock::new();
    let client = client(&mock);
    let messages: MessageCollectionRequest = client.root().navigate("Messages");
    mock.answer(&messages.list(), vec![message("any")].into());
    mock.answer(
        &messages.list().top(1).skip(2),
        vec![message("both")].into(),
    );
    mock.answer(&messages.list().top(1), vec![message("top")].into());
    mock.fail(&messages.list().skip(9), 410, "Gone", "too late")
        .times(1);
    let first = |request: Request<Items<Message>>| {
        let page = pollster::block_on(request.send());
        page.map(|page| page[0].id.clone().unwrap())
    };
    assert_eq!(first(messages.list()).unwrap(), "any");
    assert_eq!(
        first(messages.list().skip(2).top(1).count(true)).unwrap(),
        "both"
    );
    assert_eq!(first(messages.list().top(1).skip(3)).unwrap(), "top");
    assert!(first(messages.list().skip(9)).unwrap_err().is_expired());
    assert_eq!(first(messages.list().skip(9)).unwrap(), "any");
}

#[test]
fn a_function_can_look_at_the_request() {
    let mock = Mock::new();
    let client = client(&mock);
    let request = client.root().request::<Media>(Method::PUT);
    mock.answer_with(&request, |asked| Response::new(asked.body().clone()));
    let echo = pollster::block_on(request.body("hello", "text/plain").send());
    assert_eq!(echo.unwrap(), "hello");
}

#[test]
fn what_nobody_expected_lists_what_is() {
    let mock = Mock::new();
    let client = client(&mock);
    let messages: MessageCollectionRequest = client.root().navigate("Messages");
    let fails = || {
        let error = pollster::block_on(messages.by_key("a").send().send()).unwrap_err();
        error.to_string()
    };
    let asked = "POST https://example.com/api/Messages('a')/Test.Send";
    assert_eq!(
        fails(),
        format!("{asked}: `{asked}` is not expected; nothing is")
    );
    mock.answer(&messages.list().top(1), Page::default());
    mock.answer(&messages.by_key("b").send(), ()).times(2);
    assert_eq!(
        fails(),
        format!(
            "{asked}: `{asked}` is not expected; what is:\n  \
             GET https://example.com/api/Messages?$top=1\n  \
             POST https://example.com/api/Messages('b')/Test.Send (2 times more)"
        )
    );
    assert_eq!(mock.requests().len(), 2);
}
