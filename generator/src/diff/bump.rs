//! Turns judged facts into the release that a crate needs whose code changes with them.

use std::fmt;

use serde::Serialize;

use super::review::Judged;
use super::rules::Level;

/// Which part of a semantic version has to be raised, from the least to the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Bump {
    /// Nothing is different.
    None,
    /// Only documentation is different: `1.2.3` becomes `1.2.4`.
    Patch,
    /// Something can be used that could not be used before: `1.2.3` becomes `1.3.0`.
    Minor,
    /// Code that was written against the crate may not compile any more, or do something else: `1.2.3` becomes
    /// `2.0.0`.
    Major,
}

/// The release that a crate needs, and why.
#[derive(Clone, Debug)]
pub struct Release<'c> {
    /// The part that has to be raised.
    pub bump: Bump,
    /// The facts that ask for it, in their order; a smaller release would do without them.
    pub reasons: Vec<&'c Judged>,
}

/// The release of a crate whose old code is replaced by the new.
///
/// What is breaking or risky for Rust code asks for a major release, since both stop code that compiled; what is
/// additive for a minor one. That a fact was accepted means that somebody knows of it, and not that code goes
/// on compiling, so it counts all the same.
///
/// Where old and new are modules of one crate, nothing is replaced: adding the new module is a minor release,
/// and the result says what it costs to go from one module to the other. Removing the old module is major.
#[must_use]
pub fn release(changes: &[Judged]) -> Release<'_> {
    let bump = changes
        .iter()
        .map(|judged| Bump::of(judged.rule.rust))
        .max();
    let bump = bump.unwrap_or(Bump::None);
    let reasons = changes.iter();
    Release {
        bump,
        reasons: reasons
            .filter(|judged| Bump::of(judged.rule.rust) == bump)
            .collect(),
    }
}

impl Bump {
    /// What a fact of this level for Rust code asks for.
    #[must_use]
    pub fn of(rust: Level) -> Self {
        match rust {
            Level::Docs => Self::Patch,
            Level::Additive => Self::Minor,
            Level::Risky | Level::Breaking => Self::Major,
        }
    }

    /// What has to be raised of a version that begins with `0.`: cargo takes its second number for the first,
    /// so that `0.2.3` becomes `0.3.0` where something breaks, and `0.2.4` otherwise.
    #[must_use]
    pub fn before_1_0(self) -> Self {
        match self {
            Self::Major => Self::Minor,
            Self::Minor => Self::Patch,
            smaller => smaller,
        }
    }
}

impl fmt::Display for Bump {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        })
    }
}
