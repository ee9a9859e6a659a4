//! JSON numbers, and the strings that stand for numbers, into Rust numbers and back.

use std::fmt;

use serde::Serializer;
use serde::de::{self, Deserializer, Unexpected, Visitor};

use crate::Value;

macro_rules! integers {
    ($($type:ty => $write:ident, $expected:literal;)*) => {$(
        impl Value for $type {
            #[inline]
            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let wide = deserializer.deserialize_any(IntegerVisitor)?;
                Self::try_from(wide).map_err(|_| out_of_range(wide, $expected))
            }

            #[inline]
            fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.$write(*self)
            }
        }
    )*};
}

integers! {
    u8 => serialize_u8, "an integer from 0 to 255";
    i8 => serialize_i8, "an integer of 8 bits";
    i16 => serialize_i16, "an integer of 16 bits";
    i32 => serialize_i32, "an integer of 32 bits";
}

impl Value for i64 {
    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(IntegerVisitor)
    }

    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(*self)
    }
}

#[cold]
fn out_of_range<E: de::Error>(value: i64, expected: &'static str) -> E {
    E::invalid_value(Unexpected::Signed(value), &expected)
}

/// Takes numbers, strings of digits (`IEEE754Compatible=true`, OData JSON 4.01 §3.2), and
/// `5.0`, which services written in languages with one number type send.
struct IntegerVisitor;

impl Visitor<'_> for IntegerVisitor {
    type Value = i64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer")
    }

    #[inline]
    fn visit_i64<E>(self, value: i64) -> Result<i64, E> {
        Ok(value)
    }

    #[inline]
    fn visit_u64<E: de::Error>(self, value: u64) -> Result<i64, E> {
        i64::try_from(value).map_err(|_| E::invalid_value(Unexpected::Unsigned(value), &self))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<i64, E> {
        // Beyond 2^53 a double no longer tells which integer was meant.
        const EXACT: f64 = 9_007_199_254_740_992.0;
        if value.fract() == 0.0 && value.abs() <= EXACT {
            Ok(value as i64)
        } else {
            Err(E::invalid_value(Unexpected::Float(value), &self))
        }
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<i64, E> {
        text.parse()
            .map_err(|_| E::invalid_value(Unexpected::Str(text), &self))
    }
}

macro_rules! floats {
    ($($type:ty => $write:ident),*) => {$(
        impl Value for $type {
            #[inline]
            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_any(FloatVisitor).map(|value| value as $type)
            }

            #[inline]
            fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                if self.is_finite() {
                    serializer.$write(*self)
                } else {
                    serializer.serialize_str(not_finite(f64::from(*self)))
                }
            }
        }
    )*};
}

floats!(f32 => serialize_f32, f64 => serialize_f64);

/// How a number that is not finite is written (OData ABNF `nanInfinity`).
pub(crate) fn not_finite(value: f64) -> &'static str {
    if value.is_nan() {
        "NaN"
    } else if value > 0.0 {
        "INF"
    } else {
        "-INF"
    }
}

struct FloatVisitor;

impl Visitor<'_> for FloatVisitor {
    type Value = f64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    #[inline]
    fn visit_f64<E>(self, value: f64) -> Result<f64, E> {
        Ok(value)
    }

    #[inline]
    fn visit_i64<E>(self, value: i64) -> Result<f64, E> {
        Ok(value as f64)
    }

    #[inline]
    fn visit_u64<E>(self, value: u64) -> Result<f64, E> {
        Ok(value as f64)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<f64, E> {
        match text {
            "INF" => Ok(f64::INFINITY),
            "-INF" => Ok(f64::NEG_INFINITY),
            "NaN" => Ok(f64::NAN),
            // Rust's parser also takes `inf`, `infinity` and `nan`, which OData has not.
            _ if text.ends_with(|c: char| c.is_ascii_digit()) => text
                .parse()
                .map_err(|_| E::invalid_value(Unexpected::Str(text), &self)),
            _ => Err(E::invalid_value(Unexpected::Str(text), &self)),
        }
    }
}
