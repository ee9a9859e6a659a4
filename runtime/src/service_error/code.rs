//! The code of an error, into whether an answer has it.

use serde_json::Value as Json;

use super::ServiceError;

/// A code that a service says what kind of error it is by: a constant of a generated crate, or of
/// your own.
///
/// Codes are compared without regard to ASCII case.
///
/// ```
/// use odata_runtime::ErrorCode;
///
/// const QUOTA_EXCEEDED: ErrorCode = ErrorCode::new("ErrorQuotaExceeded");
/// assert_eq!(QUOTA_EXCEEDED, ErrorCode::new("errorquotaexceeded"));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct ErrorCode(&'static str);

impl ErrorCode {
    /// The code as the service writes it.
    #[must_use]
    pub const fn new(code: &'static str) -> Self {
        Self(code)
    }

    /// The code as it was given.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }

    fn is(self, code: &str) -> bool {
        self.0.eq_ignore_ascii_case(code)
    }
}

impl PartialEq for ErrorCode {
    fn eq(&self, other: &Self) -> bool {
        self.is(other.0)
    }
}

impl Eq for ErrorCode {}

impl ServiceError {
    /// Whether this is an error of this kind: its own code, the code of one of its details, or a
    /// more particular one inside of it (`innererror`, at any depth).
    #[must_use]
    pub fn is(&self, code: ErrorCode) -> bool {
        code.is(&self.code)
            || self.details.iter().any(|detail| code.is(&detail.code))
            || self.has_inner(code)
    }

    fn has_inner(&self, code: ErrorCode) -> bool {
        let Some(inner) = &self.inner_error else {
            return false;
        };
        let inner: Option<Json> = serde_json::from_str(inner.get()).ok();
        let mut next = inner.as_ref();
        while let Some(inner) = next {
            if inner["code"].as_str().is_some_and(|text| code.is(text)) {
                return true;
            }
            next = inner.get("innererror").or_else(|| inner.get("innerError"));
        }
        false
    }
}
