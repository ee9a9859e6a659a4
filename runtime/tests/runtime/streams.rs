//! Do streams give every item once, ask for no page too early, and go on where they stood?

mod log;

use std::future::poll_fn;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use futures_util::TryStreamExt;
use odata_runtime::{
    Body, BoxFuture, Client, CollectionRequest, Error, Items, Page, Position, Request, Transport,
    TransportError,
};
use pollster::block_on;

use self::log::SERVICE;
pub(crate) use self::log::{client, transport};
use crate::model::{Message, MessageCollectionRequest, MessageSearch};

/// The page of 50 numbers that the URL asks for; there are 10,000.
fn numbers(url: &str) -> String {
    let skip = url
        .rsplit_once("skip=")
        .map_or(0, |(_, skip)| skip.parse().unwrap());
    let items: Vec<i32> = (skip..skip + 50).collect();
    let next = match skip + 50 {
        10_000 => String::new(),
        next => format!(r#","@odata.nextLink":"https://example.com/api/Numbers?$skip={next}""#),
    };
    format!(r#"{{"value":{items:?}{next}}}"#)
}

fn list(client: &Client) -> Request<Items<i32>> {
    client
        .root()
        .navigate::<CollectionRequest<i32>>("Numbers")
        .list()
}

#[test]
fn items_come_over_all_pages_and_no_page_comes_early() {
    let (client, log) = client(|_, url| (200, numbers(url)));
    let mut items = list(&client).items();
    assert_eq!(log.len(), 0);
    for expected in 0..10_000 {
        assert_eq!(block_on(items.try_next()).unwrap(), Some(expected));
        assert_eq!(log.len(), expected as usize / 50 + 1);
    }
    for _ in 0..2 {
        assert_eq!(block_on(items.try_next()).unwrap(), None);
    }
    assert_eq!(log.len(), 200);
    assert!(items.position().is_none());
}

#[test]
fn streams_are_those_of_the_ecosystem() {
    let (client, log) = client(|_, url| (200, numbers(url)));
    let pages: Vec<Page<i32>> = block_on(list(&client).pages().try_collect()).unwrap();
    assert_eq!(pages.len(), 200);
    assert_eq!(pages[199].items[49], 9_999);
    let items: Vec<i32> = block_on(list(&client).items().try_collect()).unwrap();
    assert!(items.into_iter().eq(0..10_000));
    assert_eq!(log.len(), 400);
    let url = "https://example.com/api/Numbers";
    assert_eq!(
        format!("{:?}", list(&client).pages()),
        format!("Pages {{ next: {url} }}")
    );
}

#[test]
fn functions_and_their_structs_have_streams() {
    let (client, log) = client(|_, _| (200, r#"{"value":[{"Id":"a"}]}"#.to_owned()));
    let messages: MessageCollectionRequest = client.root().navigate("Messages");
    let search: MessageSearch = messages.search("x");
    let item = block_on(search.items().try_next()).unwrap().unwrap();
    assert_eq!(item.id.as_deref(), Some("a"));
    let page = block_on(search.limit(2).pages().try_next())
        .unwrap()
        .unwrap();
    assert_eq!(page.len(), 1);
    assert_eq!(
        log.urls()[1],
        "https://example.com/api/Messages/Test.Search(Text='x',Limit=2)"
    );
}

#[test]
fn a_stream_goes_on_in_another_process() {
    let (one, _) = client(|_, url| (200, numbers(url)));
    for taken in [0, 1, 49, 50, 51, 7_777, 9_999] {
        let mut items = list(&one).header("Prefer", "odata.maxpagesize=50").items();
        for _ in 0..taken {
            block_on(items.try_next()).unwrap();
        }
        let json = serde_json::to_string(&items.position().unwrap()).unwrap();

        let (other, log) = client(|_, url| (200, numbers(url)));
        let position: Position = serde_json::from_str(&json).unwrap();
        let again = other.resume_items::<i32>(&position);
        assert_eq!(
            again.position().as_ref(),
            Some(&position),
            "nothing was asked yet"
        );
        let rest: Vec<i32> = block_on(again.try_collect()).unwrap();
        assert!(rest.into_iter().eq(taken..10_000), "{taken}");
        assert_eq!(log.values("prefer")[0], ["c=1", "odata.maxpagesize=50"]);
        assert_eq!(log.values("prefer").last(), log.values("prefer").first());

        let mut pages = other.resume_pages::<i32>(&position);
        let page = block_on(pages.try_next()).unwrap().unwrap();
        // The page after 50 items is the first one until an item of the second is taken.
        assert_eq!(page.items[0], taken / 50 * 50);
    }
}

#[test]
fn positions_have_a_form_of_their_own_without_secrets() {
    let (client, _) = client(|_, url| (200, numbers(url)));
    let mut items = list(&client)
        .query("$filter", "a eq 'ü'")
        .header("Prefer", "odata.maxpagesize=50")
        .header("X-Zone", "z")
        .header("Authorization", "Bearer other")
        .header("Proxy-Authorization", "p")
        .header("Cookie", "c")
        .items();
    let first = serde_json::to_value(items.position().unwrap()).unwrap();
    let expected = serde_json::json!({
        "version": 1,
        "link": "https://example.com/api/Numbers?$filter=a%20eq%20%27%C3%BC%27",
        "at": "first",
        "taken": 0,
        "headers": [["prefer", "odata.maxpagesize=50"], ["x-zone", "z"]],
    });
    assert_eq!(first, expected);
    for _ in 0..51 {
        block_on(items.try_next()).unwrap();
    }
    let position = items.position().unwrap();
    assert_eq!(
        (position.taken(), position.link()),
        (1, "https://example.com/api/Numbers?$skip=50")
    );
    let json = serde_json::to_value(&position).unwrap();
    assert_eq!((&json["at"], &json["taken"]), (&"next".into(), &1.into()));
    assert!(!format!("{position:?}{items:?}").contains("x-zone"));

    let read = |json: &str| serde_json::from_str::<Position>(json).map_err(|e| e.to_string());
    let newer = read(r#"{"version":2,"link":"x"}"#).unwrap_err();
    assert!(newer.starts_with("version 2 is not known"), "{newer}");
    assert!(
        read(r#"{"link":"x"}"#)
            .unwrap_err()
            .starts_with("missing field `version`")
    );
    assert!(
        read(r#"{"version":1}"#)
            .unwrap_err()
            .starts_with("missing field `link`")
    );
    assert!(
        read(r#"{"version":1,"link":"x","at":"last"}"#)
            .unwrap_err()
            .starts_with("`last`")
    );
    // What somebody has written into it does not authorize.
    let forged = read(r#"{"version":1,"link":"x","new":0,"headers":[["COOKIE","a"],["b","c"]]}"#);
    let forged = serde_json::to_value(forged.unwrap()).unwrap();
    assert_eq!(forged["headers"], serde_json::json!([["b", "c"]]));
}

#[test]
fn a_page_that_fails_is_asked_for_again() {
    let (client, log) = client(|number, url| match number {
        1 => (503, String::new()),
        2 => (200, "{\"value\":[\"no number\"]}".to_owned()),
        _ => (200, numbers(url)),
    });
    let mut items = list(&client).items();
    let mut all = Vec::new();
    let mut errors = 0;
    while all.len() < 150 {
        let before = items.position();
        match block_on(items.try_next()) {
            Ok(item) => all.extend(item),
            Err(error) => {
                assert!(
                    matches!(error, Error::UnexpectedStatus(_) | Error::Decode(_)),
                    "{error}"
                );
                assert_eq!(items.position(), before);
                errors += 1;
            }
        }
    }
    assert!(all.into_iter().eq(0..150));
    assert_eq!((errors, log.len()), (2, 5));
}

#[test]
fn a_page_that_leads_to_itself_is_an_error_and_the_end() {
    let url = "https://example.com/api/Numbers?$skip=50";
    let (client, log) = client(|_, url| {
        let text = numbers(url).replace("$skip=100", "$skip=50");
        (200, text)
    });
    let mut items = list(&client).items();
    for expected in 0..100 {
        assert_eq!(block_on(items.try_next()).unwrap(), Some(expected));
    }
    let error = block_on(items.try_next()).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "cannot read `@odata.nextLink`: it leads to the page that it stands on (GET {url})"
        )
    );
    assert_eq!(block_on(items.try_next()).unwrap(), None);
    assert!(items.position().is_none());
    assert_eq!(log.len(), 2);
}

#[test]
fn pages_that_lead_round_and_round_are_an_error_and_the_end() {
    let (client, log) = client(|_, url| (200, numbers(url).replace("$skip=250", "$skip=100")));
    let mut pages = list(&client).pages();
    // The third page begins a round of three.
    let error = (0..20).find_map(|_| block_on(pages.try_next()).err());
    assert_eq!(
        error.unwrap().to_string(),
        "cannot read `@odata.nextLink`: it leads back to a page that was read before (GET \
         https://example.com/api/Numbers?$skip=100)"
    );
    assert!(block_on(pages.try_next()).unwrap().is_none());
    assert_eq!(log.len(), 6);
}

#[test]
fn nothing_but_preferences_goes_to_another_origin() {
    let (client, log) = client(|_, url| {
        let link = match url {
            "https://example.com/api/Numbers" => "https://other.example/a",
            "https://other.example/a" => "https://example.com/api/b",
            _ => return (200, r#"{"value":[3]}"#.to_owned()),
        };
        (
            200,
            format!(r#"{{"value":[1,2],"@odata.nextLink":"{link}"}}"#),
        )
    });
    let request = list(&client)
        .header("Prefer", "r=1")
        .header("X-Anchor", "request")
        .header("Authorization", "Bearer own");
    let mut items = request.items();
    for _ in 0..3 {
        block_on(items.try_next()).unwrap();
    }
    let json = serde_json::to_string(&items.position().unwrap()).unwrap();
    assert!(json.contains("r=1") && !json.contains("anchor"), "{json}");
    while block_on(items.try_next()).unwrap().is_some() {}
    assert_eq!(
        log.values("authorization"),
        [vec!["Bearer own"], vec![], vec!["Bearer own"]]
    );
    assert_eq!(
        log.values("x-anchor"),
        [vec!["request"], vec![], vec!["request"]]
    );
    assert_eq!(
        log.values("prefer"),
        [vec!["c=1", "r=1"], vec!["r=1"], vec!["c=1", "r=1"]]
    );

    // A position that leads elsewhere is gone on from without the token, too.
    let mut rest = client.resume_items::<i32>(&serde_json::from_str(&json).unwrap());
    assert_eq!(block_on(rest.try_next()).unwrap(), Some(2));
    assert_eq!(log.urls()[3], "https://other.example/a");
    assert_eq!(
        (&log.values("authorization")[3], &log.values("x-anchor")[3]),
        (&vec![], &vec![])
    );

    // The same holds for a single step.
    let mut page = Page::<i32>::default();
    page.next_link = Some("https://other.example/a".into());
    let next = request.next(&page).unwrap().into_http().unwrap();
    assert!(
        !next.headers().contains_key("authorization") && !next.headers().contains_key("x-anchor")
    );
    assert_eq!(next.headers()["prefer"], "r=1");
}

#[test]
fn a_stream_of_an_action_has_a_position_from_the_second_page_on() {
    let (client, log) = client(|_, url| {
        let next = if url.contains("skip") {
            ""
        } else {
            r#","@odata.nextLink":"Numbers?$skip=1""#
        };
        (200, format!(r#"{{"value":[1]{next}}}"#))
    });
    let action = client
        .root()
        .action::<Items<i32>>("NS", "Find")
        .parameter("a", &1);
    let mut pages = action.pages();
    assert!(pages.position().is_none());
    block_on(pages.try_next()).unwrap();
    assert_eq!(
        pages.position().unwrap().link(),
        "https://example.com/api/Numbers?$skip=1"
    );
    block_on(pages.try_next()).unwrap();
    assert_eq!(log.urls()[1], "https://example.com/api/Numbers?$skip=1");
}

/// Answers when it is asked for the second time, and counts requests.
struct Slow(Arc<Mutex<usize>>);

impl Transport for Slow {
    fn send(
        &self,
        _: http::Request<bytes::Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        *self.0.lock().unwrap() += 1;
        let mut waited = false;
        Box::pin(poll_fn(move |_| {
            if !std::mem::replace(&mut waited, true) {
                return Poll::Pending;
            }
            Poll::Ready(Ok(http::Response::new(r#"{"value":[7]}"#.into())))
        }))
    }
}

#[test]
fn a_call_that_is_given_up_loses_nothing() {
    let requests = Arc::new(Mutex::new(0));
    let builder = crate::witness::client(&SERVICE).transport(Slow(requests.clone()));
    let mut items = list(&builder.build().unwrap()).items();
    let mut context = Context::from_waker(Waker::noop());
    let given_up = std::pin::pin!(items.try_next()).as_mut().poll(&mut context);
    assert!(given_up.is_pending());
    let item = std::pin::pin!(items.try_next()).as_mut().poll(&mut context);
    assert!(matches!(item, Poll::Ready(Ok(Some(7)))));
    assert_eq!(*requests.lock().unwrap(), 1);
}

#[test]
fn streams_can_be_moved_to_other_threads_and_need_no_pinning() {
    fn check<T: Send + Unpin>(_: T) {}
    let (client, _) = client(|_, url| (200, numbers(url)));
    check(list(&client).items());
    check(list(&client).pages());
    check(client.resume_items::<Message>(&Position::new("x")));
}
