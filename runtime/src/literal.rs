//! Values into literals of URLs.

use std::fmt::Write as _;

use uuid::Uuid;

use crate::declared::{Declared, LiteralForm};
use crate::number::not_finite;

/// How a value stands in a URL, before percent-encoding (OData URL 4.01 §5.1.1.14, ABNF
/// `primitiveLiteral`).
///
/// ```
/// use odata_runtime::Literal;
///
/// assert_eq!("it's".literal(), "'it''s'");
/// assert_eq!(None::<i32>.literal(), "null");
/// ```
///
/// Scalars have it, also behind a reference or in a box, enumerations and flags, and `Option` of these.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand in a URL",
    note = "structured values and collections go through a parameter alias: `json_argument`"
)]
pub trait Literal {
    /// The literal: `'it''s'`, `42`, `2020-01-01T00:00:00Z`, `duration'PT1H'`.
    fn literal(&self) -> String;

    /// Writes the literal to the end of a text.
    fn write_literal(&self, out: &mut String) {
        out.push_str(&self.literal());
    }
}

impl Literal for str {
    fn literal(&self) -> String {
        let mut out = String::with_capacity(self.len() + 2);
        self.write_literal(&mut out);
        out
    }

    fn write_literal(&self, out: &mut String) {
        out.push('\'');
        for c in self.chars() {
            if c == '\'' {
                out.push('\'');
            }
            out.push(c);
        }
        out.push('\'');
    }
}

impl Literal for String {
    fn literal(&self) -> String {
        self.as_str().literal()
    }

    fn write_literal(&self, out: &mut String) {
        self.as_str().write_literal(out);
    }
}

/// Enumerations and flags: of the types that a model declares, those whose form has literals.
impl<T: Declared<Form: LiteralForm<T>>> Literal for T {
    fn literal(&self) -> String {
        T::Form::literal(self)
    }
}

impl<T: Literal> Literal for Option<T> {
    fn literal(&self) -> String {
        self.as_ref().map_or_else(|| "null".to_owned(), T::literal)
    }

    fn write_literal(&self, out: &mut String) {
        match self {
            Some(value) => value.write_literal(out),
            None => out.push_str("null"),
        }
    }
}

/// References and boxes, type by type: a general impl would overlap with the one of declared types.
macro_rules! behind_pointers {
    (for $($pointer:ty),*) => {$(
        impl Literal for $pointer {
            fn literal(&self) -> String {
                (**self).literal()
            }

            fn write_literal(&self, out: &mut String) {
                (**self).write_literal(out);
            }
        }
    )*};
    ($($type:ty),*) => {
        behind_pointers!(for $(&$type, Box<$type>),*);
    };
}

behind_pointers!(str, String, bool, u8, i8, i16, i32, i64, f32, f64, Uuid);
behind_pointers!(
    crate::Date,
    crate::TimeOfDay,
    crate::DateTimeOffset,
    crate::Decimal,
    crate::Duration
);
behind_pointers!(crate::GeoJson, crate::Untyped);
behind_pointers!(
    crate::Binary<crate::Base64>,
    crate::Binary<crate::Base64Url>
);

macro_rules! as_displayed {
    ($($type:ty),*) => {$(
        impl Literal for $type {
            fn literal(&self) -> String {
                self.to_string()
            }

            fn write_literal(&self, out: &mut String) {
                write!(out, "{self}").expect("a string takes all that is written");
            }
        }
    )*};
}

as_displayed!(bool, u8, i8, i16, i32, i64, Uuid);
as_displayed!(
    crate::Date,
    crate::TimeOfDay,
    crate::DateTimeOffset,
    crate::Decimal
);

macro_rules! floats {
    ($($type:ty),*) => {$(
        impl Literal for $type {
            fn literal(&self) -> String {
                if self.is_finite() {
                    // Far from 1 `Display` would write hundreds of digits.
                    let debug = format!("{self:?}");
                    debug.strip_suffix(".0").map(str::to_owned).unwrap_or(debug)
                } else {
                    not_finite(f64::from(*self)).to_owned()
                }
            }
        }
    )*};
}

floats!(f32, f64);

/// The value in a literal, without quotes and without the type in front of them: what stands in
/// the path where keys are segments (OData URL 4.01 §4.3.6).
pub(crate) fn bare(literal: &str) -> String {
    match literal
        .strip_suffix('\'')
        .and_then(|rest| rest.split_once('\''))
    {
        Some((_, quoted)) => quoted.replace("''", "'"),
        None => literal.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_as_the_grammar_wants_them() {
        assert_eq!(true.literal(), "true");
        assert_eq!((-7_i64).literal(), "-7");
        assert_eq!(1.5_f64.literal(), "1.5");
        assert_eq!(3.0_f32.literal(), "3");
        assert_eq!(1e300_f64.literal(), "1e300");
        assert_eq!(f64::NEG_INFINITY.literal(), "-INF");
        assert_eq!(f32::NAN.literal(), "NaN");
        assert_eq!(Some("a").literal(), "'a'");
        assert_eq!(
            Uuid::nil().literal(),
            "00000000-0000-0000-0000-000000000000"
        );
    }

    #[test]
    fn bare_values_lose_quotes_and_types() {
        for (literal, value) in [
            ("'it''s'", "it's"),
            ("''", ""),
            ("''''", "'"),
            ("42", "42"),
            ("duration'PT1H'", "PT1H"),
            ("NS.Colour'Red'", "Red"),
        ] {
            assert_eq!(bare(literal), value, "{literal}");
        }
    }
}
