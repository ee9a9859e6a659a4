//! A function with its arguments, into a request or into the address of its result.

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;

use http::Method;

use crate::error::{BuildError, Error};
use crate::into_request::IntoRequest;
use crate::kind::Kind;
use crate::literal::Literal;
use crate::render;
use crate::request::Request;
use crate::resource::Resource;
use crate::transport::BoxFuture;
use crate::value::Value;

/// A call of a function (OData Protocol 4.01 §11.5.4); its arguments stand in the URL.
#[must_use = "a function does nothing until it is awaited"]
pub struct Function<K> {
    resource: Resource,
    kind: PhantomData<fn() -> K>,
}

impl<K> Function<K> {
    pub(crate) fn new(resource: Resource) -> Self {
        Self {
            resource,
            kind: PhantomData,
        }
    }

    /// Gives an argument as a literal.
    pub fn argument<T: Literal + ?Sized>(mut self, name: &'static str, value: &T) -> Self {
        self.resource.path.push_argument(name, value.literal());
        self
    }

    /// Gives an argument as JSON, through a parameter alias: what structured values and
    /// collections need.
    pub fn json_argument<T: Value>(mut self, name: &'static str, value: &T) -> Self {
        let path = &mut self.resource.path;
        match render::raw(value) {
            Ok(json) => {
                let alias = path.push_alias(name, json.get().to_owned());
                path.push_argument(name, alias);
            }
            Err(source) => {
                let name = name.into();
                path.error
                    .get_or_insert(BuildError::Encode { name, source });
            }
        }
        self
    }

    /// The result as a resource to go on from, where the function is composable.
    #[must_use]
    pub fn call<B: From<Resource>>(self) -> B {
        self.resource.into()
    }
}

impl<K: Kind> Function<K> {
    /// The request for the result.
    pub fn request(self) -> Request<K> {
        self.into()
    }
}

impl<K: Kind> From<Function<K>> for Request<K> {
    fn from(function: Function<K>) -> Self {
        function.resource.request(Method::GET)
    }
}

impl<K: Kind> IntoRequest for Function<K> {
    type Kind = K;

    fn into_request(self) -> Request<K> {
        self.into()
    }
}

impl<K: Kind> IntoFuture for Function<K> {
    type Output = Result<K::Output, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        self.request().into_future()
    }
}

impl<K> Clone for Function<K> {
    fn clone(&self) -> Self {
        Self::new(self.resource.clone())
    }
}

impl<K> fmt::Debug for Function<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.resource.fmt(f)
    }
}

/// Makes a request of a struct around a [`Function`] with methods for optional parameters:
/// conversions both ways and into the [`Request`], `IntoFuture`, `Deref` to the function, `Clone` and `Debug`.
#[macro_export]
macro_rules! function_request {
    ($type:ident, $kind:ty) => {
        $crate::__call!($type, $crate::Function<$kind>);

        impl $type {
            /// The request without the functions for parameters, to give it query options and
            /// headers.
            #[inline]
            pub fn request(self) -> $crate::Request<$kind> {
                self.0.request()
            }
        }

        impl ::core::convert::From<$type> for $crate::Request<$kind> {
            #[inline]
            fn from(function: $type) -> Self {
                ::core::convert::From::from(function.0)
            }
        }
    };
}
