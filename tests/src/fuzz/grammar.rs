//! Turns a text into whether it is a literal of the grammar (OData ABNF 4.01, section 7), written anew from the rules.
//!
//! It says nothing about the code that is tested: one rule, one function, as slow as it likes.

/// What is left of a text while rules take from its front.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    /// So many digits; their number.
    fn digits(&mut self, count: usize) -> Option<u32> {
        let (digits, rest) = self.0.split_at_checked(count)?;
        let number = std::str::from_utf8(digits).ok()?;
        if !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        self.0 = rest;
        number.parse().ok()
    }

    /// As many digits as there are; how many.
    fn all_digits(&mut self) -> usize {
        let count = self
            .0
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        self.0 = &self.0[count..];
        count
    }

    /// One of these bytes.
    fn one_of(&mut self, bytes: &[u8]) -> bool {
        let found = self.0.first().is_some_and(|first| bytes.contains(first));
        self.0 = &self.0[usize::from(found)..];
        found
    }

    /// `dateValue`, with four digits for the year, which is as far as calendars go, and no year `-0000`.
    fn date(&mut self) -> Option<()> {
        let negative = self.one_of(b"-");
        let year = self.digits(4)?;
        if negative && year == 0 {
            return None;
        }
        self.one_of(b"-").then_some(())?;
        let month = self.digits(2)?;
        self.one_of(b"-").then_some(())?;
        let day = self.digits(2)?;
        // The Gregorian calendar goes on before the year 1, and 400 years are a whole round of it.
        let year = if negative {
            400 - i64::from(year) % 400
        } else {
            i64::from(year)
        };
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = match month {
            2 => 28 + u32::from(leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        (1..=days).contains(&day).then_some(())
    }

    /// `timeOfDayValue`.
    fn time(&mut self) -> Option<()> {
        self.hour_and_minute()?;
        if !self.one_of(b":") {
            return Some(());
        }
        let second = self.digits(2)?;
        if self.one_of(b".") && !(1..=12).contains(&self.all_digits()) {
            return None;
        }
        (second < 60).then_some(())
    }

    fn hour_and_minute(&mut self) -> Option<()> {
        let hour = self.digits(2)?;
        self.one_of(b":").then_some(())?;
        let minute = self.digits(2)?;
        (hour < 24 && minute < 60).then_some(())
    }

    fn date_time_offset(&mut self) -> Option<()> {
        self.date()?;
        self.one_of(b"Tt").then_some(())?;
        self.time()?;
        if self.one_of(b"Zz") {
            return Some(());
        }
        self.one_of(b"+-").then_some(())?;
        self.hour_and_minute()
    }

    /// `durationValue`, which has nothing empty.
    fn duration(&mut self) -> Option<()> {
        self.one_of(b"+-");
        self.one_of(b"Pp").then_some(())?;
        let mut any = false;
        if self.all_digits() > 0 {
            self.one_of(b"Dd").then_some(())?;
            any = true;
        }
        if !self.one_of(b"Tt") {
            return any.then_some(());
        }
        any = false;
        let mut units: &[u8] = b"HMS";
        while self.all_digits() > 0 {
            let fraction = self.one_of(b".");
            if fraction && self.all_digits() == 0 {
                return None;
            }
            let unit = self.0.first()?.to_ascii_uppercase();
            let place = units.iter().position(|known| *known == unit)?;
            if fraction && unit != b'S' {
                return None;
            }
            self.0 = &self.0[1..];
            units = &units[place + 1..];
            any = true;
        }
        any.then_some(())
    }

    /// `decimalValue`, but for the three that are no numbers.
    fn decimal(&mut self) -> Option<()> {
        self.one_of(b"+-");
        (self.all_digits() > 0).then_some(())?;
        if self.one_of(b".") {
            (self.all_digits() > 0).then_some(())?;
        }
        if self.one_of(b"Ee") {
            self.one_of(b"+-");
            (self.all_digits() > 0).then_some(())?;
        }
        Some(())
    }
}

fn is<'a>(text: &'a str, rule: impl FnOnce(&mut Rest<'a>) -> Option<()>) -> bool {
    let mut rest = Rest(text.as_bytes());
    rule(&mut rest).is_some() && rest.0.is_empty()
}

/// Whether a text is a `dateValue` with a year of four digits.
pub(super) fn is_date(text: &str) -> bool {
    is(text, Rest::date)
}

/// Whether a text is a `timeOfDayValue`.
pub(super) fn is_time_of_day(text: &str) -> bool {
    is(text, Rest::time)
}

/// Whether a text is a `dateTimeOffsetValue` with a year of four digits.
pub(super) fn is_date_time_offset(text: &str) -> bool {
    is(text, Rest::date_time_offset)
}

/// Whether a text is a `durationValue`.
pub(super) fn is_duration(text: &str) -> bool {
    is(text, Rest::duration)
}

/// Whether a text is a `decimalValue`.
pub(super) fn is_decimal(text: &str) -> bool {
    matches!(text, "INF" | "-INF" | "NaN") || is(text, Rest::decimal)
}
