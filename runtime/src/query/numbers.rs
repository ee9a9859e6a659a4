//! Arithmetic: `+ - * / %` and functions of numbers (OData URL 4.01 §5.1.1.2 and §5.1.1.9).

use std::ops::{Add, Div, Mul, Neg, Rem, Sub};

use super::write::{Call, Infix, Operand, grouped};
use super::{Argument, Binding, Expression, Path};
use crate::gate::Filterable;
use crate::property::Property;
use crate::scalars::{Date, DateTimeOffset, Decimal, Duration};

/// A numeric type.
#[diagnostic::on_unimplemented(message = "`{Self}` is no number")]
pub trait Number: Additive {}

/// A type with `+` and `-`: numbers, durations, and dates, which take a duration.
#[diagnostic::on_unimplemented(message = "nothing can be added to a `{Self}`")]
pub trait Additive {
    /// What is added or subtracted.
    type Difference;
}

macro_rules! numbers {
    ($($type:ty),*) => {$(
        impl Number for $type {}

        impl Additive for $type {
            type Difference = Self;
        }
    )*};
}

numbers!(u8, i8, i16, i32, i64, f32, f64, Decimal);

impl Additive for Duration {
    type Difference = Self;
}

impl Additive for DateTimeOffset {
    type Difference = Duration;
}

impl Additive for Date {
    type Difference = Duration;
}

macro_rules! operators {
    ($($head:ident $(with $gate:ident)?),*) => {$(
        operators! { @sums $head<$($gate)?> Add, add, "add"; Sub, sub, "sub"; }
        operators! { @products $head<$($gate)?> Mul, mul, "mul"; Div, div, "div"; Rem, rem, "mod"; }

        impl<Owner, T: Additive $(, $gate: Filterable)?> Neg for $head<Owner, T $(, $gate)?> {
            type Output = Expression<Owner, T>;

            fn neg(self) -> Self::Output {
                negative(&self)
            }
        }

        impl<Owner, T: Number $(, $gate)?> $head<Owner, T $(, $gate)?> {
            /// The quotient with its fraction, of integers, too: `Size divby 2`.
            #[must_use]
            pub fn div_by<A: Argument<Owner, T>>(&self, divisor: A) -> Expression<Owner, Decimal>
            $(where $gate: Filterable)?
            {
                Infix::multiplicative("divby").apply(self, divisor)
            }

            /// The nearest integer, halves away from zero: `round(Size)`.
            #[must_use]
            pub fn round(&self) -> Expression<Owner, T>
            $(where $gate: Filterable)?
            {
                Call::of("round", self).end()
            }

            /// The integer below: `floor(Size)`.
            #[must_use]
            pub fn floor(&self) -> Expression<Owner, T>
            $(where $gate: Filterable)?
            {
                Call::of("floor", self).end()
            }

            /// The integer above: `ceiling(Size)`.
            #[must_use]
            pub fn ceiling(&self) -> Expression<Owner, T>
            $(where $gate: Filterable)?
            {
                Call::of("ceiling", self).end()
            }
        }
    )*};
    (@sums $head:ident<> $($trait:ident, $name:ident, $operator:literal;)*) => {$(
        impl<Owner, T: Additive, A: Argument<Owner, T::Difference>> $trait<A>
            for $head<Owner, T>
        {
            operators! { @method $name, additive, $operator }
        }
    )*};
    (@sums $head:ident<$gate:ident> $($trait:ident, $name:ident, $operator:literal;)*) => {$(
        impl<Owner, T: Additive, $gate: Filterable, A: Argument<Owner, T::Difference>> $trait<A>
            for $head<Owner, T, $gate>
        {
            operators! { @method $name, additive, $operator }
        }
    )*};
    (@products $head:ident<> $($trait:ident, $name:ident, $operator:literal;)*) => {$(
        impl<Owner, T: Number, A: Argument<Owner, T>> $trait<A> for $head<Owner, T> {
            operators! { @method $name, multiplicative, $operator }
        }
    )*};
    (@products $head:ident<$gate:ident> $($trait:ident, $name:ident, $operator:literal;)*) => {$(
        impl<Owner, T: Number, $gate: Filterable, A: Argument<Owner, T>> $trait<A>
            for $head<Owner, T, $gate>
        {
            operators! { @method $name, multiplicative, $operator }
        }
    )*};
    (@method $name:ident, $kind:ident, $operator:literal) => {
        type Output = Expression<Owner, T>;

        fn $name(self, other: A) -> Self::Output {
            Infix::$kind($operator).apply(&self, other)
        }
    };
}

operators!(Property with G, Path with G, Expression);

fn negative<Owner, T>(operand: &impl Operand) -> Expression<Owner, T> {
    let mut out = "-".to_owned();
    grouped(&mut out, Binding::Primary, |out| operand.write_operand(out));
    Expression::new(out, Binding::Unary)
}
