//! A request as it came into what a test can look at.

use axum::body::Bytes;
use axum::http::{HeaderMap, Method};

use super::call::decoded;

/// A request that the server has received.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The method.
    pub method: Method,
    /// Path and query, as they came.
    pub target: String,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
    /// Whether it was part of a batch.
    pub in_batch: bool,
}

impl Seen {
    /// Method, path below the version, and query, decoded: `GET Me/Messages?$top=1`.
    #[must_use]
    pub fn line(&self) -> String {
        let target = decoded(&self.target, false);
        let below = target.strip_prefix("/api/").unwrap_or(&target);
        let below = below.split_once('/').map_or(below, |(_, below)| below);
        format!("{} {below}", self.method)
    }

    /// All values of a header, with commas between them.
    #[must_use]
    pub fn header(&self, name: &str) -> String {
        let values = self.headers.get_all(name).iter();
        let values: Vec<&str> = values.filter_map(|value| value.to_str().ok()).collect();
        values.join(", ")
    }

    /// The body as JSON.
    ///
    /// # Panics
    /// When it is something else.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).expect("the body is JSON")
    }
}
