//! Properties into `$orderby` (OData URL 4.01 §5.1.5).

use std::fmt;
use std::marker::PhantomData;

use super::select::for_several;
use super::write::Operand;
use super::{Expression, Path};
use crate::gate::Sortable;
use crate::property::{Of, Property};

/// What to sort by, and in which direction.
pub struct Order<Owner> {
    text: String,
    of: Of<Owner>,
}

/// What to sort `Owner`s by: an [`Order`], a property or an expression (ascending), or a tuple,
/// an array or a `Vec` of them, the most important first.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not sort by properties of `{Owner}`",
    label = "not a property, path, expression or order of `{Owner}`, nor a tuple of them"
)]
pub trait Sorting<Owner> {
    /// Adds to a list with commas.
    fn add_to(self, list: &mut String);
}

macro_rules! orders {
    ($($head:ident $(with $gate:ident)?),*) => {$(
        impl<Owner, T $(, $gate)?> $head<Owner, T $(, $gate)?> {
            /// Smallest first; null is smaller than all values.
            #[must_use]
            pub fn asc(&self) -> Order<Owner>
            $(where $gate: Sortable)?
            {
                Order::new(self, " asc")
            }

            /// Greatest first.
            #[must_use]
            pub fn desc(&self) -> Order<Owner>
            $(where $gate: Sortable)?
            {
                Order::new(self, " desc")
            }
        }

        impl<Owner, T $(, $gate: Sortable)?> Sorting<Owner> for $head<Owner, T $(, $gate)?> {
            fn add_to(self, list: &mut String) {
                add(list, |list| {
                    self.write_operand(list);
                });
            }
        }
    )*};
}

orders!(Property with G, Path with G, Expression);

impl<Owner> Order<Owner> {
    fn new(by: &impl Operand, direction: &str) -> Self {
        let mut text = String::with_capacity(32);
        by.write_operand(&mut text);
        text.push_str(direction);
        Self {
            text,
            of: PhantomData,
        }
    }

    /// The text, before percent-encoding.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl<Owner> Sorting<Owner> for Order<Owner> {
    fn add_to(self, list: &mut String) {
        add(list, |list| list.push_str(&self.text));
    }
}

for_several!(Sorting, &mut String);

fn add(list: &mut String, write: impl FnOnce(&mut String)) {
    if !list.is_empty() {
        list.push(',');
    }
    write(list);
}

impl<Owner> Clone for Order<Owner> {
    fn clone(&self) -> Self {
        Self {
            text: self.text.clone(),
            of: PhantomData,
        }
    }
}

impl<Owner> fmt::Debug for Order<Owner> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
