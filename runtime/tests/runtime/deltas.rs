//! Are changes asked for as services document it, and is what they answer told in full?

use std::sync::{Arc, Mutex};

use futures_util::TryStreamExt;
use http::header::LOCATION;
use odata_runtime::{
    Change, Changes, Client, DeltaError, DeltaRequest, DeltaToken, Error, Position, Service,
    transport_fn,
};
use pollster::block_on;
use serde_json::json;

use crate::model::{Message, MessageCollectionRequest};
use crate::streams;

const INBOX: &str = "https://example.com/api/Inbox";

/// A folder with seven messages in the way of Outlook: the first answer has a delta link at once,
/// the rest is behind it; later one is changed, one deleted and one moved away.
fn outlook(url: &str) -> String {
    let context = |delta: &str| format!("https://example.com/api/$metadata#Inbox{delta}");
    let messages = |ids: &[&str]| -> Vec<serde_json::Value> {
        let message = |id| json!({"@odata.id": format!("Inbox('{id}')"), "Id": id, "Subject": "s"});
        ids.iter().map(message).collect()
    };
    let page = |delta, items: Vec<serde_json::Value>, link: &str, to: &str| {
        let to = format!("{INBOX}/?%24select=Subject&{to}");
        json!({"@odata.context": context(delta), "value": items, link: to}).to_string()
    };
    let (next, delta) = ("@odata.nextLink", "@odata.deltaLink");
    match url.rsplit_once("%24").map(|(_, token)| token) {
        Some("deltatoken=1") => page("/$delta", messages(&["c", "d"]), next, "%24skipToken=2"),
        Some("skipToken=2") => page("/$delta", messages(&["e", "f"]), next, "%24skipToken=3"),
        Some("skipToken=3") => page("/$delta", messages(&["g"]), delta, "%24deltaToken=4"),
        Some("deltaToken=4") => {
            let mut items = messages(&["b"]);
            items.push(json!({"id": "Inbox('c')", "reason": "deleted"}));
            page("/$delta", items, next, "%24skipToken=5")
        }
        Some("skipToken=5") => {
            let moved = json!({
                "@odata.context": context("/$deletedEntity"),
                "id": "Inbox('e')",
                "reason": "changed",
            });
            page("/$delta", vec![moved], delta, "%24deltaToken=6")
        }
        Some("deltaToken=6") => page("/$delta", Vec::new(), delta, "%24deltaToken=6"),
        _ => page("", messages(&["a", "b"]), delta, "%24deltatoken=1"),
    }
}

fn inbox(client: &Client) -> MessageCollectionRequest {
    client.root().navigate("Inbox")
}

fn request(client: &Client) -> DeltaRequest<Message> {
    inbox(client)
        .delta()
        .query("$select", "Subject")
        .max_page_size(2)
}

/// Each change in a word.
fn told(change: &Change<Message>) -> String {
    match change {
        Change::Changed(message) => format!("+{}", message.id.as_deref().unwrap()),
        Change::Removed {
            id,
            reason: Some(reason),
            ..
        } => {
            format!("-{} {reason}", id.key().unwrap())
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_round_goes_as_outlook_documents_it() {
    let (client, log) = streams::client(|_, url| (200, outlook(url)));
    let mut all = Vec::new();
    let drained = block_on(request(&client).drain(|change| all.push(told(&change))));
    let token = drained.unwrap();
    assert_eq!(all, ["+a", "+b", "+c", "+d", "+e", "+f", "+g"]);
    let tracking = ["c=1", "odata.maxpagesize=2", "odata.track-changes"];
    let going_on = ["c=1", "odata.maxpagesize=2"];
    let expected = [&tracking[..], &tracking, &going_on, &going_on];
    assert_eq!(log.values("prefer"), expected);
    let expected = [
        format!("{INBOX}?$select=Subject"),
        format!("{INBOX}/?%24select=Subject&%24deltatoken=1"),
        format!("{INBOX}/?%24select=Subject&%24skipToken=2"),
        format!("{INBOX}/?%24select=Subject&%24skipToken=3"),
    ];
    assert_eq!(log.urls(), expected);

    let kept = serde_json::to_value(&token).unwrap();
    let expected = json!({
        "version": 1,
        "deltaLink": format!("{INBOX}/?%24select=Subject&%24deltaToken=4"),
        "headers": [["prefer", "odata.maxpagesize=2"], ["prefer", "odata.track-changes"]],
    });
    assert_eq!(kept, expected);
    assert!(serde_json::from_value::<Position>(kept.clone()).is_err());

    // Another day.
    let (client, log) = streams::client(|_, url| (200, outlook(url)));
    let token: DeltaToken = serde_json::from_value(kept).unwrap();
    let mut changes: Changes<Message> = client.changes_since(&token);
    let mut all = Vec::new();
    while let Some(change) = block_on(changes.try_next()).unwrap() {
        assert_eq!(changes.token().is_some(), all.len() == 2);
        all.push(told(&change));
    }
    assert_eq!(all, ["+b", "-c deleted", "-e changed"]);
    assert_eq!(log.values("prefer"), [&tracking[..], &going_on]);
    let token = changes.token().unwrap();
    assert!(changes.position().is_none());
    let none: Vec<_> = block_on(client.changes_since::<Message>(&token).try_collect()).unwrap();
    assert!(none.is_empty());
}

#[test]
fn a_round_goes_on_where_it_stood() {
    let (client, _) = streams::client(|_, url| (200, outlook(url)));
    for taken in 0..7 {
        let mut changes = request(&client).changes();
        let mut all = Vec::new();
        for _ in 0..taken {
            all.push(told(&block_on(changes.try_next()).unwrap().unwrap()));
        }
        let json = serde_json::to_string(&changes.position().unwrap()).unwrap();
        let (other, log) = streams::client(|_, url| (200, outlook(url)));
        let mut rest = other.resume_changes(&serde_json::from_str(&json).unwrap());
        let token = block_on(rest.drain(|change| all.push(told(&change)))).unwrap();
        assert_eq!(all, ["+a", "+b", "+c", "+d", "+e", "+f", "+g"], "{taken}");
        // The page that is gone on from is asked for as it was before.
        for (url, preferences) in log.urls().iter().zip(log.values("prefer")) {
            let tracking = preferences.contains(&"odata.track-changes".to_owned());
            assert_eq!(tracking, !url.contains("skipToken"), "{url}");
        }
        let tracking = json!([
            ["prefer", "odata.maxpagesize=2"],
            ["prefer", "odata.track-changes"]
        ]);
        assert_eq!(serde_json::to_value(&token).unwrap()["headers"], tracking);
    }
}

#[test]
fn preferences_stand_where_they_were_put() {
    let (client, log) = streams::client(|_, _| (200, r#"{"value":[],"@deltaLink":"x?d"}"#.into()));
    let request = inbox(&client)
        .delta()
        .header("Prefer", "odata.track-changes")
        .max_page_size(1)
        .with(|request| request.top(3));
    assert_eq!(format!("{request:?}"), format!("GET {INBOX}?$top=3"));
    block_on(request.drain(drop)).unwrap();
    let token = DeltaToken::new("x?d").prefer("odata.maxpagesize=1");
    block_on(client.changes_since::<Message>(&token).drain(drop)).unwrap();
    let expected = ["c=1", "odata.track-changes", "odata.maxpagesize=1"];
    assert_eq!(log.values("prefer"), [expected; 3]);
}

#[test]
fn a_function_with_delta_links_is_asked_as_it_is() {
    let (client, log) = streams::client(|_, url| {
        let link = match url.rsplit_once("token=") {
            None => r#""@odata.nextLink":"https://example.com/api/F?$skiptoken=1""#,
            Some(_) => r#""@odata.deltaLink":"https://example.com/api/F?$deltatoken=2""#,
        };
        (200, format!(r#"{{"value":[{{"Id":"a"}}],{link}}}"#))
    });
    let function = inbox(&client).search("x");
    let mut number = 0;
    let request = DeltaRequest::from(odata_runtime::Function::from(function)).max_page_size(5);
    let token = block_on(request.drain(|_| number += 1)).unwrap();
    assert_eq!((number, log.urls().len()), (2, 2));
    assert_eq!(log.values("prefer"), [["c=1", "odata.maxpagesize=5"]; 2]);
    block_on(client.changes_since::<Message>(&token).drain(drop)).unwrap();
    assert_eq!(log.values("prefer")[2], ["c=1", "odata.maxpagesize=5"]);
}

#[test]
fn without_a_delta_link_nothing_is_tracked() {
    let (client, _) = streams::client(|_, _| (200, r#"{"value":[{"Id":"a"}]}"#.into()));
    let mut changes = request(&client).changes();
    assert!(block_on(changes.try_next()).unwrap().is_some());
    let error = block_on(changes.try_next()).unwrap_err();
    let text = format!(
        "GET {INBOX}?$select=Subject: the service does not track changes here: \
         there is no delta link, and no `Preference-Applied`"
    );
    assert_eq!(error.to_string(), text);
    assert!(matches!(
        error,
        DeltaError::NotTracked { applied: false, .. }
    ));
    let error = Error::from(error).to_string();
    assert!(
        error.starts_with("cannot read `@odata.deltaLink`: the service does not"),
        "{error}"
    );
    assert!(block_on(changes.try_next()).unwrap().is_none() && changes.token().is_none());
    assert!(block_on(changes.drain(drop)).is_err());
}

fn failing(status: u16, location: Option<&'static str>, body: &'static str) -> Client {
    static SERVICE: Service = Service::new("https://example.com/api")
        .expired_codes(&[odata_runtime::ErrorCode::new("SyncStateNotFound")]);
    let asked = Arc::new(Mutex::new(0));
    let transport = transport_fn(move |_| {
        let mut asked = asked.lock().unwrap();
        *asked += 1;
        if *asked > 1 {
            return Ok(http::Response::new(
                r#"{"value":[],"@deltaLink":"x?d"}"#.into(),
            ));
        }
        let mut answer = http::Response::builder().status(status);
        if let Some(location) = location {
            answer = answer.header(LOCATION, location);
        }
        Ok(answer.body(body.into()).unwrap())
    });
    crate::witness::client(&SERVICE)
        .transport(transport)
        .build()
        .unwrap()
}

#[test]
fn an_expired_token_says_where_to_start_over() {
    let token = DeltaToken::new("https://example.com/api/Inbox?$deltatoken=old").prefer("a=1");
    let client = failing(410, Some("/api/Inbox?$deltatoken="), "");
    let mut changes = client.changes_since::<Message>(&token);
    let error = block_on(changes.try_next()).unwrap_err();
    assert!(error.is_expired());
    let text = error.to_string();
    assert!(
        text.starts_with("the changes since this token are not known any more, start over: GET")
    );
    let DeltaError::Expired {
        restart: Some(restart),
        source,
    } = error
    else {
        panic!("{error:?}");
    };
    assert_eq!(source.status().map(|status| status.as_u16()), Some(410));
    assert_eq!(restart.link(), "https://example.com/api/Inbox?$deltatoken=");
    let json = serde_json::to_value(&restart).unwrap();
    assert_eq!(
        json["headers"],
        json!([["prefer", "odata.track-changes"], ["prefer", "a=1"]])
    );
    block_on(client.resume_changes::<Message>(&restart).drain(drop)).unwrap();

    let code = r#"{"error":{"code":"syncstatenotfound","message":"m"}}"#;
    let other = r#"{"error":{"code":"resyncRequired","message":"m"}}"#;
    for (status, body, expired) in [
        (410, code, true),
        (400, code, true),
        (400, "{}", false),
        (400, other, false),
    ] {
        let client = failing(status, None, body);
        let mut changes = client.changes_since::<Message>(&token);
        let error = block_on(changes.drain(drop)).unwrap_err();
        assert_eq!(error.is_expired(), expired);
        assert!(!matches!(
            error,
            DeltaError::Expired {
                restart: Some(_),
                ..
            }
        ));
        assert_eq!(Error::from(error).status().unwrap().as_u16(), status);
        // What failed is asked for again.
        assert!(block_on(changes.drain(drop)).is_ok());
    }
}
