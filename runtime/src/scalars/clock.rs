//! Dates and times of day as OData writes them into their parts, and the digits of their seconds.

use std::fmt;

use jiff::civil;

/// Takes the parts of a text from its front.
pub(super) struct Parts<'a>(pub(super) &'a [u8]);

impl Parts<'_> {
    /// A number of exactly two digits.
    pub(super) fn two(&mut self) -> Option<i8> {
        let [tens @ b'0'..=b'9', ones @ b'0'..=b'9', rest @ ..] = self.0 else {
            return None;
        };
        self.0 = rest;
        i8::try_from((tens - b'0') * 10 + (ones - b'0')).ok()
    }

    /// The next byte, if it is one of these.
    pub(super) fn one_of(&mut self, wanted: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        if !wanted.contains(first) {
            return None;
        }
        self.0 = rest;
        Some(*first)
    }

    /// `[-]YYYY-MM-DD`.
    pub(super) fn date(&mut self) -> Option<civil::Date> {
        let negative = self.one_of(b"-").is_some();
        let year = i16::from(self.two()?) * 100 + i16::from(self.two()?);
        self.one_of(b"-")?;
        let month = self.two()?;
        self.one_of(b"-")?;
        let day = self.two()?;
        civil::Date::new(if negative { -year } else { year }, month, day).ok()
    }

    /// `HH:MM[:SS[.fraction]]`.
    pub(super) fn time(&mut self) -> Option<(civil::Time, Precision)> {
        let hour = self.two()?;
        self.one_of(b":")?;
        let minute = self.two()?;
        if self.one_of(b":").is_none() {
            let time = civil::Time::new(hour, minute, 0, 0).ok()?;
            return Some((time, Precision::MINUTES));
        }
        let second = self.two()?;
        let (nanoseconds, precision) = self.fraction()?;
        let time = civil::Time::new(hour, minute, second, nanoseconds).ok()?;
        Some((time, precision))
    }

    /// `.` and one to twelve digits, or nothing (OData ABNF `fractionalSeconds`).
    fn fraction(&mut self) -> Option<(i32, Precision)> {
        if self.one_of(b".").is_none() {
            return Some((0, Precision::SECONDS));
        }
        let digits = self
            .0
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        if !(1..=12).contains(&digits) {
            return None;
        }
        let (fraction, rest) = self.0.split_at(digits);
        self.0 = rest;
        let mut picoseconds = 0_i64;
        for place in 0..12 {
            let digit = fraction.get(place).map_or(0, |byte| byte - b'0');
            picoseconds = picoseconds * 10 + i64::from(digit);
        }
        let precision = Precision {
            digits: digits as i8,
            picoseconds: (picoseconds % 1000) as u16,
        };
        Some(((picoseconds / 1000) as i32, precision))
    }
}

/// How exactly a time was written, and what is finer than a nanosecond.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Precision {
    /// Digits after the point; -1 where there are no seconds either.
    digits: i8,
    /// 0 to 999, besides the nanoseconds.
    pub(super) picoseconds: u16,
}

impl Precision {
    const MINUTES: Self = Self {
        digits: -1,
        picoseconds: 0,
    };
    pub(super) const SECONDS: Self = Self {
        digits: 0,
        picoseconds: 0,
    };

    /// As many digits as the time needs.
    pub(super) fn of(time: civil::Time) -> Self {
        let mut digits = 9;
        let mut rest = time.subsec_nanosecond();
        while digits > 0 && rest % 10 == 0 {
            rest /= 10;
            digits -= 1;
        }
        Self {
            digits,
            picoseconds: 0,
        }
    }
}

pub(super) fn write_date(date: civil::Date, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let sign = if date.year() < 0 { "-" } else { "" };
    let (year, month, day) = (date.year().unsigned_abs(), date.month(), date.day());
    write!(f, "{sign}{year:04}-{month:02}-{day:02}")
}

pub(super) fn write_time(
    time: civil::Time,
    precision: Precision,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    write!(f, "{:02}:{:02}", time.hour(), time.minute())?;
    if precision.digits < 0 {
        return Ok(());
    }
    write!(f, ":{:02}", time.second())?;
    if precision.digits == 0 {
        return Ok(());
    }
    let picoseconds = i64::from(time.subsec_nanosecond()) * 1000 + i64::from(precision.picoseconds);
    let shown = picoseconds / 10_i64.pow(12 - precision.digits.unsigned_abs().min(12) as u32);
    write!(f, ".{shown:0width$}", width = precision.digits as usize)
}
