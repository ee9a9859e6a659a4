//! A future, into its result on the thread that wants it.

use std::future::{Future, IntoFuture};
use std::sync::OnceLock;

use tokio::runtime::{Builder, Handle, Runtime};

use crate::error::{BuildError, Error};
use crate::function::Function;
use crate::kind::Kind;
use crate::request::Request;

/// Waits for a future, on a runtime that all who wait share, so that connections are kept.
///
/// Inside of a runtime of tokio that is an error and not a panic.
pub(crate) fn wait<T>(work: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    static RUNTIME: OnceLock<Result<Runtime, String>> = OnceLock::new();
    if Handle::try_current().is_ok() {
        let reason = "this is inside of an async runtime: `await` the request".to_owned();
        return Err(BuildError::Blocking { reason }.into());
    }
    match RUNTIME.get_or_init(start) {
        Ok(runtime) => runtime.block_on(work),
        Err(reason) => {
            let reason = reason.clone();
            Err(BuildError::Blocking { reason }.into())
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
