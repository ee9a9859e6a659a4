//! `Clone` of structured values: each property that is there into a new value.

use std::any::Any;

use super::{PropertyReader, PropertyWriter, change_control};
use crate::control::Control;
use crate::structured::Structured;
use crate::value::Value;

/// The same value once more: what [`structured!`](crate::structured!) makes `Clone` of.
///
/// A derived `Clone` is as long as the type has properties, and is the dearest thing in a struct for a
/// compiler. This one finds the field for each property by its name, as reading does.
pub fn copy<T: Structured>(value: &T) -> T {
    let mut copy = T::default();
    value.write_properties(&mut Copying(&mut copy));
    copy
}

struct Copying<'a, T>(&'a mut T);

impl<T: Structured> PropertyWriter for Copying<'_, T> {
    #[inline]
    fn property<V: Value>(&mut self, name: &'static str, value: &V) {
        if !value.is_absent() {
            self.0.read_property(name, Copied(value));
        }
    }

    #[inline]
    fn undeclared(&mut self, control: &Control) {
        change_control(self.0, |empty| *empty = control.clone());
    }
}

/// The value of the property with the same name, without a type of its own, so that a program has the
/// function that reads it once for each structured type.
struct Copied<'a>(&'a dyn Any);

impl PropertyReader for Copied<'_> {
    #[inline]
    fn read<V: Value>(self, field: &mut V) {
        if let Some(value) = self.0.downcast_ref::<V>() {
            field.clone_from(value);
        }
    }

    #[inline]
    fn undeclared(self, _: &str, _: &mut Control) {}
}
