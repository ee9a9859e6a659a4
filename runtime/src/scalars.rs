//! Primitive types of OData for which Rust has none, each keeping the text that it was read from.

mod binary;
mod clock;
mod date;
mod date_time_offset;
mod decimal;
mod duration;
mod geo_json;
mod time_of_day;
mod untyped;

pub use binary::{Base64, Base64Binary, Base64Url, Binary, BinaryEncoding};
pub use date::Date;
pub use date_time_offset::DateTimeOffset;
pub use decimal::Decimal;
pub use duration::Duration;
pub use geo_json::GeoJson;
pub use time_of_day::TimeOfDay;
pub use untyped::Untyped;

/// A text that is not a value of a primitive type.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not {expected}")]
pub struct ScalarError {
    text: Box<str>,
    expected: &'static str,
}

impl ScalarError {
    #[cold]
    pub(crate) fn new(text: &str, expected: &'static str) -> Self {
        // Enough to recognise the value; it may be the content of a file.
        const SHOWN: usize = 60;
        let text = match text.char_indices().nth(SHOWN) {
            Some((end, _)) => format!("{}…", &text[..end]).into(),
            None => text.into(),
        };
        Self { text, expected }
    }
}

/// Reads a scalar from a JSON string and writes it as what it displays.
macro_rules! text_scalar {
    ($type:ty, $expected:literal) => {
        text_scalar!($type, $expected, |this, serializer| {
            serializer.collect_str(this)
        });
    };
    ($type:ty, $expected:literal, |$this:ident, $serializer:ident| $write:expr) => {
        impl $crate::Value for $type {
            fn read<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::value::read_text(deserializer, $expected, str::parse::<Self>)
            }

            fn write<S: serde::Serializer>(&self, $serializer: S) -> Result<S::Ok, S::Error> {
                let $this = self;
                $write
            }
        }

        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(self, f)
            }
        }

        $crate::value::serde_as_value!($type);
    };
}

/// The same for what has its text on the stack.
macro_rules! clock_scalar {
    ($type:ty, $expected:literal) => {
        $crate::scalars::text_scalar!($type, $expected, |this, serializer| {
            serializer.serialize_str(this.text().as_str())
        });
    };
}

pub(crate) use {clock_scalar, text_scalar};
