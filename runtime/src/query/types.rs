//! Rust types into the names that `cast` and `isof` take.

use uuid::Uuid;

use super::Filter;
use super::write::Call;
use crate::declared::{Declared, Form};
use crate::scalars::{
    Binary, BinaryEncoding, Date, DateTimeOffset, Decimal, Duration, TimeOfDay, Untyped,
};
use crate::structured::DerivedFrom;

/// A type that has a name in URLs: a primitive type, an enumeration type, an entity type or a
/// complex type.
pub trait EdmType {
    /// The qualified name: `Edm.String`, `Microsoft.OutlookServices.Message`.
    const NAME: &'static str;
}

impl<T: Declared> EdmType for T {
    const NAME: &'static str = T::Form::TYPE_NAME;
}

macro_rules! primitives {
    ($($type:ty: $name:literal),* $(,)?) => {$(
        impl EdmType for $type {
            const NAME: &'static str = $name;
        }
    )*};
}

primitives! {
    bool: "Edm.Boolean",
    u8: "Edm.Byte",
    i8: "Edm.SByte",
    i16: "Edm.Int16",
    i32: "Edm.Int32",
    i64: "Edm.Int64",
    f32: "Edm.Single",
    f64: "Edm.Double",
    Decimal: "Edm.Decimal",
    String: "Edm.String",
    Uuid: "Edm.Guid",
    Date: "Edm.Date",
    DateTimeOffset: "Edm.DateTimeOffset",
    Duration: "Edm.Duration",
    TimeOfDay: "Edm.TimeOfDay",
    Untyped: "Edm.Untyped",
}

impl<E: BinaryEncoding> EdmType for Binary<E> {
    const NAME: &'static str = "Edm.Binary";
}

/// Whether what is filtered is a `Derived`: `isof(NS.Derived)` (OData URL 4.01 §5.1.1.10.2).
#[must_use]
pub fn is_of<Owner, Derived: DerivedFrom<Owner>>() -> Filter<Owner> {
    Call::new("isof")
        .with(|out| out.push_str(Derived::TYPE_NAME))
        .end()
}
