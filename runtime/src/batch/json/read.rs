//! The JSON of an answer to a batch into the answers to single requests.

use std::collections::BTreeMap;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value as Json;
use serde_json::value::RawValue;

use super::is_json;
use crate::batch::assign::{Answers, Item, Part};
use crate::batch::mime::content_type;
use crate::error::DecodeError;
use crate::scalars::{Base64Url, Binary};

/// Reads the whole answer; of one that breaks off, all that came whole.
///
/// # Errors
/// When not even one answer is in it.
pub(in crate::batch) fn read(json: &[u8]) -> Result<Answers, DecodeError> {
    let mut items = Vec::new();
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    let read = Object(&mut items).deserialize(&mut deserializer);
    match read.and_then(|()| deserializer.end()) {
        Err(error) if items.is_empty() => Err(DecodeError::new(&error)),
        read => Ok(Answers {
            items,
            truncated: read.is_err(),
        }),
    }
}

/// `{"responses": […]}`, into a list that keeps what it has when the text breaks off.
struct Object<'a>(&'a mut Vec<Item>);

impl<'de> DeserializeSeed<'de> for Object<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Object<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with `responses`")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<(), M::Error> {
        let mut found = false;
        while let Some(name) = map.next_key::<String>()? {
            if name == "responses" {
                found = true;
                map.next_value_seed(List(self.0))?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        match found {
            true => Ok(()),
            false => Err(serde::de::Error::missing_field("responses")),
        }
    }
}

struct List<'a>(&'a mut Vec<Item>);

impl<'de> DeserializeSeed<'de> for List<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for List<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of responses")
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut list: S) -> Result<(), S::Error> {
        while let Some(members) = list.next_element::<Members>()? {
            self.0.push(item(&members));
        }
        Ok(())
    }
}

type Members = BTreeMap<String, Box<RawValue>>;

fn item(members: &Members) -> Item {
    let id = members.get("id").and_then(|json| text(json));
    let status = members.get("status").and_then(|json| text(json));
    let status = status.and_then(|text| StatusCode::from_bytes(text.as_bytes()).ok());
    let Some(status) = status else {
        let reason = "it has no status of HTTP".to_owned();
        return Item::Unreadable { id, reason };
    };
    let headers = members.get("headers").map(|json| headers(json));
    let headers = headers.unwrap_or_default();
    let body = members.get("body").map(|json| body(json, &headers));
    Item::One(Part {
        id,
        group: members.get("atomicityGroup").and_then(|json| text(json)),
        status,
        body: body.unwrap_or_default(),
        headers,
    })
}

/// A string, or a number as text.
fn text(json: &RawValue) -> Option<String> {
    match serde_json::from_str(json.get()).ok()? {
        Json::String(text) => Some(text),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn headers(json: &RawValue) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let members: Members = serde_json::from_str(json.get()).unwrap_or_default();
    for (name, value) in members {
        let name = HeaderName::from_bytes(name.as_bytes()).ok();
        let value = text(&value).and_then(|text| HeaderValue::try_from(text).ok());
        if let (Some(name), Some(value)) = (name, value) {
            // A map that is full takes no more.
            let _ = headers.try_append(name, value);
        }
    }
    headers
}

/// The bytes of a body: JSON as it is; of a string the text, or what it is base64 of
/// (OData JSON 4.01 §19).
fn body(json: &RawValue, headers: &HeaderMap) -> Bytes {
    let content_type = content_type(headers);
    let is_string = json.get().starts_with('"');
    if json.get() == "null" {
        return Bytes::new();
    }
    if !is_string || content_type.is_some_and(is_json) {
        return json.get().to_owned().into();
    }
    let text = text(json).unwrap_or_default();
    let is_text = content_type.is_none_or(|kind| kind.trim_start().starts_with("text/"));
    match text.parse::<Binary<Base64Url>>() {
        Ok(binary) if !is_text => binary.into_bytes().into(),
        _ => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::batch::assign::{Item, Part};

    fn parts(json: &str) -> (Vec<Part>, bool) {
        let answers = read(json.as_bytes()).unwrap();
        let parts = answers.items.into_iter().map(|item| match item {
            Item::One(part) => part,
            other => panic!("{other:?}"),
        });
        (parts.collect(), answers.truncated)
    }

    #[test]
    fn ids_and_statuses_are_texts_or_numbers() {
        let json = r#"{"@odata.context":{},"responses":[
            {"id":2,"status":"200","headers":{"CONTENT-type":"application/json;x=y","n":7}, "body":{"a":[1]}},
            {"status":204,"id":"1","atomicityGroup":"g1","body":null}]}"#;
        let (parts, truncated) = parts(json);
        assert!(!truncated);
        assert_eq!(parts[0].id.as_deref(), Some("2"));
        assert_eq!(parts[0].status, 200);
        assert_eq!(parts[0].body, r#"{"a":[1]}"#);
        assert_eq!(parts[0].headers["n"], "7");
        assert_eq!(parts[1].id.as_deref(), Some("1"));
        assert_eq!(parts[1].group.as_deref(), Some("g1"));
        assert!(parts[1].body.is_empty() && parts[1].status == 204);
    }

    #[test]
    fn strings_are_text_json_or_base64_by_the_content_type() {
        let body = |kind: &str, body: &str| {
            let json =
                format!(r#"{{"responses":[{{"status":200,"headers":{{{kind}}},"body":{body}}}]}}"#);
            parts(&json).0.remove(0).body
        };
        assert_eq!(body(r#""Content-Type":"text/plain""#, r#""YQ==""#), "YQ==");
        assert_eq!(
            body(r#""Content-Type":"image/png""#, r#""-_8""#).as_ref(),
            [0xfb, 0xff]
        );
        assert_eq!(
            body(r#""Content-Type":"image/png""#, r#""+/8=""#).as_ref(),
            [0xfb, 0xff]
        );
        assert_eq!(body(r#""Content-Type":"image/png""#, r#""?""#), "?");
        assert_eq!(
            body(r#""Content-Type":"application/json""#, r#""YQ==""#),
            r#""YQ==""#
        );
        assert_eq!(body("", r#""7\n""#), "7\n");
        assert_eq!(body("", "7"), "7");
    }

    #[test]
    fn what_came_whole_is_not_lost() {
        let json =
            r#"{"responses":[{"id":"1","status":200},{"id":"2","status":201},{"id":"3","sta"#;
        let (whole, truncated) = parts(json);
        assert_eq!((whole.len(), truncated), (2, true));
        for text in [
            "",
            "[]",
            "{}",
            r#"{"responses":{}}"#,
            r#"{"responses":[7]}"#,
            "\u{1}",
        ] {
            assert!(read(text.as_bytes()).is_err(), "{text}");
        }
        for end in 0..json.len() {
            let _ = read(&json.as_bytes()[..end]);
        }
        assert!(read(br#"{"responses":[]}"#).unwrap().items.is_empty());
        let strange = read(br#"{"responses":[{"id":"1"},{"status":1}]}"#).unwrap();
        assert!(
            strange
                .items
                .iter()
                .all(|item| matches!(item, Item::Unreadable { .. }))
        );
    }
}
