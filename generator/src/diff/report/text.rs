//! Turns facts into lines for a terminal: grouped by type, the worst first.

use std::fmt::Write;

use super::groups::{Group, groups};
use super::levels::{Levels, levels, milder, word};
use super::place::places;
use super::{Comparison, clean, counts, evidence, list, name, one_line, sign, what};
use crate::diff::review::{Judged, TouchedItems};
use crate::diff::rules::Level;

/// What the text shows beside the facts.
#[derive(Clone, Copy, Debug, Default)]
pub struct TextOptions {
    /// The file and line of each fact in both documents.
    pub positions: bool,
    /// Colours for a terminal.
    pub color: bool,
    /// How much of it is shown.
    pub detail: Detail,
}

/// How much of a long report is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Detail {
    /// Every fact, unless there are more than two hundred: then those below [`Level::Risky`] are counted
    /// and the text says so.
    #[default]
    Automatic,
    /// Every fact.
    All,
    /// One line a type, with how many facts there are of each level.
    Summary,
}

/// How long a value may be before it is cut: descriptions are sentences.
const LONGEST: usize = 60;

/// How many facts are shown one by one, unless all are asked for.
const MANY: usize = 200;

/// How many Rust items stand beside a fact, unless all are asked for.
const ITEMS: usize = 3;

/// The report: one paragraph a type, with the level of each fact, `+` for what was added, `-` for what was
/// removed, `→` for what has another name and `~` for every other change, and the rule; then the counts.
#[must_use]
pub fn text(comparison: &Comparison<'_>, options: TextOptions) -> String {
    let counts = counts(comparison.changes);
    let (old, new) = (comparison.old, comparison.new);
    if comparison.changes.is_empty() {
        return format!("{old} → {new}: no difference\n");
    }
    let groups = groups(comparison.changes);
    let mut text = match options.detail {
        Detail::Summary => summary(&groups, options),
        Detail::Automatic if comparison.changes.len() > MANY => {
            collapsed(comparison, &groups, options)
        }
        Detail::Automatic | Detail::All => {
            let paragraphs = groups
                .iter()
                .map(|group| paragraph(comparison, group, options, Level::Docs));
            paragraphs.collect()
        }
    };
    let _ = writeln!(
        text,
        "{}",
        painted(levels(comparison.changes), options, true)
    );
    let _ = writeln!(text, "{old} → {new}: {counts}");
    text
}

/// One line a type.
fn summary(groups: &[Group<'_>], options: TextOptions) -> String {
    let lines = groups.iter().map(|group| heading(group, options));
    lines.chain(["\n".to_owned()]).collect()
}

fn heading(group: &Group<'_>, options: TextOptions) -> String {
    let name = paint(options, "1", &clean(group.name));
    format!("{name}  {}\n", painted(group.levels(), options, false))
}

/// What is risky or breaking, and how much else there is.
fn collapsed(comparison: &Comparison<'_>, groups: &[Group<'_>], options: TextOptions) -> String {
    let is_bad = |group: &&Group<'_>| group.worst() >= Some(Level::Risky);
    let bad = groups.iter().filter(is_bad);
    let mut text: String = bad
        .map(|group| paragraph(comparison, group, options, Level::Risky))
        .collect();
    let rest: Vec<&Group<'_>> = groups.iter().filter(|group| !is_bad(group)).collect();
    let hidden = comparison
        .changes
        .iter()
        .filter(|judged| !is_shown(judged, Level::Risky));
    let hidden = levels(hidden);
    if !rest.is_empty() {
        let changes = rest.iter().flat_map(|group| group.changes.iter().copied());
        let (plural, number) = (if rest.len() == 1 { "" } else { "s" }, rest.len());
        let _ = writeln!(
            text,
            "{number} more group{plural} with nothing worse: {}\n",
            levels(changes)
        );
    }
    if hidden.total() > 0 {
        let _ = writeln!(
            text,
            "not shown one by one: {hidden}; `--all` shows them, `--summary` counts them by type\n"
        );
    }
    text
}

/// Whether a fact is shown where only those from a level on are; what was accepted is no news.
fn is_shown(judged: &Judged, least: Level) -> bool {
    least == Level::Docs || (judged.accepted.is_none() && judged.level() >= least)
}

/// A type and its facts from one level on, with how many others there are.
fn paragraph(
    comparison: &Comparison<'_>,
    group: &Group<'_>,
    options: TextOptions,
    least: Level,
) -> String {
    let mut text = heading(group, options);
    let (shown, hidden): (Vec<&Judged>, Vec<&Judged>) = group
        .changes
        .iter()
        .partition(|judged| is_shown(judged, least));
    for judged in shown {
        text.push_str(&fact(comparison, judged, options));
    }
    if !hidden.is_empty() {
        let _ = writeln!(text, "  …         {}", levels(hidden));
    }
    text.push('\n');
    text
}

fn fact(comparison: &Comparison<'_>, judged: &Judged, options: TextOptions) -> String {
    let change = &judged.change;
    let colour = match sign(change.kind) {
        "+" => "32",
        "-" => "31",
        "→" => "36",
        _ => "33",
    };
    let level = word(judged.level());
    let gap = " ".repeat(10_usize.saturating_sub(level.len()));
    let mut line = format!(
        "  {}{gap}{} {}",
        paint(options, level_colour(judged), level),
        paint(options, colour, sign(change.kind)),
        name(change)
    );
    if let Some(what) = what(change, LONGEST) {
        let _ = write!(line, ": {what}");
    }
    if let Some(evidence) = evidence(change) {
        let _ = write!(line, "  ({evidence})");
    }
    let rule = match milder(judged.rule) {
        Some(milder) => format!("[{}, {milder}]", judged.rule.id),
        None => format!("[{}]", judged.rule.id),
    };
    let _ = write!(line, "  {}", paint(options, "2", &rule));
    if options.positions {
        let places = places(comparison, change).into_iter().flatten();
        let places: Vec<String> = places.map(|place| place.to_string()).collect();
        if !places.is_empty() {
            let _ = write!(line, "  [{}]", places.join(" → "));
        }
    }
    line.push('\n');
    // where only what people read is different, no code has to be looked at
    let rust = items(&judged.items, options);
    let rust = rust.filter(|_| judged.level() > Level::Docs || options.detail == Detail::All);
    let notes = [
        judged
            .accepted
            .as_ref()
            .map(|reason| format!("accepted: {}", one_line(reason))),
        rust.map(|items| format!("Rust: {items}")),
    ];
    for note in notes.into_iter().flatten() {
        let _ = writeln!(line, "            {}", paint(options, "2", &note));
    }
    line
}

/// The Rust items that a fact touches: those before, an arrow, those after.
fn items(items: &TouchedItems, options: TextOptions) -> Option<String> {
    let most = match options.detail {
        Detail::All => usize::MAX,
        _ => ITEMS,
    };
    let list = |items: &[Box<str>]| list(items, most);
    match (&items.old[..], &items.new[..]) {
        ([], []) => None,
        (old, []) => Some(list(old)),
        ([], new) => Some(list(new)),
        (old, new) if old == new => Some(list(new)),
        (old, new) => Some(format!("{} → {}", list(old), list(new))),
    }
}

fn level_colour(judged: &Judged) -> &'static str {
    if judged.accepted.is_some() {
        return "2";
    }
    match judged.level() {
        Level::Breaking => "1;31",
        Level::Risky => "33",
        Level::Additive => "32",
        Level::Docs => "2",
    }
}

/// Numbers by level, in the colours of the levels; `all` names also what there is none of.
fn painted(levels: Levels, options: TextOptions, all: bool) -> String {
    let colours = ["1;31", "33", "32", "2", "2"];
    let parts = levels.list().into_iter().zip(colours);
    let some = parts.filter(|((number, word), _)| *number > 0 || (all && *word != "accepted"));
    let texts = some.map(|((number, word), colour)| {
        let text = format!("{number} {word}");
        match number {
            0 => text,
            _ => paint(options, colour, &text),
        }
    });
    texts.collect::<Vec<String>>().join(", ")
}

fn paint(options: TextOptions, colour: &str, text: &str) -> String {
    if options.color {
        format!("\u{1b}[{colour}m{text}\u{1b}[0m")
    } else {
        text.to_owned()
    }
}
