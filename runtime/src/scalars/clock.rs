//! Dates and times of day as OData writes them into their parts, and the digits of their seconds.

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

    /// `[-]YYYY-MM-DD`. There is no year `-0000`, which could not be told from `0000`.
    pub(super) fn date(&mut self) -> Option<civil::Date> {
        let negative = self.one_of(b"-").is_some();
        let year = i16::from(self.two()?) * 100 + i16::from(self.two()?);
        self.one_of(b"-")?;
        let month = self.two()?;
        self.one_of(b"-")?;
        let day = self.two()?;
        if negative && year == 0 {
            return None;
        }
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

/// The text of a date, a time or both, on the stack: the machinery of formatting costs more than
/// all the rest of writing such a value.
pub(super) struct Text {
    /// `-YYYY-MM-DDTHH:MM:SS.`, twelve digits and `+HH:MM` are 39.
    bytes: [u8; 40],
    length: usize,
}

impl Text {
    pub(super) fn new() -> Self {
        Self {
            bytes: [0; 40],
            length: 0,
        }
    }

    pub(super) fn as_str(&self) -> &str {
        let text = std::str::from_utf8(&self.bytes[..self.length]);
        text.expect("digits and signs are ASCII")
    }

    pub(super) fn push(&mut self, byte: u8) {
        self.bytes[self.length] = byte;
        self.length += 1;
    }

    /// A number with leading zeros.
    pub(super) fn push_digits(&mut self, mut number: u64, width: usize) {
        let end = self.length + width;
        for place in self.bytes[self.length..end].iter_mut().rev() {
            *place = b'0' + (number % 10) as u8;
            number /= 10;
        }
        self.length = end;
    }

    /// `[-]YYYY-MM-DD`.
    pub(super) fn push_date(&mut self, date: civil::Date) {
        if date.year() < 0 {
            self.push(b'-');
        }
        self.push_digits(date.year().unsigned_abs().into(), 4);
        for part in [date.month(), date.day()] {
            self.push(b'-');
            self.push_digits(part.unsigned_abs().into(), 2);
        }
    }

    /// `HH:MM[:SS[.fraction]]`.
    pub(super) fn push_time(&mut self, time: civil::Time, precision: Precision) {
        self.push_digits(time.hour().unsigned_abs().into(), 2);
        self.push(b':');
        self.push_digits(time.minute().unsigned_abs().into(), 2);
        let Ok(digits) = usize::try_from(precision.digits) else {
            return;
        };
        self.push(b':');
        self.push_digits(time.second().unsigned_abs().into(), 2);
        if digits > 0 {
            self.push(b'.');
            let nanoseconds = u64::from(time.subsec_nanosecond().unsigned_abs());
            let picoseconds = nanoseconds * 1000 + u64::from(precision.picoseconds);
            self.push_digits(picoseconds / 10_u64.pow(12 - digits as u32), digits);
        }
    }
}
