//! The features `serde` and `compare` into the traits that generated types have with them.
//!
//! The macros are defined here, with a feature and without it, so that generated sources hold no
//! condition: a program that turns a feature on has its traits on all types of all clients.

/// With the feature `serde`, generated types are ordinary types of serde.
#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! __serde_of {
    ($type:ident) => {
        impl $crate::__private::Serialize for $type {
            #[inline]
            fn serialize<S: $crate::__private::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::Value::write(self, serializer)
            }
        }

        impl<'de> $crate::__private::Deserialize<'de> for $type {
            #[inline]
            fn deserialize<D: $crate::__private::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::Value::read(deserializer)
            }
        }
    };
}

/// Without the feature `serde`, generated types are values of OData only.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __serde_of {
    ($type:ident) => {};
}

/// With the feature `compare`, structured values are equal when they are written alike.
#[cfg(feature = "compare")]
#[doc(hidden)]
#[macro_export]
macro_rules! __equality_of {
    ($type:ident) => {
        impl ::core::cmp::PartialEq for $type {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::__private::equal(self, other)
            }
        }
    };
}

/// Without the feature `compare`, structured values are not compared.
#[cfg(not(feature = "compare"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __equality_of {
    ($type:ident) => {};
}

/// With the feature `compare`, enumerations and flags are keys of maps, by the function that hashes them.
#[cfg(feature = "compare")]
#[doc(hidden)]
#[macro_export]
macro_rules! __hash_of {
    ($type:ident, $hash:ident) => {
        impl ::core::cmp::Eq for $type {}

        impl ::core::hash::Hash for $type {
            #[inline]
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                $crate::__private::$hash(self, state);
            }
        }
    };
}

/// Without the feature `compare`, enumerations and flags have `PartialEq` only.
#[cfg(not(feature = "compare"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __hash_of {
    ($type:ident, $hash:ident) => {};
}
