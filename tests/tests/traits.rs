//! Turns the features `serde` and `compare` on and off: what types implement comes and goes, and requests stay.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::Path;

use odata_bindgen::config::Config;
use odata_bindgen::generate;
use tests::scratch::Scratch;

#[test]
fn types_implement_what_is_asked_for_and_requests_need_none_of_it() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("traits");
    let config = Config::load(Path::new("fixtures/features_by_root.toml"));
    let generated = generate(&Scratch::with_runtime(config.unwrap().0)).unwrap();
    for traits in [&[][..], &["serde"], &["compare"], &["serde", "compare"]] {
        let mut scratch = Scratch::new(&folder);
        scratch.add("features-by-root", &generated);
        let features = [&["full"], traits].concat();
        let manifest = format!(
            "[dependencies]\nfeatures-by-root = {{ path = \"../features-by-root\", default-features = false, \
             features = {features:?} }}\nhttp = \"1\"\npollster = \"0.4\"\nserde = \"1\"\n"
        );
        scratch.add_program("program", &manifest, PROGRAM);
        let output = scratch.run("program", traits);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{traits:?}: {said}");
    }
}

/// Its arguments are the traits that it should find.
const PROGRAM: &str = r####"use std::error::Error;

use features_by_root::odata_runtime::{self as odata, Structured as _, from_json, to_json};
use features_by_root::properties::shop::{line, order};
use features_by_root::types::common::{Address, Currency, Money};
use features_by_root::types::shop::{Discount, Order, Party, Percentage, Person, Stars};
use features_by_root::{Client, Patch};

/// Whether a type has a trait: where it has, the constant of the type itself wins.
macro_rules! has {
    ($type:ty: $($bounds:tt)+) => {{
        #[allow(dead_code)]
        trait Lacks {
            const HAS: bool = false;
        }
        impl<T> Lacks for T {}
        struct Asked<T>(std::marker::PhantomData<T>);
        #[allow(dead_code)]
        impl<T: $($bounds)+> Asked<T> {
            const HAS: bool = true;
        }
        <Asked<$type>>::HAS
    }};
}

macro_rules! assert_traits {
    ($serde:expr, $compare:expr, $($type:ty),+) => {$(
        let name = stringify!($type);
        assert_eq!(has!($type: serde::Serialize), $serde, "{name}");
        assert_eq!(has!($type: serde::de::DeserializeOwned), $serde, "{name}");
        assert_eq!(has!($type: PartialEq), $compare, "{name}");
        assert!(has!($type: Clone + std::fmt::Debug), "{name}");
    )+};
}

fn main() -> Result<(), Box<dyn Error>> {
    let traits: Vec<String> = std::env::args().skip(1).collect();
    let on = |name: &str| traits.iter().any(|one| one == name);
    assert_traits!(on("serde"), on("compare"), Order, Party, Person, Discount, Money);
    assert_traits!(on("serde"), true, Currency, Stars);
    values()?;
    pollster::block_on(requests())
}

fn values() -> Result<(), Box<dyn Error>> {
    let json = r##"{"@odata.type":"#Example.Shop.Person","Id":"a","Address":{"Street":"b"},"New":1}"##;
    let party: Party = from_json(json)?;
    assert!(matches!(&party, Party::Person(person) if person.address.is_some()));
    assert_eq!(to_json(&party)?, json);
    assert!(party.downcast::<Person>()?.is_some());
    assert_eq!(from_json::<Order>("{\"Total\":1}").unwrap_err().path, "Total");
    Ok(())
}

async fn requests() -> Result<(), Box<dyn Error>> {
    let client = Client::builder()
        .base_url("https://example.com/shop/")
        .transport(odata::transport_fn(|request| Ok(answer(&request))))
        .build()?;
    let orders = client.orders();
    let order = Order {
        total: Some(Money { currency: Some(Currency::Dollar), ..Money::default() }),
        ..Order::default()
    };
    let created = orders.create(&order).await?;
    assert_eq!(to_json(&created)?, r#"{"Id":"a","Total":{"Currency":"Dollar"}}"#);
    let one = orders.by_key("a");
    one.update(Patch::new().set(order::TOTAL, Money::default())).await?;
    one.ship().to(&Address::default()).await?;
    let discount = Percentage { percent: Some(5), ..Percentage::default() };
    let lines = one.lines();
    lines.by_key("b").update(Patch::new().set(line::DISCOUNT, discount)).await?;
    let page = orders.list().expand(order::CUSTOMER).filter(order::ID.eq("a")).await?;
    assert!(page[0].customer.get()?.is_some());
    let mut batch = client.batch();
    batch.add(one.get());
    assert_eq!(batch.into_http()?.len(), 1);
    Ok(())
}

fn answer<B>(request: &http::Request<B>) -> http::Response<odata::Body> {
    let body = match request.method().as_str() {
        "GET" => r##"{"value":[{"Id":"a","Customer":{"@odata.type":"#Example.Shop.Company"}}]}"##,
        "POST" if request.uri().path().ends_with("Orders") => {
            r#"{"Id":"a","Total":{"Currency":"Dollar"}}"#
        }
        _ => "",
    };
    let mut response = http::Response::new(body.into());
    if body.is_empty() {
        *response.status_mut() = http::StatusCode::NO_CONTENT;
    }
    response
}
"####;
