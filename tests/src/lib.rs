//! Turns fixtures, sources and real metadata into what the tests of the workspace look at.

#![forbid(unsafe_code)]

pub mod api;
pub mod browser;
pub mod changes;
pub mod compile_time;
pub mod corpus;
pub mod cost;
pub mod exchanges;
pub mod fixtures;
pub mod fuzz;
pub mod hostile;
pub mod kills;
pub mod loopback;
pub mod outline;
pub mod place;
pub mod random;
pub mod scale;
pub mod scratch;
pub mod selections;
pub mod tidy;
#[path = "../../runtime/tests/support/witness.rs"]
pub mod witness;

/// The code in the readme of the repository.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;

/// The code in the readme of the generated crate.
#[cfg(doctest)]
#[doc = include_str!("../../generated/README.md")]
pub struct GeneratedReadme;

/// What the metadata forbids at an address does not compile, and is no matter at another one.
///
/// ```compile_fail,E0277
/// use outlook_rest::v2_0::{Client, Event};
///
/// fn create(client: &Client) {
///     let _ = client.me().calendar_view().create(&Event::default());
/// }
/// ```
///
/// ```
/// use outlook_rest::v2_0::{Client, Event};
///
/// fn create(client: &Client) {
///     let _ = client.me().events().create(&Event::default());
/// }
/// ```
///
/// Nor does a change of what the service sets itself.
///
/// ```compile_fail,E0277
/// use outlook_rest::v2_0::{Patch, message};
///
/// let _ = Patch::new().set(message::BODY_PREVIEW, "…");
/// ```
#[cfg(doctest)]
pub struct Gates;
