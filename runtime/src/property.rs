//! Names of properties as constants that know their types.

use std::fmt;
use std::marker::PhantomData;

use crate::gate::Open;

/// Knows a type without having a value of it.
pub(crate) type Of<T> = PhantomData<fn() -> T>;

/// A property of `Owner` with values of type `T`; `G` is what the metadata allows with it.
///
/// ```
/// # struct Message;
/// use odata_runtime::Property;
///
/// const SUBJECT: Property<Message, String> = Property::new("Subject");
/// assert_eq!(SUBJECT.name(), "Subject");
/// ```
pub struct Property<Owner, T, G = Open> {
    name: &'static str,
    of: Of<(Owner, T, G)>,
}

/// A navigation property from `Owner` to a `T` or a collection of it; `G` is what the metadata
/// allows with it.
pub struct Navigation<Owner, T, G = Open> {
    name: &'static str,
    of: Of<(Owner, T, G)>,
}

macro_rules! named {
    ($($type:ident, $function:ident);*) => {$(
        #[doc = concat!("[`", stringify!($type), "::new`] as generated code calls it.")]
        ///
        /// A compiler has a fifth less to do with a constant that calls a function than with one that
        /// calls a function of a generic type, and a service has thousands of constants.
        #[must_use]
        pub const fn $function<Owner, T, G>(name: &'static str) -> $type<Owner, T, G> {
            $type {
                name,
                of: PhantomData,
            }
        }

        impl<Owner, T, G> $type<Owner, T, G> {
            /// The property with this name on the wire.
            #[must_use]
            pub const fn new(name: &'static str) -> Self {
                $function(name)
            }

            /// The name on the wire.
            #[must_use]
            pub const fn name(self) -> &'static str {
                self.name
            }
        }

        impl<Owner, T, G> Clone for $type<Owner, T, G> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<Owner, T, G> Copy for $type<Owner, T, G> {}

        impl<Owner, T, G> fmt::Debug for $type<Owner, T, G> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name)
            }
        }
    )*};
}

named!(Property, property; Navigation, navigation);
