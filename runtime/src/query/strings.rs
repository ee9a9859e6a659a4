//! Functions of strings (OData URL 4.01 §5.1.1.5 and §5.1.1.7).

use super::write::Call;
use super::{Argument, Expression, Filter, Path};
use crate::gate::Filterable;
use crate::property::Property;

macro_rules! strings {
    ($($head:ident $(with $gate:ident)?),*) => {$(
        impl<Owner $(, $gate)?> $head<Owner, String $(, $gate)?> {
            /// Whether the text is somewhere in it: `contains(Subject,'a')`.
            #[must_use]
            pub fn contains<A: Argument<Owner, String>>(&self, text: A) -> Filter<Owner>
            $(where $gate: Filterable)?
            {
                Call::of("contains", self).argument(text).end()
            }

            /// Whether it begins with the text: `startswith(Subject,'a')`.
            #[must_use]
            pub fn starts_with<A: Argument<Owner, String>>(&self, text: A) -> Filter<Owner>
            $(where $gate: Filterable)?
            {
                Call::of("startswith", self).argument(text).end()
            }

            /// Whether it ends with the text: `endswith(Subject,'a')`.
            #[must_use]
            pub fn ends_with<A: Argument<Owner, String>>(&self, text: A) -> Filter<Owner>
            $(where $gate: Filterable)?
            {
                Call::of("endswith", self).argument(text).end()
            }

            /// Whether it fits a regular expression of ECMAScript: `matchesPattern(Subject,'^A')`.
            #[must_use]
            pub fn matches_pattern<A: Argument<Owner, String>>(&self, pattern: A) -> Filter<Owner>
            $(where $gate: Filterable)?
            {
                Call::of("matchesPattern", self).argument(pattern).end()
            }

            /// The number of characters: `length(Subject)`.
            #[must_use]
            pub fn length(&self) -> Expression<Owner, i32>
            $(where $gate: Filterable)?
            {
                Call::of("length", self).end()
            }

            /// Where the text is in it, counted from 0, or -1: `indexof(Subject,'a')`.
            #[must_use]
            pub fn index_of<A: Argument<Owner, String>>(&self, text: A) -> Expression<Owner, i32>
            $(where $gate: Filterable)?
            {
                Call::of("indexof", self).argument(text).end()
            }

            /// What comes from this character on, counted from 0: `substring(Subject,1)`.
            #[must_use]
            pub fn substring<A: Argument<Owner, i32>>(&self, start: A) -> Expression<Owner, String>
            $(where $gate: Filterable)?
            {
                Call::of("substring", self).argument(start).end()
            }

            /// So many characters, from this one on: `substring(Subject,1,2)`.
            #[must_use]
            pub fn substring_of_length<A, B>(&self, start: A, length: B) -> Expression<Owner, String>
            where
                A: Argument<Owner, i32>,
                B: Argument<Owner, i32>,
                $($gate: Filterable,)?
            {
                Call::of("substring", self).argument(start).argument(length).end()
            }

            /// In lower case: `tolower(Subject)`.
            #[must_use]
            pub fn to_lower(&self) -> Expression<Owner, String>
            $(where $gate: Filterable)?
            {
                Call::of("tolower", self).end()
            }

            /// In upper case: `toupper(Subject)`.
            #[must_use]
            pub fn to_upper(&self) -> Expression<Owner, String>
            $(where $gate: Filterable)?
            {
                Call::of("toupper", self).end()
            }

            /// Without blanks at its ends: `trim(Subject)`.
            #[must_use]
            pub fn trim(&self) -> Expression<Owner, String>
            $(where $gate: Filterable)?
            {
                Call::of("trim", self).end()
            }

            /// With the text after it: `concat(Subject,'a')`.
            #[must_use]
            pub fn concat<A: Argument<Owner, String>>(&self, text: A) -> Expression<Owner, String>
            $(where $gate: Filterable)?
            {
                Call::of("concat", self).argument(text).end()
            }
        }
    )*};
}

strings!(Property with G, Path with G, Expression);
