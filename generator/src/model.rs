//! Turns documents into a [`Model`]: names resolved, bases linked, operations bound, rules checked.
//!
//! A model speaks OData and knows no Rust. [`build`] is the only way to get one, so a [`Model`]
//! cannot exist unchecked: every id in it leads somewhere, no type inherits from itself, and no
//! scope holds a name twice.

mod annotations;
mod bind;
mod bounds;
mod build;
mod capabilities;
mod check;
mod container;
mod enums;
mod inherit;
mod names;
mod operations;
mod paths;
mod primitive;
mod resolve;
mod structured;
mod types;
mod versions;

pub use build::{build, build_within};
pub use capabilities::Capabilities;
pub use names::{NamedType, QualifiedName};
pub use primitive::Primitive;
pub use types::*;
pub use versions::Versions;
