//! Turns a comparison into one page that needs nothing else: no file, no server, and no script to be read.

use std::collections::BTreeMap;

use askama::Template;

use crate::diagnostics::Sources;
use crate::diff::report::{
    Comparison, Counts, Excerpt, Group, Levels, Values, counts, evidence, excerpts, groups,
    level_word, levels, milder, name, one_line, rules_of, sign, what,
};
use crate::diff::rules::Rule;
use crate::diff::{Fingerprint, Judged, Kind};

const STYLE: &str = include_str!("../../../../templates/changes.css");
const SCRIPT: &str = include_str!("../../../../templates/changes.js");

/// What the browser holds the style and the script against, so that it runs nothing that came in with the
/// metadata: SHA-256 in Base64. A test says what they have to be.
const STYLE_HASH: &str = "IrVgHcDPwh8rP+GIjrRiHWpEV+ttK7PDg8Y+X0BfH0w=";
const SCRIPT_HASH: &str = "i6qCBH/GWOingPDNoJ6xneUzP75zLfWidWcrvpnI0xc=";

/// How long a value may be before it is cut.
const LONGEST: usize = 400;

/// Up to so many facts all types are unfolded.
const FEW: usize = 60;

/// How many facts a page has before it holds only the first Rust items of each: JSON has them all.
const MANY: usize = 1_000;

/// How many Rust items of one side are shown before the rest is folded.
const ITEMS: usize = 6;

/// How many bytes both names may have in large letters.
const TITLE: usize = 40;

/// What a page shows beside the facts.
#[derive(Clone, Copy, Debug, Default)]
pub struct PageOptions<'o> {
    /// Tables above the facts, such as that of all versions.
    pub tables: &'o [Table],
}

/// A table of a page.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// The headings of the columns.
    pub head: Vec<String>,
    /// The rows; the first text of each is its heading.
    pub rows: Vec<Vec<String>>,
}

#[derive(Template)]
#[template(path = "changes.html")]
struct Page<'c> {
    old: &'c str,
    new: &'c str,
    style: &'static str,
    style_hash: &'static str,
    script: &'static str,
    script_hash: &'static str,
    tables: &'c [Table],
    tiles: Vec<Tile>,
    counts: Counts,
    files: Vec<(&'static str, &'c str)>,
    kinds: Vec<(&'static str, usize)>,
    total: usize,
    open: bool,
    /// The names are paths, which want smaller letters.
    long: bool,
    groups: Vec<Section<'c>>,
    rules: Vec<RuleRow>,
}

/// A level, with how many facts there are and what it means.
struct Tile {
    word: &'static str,
    number: usize,
    meaning: &'static str,
}

/// A type.
struct Section<'c> {
    name: &'c str,
    levels: Vec<(usize, &'static str)>,
    elements: Vec<Element<'c>>,
}

/// An element of a type with what happened to it, and its declarations.
struct Element<'c> {
    facts: Vec<Fact<'c>>,
    sides: Vec<Side<'c>>,
}

struct Side<'c> {
    word: &'static str,
    /// None where there is only one, which stands at the head of the page.
    file: Option<&'c str>,
    excerpt: Excerpt<'c>,
}

struct Fact<'c> {
    fingerprint: Fingerprint,
    /// The level that it is filtered by: `accepted`, whatever the level, where it was.
    filter: &'static str,
    level: &'static str,
    milder: Option<String>,
    kind: &'static str,
    sign: &'static str,
    name: String,
    what: Option<Values>,
    evidence: Option<Vec<Span>>,
    rule: &'static str,
    items: Vec<Items<'c>>,
    accepted: Option<String>,
}

/// The Rust items of one side: few of them at once, since whatever uses a type may be among them.
struct Items<'c> {
    shown: &'c [Box<str>],
    folded: &'c [Box<str>],
    /// How many more there are that the page does not hold.
    more: usize,
}

/// A part of a sentence, which may be code.
struct Span {
    code: bool,
    text: String,
}

struct RuleRow {
    id: &'static str,
    reason: Vec<Span>,
    help: Vec<Span>,
    wire: &'static str,
    rust: &'static str,
    number: usize,
}

/// The page: counts, tables, every fact with the declarations on both sides, and the rules.
///
/// All of it is in the text; the script only hides what a search or a filter leaves out. The page asks for
/// nothing, and its policy forbids whatever is not its own style and script. Few facts are unfolded from the
/// start, many are not.
#[must_use]
pub fn html(comparison: &Comparison<'_>, options: PageOptions<'_>) -> String {
    let total = comparison.changes.len();
    let sections = groups(comparison.changes).into_iter();
    super::super::print(&Page {
        old: comparison.old,
        new: comparison.new,
        style: STYLE,
        style_hash: STYLE_HASH,
        script: SCRIPT,
        script_hash: SCRIPT_HASH,
        tables: options.tables,
        tiles: tiles(levels(comparison.changes)),
        counts: counts(comparison.changes),
        files: files(comparison),
        kinds: kinds(comparison.changes),
        total,
        open: total <= FEW,
        long: comparison.old.len() + comparison.new.len() > TITLE,
        groups: sections.map(|group| section(comparison, &group)).collect(),
        rules: rules(comparison.changes),
    })
}

fn tiles(levels: Levels) -> Vec<Tile> {
    let meanings = [
        "what there was does not work any more",
        "what there was works for some",
        "what there was works as it did",
        "only what people read is different",
        "somebody has looked at it",
    ];
    let tiles = levels.list().into_iter().zip(meanings);
    tiles
        .filter(|((number, word), _)| *number > 0 || *word != "accepted")
        .map(|((number, word), meaning)| Tile {
            word,
            number,
            meaning,
        })
        .collect()
}

/// Every kind of fact there is, with how many there are.
fn kinds(changes: &[Judged]) -> Vec<(&'static str, usize)> {
    let mut kinds: BTreeMap<Kind, usize> = BTreeMap::new();
    for judged in changes {
        *kinds.entry(judged.change.kind).or_default() += 1;
    }
    let kinds = kinds.into_iter();
    kinds.map(|(kind, number)| (kind.words(), number)).collect()
}

impl<'c> Items<'c> {
    /// All of them, or just the first ones of a page that has many facts.
    fn of(items: &'c [Box<str>], are_many: bool) -> Self {
        let (shown, rest) = items.split_at(items.len().min(ITEMS));
        let (folded, more) = if are_many {
            (&[][..], rest.len())
        } else {
            (rest, 0)
        };
        Self {
            shown,
            folded,
            more,
        }
    }
}

fn rules(changes: &[Judged]) -> Vec<RuleRow> {
    let row = |rule: &'static Rule| RuleRow {
        id: rule.id,
        reason: spans(rule.reason),
        help: spans(rule.help),
        wire: level_word(rule.wire),
        rust: level_word(rule.rust),
        number: changes
            .iter()
            .filter(|judged| judged.rule.id == rule.id)
            .count(),
    };
    rules_of(changes).into_iter().map(row).collect()
}

/// A sentence with the code in it, which stands in backticks.
fn spans(text: &str) -> Vec<Span> {
    let parts = text.split('`').zip([false, true].into_iter().cycle());
    let spans = parts.map(|(text, code)| Span {
        code,
        text: text.to_owned(),
    });
    spans.collect()
}

fn section<'c>(comparison: &Comparison<'c>, group: &Group<'c>) -> Section<'c> {
    let levels = group.levels().list().into_iter();
    let elements = group.elements().into_iter();
    Section {
        name: group.name,
        levels: levels.filter(|(number, _)| *number > 0).collect(),
        elements: elements
            .map(|changes| element(comparison, &changes))
            .collect(),
    }
}

fn element<'c>(comparison: &Comparison<'c>, changes: &[&'c Judged]) -> Element<'c> {
    // all of them are about one element, so that each of them has both declarations
    let first = changes.first().map(|judged| &judged.change);
    let [old, new] = first.map_or([None, None], |change| excerpts(comparison, change));
    let sides = [
        ("old", old, comparison.old_sources),
        ("new", new, comparison.new_sources),
    ];
    Element {
        facts: changes
            .iter()
            .map(|judged| fact(judged, comparison.changes.len() > MANY))
            .collect(),
        sides: sides
            .into_iter()
            .filter_map(|(word, excerpt, sources)| {
                let excerpt = excerpt?;
                let is_only = only_file(sources).is_some();
                let file = (!is_only).then_some(excerpt.place.file);
                Some(Side {
                    word,
                    file,
                    excerpt,
                })
            })
            .collect(),
    }
}

/// The files of both models, where they are not what the models are called.
fn files<'c>(comparison: &Comparison<'c>) -> Vec<(&'static str, &'c str)> {
    let sides = [
        ("old", comparison.old, comparison.old_sources),
        ("new", comparison.new, comparison.new_sources),
    ];
    let files = sides.into_iter().filter_map(|(word, name, sources)| {
        let file = only_file(sources)?;
        (file != name).then_some((word, file))
    });
    files.collect()
}

/// The file of a model that is made of no other.
fn only_file(sources: &Sources) -> Option<&str> {
    let mut files = sources.iter();
    match (files.next(), files.next()) {
        (Some((_, file)), None) => Some(&file.name),
        _ => None,
    }
}

fn fact(judged: &Judged, are_many: bool) -> Fact<'_> {
    let Judged { change, rule, .. } = judged;
    let level = level_word(judged.level());
    Fact {
        fingerprint: judged.fingerprint,
        filter: judged.accepted.as_ref().map_or(level, |_| "accepted"),
        level,
        milder: milder(rule),
        kind: change.kind.words(),
        sign: sign(change.kind),
        name: name(change),
        what: what(change, LONGEST),
        evidence: evidence(change).map(|text| spans(&text)),
        rule: rule.id,
        items: [&judged.items.old, &judged.items.new]
            .into_iter()
            .filter(|items| !items.is_empty())
            .map(|items| Items::of(items, are_many))
            .collect(),
        accepted: judged.accepted.as_deref().map(one_line),
    }
}
