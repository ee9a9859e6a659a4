//! Settings of how requests are sent: tokens, clocks, limits and attempts.

use std::error::Error as StdError;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use super::{ClientBuilder, Token};
use crate::auth::{AccessToken, TokenSource, token_fn};
use crate::clock::Clock;
use crate::retry::Retry;

impl<C> ClientBuilder<C> {
    /// Sets where access tokens come from; they go to the service's own origins only.
    ///
    /// The source is asked for each request: see [`Cached`](crate::Cached) for one that keeps
    /// them. A request with an `Authorization` of its own goes without.
    pub fn token_source(mut self, source: impl TokenSource + 'static) -> Self {
        self.token = Some(Token::Source(Arc::new(source)));
        self
    }

    /// Sets a function that gives access tokens. It is called when there is none, when the last
    /// one is about to expire, and when the service rejects it; never twice at once.
    ///
    /// ```
    /// # use odata_runtime::{AccessToken, Client, Service, transport_fn};
    /// # use std::time::Duration;
    /// # static SERVICE: Service = Service::new("https://example.com");
    /// # async fn sign_in() -> Result<String, std::io::Error> { Ok("eyJ0eXAi".into()) }
    /// let client = Client::builder(&SERVICE)
    ///     .token_fn(async || {
    ///         let token = sign_in().await?;
    ///         let token = AccessToken::new(token).expires_in(Duration::from_secs(3600));
    ///         Ok::<_, std::io::Error>(token)
    ///     })
    /// #   .transport(transport_fn(|_| Ok(http::Response::new("{}".into()))))
    ///     .build()?;
    /// # Ok::<(), odata_runtime::ConfigError>(())
    /// ```
    pub fn token_fn<F, R, T, E>(mut self, get: F) -> Self
    where
        F: Fn() -> R + Send + Sync + 'static,
        R: Future<Output = Result<T, E>> + Send + 'static,
        T: Into<AccessToken> + 'static,
        E: Into<Box<dyn StdError + Send + Sync>> + 'static,
    {
        self.token = Some(Token::Function(Arc::new(token_fn(get))));
        self
    }

    /// Sets the clock to wait by, in the place of the transport's.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Some(Arc::new(clock));
        self
    }

    /// Sets when a request is sent again; [`Retry::default`] if nothing is set.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.limits.retry = Some(retry);
        self
    }

    /// Sets how long one attempt may take, from asking for a token to the end of the answer, or,
    /// for [`Request::stream`](crate::Request::stream), to its beginning; there, each chunk may
    /// take as long once more. Without it there is no limit.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.limits.attempt = Some(limit);
        self
    }

    /// Sets how long all attempts of a request together may take, and what is waited for between
    /// them. Without it there is no limit.
    pub fn deadline(mut self, limit: Duration) -> Self {
        self.limits.total = Some(limit);
        self
    }

    /// Sets how many bytes an answer may have that is held as a whole: 1 GiB, if nothing is set.
    /// [`Request::stream`](crate::Request::stream) has no such limit.
    pub fn max_answer_size(mut self, bytes: u64) -> Self {
        self.max_answer_size = bytes;
        self
    }
}
