//! Turns facts into SARIF 2.1.0, which code scanning services read.

use std::fmt::Write;

use serde::Serialize;
use serde_json::{Value, json};

use super::place::{Place, places};
use super::{Comparison, evidence, found_at, one_line, rules_of, sentence};
use crate::diff::change::Change;
use crate::diff::review::Judged;
use crate::diff::rules::{Level, Rule};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The facts as something that serialises to a SARIF log with one run.
///
/// What is breaking is an `error`, what is risky a `warning`, everything else a `note`; what was accepted is
/// suppressed. A fact stands in the new document, or in the old one where the element was removed; the old
/// place of one that stayed is a related location. Paths are as they were given.
#[must_use]
pub fn sarif(comparison: &Comparison<'_>) -> impl Serialize {
    let rules = rules_of(comparison.changes);
    let results: Vec<Value> = comparison
        .changes
        .iter()
        .map(|judged| result(comparison, &rules, judged))
        .collect();
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": {
                    "name": "odata-bindgen diff",
                    "informationUri": env!("CARGO_PKG_REPOSITORY"),
                    "rules": rules.iter().map(|rule| descriptor(rule)).collect::<Vec<_>>(),
                },
            },
            "columnKind": "unicodeCodePoints",
            "results": results,
            "properties": { "old": comparison.old, "new": comparison.new },
        }],
    })
}

fn descriptor(rule: &Rule) -> Value {
    json!({
        "id": rule.id,
        "shortDescription": { "text": rule.reason },
        "help": { "text": rule.help },
        "defaultConfiguration": { "level": level(rule.wire.max(rule.rust)) },
        "properties": {
            "direction": rule.direction,
            "wire": rule.wire,
            "rust": rule.rust,
        },
    })
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Breaking => "error",
        Level::Risky => "warning",
        Level::Additive | Level::Docs => "note",
    }
}

fn result(comparison: &Comparison<'_>, rules: &[&Rule], judged: &Judged) -> Value {
    let Judged { change, rule, .. } = judged;
    let mut text = sentence(change, usize::MAX);
    if let Some(evidence) = evidence(change) {
        let _ = write!(text, " ({evidence})");
    }
    let mut result = json!({
        "ruleId": rule.id,
        "ruleIndex": rules.iter().position(|other| other.id == rule.id),
        "level": level(judged.level()),
        "message": { "text": text },
        "locations": [location(comparison, change)],
        "partialFingerprints": { "change/v1": judged.fingerprint },
        "properties": {
            "kind": change.kind,
            "level": judged.level(),
            "wire": rule.wire,
            "rust": rule.rust,
            "itemsBefore": judged.items.old,
            "itemsAfter": judged.items.new,
        },
    });
    if let (Some(_), [Some(old), _]) = (&change.new, places(comparison, change)) {
        let message = json!({ "text": "before" });
        result["relatedLocations"] =
            json!([{ "id": 1, "message": message, "physicalLocation": physical(&old) }]);
    }
    if let Some(reason) = &judged.accepted {
        let justification = one_line(reason);
        result["suppressions"] = json!([{ "kind": "external", "justification": justification }]);
    }
    result
}

/// Where a fact is shown. Services refuse results without a file, so that a fact about something that has
/// no place, such as a namespace, stands at the beginning of the first document.
fn location(comparison: &Comparison<'_>, change: &Change) -> Value {
    let sources = match change.new {
        Some(_) => comparison.new_sources,
        None => comparison.old_sources,
    };
    let physical = match found_at(comparison, change) {
        Some(place) => Some(physical(&place)),
        None => sources.iter().next().map(|(_, source)| {
            json!({
                "artifactLocation": { "uri": uri(&source.name) },
                "region": { "startLine": 1 },
            })
        }),
    };
    let side = change.side();
    let mut location = json!({
        "logicalLocations": [{
            "fullyQualifiedName": side.path,
            "kind": side.element,
        }],
    });
    if let Some(physical) = physical {
        location["physicalLocation"] = physical;
    }
    location
}

fn physical(place: &Place<'_>) -> Value {
    json!({
        "artifactLocation": { "uri": uri(place.file) },
        "region": {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
        },
    })
}

/// A path as a reference (RFC 3986 §4.2): what may not stand in one is written as its bytes.
fn uri(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.bytes() {
        match byte {
            b'/' | b'-' | b'.' | b'_' | b'~' => uri.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => uri.push(char::from(byte)),
            byte => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_references() {
        assert_eq!(uri("metadata/v1.0.xml"), "metadata/v1.0.xml");
        assert_eq!(uri("C:/a b/ü#.xml"), "C%3A/a%20b/%C3%BC%23.xml");
    }
}
