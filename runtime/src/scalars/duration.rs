//! `Edm.Duration`: a length of time in days, hours, minutes and seconds.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use jiff::SignedDuration;

use super::{ScalarError, text_scalar};
use crate::literal::Literal;

/// A signed length of time, in text like `PT1H30M` (OData CSDL 4.01 §3.3, ABNF `durationValue`).
///
/// Keeps its text exactly; two durations are equal, and ordered, by their length, of which a
/// nanosecond is the smallest part that counts.
///
/// ```
/// let duration: odata_runtime::Duration = "PT90M".parse()?;
/// assert_eq!(duration.get().as_secs(), 5400);
/// assert_eq!(duration, "PT1H30M".parse()?);
/// # Ok::<(), odata_runtime::ScalarError>(())
/// ```
#[derive(Clone)]
pub struct Duration {
    text: Box<str>,
    length: SignedDuration,
}

impl Duration {
    /// The length, cut to nanoseconds.
    #[must_use]
    pub const fn get(&self) -> SignedDuration {
        self.length
    }

    /// The text as it was read.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl FromStr for Duration {
    type Err = ScalarError;

    fn from_str(text: &str) -> Result<Self, ScalarError> {
        match parse(text) {
            Some(length) => Ok(Self {
                text: text.into(),
                length,
            }),
            None => Err(ScalarError::new(text, "a duration")),
        }
    }
}

/// `[+-]P[nD][T[nH][nM][n[.n]S]]`, with at least one number and, after `T`, another.
fn parse(text: &str) -> Option<SignedDuration> {
    let (negative, rest) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let rest = rest.strip_prefix(['P', 'p'])?;
    let (days, time) = match rest.split_once(['T', 't']) {
        Some((days, time)) if !time.is_empty() => (days, time),
        Some(_) => return None,
        None => (rest, ""),
    };
    if days.is_empty() && time.is_empty() {
        return None;
    }
    let mut seconds = 0_i64;
    let rest = add(&mut seconds, days, ['D', 'd'], 86_400)?;
    let time = rest.is_empty().then_some(time)?;
    let time = add(&mut seconds, time, ['H', 'h'], 3600)?;
    let time = add(&mut seconds, time, ['M', 'm'], 60)?;
    let mut nanoseconds = 0;
    if !time.is_empty() {
        let number = time.strip_suffix(['S', 's'])?;
        let whole = match number.split_once('.') {
            Some((whole, fraction)) => {
                nanoseconds = nanoseconds_of(fraction)?;
                whole
            }
            None => number,
        };
        seconds = seconds.checked_add(integer(whole)?)?;
    }
    let length = SignedDuration::new(seconds, nanoseconds);
    Some(if negative { -length } else { length })
}

/// Adds the number in front of the unit, if the unit is there; gives what follows.
fn add<'a>(seconds: &mut i64, text: &'a str, unit: [char; 2], in_seconds: i64) -> Option<&'a str> {
    let Some((number, rest)) = text.split_once(unit) else {
        return Some(text);
    };
    *seconds = seconds.checked_add(integer(number)?.checked_mul(in_seconds)?)?;
    Some(rest)
}

/// Digits only: the parser of integers would also take a sign.
fn integer(digits: &str) -> Option<i64> {
    let all = digits.bytes().all(|byte| byte.is_ascii_digit());
    all.then(|| digits.parse().ok())?
}

fn nanoseconds_of(fraction: &str) -> Option<i32> {
    if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let first = fraction.bytes().chain(std::iter::repeat(b'0')).take(9);
    Some(first.fold(0, |sum, digit| sum * 10 + i32::from(digit - b'0')))
}

impl From<SignedDuration> for Duration {
    fn from(length: SignedDuration) -> Self {
        Self {
            text: text_of(length).into(),
            length,
        }
    }
}

impl TryFrom<std::time::Duration> for Duration {
    type Error = jiff::Error;

    /// Fails when the length does not fit into 64 bits of seconds with a sign.
    fn try_from(length: std::time::Duration) -> Result<Self, jiff::Error> {
        SignedDuration::try_from(length).map(Self::from)
    }
}

fn text_of(length: SignedDuration) -> String {
    let sign = if length.is_negative() { "-" } else { "" };
    let seconds = length.as_secs().unsigned_abs();
    let nanoseconds = length.subsec_nanos().unsigned_abs();
    let mut text = format!("{sign}P");
    push(&mut text, seconds / 86_400, 'D');
    if seconds > 0 && seconds.is_multiple_of(86_400) && nanoseconds == 0 {
        return text;
    }
    text.push('T');
    push(&mut text, seconds / 3600 % 24, 'H');
    push(&mut text, seconds / 60 % 60, 'M');
    if nanoseconds > 0 {
        let fraction = format!("{nanoseconds:09}");
        text.push_str(&format!(
            "{}.{}S",
            seconds % 60,
            fraction.trim_end_matches('0')
        ));
    } else if seconds == 0 {
        text.push_str("0S");
    } else {
        push(&mut text, seconds % 60, 'S');
    }
    text
}

fn push(text: &mut String, number: u64, unit: char) {
    if number > 0 {
        text.push_str(&number.to_string());
        text.push(unit);
    }
}

impl From<&Duration> for SignedDuration {
    fn from(duration: &Duration) -> Self {
        duration.length
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Literal for Duration {
    fn literal(&self) -> String {
        format!("duration'{}'", self.text)
    }
}

impl Default for Duration {
    fn default() -> Self {
        SignedDuration::ZERO.into()
    }
}

impl PartialEq for Duration {
    fn eq(&self, other: &Self) -> bool {
        self.length == other.length
    }
}

impl Eq for Duration {}

impl PartialOrd for Duration {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Duration {
    fn cmp(&self, other: &Self) -> Ordering {
        self.length.cmp(&other.length)
    }
}

impl Hash for Duration {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.length.hash(state);
    }
}

text_scalar!(Duration, "a duration");
