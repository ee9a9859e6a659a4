//! A result with what the headers of its answer say.

use std::ops::Deref;

use http::header::{ETAG, HeaderName, LOCATION};
use http::{HeaderMap, StatusCode};

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
        let headers = self.headers.get_all("preference-applied").iter();
        let lines = headers.filter_map(|line| line.to_str().ok());
        lines.flat_map(preferences).find_map(|preference| {
            let (known, value) = preference.split_once('=').unwrap_or((preference, ""));
            let found = known.trim().eq_ignore_ascii_case(name);
            found.then(|| unquoted(value.trim()))
        })
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

/// The preferences of one line, without their parameters: commas and semicolons in quotes are text.
fn preferences(line: &str) -> impl Iterator<Item = &str> {
    split_unquoted(line, ',').filter_map(|preference| {
        let preference = split_unquoted(preference, ';').next()?.trim();
        (!preference.is_empty()).then_some(preference)
    })
}

fn split_unquoted(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let (mut quoted, mut escaped) = (false, false);
    text.split(move |c| {
        let ends = c == separator && !quoted;
        if c == '"' && !escaped {
            quoted = !quoted;
        }
        escaped = quoted && c == '\\' && !escaped;
        ends
    })
}

fn unquoted(value: &str) -> String {
    let inner = value
        .strip_prefix('"')
        .and_then(|value| value.strip_suffix('"'));
    let Some(inner) = inner else {
        return value.to_owned();
    };
    let mut out = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => out.extend(chars.next()),
            _ => out.push(c),
        }
    }
    out
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
