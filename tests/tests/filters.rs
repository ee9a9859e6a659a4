//! Random filters into the items that pass them: those that a service gives are those that Rust gives.
//!
//! Each filter is made twice at once, as an expression of the runtime and as a function on values. The former
//! goes as text to a service on loopback, which parses and evaluates it on JSON and knows nothing of the latter.

#[path = "filters/grow.rs"]
mod grow;
#[path = "filters/leaves.rs"]
mod leaves;
#[path = "filters/numbers.rs"]
mod numbers;
#[path = "filters/pair.rs"]
mod pair;
#[path = "filters/times.rs"]
mod times;
#[path = "filters/world.rs"]
mod world;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use outlook_rest::odata_runtime::Structured;
use outlook_rest::odata_runtime::query::Expression;
use outlook_rest::v2_0::{Client, Contact, Event, Message, contact, event, message};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use tests::loopback::{Server, TOKEN};
use tests::random::{Choices, cases};

use pair::{Leaves, Pair};

/// How many numbers a filter is made of at most.
const NUMBERS: usize = 80;

/// More items than there are.
const ALL: u64 = 1000;

/// A service with its items, read once as values.
struct World {
    client: Client,
    messages: Vec<Message>,
    events: Vec<Event>,
    contacts: Vec<Contact>,
    runtime: tokio::runtime::Runtime,
    _server: Server,
}

fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| {
        let server = Server::with(world::mailbox(60));
        let client = Client::builder().base_url(server.url("v2.0")).token(TOKEN);
        let client = client
            .build()
            .expect("a base URL and a token are all that a client needs");
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        let runtime = runtime.expect("a runtime for loopback can be made");
        let (messages, events, contacts) = runtime.block_on(async {
            let me = client.me();
            (
                me.messages()
                    .list()
                    .top(ALL)
                    .await
                    .expect("it is answered")
                    .items,
                me.events()
                    .list()
                    .top(ALL)
                    .await
                    .expect("it is answered")
                    .items,
                me.contacts()
                    .list()
                    .top(ALL)
                    .await
                    .expect("it is answered")
                    .items,
            )
        });
        World {
            client,
            messages,
            events,
            contacts,
            runtime,
            _server: server,
        }
    })
}

/// A filter that the numbers make.
fn drawn<O: 'static>(numbers: Vec<u32>, leaves: &Leaves<O, ()>) -> Pair<O, (), bool, bool> {
    grow::condition(&mut Choices::new(numbers), leaves, 4)
}

/// The ids of the items that pass in Rust.
fn passing<'a, O: Structured>(
    pair: &Pair<O, (), bool, bool>,
    items: &'a [O],
    id: impl Fn(&'a O) -> Option<&'a str>,
) -> Vec<&'a str> {
    let passing = items
        .iter()
        .filter(|item| pair.value(item, &()) == Some(true));
    passing.filter_map(id).collect()
}

fn same<'a>(
    text: &Expression<impl Sized, bool>,
    expected: &[&str],
    given: impl Iterator<Item = Option<&'a str>>,
) -> Result<(), TestCaseError> {
    let given: Vec<&str> = given.flatten().collect();
    prop_assert_eq!(expected, &given, "{}", text);
    Ok(())
}

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: cases(300),
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(2016),
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn messages_pass_at_the_service_as_they_do_in_rust(numbers in vec(any::<u32>(), 0..NUMBERS)) {
        let (world, pair) = (world(), drawn(numbers, &leaves::message()));
        let request = world.client.me().messages().list().filter(pair.text()).select(message::ID).top(ALL);
        let given = world.runtime.block_on(async { request.await });
        let given = given.map_err(|error| TestCaseError::fail(format!("{}: {error}", pair.text())))?;
        let expected = passing(&pair, &world.messages, |item| item.id.as_deref());
        same(&pair.text(), &expected, given.items.iter().map(|item| item.id.as_deref()))?;
    }

    #[test]
    fn events_pass_at_the_service_as_they_do_in_rust(numbers in vec(any::<u32>(), 0..NUMBERS)) {
        let (world, pair) = (world(), drawn(numbers, &leaves::event()));
        let request = world.client.me().events().list().filter(pair.text()).select(event::ID).top(ALL);
        let given = world.runtime.block_on(async { request.await });
        let given = given.map_err(|error| TestCaseError::fail(format!("{}: {error}", pair.text())))?;
        let expected = passing(&pair, &world.events, |item| item.id.as_deref());
        same(&pair.text(), &expected, given.items.iter().map(|item| item.id.as_deref()))?;
    }

    #[test]
    fn contacts_pass_at_the_service_as_they_do_in_rust(numbers in vec(any::<u32>(), 0..NUMBERS)) {
        let (world, pair) = (world(), drawn(numbers, &leaves::contact()));
        let request = world.client.me().contacts().list().filter(pair.text()).select(contact::ID).top(ALL);
        let given = world.runtime.block_on(async { request.await });
        let given = given.map_err(|error| TestCaseError::fail(format!("{}: {error}", pair.text())))?;
        let expected = passing(&pair, &world.contacts, |item| item.id.as_deref());
        same(&pair.text(), &expected, given.items.iter().map(|item| item.id.as_deref()))?;
    }
}

/// Filters that nothing or everything passes show little.
#[test]
fn filters_tell_items_apart() {
    let world = world();
    let mut used: BTreeMap<&str, usize> = BTreeMap::new();
    let mut telling = 0;
    for seed in 0..400 {
        let pair = grow::condition(&mut Choices::of_seed(seed, NUMBERS), &leaves::message(), 4);
        let text = pair.text().to_string();
        for word in WORDS {
            *used.entry(word).or_default() += usize::from(text.contains(word));
        }
        let count = passing(&pair, &world.messages, |item| item.id.as_deref()).len();
        telling += usize::from(count > 0 && count < world.messages.len());
    }
    let unused: Vec<&&str> = WORDS.iter().filter(|word| used[**word] == 0).collect();
    assert!(unused.is_empty(), "{unused:?}");
    assert!(telling >= 150, "{telling} of 400 tell items apart");
}

/// Operators and functions that have to be in some filter.
const WORDS: &[&str] = &[
    " eq ",
    " ne ",
    " gt ",
    " ge ",
    " lt ",
    " le ",
    " and ",
    " or ",
    "not ",
    " in (",
    " has ",
    " add ",
    " sub ",
    " mul ",
    " div ",
    " divby ",
    " mod ",
    "-(",
    "contains(",
    "startswith(",
    "endswith(",
    "length(",
    "indexof(",
    "substring(",
    "tolower(",
    "toupper(",
    "trim(",
    "concat(",
    "year(",
    "month(",
    "day(",
    "hour(",
    "minute(",
    "second(",
    "date(",
    "time(",
    "totaloffsetminutes(",
    "fractionalseconds(",
    "totalseconds(",
    "round(",
    "floor(",
    "ceiling(",
    "case(",
    "/any(x:",
    "/all(x:",
    "/any()",
    "/$count",
    " eq null",
    " ne null",
    "duration'",
    "''",
];
