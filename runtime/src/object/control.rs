//! The control information of any structured value, read and changed through its properties.
//!
//! A type hands it over after its own properties. So generated code needs no functions for it, of which there
//! would be two for each type.

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
    let mut seen = None;
    let mut look = Some(|control: &Control| seen = Some(look(control)));
    let _ = value.write_properties(Look(&mut look));
    seen
}

struct Look<'a, F>(&'a mut Option<F>);

impl<F: FnOnce(&Control)> PropertyWriter for Look<'_, F> {
    #[inline(always)]
    fn property<T: Value>(self, _: &'static str, _: &T) -> Self {
        self
    }

    #[inline]
    fn undeclared(self, control: &Control) -> Self {
        if let Some(look) = self.0.take() {
            look(control);
        }
        self
    }
}

/// Changes what a value has besides its declared properties.
#[inline]
pub(crate) fn change_control<T: Structured>(value: &mut T, change: impl FnOnce(&mut Control)) {
    let _ = value.read_properties(Change(&mut Some(change)));
}

struct Change<'a, F>(&'a mut Option<F>);

impl<F: FnOnce(&mut Control)> PropertyReader for Change<'_, F> {
    #[inline(always)]
    fn property<T: Value>(self, _: &'static str, _: &mut T) -> Self {
        self
    }

    #[inline]
    fn undeclared(self, control: &mut Control) -> Self {
        if let Some(change) = self.0.take() {
            change(control);
        }
        self
    }
}
