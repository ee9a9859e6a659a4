//! Turns spans into files, lines and columns.

use std::fmt;

use serde::Serialize;

use super::Comparison;
use crate::diagnostics::{Sources, Span};
use crate::diff::change::Change;

/// Where an element is declared: the place of its name. Lines and columns are counted from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Place<'c> {
    /// The path as it was given.
    pub(crate) file: &'c str,
    /// Where the name begins.
    pub(crate) line: usize,
    pub(crate) column: usize,
    /// Where it ends: the place after its last character.
    pub(crate) end_line: usize,
    pub(crate) end_column: usize,
}

impl<'c> Place<'c> {
    /// The place of a span.
    pub(crate) fn of(sources: &'c Sources, span: Span) -> Self {
        let (line, column) = sources.position(span);
        let (end_line, end_column) = sources.end_position(span);
        Self {
            file: &sources.get(span.source).name,
            line,
            column,
            end_line,
            end_column,
        }
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// Where a fact is shown in both documents.
pub(crate) fn places<'c>(comparison: &Comparison<'c>, change: &Change) -> [Option<Place<'c>>; 2] {
    let sides = [
        (&change.old, comparison.old_sources),
        (&change.new, comparison.new_sources),
    ];
    sides.map(|(side, sources)| {
        let span = side.as_ref()?.span?;
        Some(Place::of(sources, span))
    })
}

/// The one place of a fact: in the new document, or in the old one where the element was removed.
pub(crate) fn found_at<'c>(comparison: &Comparison<'c>, change: &Change) -> Option<Place<'c>> {
    let [old, new] = places(comparison, change);
    match change.new {
        Some(_) => new,
        None => old,
    }
}
