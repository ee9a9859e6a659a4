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
///
/// They come with the name `@`, which no type takes for a property: what objects have under names that begin so
/// is control information (OData JSON 4.01 §4.6), and such properties get no fields.
#[inline]
pub(crate) fn change_control<T: Structured>(value: &mut T, change: impl FnOnce(&mut Control)) {
    value.read_property("@", Change(change));
}

struct Change<F>(F);

impl<F: FnOnce(&mut Control)> PropertyReader for Change<F> {
    #[inline]
    fn read<T: Value>(self, _: &mut T) {}

    #[inline]
    fn undeclared(self, _: &str, control: &mut Control) {
        (self.0)(control);
    }
}
