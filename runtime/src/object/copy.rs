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
    let _ = value.write_properties(Copying(&mut copy));
    copy
}

struct Copying<'a, T>(&'a mut T);

impl<T: Structured> PropertyWriter for Copying<'_, T> {
    #[inline]
    fn property<V: Value>(self, name: &'static str, value: &V) -> Self {
        if !value.is_absent() {
            let original = Original { name, value };
            let left = self.0.read_properties(Copied(Some(&original)));
            debug_assert!(
                left.0.is_none(),
                "`write_properties` of `{}` has `{name}`, and `read_properties` has not",
                T::TYPE_NAME
            );
        }
        self
    }

    #[inline]
    fn undeclared(self, control: &Control) -> Self {
        change_control(self.0, |empty| *empty = control.clone());
        self
    }
}

/// What is copied, until its field is found.
struct Copied<'a>(Option<&'a Original<'a>>);

/// The value of one property, without a type of its own, so that a program has the function that reads it once
/// for each structured type.
struct Original<'a> {
    name: &'static str,
    value: &'a dyn Any,
}

impl PropertyReader for Copied<'_> {
    #[inline(always)]
    fn property<V: Value>(self, name: &'static str, field: &mut V) -> Self {
        match self.0 {
            Some(original) if original.name == name => {
                original.copy(field);
                Self(None)
            }
            _ => self,
        }
    }

    #[inline]
    fn undeclared(self, _: &mut Control) -> Self {
        self
    }
}

impl Original<'_> {
    #[inline(never)] // once for each type of property, since structured types have hundreds of properties
    fn copy<V: Value>(&self, field: &mut V) {
        if let Some(value) = self.value.downcast_ref::<V>() {
            *field = value.clone();
        }
    }
}
