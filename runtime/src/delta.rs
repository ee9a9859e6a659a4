//! Requests for changes into streams of them, and into the token for the next round.

mod change;
mod entity_id;
mod error;
mod preference;
mod read;

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

pub use self::change::{Change, LinkChange, RemovedReason};
pub use self::entity_id::EntityId;
pub use self::error::DeltaError;
pub(crate) use self::preference::{
    TRACK_CHANGES, applied_tracking, prefers_tracking, without_tracking,
};
use crate::client::Client;
use crate::function::Function;
use crate::gate::Filterable;
use crate::kind::Items;
use crate::position::{DeltaToken, Position};
use crate::query::{Argument, Expansion, Selection};
use crate::request::Request;
use crate::stream::{ItemStream, Tracking, Walk};
use crate::structured::Structured;
use crate::value::Value;

/// A request for a collection that is to tell its changes from then on
/// (OData Protocol 4.01 §11.3).
///
/// It comes from [`CollectionRequest::delta`](crate::CollectionRequest::delta), which asks with
/// `Prefer: odata.track-changes`. Where a service has a function instead, as Microsoft Graph has
/// with `messages/delta()`, it is made of the call: `DeltaRequest::from(messages.delta())`.
///
/// ```
/// # use odata_runtime::{Client, CollectionRequest, EntityReference, Service, transport_fn};
/// # static SERVICE: Service = Service::new("https://example.com");
/// # let client = Client::builder(&SERVICE).transport(transport_fn(|request| {
/// #     let body = if request.uri().query().is_some_and(|query| query.contains("token")) {
/// #         r#"{"value":[{"@removed":{"reason":"deleted"},"@id":"Users('a')"}],"@deltaLink":"Users?token=2"}"#
/// #     } else {
/// #         r#"{"value":[{"@id":"Users('a')"}],"@deltaLink":"Users?token=1"}"#
/// #     };
/// #     Ok(http::Response::new(body.into()))
/// # })).build()?;
/// # pollster::block_on(async {
/// use odata_runtime::Change;
///
/// let users: CollectionRequest<EntityReference> = client.root().navigate("Users");
/// let mut store = Vec::new();
/// let mut changes = users.delta().max_page_size(50).changes();
/// let token = changes
///     .drain(|change| match change {
///         Change::Changed(user) => store.push(user),
///         Change::Removed { id, .. } => println!("{id} is gone"),
///         _ => {}
///     })
///     .await?;
///
/// // The token can be kept as JSON. Later:
/// let mut changes = client.changes_since::<EntityReference>(&token);
/// while let Some(change) = changes.try_next().await? {
///     println!("{change:?}");
/// }
/// let token = changes.token();
/// # assert!(token.is_some());
/// # Ok::<(), odata_runtime::DeltaError>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use = "a request does nothing until its changes are asked for"]
pub struct DeltaRequest<T, G = crate::Open> {
    request: Request<Items<T, G>>,
    /// Whether the preference to track changes is still to be added: it stands last, as in the
    /// documents of the services that look for it.
    track: bool,
}

impl<T: Value + 'static, G: 'static> DeltaRequest<T, G> {
    pub(crate) fn tracked(request: Request<Items<T, G>>) -> Self {
        Self {
            request,
            track: true,
        }
    }

    /// Changes the request: `delta().with(|request| request.top(10))`.
    pub fn with(self, change: impl FnOnce(Request<Items<T, G>>) -> Request<Items<T, G>>) -> Self {
        Self {
            request: change(self.request),
            track: self.track,
        }
    }

    /// Asks for these properties only; see [`Request::select`].
    pub fn select<S: Selection<T>>(self, properties: S) -> Self {
        self.with(|request| request.select(properties))
    }

    /// Asks for related entities, too; see [`Request::expand`].
    pub fn expand<E: Expansion<T>>(self, properties: E) -> Self {
        self.with(|request| request.expand(properties))
    }

    /// Asks for changes of the items for which the condition is true; see [`Request::filter`].
    pub fn filter<F: Argument<T, bool>>(self, condition: F) -> Self
    where
        G: Filterable,
    {
        self.with(|request| request.filter(condition))
    }

    /// Adds a query option; see [`Request::query`].
    pub fn query(
        self,
        name: impl Into<std::borrow::Cow<'static, str>>,
        value: impl Into<String>,
    ) -> Self {
        self.with(|request| request.query(name, value))
    }

    /// Sets a header; preferences (`Prefer`) add up, and replace those of the same name.
    pub fn header(self, name: &str, value: &str) -> Self {
        self.with(|request| request.header(name, value))
    }

    /// Asks for pages of at most this many changes (`Prefer: odata.maxpagesize`), in this round
    /// and in later ones.
    pub fn max_page_size(self, items: u64) -> Self {
        self.with(|request| request.max_page_size(items))
    }

    /// The first request, as it is sent.
    pub fn request(&self) -> Request<Items<T, G>> {
        let request = self.request.clone();
        if self.track && !prefers_tracking(&request.parts.headers) {
            return request.header("prefer", TRACK_CHANGES);
        }
        request
    }

    /// The first round: all entities, as changes.
    pub fn changes(&self) -> Changes<T>
    where
        T: Structured,
    {
        Changes::new(Walk::begin(self.request().parts, Tracking::Yes), 0)
    }

    /// Gives all changes of the first round to a function; see [`Changes::drain`].
    ///
    /// # Errors
    /// Those of [`Changes::try_next`]. To go on after one, keep the [`Changes`].
    pub async fn drain(&self, each: impl FnMut(Change<T>)) -> Result<DeltaToken, DeltaError>
    where
        T: Structured,
    {
        self.changes().drain(each).await
    }
}

/// Of a function whose result has delta links; nothing is added to the request.
impl<T: Value + 'static, G: 'static> From<Request<Items<T, G>>> for DeltaRequest<T, G> {
    fn from(request: Request<Items<T, G>>) -> Self {
        Self {
            request,
            track: false,
        }
    }
}

impl<T: Value + 'static, G: 'static> From<Function<Items<T, G>>> for DeltaRequest<T, G> {
    fn from(function: Function<Items<T, G>>) -> Self {
        function.request().into()
    }
}

impl<T, G> Clone for DeltaRequest<T, G> {
    fn clone(&self) -> Self {
        Self {
            request: self.request.clone(),
            track: self.track,
        }
    }
}

impl<T, G> fmt::Debug for DeltaRequest<T, G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.request.fmt(f)
    }
}

/// One round of changes, over all pages; at its end it has the token for the next round.
///
/// As with [`ItemStream`], a page is requested when a change on it is asked for, and one that
/// failed is requested again.
///
/// Preferences are repeated: on delta links all of them, on next links all but the one to track
/// changes. Outlook answers a first request with one page and a delta link, however many entities
/// there are; so in a first round that asked to track changes, and whose first answer has a delta
/// link, that link is followed at once.
#[must_use = "a stream does nothing until it is asked for changes"]
pub struct Changes<T> {
    items: ItemStream<Change<T>>,
    /// Whether it was told that there is no delta link.
    told: bool,
}

impl<T: Structured + Value + 'static> Changes<T> {
    fn new(walk: Walk, skip: usize) -> Self {
        Self {
            items: ItemStream::new(walk, skip),
            told: false,
        }
    }

    /// The next change, `None` after the last of the round.
    ///
    /// # Errors
    /// Those of the request for a page, of which a link that has expired is told apart, and one
    /// at the end of a round that has no delta link. Calling again repeats the request.
    pub async fn try_next(&mut self) -> Result<Option<Change<T>>, DeltaError> {
        poll_fn(|context| self.poll_change(context))
            .await
            .transpose()
    }

    /// Gives all changes that are left of the round to a function, and then the token for the
    /// next round.
    ///
    /// # Errors
    /// Those of [`Self::try_next`]; calling again goes on after the last change that was given.
    pub async fn drain(
        &mut self,
        mut each: impl FnMut(Change<T>),
    ) -> Result<DeltaToken, DeltaError> {
        while let Some(change) = self.try_next().await? {
            each(change);
        }
        self.token().ok_or_else(|| self.not_tracked())
    }

    /// The token for the next round, once all changes of this one were taken.
    #[must_use]
    pub fn token(&self) -> Option<DeltaToken> {
        let walk = self.items.walk();
        if self.items.left() > 0 || !walk.is_at_end() {
            return None;
        }
        walk.delta_position().map(DeltaToken::at)
    }

    /// Where to go on in the middle of the round, with [`Client::resume_changes`]; `None` at its
    /// end, where there is a [`token`](Self::token).
    #[must_use]
    pub fn position(&self) -> Option<Position> {
        self.items.position()
    }

    fn poll_change(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Change<T>, DeltaError>>> {
        match ready!(self.items.poll_item(context)) {
            Some(Ok(change)) => Poll::Ready(Some(Ok(change))),
            Some(Err(error)) => {
                // After an error that ends the way there is nothing more to tell.
                self.told = self.items.walk().is_at_end();
                Poll::Ready(Some(Err(DeltaError::of(error, self.items.walk()))))
            }
            None if self.told || self.token().is_some() => Poll::Ready(None),
            None => {
                self.told = true;
                Poll::Ready(Some(Err(self.not_tracked())))
            }
        }
    }

    fn not_tracked(&self) -> DeltaError {
        DeltaError::not_tracked(self.items.walk())
    }
}

impl<T: Structured + Value + 'static> Stream for Changes<T> {
    type Item = Result<Change<T>, DeltaError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_change(context)
    }
}

impl<T> fmt::Debug for Changes<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let items = &self.items;
        f.debug_struct("Changes").field("items", items).finish()
    }
}

impl Client {
    /// Begins the next round: what has changed since the token was given.
    pub fn changes_since<T>(&self, token: &DeltaToken) -> Changes<T>
    where
        T: Structured + Value + 'static,
    {
        self.resume_changes(token.position())
    }

    /// Goes on in the middle of a round.
    pub fn resume_changes<T>(&self, position: &Position) -> Changes<T>
    where
        T: Structured + Value + 'static,
    {
        let walk = Walk::resume(self, position, Tracking::Yes);
        Changes::new(walk, position.taken())
    }
}
