//! One property of a JSON object into a field, and fields into the properties of an object.
//!
//! Generated code sees two traits of few words in place of serde's: a function that is generic over
//! `MapAccess<'de>` and gives back its errors takes a compiler nearly twice as long, and there is one
//! for each structured type.

use serde::de::MapAccess;
use serde::ser::SerializeMap;

use crate::control::Control;
use crate::structured::Structured;
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

/// Changes what a value has besides its declared properties.
///
/// What no type declares ends in the control information, and no property has a name that is not an
/// identifier (OData CSDL 4.01 §15.2): so generated code needs no function of its own for this.
#[inline]
pub(crate) fn change_control<T: Structured>(value: &mut T, change: impl FnOnce(&mut Control)) {
    value.read_property("@", Change(change));
}

/// Reads what comes next in an object into the control information of a value.
#[inline]
pub(crate) fn read_control<'de, T: Structured, M: MapAccess<'de>>(
    value: &mut T,
    name: &str,
    map: &mut M,
) -> Result<(), M::Error> {
    let mut result = Ok(());
    change_control(value, |control| result = control.read(name, map));
    result
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
