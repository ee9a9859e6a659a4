//! `Edm.DateTimeOffset`: a date and a time with an offset from UTC.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use jiff::civil;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};

use super::clock::{Parts, Precision, Text};
use super::{ScalarError, clock_scalar};

/// A moment, with the offset from UTC that it was written with (OData CSDL 4.01 §3.3).
///
/// Keeps its text exactly: the offset, `Z` or `+00:00`, the digits of the seconds, or that there
/// were none. Two values are equal, and ordered, by the moment that they mean.
///
/// ```
/// use odata_runtime::DateTimeOffset;
///
/// let local: DateTimeOffset = "2020-03-01T09:30:00.00+01:00".parse()?;
/// let utc: DateTimeOffset = "2020-03-01T08:30Z".parse()?;
/// assert_eq!(local, utc);
/// assert_eq!(local.to_string(), "2020-03-01T09:30:00.00+01:00");
/// assert_eq!(jiff::Timestamp::try_from(local)?.as_second(), 1_583_051_400);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy)]
pub struct DateTimeOffset {
    local: civil::DateTime,
    /// Minutes east of UTC.
    offset: i16,
    precision: Precision,
    /// The letters as they came: the grammar takes both cases.
    t: Letter,
    zone: Zone,
}

#[derive(Clone, Copy)]
enum Letter {
    Upper,
    Lower,
}

#[derive(Clone, Copy)]
enum Zone {
    Z,
    LowerZ,
    Plus,
    /// Apart from the sign of the offset, because `-00:00` exists.
    Minus,
}

impl DateTimeOffset {
    /// Date and time on a clock with this value's offset, cut to nanoseconds.
    #[must_use]
    pub const fn local(&self) -> civil::DateTime {
        self.local
    }

    /// Minutes that the clock is ahead of UTC.
    #[must_use]
    pub const fn offset_minutes(&self) -> i16 {
        self.offset
    }

    fn parse(text: &str) -> Option<Self> {
        let mut parts = Parts(text.as_bytes());
        let date = parts.date()?;
        let t = match parts.one_of(b"Tt")? {
            b'T' => Letter::Upper,
            _ => Letter::Lower,
        };
        let (time, precision) = parts.time()?;
        let zone = match parts.one_of(b"Zz+-")? {
            b'Z' => Zone::Z,
            b'z' => Zone::LowerZ,
            b'+' => Zone::Plus,
            _ => Zone::Minus,
        };
        let offset = match zone {
            Zone::Z | Zone::LowerZ => 0,
            Zone::Plus => minutes(&mut parts)?,
            Zone::Minus => -minutes(&mut parts)?,
        };
        parts.0.is_empty().then_some(Self {
            local: date.to_datetime(time),
            offset,
            precision,
            t,
            zone,
        })
    }

    fn text(&self) -> Text {
        let mut text = Text::new();
        text.push_date(self.local.date());
        text.push(match self.t {
            Letter::Upper => b'T',
            Letter::Lower => b't',
        });
        text.push_time(self.local.time(), self.precision);
        let sign = match self.zone {
            Zone::Z => b'Z',
            Zone::LowerZ => b'z',
            Zone::Plus => b'+',
            Zone::Minus => b'-',
        };
        text.push(sign);
        if matches!(self.zone, Zone::Plus | Zone::Minus) {
            let minutes = u64::from(self.offset.unsigned_abs());
            text.push_digits(minutes / 60, 2);
            text.push(b':');
            text.push_digits(minutes % 60, 2);
        }
        text
    }

    /// Seconds since the year 0 in UTC, and picoseconds: beyond what a `Timestamp` holds, as
    /// `9999-12-31T23:59:59Z` is, which services use for "never".
    fn instant(&self) -> (i64, i32, u16) {
        let date = self.local.date();
        let year = i64::from(date.year());
        let leap_days =
            (year - 1).div_euclid(4) - (year - 1).div_euclid(100) + (year - 1).div_euclid(400);
        let days = year * 365 + leap_days + i64::from(date.day_of_year());
        let clock = i64::from(self.local.hour()) * 60 + i64::from(self.local.minute());
        let minutes = days * 1440 + clock - i64::from(self.offset);
        (
            minutes * 60 + i64::from(self.local.second()),
            self.local.subsec_nanosecond(),
            self.precision.picoseconds,
        )
    }

    fn jiff_offset(&self) -> Result<Offset, jiff::Error> {
        Offset::from_seconds(i32::from(self.offset) * 60)
    }
}

/// `HH:MM`.
fn minutes(parts: &mut Parts<'_>) -> Option<i16> {
    let hours = parts.two().filter(|hours| *hours < 24)?;
    parts.one_of(b":")?;
    let minutes = parts.two().filter(|minutes| *minutes < 60)?;
    Some(i16::from(hours) * 60 + i16::from(minutes))
}

impl FromStr for DateTimeOffset {
    type Err = ScalarError;

    fn from_str(text: &str) -> Result<Self, ScalarError> {
        Self::parse(text).ok_or_else(|| ScalarError::new(text, "a date and time with an offset"))
    }
}

impl fmt::Display for DateTimeOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.text().as_str())
    }
}

impl From<Timestamp> for DateTimeOffset {
    fn from(timestamp: Timestamp) -> Self {
        let local = Offset::UTC.to_datetime(timestamp);
        Self {
            local,
            offset: 0,
            precision: Precision::of(local.time()),
            t: Letter::Upper,
            zone: Zone::Z,
        }
    }
}

impl From<&Zoned> for DateTimeOffset {
    /// Keeps the moment; the name of the zone has no place in the type, and an offset with
    /// seconds, as before 1900, is cut to minutes.
    fn from(zoned: &Zoned) -> Self {
        let minutes = zoned.offset().seconds() / 60;
        let offset = Offset::from_seconds(minutes * 60).unwrap_or(Offset::UTC);
        let local = offset.to_datetime(zoned.timestamp());
        Self {
            local,
            offset: (offset.seconds() / 60) as i16,
            precision: Precision::of(local.time()),
            t: Letter::Upper,
            zone: if minutes < 0 { Zone::Minus } else { Zone::Plus },
        }
    }
}

impl From<Zoned> for DateTimeOffset {
    fn from(zoned: Zoned) -> Self {
        Self::from(&zoned)
    }
}

impl TryFrom<DateTimeOffset> for Timestamp {
    type Error = jiff::Error;

    /// Fails for the last day of the year 9999, which a `Timestamp` does not reach.
    fn try_from(value: DateTimeOffset) -> Result<Self, jiff::Error> {
        value.jiff_offset()?.to_timestamp(value.local)
    }
}

impl TryFrom<DateTimeOffset> for Zoned {
    type Error = jiff::Error;

    /// Fails for the last day of the year 9999, which a `Zoned` does not reach.
    fn try_from(value: DateTimeOffset) -> Result<Self, jiff::Error> {
        let zone = TimeZone::fixed(value.jiff_offset()?);
        Ok(Timestamp::try_from(value)?.to_zoned(zone))
    }
}

impl PartialEq for DateTimeOffset {
    fn eq(&self, other: &Self) -> bool {
        self.instant() == other.instant()
    }
}

impl Eq for DateTimeOffset {}

impl PartialOrd for DateTimeOffset {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for DateTimeOffset {
    fn cmp(&self, other: &Self) -> Ordering {
        self.instant().cmp(&other.instant())
    }
}

impl Hash for DateTimeOffset {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.instant().hash(state);
    }
}

clock_scalar!(DateTimeOffset, "a date and time with an offset");
