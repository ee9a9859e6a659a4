//! What the metadata allows, as traits: a request that it forbids does not compile.
//!
//! A generated type without values stands for each restricted property, is the last parameter of
//! its [`Property`](crate::Property) or of its request builder, and implements what is allowed.
//! What has no restrictions is [`Open`]. There is always a raw way around a gate, because metadata
//! is often wrong.
//!
//! ```
//! # use odata_runtime::{CollectionRequest, Client, Service, transport_fn};
//! # static SERVICE: Service = Service::new("https://example.com");
//! # let transport = transport_fn(|_| Ok(http::Response::new("{}".into())));
//! # let client = Client::builder(&SERVICE).transport(transport).build()?;
//! enum Log {}
//! odata_runtime::gate!(Log, [Readable]);
//!
//! let log: CollectionRequest<String, Log> = client.root().navigate("Log");
//! let page = log.list();
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::marker::PhantomData;

mod allow;

/// Allows everything: the metadata restricts nothing.
#[derive(Clone, Copy, Debug)]
pub enum Open {}

/// Allows everything but references: a containment navigation property without other
/// restrictions (OData CSDL 4.01 §8.4).
#[derive(Clone, Copy, Debug)]
pub enum Contained {}

/// Allows what `G` does after a search was asked for: filters and orders only where `G` is
/// [`Combinable`].
pub struct Searched<G>(PhantomData<fn() -> G>);

/// Can be read.
///
/// ```
/// # use odata_runtime::{CollectionRequest, Items, Readable, Request};
/// enum Log {}
/// impl Readable for Log {}
/// fn ask(all: &CollectionRequest<String, Log>) -> Request<Items<String, Log>> {
///     all.list()
/// }
/// ```
///
/// Without it there is no such request:
///
/// ```compile_fail,E0277
/// # use odata_runtime::{CollectionRequest, Items, Request};
/// enum Log {}
/// fn ask(all: &CollectionRequest<String, Log>) -> Request<Items<String, Log>> {
///     all.list()
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read",
    label = "the metadata of the service says that this cannot be read",
    note = "`Resource::request` makes the request all the same"
)]
pub trait Readable {}

/// Takes new entities.
///
/// ```
/// # use odata_runtime::{CollectionRequest, EntityReference, Insertable};
/// enum Log {}
/// impl Insertable for Log {}
/// fn ask(all: &CollectionRequest<EntityReference, Log>, new: &EntityReference) {
///     let _ = all.create(new);
/// }
/// ```
///
/// Without it there is no such request:
///
/// ```compile_fail,E0277
/// # use odata_runtime::{CollectionRequest, EntityReference};
/// enum Log {}
/// fn ask(all: &CollectionRequest<EntityReference, Log>, new: &EntityReference) {
///     let _ = all.create(new);
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "nothing can be created in `{Self}`",
    label = "the metadata of the service says that nothing can be created here",
    note = "`Resource::request` makes the request all the same"
)]
pub trait Insertable {}

/// Can be changed.
///
/// ```
/// # use odata_runtime::{EntityReference, Patch, Property, Updatable};
/// enum Log {}
/// impl Updatable for Log {}
/// const NAME: Property<EntityReference, String, Log> = Property::new("Name");
/// let patch = Patch::new().set(NAME, "a");
/// ```
///
/// Without it there is no such request:
///
/// ```compile_fail,E0277
/// # use odata_runtime::{EntityReference, Patch, Property};
/// enum Log {}
/// const NAME: Property<EntityReference, String, Log> = Property::new("Name");
/// let patch = Patch::new().set(NAME, "a");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be changed",
    label = "the metadata of the service says that clients do not set this",
    note = "`Patch::raw` and `Resource::request` send it all the same"
)]
pub trait Updatable {}

/// Can be deleted.
///
/// ```
/// # use odata_runtime::{Deletable, EntityRequest, Nothing, Request};
/// enum Log {}
/// impl Deletable for Log {}
/// fn ask(one: &EntityRequest<String, Log>) -> Request<Nothing> {
///     one.delete()
/// }
/// ```
///
/// Without it there is no such request:
///
/// ```compile_fail,E0277
/// # use odata_runtime::{EntityRequest, Nothing, Request};
/// enum Log {}
/// fn ask(one: &EntityRequest<String, Log>) -> Request<Nothing> {
///     one.delete()
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be deleted",
    label = "the metadata of the service says that this cannot be deleted",
    note = "`Resource::request` makes the request all the same"
)]
pub trait Deletable {}

/// Can be expanded with `$expand`.
///
/// ```
/// # use odata_runtime::{Expandable, Navigation};
/// enum Log {}
/// impl Expandable for Log {}
/// const LOGS: Navigation<u8, Vec<u8>, Log> = Navigation::new("Logs");
/// let expanded = LOGS.expanded();
/// ```
///
/// Without it there is no such request:
///
/// ```compile_fail,E0277
/// # use odata_runtime::Navigation;
/// enum Log {}
/// const LOGS: Navigation<u8, Vec<u8>, Log> = Navigation::new("Logs");
/// let expanded = LOGS.expanded();
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be expanded",
    label = "the metadata of the service says that this cannot stand in `$expand`",
    note = "`query(\"$expand\", …)` asks for it all the same"
)]
pub trait Expandable {}

/// Can be searched with `$search`.
///
/// ```
/// # use odata_runtime::{CollectionRequest, Searchable};
/// enum Log {}
/// impl Searchable for Log {}
/// fn ask(all: &CollectionRequest<String, Log>) {
///     let _ = all.search("a");
/// }
/// ```
///
/// Without it there is no such request:
///
/// ```compile_fail,E0277
/// # use odata_runtime::CollectionRequest;
/// enum Log {}
/// fn ask(all: &CollectionRequest<String, Log>) {
///     let _ = all.search("a");
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be searched",
    label = "the metadata of the service says that `$search` is not supported here",
    note = "`query(\"$search\", …)` asks for it all the same"
)]
pub trait Searchable {}

/// Takes `$search` together with `$filter` and `$orderby`.
///
/// ```
/// # use odata_runtime::{CollectionRequest, Combinable, Filterable, Searchable};
/// enum Log {}
/// impl Searchable for Log {}
/// impl Filterable for Log {}
/// impl Combinable for Log {}
/// fn ask(all: &CollectionRequest<String, Log>) {
///     let _ = all.search("a").filter(true);
/// }
/// ```
///
/// Without it a search stands alone:
///
/// ```compile_fail,E0277
/// # use odata_runtime::{CollectionRequest, Filterable, Searchable};
/// enum Log {}
/// impl Searchable for Log {}
/// impl Filterable for Log {}
/// fn ask(all: &CollectionRequest<String, Log>) {
///     let _ = all.search("a").filter(true);
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "a search in `{Self}` stands alone",
    label = "the service does not take `$search` together with `$filter` or `$orderby` here",
    note = "begin the request with `search(…)` instead of `list()`, without a filter or an order",
    note = "`query(\"$search\", …)` asks for both all the same"
)]
pub trait Combinable {}

/// Can stand in `$filter`.
///
/// ```
/// # use odata_runtime::{Filterable, Property};
/// enum Log {}
/// impl Filterable for Log {}
/// const SIZE: Property<String, i64, Log> = Property::new("Size");
/// let large = SIZE.gt(5);
/// ```
///
/// Without it there is no such request:
///
/// ```compile_fail,E0277
/// # use odata_runtime::Property;
/// enum Log {}
/// const SIZE: Property<String, i64, Log> = Property::new("Size");
/// let large = SIZE.gt(5);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be filtered by",
    label = "the metadata of the service says that this cannot stand in `$filter`",
    note = "`query(\"$filter\", …)` asks for it all the same"
)]
pub trait Filterable {}

/// Can stand in `$orderby`.
///
/// ```
/// # use odata_runtime::{Property, Sortable};
/// enum Log {}
/// impl Sortable for Log {}
/// const SIZE: Property<String, i64, Log> = Property::new("Size");
/// let largest = SIZE.desc();
/// ```
///
/// Without it there is no such request:
///
/// ```compile_fail,E0277
/// # use odata_runtime::Property;
/// enum Log {}
/// const SIZE: Property<String, i64, Log> = Property::new("Size");
/// let largest = SIZE.desc();
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sorted by",
    label = "the metadata of the service says that this cannot stand in `$orderby`",
    note = "`query(\"$orderby\", …)` asks for it all the same"
)]
pub trait Sortable {}

/// Can be counted with `$count`.
///
/// ```
/// # use odata_runtime::{CollectionRequest, Count, Countable, Request};
/// enum Log {}
/// impl Countable for Log {}
/// fn ask(all: &CollectionRequest<String, Log>) -> Request<Count<String, Log>> {
///     all.count()
/// }
/// ```
///
/// Without it there is no such request:
///
/// ```compile_fail,E0277
/// # use odata_runtime::{CollectionRequest, Count, Request};
/// enum Log {}
/// fn ask(all: &CollectionRequest<String, Log>) -> Request<Count<String, Log>> {
///     all.count()
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be counted",
    label = "the metadata of the service says that `$count` is not supported here",
    note = "`query(\"$count\", \"true\")` and `Resource::request` ask for it all the same"
)]
pub trait Countable {}

/// Tells its changes (delta).
///
/// ```
/// # use odata_runtime::{CollectionRequest, DeltaRequest, EntityReference, Trackable};
/// enum Log {}
/// impl Trackable for Log {}
/// fn ask(all: &CollectionRequest<EntityReference, Log>) -> DeltaRequest<EntityReference, Log> {
///     all.delta()
/// }
/// ```
///
/// Without it there is no such request:
///
/// ```compile_fail,E0277
/// # use odata_runtime::{CollectionRequest, DeltaRequest, EntityReference};
/// enum Log {}
/// fn ask(all: &CollectionRequest<EntityReference, Log>) -> DeltaRequest<EntityReference, Log> {
///     all.delta()
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "changes of `{Self}` cannot be tracked",
    label = "the metadata of the service says that there are no delta links here",
    note = "`DeltaRequest::from(….list().header(\"Prefer\", \"odata.track-changes\"))` asks for them all the same"
)]
pub trait Trackable {}

/// Has links that can be listed, added and removed (`$ref`).
///
/// ```
/// # use odata_runtime::{CollectionRequest, Referenceable, References};
/// enum Log {}
/// impl Referenceable for Log {}
/// fn ask(all: &CollectionRequest<String, Log>) -> References {
///     all.references()
/// }
/// ```
///
/// Without it there is no such request:
///
/// ```compile_fail,E0277
/// # use odata_runtime::{CollectionRequest, References};
/// enum Log {}
/// fn ask(all: &CollectionRequest<String, Log>) -> References {
///     all.references()
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no references",
    label = "the metadata of the service says that its entities are contained: they are created and deleted, not linked",
    note = "`Resource::request` makes the request all the same"
)]
pub trait Referenceable {}

/// Says what a gate allows: the names of its capabilities.
#[macro_export]
macro_rules! gate {
    ($gate:ident, [$($capability:ident),* $(,)?]) => {$(
        // A compiler that lists all that are allowed hides the one that is not.
        #[diagnostic::do_not_recommend]
        impl $crate::$capability for $gate {}
    )*};
}
