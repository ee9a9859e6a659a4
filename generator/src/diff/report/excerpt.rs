//! Turns facts into the lines of both documents that declare the element, with what differs in them.

use super::Comparison;
use super::place::Place;
use crate::diagnostics::{Sources, Span};
use crate::diff::change::{Change, Element, Kind};

/// Lines of a document that declare an element.
#[derive(Debug)]
pub(crate) struct Excerpt<'c> {
    /// Where the element begins.
    pub(crate) place: Place<'c>,
    /// The lines, without what all of them are indented by.
    pub(crate) lines: Vec<Line>,
    /// There is more of the element than these lines.
    pub(crate) goes_on: bool,
}

/// A line in three parts, of which the middle is what the other document does not have.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) before: String,
    pub(crate) differs: String,
    pub(crate) after: String,
}

/// The most lines of one element, and of one among many facts: pages are to stay small.
const LINES: usize = 12;
const LINES_OF_MANY: usize = 4;

/// How many facts are many.
const MANY: usize = 1_000;

/// The most characters of one line; real documents are one line of several megabytes.
const WIDTH: usize = 400;

/// How far the end of an element is looked for, in bytes.
const REACH: usize = 16 << 10;

/// The declarations of the element in the old and the new document.
pub(crate) fn excerpts<'c>(
    comparison: &Comparison<'c>,
    change: &Change,
) -> [Option<Excerpt<'c>>; 2] {
    let is_one_sided = matches!(change.kind, Kind::Added | Kind::Removed);
    let sides = [
        (&change.old, comparison.old_sources),
        (&change.new, comparison.new_sources),
    ];
    let most = match comparison.changes.len() {
        ..MANY => LINES,
        _ => LINES_OF_MANY,
    };
    let mut both = sides.map(|(side, sources)| {
        let side = side.as_ref()?;
        let only_tag = has_members(side.element) && !is_one_sided;
        Some(excerpt(sources, side.span?, only_tag, most))
    });
    if let [Some(old), Some(new)] = &mut both {
        mark(old, new);
    }
    both
}

/// Whether other elements are declared within; what happened to them are facts of their own.
fn has_members(element: Element) -> bool {
    matches!(
        element,
        Element::EntityType | Element::ComplexType | Element::EnumType | Element::EntityContainer
    )
}

fn excerpt(sources: &Sources, name: Span, only_tag: bool, most: usize) -> Excerpt<'_> {
    let text: &str = &sources.get(name.source).text;
    // a name stands in a start tag, and no value of an attribute holds a `<` (XML 1.0 §2.3)
    let start = text[..name.start as usize].rfind('<').unwrap_or(0);
    let tag = end_of_tag(&text[start..floor(text, start + REACH)]).map(|length| start + length);
    let end = match only_tag {
        true => tag,
        false => tag.and_then(|tag| end_of_element(text, start, tag)),
    };
    let goes_on = end.is_none_or(|end| only_tag && !text[..end].ends_with("/>"));
    let end = end.unwrap_or_else(|| floor(text, start + REACH));
    let declaration = &text[start..end];
    // the indentation of the first line stands before the tag
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let is_white = |c: &char| c.is_whitespace();
    let indent = text[line..start].chars().filter(is_white).count();
    let all = declaration.lines().enumerate();
    let lines: Vec<Line> = all
        .take(most)
        .map(|(at, line)| Line::new(line, if at == 0 { 0 } else { indent }))
        .collect();
    let first = Span {
        start: u32::try_from(start).unwrap_or(name.start),
        ..name
    };
    Excerpt {
        place: Place::of(sources, first),
        goes_on: goes_on || declaration.lines().count() > most,
        lines,
    }
}

impl Line {
    fn new(line: &str, indent: usize) -> Self {
        let white = line.chars().take_while(|c| c.is_whitespace()).count();
        let mut before: String = line.trim_end().chars().skip(white.min(indent)).collect();
        if let Some((at, _)) = before.char_indices().nth(WIDTH) {
            before.truncate(at);
            before.push('…');
        }
        Self {
            before: super::clean(&before.replace('\t', "  ")),
            ..Self::default()
        }
    }
}

/// Marks what differs: within lines where as many became as many, and whole lines where not.
fn mark(old: &mut Excerpt<'_>, new: &mut Excerpt<'_>) {
    let text = |excerpt: &Excerpt<'_>| -> Vec<String> {
        let lines = excerpt.lines.iter();
        lines.map(|line| line.before.clone()).collect()
    };
    let mut same = same_lines(&text(old), &text(new));
    same.push((old.lines.len(), new.lines.len()));
    let (mut at_old, mut at_new) = (0, 0);
    for (next_old, next_new) in same {
        let (before, after) = (
            &mut old.lines[at_old..next_old],
            &mut new.lines[at_new..next_new],
        );
        if before.len() == after.len() {
            for (old, new) in before.iter_mut().zip(after) {
                let (start, end) = common(&old.before, &new.before);
                old.split(start, end);
                new.split(start, end);
            }
        } else {
            for line in before.iter_mut().chain(after) {
                let white = line.before.len() - line.before.trim_start().len();
                line.split(white, 0);
            }
        }
        (at_old, at_new) = (next_old + 1, next_new + 1);
    }
}

/// The longest list of lines that both have in the same order, as places in both.
fn same_lines(old: &[String], new: &[String]) -> Vec<(usize, usize)> {
    // how long the list is from each place on; excerpts have few lines
    let mut lengths = vec![vec![0_usize; new.len() + 1]; old.len() + 1];
    for at in (0..old.len()).rev() {
        for there in (0..new.len()).rev() {
            lengths[at][there] = match old[at] == new[there] {
                true => lengths[at + 1][there + 1] + 1,
                false => lengths[at + 1][there].max(lengths[at][there + 1]),
            };
        }
    }
    let (mut at, mut there) = (0, 0);
    let mut same = Vec::new();
    while at < old.len() && there < new.len() {
        if old[at] == new[there] {
            same.push((at, there));
            (at, there) = (at + 1, there + 1);
        } else if lengths[at + 1][there] >= lengths[at][there + 1] {
            at += 1;
        } else {
            there += 1;
        }
    }
    same
}

impl Line {
    /// Takes apart a line that is still in one part, at so many bytes from its start and its end.
    fn split(&mut self, start: usize, end: usize) {
        let after = self.before.split_off(self.before.len() - end);
        self.differs = self.before.split_off(start);
        self.after = after;
    }
}

/// How many bytes two texts have in common at their start and at their end, in whole words.
fn common(old: &str, new: &str) -> (usize, usize) {
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    let same = |(a, b): &(char, char)| a == b;
    let mut start = 0;
    let mut length = 0;
    for (c, _) in old.chars().zip(new.chars()).take_while(same) {
        length += c.len_utf8();
        if !is_word(c) {
            start = length;
        }
    }
    let (rest_old, rest_new) = (&old[start..], &new[start..]);
    let mut end = 0;
    let mut length = 0;
    let pairs = rest_old.chars().rev().zip(rest_new.chars().rev());
    for (c, _) in pairs.take_while(same) {
        length += c.len_utf8();
        if !is_word(c) {
            end = length;
        }
    }
    (start, end)
}

/// Where the element ends whose start tag is given; none where that is far away.
fn end_of_element(text: &str, start: usize, tag_end: usize) -> Option<usize> {
    if text[..tag_end].ends_with("/>") {
        return Some(tag_end);
    }
    let reach = &text[..floor(text, start + REACH)];
    let mut depth = 1_usize;
    let mut at = tag_end;
    while depth > 0 {
        let tag = at + reach.get(at..)?.find('<')?;
        let rest = &reach[tag..];
        let passed = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")];
        let passed = passed.iter().find(|(open, _)| rest.starts_with(open));
        if let Some((_, close)) = passed {
            at = tag + rest.find(close)? + close.len();
            continue;
        }
        at = tag + end_of_tag(rest)?;
        if rest.starts_with("</") {
            depth -= 1;
        } else if !reach[..at].ends_with("/>") {
            depth += 1;
        }
    }
    Some(at)
}

/// The bytes of a tag up to its `>`, which may also stand within a value.
fn end_of_tag(tag: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in tag.char_indices() {
        match (quote, c) {
            (None, '>') => return Some(at + 1),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    None
}

/// The last border between characters that is not behind a place.
fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at)
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_an_element_is_found_behind_all_that_is_in_it() {
        let text = "<a><b x='>'/><!-- </a> --><c><![CDATA[</a>]]></c></a><d/>";
        let end = end_of_element(text, 0, 3);
        assert_eq!(end.map(|end| &text[..end]), text.strip_suffix("<d/>"));
        assert_eq!(end_of_element("<a/><b/>", 0, 4), Some(4));
        assert_eq!(end_of_element("<a><b>", 0, 3), None);
    }

    #[test]
    fn lines_are_told_from_those_that_stand_between() {
        let lines = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(
            same_lines(&lines("a b c"), &lines("a x b y c")),
            [(0, 0), (1, 2), (2, 4)]
        );
        assert_eq!(same_lines(&lines("a"), &lines("b")), []);
    }

    #[test]
    fn whole_words_differ() {
        let differs = |old: &str, new: &str| {
            let (start, end) = common(old, new);
            let middle = |text: &str| text[start..text.len() - end].to_owned();
            [middle(old), middle(new)]
        };
        assert_eq!(
            differs("Type=\"Edm.Int32\" X=\"\"", "Type=\"Edm.Int64\" X=\"\""),
            ["Edm.Int32", "Edm.Int64"]
        );
        assert_eq!(
            differs("a=\"\"", "a=\"\" b=\"\""),
            ["", " b=\"\""].map(str::to_owned)
        );
        assert_eq!(differs("ä", "ü"), ["ä", "ü"]);
    }
}
