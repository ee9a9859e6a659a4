//! Do the structs that the generator puts around the runtime's work like what they are around?

use http::Method;
use odata_runtime::{Entity, Function, Items, Kind, Nothing, Request, Untyped, transport_fn};

use crate::model::{Client, Message, Recipient};

fn client() -> Client {
    let transport = transport_fn(|_| Ok(http::Response::new(r#"{"value":[]}"#.into())));
    crate::witness::watch();
    Client::builder().transport(transport).build().unwrap()
}

fn body<K: Kind>(request: Request<K>) -> String {
    String::from_utf8(request.into_http().unwrap().into_body().to_vec()).unwrap()
}

#[test]
fn a_generated_client_is_a_client() {
    let client = client();
    assert_eq!(client.base_url().as_str(), "https://example.com/model/");
    let plain: &odata_runtime::Client = &client;
    assert_eq!(Client::from(plain.clone()).base_url(), client.base_url());
    assert!(format!("{client:?}").contains("https://example.com/model/"));
}

#[test]
fn calls_with_optional_parameters_are_calls() {
    let search = client().messages().search("it's").limit(3);
    assert_eq!(
        format!("{search:?}"),
        "https://example.com/model/Messages/Test.Search(Text='it''s',Limit=3)"
    );
    let function: Function<Items<Message>> = search.clone().into();
    assert_eq!(function.request().method(), Method::GET);
    assert!(
        pollster::block_on(async { search.await })
            .unwrap()
            .is_empty()
    );

    let forward = client().messages().by_key("a").forward(["x"]).comment("c");
    assert_eq!(forward.template(), "Messages/{Id}/Test.Forward");
    let request: Request<Nothing> = forward.clone().request();
    assert_eq!(format!("{request:?}"), format!("{forward:?}"));
    pollster::block_on(async { forward.await }).unwrap();
}

/// Items are only written, so that a list of them need not be given away.
#[test]
fn items_are_given_or_lent() {
    let messages = client().messages();
    let items = vec![Recipient::from("x"), Recipient::from("y")];
    let json = r#"[{"EmailAddress":{"Address":"x"}},{"EmailAddress":{"Address":"y"}}]"#;

    let action = || messages.action::<Nothing>("Test", "Tell");
    let lent = action().items_parameter::<Recipient>("To", &items);
    let some = action().items_parameter::<Recipient>("To", items.iter().take(1));
    let given = action().items_parameter::<Recipient>("To", items.clone());
    assert_eq!(body(lent), format!(r#"{{"To":{json}}}"#));
    assert_eq!(body(given), format!(r#"{{"To":{json}}}"#));
    assert_eq!(body(some), r#"{"To":[{"EmailAddress":{"Address":"x"}}]}"#);

    let function = || messages.function::<Nothing>("Test", "Ask");
    let lent = function().items_argument::<Recipient>("To", &items);
    let same = function().json_argument("To", &items);
    assert_eq!(format!("{lent:?}"), format!("{same:?}"));
}

#[test]
fn raw_requests_reach_what_the_model_has_not() {
    let messages = client().messages();
    let request = messages.request::<Entity<Untyped>>(Method::PUT);
    assert_eq!(body(request.json(&[1])), "[1]");
}
