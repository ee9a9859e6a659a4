//! `Edm.TimeOfDay`: a time on a clock.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use jiff::civil;

use super::clock::{Parts, Precision, Text};
use super::{ScalarError, clock_scalar};

/// A time of day, without a date or a time zone (OData CSDL 4.01 §3.3).
///
/// Keeps how many digits its seconds were written with; two times are equal when they are the
/// same on the clock.
///
/// ```
/// let time: odata_runtime::TimeOfDay = "07:30:00.0".parse()?;
/// assert_eq!(time, "07:30".parse()?);
/// assert_eq!(time.to_string(), "07:30:00.0");
/// # Ok::<(), odata_runtime::ScalarError>(())
/// ```
#[derive(Clone, Copy)]
pub struct TimeOfDay {
    time: civil::Time,
    precision: Precision,
}

impl TimeOfDay {
    /// The same as a time of `jiff`, cut to nanoseconds.
    #[must_use]
    pub const fn get(self) -> civil::Time {
        self.time
    }

    fn text(&self) -> Text {
        let mut text = Text::new();
        text.push_time(self.time, self.precision);
        text
    }

    fn exact(&self) -> (civil::Time, u16) {
        (self.time, self.precision.picoseconds)
    }
}

impl From<civil::Time> for TimeOfDay {
    fn from(time: civil::Time) -> Self {
        Self {
            time,
            precision: Precision::of(time),
        }
    }
}

impl From<TimeOfDay> for civil::Time {
    fn from(time: TimeOfDay) -> Self {
        time.time
    }
}

impl FromStr for TimeOfDay {
    type Err = ScalarError;

    fn from_str(text: &str) -> Result<Self, ScalarError> {
        let mut parts = Parts(text.as_bytes());
        match parts.time() {
            Some((time, precision)) if parts.0.is_empty() => Ok(Self { time, precision }),
            _ => Err(ScalarError::new(text, "a time of day")),
        }
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.text().as_str())
    }
}

impl Default for TimeOfDay {
    fn default() -> Self {
        civil::Time::default().into()
    }
}

impl PartialEq for TimeOfDay {
    fn eq(&self, other: &Self) -> bool {
        self.exact() == other.exact()
    }
}

impl Eq for TimeOfDay {}

impl PartialOrd for TimeOfDay {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for TimeOfDay {
    fn cmp(&self, other: &Self) -> Ordering {
        self.exact().cmp(&other.exact())
    }
}

impl std::hash::Hash for TimeOfDay {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.exact().hash(state);
    }
}

clock_scalar!(TimeOfDay, "a time of day");
