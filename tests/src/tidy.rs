//! Turns the sources of the workspace into what breaks the rules of the house.

mod generated;
mod layers;
mod prose;
mod size;
mod source;
mod words;

use std::fmt;

pub use source::{Source, sources};

/// A rule that is broken somewhere.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Violation {
    /// The file, as seen from the root of the repository.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong, and what to do.
    pub message: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}

/// A rule about a source file that a person writes.
pub type Rule = fn(&Source) -> Vec<Violation>;

/// Every rule about sources that people write, by name.
pub const RULES: [(&str, Rule); 9] = [
    ("files are short", size::files),
    ("functions are short", size::functions),
    ("modules are files", size::module_files),
    ("modules begin with what they do", prose::first_line),
    ("comments are sentences", prose::comments),
    ("nothing panics but tests", prose::panics),
    ("tests run and do not wait", prose::tests),
    ("layers look down", layers::imports),
    ("outside libraries have one owner", layers::owners),
];

/// The violations of one rule in all sources, in the order of the files.
#[must_use]
pub fn check(rule: Rule, sources: &[Source]) -> Vec<Violation> {
    let mut found: Vec<Violation> = sources.iter().flat_map(rule).collect();
    found.sort();
    found
}

pub use generated::check as check_generated;
pub use words::check as check_words;
