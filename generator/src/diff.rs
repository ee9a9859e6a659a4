//! Turns two models into what changed between them: facts, and names that became others.
//!
//! [`renames::find`] looks for elements that have another name in the new model; [`compare`] is a pure,
//! sorted function of the two models and these. Both are symmetric: swapping the models gives the
//! mirror of each fact ([`Change::mirror`]).
//!
//! What is compared is what is declared. A property that a base has gained is one fact and not one for
//! each derived type; a type that is added is one fact, whatever it contains and whatever is bound to it.
//!
//! ```
//! use odata_bindgen::{csdl, diff, model};
//! use odata_bindgen::diagnostics::{Diagnostics, Sources};
//!
//! let read = |property: &str| {
//!     let text = format!(
//!         r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
//!         <edmx:DataServices><Schema Namespace="S" xmlns="http://docs.oasis-open.org/odata/ns/edm">
//!         <ComplexType Name="T"><Property Name="{property}" Type="Edm.DateTimeOffset"/></ComplexType>
//!         </Schema></edmx:DataServices></edmx:Edmx>"#
//!     );
//!     let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
//!     let document = csdl::parse(&mut sources, "s.xml", text.into_bytes(), &mut found).unwrap();
//!     model::build(&[document], &mut found)
//! };
//! let (old, new) = (read("DateTimeCreated"), read("CreatedDateTime"));
//! let renames = diff::renames::find(&old, &new, &[]);
//! let changes = diff::compare(&old, &new, &renames);
//! assert_eq!(changes.len(), 1);
//! assert_eq!(changes[0].kind, diff::Kind::Renamed);
//! ```

mod acceptance;
mod annotations;
mod bump;
mod change;
mod compare;
mod container;
mod counterparts;
mod elements;
mod enums;
mod fingerprint;
mod known;
mod matching;
pub mod matrix;
mod members;
mod namespaces;
mod operation_pairs;
mod operations;
mod pairs;
mod paths;
mod pattern;
pub mod renames;
pub mod report;
mod review;
pub mod rules;
mod structured;
mod type_use;

pub use acceptance::{Acceptance, accept};
pub use bump::{Bump, Release, release};
pub use change::{Change, Confidence, Element, Evidence, Kind, Path, Side};
pub use compare::compare;
pub use counterparts::{Casing, CasingChange, Counterparts};
pub use elements::elements;
pub use fingerprint::Fingerprint;
pub use known::known_paths;
pub use operation_pairs::operation_path;
pub use pattern::Pattern;
pub use renames::{Decisions, Rename, Renames, Ruling};
pub use review::{ItemIndex, Judged, NoItems, Tally, TouchedItems, review, tally};
