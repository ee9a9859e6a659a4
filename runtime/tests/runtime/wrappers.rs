//! Do the structs that the generator puts around the runtime's work like what they are around?

use http::Method;
use odata_runtime::{Entity, Function, Items, Kind, Nothing, Request, Untyped, transport_fn};

use crate::model::{Client, Message};

fn client() -> Client {
    let transport = transport_fn(|_| Ok(http::Response::new(r#"{"value":[]}"#.into())));
    crate::witness::watch();
    Client::builder().transport(transport).build().unwrap()
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
    let request: Request<Nothing> = forward.clone().into();
    assert_eq!(format!("{request:?}"), format!("{forward:?}"));
    pollster::block_on(async { forward.await }).unwrap();
}

#[test]
fn raw_requests_reach_what_the_model_has_not() {
    fn body<K: Kind>(request: Request<K>) -> Vec<u8> {
        request.into_http().unwrap().into_body().to_vec()
    }
    let messages = client().messages();
    let request = messages.request::<Entity<Untyped>>(Method::PUT);
    assert_eq!(body(request.json(&[1])), b"[1]");
}
