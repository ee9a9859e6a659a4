//! A result with what the headers of its answer say.

use std::ops::Deref;

use http::header::{ETAG, HeaderName, LOCATION};
use http::{HeaderMap, StatusCode};

use crate::preference;
use crate::service_error::request_id;

/// The result of a request, with the status and the headers that came with it.
///
/// ```
/// # use odata_runtime::{Client, Items, Request, Service, transport_fn};
/// # static SERVICE: Service = Service::new("https://example.com");
/// # pollster::block_on(async {
/// # let client = Client::builder(&SERVICE)
/// #     .transport(transport_fn(|_| {
/// #         let response = http::Response::builder().header("Preference-Applied", "odata.maxpagesize=2");
/// #         Ok(response.body(r#"{"value":["a"]}"#.into()).unwrap())
/// #     }))
/// #     .build()?;
/// # let list: Request<Items<String>> = client.root().request(http::Method::GET);
/// let answer = list.max_page_size(2).answer().await?;
/// assert_eq!(answer.preference_applied("odata.maxpagesize").as_deref(), Some("2"));
/// assert_eq!(answer.value[0], "a");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # }).unwrap();
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Answer<T> {
    /// The result.
    pub value: T,
    /// The status, one of success.
    pub status: StatusCode,
    /// All headers.
    pub headers: HeaderMap,
}

impl<T> Answer<T> {
    pub(crate) fn new(value: T, status: StatusCode, headers: HeaderMap) -> Self {
        Self {
            value,
            status,
            headers,
        }
    }

    /// The value of a preference that the service has followed, without quotes; empty for one that
    /// has no value, `None` for one that it has not followed (`Preference-Applied`, RFC 7240 §3).
    #[must_use]
    pub fn preference_applied(&self, name: &str) -> Option<String> {
        let mut lines = self.headers.get_all("preference-applied").iter();
        lines.find_map(|line| preference::value(line, name))
    }

    /// The version of the resource (`ETag`), for `If-Match`.
    #[must_use]
    pub fn etag(&self) -> Option<&str> {
        self.text(&ETAG)
    }

    /// Where what was created is (`Location`).
    #[must_use]
    pub fn location(&self) -> Option<&str> {
        self.text(&LOCATION)
    }

    /// The id of the entity, where the answer has no content (`OData-EntityId`,
    /// OData Protocol 4.01 §8.3.4).
    #[must_use]
    pub fn entity_id(&self) -> Option<&str> {
        self.text(&HeaderName::from_static("odata-entityid"))
    }

    /// The id under which the service finds the request in its logs.
    #[must_use]
    pub fn request_id(&self) -> Option<String> {
        request_id(&self.headers)
    }

    fn text(&self, name: &HeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

impl<T> Deref for Answer<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn applied(lines: &[&'static str], name: &str) -> Option<String> {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append("preference-applied", line.parse().unwrap());
        }
        Answer::new((), StatusCode::OK, headers).preference_applied(name)
    }

    #[test]
    fn preferences_are_found_in_any_line_and_form() {
        let lines = [
            r#"return=minimal, Outlook.TimeZone="A, \"B\"; C" ;x=1"#,
            "odata.track-changes",
        ];
        assert_eq!(applied(&lines, "return").as_deref(), Some("minimal"));
        assert_eq!(
            applied(&lines, "outlook.timezone").as_deref(),
            Some(r#"A, "B"; C"#)
        );
        assert_eq!(applied(&lines, "odata.track-changes").as_deref(), Some(""));
        for absent in ["x", "C", "B", "odata.maxpagesize", ""] {
            assert_eq!(applied(&lines, absent), None, "{absent}");
        }
        assert_eq!(applied(&["", ",;,", "="], "a"), None);
    }
}
