//! What can stand beside an operand: values, properties, paths and expressions.

use jiff::{SignedDuration, Timestamp, Zoned, civil};

use super::write::Operand;
use super::{Binding, Expression, Path};
use crate::gate::Filterable;
use crate::literal::Literal;
use crate::property::Property;
use crate::scalars::{Date, DateTimeOffset, Decimal, Duration, TimeOfDay};

/// A value of type `T` in an expression about an `Owner`: the value itself, an `Option` of it, or
/// a property, a path or an expression that has such a value.
///
/// Texts may be `&str`; a `DateTimeOffset` may be a [`Date`], which services read as its midnight
/// in UTC, or a moment of `jiff`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no value of type `{T}` for a `{Owner}`",
    label = "not a `{T}`, nor a property, path or expression of `{Owner}` that has one",
    note = "a date, a GUID or a number in text is parsed first: `\"2020-01-01\".parse::<Date>()?`",
    note = "`Expression::raw` takes any text"
)]
pub trait Argument<Owner, T> {
    /// Writes the text and tells how strongly it binds.
    fn write(self, out: &mut String) -> Binding;
}

impl<Owner, T: Literal> Argument<Owner, T> for T {
    fn write(self, out: &mut String) -> Binding {
        write_literal(&self, out)
    }
}

impl<Owner, T: Literal> Argument<Owner, T> for &T {
    fn write(self, out: &mut String) -> Binding {
        write_literal(self, out)
    }
}

impl<Owner, T: Literal> Argument<Owner, T> for Option<T> {
    fn write(self, out: &mut String) -> Binding {
        write_literal(&self, out)
    }
}

impl<Owner> Argument<Owner, String> for &str {
    fn write(self, out: &mut String) -> Binding {
        write_literal(self, out)
    }
}

impl<Owner> Argument<Owner, String> for Option<&str> {
    fn write(self, out: &mut String) -> Binding {
        write_literal(&self, out)
    }
}

impl<Owner, T> Argument<Owner, T> for Expression<Owner, T> {
    fn write(self, out: &mut String) -> Binding {
        self.write_operand(out)
    }
}

impl<Owner, T> Argument<Owner, T> for &Expression<Owner, T> {
    fn write(self, out: &mut String) -> Binding {
        self.write_operand(out)
    }
}

impl<Owner, T, G: Filterable> Argument<Owner, T> for Property<Owner, T, G> {
    fn write(self, out: &mut String) -> Binding {
        self.write_operand(out)
    }
}

impl<Owner, T, G: Filterable> Argument<Owner, T> for Path<Owner, T, G> {
    fn write(self, out: &mut String) -> Binding {
        self.write_operand(out)
    }
}

impl<Owner, T, G: Filterable> Argument<Owner, T> for &Path<Owner, T, G> {
    fn write(self, out: &mut String) -> Binding {
        self.write_operand(out)
    }
}

/// Values of other types that stand for a value of this one.
macro_rules! also {
    ($($type:ty: $($other:ty => $into:ty),+;)*) => {$($(
        impl<Owner> Argument<Owner, $type> for $other {
            fn write(self, out: &mut String) -> Binding {
                write_literal(&<$into>::from(self), out)
            }
        }
    )+)*};
}

also! {
    Date: civil::Date => Date;
    DateTimeOffset: Date => Date, civil::Date => Date, Timestamp => DateTimeOffset,
        Zoned => DateTimeOffset, &Zoned => DateTimeOffset;
    Decimal: i64 => i64, f64 => f64;
    Duration: SignedDuration => Duration;
    TimeOfDay: civil::Time => TimeOfDay;
}

/// A sign makes a literal bind like an operator.
fn write_literal<T: Literal + ?Sized>(value: &T, out: &mut String) -> Binding {
    let start = out.len();
    value.write_literal(out);
    match out.as_bytes().get(start) {
        Some(b'-') => Binding::Unary,
        _ => Binding::Primary,
    }
}
