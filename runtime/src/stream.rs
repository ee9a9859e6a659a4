//! Requests for collections into streams of all pages, and of all items on them.

mod walk;

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

pub(crate) use self::walk::{Tracking, Walk};
use crate::client::Client;
use crate::error::Error;
use crate::function::Function;
use crate::kind::Items;
use crate::page::Page;
use crate::position::Position;
use crate::request::Request;
use crate::value::Value;

/// All pages of a collection, one after the other.
///
/// A page is requested when it is asked for, not before: between two of them nothing goes on.
/// After an error the stream stands where it stood, and asks for the same page when it is asked
/// again; whoever does not want that stops at the first error, as `?` does. A next link that
/// leads back to a page that was read is an error after which the stream is at its end; where it is
/// not the page that it stands on, that may take a few rounds to be noticed.
///
/// The headers of the request go along, to another origin none but preferences and what is
/// accepted; the client's token never goes there.
#[must_use = "a stream does nothing until it is asked for pages"]
pub struct Pages<T> {
    walk: Walk,
    of: PhantomData<fn() -> T>,
}

impl<T: Value + 'static> Pages<T> {
    /// The next page, `None` after the last.
    ///
    /// A call that is given up — by a time limit, or `select` — loses nothing: the next one goes
    /// on with the same request.
    ///
    /// # Errors
    /// Those of the request for the page; calling again repeats it.
    pub async fn try_next(&mut self) -> Result<Option<Page<T>>, Error> {
        poll_fn(|context| self.walk.poll_page(context))
            .await
            .transpose()
    }

    /// Where to go on with [`Client::resume_pages`]: at the page that comes next; `None` at the
    /// end.
    ///
    /// A stream that was not begun has a position, too, unless its first request is not a `GET`.
    #[must_use]
    pub fn position(&self) -> Option<Position> {
        self.walk.next_position(0)
    }
}

impl<T: Value + 'static> Stream for Pages<T> {
    type Item = Result<Page<T>, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().walk.poll_page(context)
    }
}

/// All items of a collection, over all pages.
///
/// As with [`Pages`], the next page is requested when an item of it is asked for. In memory is
/// one page at most.
///
/// ```
/// # use odata_runtime::{Client, CollectionRequest, Service, transport_fn};
/// # static SERVICE: Service = Service::new("https://example.com");
/// # let client = Client::builder(&SERVICE).transport(transport_fn(|request| {
/// #     let more = request.uri().query().is_none();
/// #     let body = if more { r#"{"value":["a","b"],"@odata.nextLink":"Names?$skip=2"}"# } else { r#"{"value":["c"]}"# };
/// #     Ok(http::Response::new(body.into()))
/// # })).build()?;
/// # pollster::block_on(async {
/// let names: CollectionRequest<String> = client.root().navigate("Names");
/// let mut items = names.list().items();
/// let mut all = Vec::new();
/// while let Some(name) = items.try_next().await? {
///     all.push(name);
/// }
/// assert_eq!(all, ["a", "b", "c"]);
/// # Ok::<(), odata_runtime::Error>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use = "a stream does nothing until it is asked for items"]
pub struct ItemStream<T> {
    walk: Walk,
    /// What is left of the page that was read last.
    items: std::vec::IntoIter<T>,
    /// How many of its items were taken.
    taken: usize,
    /// How many items of the page that comes next were taken before.
    skip: usize,
}

impl<T: Value + 'static> ItemStream<T> {
    pub(crate) fn new(walk: Walk, skip: usize) -> Self {
        Self {
            walk,
            items: Vec::new().into_iter(),
            taken: 0,
            skip,
        }
    }

    /// The next item, `None` after the last.
    ///
    /// A call that is given up — by a time limit, or `select` — loses nothing: the next one goes
    /// on with the same request.
    ///
    /// # Errors
    /// Those of the request for a page; calling again repeats it, and no item is lost.
    pub async fn try_next(&mut self) -> Result<Option<T>, Error> {
        poll_fn(|context| self.poll_item(context)).await.transpose()
    }

    /// Where to go on with [`Client::resume_items`]; `None` at the end.
    ///
    /// While items of a page are left, that is the page, and how many of its items were taken: it
    /// is requested once more, and the service may have changed it meanwhile. There is no
    /// position, either, on the first page of a request that is not a `GET`.
    #[must_use]
    pub fn position(&self) -> Option<Position> {
        if self.items.len() > 0 {
            self.walk.position(self.taken)
        } else {
            self.walk.next_position(self.skip)
        }
    }

    /// How many items are left of the page that was read last.
    pub(crate) fn left(&self) -> usize {
        self.items.len()
    }

    pub(crate) fn walk(&self) -> &Walk {
        &self.walk
    }

    pub(crate) fn poll_item(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<T, Error>>> {
        loop {
            if let Some(item) = self.items.next() {
                self.taken += 1;
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.walk.poll_page::<T>(context)) {
                Some(Ok(page)) => self.turn_to(page),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }

    fn turn_to(&mut self, page: Page<T>) {
        self.items = page.items.into_iter();
        self.taken = std::mem::take(&mut self.skip).min(self.items.len());
        self.items.by_ref().take(self.taken).for_each(drop);
    }
}

impl<T: Value + 'static> Stream for ItemStream<T> {
    type Item = Result<T, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_item(context)
    }
}

// Items are moved out of a stream, never pinned in it.
impl<T> Unpin for ItemStream<T> {}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("next", &self.walk).finish()
    }
}

impl<T> fmt::Debug for ItemStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ItemStream")
            .field("left", &self.items.len())
            .field("next", &self.walk)
            .finish()
    }
}

impl<T: Value + 'static, G: 'static> Request<Items<T, G>> {
    /// All pages, from this request on.
    pub fn pages(&self) -> Pages<T> {
        Pages {
            walk: Walk::begin(self.parts.clone(), Tracking::No),
            of: PhantomData,
        }
    }

    /// All items, over all pages from this request on.
    pub fn items(&self) -> ItemStream<T> {
        ItemStream::new(Walk::begin(self.parts.clone(), Tracking::No), 0)
    }
}

impl<T: Value + 'static, G: 'static> Function<Items<T, G>> {
    /// All pages of the result.
    pub fn pages(&self) -> Pages<T> {
        self.clone().request().pages()
    }

    /// All items of the result, over all pages.
    pub fn items(&self) -> ItemStream<T> {
        self.clone().request().items()
    }
}

impl Client {
    /// Goes on with a stream of pages; items of the first page that were taken come once more.
    pub fn resume_pages<T: Value + 'static>(&self, position: &Position) -> Pages<T> {
        Pages {
            walk: Walk::resume(self, position, Tracking::No),
            of: PhantomData,
        }
    }

    /// Goes on with a stream of items, after those that were taken.
    pub fn resume_items<T: Value + 'static>(&self, position: &Position) -> ItemStream<T> {
        let walk = Walk::resume(self, position, Tracking::No);
        ItemStream::new(walk, position.taken())
    }
}
