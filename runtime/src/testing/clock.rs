//! Time that passes when a test says so.

use std::fmt;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};
use std::time::Duration;

use jiff::Timestamp;

use crate::clock::Clock;
use crate::transport::BoxFuture;

/// A clock for tests: nobody waits in real time. Clones are the same clock.
///
/// ```
/// use odata_runtime::Clock as _;
/// use odata_runtime::testing::TestClock;
/// use std::time::Duration;
///
/// let clock = TestClock::flying();
/// let before = clock.now();
/// pollster::block_on(clock.sleep(Duration::from_secs(7)));
/// assert_eq!(clock.now().duration_since(before).as_secs(), 7);
/// assert_eq!(clock.sleeps(), [Duration::from_secs(7)]);
/// ```
#[derive(Clone)]
pub struct TestClock(Arc<Mutex<State>>);

struct State {
    now: Timestamp,
    flying: bool,
    sleeps: Vec<Duration>,
    waiting: Vec<Waker>,
}

impl TestClock {
    /// A clock whose time flies: who sleeps is woken at once, at the time that they wanted.
    ///
    /// With it each time limit is over as soon as something is waited for.
    #[must_use]
    pub fn flying() -> Self {
        Self::new(true)
    }

    /// A clock that stands still until [`TestClock::advance`].
    #[must_use]
    pub fn stopped() -> Self {
        Self::new(false)
    }

    fn new(flying: bool) -> Self {
        Self(Arc::new(Mutex::new(State {
            now: Timestamp::UNIX_EPOCH,
            flying,
            sleeps: Vec::new(),
            waiting: Vec::new(),
        })))
    }

    /// Sets the time; at first it is the beginning of 1970.
    pub fn set(&self, now: Timestamp) {
        let mut state = self.state();
        state.now = now;
        state.wake();
    }

    /// Lets time pass and wakes those whose time has come.
    pub fn advance(&self, duration: Duration) {
        let mut state = self.state();
        state.now = later(state.now, duration);
        state.wake();
    }

    /// How long each sleep was to be, in the order in which they began.
    #[must_use]
    pub fn sleeps(&self) -> Vec<Duration> {
        self.state().sleeps.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn wake(&mut self) {
        self.waiting.drain(..).for_each(Waker::wake);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        self.state().now
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let clock = self.clone();
        let mut end = None;
        Box::pin(poll_fn(move |context| {
            let mut state = clock.state();
            let end = *end.get_or_insert_with(|| {
                state.sleeps.push(duration);
                later(state.now, duration)
            });
            if state.flying {
                state.now = state.now.max(end);
            }
            if state.now >= end {
                return Poll::Ready(());
            }
            state.waiting.push(context.waker().clone());
            Poll::Pending
        }))
    }
}

fn later(now: Timestamp, duration: Duration) -> Timestamp {
    now.checked_add(duration).unwrap_or(Timestamp::MAX)
}

impl fmt::Debug for TestClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        f.debug_struct("TestClock")
            .field("now", &state.now)
            .field("sleeps", &state.sleeps)
            .finish_non_exhaustive()
    }
}
