//! Turns a rule into its story, and levels into words.

use std::fmt;

use super::{Direction, Level, Rule};

impl Rule {
    /// The whole story, for `--explain`: id and what happened, what it means, why, and what to do.
    #[must_use]
    pub fn story(&self) -> String {
        let kinds: Vec<&str> = self.kinds.iter().map(|kind| kind.words()).collect();
        let elements: Vec<&str> = self
            .elements
            .iter()
            .map(|element| element.words())
            .collect();
        let elements = match &elements[..] {
            [] => "any element".to_owned(),
            elements => elements.join(", "),
        };
        format!(
            "{}: {}\nlevel: {} for requests and answers, {} for Rust code; about what is {}\n\n\
             `diff` judges by it: {} ({elements}).\n\nWhat to do: {}.\n\n\
             OData Protocol 4.01 §5.2 (model versioning).\n",
            self.id,
            self.reason,
            self.wire,
            self.rust,
            self.direction,
            kinds.join(", "),
            self.help,
        )
    }
}

impl Level {
    /// All of them, the mildest first.
    pub const ALL: [Self; 4] = [Self::Docs, Self::Additive, Self::Risky, Self::Breaking];

    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Docs => "docs",
            Self::Additive => "additive",
            Self::Risky => "risky",
            Self::Breaking => "breaking",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Sent => "sent",
            Self::Received => "received",
            Self::Both => "sent and received",
        })
    }
}
