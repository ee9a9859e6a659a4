//! Turns a function into where it is called, and where it leads.

use super::{Bound, Segment};
use crate::plan::Condition;

/// Where functions are called.
pub(super) struct Place<'p> {
    pub(super) bound: Option<Bound>,
    /// With a slash at its end, or empty for the root.
    pub(super) url: String,
    /// The Rust type that has the functions.
    pub(super) owner: String,
    /// The features that it needs.
    pub(super) features: &'p Condition,
}

impl Place<'_> {
    pub(super) fn bound_type(&self) -> Option<String> {
        let bound = self.bound.as_ref()?;
        Some(match bound.collection {
            true => format!("Collection({})", bound.ty),
            false => bound.ty.to_string(),
        })
    }
}

/// Where a function leads.
pub(super) struct Address<'a> {
    pub(super) url: &'a str,
    /// The call that leads there.
    pub(super) rust: &'a str,
    pub(super) segment: &'a Segment,
    /// The features that lead there.
    pub(super) features: &'a Condition,
}
