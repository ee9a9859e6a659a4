//! Turns facts into commands that a GitHub workflow shows as annotations of the changed lines.

use std::cmp::Reverse;

use super::levels::{levels, milder};
use super::{Comparison, counts, found_at, list, one_line, sentence};
use crate::diff::review::Judged;
use crate::diff::rules::Level;

/// How many Rust items stand in a message; GitHub cuts long ones.
const ITEMS: usize = 10;

/// One line a fact, the worst first, because GitHub shows only so many of each sort; the last line has
/// the counts.
///
/// What is breaking is an error, what is risky a warning, and everything else, with what was accepted, a
/// notice. A fact stands in the new document, or in the old one where the element was removed.
#[must_use]
pub fn github(comparison: &Comparison<'_>) -> String {
    let mut changes: Vec<&Judged> = comparison.changes.iter().collect();
    changes.sort_by_key(|judged| Reverse(severity(judged)));
    let mut text: String = changes
        .into_iter()
        .map(|judged| annotation(comparison, judged))
        .collect();
    let (old, new) = (comparison.old, comparison.new);
    let summary = match comparison.changes {
        [] => format!("{old} → {new}: no difference"),
        changes => format!("{old} → {new}: {}; {}", levels(changes), counts(changes)),
    };
    text.push_str(&command("notice", &[], &summary));
    text
}

/// What counts of a fact; what was accepted is worth a notice.
fn severity(judged: &Judged) -> Level {
    match judged.accepted {
        Some(_) => Level::Docs,
        None => judged.level(),
    }
}

fn annotation(comparison: &Comparison<'_>, judged: &Judged) -> String {
    let name = match severity(judged) {
        Level::Breaking => "error",
        Level::Risky => "warning",
        Level::Additive | Level::Docs => "notice",
    };
    let rule = judged.rule;
    let mut properties: Vec<(&str, String)> = Vec::new();
    if let Some(place) = found_at(comparison, &judged.change) {
        properties.push(("file", place.file.to_owned()));
        properties.push(("line", place.line.to_string()));
        properties.push(("endLine", place.end_line.to_string()));
        // a range of columns within one line is all that GitHub takes
        if place.line == place.end_line {
            properties.push(("col", place.column.to_string()));
            properties.push(("endColumn", place.end_column.to_string()));
        }
    }
    properties.push(("title", rule.id.to_owned()));
    let mut lines = vec![sentence(&judged.change, usize::MAX)];
    let milder = milder(rule).map_or_else(String::new, |milder| format!(" ({milder})"));
    lines.push(format!("{}{milder}", rule.reason));
    lines.push(format!("help: {}", rule.help));
    let items = &judged.items;
    for (word, items) in [("Rust before", &items.old), ("Rust after", &items.new)] {
        if !items.is_empty() {
            lines.push(format!("{word}: {}", list(items, ITEMS)));
        }
    }
    if let Some(reason) = &judged.accepted {
        lines.push(format!("accepted: {}", one_line(reason)));
    }
    command(name, &properties, &lines.join("\n"))
}

/// A workflow command. A line break within it, or a comma in a property, would end it.
fn command(name: &str, properties: &[(&str, String)], message: &str) -> String {
    let escape = |text: &str| {
        let text = text.replace('%', "%25");
        text.replace('\r', "%0D").replace('\n', "%0A")
    };
    let property = |(key, value): &(&str, String)| {
        let value = escape(value).replace(':', "%3A").replace(',', "%2C");
        format!("{key}={value}")
    };
    let properties: Vec<String> = properties.iter().map(property).collect();
    let gap = if properties.is_empty() { "" } else { " " };
    format!(
        "::{name}{gap}{}::{}\n",
        properties.join(","),
        escape(message)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_command_ends_it() {
        let properties = [("file", "a,b:c%\n.xml".to_owned())];
        assert_eq!(
            command("error", &properties, "50 %\r\n::error::injected"),
            "::error file=a%2Cb%3Ac%25%0A.xml::50 %25%0D%0A::error::injected\n"
        );
    }
}
