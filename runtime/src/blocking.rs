//! A future, into its result on the thread that wants it.

use std::future::{Future, IntoFuture};
use std::sync::OnceLock;

use bytes::Bytes;
use tokio::runtime::{Builder, Handle, Runtime};

use crate::batch::{Batch, Replies};
use crate::client::media_stream::MediaStream;
use crate::delta::{Change, Changes, DeltaError};
use crate::error::{BuildError, Error};
use crate::function::Function;
use crate::kind::Kind;
use crate::page::Page;
use crate::request::Request;
use crate::stream::{ItemStream, Pages};
use crate::structured::Structured;
use crate::value::Value;

/// Waits for a future, on a runtime that all who wait share, so that connections are kept.
///
/// Inside of a runtime of tokio that is an error and not a panic.
pub(crate) fn wait<T, E: From<Error>>(work: impl Future<Output = Result<T, E>>) -> Result<T, E> {
    static RUNTIME: OnceLock<Result<Runtime, String>> = OnceLock::new();
    if Handle::try_current().is_ok() {
        let reason = "this is inside of an async runtime: `await` the request".to_owned();
        return Err(Error::from(BuildError::Blocking { reason }).into());
    }
    match RUNTIME.get_or_init(start) {
        Ok(runtime) => runtime.block_on(work),
        Err(reason) => {
            let reason = reason.clone();
            Err(Error::from(BuildError::Blocking { reason }).into())
        }
    }
}

fn start() -> Result<Runtime, String> {
    let mut builder = Builder::new_multi_thread();
    let builder = builder.worker_threads(1).thread_name("odata").enable_all();
    builder.build().map_err(|error| error.to_string())
}

impl<K: Kind> Request<K> {
    /// Sends the request and blocks the thread until its result is there (feature `blocking`).
    ///
    /// # Errors
    /// Those of [`Request::send`]; and where the thread is one of an async runtime of tokio, which
    /// must not be blocked.
    pub fn wait(self) -> Result<K::Output, Error> {
        wait(self.send())
    }
}

impl<K: Kind> Function<K> {
    /// Calls the function and blocks the thread until its result is there: see [`Request::wait`].
    ///
    /// # Errors
    /// Those of [`Request::wait`].
    pub fn wait(self) -> Result<K::Output, Error> {
        wait(self.into_future())
    }
}

impl Batch {
    /// Sends the batch and blocks the thread until its answers are there: see [`Request::wait`].
    ///
    /// # Errors
    /// Those of [`Batch::send`] and of [`Request::wait`].
    pub fn wait(self) -> Result<Replies, Error> {
        wait(self.send())
    }
}

/// A stream as an iterator, which blocks the thread until the next item is there.
#[derive(Debug)]
#[must_use = "an iterator does nothing until it is asked for items"]
pub struct Blocking<S>(S);

impl<S> Blocking<S> {
    /// The stream: for its position, or its token.
    pub fn stream(&self) -> &S {
        &self.0
    }

    /// The stream, to go on without blocking.
    pub fn into_stream(self) -> S {
        self.0
    }
}

macro_rules! iterates {
    ($($stream:ty [$($parameter:ident: $($bound:path),+)?]: $item:ty, $error:ty;)*) => {$(
        impl$(<$parameter: $($bound +)+ 'static>)? $stream {
            /// The same as an iterator that blocks the thread (feature `blocking`): see
            /// [`Request::wait`].
            pub fn wait(self) -> Blocking<Self> {
                Blocking(self)
            }
        }

        impl$(<$parameter: $($bound +)+ 'static>)? Iterator for Blocking<$stream> {
            type Item = Result<$item, $error>;

            fn next(&mut self) -> Option<Self::Item> {
                wait(self.0.try_next()).transpose()
            }
        }
    )*};
}

iterates! {
    Pages<T> [T: Value]: Page<T>, Error;
    ItemStream<T> [T: Value]: T, Error;
    Changes<T> [T: Structured, Value]: Change<T>, DeltaError;
    MediaStream []: Bytes, Error;
}

/// `wait` of a struct around a request or a function.
#[doc(hidden)]
#[macro_export]
macro_rules! __wait {
    ($type:ident, $inner:ty) => {
        impl $type {
            /// Sends the request and blocks the thread until its result is there.
            ///
            /// # Errors
            /// Those of `send`; and where the thread is one of an async runtime, which must not be
            /// blocked.
            pub fn wait(self) -> <$inner as ::core::future::IntoFuture>::Output {
                self.0.wait()
            }
        }
    };
}
