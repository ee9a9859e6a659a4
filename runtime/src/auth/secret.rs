//! A text that nobody is to see into one that is not printed, and whose memory is cleared.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::HeaderValue;
use zeroize::Zeroizing;

/// A secret: `Debug` shows that there is one, and where it stood is overwritten with zeros when the
/// last clone is dropped.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Secret(Arc<Zeroizing<String>>);

impl Secret {
    /// Takes the text over where it stands.
    pub(crate) fn new(text: String) -> Self {
        Self(Arc::new(Zeroizing::new(text)))
    }

    pub(crate) fn text(&self) -> &str {
        &self.0
    }

    /// The value of a header that is this text after another one, if a header can have it.
    ///
    /// It is not shown either, and its memory is cleared with its last clone.
    pub(crate) fn header(&self, before: &str) -> Option<HeaderValue> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(before.len() + self.0.len()));
        bytes.extend_from_slice(before.as_bytes());
        bytes.extend_from_slice(self.0.as_bytes());
        // The value shares the bytes: were they copied, the copy would stay behind.
        let mut value = HeaderValue::from_maybe_shared(Bytes::from_owner(bytes)).ok()?;
        value.set_sensitive(true);
        Some(value)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}
