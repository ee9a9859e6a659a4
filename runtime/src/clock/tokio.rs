//! The clock of the system and the timers of tokio, into a clock.

use std::time::Duration;

use jiff::Timestamp;

use super::Clock;
use crate::transport::BoxFuture;

/// The clock of the system, with the timers of tokio (feature `reqwest`): sleeping wants a runtime
/// of tokio whose time is enabled.
#[derive(Clone, Copy, Debug, Default)]
pub struct TokioClock;

impl Clock for TokioClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        // The timer is made when it is first asked, which is inside of the runtime.
        Box::pin(async move { tokio::time::sleep(duration).await })
    }
}
