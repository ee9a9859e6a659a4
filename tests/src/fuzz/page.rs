//! Turns bytes into a page of messages, read with generated types, and back into JSON that has lost nothing.

use http::Response;
use odata_runtime::Page;
use outlook_rest::v2_0::{Event, Message};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::model::answering;

/// The bytes as the answer to a list of messages, and of events. What is read is written, and what is
/// written is read as the same.
pub fn page(data: &[u8]) {
    check::<Message>(data);
    check::<Event>(data);
    let client = outlook_rest::v2_0::Client::from(answering(Response::new(data.to_vec())));
    let read = pollster::block_on(client.me().messages().list().send());
    let own: Result<Page<Message>, _> = serde_json::from_slice(data);
    if let (Ok(read), Ok(own)) = (&read, &own) {
        assert_eq!(text(read), text(own));
    }
    if let Err(error) = read {
        assert!(!error.to_string().is_empty() && own.is_err(), "{error}");
    }
}

fn text<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("what was read can be written")
}

fn check<T>(data: &[u8])
where
    Page<T>: Serialize + DeserializeOwned,
{
    let Ok(page) = serde_json::from_slice::<Page<T>>(data) else {
        return;
    };
    let written = text(&page);
    let again: Page<T> = serde_json::from_str(&written).expect("what was written can be read");
    assert_eq!(text(&again), written);
    if let Ok(sent) = serde_json::from_slice::<Value>(data) {
        let read: Value = serde_json::from_str(&written).expect("it is JSON");
        let lost = lost(&sent, &read);
        assert!(
            lost.is_none(),
            "{} is lost: {written}",
            lost.unwrap_or_default()
        );
    }
}

/// The first place at which something is not what it was. Nothing, null and an empty list are the same,
/// and so are `5`, `5.0` and, for numbers of 64 bits, `"5"`.
fn lost(sent: &Value, read: &Value) -> Option<String> {
    match (sent, read) {
        (Value::Object(sent), Value::Object(read)) => sent.iter().find_map(|(name, value)| {
            let found = read.get(name).unwrap_or(&Value::Null);
            lost(value, found).map(|place| format!("/{name}{place}"))
        }),
        (Value::Array(sent), Value::Array(read)) if sent.len() == read.len() => {
            let mut pairs = sent.iter().zip(read).enumerate();
            pairs.find_map(|(at, (sent, read))| {
                lost(sent, read).map(|place| format!("/{at}{place}"))
            })
        }
        (Value::Array(list), Value::Null) if list.is_empty() => None,
        (Value::Null, Value::Array(list)) if list.is_empty() => None,
        (Value::Number(sent), Value::Number(read)) if sent.as_f64() == read.as_f64() => None,
        (Value::String(sent), Value::Number(read)) => {
            let same = sent
                .parse()
                .ok()
                .is_some_and(|number: f64| Some(number) == read.as_f64());
            (!same).then(String::new)
        }
        _ => (sent != read).then(String::new),
    }
}
