//! Turns a comparison into Markdown for a pull request: the worst first, and no longer than a comment may be.

use askama::Template;

use crate::diff::Judged;
use crate::diff::report::{
    Comparison, Counts, Values, clean, counts, evidence, groups, level_word, levels, name,
    rules_of, sign, what,
};
use crate::diff::rules::{Level, Rule};

/// The most characters of a comment on GitHub.
pub const COMMENT: usize = 65_536;

/// How long a value may be before it is cut.
const LONGEST: usize = 120;

/// How many Rust items stand beside a fact.
const ITEMS: usize = 3;

/// What the frame of the report needs beside the facts: headings, notes, ends of sections.
const FRAME: usize = 2_000;

#[derive(Template)]
#[template(path = "changes.markdown")]
struct Report<'c> {
    old: &'c str,
    new: &'c str,
    counts: Counts,
    /// The modules that all Rust items are in, where there are such.
    modules: Vec<String>,
    rows: Vec<(usize, &'static str)>,
    sections: Vec<Section<'c>>,
    /// None where there is no room for them.
    rules: Option<Vec<RuleRow>>,
    /// How many facts there was no room for.
    missing: usize,
}

/// A rule with what it says about requests and about Rust.
struct RuleRow {
    id: &'static str,
    reason: String,
    help: String,
    wire: &'static str,
    rust: &'static str,
}

/// The facts of one level.
struct Section<'c> {
    title: &'static str,
    /// How many facts there are, those without room among them.
    total: usize,
    /// The worst ones are not folded.
    open: bool,
    groups: Vec<Paragraph<'c>>,
}

/// A type with its facts, each a line that is escaped already.
struct Paragraph<'c> {
    name: &'c str,
    lines: Vec<String>,
}

#[derive(Template)]
#[template(path = "change.markdown")]
struct Line<'c> {
    sign: &'static str,
    name: String,
    what: Option<Values>,
    evidence: Option<String>,
    rule: &'static Rule,
    old: Items,
    new: Items,
    accepted: Option<&'c str>,
}

/// Rust items, and how many there are beside them.
struct Items {
    shown: Vec<String>,
    more: usize,
}

/// A summary, then the facts by level and type: what is breaking is open, everything else is folded.
///
/// `limit` is the most bytes of the text, [`COMMENT`] for a comment on GitHub. What has no room is counted,
/// and the report says how to get all of it.
#[must_use]
pub fn markdown(comparison: &Comparison<'_>, limit: Option<usize>) -> String {
    let levels = levels(comparison.changes);
    let modules = modules(comparison.changes);
    let mut room = limit.map_or(usize::MAX, |limit| limit.saturating_sub(FRAME));
    let titles = ["Breaking", "Risky", "Additive", "Documentation", "Accepted"];
    let mut sections = Vec::new();
    for (at, ((total, _), title)) in levels.list().into_iter().zip(titles).enumerate() {
        if total > 0 {
            sections.push(Section {
                title,
                total,
                open: at == 0,
                groups: paragraphs(comparison, at, &modules, &mut room),
            });
        }
    }
    let groups = sections.iter().flat_map(|section| &section.groups);
    let shown: usize = groups.map(|group| group.lines.len()).sum();
    let missing = comparison.changes.len() - shown;
    let rules = rules_of(comparison.changes);
    let length = |rule: &&Rule| 20 + 2 * (rule.id.len() + rule.reason.len() + rule.help.len());
    let has_room = rules.iter().map(length).sum::<usize>() < room;
    super::super::print(&Report {
        old: comparison.old,
        new: comparison.new,
        counts: counts(comparison.changes),
        modules: named(modules),
        rows: levels.list().to_vec(),
        sections,
        rules: has_room.then(|| rules.into_iter().map(RuleRow::of).collect()),
        missing,
    })
}

impl RuleRow {
    fn of(rule: &'static Rule) -> Self {
        // our own words, whose code spans stay; a bar would end the cell all the same
        let cell = |text: &str| text.replace('|', "\\|");
        Self {
            id: rule.id,
            reason: cell(rule.reason),
            help: cell(rule.help),
            wire: level_word(rule.wire),
            rust: level_word(rule.rust),
        }
    }
}

/// The types with facts of the level that stands at this place of the list, as far as there is room.
fn paragraphs<'c>(
    comparison: &Comparison<'c>,
    level: usize,
    modules: &[&str; 2],
    room: &mut usize,
) -> Vec<Paragraph<'c>> {
    let mut paragraphs = Vec::new();
    for group in groups(comparison.changes) {
        let of_level = group
            .changes
            .iter()
            .filter(|judged| section(judged) == level);
        // every character of the name may need up to five
        let heading = 20 + 5 * group.name.len();
        let mut lines = Vec::new();
        for judged in of_level {
            let line = line(judged, modules);
            let needed = line.len() + 1 + if lines.is_empty() { heading } else { 0 };
            if needed > *room {
                // what is milder would fit, but would leave out what is worse
                *room = 0;
                break;
            }
            *room -= needed;
            lines.push(line);
        }
        if !lines.is_empty() {
            let name = group.name;
            paragraphs.push(Paragraph { name, lines });
        }
    }
    paragraphs
}

/// The module that all items of each side are in, with what separates it from them; empty where there is none.
fn modules(changes: &[Judged]) -> [&str; 2] {
    let old = changes.iter().flat_map(|judged| &judged.items.old);
    let new = changes.iter().flat_map(|judged| &judged.items.new);
    let parent = |path: &'_ str| path.rfind("::").map_or(0, |at| at + 2);
    [old.collect::<Vec<_>>(), new.collect()].map(|items| {
        let mut items = items.into_iter().map(|item| &**item);
        let Some(first) = items.next() else {
            return "";
        };
        items.fold(&first[..parent(first)], |mut common, item| {
            while !item.starts_with(common) {
                common = &common[..parent(&common[..common.len() - 2])];
            }
            common
        })
    })
}

/// The modules as people read of them, each once.
fn named(modules: [&str; 2]) -> Vec<String> {
    let mut modules = Vec::from(modules);
    modules.retain(|module| !module.is_empty());
    modules.dedup();
    modules.into_iter().map(code).collect()
}

/// A Rust path as code. Nothing in it means anything to Markdown but what would end it.
fn code(path: &str) -> String {
    let path = clean(path.trim_end_matches("::")).replace('`', "'");
    format!("`{path}`")
}

/// The place of the section that a fact belongs to.
fn section(judged: &Judged) -> usize {
    match (&judged.accepted, judged.level()) {
        (Some(_), _) => 4,
        (None, Level::Breaking) => 0,
        (None, Level::Risky) => 1,
        (None, Level::Additive) => 2,
        (None, Level::Docs) => 3,
    }
}

fn line(judged: &Judged, [old, new]: &[&str; 2]) -> String {
    let change = &judged.change;
    // where only what people read is different, no code has to be looked at
    let is_code = judged.level() > Level::Docs;
    let items = |items: &[Box<str>], module: &str| {
        let items = if is_code { items } else { &[] };
        let below = |item: &str| code(item.strip_prefix(module).unwrap_or(item));
        Items {
            shown: items.iter().take(ITEMS).map(|item| below(item)).collect(),
            more: items.len().saturating_sub(ITEMS),
        }
    };
    let text = super::super::print(&Line {
        sign: sign(change.kind),
        name: name(change),
        what: what(change, LONGEST),
        evidence: evidence(change),
        rule: judged.rule,
        old: items(&judged.items.old, old),
        new: items(&judged.items.new, new),
        accepted: judged.accepted.as_deref(),
    });
    text.trim_end().to_owned()
}
