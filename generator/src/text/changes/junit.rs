//! Turns a comparison into JUnit's XML, which build servers show as tests.

use askama::Template;

use crate::diff::Judged;
use crate::diff::report::{
    Comparison, clean, evidence, found_at, groups, name, one_line, sentence, sign, what,
};
use crate::diff::rules::Level;

#[derive(Template)]
#[template(path = "changes.junit.xml")]
struct Log<'c> {
    old: &'c str,
    new: &'c str,
    totals: Totals,
    suites: Vec<Suite<'c>>,
}

#[derive(Clone, Copy, Default)]
struct Totals {
    tests: usize,
    failures: usize,
    skipped: usize,
}

/// A type.
struct Suite<'c> {
    name: &'c str,
    totals: Totals,
    cases: Vec<Case<'c>>,
}

/// A fact.
struct Case<'c> {
    name: String,
    /// The file and the line.
    place: Option<(&'c str, usize)>,
    failure: Option<Failure>,
    accepted: Option<String>,
}

struct Failure {
    level: &'static str,
    message: String,
    lines: Vec<String>,
}

/// A suite for each type and a test for each fact. What is breaking or risky fails, what was accepted is
/// skipped, and everything else passes, as one test does where there is no difference.
///
/// No time and no machine is named, so that one comparison always gives one text.
#[must_use]
pub fn junit(comparison: &Comparison<'_>) -> String {
    let suites: Vec<Suite<'_>> = groups(comparison.changes)
        .into_iter()
        .map(|group| {
            let changes = group.changes.iter();
            let cases: Vec<Case<'_>> = changes.map(|judged| case(comparison, judged)).collect();
            Suite {
                name: group.name,
                totals: Totals::of(&cases),
                cases,
            }
        })
        .collect();
    let totals = suites.iter().fold(Totals::default(), |sum, suite| Totals {
        tests: sum.tests + suite.totals.tests,
        failures: sum.failures + suite.totals.failures,
        skipped: sum.skipped + suite.totals.skipped,
    });
    super::super::print(&Log {
        old: comparison.old,
        new: comparison.new,
        totals,
        suites,
    })
}

impl Totals {
    fn of(cases: &[Case<'_>]) -> Self {
        let count = |is: fn(&&Case<'_>) -> bool| cases.iter().filter(is).count();
        Self {
            tests: cases.len(),
            failures: count(|case| case.failure.is_some()),
            skipped: count(|case| case.accepted.is_some()),
        }
    }
}

fn case<'c>(comparison: &Comparison<'c>, judged: &Judged) -> Case<'c> {
    let Judged { change, rule, .. } = judged;
    let what = what(change, usize::MAX).map_or_else(String::new, |what| format!(": {what}"));
    let level = match judged.level() {
        Level::Breaking => Some("breaking"),
        Level::Risky => Some("risky"),
        Level::Additive | Level::Docs => None,
    };
    let failure = |level| Failure {
        level,
        message: sentence(change, usize::MAX),
        lines: lines(judged),
    };
    let is_accepted = judged.accepted.is_some();
    Case {
        // the rule tells two facts about one element apart
        name: format!("{} {}{what} [{}]", sign(change.kind), name(change), rule.id),
        place: found_at(comparison, change).map(|place| (place.file, place.line)),
        failure: level.filter(|_| !is_accepted).map(failure),
        accepted: judged.accepted.as_deref().map(one_line),
    }
}

/// What stands below the message.
fn lines(judged: &Judged) -> Vec<String> {
    let rule = judged.rule;
    let mut lines = vec![
        format!("rule: {}", rule.id),
        format!("reason: {}", rule.reason),
        format!("help: {}", rule.help),
    ];
    lines.extend(evidence(&judged.change).map(|evidence| format!("evidence: {evidence}")));
    let items = &judged.items;
    for (word, items) in [("Rust before", &items.old), ("Rust after", &items.new)] {
        if !items.is_empty() {
            lines.push(format!("{word}: {}", clean(&items.join(", "))));
        }
    }
    lines.push(format!("fingerprint: {}", judged.fingerprint));
    lines
}
