//! One property of a JSON object into a field, and fields into the properties of an object.
//!
//! Generated code sees two traits of few words in place of serde's: a function that is generic over
//! `MapAccess<'de>` and gives back its errors takes a compiler nearly twice as long, and there is one
//! for each structured type.

use serde::de::MapAccess;
use serde::ser::SerializeMap;

use crate::control::Control;
use crate::value::{Seed, Value, Written};

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
}

/// What serde says comes next in an object.
pub(crate) struct Incoming<'a, M, E> {
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

/// Gives the value that comes next in an object to `read`.
#[inline]
pub(crate) fn read_with<'de, M: MapAccess<'de>>(
    map: &mut M,
    read: impl FnOnce(Incoming<'_, M, M::Error>),
) -> Result<(), M::Error> {
    let mut result = Ok(());
    read(Incoming {
        map,
        result: &mut result,
    });
    result
}

/// An object that serde writes, and the first error.
pub(crate) struct Outgoing<'a, M: SerializeMap> {
    pub(crate) map: &'a mut M,
    pub(crate) result: Result<(), M::Error>,
}

impl<M: SerializeMap> PropertyWriter for Outgoing<'_, M> {
    #[inline]
    fn property<T: Value>(&mut self, name: &'static str, value: &T) {
        if !value.is_absent() && self.result.is_ok() {
            self.result = self.map.serialize_entry(name, &Written(value));
        }
    }
}
