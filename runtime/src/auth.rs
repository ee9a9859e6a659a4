//! Where access tokens come from, into the token that a request carries.

mod cached;
mod secret;

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;
use jiff::Timestamp;

pub use self::cached::Cached;
pub(crate) use self::secret::Secret;
use crate::transport::BoxFuture;

/// Gives the access token of each request to the service's own origins.
///
/// After an answer of 401 the token is rejected and a new one is asked for; if that is another
/// one, the request is sent once more, and else the 401 is the end of it.
pub trait TokenSource: Send + Sync {
    /// The token to use now.
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, TokenError>>;

    /// Says that the service did not take this token.
    fn reject(&self, token: &AccessToken) {
        let _ = token;
    }
}

/// An OAuth 2 access token (RFC 6750). `Debug` does not show it.
///
/// Its memory, and that of the header that is made of it, is overwritten with zeros when the last clone
/// is dropped. A `String` is taken over where it stands; of a `&str` the original is left to you. What
/// the transport copies on the way to the wire, into buffers of HTTP and of TLS, is not cleared.
///
/// ```
/// use odata_runtime::AccessToken;
/// use std::time::Duration;
///
/// let token = AccessToken::new("eyJ0eXAi").expires_in(Duration::from_secs(3600));
/// assert!(!format!("{token:?}").contains("eyJ0eXAi"));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct AccessToken {
    secret: Secret,
    expiry: Expiry,
}

/// How long a token can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Expiry {
    Unknown,
    At(Timestamp),
    /// Counted from when the source gave the token.
    After(Duration),
}

impl AccessToken {
    /// A token that is good until the service says otherwise.
    pub fn new(secret: impl Into<String>) -> Self {
        Self {
            secret: Secret::new(secret.into()),
            expiry: Expiry::Unknown,
        }
    }

    /// Says when the token expires.
    #[must_use]
    pub fn expires_at(mut self, moment: Timestamp) -> Self {
        self.expiry = Expiry::At(moment);
        self
    }

    /// Says when the token expires, counted from now: the `expires_in` of OAuth 2
    /// (RFC 6749 §5.1).
    #[must_use]
    pub fn expires_in(mut self, duration: Duration) -> Self {
        self.expiry = Expiry::After(duration);
        self
    }

    /// The token itself, which is a secret.
    #[must_use]
    pub fn secret(&self) -> &str {
        self.secret.text()
    }

    /// The value of `Authorization`, if the token can be one.
    pub(crate) fn header(&self) -> Result<HeaderValue, TokenError> {
        let header = self.secret.header("Bearer ");
        header.ok_or_else(|| TokenError::new("it has characters that no header can have"))
    }
}

impl From<String> for AccessToken {
    fn from(secret: String) -> Self {
        Self::new(secret)
    }
}

impl From<&str> for AccessToken {
    fn from(secret: &str) -> Self {
        Self::new(secret)
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessToken")
            .field("expiry", &self.expiry)
            .finish_non_exhaustive()
    }
}

/// Why there is no token. Cheap to clone, to be told to all who wait for one.
#[derive(Clone, Debug)]
pub struct TokenError(Arc<Box<dyn StdError + Send + Sync>>);

impl TokenError {
    /// The error of a source.
    pub fn new(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        match source.into().downcast::<Self>() {
            Ok(error) => *error,
            Err(source) => Self(Arc::new(source)),
        }
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot get a token: {}", self.0)?;
        let mut next = self.0.source();
        while let Some(source) = next {
            write!(f, ": {source}")?;
            next = source.source();
        }
        Ok(())
    }
}

impl StdError for TokenError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source()
    }
}

/// A token that does not change is a source, too.
impl TokenSource for AccessToken {
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, TokenError>> {
        Box::pin(std::future::ready(Ok(self.clone())))
    }
}

impl<S: TokenSource + ?Sized> TokenSource for Arc<S> {
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, TokenError>> {
        (**self).token()
    }

    fn reject(&self, token: &AccessToken) {
        (**self).reject(token);
    }
}

/// A source that asks a function for each request; in [`Cached`], only when there is need.
///
/// ```
/// use odata_runtime::{AccessToken, Cached, token_fn};
///
/// let source = Cached::new(token_fn(async || {
///     Ok::<_, std::io::Error>(AccessToken::new("eyJ0eXAi"))
/// }));
/// ```
pub fn token_fn<F, R, T, E>(get: F) -> TokenFn<F>
where
    F: Fn() -> R + Send + Sync,
    R: Future<Output = Result<T, E>> + Send + 'static,
    T: Into<AccessToken>,
    E: Into<Box<dyn StdError + Send + Sync>>,
{
    TokenFn(get)
}

/// What [`token_fn`] makes.
#[derive(Clone)]
pub struct TokenFn<F>(F);

impl<F> fmt::Debug for TokenFn<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenFn")
    }
}

impl<F, R, T, E> TokenSource for TokenFn<F>
where
    F: Fn() -> R + Send + Sync,
    R: Future<Output = Result<T, E>> + Send + 'static,
    T: Into<AccessToken>,
    E: Into<Box<dyn StdError + Send + Sync>>,
{
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, TokenError>> {
        let token = (self.0)();
        Box::pin(async { token.await.map(Into::into).map_err(TokenError::new) })
    }
}
