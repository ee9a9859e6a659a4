//! Do streams and rounds of changes hold against a server that speaks HTTP?

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Router, serve};
use futures_util::TryStreamExt;
use odata_runtime::{Change, Client, CollectionRequest, DeltaToken, Position, Service};

use crate::model::{Message, MessageCollectionRequest};

static SERVICE: Service = Service::new("http://localhost/api");

/// The number of requests that were answered.
type Count = Arc<AtomicUsize>;

/// Starts the router on loopback, and gives the service root.
async fn start(router: Router) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { serve(listener, router).await.unwrap() });
    format!("http://{address}/api")
}

fn client(root: &str) -> Client {
    let builder = crate::witness::client(&SERVICE).base_url(root);
    builder.token("secret").build().unwrap()
}

/// 50 of 10,000 numbers; the link is relative.
async fn numbers(State(count): State<Count>, RawQuery(query): RawQuery) -> String {
    count.fetch_add(1, Ordering::Relaxed);
    let skip = query
        .as_deref()
        .and_then(|query| query.strip_prefix("skip="));
    let skip: i32 = skip.map_or(0, |skip| skip.parse().unwrap());
    let items: Vec<i32> = (skip..skip + 50).collect();
    match skip + 50 {
        10_000 => format!(r#"{{"value":{items:?}}}"#),
        next => format!(r#"{{"value":{items:?},"@odata.nextLink":"Numbers?skip={next}"}}"#),
    }
}

#[tokio::test]
async fn ten_thousand_items_come_over_two_hundred_pages() {
    let count = Count::default();
    let router = Router::new().route("/api/Numbers", get(numbers));
    let root = start(router.with_state(count.clone())).await;
    let list = client(&root)
        .root()
        .navigate::<CollectionRequest<i32>>("Numbers")
        .list();
    let mut items = list.items();
    for expected in 0..4_321 {
        assert_eq!(items.try_next().await.unwrap(), Some(expected));
    }
    assert_eq!(count.load(Ordering::Relaxed), 87);
    let json = serde_json::to_string(&items.position().unwrap()).unwrap();
    drop((items, list));

    let position: Position = serde_json::from_str(&json).unwrap();
    let rest: Vec<i32> = client(&root)
        .resume_items::<i32>(&position)
        .try_collect()
        .await
        .unwrap();
    assert!(rest.into_iter().eq(4_321..10_000));
    // The page in the middle is asked for twice.
    assert_eq!(count.load(Ordering::Relaxed), 201);
}

/// A folder that forgets tokens after the second round.
async fn folder(headers: HeaderMap, RawQuery(query): RawQuery) -> axum::response::Response {
    let preferences: Vec<_> = headers.get_all("prefer").iter().collect();
    let goes_on = query
        .as_deref()
        .is_some_and(|query| query.contains("skiptoken"));
    if preferences.contains(&&"odata.track-changes".parse().unwrap()) == goes_on {
        return StatusCode::BAD_REQUEST.into_response();
    }
    let body = match query.as_deref() {
        None => r#"{"value":[{"Id":"a"}],"@odata.deltaLink":"Folder?$deltatoken=1"}"#,
        Some("$deltatoken=1") => {
            r#"{"value":[{"Id":"b"}],"@odata.nextLink":"Folder?$skiptoken=2"}"#
        }
        Some("$skiptoken=2") => {
            r#"{"value":[{"Id":"c"}],"@odata.deltaLink":"Folder?$deltatoken=3"}"#
        }
        Some("$deltatoken=3") => {
            r#"{"value":[{"@removed":{"reason":"deleted"},"Id":"b"}],"@odata.deltaLink":"Folder?$deltatoken=4"}"#
        }
        _ => return (StatusCode::GONE, [("location", "Folder")]).into_response(),
    };
    ([("preference-applied", "odata.track-changes")], body).into_response()
}

#[tokio::test]
async fn rounds_of_changes_go_on_and_start_over() {
    let root = start(Router::new().route("/api/Folder", get(folder))).await;
    let messages: MessageCollectionRequest = client(&root).root().navigate("Folder");
    let mut store = Vec::new();
    let mut apply = |change: Change<Message>| match change {
        Change::Changed(message) => store.extend(message.id),
        Change::Removed { id, .. } => store.retain(|kept| Some(&**kept) != id.key().as_deref()),
        other => panic!("{other:?}"),
    };
    let token = messages.delta().drain(&mut apply).await.unwrap();
    let json = serde_json::to_string(&token).unwrap();

    let client = client(&root);
    let token: DeltaToken = serde_json::from_str(&json).unwrap();
    let token = client
        .changes_since(&token)
        .drain(&mut apply)
        .await
        .unwrap();
    assert_eq!(token.link(), format!("{root}/Folder?$deltatoken=4"));
    let expired = client
        .changes_since(&token)
        .drain(&mut apply)
        .await
        .unwrap_err();
    assert!(expired.is_expired());
    assert_eq!(store, ["a", "c"]);

    let odata_runtime::DeltaError::Expired {
        restart: Some(restart),
        ..
    } = expired
    else {
        panic!("no place to start over");
    };
    let mut ids = Vec::new();
    let mut again = client.resume_changes::<Message>(&restart);
    while let Some(change) = again.try_next().await.unwrap() {
        if let Change::Changed(message) = change {
            ids.extend(message.id);
        }
    }
    assert_eq!(ids, ["a", "b", "c"]);
}
