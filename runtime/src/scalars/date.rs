//! `Edm.Date`: a day of the calendar.

use std::fmt;
use std::str::FromStr;

use jiff::civil;

use super::clock::{Parts, Text};
use super::{ScalarError, clock_scalar};

/// A day, without a time zone (OData CSDL 4.01 §3.3).
///
/// ```
/// let date: odata_runtime::Date = "2024-02-29".parse()?;
/// assert_eq!(date.get().day_of_year(), 60);
/// # Ok::<(), odata_runtime::ScalarError>(())
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(civil::Date);

impl Date {
    /// The same as a date of `jiff`.
    #[must_use]
    pub const fn get(self) -> civil::Date {
        self.0
    }

    fn text(&self) -> Text {
        let mut text = Text::new();
        text.push_date(self.0);
        text
    }
}

impl From<civil::Date> for Date {
    fn from(date: civil::Date) -> Self {
        Self(date)
    }
}

impl From<Date> for civil::Date {
    fn from(date: Date) -> Self {
        date.0
    }
}

impl FromStr for Date {
    type Err = ScalarError;

    fn from_str(text: &str) -> Result<Self, ScalarError> {
        let mut parts = Parts(text.as_bytes());
        match parts.date() {
            Some(date) if parts.0.is_empty() => Ok(Self(date)),
            _ => Err(ScalarError::new(text, "a date")),
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.text().as_str())
    }
}

clock_scalar!(Date, "a date");
