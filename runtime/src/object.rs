//! One property of a JSON object into a field, and fields into the properties of an object.
//!
//! Generated code sees two traits of few words in place of serde's: functions that are generic over
//! `MapAccess<'de>` and give back its errors take a compiler longer, and there is one for each
//! structured type. Whatever else concerns all fields of a type goes through the same two
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

/// Something for one of the properties of a value, such as what has come for it.
///
/// It goes from property to property by value, and comes out after the last one: so it stays in registers, and
/// a compiler has less to prove than for a reference. Errors are kept for the one who reads the object.
pub trait PropertyReader: Sized {
    /// Reads into the field of the property `name`, if it is that property's.
    #[must_use]
    fn property<T: Value>(self, name: &'static str, field: &mut T) -> Self;

    /// Keeps what is not for a declared property: the last that a type offers.
    #[must_use]
    fn undeclared(self, control: &mut Control) -> Self;
}

/// The object that the properties of a value are written to.
///
/// It goes from property to property and comes out after the last one, like a [`PropertyReader`]. Errors are kept
/// for the one who writes the object; after the first one nothing is written.
pub trait PropertyWriter: Sized {
    /// Writes a property unless it is absent.
    #[must_use]
    fn property<T: Value>(self, name: &'static str, value: &T) -> Self;

    /// Writes the properties that the type does not declare: the last that a type writes.
    #[must_use]
    fn undeclared(self, control: &Control) -> Self;
}

/// What serde says comes next in an object, until its property is found: afterwards an optimizer knows that the
/// rest of the chain has nothing to do.
struct Incoming<'i, 'a, M, E>(Option<&'i mut Next<'a, M, E>>);

struct Next<'a, M, E> {
    name: &'a str,
    map: &'a mut M,
    result: Result<(), E>,
}

impl<'de, M: MapAccess<'de>> PropertyReader for Incoming<'_, '_, M, M::Error> {
    #[inline(always)]
    fn property<T: Value>(self, name: &'static str, field: &mut T) -> Self {
        match self.0 {
            Some(next) if next.name == name => {
                next.read(field);
                Self(None)
            }
            _ => self,
        }
    }

    #[inline]
    fn undeclared(self, control: &mut Control) -> Self {
        if let Some(next) = self.0 {
            next.result = control.read(next.name, next.map);
        }
        Self(None)
    }
}

impl<'de, M: MapAccess<'de>> Next<'_, M, M::Error> {
    /// A function apart from [`Incoming::property`](PropertyReader::property), which is inlined for each property of a
    /// type and therefore short.
    #[inline]
    fn read<T: Value>(&mut self, field: &mut T) {
        match self.map.next_value_seed(Seed::new()) {
            Ok(value) => *field = value,
            Err(error) => self.result = Err(error),
        }
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
    let mut next = Next {
        name,
        map,
        result: Ok(()),
    };
    if name.starts_with('@') {
        // No property has such a name: they need not be compared.
        change_control(value, |control| next.result = control.read(name, next.map));
    } else {
        let _ = value.read_properties(Incoming(Some(&mut next)));
    }
    next.result
}

/// An object that serde writes.
struct Outgoing<'o, 'a, M: SerializeMap>(&'o mut Target<'a, M>);

/// The object as serde has it, and the first error.
struct Target<'a, M: SerializeMap> {
    map: &'a mut M,
    result: Result<(), M::Error>,
}

impl<M: SerializeMap> PropertyWriter for Outgoing<'_, '_, M> {
    #[inline(always)]
    fn property<T: Value>(self, name: &'static str, value: &T) -> Self {
        if !value.is_absent() {
            self.0.write(name, value);
        }
        self
    }

    #[inline]
    fn undeclared(self, control: &Control) -> Self {
        if self.0.result.is_ok() {
            self.0.result = control.write_undeclared(self.0.map);
        }
        self
    }
}

impl<M: SerializeMap> Target<'_, M> {
    /// A function apart for the same reason as [`Next::read`].
    #[inline]
    fn write<T: Value>(&mut self, name: &'static str, value: &T) {
        if self.result.is_ok() {
            self.result = self.map.serialize_entry(name, &Written(value));
        }
    }
}

/// Writes the properties of a value, and then those that its type does not declare.
pub(crate) fn write_properties<T: Structured, M: SerializeMap>(
    value: &T,
    map: &mut M,
) -> Result<(), M::Error> {
    let mut target = Target {
        map,
        result: Ok(()),
    };
    let _ = value.write_properties(Outgoing(&mut target));
    target.result
}
