//! Turns facts into JSON for programs.

use serde::Serialize;

use super::{Comparison, Counts, counts, place};
use crate::diagnostics::Sources;
use crate::diff::change::{Change, Element, Evidence, Kind, Side};

/// All facts, in order.
#[derive(Serialize)]
struct Document<'c> {
    old: &'c str,
    new: &'c str,
    counts: Counts,
    changes: Vec<Fact<'c>>,
}

#[derive(Serialize)]
struct Fact<'c> {
    kind: Kind,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    old: Option<There<'c>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new: Option<There<'c>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<&'c Evidence>,
}

#[derive(Serialize)]
struct There<'c> {
    element: Element,
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
}

/// The facts as something that serialises to an object with `old`, `new`, `counts` and `changes`.
#[must_use]
pub fn json(comparison: &Comparison<'_>) -> impl Serialize {
    let changes = comparison.changes.iter();
    Document {
        old: comparison.old,
        new: comparison.new,
        counts: counts(comparison.changes),
        changes: changes
            .map(|judged| fact(comparison, &judged.change))
            .collect(),
    }
}

fn fact<'c>(comparison: &Comparison<'c>, change: &'c Change) -> Fact<'c> {
    let there = |side: &'c Option<Side>, sources: &Sources| {
        side.as_ref().map(|side| There {
            element: side.element,
            path: side.path.to_string(),
            value: side.value.as_deref(),
            place: place(sources, side.span),
        })
    };
    Fact {
        kind: change.kind,
        subject: change.subject.as_deref(),
        old: there(&change.old, comparison.old_sources),
        new: there(&change.new, comparison.new_sources),
        evidence: change.evidence.as_ref(),
    }
}
