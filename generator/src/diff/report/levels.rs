//! Turns facts into how many there are of each level.

use std::fmt;

use serde::Serialize;

use crate::diff::review::Judged;
use crate::diff::rules::{Level, Rule};

/// How many facts there are of each level; those that were accepted are counted apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Levels {
    /// What there was does not work any more.
    pub breaking: usize,
    /// What there was works for some.
    pub risky: usize,
    /// What there was works as it did.
    pub additive: usize,
    /// Only what people read is different.
    pub docs: usize,
    /// Of any level, and accepted.
    pub accepted: usize,
}

/// Counts facts by level.
pub fn levels<'c>(changes: impl IntoIterator<Item = &'c Judged>) -> Levels {
    let mut levels = Levels::default();
    for judged in changes {
        *levels.place(judged) += 1;
    }
    levels
}

impl Levels {
    fn place(&mut self, judged: &Judged) -> &mut usize {
        match (&judged.accepted, judged.level()) {
            (Some(_), _) => &mut self.accepted,
            (None, Level::Breaking) => &mut self.breaking,
            (None, Level::Risky) => &mut self.risky,
            (None, Level::Additive) => &mut self.additive,
            (None, Level::Docs) => &mut self.docs,
        }
    }

    /// Each number with its word, the worst first.
    pub(crate) fn list(self) -> [(usize, &'static str); 5] {
        [
            (self.breaking, word(Level::Breaking)),
            (self.risky, word(Level::Risky)),
            (self.additive, word(Level::Additive)),
            (self.docs, word(Level::Docs)),
            (self.accepted, "accepted"),
        ]
    }

    /// All of them together.
    pub(crate) fn total(self) -> usize {
        self.list().iter().map(|(number, _)| number).sum()
    }
}

/// `2 breaking, 1 docs`, without what there is none of.
impl fmt::Display for Levels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let some = self.list().into_iter().filter(|(number, _)| *number > 0);
        for (at, (number, word)) in some.enumerate() {
            let gap = if at > 0 { ", " } else { "" };
            write!(f, "{gap}{number} {word}")?;
        }
        Ok(())
    }
}

/// What people call a level.
pub(crate) fn word(level: Level) -> &'static str {
    match level {
        Level::Docs => "docs",
        Level::Additive => "additive",
        Level::Risky => "risky",
        Level::Breaking => "breaking",
    }
}

/// The milder of what a rule says about requests and about Rust, where the two are not the same.
pub(crate) fn milder(rule: &Rule) -> Option<String> {
    use std::cmp::Ordering;
    match rule.wire.cmp(&rule.rust) {
        Ordering::Less => Some(format!("{} on the wire", word(rule.wire))),
        Ordering::Greater => Some(format!("{} in Rust", word(rule.rust))),
        Ordering::Equal => None,
    }
}
