//! Documented HTTP exchanges, into what the request and the result of a client are compared with.

mod address;
mod json;
pub mod program;

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use crate::place;
pub use address::different_address;
pub use json::{lost, unequal};

/// One request of a documentation, and its answer if that is documented too.
#[derive(Clone, Debug, Deserialize)]
pub struct Exchange {
    /// What tells it from the others.
    pub id: String,
    /// The method.
    pub method: String,
    /// The whole URL, as the page has it.
    pub url: String,
    /// The headers by their names in small letters.
    #[serde(default)]
    pub headers: BTreeMap<String, Vec<String>>,
    /// The body, if it is JSON.
    #[serde(default)]
    pub body: Option<Value>,
    /// Set when there is a body that is not JSON although it should be.
    #[serde(default)]
    pub body_unreadable: Option<Value>,
    /// The status of the answer.
    #[serde(default)]
    pub status: Option<u16>,
    /// The body of the answer, if it is JSON.
    #[serde(default)]
    pub response: Option<Value>,
    /// Whether the URL has places for values, such as `{message_id}`.
    #[serde(default)]
    pub template: bool,
}

/// What a client has sent.
#[derive(Clone, Debug, Deserialize)]
pub struct Sent {
    /// The method.
    pub method: String,
    /// The whole URL.
    pub url: String,
    /// All headers, in order.
    pub headers: Vec<(String, String)>,
    /// The body as text.
    pub body: String,
}

/// The exchanges beside the repository, which a fresh clone does not have.
#[must_use]
pub fn shared() -> Option<Vec<Exchange>> {
    let file = place::shared_metadata()?
        .parent()?
        .join("exchanges/exchanges.json");
    file.is_file().then(|| read(&file))
}

/// The exchanges of the repository.
#[must_use]
pub fn own() -> Vec<Exchange> {
    read(&place::root().join("tests/fixtures/exchanges.json"))
}

/// The exchanges in a file.
///
/// # Panics
/// When the file is not a list of exchanges.
#[must_use]
pub fn read(file: &Path) -> Vec<Exchange> {
    serde_json::from_str(&place::read(file))
        .unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

impl Exchange {
    /// The version in the URL: `v2.0`, which it is, too, where the page leaves it open.
    #[must_use]
    pub fn version(&self) -> String {
        let mut segments = self.url.split('/');
        let version = segments
            .find(|segment| *segment == "api")
            .and_then(|_| segments.next());
        let version = version.filter(|version| !version.contains('{'));
        version.unwrap_or("v2.0").to_lowercase()
    }

    /// The status of the answer; where the page does not say, that of its kind.
    #[must_use]
    pub fn status(&self) -> u16 {
        let refused = self.error_code().is_some();
        self.status.unwrap_or(if refused { 400 } else { 200 })
    }

    /// The code of the error that the answer is.
    #[must_use]
    pub fn error_code(&self) -> Option<&str> {
        self.response.as_ref()?.get("error")?.get("code")?.as_str()
    }

    /// In what a request differs from the documented one: nothing when it is the same.
    #[must_use]
    pub fn differences(&self, sent: &Sent) -> Vec<String> {
        let mut found = Vec::new();
        if self.method != sent.method {
            found.push(format!("method {} for {}", sent.method, self.method));
        }
        found.extend(different_address(&self.url, &sent.url));
        let (documented, preferred) = (self.preferences(), preferences(sent));
        if documented != preferred {
            found.push(format!("Prefer {preferred:?} for {documented:?}"));
        }
        found.extend(self.different_body(sent));
        found
    }

    fn different_body(&self, sent: &Sent) -> Vec<String> {
        let mut found = Vec::new();
        let media_type = |text: &str| text.split(';').next().map(str::to_lowercase);
        let documented = self.headers.get("content-type").and_then(|all| all.first());
        let header = |(name, _): &&(String, String)| name == "content-type";
        let content_type = sent.headers.iter().find(header).map(|(_, value)| value);
        // Some pages give a content type to requests that have no content.
        if let (Some(documented), Some(content_type)) = (documented, content_type)
            && media_type(documented) != media_type(content_type)
        {
            found.push(format!("content type {content_type} for {documented}"));
        }
        match (&self.body, serde_json::from_str(&sent.body)) {
            (Some(body), Ok(sent)) => found.extend(unequal(body, &sent)),
            (Some(_), Err(_)) => found.push("no JSON body".to_owned()),
            (None, _) => {}
        }
        found
    }

    fn preferences(&self) -> Vec<String> {
        let lines = self.headers.get("prefer").into_iter().flatten();
        sorted_preferences(lines.map(String::as_str))
    }
}

fn preferences(sent: &Sent) -> Vec<String> {
    let lines = sent.headers.iter().filter(|(name, _)| name == "prefer");
    sorted_preferences(lines.map(|(_, value)| value.as_str()))
}

fn sorted_preferences<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<String> {
    let all = lines.flat_map(|line| line.split(','));
    let mut all: Vec<String> = all.map(|one| one.trim().to_owned()).collect();
    all.sort();
    all
}
