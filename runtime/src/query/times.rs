//! Functions of dates, times and durations (OData URL 4.01 §5.1.1.8).

use super::write::{Call, Infix};
use super::{Argument, Expression, Path};
use crate::gate::Filterable;
use crate::property::Property;
use crate::scalars::{Date, DateTimeOffset, Decimal, Duration, TimeOfDay};

/// Functions without arguments, for each type that has them.
macro_rules! parts {
    ($($type:ty => { $($name:ident, $function:literal, $result:ty, $doc:literal;)+ })+) => {$(
        parts! { @heads $type, [$($name, $function, $result, $doc;)+]
            Property with G, Path with G, Expression }
    )+};
    (@heads $type:ty, $list:tt $($head:ident $(with $gate:ident)?),*) => {$(
        impl<Owner $(, $gate)?> $head<Owner, $type $(, $gate)?> {
            parts! { @methods [$($gate)?] $list }
        }
    )*};
    (@methods $gate:tt [$($name:ident, $function:literal, $result:ty, $doc:literal;)+]) => {
        $(parts! { @method $gate $name, $function, $result, $doc })+
    };
    (@method [$($gate:ident)?] $name:ident, $function:literal, $result:ty, $doc:literal) => {
        #[doc = $doc]
        #[must_use]
        pub fn $name(&self) -> Expression<Owner, $result>
        $(where $gate: Filterable)?
        {
            Call::of($function, self).end()
        }
    };
}

parts! {
    DateTimeOffset => {
        year, "year", i32, "The year: `year(Start)`.";
        month, "month", i32, "The month, 1 to 12: `month(Start)`.";
        day, "day", i32, "The day of the month: `day(Start)`.";
        hour, "hour", i32, "The hour, 0 to 23: `hour(Start)`.";
        minute, "minute", i32, "The minute: `minute(Start)`.";
        second, "second", i32, "The second, without its fraction: `second(Start)`.";
        fractional_seconds, "fractionalseconds", Decimal,
            "The fraction of the second: `fractionalseconds(Start)`.";
        date, "date", Date, "The date, in its own time zone: `date(Start)`.";
        time, "time", TimeOfDay, "The time of day, in its own time zone: `time(Start)`.";
        total_offset_minutes, "totaloffsetminutes", i32,
            "Minutes that the time zone is ahead of UTC: `totaloffsetminutes(Start)`.";
    }
    Date => {
        year, "year", i32, "The year: `year(Birthday)`.";
        month, "month", i32, "The month, 1 to 12: `month(Birthday)`.";
        day, "day", i32, "The day of the month: `day(Birthday)`.";
    }
    TimeOfDay => {
        hour, "hour", i32, "The hour, 0 to 23: `hour(Opens)`.";
        minute, "minute", i32, "The minute: `minute(Opens)`.";
        second, "second", i32, "The second, without its fraction: `second(Opens)`.";
        fractional_seconds, "fractionalseconds", Decimal,
            "The fraction of the second: `fractionalseconds(Opens)`.";
    }
    Duration => {
        total_seconds, "totalseconds", Decimal,
            "All of it in seconds, with their fraction: `totalseconds(Length)`.";
    }
}

macro_rules! since {
    ($type:ty: $($head:ident $(with $gate:ident)?),*) => {$(
        impl<Owner $(, $gate)?> $head<Owner, $type $(, $gate)?> {
            /// The time from `earlier` to this one: `End sub Start`.
            #[must_use]
            pub fn since<A: Argument<Owner, $type>>(&self, earlier: A) -> Expression<Owner, Duration>
            $(where $gate: Filterable)?
            {
                Infix::additive("sub").apply(self, earlier)
            }
        }
    )*};
}

since!(DateTimeOffset: Property with G, Path with G, Expression);
since!(Date: Property with G, Path with G, Expression);
