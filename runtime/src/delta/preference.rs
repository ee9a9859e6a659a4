//! `Prefer` headers into whether they ask to track changes, and into the same without that.

use http::{HeaderMap, HeaderName};

use crate::preference::{self, PREFER};

/// The preference that makes a service give delta links (OData Protocol 4.01 §8.2.8.8).
pub(crate) const TRACK_CHANGES: &str = "odata.track-changes";

/// The prefix is optional since OData Protocol 4.01 §8.2.8.
const NAMES: [&str; 2] = [TRACK_CHANGES, "track-changes"];

pub(crate) fn prefers_tracking(headers: &HeaderMap) -> bool {
    preference::has(headers.get_all(PREFER), &NAMES)
}

/// Whether an answer says that the service does as was preferred.
pub(crate) fn applied_tracking(headers: &HeaderMap) -> bool {
    let applied = HeaderName::from_static("preference-applied");
    preference::has(headers.get_all(applied), &NAMES)
}

/// The headers for a next link: it goes on with what was asked, and the documents of Outlook show
/// no preference to track changes there.
pub(crate) fn without_tracking(headers: &HeaderMap) -> HeaderMap {
    let mut headers = headers.clone();
    preference::remove(&mut headers, &NAMES);
    headers
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

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
