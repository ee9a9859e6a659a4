//! A method, a URL, headers and a body into a call that the service can answer.

use std::borrow::Cow;

use axum::body::Bytes;
use axum::http::{HeaderMap, Method};
use serde_json::{Map, Value as Json};

use super::answer::Refusal;

/// A request, on its own or in a batch.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub(super) method: Method,
    /// The service root, with a slash at its end.
    pub(super) root: String,
    /// The path below the service root, as it came.
    pub(super) path: String,
    /// Query options, decoded.
    pub(super) query: Vec<(String, String)>,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

/// A part of a path: a name, and the key in parentheses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    pub(super) name: String,
    pub(super) key: Option<String>,
}

impl Call {
    /// A call of what stands in a request line, seen from an origin such as `http://127.0.0.1:1`.
    pub(super) fn new(
        origin: &str,
        method: Method,
        target: &str,
        headers: HeaderMap,
        body: Bytes,
    ) -> Result<Self, Refusal> {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let below = path
            .strip_prefix("/api/")
            .and_then(|path| path.split_once('/'));
        let Some((version @ ("v1.0" | "v2.0" | "beta"), path)) = below else {
            return Err(Refusal::not_found("there is no service at this address"));
        };
        Ok(Self {
            method,
            root: format!("{origin}/api/{version}/"),
            path: path.to_owned(),
            query: query_options(query),
            headers,
            body,
        })
    }

    /// The parts of the path; a slash at its end means nothing.
    pub(super) fn segments(&self) -> Vec<Segment> {
        let parts = self.path.split('/').filter(|part| !part.is_empty());
        parts.map(segment).collect()
    }

    /// A query option; the case of its name does not matter to Outlook.
    pub(super) fn option(&self, name: &str) -> Option<&str> {
        let mut all = self.query.iter();
        all.find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// The URL of the call with one query option in place of the ones with these names.
    pub(super) fn link(&self, without: &[&str], name: &str, value: &str) -> String {
        let mut link = format!("{}{}?", self.root, self.path);
        let kept = self
            .query
            .iter()
            .filter(|(known, _)| !without.iter().any(|name| known.eq_ignore_ascii_case(name)));
        for (name, value) in kept {
            link += &format!("{}={}&", encoded(name), encoded(value));
        }
        link + &encoded(name) + "=" + &encoded(value)
    }

    /// The value of a preference, `""` for one without.
    pub(super) fn preference(&self, name: &str) -> Option<String> {
        let values = self.headers.get_all("prefer").iter();
        let texts = values.filter_map(|value| value.to_str().ok());
        let mut all = texts.flat_map(|text| text.split([',', ';']));
        all.find_map(|one| {
            let (known, value) = one.trim().split_once('=').unwrap_or((one.trim(), ""));
            let found = known.trim().eq_ignore_ascii_case(name);
            found.then(|| value.trim().trim_matches('"').to_owned())
        })
    }

    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body as an object; an empty body is an empty object.
    pub(super) fn object(&self) -> Result<Map<String, Json>, Refusal> {
        if self.body.is_empty() {
            return Ok(Map::new());
        }
        serde_json::from_slice(&self.body)
            .map_err(|error| Refusal::bad_request("RequestBodyRead", &error.to_string()))
    }
}

fn query_options(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name, true), decoded(value, true))
        })
        .collect()
}

fn segment(part: &str) -> Segment {
    let text = decoded(part, false);
    let predicate = text.strip_suffix(')').and_then(|text| text.split_once('('));
    let Some((name, key)) = predicate else {
        return Segment {
            name: text,
            key: None,
        };
    };
    // The name of the key may stand before it, and a key may end with `=`.
    let named = key.split_once('=').filter(|_| !key.starts_with('\''));
    let key = named.map_or(key, |(_, key)| key);
    let key = key.strip_prefix('\'').unwrap_or(key);
    let key = key.strip_suffix('\'').unwrap_or(key);
    Segment {
        name: name.to_owned(),
        key: Some(key.replace("''", "'")),
    }
}

/// Text without percent-encoding; in queries a `+` is a space, as HTML forms have it.
pub(super) fn decoded(text: &str, in_query: bool) -> String {
    let spaced = match in_query {
        true => Cow::Owned(text.replace('+', " ")),
        false => Cow::Borrowed(text),
    };
    percent_encoding::percent_decode_str(&spaced)
        .decode_utf8_lossy()
        .into_owned()
}

fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'_' | b'.' | b'~' => {
                out.push(byte.into());
            }
            _ => out += &format!("%{byte:02x}"),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_in_each_form() {
        for (part, key) in [
            ("Messages", None),
            ("Messages('a=')", Some("a=")),
            ("Messages(Id='a=')", Some("a=")),
            ("Messages('it%27%27s%2F1')", Some("it's/1")),
        ] {
            let segment = segment(part);
            assert_eq!(segment.name, "Messages");
            assert_eq!(segment.key.as_deref(), key, "{part}");
        }
    }
}
