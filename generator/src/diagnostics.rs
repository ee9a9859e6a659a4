//! What is wrong with an input, where, and what to do: collected, never thrown.

mod characters;
mod levels;
mod lines;
mod render;
pub mod rules;
mod suggest;

use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

pub use characters::{is_disturbing, visible};
pub use levels::{LevelError, Levels};
pub use render::{Counts, Finding, Position, Style, findings, render};
pub use rules::Rule;
pub use suggest::{closest, did_you_mean};

use crate::limits::{Limit, Limits};
use lines::Lines;
use rules::limits::LIMIT_EXCEEDED;

/// A file that was read, named by its position in [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct SourceId(pub u32);

/// A range of bytes in one source: half open, as in `start..end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Span {
    /// The file that holds the range.
    pub source: SourceId,
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

/// A value as it stands in a source, with its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Spanned<T> {
    /// What was read.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> std::ops::Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// A file that was read, as people name it.
#[derive(Clone, Debug)]
pub struct Source {
    /// The path as it was given, with forward slashes.
    pub name: String,
    /// The whole text.
    pub text: Arc<str>,
    /// Where the lines begin, found when a place is first asked for.
    lines: OnceLock<Lines>,
}

impl Source {
    pub(crate) fn lines(&self) -> &Lines {
        self.lines.get_or_init(|| Lines::new(&self.text))
    }
}

/// Every file that was read, in order.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    /// Adds a file and gives the id that its spans carry.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<Arc<str>>) -> SourceId {
        let id = SourceId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(Source {
            name: name.into(),
            text: text.into(),
            lines: OnceLock::new(),
        });
        id
    }

    /// The file that `id` names.
    #[must_use]
    pub fn get(&self, id: SourceId) -> &Source {
        &self.files[id.0 as usize]
    }

    /// All files with their ids, in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        (0u32..).map(SourceId).zip(&self.files)
    }

    /// The text that a span covers.
    #[must_use]
    pub fn text(&self, span: Span) -> &str {
        &self.get(span.source).text[span.start as usize..span.end as usize]
    }

    /// Line and column of a span's start, both counted from 1, the column in characters.
    #[must_use]
    pub fn position(&self, span: Span) -> (usize, usize) {
        let source = self.get(span.source);
        source.lines().position(&source.text, span.start as usize)
    }

    /// Line and column of a span's end, counted like [`Sources::position`].
    #[must_use]
    pub fn end_position(&self, span: Span) -> (usize, usize) {
        let source = self.get(span.source);
        source.lines().position(&source.text, span.end as usize)
    }
}

/// One finding: the rule it falls under, its place, and what to do.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The rule that was broken.
    pub rule: &'static Rule,
    /// The fact, in lower case and without a full stop.
    pub message: String,
    /// The place, and a few words to stand beside the underlined text.
    pub place: Option<(Span, String)>,
    /// Other places that belong to the finding, such as the first of two equal names.
    pub related: Vec<(Span, String)>,
    /// What to do.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A finding with a place; `label` stands beside the underlined text.
    pub fn at(
        rule: &'static Rule,
        span: Span,
        message: impl Into<String>,
        label: impl Into<String>,
    ) -> Self {
        Self {
            rule,
            message: message.into(),
            place: Some((span, label.into())),
            related: Vec::new(),
            help: None,
        }
    }

    /// A finding about no particular place.
    pub fn new(rule: &'static Rule, message: impl Into<String>) -> Self {
        Self {
            rule,
            message: message.into(),
            place: None,
            related: Vec::new(),
            help: None,
        }
    }

    /// The finding that a document goes beyond a limit, with what to do.
    pub fn beyond(limits: &Limits, limit: Limit, message: impl Into<String>) -> Self {
        Self::new(LIMIT_EXCEEDED, message).with_help(limits.help(limit))
    }

    /// Gives the finding its place; `label` stands beside the underlined text.
    #[must_use]
    pub fn placed(mut self, span: Span, label: impl Into<String>) -> Self {
        self.place = Some((span, label.into()));
        self
    }

    /// Adds another place that belongs to the finding.
    #[must_use]
    pub fn with_related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push((span, label.into()));
        self
    }

    /// Adds what to do.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds what to do, where there is something to say.
    #[must_use]
    pub fn with_optional_help(mut self, help: Option<String>) -> Self {
        self.help = help;
        self
    }
}

impl Diagnostic {
    /// Cuts what is longer than anybody reads.
    fn shorten(&mut self) {
        let labels = self.place.iter_mut().chain(&mut self.related);
        let labels = labels.map(|(_, label)| label);
        for text in labels.chain(&mut self.help).chain([&mut self.message]) {
            if text.len() > LONGEST {
                text.truncate(text.floor_char_boundary(LONGEST));
                text.push('…');
            }
        }
    }

    /// What a report is sorted by.
    fn order(&self) -> (Option<Span>, &str, &str) {
        let place = self.place.as_ref().map(|(span, _)| *span);
        (place, self.rule.id, &self.message)
    }
}

/// The longest message, label or help that is kept, in bytes; names in a document can be of any length.
const LONGEST: usize = 2_000;

/// Everything found so far, up to a limit.
#[derive(Clone, Debug)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    /// How many are kept.
    most: usize,
}

impl Default for Diagnostics {
    fn default() -> Self {
        Self::within(&Limits::default())
    }
}

impl Diagnostics {
    /// An empty list that keeps as many findings as the limits say.
    #[must_use]
    pub fn within(limits: &Limits) -> Self {
        Self {
            list: Vec::new(),
            most: limits.count(Limit::Findings),
        }
    }

    /// Adds a finding; what is too long in it is cut. One more than there may be is replaced by the
    /// finding that there are too many, which denies, and all after it are dropped.
    pub fn push(&mut self, mut diagnostic: Diagnostic) {
        if self.list.len() < self.most {
            diagnostic.shorten();
            self.list.push(diagnostic);
        } else if self.list.len() == self.most {
            let mut limits = Limits::default();
            limits.set(Limit::Findings, self.most as u64);
            let message = format!("there are more than {} findings", self.most);
            let beyond = Diagnostic::beyond(&limits, Limit::Findings, message);
            self.list.push(beyond);
        }
    }

    /// Adds all findings of another list.
    pub fn extend(&mut self, other: Diagnostics) {
        for diagnostic in other.list {
            self.push(diagnostic);
        }
    }

    /// Whether there are more findings than are kept, so that it is no use to look for others.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.list.len() > self.most
    }

    /// All findings in the order they were made.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many findings there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether any finding stops the work under these levels.
    #[must_use]
    pub fn any_denied(&self, levels: &Levels) -> bool {
        self.list
            .iter()
            .any(|diagnostic| levels.of(diagnostic.rule) == Level::Deny)
    }

    /// Sorts by file, then place, then rule, so that the report reads like the input; what has no
    /// place comes first.
    pub fn sort(&mut self) {
        self.list.sort_by(|a, b| a.order().cmp(&b.order()));
    }
}

/// How seriously a finding is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Not reported.
    Allow,
    /// Reported; the work goes on.
    Warn,
    /// Reported; nothing is written.
    Deny,
}
