//! The control information of any structured value, read and changed through its properties.
//!
//! A type hands it over where a property is not one of its own. So generated code needs no functions for
//! it, of which there would be two for each type.

use super::{PropertyReader, PropertyWriter};
use crate::control::Control;
use crate::structured::Structured;
use crate::value::Value;

/// Looks at what a value has besides its declared properties; `None` where its type, written by hand, keeps
/// nothing else.
pub(crate) fn with_control<T: Structured, R>(
    value: &T,
    look: impl FnOnce(&Control) -> R,
) -> Option<R> {
    let (mut look, mut seen) = (Some(look), None);
    value.write_properties(&mut Look(&mut |control| {
        if let Some(look) = look.take() {
            seen = Some(look(control));
        }
    }));
    seen
}

/// Without a type of its own for whoever looks, so that a program has this once for each type.
struct Look<'a>(&'a mut dyn FnMut(&Control));

impl PropertyWriter for Look<'_> {
    #[inline]
    fn property<T: Value>(&mut self, _: &'static str, _: &T) {}

    #[inline]
    fn undeclared(&mut self, control: &Control) {
        (self.0)(control);
    }
}

/// Changes what a value has besides its declared properties.
#[inline]
pub(crate) fn change_control<T: Structured>(value: &mut T, change: impl FnOnce(&mut Control)) {
    let mut change = Some(change);
    value.read_property("@", Change(&mut change));
    if change.is_some() {
        change_by_another_name(value, &mut change);
    }
}

/// No property has the name `@`, which is not an identifier (OData CSDL 4.01 §15.2); but names can be
/// declared that are not allowed. Where a type declares all of these, too, nothing is changed.
#[cold]
fn change_by_another_name<T: Structured, F: FnOnce(&mut Control)>(
    value: &mut T,
    change: &mut Option<F>,
) {
    for name in ["@@", "@@@", "@@@@"] {
        if change.is_some() {
            value.read_property(name, Change(change));
        }
    }
}

struct Change<'a, F>(&'a mut Option<F>);

impl<F: FnOnce(&mut Control)> PropertyReader for Change<'_, F> {
    #[inline]
    fn read<T: Value>(self, _: &mut T) {}

    #[inline]
    fn undeclared(self, _: &str, control: &mut Control) {
        if let Some(change) = self.0.take() {
            change(control);
        }
    }
}
