//! Turns findings into plain values for machines.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use super::super::{Diagnostics, Level, Levels, Sources, Span, rules};
use super::reported;

/// The id of a rule, of which each program has its own; by another name, because serde would take a
/// reference for one into the text that is read.
type RuleId = &'static str;

/// A finding as machines read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The id of the rule.
    #[serde(deserialize_with = "known_rule")]
    pub rule: RuleId,
    /// How seriously it is taken: `warn` or `deny`.
    pub level: Level,
    /// The fact.
    pub message: String,
    /// Where it is; a finding about no particular place has none of these members.
    #[serde(flatten)]
    pub place: Option<Position>,
    /// What to do.
    pub help: Option<String>,
    /// Other places that belong to it.
    pub related: Vec<Position>,
}

/// A range of text in a file. Lines and columns count from 1, columns in characters; the end is the
/// position after the last character.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// The path as it was given, with forward slashes.
    pub file: String,
    /// The line of the first character.
    pub line: usize,
    /// The column of the first character.
    pub column: usize,
    /// The line of the end.
    pub end_line: usize,
    /// The column of the end.
    pub end_column: usize,
    /// What stands beside the text in the report for people.
    pub label: String,
}

/// The id of a rule of this program.
fn known_rule<'de, D: Deserializer<'de>>(deserializer: D) -> Result<&'static str, D::Error> {
    let id = String::deserialize(deserializer)?;
    match rules::find(&id) {
        Ok(rule) => Ok(rule.id),
        Err(_) => Err(D::Error::custom(format!("there is no rule `{id}`"))),
    }
}

/// The findings that are not allowed, in the order of [`render`](super::render).
#[must_use]
pub fn findings(diagnostics: &Diagnostics, sources: &Sources, levels: &Levels) -> Vec<Finding> {
    let position = |(span, label): &(Span, String)| position(*span, label, sources);
    let shown = reported(diagnostics, levels).into_iter();
    shown
        .map(|(diagnostic, level)| Finding {
            rule: diagnostic.rule.id,
            level,
            message: diagnostic.message.clone(),
            place: diagnostic.place.as_ref().map(position),
            help: diagnostic.help.clone(),
            related: diagnostic.related.iter().map(position).collect(),
        })
        .collect()
}

fn position(span: Span, label: &str, sources: &Sources) -> Position {
    let (line, column) = sources.position(span);
    let (end_line, end_column) = sources.end_position(span);
    Position {
        file: sources.get(span.source).name.clone(),
        line,
        column,
        end_line,
        end_column,
        label: label.to_owned(),
    }
}
