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
#[inline]
pub(crate) fn with_control<T: Structured, R>(
    value: &T,
    look: impl FnOnce(&Control) -> R,
) -> Option<R> {
    let mut look = Look {
        look: Some(look),
        seen: None,
    };
    value.write_properties(&mut look);
    look.seen
}

struct Look<F, R> {
    look: Option<F>,
    seen: Option<R>,
}

impl<F: FnOnce(&Control) -> R, R> PropertyWriter for Look<F, R> {
    #[inline]
    fn property<T: Value>(&mut self, _: &'static str, _: &T) {}

    #[inline]
    fn undeclared(&mut self, control: &Control) {
        if let Some(look) = self.look.take() {
            self.seen = Some(look(control));
        }
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
