//! Turns findings into the report that a person or a machine reads.

mod finding;
mod snippet;

use std::collections::BTreeMap;
use std::fmt;

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, Severity};
use serde::{Deserialize, Serialize};

pub use finding::{Finding, Position, findings};

use super::{Diagnostic, Diagnostics, Level, Levels, Sources};
use snippet::{Snippet, clean};

/// How a report looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Style {
    /// Whether colours are written, as escape sequences of a terminal.
    pub color: bool,
    /// How many columns there are.
    pub width: usize,
    /// How many findings of one rule are shown in full; the rest are counted.
    pub per_rule: usize,
}

impl Default for Style {
    /// No colours, 100 columns, ten findings a rule.
    fn default() -> Self {
        Self {
            color: false,
            width: 100,
            per_rule: 10,
        }
    }
}

/// How many findings were denied and warned of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Findings that stop the work.
    pub errors: usize,
    /// Findings that do not.
    pub warnings: usize,
}

impl Counts {
    /// Counts the findings under these levels.
    #[must_use]
    pub fn of(diagnostics: &Diagnostics, levels: &Levels) -> Self {
        let mut counts = Self::default();
        for diagnostic in diagnostics.iter() {
            match levels.of(diagnostic.rule) {
                Level::Deny => counts.errors += 1,
                Level::Warn => counts.warnings += 1,
                Level::Allow => {}
            }
        }
        counts
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = |count| if count == 1 { "" } else { "s" };
        let (errors, warnings) = (self.errors, self.warnings);
        match (errors, warnings) {
            (0, _) => write!(f, "{warnings} warning{}", plural(warnings)),
            (_, 0) => write!(f, "{errors} error{}", plural(errors)),
            _ => write!(
                f,
                "{errors} error{}, {warnings} warning{}",
                plural(errors),
                plural(warnings)
            ),
        }
    }
}

/// The report for people: each finding with the text it is about, in the order of the files, and a
/// last line with counts. Allowed findings are left out; without any other the report is empty.
#[must_use]
pub fn render(
    diagnostics: &Diagnostics,
    sources: &Sources,
    levels: &Levels,
    style: Style,
) -> String {
    let shown = reported(diagnostics, levels);
    if shown.is_empty() {
        return String::new();
    }
    let handler = handler(style);
    let mut report = String::new();
    let mut seen = BTreeMap::<&str, usize>::new();
    for (diagnostic, level) in shown {
        let seen = seen.entry(diagnostic.rule.id).or_default();
        *seen += 1;
        if *seen <= style.per_rule {
            let view = View::new(diagnostic, level, sources);
            handler
                .render_report(&mut report, &view)
                .expect("writing to a string succeeds");
            report.push('\n');
        }
    }
    for (id, seen) in seen {
        if seen > style.per_rule {
            let rest = seen - style.per_rule;
            report.push_str(&format!("  and {rest} more of `{id}`\n"));
        }
    }
    report.push_str(&format!("{}\n", Counts::of(diagnostics, levels)));
    report
}

/// The findings that are not allowed, sorted, each with its level.
fn reported<'a>(diagnostics: &'a Diagnostics, levels: &Levels) -> Vec<(&'a Diagnostic, Level)> {
    let all = diagnostics.iter();
    let mut shown: Vec<_> = all
        .map(|diagnostic| (diagnostic, levels.of(diagnostic.rule)))
        .filter(|(_, level)| *level != Level::Allow)
        .collect();
    shown.sort_by(|(a, _), (b, _)| a.order().cmp(&b.order()));
    shown
}

fn handler(style: Style) -> GraphicalReportHandler {
    let theme = if style.color {
        GraphicalTheme::unicode()
    } else {
        GraphicalTheme::unicode_nocolor()
    };
    GraphicalReportHandler::new_themed(theme)
        .with_width(style.width.max(40))
        .with_break_words(false)
        .without_syntax_highlighting()
}

/// A finding as miette asks for it.
#[derive(Debug)]
struct View<'a> {
    diagnostic: &'a Diagnostic,
    level: Level,
    snippet: Option<Snippet<'a>>,
}

impl<'a> View<'a> {
    fn new(diagnostic: &'a Diagnostic, level: Level, sources: &'a Sources) -> Self {
        let place = diagnostic.place.iter();
        let places: Vec<_> = place.chain(&diagnostic.related).collect();
        Self {
            diagnostic,
            level,
            snippet: (!places.is_empty()).then(|| Snippet::new(&places, sources)),
        }
    }
}

impl fmt::Display for View<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&clean(&self.diagnostic.message))
    }
}

impl std::error::Error for View<'_> {}

impl miette::Diagnostic for View<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.diagnostic.rule.id))
    }

    fn severity(&self) -> Option<Severity> {
        Some(match self.level {
            Level::Deny => Severity::Error,
            _ => Severity::Warning,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let help = self.diagnostic.help.as_ref()?;
        Some(Box::new(clean(help)))
    }

    fn source_code(&self) -> Option<&dyn miette::SourceCode> {
        let snippet = self.snippet.as_ref()?;
        Some(snippet)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let snippet = self.snippet.as_ref()?;
        Some(Box::new(snippet.labels()))
    }
}

#[cfg(test)]
mod tests;
