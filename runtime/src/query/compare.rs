//! Comparisons and logic: `eq`, `gt`, `in`, `has`, `and`, `not` (OData URL 4.01 §5.1.1.1).

use super::write::{Call, Infix, Operand, grouped};
use super::{Argument, Binding, EdmType, Expression, Filter, Path};
use crate::flags::FlagSet;
use crate::gate::Filterable;
use crate::property::{Navigation, Property};

macro_rules! compares {
    ($($name:ident, $operator:literal, $kind:ident, $doc:literal;)*) => {
        compares! { @heads [$($name, $operator, $kind, $doc;)*] Property with G, Path with G, Expression }
    };
    (@heads $list:tt $($head:ident $(with $gate:ident)?),*) => {$(
        impl<Owner, T $(, $gate)?> $head<Owner, T $(, $gate)?> {
            compares! { @methods [$($gate)?] $list }
        }
    )*};
    (@methods $gate:tt [$($name:ident, $operator:literal, $kind:ident, $doc:literal;)*]) => {
        $(compares! { @method $gate $name, $operator, $kind, $doc })*
    };
    (@method [$($gate:ident)?] $name:ident, $operator:literal, $kind:ident, $doc:literal) => {
        #[doc = $doc]
        #[must_use]
        pub fn $name<A: Argument<Owner, T>>(&self, other: A) -> Filter<Owner>
        $(where $gate: Filterable)?
        {
            Infix::$kind($operator).apply(self, other)
        }
    };
}

compares! {
    eq, "eq", equality, "Whether the values are equal: `Subject eq 'a'`; `None` is `null`.";
    ne, "ne", equality, "Whether the values differ: `Subject ne 'a'`.";
    gt, "gt", relational, "Whether this value is greater: `Size gt 5`.";
    ge, "ge", relational, "Whether this value is greater or equal: `Size ge 5`.";
    lt, "lt", relational, "Whether this value is less: `Size lt 5`.";
    le, "le", relational, "Whether this value is less or equal: `Size le 5`.";
}

macro_rules! tests {
    ($($head:ident $(with $gate:ident)?),*) => {$(
        impl<Owner, T $(, $gate)?> $head<Owner, T $(, $gate)?> {
            /// Whether the value is one of these: `Subject in ('a','b')`. It never is when there
            /// are none, which is written as `false`.
            ///
            /// Services of OData 4.0 do not have it: there, `eq` is joined by `or`.
            #[must_use]
            pub fn is_in<A: Argument<Owner, T>>(
                &self,
                values: impl IntoIterator<Item = A>,
            ) -> Filter<Owner>
            $(where $gate: Filterable)?
            {
                is_in(self, values)
            }

            /// Whether all of these flags are in the value: `Rights has NS.Rights'View'`.
            #[must_use]
            pub fn has<A: Argument<Owner, T>>(&self, flags: A) -> Filter<Owner>
            where
                T: FlagSet,
                $($gate: Filterable,)?
            {
                Infix::membership("has").apply(self, flags)
            }

            /// The value as a `V`, null where it is none: `cast(Size,Edm.String)`
            /// (OData URL 4.01 §5.1.1.10).
            #[must_use]
            pub fn cast<V: EdmType>(&self) -> Expression<Owner, V>
            $(where $gate: Filterable)?
            {
                Call::of("cast", self).with(|out| out.push_str(V::NAME)).end()
            }

            /// Whether the value is a `V`: `isof(Size,Edm.Int32)`.
            #[must_use]
            pub fn is_of<V: EdmType>(&self) -> Filter<Owner>
            $(where $gate: Filterable)?
            {
                Call::of("isof", self).with(|out| out.push_str(V::NAME)).end()
            }
        }
    )*};
}

tests!(Property with G, Path with G, Expression);

macro_rules! may_be_null {
    ($($head:ident $(with $gate:ident)?),*) => {$(
        impl<Owner, T $(, $gate)?> $head<Owner, T $(, $gate)?> {
            /// Whether there is no value: `From eq null`.
            #[must_use]
            pub fn is_null(&self) -> Filter<Owner>
            $(where $gate: Filterable)?
            {
                Infix::equality("eq").apply_with(self, |out| out.push_str("null"))
            }

            /// Whether there is a value: `From ne null`.
            #[must_use]
            pub fn is_not_null(&self) -> Filter<Owner>
            $(where $gate: Filterable)?
            {
                Infix::equality("ne").apply_with(self, |out| out.push_str("null"))
            }
        }
    )*};
}

may_be_null!(Property with G, Navigation with G, Path with G, Expression);

fn is_in<Owner, T, A: Argument<Owner, T>>(
    left: &impl Operand,
    values: impl IntoIterator<Item = A>,
) -> Filter<Owner> {
    let mut values = values.into_iter().peekable();
    if values.peek().is_none() {
        return Filter::new("false".to_owned(), Binding::Primary);
    }
    Infix::membership("in").apply_with(left, |out| {
        let mut separator = '(';
        for value in values {
            out.push(separator);
            value.write(out);
            separator = ',';
        }
        out.push(')');
    })
}

macro_rules! logic {
    ($($head:ident $(with $gate:ident)?),*) => {$(
        #[allow(clippy::should_implement_trait)] // `not` is the word of the standard; `!` works, too
        impl<Owner $(, $gate)?> $head<Owner, bool $(, $gate)?> {
            /// Whether both are true: `IsRead and IsDraft`.
            #[must_use]
            pub fn and<A: Argument<Owner, bool>>(self, other: A) -> Filter<Owner>
            $(where $gate: Filterable)?
            {
                Filter::from(self).joined(" and ", Binding::And, other)
            }

            /// Whether one of them is true: `IsRead or IsDraft`.
            #[must_use]
            pub fn or<A: Argument<Owner, bool>>(self, other: A) -> Filter<Owner>
            $(where $gate: Filterable)?
            {
                Filter::from(self).joined(" or ", Binding::Or, other)
            }

            /// Whether it is not true: `not IsRead`.
            #[must_use]
            pub fn not(self) -> Filter<Owner>
            $(where $gate: Filterable)?
            {
                let mut out = String::with_capacity(48);
                out.push_str("not ");
                grouped(&mut out, Binding::Primary, |out| self.write_operand(out));
                Filter::new(out, Binding::Unary)
            }
        }

        impl<Owner $(, $gate: Filterable)?> std::ops::Not for $head<Owner, bool $(, $gate)?> {
            type Output = Filter<Owner>;

            fn not(self) -> Filter<Owner> {
                $head::not(self)
            }
        }
    )*};
}

logic!(Property with G, Path with G, Expression);

impl<Owner> Filter<Owner> {
    /// Adds to its own text, so that a long chain is one text that grows.
    fn joined<A: Argument<Owner, bool>>(
        mut self,
        operator: &str,
        binding: Binding,
        other: A,
    ) -> Self {
        if self.binding < binding {
            self.text.insert(0, '(');
            self.text.push(')');
        }
        self.text.push_str(operator);
        grouped(&mut self.text, binding, |out| other.write(out));
        Self::new(self.text, binding)
    }
}

macro_rules! into_expression {
    ($($head:ident),*) => {$(
        impl<Owner, T, G: Filterable> From<$head<Owner, T, G>> for Expression<Owner, T> {
            fn from(head: $head<Owner, T, G>) -> Self {
                Self::new(Path::from(head).into_text(), Binding::Primary)
            }
        }
    )*};
}

into_expression!(Property, Path);
