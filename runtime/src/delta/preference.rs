//! `Prefer` headers into whether they ask to track changes, and into the same without that.

use http::header::Entry;
use http::{HeaderMap, HeaderValue};

/// The preference that makes a service give delta links (OData Protocol 4.01 §8.2.8.8).
pub(crate) const TRACK_CHANGES: &str = "odata.track-changes";

pub(crate) fn prefers_tracking(headers: &HeaderMap) -> bool {
    names_tracking(headers, "prefer")
}

/// Whether an answer says that the service does as was preferred.
pub(crate) fn applied_tracking(headers: &HeaderMap) -> bool {
    names_tracking(headers, "preference-applied")
}

fn names_tracking(headers: &HeaderMap, header: &str) -> bool {
    let mut values = headers.get_all(header).iter();
    values.any(|value| {
        value
            .to_str()
            .is_ok_and(|text| preferences(text).any(is_tracking))
    })
}

/// The headers for a next link: it goes on with what was asked, and the documents of Outlook show
/// no preference to track changes there.
pub(crate) fn without_tracking(headers: &HeaderMap) -> HeaderMap {
    let mut headers = headers.clone();
    let Entry::Occupied(entry) = headers.entry("prefer") else {
        return headers;
    };
    let (name, values) = entry.remove_entry_mult();
    let values: Vec<HeaderValue> = values.filter_map(|value| untracked(&value)).collect();
    for value in values {
        headers.append(name.clone(), value);
    }
    headers
}

/// The same value where nothing needs to be taken out of it; `None` where nothing would be left.
fn untracked(value: &HeaderValue) -> Option<HeaderValue> {
    let Ok(text) = value.to_str() else {
        return Some(value.clone());
    };
    if !preferences(text).any(is_tracking) {
        return Some(value.clone());
    }
    let left: Vec<&str> = preferences(text).filter(|one| !is_tracking(one)).collect();
    match left.is_empty() {
        true => None,
        false => HeaderValue::try_from(left.join(", ")).ok(),
    }
}

/// The prefix is optional since OData Protocol 4.01 §8.2.8.
fn is_tracking(preference: &str) -> bool {
    preference.eq_ignore_ascii_case(TRACK_CHANGES)
        || preference.eq_ignore_ascii_case("track-changes")
}

/// The preferences in one value: commas divide them, but not in quotes (RFC 7240 §2).
fn preferences(value: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    let mut escaped = false;
    let divides = move |c: char| {
        let divides = c == ',' && !quoted;
        if c == '"' && !escaped {
            quoted = !quoted;
        }
        escaped = c == '\\' && !escaped;
        divides
    };
    value
        .split(divides)
        .map(str::trim)
        .filter(|one| !one.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(values: &[&'static str]) -> HeaderMap {
        let all = values.iter().map(|value| HeaderValue::from_static(value));
        all.map(|value| (http::HeaderName::from_static("prefer"), value))
            .collect()
    }

    #[test]
    fn only_the_one_preference_is_taken_out() {
        let mixed = headers(&[
            "odata.maxpagesize=2",
            "Track-Changes",
            "a=\"x, odata.track-changes\"",
            "b=1,odata.track-changes ,c=\"\\\", d\"",
        ]);
        assert!(prefers_tracking(&mixed));
        let left = without_tracking(&mixed);
        assert!(!prefers_tracking(&left));
        let left: Vec<_> = left.get_all("prefer").iter().collect();
        let expected = [
            "odata.maxpagesize=2",
            "a=\"x, odata.track-changes\"",
            "b=1, c=\"\\\", d\"",
        ];
        assert_eq!(left, expected);
        assert!(without_tracking(&headers(&[TRACK_CHANGES])).is_empty());
        assert!(!prefers_tracking(&headers(&["odata.track-changes-not"])));
    }
}
