//! Requests that are sent together, into `$batch` calls and the replies to each.

mod assign;
mod failure;
mod json;
mod mime;
mod multipart;
mod plan;
mod prepare;
mod replies;

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;

pub use self::failure::{BatchCause, BatchFailure, BatchMistake};
use self::plan::Plan;
pub(crate) use self::prepare::reference_text;
pub use self::replies::Replies;
use crate::client::Client;
use crate::error::{BuildError, Error};
use crate::into_request::IntoRequest;
use crate::kind::Kind;
use crate::path::Path;
use crate::request::Parts;
use crate::resource::Resource;
use crate::transport::BoxFuture;

/// Requests that are sent together (OData Protocol 4.01 §11.7).
///
/// Each request that is added gives a [`Handle`], which has the result once the batch is sent.
/// A batch of more requests than the service takes at once is sent in several calls, one after
/// the other. Nothing is sent before the batch is awaited.
///
/// ```
/// # use odata_runtime::{Client, Count, Nothing, Resource, Service, transport_fn};
/// # use http::{Method, Response};
/// # static SERVICE: Service = Service::new("https://example.com/odata");
/// # let answer = "--b\r\nContent-Type: application/http\r\n\r\n\
/// #     HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n7\r\n\
/// #     --b\r\nContent-Type: application/http\r\n\r\n\
/// #     HTTP/1.1 404 Not Found\r\n\r\n{\"error\":{\"code\":\"NoFolder\"}}\r\n--b--";
/// # let client = Client::builder(&SERVICE)
/// #     .transport(transport_fn(move |_| {
/// #         let response = Response::builder().header("content-type", "multipart/mixed;boundary=b");
/// #         Ok(response.body(answer.into()).unwrap())
/// #     }))
/// #     .build()?;
/// # let messages: Resource = client.root().navigate("Messages");
/// # let count_of = |name| client.root().navigate::<Resource>(name).request::<Count>(Method::GET);
/// # pollster::block_on(async {
/// let mut batch = client.batch().continue_on_error(true);
/// let messages = batch.add(count_of("Messages"));
/// let folders = batch.add(count_of("Folders"));
///
/// let replies = batch.await?;
/// assert_eq!(replies.take(messages)?, 7);
/// // One that fails does no harm to the others.
/// assert!(replies.take(folders).is_err());
/// # Ok::<(), odata_runtime::Error>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
#[must_use = "a batch does nothing until it is awaited"]
pub struct Batch {
    client: Client,
    url: String,
    format: BatchFormat,
    target: BatchTarget,
    limit: Option<u32>,
    continue_on_error: bool,
    slots: Vec<Slot>,
    sets: usize,
    mistake: Option<BatchMistake>,
}

/// A request in a batch.
#[derive(Clone)]
struct Slot {
    /// What handles know it by: no other request of the program has it.
    key: u64,
    parts: Parts,
    set: Option<usize>,
    depends_on: Vec<AnyHandle>,
}

/// How a batch is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum BatchFormat {
    /// `multipart/mixed` (OData Protocol 4.01 §11.7.7): the service goes through the requests in
    /// order.
    #[default]
    Multipart,
    /// `application/json` (OData JSON 4.01 §19): the service may change the order of requests
    /// that do not depend on each other.
    Json,
}

/// How a request in a batch names its resource (OData Protocol 4.01 §11.7.7.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum BatchTarget {
    /// `/odata/Messages`, with a header `Host` in the multipart format.
    #[default]
    Path,
    /// `Messages`, which begins where `$batch` is; the whole path where that is elsewhere.
    Relative,
    /// `https://example.com/odata/Messages`.
    Url,
}

/// Stands for a request in a batch, and for its result of the kind `K`.
///
/// It belongs to the batch that gave it, and to clones of this batch.
pub struct Handle<K> {
    key: u64,
    kind: PhantomData<fn() -> K>,
}

/// A [`Handle`] of any kind.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct AnyHandle(u64);

impl Client {
    /// Begins a batch, in the way of the service.
    pub fn batch(&self) -> Batch {
        let service = self.service();
        Batch {
            client: self.clone(),
            url: service.batch_url.to_owned(),
            format: service.batch_format,
            target: service.batch_target,
            limit: service.max_batch,
            continue_on_error: false,
            slots: Vec::new(),
            sets: 0,
            mistake: None,
        }
    }
}

impl Batch {
    /// Sets where the batch goes to, relative to the service root: `Users('a')/$batch`, for
    /// example.
    pub fn url(mut self, url: impl Into<String>) -> Self {
        self.url = url.into();
        self
    }

    /// Sets the format.
    pub fn format(mut self, format: BatchFormat) -> Self {
        self.format = format;
        self
    }

    /// Sets how requests name their resource.
    pub fn target(mut self, target: BatchTarget) -> Self {
        self.target = target;
        self
    }

    /// Sets how many requests one call may have; the others are sent in further calls.
    ///
    /// A change set stays in one call, and so do requests that depend on each other, with all
    /// that stands between them.
    pub fn max_requests(mut self, requests: u32) -> Self {
        self.limit = Some(requests);
        self
    }

    /// Sets whether requests after one that failed are executed nonetheless (OData Protocol 4.01
    /// §8.2.8.3). Without it the service stops there, and further calls are not sent.
    pub fn continue_on_error(mut self, wanted: bool) -> Self {
        self.continue_on_error = wanted;
        self
    }

    /// Adds a request.
    ///
    /// Its time limits and its [`Retry`](crate::Retry) are for when it is sent alone: calls of a
    /// batch have those of the client.
    pub fn add<K: Kind>(&mut self, request: impl IntoRequest<Kind = K>) -> Handle<K> {
        self.push(request.into_request().into_parts(), None)
    }

    /// Begins a change set: its requests are executed all or not at all (OData Protocol 4.01
    /// §11.7.7.5). Only requests that change something may be in one.
    ///
    /// ```
    /// # use odata_runtime::{Client, Nothing, Resource, Service, transport_fn};
    /// # use http::{Method, Response};
    /// # static SERVICE: Service = Service::new("https://example.com/odata");
    /// # let client = Client::builder(&SERVICE)
    /// #     .transport(transport_fn(|_| Ok(Response::new("{}".into()))))
    /// #     .build()?;
    /// # let messages: Resource = client.root().navigate("Messages");
    /// let mut batch = client.batch();
    /// let mut set = batch.change_set();
    /// let created = set.add(messages.request::<Nothing>(Method::POST).json("…"));
    /// // What the first request makes can be used by the next.
    /// let message: Resource = set.refer(created);
    /// set.add(message.action::<Nothing>("Example", "Send"));
    /// assert_eq!(
    ///     format!("{batch:?}"),
    ///     "Batch [change set [POST https://example.com/odata/Messages, \
    ///      POST https://example.com/odata/$1/Example.Send]]"
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn change_set(&mut self) -> ChangeSet<'_> {
        self.sets += 1;
        ChangeSet(self)
    }

    /// The resource that an earlier request of the batch makes, for requests after it
    /// (OData Protocol 4.01 §11.7.4). Services of version 4.0 know it only within a change set.
    pub fn refer<B: From<Resource>>(&self, to: impl Into<AnyHandle>) -> B {
        let AnyHandle(key) = to.into();
        let found = self.slots.iter().position(|slot| slot.key == key);
        let path = match found {
            Some(index) => Path {
                origin: Some(format!("${}", index + 1)),
                refers_to: Some(key),
                ..Path::default()
            },
            None => Path {
                error: Some(BatchMistake::OtherBatch.into()),
                ..Path::default()
            },
        };
        let client = self.client.clone();
        B::from(Resource { client, path })
    }

    /// Says that a request needs an earlier one to have succeeded (`dependsOn`, OData Protocol
    /// 4.01 §11.7.2). That is known already of a request to the resource that the earlier one makes.
    ///
    /// In the multipart format this only keeps both in one call.
    pub fn depends_on(&mut self, later: impl Into<AnyHandle>, earlier: impl Into<AnyHandle>) {
        let AnyHandle(key) = later.into();
        let earlier = earlier.into();
        match self.slots.iter_mut().find(|slot| slot.key == key) {
            Some(slot) => slot.depends_on.push(earlier),
            None => self.mistake = Some(BatchMistake::OtherBatch),
        }
    }

    /// The number of requests.
    #[must_use]
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Whether there is no request.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// Sends the batch, in as many calls as it needs, and gives what came back.
    ///
    /// An empty batch sends nothing.
    ///
    /// # Errors
    /// Mistakes made while building, and all that can go wrong with the first call as a whole.
    /// Where a later call goes wrong, what came before is not lost: the requests of this call
    /// have the error, and no further call is sent.
    pub async fn send(self) -> Result<Replies, Error> {
        replies::send(&self).await
    }

    /// The calls as HTTP, with all headers, the token among them.
    ///
    /// # Errors
    /// Mistakes made while building.
    pub fn into_http(self) -> Result<Vec<http::Request<Bytes>>, Error> {
        let calls = Plan::new(&self)?.calls;
        let http = calls.into_iter().map(|call| self.client.http(call.parts));
        Ok(http.collect::<Result<_, BuildError>>()?)
    }

    fn push<K>(&mut self, parts: Parts, set: Option<usize>) -> Handle<K> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let key = NEXT.fetch_add(1, Ordering::Relaxed);
        self.slots.push(Slot {
            key,
            parts,
            set,
            depends_on: Vec::new(),
        });
        Handle {
            key,
            kind: PhantomData,
        }
    }
}

/// Requests of a batch that are executed all or not at all: see [`Batch::change_set`].
#[must_use = "requests are added to it"]
pub struct ChangeSet<'a>(&'a mut Batch);

impl ChangeSet<'_> {
    /// Adds a request that changes something.
    pub fn add<K: Kind>(&mut self, request: impl IntoRequest<Kind = K>) -> Handle<K> {
        let set = self.0.sets;
        self.0.push(request.into_request().into_parts(), Some(set))
    }

    /// The resource that an earlier request of the change set makes, for requests after it.
    pub fn refer<B: From<Resource>>(&self, to: impl Into<AnyHandle>) -> B {
        self.0.refer(to)
    }
}

impl IntoFuture for Batch {
    type Output = Result<Replies, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl fmt::Debug for Batch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Batch ")?;
        let units = self
            .slots
            .chunk_by(|a, b| a.set.is_some() && a.set == b.set);
        f.debug_list().entries(units.map(Unit)).finish()
    }
}

/// A request, or a change set.
struct Unit<'a>(&'a [Slot]);

impl fmt::Debug for Unit<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            [
                Slot {
                    set: None, parts, ..
                },
            ] => parts.fmt(f),
            set => {
                f.write_str("change set ")?;
                let parts = set.iter().map(|slot| &slot.parts);
                f.debug_list().entries(parts).finish()
            }
        }
    }
}

impl fmt::Debug for ChangeSet<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let slots = &self.0.slots;
        let own = |slot: &&Slot| slot.set == Some(self.0.sets);
        let others = slots.len() - slots.iter().rev().take_while(own).count();
        Unit(&slots[others..]).fmt(f)
    }
}

impl<K> Clone for Handle<K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K> Copy for Handle<K> {}

impl<K> fmt::Debug for Handle<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Handle")
    }
}

impl fmt::Debug for AnyHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AnyHandle")
    }
}

impl<K> From<Handle<K>> for AnyHandle {
    fn from(handle: Handle<K>) -> Self {
        Self(handle.key)
    }
}

impl<K> From<&Handle<K>> for AnyHandle {
    fn from(handle: &Handle<K>) -> Self {
        Self(handle.key)
    }
}
