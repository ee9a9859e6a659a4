//! Conditions on the items of collections: `any`, `all`, `$count` (OData URL 4.01 §5.1.1.13).

use std::cell::Cell;

use super::write::{Call, Operand, grouped};
use super::{Argument, Binding, Expression, Filter, Path};
use crate::gate::{Countable, Filterable};
use crate::property::{Navigation, Property};
use crate::render;
use crate::value::Value;

macro_rules! collections {
    ($($head:ident $(with $gate:ident)?),*) => {$(
        impl<Owner, E $(, $gate)?> $head<Owner, Vec<E> $(, $gate)?> {
            /// Whether the condition is true for an item at least:
            /// `Categories/any(x:x eq 'Green')`.
            ///
            /// In the condition, properties of the owner may stand beside those of the item.
            #[must_use]
            pub fn any<F: Argument<Owner, bool>>(
                &self,
                condition: impl FnOnce(Expression<Owner, E>) -> F,
            ) -> Filter<Owner>
            $(where $gate: Filterable)?
            {
                lambda(self, "any", condition)
            }

            /// Whether the condition is true for every item, as it is where there are none:
            /// `Categories/all(x:x ne 'Green')`.
            #[must_use]
            pub fn all<F: Argument<Owner, bool>>(
                &self,
                condition: impl FnOnce(Expression<Owner, E>) -> F,
            ) -> Filter<Owner>
            $(where $gate: Filterable)?
            {
                lambda(self, "all", condition)
            }

            /// Whether there are items: `Categories/any()`.
            #[must_use]
            pub fn is_not_empty(&self) -> Filter<Owner>
            $(where $gate: Filterable)?
            {
                after(self, "/any()")
            }

            /// The number of items: `Categories/$count`.
            #[must_use]
            pub fn count(&self) -> Expression<Owner, i64>
            $(where $gate: Countable)?
            {
                after(self, "/$count")
            }

            /// Whether each of these values is an item: `hassubset(Categories,["a","b"])`
            /// (OData URL 4.01 §5.1.1.6).
            #[must_use]
            pub fn has_subset<V: Into<E>>(
                &self,
                items: impl IntoIterator<Item = V>,
            ) -> Filter<Owner>
            where
                E: Value,
                $($gate: Filterable,)?
            {
                with_list("hassubset", self, items)
            }

            /// Whether these values are items in this order:
            /// `hassubsequence(Categories,["a","b"])`.
            #[must_use]
            pub fn has_subsequence<V: Into<E>>(
                &self,
                items: impl IntoIterator<Item = V>,
            ) -> Filter<Owner>
            where
                E: Value,
                $($gate: Filterable,)?
            {
                with_list("hassubsequence", self, items)
            }
        }
    )*};
}

collections!(Property with G, Navigation with G, Path with G, Expression);

fn lambda<Owner, E, F: Argument<Owner, bool>>(
    collection: &impl Operand,
    operator: &str,
    condition: impl FnOnce(Expression<Owner, E>) -> F,
) -> Filter<Owner> {
    let variable = Variable::enter();
    let name = variable.name();
    let condition = condition(Expression::new(name.clone(), Binding::Primary));
    let mut out = String::with_capacity(64);
    grouped(&mut out, Binding::Primary, |out| {
        collection.write_operand(out)
    });
    for part in ["/", operator, "(", &name, ":"] {
        out.push_str(part);
    }
    condition.write(&mut out);
    out.push(')');
    Filter::new(out, Binding::Primary)
}

/// The variable of a condition. Conditions in conditions are made while the outer one is, so the
/// depth of the calls is the depth of the variables.
struct Variable {
    depth: usize,
}

thread_local! {
    static DEPTH: Cell<usize> = const { Cell::new(0) };
}

impl Variable {
    fn enter() -> Self {
        let depth = DEPTH.get();
        DEPTH.set(depth + 1);
        Self { depth }
    }

    /// `x`, `y`, `z`, `x1`, `y1` …
    fn name(&self) -> String {
        let letter = ["x", "y", "z"][self.depth % 3];
        match self.depth / 3 {
            0 => letter.to_owned(),
            round => format!("{letter}{round}"),
        }
    }
}

impl Drop for Variable {
    fn drop(&mut self) {
        DEPTH.set(self.depth);
    }
}

fn after<Owner, T>(collection: &impl Operand, end: &str) -> Expression<Owner, T> {
    let mut out = String::with_capacity(48);
    grouped(&mut out, Binding::Primary, |out| {
        collection.write_operand(out)
    });
    out.push_str(end);
    Expression::new(out, Binding::Primary)
}

fn with_list<Owner, E: Value, V: Into<E>>(
    function: &str,
    collection: &impl Operand,
    items: impl IntoIterator<Item = V>,
) -> Filter<Owner> {
    let items: Vec<E> = items.into_iter().map(Into::into).collect();
    let json = render::raw(&items).expect("values of OData can be written as JSON");
    Call::of(function, collection)
        .with(|out| out.push_str(json.get()))
        .end()
}
