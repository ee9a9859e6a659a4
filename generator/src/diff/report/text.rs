//! Turns facts into lines for a terminal: grouped by type, then by what belongs to it.

use std::fmt::Write;

use super::{Comparison, counts, groups, is_about_group, place};
use crate::diff::change::{Change, Kind, Side};

/// What the text shows beside the facts.
#[derive(Clone, Copy, Debug, Default)]
pub struct TextOptions {
    /// The file and line of each fact in both documents.
    pub positions: bool,
    /// Colours for a terminal.
    pub color: bool,
}

/// How long a value may be before it is cut: descriptions are sentences.
const LONGEST: usize = 60;

/// The report: one paragraph a type, with `+` for what was added, `-` for what was removed, `→` for what
/// has another name and `~` for every other change; then the counts.
#[must_use]
pub fn text(comparison: &Comparison<'_>, options: TextOptions) -> String {
    let mut text = String::new();
    for (group, changes) in groups(comparison.changes) {
        text.push_str(&format!("{}\n", paint(options, "1", group)));
        for judged in changes {
            text.push_str(&line(comparison, &judged.change, options));
        }
        text.push('\n');
    }
    let counts = counts(comparison.changes);
    let (old, new) = (comparison.old, comparison.new);
    let summary = if comparison.changes.is_empty() {
        format!("{old} → {new}: no difference\n")
    } else {
        format!(
            "{old} → {new}: {} added, {} removed, {} renamed, {} changed\n",
            counts.added, counts.removed, counts.renamed, counts.changed
        )
    };
    text + &summary
}

fn line(comparison: &Comparison<'_>, change: &Change, options: TextOptions) -> String {
    let (sign, colour) = match change.kind {
        Kind::Added | Kind::OverloadAdded => ("+", "32"),
        Kind::Removed | Kind::OverloadRemoved => ("-", "31"),
        Kind::Renamed => ("→", "36"),
        _ => ("~", "33"),
    };
    let mut line = format!("  {} {}", paint(options, colour, sign), name(change));
    describe(&mut line, change);
    if options.positions {
        let old = change.old.as_ref().and_then(|side| side.span);
        let new = change.new.as_ref().and_then(|side| side.span);
        let places = [
            place(comparison.old_sources, old),
            place(comparison.new_sources, new),
        ];
        let places: Vec<String> = places.into_iter().flatten().collect();
        if !places.is_empty() {
            let _ = write!(line, "  [{}]", places.join(" → "));
        }
    }
    line.push('\n');
    line
}

/// The element as seen from its group.
fn name(change: &Change) -> String {
    let side = change.side();
    if is_about_group(change) {
        return side.element.words().to_owned();
    }
    let is_one = !side.path.owner.starts_with("Collection(");
    let name = match &side.path.member {
        None => side.element.words().to_owned(),
        Some(member) if is_one => member.to_string(),
        Some(member) => format!("Collection/{member}"),
    };
    match change.kind {
        Kind::Added | Kind::Removed => format!("{} {name}", side.element.words()),
        Kind::OverloadAdded | Kind::OverloadRemoved => {
            format!("overload of {} {name}", side.element.words())
        }
        _ => name,
    }
}

/// What happened, after the name of the element.
fn describe(line: &mut String, change: &Change) {
    let value = |side: &Option<Side>| {
        let value = side.as_ref().and_then(|side| side.value.as_deref());
        value.map_or("none".to_owned(), shorten)
    };
    let (old, new) = (value(&change.old), value(&change.new));
    let _ = match change.kind {
        Kind::Added | Kind::Removed | Kind::OverloadAdded | Kind::OverloadRemoved => {
            match &change.side().value {
                Some(value) => write!(line, ": {}", shorten(value)),
                None => Ok(()),
            }
        }
        Kind::Renamed => {
            let _ = write!(line, ": {old} → {new}");
            match &change.evidence {
                Some(evidence) => write!(
                    line,
                    "  ({}: {})",
                    evidence.confidence,
                    evidence.reasons.join(", ")
                ),
                None => Ok(()),
            }
        }
        kind => {
            let subject = change.subject.as_deref().unwrap_or(kind.words());
            write!(line, ": {subject} {old} → {new}")
        }
    };
}

/// A value in one line.
fn shorten(value: &str) -> String {
    let mut words = value.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((at, _)) = words.char_indices().nth(LONGEST) {
        words.truncate(at);
        words.push('…');
    }
    words
}

fn paint(options: TextOptions, colour: &str, text: &str) -> String {
    if options.color {
        format!("\u{1b}[{colour}m{text}\u{1b}[0m")
    } else {
        text.to_owned()
    }
}
