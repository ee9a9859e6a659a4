//! What can be sent, in whichever form it was put together, into a request.

use crate::request::Request;

/// What turns into a request: one itself, a function, and a generated request with optional
/// parameters.
pub trait IntoRequest {
    /// The kind of the answer.
    type Kind;

    /// The request.
    fn into_request(self) -> Request<Self::Kind>;
}

impl<K> IntoRequest for Request<K> {
    type Kind = K;

    #[inline]
    fn into_request(self) -> Self {
        self
    }
}
