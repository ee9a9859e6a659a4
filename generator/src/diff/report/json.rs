//! Turns facts into JSON for programs; `docs/schemas/changes.schema.json` describes it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::place::{Place, places};
use super::{Comparison, Counts, Levels, counts, levels, rules_of, sentence};
use crate::diff::Fingerprint;
use crate::diff::change::{Element, Evidence, Kind, Side};
use crate::diff::review::Judged;
use crate::diff::rules::{Direction, Level, Rule};

/// The number of the format. It goes up when a program that reads the format would have to be changed:
/// when a field goes, or means something else. Fields may be added without that.
pub const FORMAT: u32 = 1;

/// All facts, in order.
#[derive(Serialize)]
struct Document<'c> {
    format: u32,
    old: &'c str,
    new: &'c str,
    counts: Counts,
    levels: Levels,
    rules: BTreeMap<&'static str, Meaning>,
    changes: Vec<Fact<'c>>,
}

/// What a rule says, once for all facts that it judged.
#[derive(Serialize)]
struct Meaning {
    wire: Level,
    rust: Level,
    direction: Direction,
    reason: &'static str,
    help: &'static str,
}

#[derive(Serialize)]
struct Fact<'c> {
    fingerprint: Fingerprint,
    kind: Kind,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<&'c str>,
    message: String,
    level: Level,
    wire: Level,
    rust: Level,
    direction: Direction,
    rule: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    accepted: Option<&'c str>,
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
    place: Option<Place<'c>>,
    items: &'c [Box<str>],
}

/// The facts as something that serialises to an object with `format`, `old`, `new`, `counts`, `levels`,
/// `rules` and `changes`.
#[must_use]
pub fn json(comparison: &Comparison<'_>) -> impl Serialize {
    let changes = comparison.changes.iter();
    let rules = rules_of(comparison.changes).into_iter();
    Document {
        format: FORMAT,
        old: comparison.old,
        new: comparison.new,
        counts: counts(comparison.changes),
        levels: levels(comparison.changes),
        rules: rules.map(|rule| (rule.id, meaning(rule))).collect(),
        changes: changes.map(|judged| fact(comparison, judged)).collect(),
    }
}

fn meaning(rule: &Rule) -> Meaning {
    Meaning {
        wire: rule.wire,
        rust: rule.rust,
        direction: rule.direction,
        reason: rule.reason,
        help: rule.help,
    }
}

fn fact<'c>(comparison: &Comparison<'c>, judged: &'c Judged) -> Fact<'c> {
    let Judged { change, rule, .. } = judged;
    let [old, new] = places(comparison, change);
    let there = |side: &'c Option<Side>, place, items| {
        side.as_ref().map(|side| There {
            element: side.element,
            path: side.path.to_string(),
            value: side.value.as_deref(),
            place,
            items,
        })
    };
    Fact {
        fingerprint: judged.fingerprint,
        kind: change.kind,
        subject: change.subject.as_deref(),
        message: sentence(change, usize::MAX),
        level: judged.level(),
        wire: rule.wire,
        rust: rule.rust,
        direction: rule.direction,
        rule: rule.id,
        accepted: judged.accepted.as_deref(),
        old: there(&change.old, old, &judged.items.old),
        new: there(&change.new, new, &judged.items.new),
        evidence: change.evidence.as_ref(),
    }
}
