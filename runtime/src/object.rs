//! One property of a JSON object into a field, and fields into the properties of an object.
//!
//! Generated code sees two traits of few words in place of serde's: a function that is generic over
//! `MapAccess<'de>` and gives back its errors takes a compiler nearly twice as long, and there is one
//! for each structured type. Whatever else concerns all fields of a type goes through the same two
//! functions, so that no type has more of them.

mod control;
mod copy;

use serde::de::MapAccess;
use serde::ser::SerializeMap;

use crate::control::Control;
use crate::structured::Structured;
use crate::value::{Seed, Value, Written};

pub(crate) use control::{change_control, with_control};
pub use copy::copy;

/// The value of one property that has come, to be read once.
///
/// Errors are kept for the one who reads the object.
pub trait PropertyReader {
    /// Reads the value into its field.
    fn read<T: Value>(self, field: &mut T);

    /// Keeps the value of a property that the type does not declare.
    fn undeclared(self, name: &str, control: &mut Control);
}

/// The object that the properties of a value are written to.
///
/// Errors are kept for the one who writes the object; after the first one nothing is written.
pub trait PropertyWriter {
    /// Writes a property unless it is absent.
    fn property<T: Value>(&mut self, name: &'static str, value: &T);

    /// Writes the properties that the type does not declare: the last that a type writes.
    fn undeclared(&mut self, control: &Control);
}

/// What serde says comes next in an object.
struct Incoming<'a, M, E> {
    map: &'a mut M,
    result: &'a mut Result<(), E>,
}

impl<'de, M: MapAccess<'de>> PropertyReader for Incoming<'_, M, M::Error> {
    #[inline]
    fn read<T: Value>(self, field: &mut T) {
        match self.map.next_value_seed(Seed::new()) {
            Ok(value) => *field = value,
            Err(error) => *self.result = Err(error),
        }
    }

    #[inline]
    fn undeclared(self, name: &str, control: &mut Control) {
        *self.result = control.read(name, self.map);
    }
}

/// Reads the member of an object that comes next: a property, or, with a name that begins with `@`, control
/// information.
#[inline]
pub(crate) fn read_member<'de, T: Structured, M: MapAccess<'de>>(
    value: &mut T,
    name: &str,
    map: &mut M,
) -> Result<(), M::Error> {
    let mut result = Ok(());
    if name.starts_with('@') {
        // No property has such a name: they need not be compared.
        change_control(value, |control| result = control.read(name, map));
    } else {
        let result = &mut result;
        value.read_property(name, Incoming { map, result });
    }
    result
}

/// An object that serde writes, and the first error.
struct Outgoing<'a, M: SerializeMap> {
    map: &'a mut M,
    result: Result<(), M::Error>,
}

impl<M: SerializeMap> PropertyWriter for Outgoing<'_, M> {
    #[inline]
    fn property<T: Value>(&mut self, name: &'static str, value: &T) {
        if !value.is_absent() && self.result.is_ok() {
            self.result = self.map.serialize_entry(name, &Written(value));
        }
    }

    #[inline]
    fn undeclared(&mut self, control: &Control) {
        if self.result.is_ok() {
            self.result = control.write_undeclared(self.map);
        }
    }
}

/// Writes the properties of a value, and then those that its type does not declare.
pub(crate) fn write_properties<T: Structured, M: SerializeMap>(
    value: &T,
    map: &mut M,
) -> Result<(), M::Error> {
    let mut object = Outgoing {
        map,
        result: Ok(()),
    };
    value.write_properties(&mut object);
    object.result
}
