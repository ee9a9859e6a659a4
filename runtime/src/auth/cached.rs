//! Tokens of a source, into tokens that are asked for once until they expire.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;

use super::{AccessToken, Expiry, TokenError, TokenSource};
use crate::clock::Clock;
use crate::transport::BoxFuture;

/// Keeps the token of a source until shortly before it expires, or until the service rejects it.
///
/// However many tasks want a token at once, the source is asked once, and all are told what it
/// says, an error among it. An error is not kept: who asks later asks the source again. Where the
/// task that asks is cancelled, one of those who wait asks in its place.
///
/// ```
/// use odata_runtime::{AccessToken, Cached, TokenSource as _};
/// use std::time::Duration;
///
/// let token = AccessToken::new("eyJ0eXAi").expires_in(Duration::from_secs(3600));
/// let source = Cached::new(token).margin(Duration::from_secs(300));
/// # pollster::block_on(async {
/// assert_eq!(source.token().await?.secret(), "eyJ0eXAi");
/// # Ok::<(), odata_runtime::TokenError>(())
/// # }).unwrap();
/// ```
pub struct Cached<S> {
    source: S,
    clock: Option<Arc<dyn Clock>>,
    margin: Duration,
    known: Mutex<Known>,
    /// Held by the one that asks the source.
    asking: tokio::sync::Mutex<()>,
}

/// What was learnt from the source so far.
#[derive(Default)]
struct Known {
    token: Option<AccessToken>,
    renew_at: Option<Timestamp>,
    /// How often the source has answered.
    answers: u64,
    /// Its last answer, if that was an error.
    failure: Option<TokenError>,
}

impl<S: TokenSource> Cached<S> {
    /// Caches what the source gives.
    ///
    /// With the feature `reqwest`, time is told by the clock of the system. Without it, and
    /// without [`Cached::clock`], a token is kept until the service rejects it.
    pub fn new(source: S) -> Self {
        #[cfg(feature = "reqwest")]
        let clock: Option<Arc<dyn Clock>> = Some(Arc::new(crate::clock::TokioClock));
        #[cfg(not(feature = "reqwest"))]
        let clock = None;
        Self::with(source, clock)
    }

    pub(crate) fn with(source: S, clock: Option<Arc<dyn Clock>>) -> Self {
        Self {
            source,
            clock,
            margin: Duration::from_secs(120),
            known: Mutex::default(),
            asking: tokio::sync::Mutex::default(),
        }
    }

    /// Sets the clock that tells when a token expires.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Some(Arc::new(clock));
        self
    }

    /// Sets how long before its end a token is renewed: two minutes, if nothing is set, and never
    /// more than half of its life.
    #[must_use]
    pub fn margin(mut self, margin: Duration) -> Self {
        self.margin = margin;
        self
    }

    async fn ask(&self) -> Result<AccessToken, TokenError> {
        let answers = match self.fresh() {
            Ok(token) => return Ok(token),
            Err(answers) => answers,
        };
        let _asking = self.asking.lock().await;
        // The one before may have asked already. What it was told is for those who waited
        // meanwhile, too: an error, or a token whose life is over by our clock.
        match self.fresh() {
            Ok(token) => return Ok(token),
            Err(now) if now > answers => {
                if let Some(answer) = self.last_answer() {
                    return answer;
                }
            }
            Err(_) => {}
        }
        let answer = self.source.token().await;
        let mut known = self.known();
        known.answers += 1;
        known.failure = answer.as_ref().err().cloned();
        if let Ok(token) = &answer {
            known.renew_at = self.renew_at(token);
            known.token = Some(token.clone());
        }
        answer
    }

    /// The token, if it is still good; else how often the source has answered.
    fn fresh(&self) -> Result<AccessToken, u64> {
        let known = self.known();
        let expired = match (&self.clock, known.renew_at) {
            (Some(clock), Some(moment)) => clock.now() >= moment,
            _ => false,
        };
        match &known.token {
            Some(token) if !expired => Ok(token.clone()),
            _ => Err(known.answers),
        }
    }

    /// What the source said last, unless the service has rejected it since.
    fn last_answer(&self) -> Option<Result<AccessToken, TokenError>> {
        let known = self.known();
        let failure = known.failure.clone().map(Err);
        failure.or_else(|| known.token.clone().map(Ok))
    }

    fn renew_at(&self, token: &AccessToken) -> Option<Timestamp> {
        let now = self.clock.as_ref()?.now();
        let life = match token.expiry {
            Expiry::Unknown => return None,
            Expiry::After(life) => life,
            Expiry::At(end) => Duration::try_from(end.duration_since(now)).unwrap_or_default(),
        };
        let used = life - self.margin.min(life / 2);
        // A life beyond all calendars has no end.
        now.checked_add(used).ok()
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        // Nothing that holds the lock panics, so what is known is whole.
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<S: TokenSource> TokenSource for Cached<S> {
    fn token(&self) -> BoxFuture<'_, Result<AccessToken, TokenError>> {
        Box::pin(self.ask())
    }

    fn reject(&self, token: &AccessToken) {
        let mut known = self.known();
        // A late answer may be about a token that has been renewed since.
        if known
            .token
            .as_ref()
            .is_some_and(|known| known.secret == token.secret)
        {
            known.token = None;
        }
        drop(known);
        self.source.reject(token);
    }
}

impl<S> fmt::Debug for Cached<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cached")
            .field("margin", &self.margin)
            .finish_non_exhaustive()
    }
}
