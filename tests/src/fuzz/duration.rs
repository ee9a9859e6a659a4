//! Turns bytes into durations, which must be written as they were read and mean what they say.

use jiff::SignedDuration;
use odata_runtime::{Duration, Literal};

use super::grammar;

/// The longest number of a duration that is surely understood, in digits.
const SURE: usize = 11;

/// The text as a duration: what is accepted is what the grammar has (OData ABNF `durationValue`), keeps
/// its text, and is as long as what it is written as anew.
pub fn duration(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let read = text.parse::<Duration>();
    let is_duration = grammar::is_duration(text);
    let Ok(duration) = read else {
        // No more seconds than fit into 64 bits are understood.
        let whole = |run: &str| run.len() <= SURE;
        let small = text.split(|c: char| !c.is_ascii_digit()).all(whole);
        assert!(!is_duration || !small, "`{text}` is a duration");
        return;
    };
    assert!(is_duration, "`{text}` is no duration");
    assert_eq!(duration.as_str(), text);
    assert_eq!(duration.to_string(), text);
    assert_eq!(duration.literal(), format!("duration'{text}'"));
    let length = SignedDuration::from(&duration);
    let canonical = Duration::from(length);
    assert!(grammar::is_duration(canonical.as_str()), "{canonical}");
    let again: Duration = canonical
        .as_str()
        .parse()
        .expect("what was written can be read");
    assert_eq!(again, duration, "{text}");
    assert_eq!(again.get(), length, "{text}");
    let json = serde_json::to_string(&duration).expect("a scalar can be written");
    let read: Duration = serde_json::from_str(&json).expect("what was written can be read");
    assert_eq!(read.as_str(), text);
}
