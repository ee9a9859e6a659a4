//! Turns a fact into the words that every report uses for it.

use std::fmt::{self, Write};

use super::groups::is_about_group;
use crate::diff::change::{Change, Kind, Side};

/// What a fact is marked with: `+` added, `-` removed, `→` another name, `~` every other change.
pub(crate) fn sign(kind: Kind) -> &'static str {
    match kind {
        Kind::Added | Kind::OverloadAdded => "+",
        Kind::Removed | Kind::OverloadRemoved => "-",
        Kind::Renamed => "→",
        _ => "~",
    }
}

/// The element as seen from its group.
pub(crate) fn name(change: &Change) -> String {
    let side = change.side();
    if is_about_group(change) {
        return side.element.words().to_owned();
    }
    let is_one = !side.path.owner.starts_with("Collection(");
    let name = match &side.path.member {
        None => side.element.words().to_owned(),
        Some(member) if is_one => clean(member),
        Some(member) => format!("Collection/{}", clean(member)),
    };
    match change.kind {
        Kind::Added | Kind::Removed => format!("{} {name}", side.element.words()),
        Kind::OverloadAdded | Kind::OverloadRemoved => {
            format!("overload of {} {name}", side.element.words())
        }
        _ => name,
    }
}

/// What a fact says about the values on both sides.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Values {
    /// What was added or removed is made of this.
    One(String),
    /// One became the other, with what they are values of; an element that has another name has them alone.
    Two(Option<String>, [String; 2]),
}

impl fmt::Display for Values {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(value) => f.write_str(value),
            Self::Two(None, [old, new]) => write!(f, "{old} → {new}"),
            Self::Two(Some(subject), [old, new]) => write!(f, "{subject} {old} → {new}"),
        }
    }
}

/// The values on both sides, none of them longer than `longest` characters.
pub(crate) fn what(change: &Change, longest: usize) -> Option<Values> {
    let value = |side: &Option<Side>| {
        let value = side.as_ref().and_then(|side| side.value.as_deref());
        value.map_or("none".to_owned(), |value| shorten(value, longest))
    };
    let both = || [value(&change.old), value(&change.new)];
    match change.kind {
        Kind::Added | Kind::Removed | Kind::OverloadAdded | Kind::OverloadRemoved => {
            let value = change.side().value.as_deref();
            value.map(|value| Values::One(shorten(value, longest)))
        }
        Kind::Renamed => Some(Values::Two(None, both())),
        kind => {
            let subject = change.subject.as_deref().unwrap_or(kind.words());
            let values = apart(change.values(), longest).unwrap_or_else(both);
            Some(Values::Two(Some(clean(subject)), values))
        }
    }
}

/// Where a value would be cut: what tells the two apart, with how much of both is left out for it.
fn apart((old, new): (Option<&str>, Option<&str>), longest: usize) -> Option<[String; 2]> {
    let (old, new) = (old?, new?);
    if [old, new]
        .iter()
        .all(|value| value.chars().count() <= longest)
    {
        return None;
    }
    let values = lists(old, new).or_else(|| ends(old, new))?;
    Some(values.map(|value| shorten(&value, longest)))
}

/// Two lists without what is in both.
fn lists(old: &str, new: &str) -> Option<[String; 2]> {
    let is_list = |items: &[&str]| items.len() > 1 && items.iter().all(|item| !item.contains(' '));
    let [old, new] = [old, new].map(|list| list.split(", ").collect::<Vec<_>>());
    let in_both = old.iter().filter(|item| new.contains(item)).count();
    if in_both == 0 || !is_list(&old) || !is_list(&new) {
        return None;
    }
    let own = |items: &[&str], others: &[&str]| {
        let own = items.iter().copied().filter(|item| !others.contains(item));
        let own = own.collect::<Vec<_>>().join(", ");
        match own.is_empty() {
            true => format!("{in_both} in both"),
            false => format!("{own} and {in_both} in both"),
        }
    };
    Some([own(&old, &new), own(&new, &old)])
}

/// Two sentences from shortly before the first word that is another one.
fn ends(old: &str, new: &str) -> Option<[String; 2]> {
    let words = |text: &'_ str| {
        text.split_whitespace()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let (old, new) = (words(old), words(new));
    let same = old.iter().zip(&new).take_while(|(old, new)| old == new);
    let from = same.count().checked_sub(LEAD).filter(|&from| from > 0)?;
    Some([old, new].map(|words| format!("… {}", words[from..].join(" "))))
}

/// How many words before a difference are shown, where the beginning is left out.
const LEAD: usize = 3;

/// Why two names are taken for one element, with how sure that is.
pub(crate) fn evidence(change: &Change) -> Option<String> {
    let evidence = change.evidence.as_ref()?;
    let reasons = clean(&evidence.reasons.join(", "));
    Some(format!("{}: {reasons}", evidence.confidence))
}

/// Rust items in one line: so many of them, and how many more there are.
pub(crate) fn list(items: &[Box<str>], most: usize) -> String {
    let shown: Vec<String> = items.iter().take(most).map(|item| clean(item)).collect();
    match items.len().saturating_sub(most) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// The fact as a sentence that stands by itself.
pub(crate) fn sentence(change: &Change, longest: usize) -> String {
    let side = change.side();
    let (word, path) = (side.element.words(), clean(&side.path.to_string()));
    let what = what(change, longest);
    let verb = match change.kind {
        Kind::Added => "added",
        Kind::Removed => "removed",
        Kind::OverloadAdded => "overload added",
        Kind::OverloadRemoved => "overload removed",
        Kind::Renamed => "renamed",
        _ => "",
    };
    let mut text = format!("{word} `{path}`");
    if !verb.is_empty() {
        let _ = write!(text, " {verb}");
    }
    if let Some(what) = what {
        let _ = write!(text, ": {what}");
    }
    text
}

/// A text in one line.
pub(crate) fn one_line(text: &str) -> String {
    shorten(text, usize::MAX)
}

/// A value in one line that is not longer than so many characters.
fn shorten(value: &str, longest: usize) -> String {
    let mut words = value.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((at, _)) = words.char_indices().nth(longest) {
        words.truncate(at);
        words.push('…');
    }
    clean(&words)
}

/// A text without characters that steer terminals or turn around the order of others.
pub(crate) fn clean(text: &str) -> String {
    let steers =
        |c: char| c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    text.replace(steers, "\u{FFFD}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_that_are_left_out_are_counted() {
        let items = ["a", "b", "c"].map(Box::from);
        assert_eq!(list(&items, 3), "a, b, c");
        assert_eq!(list(&items, 2), "a, b and 1 more");
    }

    #[test]
    fn long_values_are_told_apart() {
        let values = |old, new| apart((Some(old), Some(new)), 30);
        assert_eq!(
            values(
                "One, Two, Three, Four, Five, Six",
                "One, Two, Three, Seven, Five, Six"
            ),
            Some([
                "Four and 5 in both".to_owned(),
                "Seven and 5 in both".to_owned()
            ])
        );
        assert_eq!(
            values(
                "One, Two, Three, Four, Five, Six",
                "One, Two, Three, Four, Five"
            ),
            Some(["Six and 5 in both".to_owned(), "5 in both".to_owned()])
        );
        assert_eq!(
            values(
                "All that was sent to it by mail.",
                "All that was sent to it by post or mail."
            ),
            Some([
                "… to it by mail.".to_owned(),
                "… to it by post or mail.".to_owned()
            ])
        );
        assert_eq!(values("short", "also short"), None);
        assert_eq!(
            values("Something that is quite long and more", "Other"),
            None
        );
    }

    #[test]
    fn values_are_one_line_and_steer_nothing() {
        assert_eq!(shorten(" one\n\ttwo ", 9), "one two");
        assert_eq!(shorten("äöü", 2), "äö…");
        assert_eq!(
            shorten("a\u{1b}[31mb\u{202e}c", 9),
            "a\u{FFFD}[31mb\u{FFFD}c"
        );
    }
}
