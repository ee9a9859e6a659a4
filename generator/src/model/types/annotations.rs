//! What annotations say about an element of a [`Model`](super::Model).

use serde::Serialize;

use crate::model::Capabilities;

/// What the annotations of an element say, as far as the product uses it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Annotations {
    /// `Core.Description`.
    pub description: Option<Box<str>>,
    /// `Core.LongDescription`.
    pub long_description: Option<Box<str>>,
    /// `Core.Revisions` with kind `Deprecated`: why, and what to use instead.
    pub deprecated: Option<Box<str>>,
    /// `Core.Computed`: the service sets the value, a client never does.
    pub computed: bool,
    /// `Core.Immutable`: settable when created, fixed after that.
    pub immutable: bool,
    /// `Core.Permissions`.
    pub permission: Option<Permission>,
    /// `Core.OptionalParameter`: may be left out.
    pub optional_parameter: bool,
    /// `Capabilities.*`: what may be done with it.
    pub capabilities: Option<Box<Capabilities>>,
}

/// `Core.Permissions`: what a client may do with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Permission {
    /// Nothing.
    None,
    /// Only read it.
    Read,
    /// Only write it.
    Write,
    /// Both.
    ReadWrite,
}
