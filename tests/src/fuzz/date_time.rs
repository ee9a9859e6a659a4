//! Turns bytes into dates, times of day and moments, which must be written as they were read.

use std::fmt::{Debug, Display};
use std::str::FromStr;

use jiff::{Timestamp, Zoned};
use odata_runtime::{Date, DateTimeOffset, TimeOfDay};

use super::grammar;

/// The text as each of the three types: what is accepted is what the grammar has (OData ABNF
/// `dateValue`, `timeOfDayValue`, `dateTimeOffsetValue`), and comes out as it went in.
pub fn date_time(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    kept::<Date>(text, grammar::is_date(text));
    kept::<TimeOfDay>(text, grammar::is_time_of_day(text));
    let Some(moment) = kept::<DateTimeOffset>(text, grammar::is_date_time_offset(text)) else {
        return;
    };
    if let Ok(timestamp) = Timestamp::try_from(moment) {
        let again = DateTimeOffset::from(timestamp);
        // What is finer than a nanosecond is cut off, so the way back can only lead to something earlier.
        assert!(again <= moment, "{again} is later than {moment}");
        let zoned = Zoned::try_from(moment).expect("what is a timestamp is one in a zone, too");
        let zoned = DateTimeOffset::from(zoned);
        assert_eq!(again, zoned, "{text}");
        assert_eq!(zoned.local(), moment.local(), "{text}");
    }
}

/// The value of a text, which is one exactly where the grammar says so.
fn kept<T>(text: &str, expected: bool) -> Option<T>
where
    T: FromStr + Display + Debug + PartialEq + serde::Serialize + serde::de::DeserializeOwned,
{
    let value = text.parse::<T>().ok();
    assert_eq!(value.is_some(), expected, "`{text}`");
    let value = value?;
    assert_eq!(value.to_string(), text);
    let json = serde_json::to_string(&value).expect("a scalar can be written");
    assert_eq!(json, format!("\"{text}\""));
    let again: T = serde_json::from_str(&json).expect("what was written can be read");
    assert_eq!(again, value, "{text}");
    Some(value)
}
