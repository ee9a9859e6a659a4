//! What time it is, and the wish to be woken later, into futures of whatever runtime there is.

#[cfg(feature = "reqwest")]
mod tokio;

use std::future::Future;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use jiff::Timestamp;

#[cfg(feature = "reqwest")]
pub use self::tokio::TokioClock;
use crate::transport::BoxFuture;

/// A clock to wait by: for time limits, for what is tried again, for tokens that expire.
///
/// The clock of a client is the one that its builder is given, or else the one that its transport
/// has; `ReqwestTransport` has that of tokio. A client without one neither waits nor limits.
pub trait Clock: Send + Sync {
    /// What time it is.
    fn now(&self) -> Timestamp;

    /// A future that is done after this time at the earliest.
    ///
    /// It owns what it needs, so that it may go to another task.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()>;
}

impl<C: Clock + ?Sized> Clock for std::sync::Arc<C> {
    fn now(&self) -> Timestamp {
        (**self).now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        (**self).sleep(duration)
    }
}

/// What `work` gives, or `None` where `limit` is over first; then `work` is dropped.
pub(crate) async fn race<T>(work: impl Future<Output = T>, limit: BoxFuture<'_, ()>) -> Option<T> {
    let mut work = pin!(work);
    let mut limit = limit;
    std::future::poll_fn(|context| {
        if let Poll::Ready(done) = work.as_mut().poll(context) {
            return Poll::Ready(Some(done));
        }
        limit.as_mut().poll(context).map(|()| None)
    })
    .await
}
