//! Turns cells of the version matrix, and names, into the text of tables.

use crate::diff::Element;
use crate::diff::matrix::{Cell, Row};

/// That a version does not have an element.
pub(super) const ABSENT: &str = "–";

/// That a version has an element just as the newest one.
pub(super) const PRESENT: &str = "✓";

/// What is special about an element in one version: another name, another type, another place.
pub(super) enum Shown<'c> {
    Absent,
    Present,
    Special {
        name: Option<&'c str>,
        /// A verb, and the type, the number, or what it derives from.
        value: Option<(&'static str, &'c str)>,
        declared_by: Option<&'c str>,
    },
}

impl<'c> Shown<'c> {
    pub(super) fn of(row: &Row, cell: Option<&'c Cell>) -> Self {
        let Some(cell) = cell else {
            return Self::Absent;
        };
        let name = Some(&*cell.name).filter(|name| **name != *row.name);
        let nothing = Some("nothing").filter(|_| cell.value.is_none());
        let value = cell.value.as_deref().or(nothing);
        let value = value.filter(|_| !cell.is_same);
        let value = value.map(|value| (verb(row.element), value));
        match (name, value, cell.declared_by.as_deref()) {
            (None, None, None) => Self::Present,
            (name, value, declared_by) => Self::Special {
                name,
                value,
                declared_by,
            },
        }
    }

    /// The text, with each name as `code` writes it.
    pub(super) fn text(&self, code: impl Fn(&str) -> String) -> String {
        let (name, value, declared_by) = match self {
            Self::Absent => return ABSENT.to_owned(),
            Self::Present => return PRESENT.to_owned(),
            Self::Special {
                name,
                value,
                declared_by,
            } => (name, value, declared_by),
        };
        let mut parts: Vec<String> = Vec::new();
        parts.extend(name.map(&code));
        parts.extend(value.map(|(verb, value)| format!("{verb} {}", code(value))));
        parts.extend(declared_by.map(|owner| format!("in {}", code(owner))));
        parts.join(" ")
    }
}

/// What stands behind the name of an element: its type, what it gives back, or its number.
pub(super) fn value_of(row: &Row) -> Option<(&'static str, &str)> {
    let newest = row.cells.iter().rev().flatten().next();
    let value = newest.and_then(|cell| cell.value.as_deref())?;
    let sign = match row.element {
        Element::EnumMember => " = ",
        Element::Action | Element::Function => " → ",
        Element::EntityType | Element::ComplexType => " derives from ",
        _ => ": ",
    };
    Some((sign, value))
}

/// What a value says about an element.
fn verb(element: Element) -> &'static str {
    match element {
        Element::EntityType | Element::ComplexType => "derives from",
        Element::Action | Element::Function => "gives",
        _ => "is",
    }
}

/// Several of a sort of element, such as `entity types`.
pub(super) fn plural(element: Element) -> String {
    let words = element.words();
    match words.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None => format!("{words}s"),
    }
}

/// A name as Markdown code in the cell of a table.
pub(super) fn code(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.replace('|', "\\|");
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    match longest {
        0 => format!("{fence}{text}{fence}"),
        _ => format!("{fence} {text} {fence}"),
    }
}

/// A text as Markdown that means nothing but itself, in one line.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
    {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '&'
        ) {
            plain.push('\\');
        }
        plain.push(c);
    }
    plain
}

/// A row of a Markdown table.
pub(super) fn table_row(cells: impl IntoIterator<Item = String>) -> String {
    let cells: Vec<String> = cells.into_iter().collect();
    format!("| {} |\n", cells.join(" | "))
}

/// The head of a Markdown table.
pub(super) fn table_head(cells: impl IntoIterator<Item = String>) -> String {
    let cells: Vec<String> = cells.into_iter().collect();
    let rule = cells.iter().map(|_| "---".to_owned()).collect::<Vec<_>>();
    table_row(cells) + &table_row(rule)
}
