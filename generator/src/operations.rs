//! Turns the plan of a version into the list of all requests that its code can make.
//!
//! Requests follow types, not paths: an address begins with the type that it is called on, as in
//! `{Message}/Reply`, or at the root of the service, as in `Me`. `{Id}` stands for a key. What the
//! metadata forbids at an address, such as to create entities in a set, is not listed.

mod asks;
mod identity;
mod place;
mod rows;
mod types;

use serde::Serialize;

use crate::plan::Condition;

pub use identity::{Asked, Bound, Identity, Segment};
pub use rows::{rows, rows_of};

/// One thing that can be asked of the service, or one step on the way to it.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// The version, or the file where there are no versions.
    pub version: String,
    /// What the function does.
    pub kind: Kind,
    /// The entity type that the function is called on, or `Collection(…)` of one; none at the root.
    pub bound_type: Option<String>,
    /// None for a step, which sends nothing.
    pub method: Option<&'static str>,
    /// The address, from the type or the root.
    pub url: String,
    /// The function, from the root of the generated crate.
    pub rust: String,
    /// What is sent or must be given.
    pub request: Option<String>,
    /// What comes back, or where a step leads.
    pub response: String,
    /// The features of the crate that the function needs.
    #[serde(skip_serializing_if = "Condition::is_always")]
    pub features: Condition,
    /// What the row is known by in another plan.
    #[serde(skip)]
    pub identity: Identity,
}

/// What a function does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Reads one entity.
    Get,
    /// Reads a collection.
    List,
    /// Adds an entity to a collection.
    Create,
    /// Changes an entity.
    Update,
    /// Removes an entity.
    Delete,
    /// Counts a collection.
    Count,
    /// Reads or changes what a navigation property refers to.
    #[serde(rename = "$ref")]
    Ref,
    /// Leads to an entity set or a singleton.
    Root,
    /// Leads to what a navigation property refers to.
    Navigation,
    /// Picks one entity of a collection.
    Key,
    /// Narrows to a derived type.
    Cast,
    /// Calls an action.
    Action,
    /// Calls a function.
    Function,
    /// Reads, writes or removes bytes.
    Stream,
}

impl Kind {
    /// What people call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "get",
            Self::List => "list",
            Self::Create => "create",
            Self::Update => "update",
            Self::Delete => "delete",
            Self::Count => "count",
            Self::Ref => "$ref",
            Self::Root => "root",
            Self::Navigation => "navigation",
            Self::Key => "key",
            Self::Cast => "cast",
            Self::Action => "action",
            Self::Function => "function",
            Self::Stream => "stream",
        }
    }
}
