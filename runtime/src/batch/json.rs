//! Batches in JSON: requests into text, and text into answers (OData JSON 4.01 §19).

mod read;

use bytes::Bytes;
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::value::RawValue;

pub(super) use self::read::read;
use super::assign::group_name;
use super::mime::content_type;
use super::prepare::Prepared;
use crate::error::{BuildError, EncodeError};
use crate::scalars::{Base64Url, Binary};

/// The body of a batch.
pub(super) fn write(requests: &[Prepared]) -> Result<Bytes, BuildError> {
    let json = serde_json::to_vec(&Requests(requests)).map_err(|error| BuildError::Encode {
        name: "requests".into(),
        source: EncodeError::from(error),
    })?;
    Ok(json.into())
}

pub(super) fn is_json(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or_default().trim();
    let kind = kind.to_ascii_lowercase();
    kind.ends_with("/json") || kind.ends_with("+json")
}

struct Requests<'a>(&'a [Prepared]);

impl Serialize for Requests<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry("requests", &List(self.0))?;
        map.end()
    }
}

struct List<'a>(&'a [Prepared]);

impl Serialize for List<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.len()))?;
        for request in self.0 {
            list.serialize_element(&One(request, self.0))?;
        }
        list.end()
    }
}

/// A request, among all of the call.
struct One<'a>(&'a Prepared, &'a [Prepared]);

impl Serialize for One<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(request, _) = self;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &request.id.to_string())?;
        if let Some(set) = request.set {
            map.serialize_entry("atomicityGroup", &group_name(set))?;
        }
        let needed = self.needed();
        if !needed.is_empty() {
            map.serialize_entry("dependsOn", &needed)?;
        }
        map.serialize_entry("method", request.line.method.as_str())?;
        map.serialize_entry("url", &request.target)?;
        map.serialize_entry("headers", &Headers(request))?;
        if !request.body.is_empty() {
            write_body(request, &mut map)?;
        }
        map.end()
    }
}

impl One<'_> {
    /// What the request needs: other requests, and the change sets of others that they are in.
    fn needed(&self) -> Vec<String> {
        let Self(request, all) = self;
        let first = all.first().map_or(1, |first| first.id);
        let mut needed = Vec::new();
        for id in &request.depends_on {
            let other = id.checked_sub(first).and_then(|index| all.get(index));
            let set = other.and_then(|other| other.set);
            if let Some(set) = set.filter(|set| Some(*set) != request.set) {
                needed.push(group_name(set));
            }
            needed.push(id.to_string());
        }
        needed.dedup();
        needed
    }
}

struct Headers<'a>(&'a Prepared);

impl Serialize for Headers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let headers = &self.0.headers;
        let mut map = serializer.serialize_map(Some(headers.keys_len()))?;
        for name in headers.keys() {
            let values = headers.get_all(name).iter();
            let values: Vec<_> = values
                .map(|value| String::from_utf8_lossy(value.as_bytes()))
                .collect();
            map.serialize_entry(name.as_str(), &values.join(", "))?;
        }
        map.end()
    }
}

/// JSON as it is, text as a string, and anything else as base64url.
fn write_body<M: SerializeMap>(request: &Prepared, map: &mut M) -> Result<(), M::Error> {
    use serde::ser::Error as _;
    let content_type = content_type(&request.headers).unwrap_or_default();
    let text = std::str::from_utf8(&request.body);
    if is_json(content_type) {
        let text = text.map_err(M::Error::custom)?;
        let json: &RawValue = serde_json::from_str(text).map_err(M::Error::custom)?;
        return map.serialize_entry("body", json);
    }
    match text {
        Ok(text) if content_type.starts_with("text/") => map.serialize_entry("body", text),
        _ => {
            let binary: Binary<Base64Url> = request.body.to_vec().into();
            map.serialize_entry("body", &binary.to_string())
        }
    }
}
