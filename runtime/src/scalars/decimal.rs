//! `Edm.Decimal`: a decimal number of any precision, kept as its text.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Serialize, Serializer};
use serde_json::value::RawValue;

use super::ScalarError;
use crate::value::{Value, serde_as_value};

/// A decimal number, with as many digits as its text has (OData CSDL 4.01 §3.3).
///
/// Is read from a number or, as with `IEEE754Compatible=true`, from a string, and is written as
/// it was read. Two decimals are equal when their numbers are: `1.50` is `1.5` and `15e-1`. `NaN`
/// equals itself and is greater than all else.
///
/// ```
/// use odata_runtime::Decimal;
///
/// let price: Decimal = serde_json::from_str("1.50")?;
/// assert_eq!(price.to_string(), "1.50");
/// assert_eq!(price, "1.5".parse()?);
/// assert!(price < Decimal::from(2));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Decimal {
    text: Box<str>,
    /// Whether it stands in JSON as a string.
    quoted: bool,
}

impl Decimal {
    /// The text as it was read.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The nearest double.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        match &*self.text {
            "INF" => f64::INFINITY,
            "-INF" => f64::NEG_INFINITY,
            text => text.parse().unwrap_or(f64::NAN),
        }
    }

    fn parse(text: &str, quoted: bool) -> Option<Self> {
        let special = matches!(text, "INF" | "-INF" | "NaN");
        (special || Number::of(text).is_some()).then(|| Self {
            text: text.into(),
            quoted,
        })
    }

    fn number(&self) -> Number<'_> {
        Number::of(&self.text).unwrap_or(Number::ZERO)
    }

    /// Where a decimal stands before numbers are compared.
    fn rank(&self) -> i8 {
        match &*self.text {
            "-INF" => -1,
            "INF" => 1,
            "NaN" => 2,
            _ => 0,
        }
    }
}

/// A number without what does not change it: `0.00150e2` is 15 × 10^-2.
struct Number<'a> {
    negative: bool,
    whole: &'a str,
    fraction: &'a str,
    /// Power of ten of the first digit that is not zero; `None` for zero.
    magnitude: Option<i64>,
}

impl<'a> Number<'a> {
    const ZERO: Self = Self {
        negative: false,
        whole: "",
        fraction: "",
        magnitude: None,
    };

    /// ABNF `decimalValue`; the exponent is cut to 18 digits.
    fn of(text: &'a str) -> Option<Self> {
        let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
        let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent_of(exponent)?),
            None => (unsigned, 0),
        };
        let (whole, fraction) = match mantissa.split_once('.') {
            Some((whole, fraction)) if !fraction.is_empty() => (whole, fraction),
            Some(_) => return None,
            None => (mantissa, ""),
        };
        let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) {
            return None;
        }
        let mut digits = whole.bytes().chain(fraction.bytes());
        let leading = digits.position(|digit| digit != b'0');
        let magnitude = leading.map(|zeros| exponent + whole.len() as i64 - zeros as i64 - 1);
        Some(Self {
            negative: text.starts_with('-') && magnitude.is_some(),
            whole,
            fraction,
            magnitude,
        })
    }

    /// From the first to the last digit that is not zero.
    fn digits(&self) -> impl Iterator<Item = u8> {
        let all = self.whole.bytes().chain(self.fraction.bytes());
        let trailing = all.clone().rev().take_while(|digit| *digit == b'0').count();
        let length = self.whole.len() + self.fraction.len();
        let leading = all.clone().take_while(|digit| *digit == b'0').count();
        all.take(length - trailing.min(length)).skip(leading)
    }
}

fn exponent_of(text: &str) -> Option<i64> {
    const MOST: i64 = 1_000_000_000_000_000_000;
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let exponent = digits.parse().unwrap_or(MOST).min(MOST);
    Some(if text.starts_with('-') {
        -exponent
    } else {
        exponent
    })
}

impl FromStr for Decimal {
    type Err = ScalarError;

    fn from_str(text: &str) -> Result<Self, ScalarError> {
        Self::parse(text, false).ok_or_else(|| ScalarError::new(text, "a decimal number"))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

macro_rules! from_integers {
    ($($type:ty),*) => {$(
        impl From<$type> for Decimal {
            fn from(number: $type) -> Self {
                Self {
                    text: number.to_string().into(),
                    quoted: false,
                }
            }
        }
    )*};
}

from_integers!(i8, u8, i16, u16, i32, u32, i64, u64, i128);

impl Default for Decimal {
    fn default() -> Self {
        0_i64.into()
    }
}

impl Value for Decimal {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Only the JSON itself has all digits; a number would go through a double.
        let json: Box<str> = Box::<RawValue>::deserialize(deserializer)?.into();
        let unquoted = json
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix('"'));
        if let Some(decimal) = unquoted.and_then(|text| Self::parse(text, true)) {
            return Ok(decimal);
        }
        if Number::of(&json).is_none() {
            return Err(D::Error::custom(ScalarError::new(
                &json,
                "a decimal number",
            )));
        }
        Ok(Self {
            text: json,
            quoted: false,
        })
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // A text such as `+5` or `INF` is a decimal but no number of JSON.
        match serde_json::from_str::<&RawValue>(&self.text) {
            Ok(number) if !self.quoted => number.serialize(serializer),
            _ => serializer.serialize_str(&self.text),
        }
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let ranks = self.rank().cmp(&other.rank());
        if ranks != Ordering::Equal || self.rank() != 0 {
            return ranks;
        }
        let (a, b) = (self.number(), other.number());
        let sizes = || {
            a.magnitude
                .cmp(&b.magnitude)
                .then_with(|| a.digits().cmp(b.digits()))
        };
        match (a.negative, b.negative) {
            (false, false) => sizes(),
            (true, true) => sizes().reverse(),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}

impl Hash for Decimal {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let number = self.number();
        (self.rank(), number.negative, number.magnitude).hash(state);
        number.digits().for_each(|digit| digit.hash(state));
    }
}

serde_as_value!(Decimal);
