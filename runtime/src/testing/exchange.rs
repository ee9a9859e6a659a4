//! Requests and answers, into JSON that people can read and edit, and back.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// What stands in the place of a secret in a URL.
pub(super) const HIDDEN: &str = "hidden";

/// A file of exchanges, in the order in which they ended.
#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Recording {
    pub(super) exchanges: Vec<Exchange>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Exchange {
    pub(super) request: Asked,
    pub(super) answer: Answered,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    pub(super) method: String,
    pub(super) url: String,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) body: Option<Content>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Answered {
    status: u16,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    body: Option<Content>,
}

/// A body; one of these is there.
#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Content {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    json: Option<Box<RawValue>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    base64: Option<String>,
}

/// What is not to stand in a file.
#[derive(Clone, Debug, Default)]
pub(super) struct Secrets {
    pub(super) headers: Vec<String>,
    pub(super) query: Vec<String>,
}

impl Exchange {
    pub(super) fn new(
        request: &http::Request<Bytes>,
        answer: &Response<Bytes>,
        secrets: &Secrets,
    ) -> Self {
        Self {
            request: Asked {
                method: request.method().to_string(),
                url: secrets.hide(&request.uri().to_string()),
                headers: secrets.headers(request.headers()),
                body: Content::new(request.body(), secrets),
            },
            answer: Answered {
                status: answer.status().as_u16(),
                headers: secrets.headers(answer.headers()),
                body: Content::new(answer.body(), secrets),
            },
        }
    }
}

impl Answered {
    /// The answer, or what is wrong with it.
    pub(super) fn response(&self) -> Result<Response<Bytes>, String> {
        let body = self
            .body
            .as_ref()
            .map_or(Ok(Bytes::new()), Content::bytes)?;
        let mut response = Response::new(body);
        let status = StatusCode::from_u16(self.status);
        *response.status_mut() = status.map_err(|_| format!("`{}` is no status", self.status))?;
        for (name, value) in &self.headers {
            let header = name
                .parse::<HeaderName>()
                .ok()
                .zip(value.parse::<HeaderValue>().ok());
            let (name, value) = header.ok_or_else(|| format!("`{name}` is no header"))?;
            response.headers_mut().insert(name, value);
        }
        Ok(response)
    }
}

impl Content {
    /// The body in the most readable form; JSON keeps its text, digits of numbers among it.
    fn new(body: &Bytes, secrets: &Secrets) -> Option<Self> {
        if body.is_empty() {
            return None;
        }
        let Ok(text) = std::str::from_utf8(body) else {
            return Some(Self {
                base64: Some(STANDARD.encode(body)),
                ..Self::default()
            });
        };
        let text = secrets.hide(text);
        let json = text
            .starts_with(['{', '['])
            .then(|| RawValue::from_string(text.clone()).ok());
        Some(match json.flatten() {
            Some(json) => Self {
                json: Some(json),
                ..Self::default()
            },
            None => Self {
                text: Some(text),
                ..Self::default()
            },
        })
    }

    fn bytes(&self) -> Result<Bytes, String> {
        match (&self.json, &self.text, &self.base64) {
            (Some(json), None, None) => Ok(json.get().to_owned().into()),
            (None, Some(text), None) => Ok(text.clone().into()),
            (None, None, Some(base64)) => {
                let bytes = STANDARD.decode(base64);
                bytes.map(Into::into).map_err(|error| error.to_string())
            }
            _ => Err("a body is one of `json`, `text` and `base64`".to_owned()),
        }
    }

    /// Whether a body is this one; JSON may be written in another way.
    pub(super) fn is(&self, body: &Bytes) -> bool {
        let json = |text: &[u8]| serde_json::from_slice::<serde_json::Value>(text).ok();
        match &self.json {
            Some(known) => {
                json(body).is_some_and(|body| json(known.get().as_bytes()) == Some(body))
            }
            None => self.bytes().is_ok_and(|known| known == body),
        }
    }
}

impl Secrets {
    /// The headers but those that are secret, or wrong once the body is edited.
    fn headers(&self, headers: &HeaderMap) -> BTreeMap<String, String> {
        const LEFT_OUT: [HeaderName; 7] = [
            header::AUTHORIZATION,
            header::PROXY_AUTHORIZATION,
            header::COOKIE,
            header::SET_COOKIE,
            header::CONTENT_LENGTH,
            header::TRANSFER_ENCODING,
            header::CONNECTION,
        ];
        let is_left_out = |name: &HeaderName| {
            let named = self
                .headers
                .iter()
                .any(|one| name.as_str().eq_ignore_ascii_case(one));
            named || LEFT_OUT.contains(name)
        };
        let mut kept = BTreeMap::<String, String>::new();
        for (name, value) in headers {
            let Ok(value) = value.to_str().map(|text| self.hide(text)) else {
                continue;
            };
            if is_left_out(name) || headers[name].is_sensitive() {
                continue;
            }
            let known = kept.entry(name.as_str().to_owned()).or_default();
            if !known.is_empty() {
                known.push_str(", ");
            }
            known.push_str(&value);
        }
        kept
    }

    /// A text without the secret values of query options, in whatever URL they stand.
    fn hide(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for name in &self.query {
            for before in ["?", "&", "\\u0026"] {
                text = hide_after(&text, &format!("{before}{name}="));
            }
        }
        text
    }
}

fn hide_after(text: &str, begin: &str) -> String {
    const ENDS: [char; 9] = ['&', '#', '"', '\'', '<', '>', '\\', ' ', '\n'];
    let mut parts = text.split(begin);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(begin);
        out.push_str(HIDDEN);
        out.push_str(&part[part.find(ENDS).unwrap_or(part.len())..]);
    }
    out
}
