//! A failed attempt, into whether and when to try again.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::time::Duration;

use http::{Method, StatusCode};

use crate::error::Error;
use crate::transport::TransportErrorKind;

/// When a client sends a request again.
///
/// | what happened | `GET`, `HEAD`, `OPTIONS`, `PUT`, `DELETE` | `POST`, `PATCH` |
/// |---|---|---|
/// | 429 | again | again: it was not carried out |
/// | 503 with `Retry-After` | again | again: it was not carried out |
/// | 503 without it, 504 | again | not again |
/// | no connection | again | again: it was not sent |
/// | the connection broke, or an attempt took too long | again | not again |
/// | anything else | not again | not again |
///
/// The methods are those that may be repeated by RFC 9110 §9.2.2. What changes something and is
/// repeated may meet its own work: a `DELETE` whose answer was lost ends with 404, and one with an
/// etag with 412.
///
/// Between attempts the client waits as long as `Retry-After` says, in seconds or as a date; where
/// that is longer than the longest delay, it does not wait but gives the error back, whose
/// [`Error::retry_after`] has the time. Without the header it waits the base delay, doubled with
/// each attempt up to the longest, less a random part of at most one half.
///
/// Waiting wants a [`Clock`](crate::Clock): without one a client does not try again.
///
/// ```
/// use odata_runtime::Retry;
/// use std::time::Duration;
///
/// let patient = Retry::default().attempts(10).longest_delay(Duration::from_secs(300));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Retry {
    attempts: u32,
    base_delay: Duration,
    longest_delay: Duration,
}

impl Default for Retry {
    /// Four attempts in all, half a second as base, and thirty seconds at most.
    fn default() -> Self {
        Self {
            attempts: 4,
            base_delay: Duration::from_millis(500),
            longest_delay: Duration::from_secs(30),
        }
    }
}

impl Retry {
    /// Never tries again.
    pub fn none() -> Self {
        Self::default().attempts(1)
    }

    /// Sets how often a request is sent at most, the first time included.
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// Sets how long to wait after the first attempt, where the service does not say.
    pub fn base_delay(mut self, delay: Duration) -> Self {
        self.base_delay = delay;
        self
    }

    /// Sets how long to wait at most between two attempts.
    pub fn longest_delay(mut self, delay: Duration) -> Self {
        self.longest_delay = delay;
        self
    }

    /// How long to wait before the next attempt after this many; `None` if there is to be none.
    pub(crate) fn delay(
        &self,
        attempts: u32,
        method: &Method,
        error: &Error,
        hint: Option<Duration>,
    ) -> Option<Duration> {
        if attempts >= self.attempts || !may_repeat(method, error, hint.is_some()) {
            return None;
        }
        match hint {
            Some(hint) => (hint <= self.longest_delay).then_some(hint),
            None => Some(jittered(self.backoff(attempts), random())),
        }
    }

    fn backoff(&self, attempts: u32) -> Duration {
        let factor = 1_u32
            .checked_shl(attempts.saturating_sub(1))
            .unwrap_or(u32::MAX);
        self.base_delay
            .saturating_mul(factor)
            .min(self.longest_delay)
    }
}

/// Whether the request may be sent again: it was not carried out, or twice is as good as once.
fn may_repeat(method: &Method, error: &Error, has_hint: bool) -> bool {
    match error {
        Error::Transport { source, .. } => match source.kind() {
            TransportErrorKind::Connect => true,
            TransportErrorKind::Timeout | TransportErrorKind::Interrupted => method.is_idempotent(),
            TransportErrorKind::TooLarge | TransportErrorKind::Other => false,
        },
        _ => match error.status() {
            Some(StatusCode::TOO_MANY_REQUESTS) => true,
            Some(StatusCode::SERVICE_UNAVAILABLE) => has_hint || method.is_idempotent(),
            Some(StatusCode::GATEWAY_TIMEOUT) => method.is_idempotent(),
            _ => false,
        },
    }
}

/// Between one half of the delay and all of it, so that clients do not come back in step.
fn jittered(delay: Duration, random: u64) -> Duration {
    let thousandths = u32::try_from(random % 501).unwrap_or(0);
    delay - delay / 1000 * thousandths
}

/// Each state of the standard library's hasher is another one, which is random enough here.
fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_double_up_to_the_longest() {
        let retry = Retry::default().base_delay(Duration::from_secs(1));
        let delays =
            [1, 2, 3, 5, 6, 32, 33, 1000].map(|attempts| retry.backoff(attempts).as_secs());
        assert_eq!(delays, [1, 2, 4, 16, 30, 30, 30, 30]);
    }

    #[test]
    fn jitter_takes_at_most_one_half() {
        let delay = Duration::from_secs(2);
        assert_eq!(jittered(delay, 0), delay);
        assert_eq!(jittered(delay, 500), delay / 2);
        assert_eq!(jittered(delay, 501), delay);
        let some: Vec<u64> = (0..8).map(|_| random()).collect();
        assert!(some.iter().any(|value| value != &some[0]), "{some:?}");
    }
}
