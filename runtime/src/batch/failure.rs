//! Why requests do not go together, and why one of a batch has no answer, into errors.

use std::sync::Arc;

use http::HeaderName;

use crate::error::{Error, RequestLine};

/// A batch that cannot be: told before anything is sent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BatchMistake {
    /// A handle is not of the batch that it is used with.
    #[error("the handle is of another batch")]
    OtherBatch,
    /// The request was made with another client, perhaps for another user.
    #[error("{request}: the request is of another client than the batch")]
    OtherClient {
        /// Method and URL.
        request: String,
    },
    /// The URL leads away from the service.
    #[error("{request}: the batch goes to another server")]
    OtherOrigin {
        /// Method and URL.
        request: String,
    },
    /// Some headers are those of the batch alone, the token first of all (OData Protocol 4.01
    /// §11.7.7.1).
    #[error("{request}: a request in a batch cannot have the header `{name}`")]
    HeaderOfBatch {
        /// Method and URL.
        request: String,
        /// The header.
        name: HeaderName,
    },
    /// A change set has only requests that change something.
    #[error("{request}: a change set takes no request that reads")]
    ReadInChangeSet {
        /// Method and URL.
        request: String,
    },
    /// The request needs one that is not before it.
    #[error("{request}: the request that it depends on is not before it in the batch")]
    NotEarlier {
        /// Method and URL.
        request: String,
    },
    /// A change set, or requests that depend on each other, are more than one call may have.
    #[error("{requests} requests belong together, but a batch has at most {limit}")]
    TooLarge {
        /// How many requests belong together.
        requests: usize,
        /// How many are allowed.
        limit: u32,
    },
}

/// A request in a batch that has no answer of its own.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{request}: {cause}")]
#[non_exhaustive]
pub struct BatchFailure {
    /// The request, as if it had been sent alone.
    pub request: RequestLine,
    /// Why there is no answer.
    pub cause: BatchCause,
}

/// Why a request in a batch has no answer.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BatchCause {
    /// The service gave no answer to this request: it stops at the first error, if it is not told
    /// to continue.
    #[error("not executed, or not answered: the service stopped before this request of the batch")]
    NotAnswered,
    /// The request was for a later call, and an earlier one had a failure.
    #[error("not sent: an earlier request of the batch failed")]
    NotSent,
    /// The answer ended too early; the service may have done what it was asked.
    #[error("the answer to the batch ended before the answer to this request")]
    Truncated,
    /// This part of the answer is none.
    #[error("the answer to this request of the batch cannot be read: {0}")]
    Unreadable(String),
    /// The service wants to answer later (OData Protocol 4.01 §11.7.7.7).
    #[error("the service answers later, which batches do not wait for{}", at(.location.as_deref()))]
    Asynchronous {
        /// Where the answer can be asked for.
        location: Option<String>,
    },
    /// The call that the request was in failed as a whole.
    #[error("the batch failed: {0}")]
    Call(Arc<Error>),
}

fn at(location: Option<&str>) -> String {
    location.map_or_else(String::new, |location| format!(": `{location}`"))
}
