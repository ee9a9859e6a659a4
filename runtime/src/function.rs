//! A function with its arguments, into a request or into the address of its result.

use std::borrow::Borrow;
use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;

use http::Method;
use serde_json::value::RawValue;

use crate::error::{BuildError, EncodeError, Error};
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

    /// Gives an argument that is a text.
    pub fn text_argument(self, name: &'static str, text: impl Into<String>) -> Self {
        self.argument(name, &*text.into())
    }

    /// Gives an argument as JSON, through a parameter alias: what structured values and
    /// collections need.
    pub fn json_argument<T: Value>(self, name: &'static str, value: &T) -> Self {
        self.json(name, render::raw(value))
    }

    /// Gives an argument that is a collection as JSON, of items or of references to them.
    pub fn items_argument<T: Value>(
        self,
        name: &'static str,
        items: impl IntoIterator<Item = impl Borrow<T>>,
    ) -> Self {
        self.json(name, render::raw_items(items))
    }

    fn json(mut self, name: &'static str, json: Result<Box<RawValue>, EncodeError>) -> Self {
        let path = &mut self.resource.path;
        match json {
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
/// it dereferences to the function, turns into a [`Request`], and can be awaited.
#[macro_export]
macro_rules! function_request {
    ($type:ident, $kind:ty) => {
        $crate::__call!($type, $crate::Function<$kind>);

        // For what takes functions alone: requests for changes.
        impl ::core::convert::From<$type> for $crate::Function<$kind> {
            #[inline]
            fn from(call: $type) -> Self {
                call.0
            }
        }

        impl $type {
            /// The request without the functions for parameters, to give it query options and
            /// headers.
            #[inline]
            pub fn request(self) -> $crate::Request<$kind> {
                self.0.request()
            }
        }
    };
}
