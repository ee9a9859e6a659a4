//! The macros that make request builders, and requests with optional parameters, of structs around those here.

/// Makes a request builder of a struct around [`EntityRequest`](crate::EntityRequest), which it dereferences to.
#[macro_export]
macro_rules! entity_request {
    ($type:ident, $entity:ty) => {
        $crate::__builder!($type, $crate::EntityRequest<$entity, G>);
    };
}

/// Makes a request builder of a struct around [`CollectionRequest`](crate::CollectionRequest), which it dereferences to.
#[macro_export]
macro_rules! collection_request {
    ($type:ident, $entity:ty) => {
        $crate::__builder!($type, $crate::CollectionRequest<$entity, G>);
    };
}

/// The traits of a request builder.
#[doc(hidden)]
#[macro_export]
macro_rules! __builder {
    ($type:ident, $inner:ty) => {
        impl<G> ::core::convert::From<$crate::Resource> for $type<G> {
            #[inline]
            fn from(resource: $crate::Resource) -> Self {
                Self(::core::convert::From::from(resource))
            }
        }

        impl<G> ::core::ops::Deref for $type<G> {
            type Target = $inner;

            #[inline]
            fn deref(&self) -> &Self::Target {
                &self.0
            }
        }

        impl<G> ::core::clone::Clone for $type<G> {
            #[inline]
            fn clone(&self) -> Self {
                Self(::core::clone::Clone::clone(&self.0))
            }
        }

        impl<G> ::core::fmt::Debug for $type<G> {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&self.0, f)
            }
        }
    };
}

/// Makes a request of a struct around [`Request`](crate::Request) that has functions for optional parameters: it
/// dereferences to the request, turns into it, and can be awaited.
#[macro_export]
macro_rules! operation_request {
    ($type:ident, $kind:ty) => {
        $crate::__call!($type, $crate::Request<$kind>);

        impl $type {
            /// The request without the functions for parameters, to give it query options and
            /// headers.
            #[inline]
            pub fn request(self) -> $crate::Request<$kind> {
                self.0
            }
        }
    };
}

/// What a struct around a request or a function can do.
#[doc(hidden)]
#[macro_export]
macro_rules! __call {
    ($type:ident, $inner:ty) => {
        impl ::core::ops::Deref for $type {
            type Target = $inner;

            #[inline]
            fn deref(&self) -> &Self::Target {
                &self.0
            }
        }

        impl $crate::IntoRequest for $type {
            type Kind = <$inner as $crate::IntoRequest>::Kind;

            #[inline]
            fn into_request(self) -> $crate::Request<Self::Kind> {
                $crate::IntoRequest::into_request(self.0)
            }
        }

        impl ::core::future::IntoFuture for $type {
            type Output = <$inner as ::core::future::IntoFuture>::Output;
            type IntoFuture = <$inner as ::core::future::IntoFuture>::IntoFuture;

            #[inline]
            fn into_future(self) -> Self::IntoFuture {
                ::core::future::IntoFuture::into_future(self.0)
            }
        }

        $crate::__wait!($type, $inner);

        impl ::core::clone::Clone for $type {
            #[inline]
            fn clone(&self) -> Self {
                Self(::core::clone::Clone::clone(&self.0))
            }
        }

        impl ::core::fmt::Debug for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&self.0, f)
            }
        }
    };
}
