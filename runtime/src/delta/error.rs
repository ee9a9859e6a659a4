//! Errors of requests for changes into what a user does about them.

use http::header::LOCATION;

use crate::error::{DecodeError, Error, RequestLine};
use crate::position::Position;
use crate::stream::Walk;

/// Why a round of changes has no end.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DeltaError {
    /// The service has forgotten what the token or the link stands for
    /// ([`Error::is_expired`]): what is kept must be replaced by a new first round.
    #[error("the changes since this token are not known any more, start over: {source}")]
    Expired {
        /// Where the service says to start over, if it does (OData Protocol 4.01 §11.3): for
        /// [`Client::resume_changes`](crate::Client::resume_changes). Otherwise the first request
        /// is made again.
        restart: Option<Box<Position>>,
        /// The answer.
        source: Box<Error>,
    },
    /// The last page has neither a next link nor a delta link.
    #[error("{request}: the service does not track changes here: there is no delta link{}", .applied.then_some("").unwrap_or(", and no `Preference-Applied`"))]
    NotTracked {
        /// What was asked last.
        request: Box<RequestLine>,
        /// Whether an answer said in `Preference-Applied` that they are tracked all the same.
        applied: bool,
    },
    /// A request failed for another reason.
    #[error(transparent)]
    Request(#[from] Error),
}

impl DeltaError {
    /// Whether the token has expired, so that one has to start over.
    #[must_use]
    pub fn is_expired(&self) -> bool {
        matches!(self, Self::Expired { .. })
    }

    /// The error of the request for the page that comes next.
    pub(super) fn of(error: Error, walk: &Walk) -> Self {
        if !error.is_expired() {
            return Self::Request(error);
        }
        let location = error
            .headers()
            .and_then(|headers| headers.get(LOCATION)?.to_str().ok());
        let restart = location.and_then(|link| walk.elsewhere(link));
        Self::Expired {
            restart: restart.map(Box::new),
            source: Box::new(error),
        }
    }

    pub(super) fn not_tracked(walk: &Walk) -> Self {
        Self::NotTracked {
            request: Box::new(walk.last_request()),
            applied: walk.preference_applied(),
        }
    }
}

/// The error of the request; that changes are not tracked is a mistake in the answer.
impl From<DeltaError> for Error {
    fn from(error: DeltaError) -> Self {
        match error {
            DeltaError::Expired { source, .. } => *source,
            DeltaError::Request(error) => error,
            DeltaError::NotTracked { request, .. } => {
                let error = DecodeError::from_message("the service does not track changes here");
                error.at("@odata.deltaLink").of(&request).into()
            }
        }
    }
}
