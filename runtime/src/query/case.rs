//! Conditions with a value each into `case(…)` (OData URL 4.01 §5.1.1.12).

use std::marker::PhantomData;

use super::write::Call;
use super::{Argument, Expression};
use crate::property::Of;

/// A choice between values, by the first condition that is true; null where none is.
///
/// ```
/// # struct Message;
/// use odata_runtime::Property;
/// use odata_runtime::query::Case;
///
/// const SIZE: Property<Message, i64> = Property::new("Size");
///
/// let price = Case::new().when(SIZE.gt(1000), 3).when(SIZE.gt(100), 2).otherwise(1);
/// assert_eq!(price.gt(SIZE).as_str(), "case(Size gt 1000:3,Size gt 100:2,true:1) gt Size");
/// ```
#[must_use]
pub struct Case<Owner, T> {
    call: Call,
    of: Of<(Owner, T)>,
}

impl<Owner, T> Case<Owner, T> {
    /// A choice without conditions yet.
    pub fn new() -> Self {
        Self {
            call: Call::new("case"),
            of: PhantomData,
        }
    }

    /// The value where this condition is true and none before it was.
    pub fn when<C, A>(self, condition: C, value: A) -> Self
    where
        C: Argument<Owner, bool>,
        A: Argument<Owner, T>,
    {
        let call = self.call.with(|out| {
            condition.write(out);
            out.push(':');
            value.write(out);
        });
        Self { call, ..self }
    }

    /// The value where no condition is true.
    #[must_use]
    pub fn otherwise<A: Argument<Owner, T>>(self, value: A) -> Expression<Owner, T> {
        self.when(true, value).end()
    }

    /// The choice as it is.
    #[must_use]
    pub fn end(self) -> Expression<Owner, T> {
        self.call.end()
    }
}

impl<Owner, T> Default for Case<Owner, T> {
    fn default() -> Self {
        Self::new()
    }
}
