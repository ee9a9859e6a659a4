//! Filters, selections and orders into query options, of a request or of an expanded property.

use super::write::grouped;
use super::{Argument, Binding, Expansion, Selection, Sorting};
use crate::request::Query;

/// Adds a condition: all that were given must be true.
pub(crate) fn filter<Owner>(options: &mut Vec<Query>, condition: impl Argument<Owner, bool>) {
    let text = option(options, "$filter");
    if text.is_empty() {
        condition.write(text);
        return;
    }
    if has_or(text) {
        text.insert(0, '(');
        text.push(')');
    }
    text.push_str(" and ");
    grouped(text, Binding::And, |text| condition.write(text));
}

/// Adds properties to select.
pub(crate) fn select<Owner>(options: &mut Vec<Query>, properties: impl Selection<Owner>) {
    properties.add_to(option(options, "$select"));
}

/// Adds navigation properties to expand.
pub(crate) fn expand<Owner>(options: &mut Vec<Query>, properties: impl Expansion<Owner>) {
    properties.add_to(option(options, "$expand"));
}

/// Adds what to sort by next.
pub(crate) fn order_by<Owner>(options: &mut Vec<Query>, order: impl Sorting<Owner>) {
    order.add_to(option(options, "$orderby"));
}

/// Sets an option to this value, whatever it was before.
pub(crate) fn set(options: &mut Vec<Query>, name: &'static str, value: impl Into<String>) {
    options.retain(|(known, _)| *known != name);
    options.push((name.into(), value.into()));
}

fn option<'a>(options: &'a mut Vec<Query>, name: &'static str) -> &'a mut String {
    let known = options.iter().position(|(known, _)| *known == name);
    let index = known.unwrap_or_else(|| {
        options.push((name.into(), String::new()));
        options.len() - 1
    });
    &mut options[index].1
}

/// Whether the text would be another one with `and` after it. It may have been written by hand,
/// so nothing is known of it.
fn has_or(text: &str) -> bool {
    let mut outside = Outside::default();
    let mut word = String::new();
    for c in text.chars().chain([' ']) {
        if outside.is_outside(c) && c.is_alphanumeric() {
            word.push(c);
        } else if word.eq_ignore_ascii_case("or") {
            return true;
        } else {
            word.clear();
        }
    }
    false
}

/// Tells what is outside of strings and parentheses.
#[derive(Default)]
pub(super) struct Outside {
    /// What ends the string: a single quote, or a double one in JSON and in a search.
    quote: Option<char>,
    /// Whether a backslash of JSON stands before the next character.
    escaped: bool,
    depth: usize,
}

impl Outside {
    /// Whether this character, which follows those before, is outside.
    pub(super) fn is_outside(&mut self, c: char) -> bool {
        if std::mem::take(&mut self.escaped) {
            return false;
        }
        match (self.quote, c) {
            (Some('"'), '\\') => self.escaped = true,
            (Some(quote), _) => self.quote = Some(quote).filter(|quote| *quote != c),
            (None, '\'' | '"') => self.quote = Some(c),
            (None, '(') => self.depth += 1,
            (None, ')') => self.depth = self.depth.saturating_sub(1),
            (None, _) => return self.depth == 0,
        }
        false
    }
}
