//! How long a request may take and how often it is sent, for a client or for one request.

use std::time::Duration;

use crate::request::Request;
use crate::retry::Retry;

/// What is set; what is not is up to the client, or else without limit.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Limits {
    /// Of one attempt.
    pub(crate) attempt: Option<Duration>,
    /// Of all attempts together, and what is waited for between them.
    pub(crate) total: Option<Duration>,
    pub(crate) retry: Option<Retry>,
}

impl Limits {
    /// These limits, and where there is none, those.
    pub(crate) fn or(self, others: Self) -> Self {
        Self {
            attempt: self.attempt.or(others.attempt),
            total: self.total.or(others.total),
            retry: self.retry.or(others.retry),
        }
    }
}

impl<K> Request<K> {
    /// Sets how long one attempt may take, in the place of what the client has
    /// ([`ClientBuilder::timeout`](crate::ClientBuilder::timeout)).
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.parts.limits.attempt = Some(limit);
        self
    }

    /// Sets how long all attempts together may take, in the place of what the client has
    /// ([`ClientBuilder::deadline`](crate::ClientBuilder::deadline)).
    pub fn deadline(mut self, limit: Duration) -> Self {
        self.parts.limits.total = Some(limit);
        self
    }

    /// Sets when the request is sent again, in the place of what the client has.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.parts.limits.retry = Some(retry);
        self
    }
}
