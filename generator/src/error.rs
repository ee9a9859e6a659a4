//! Turns what stops the work into a message for people and an exit code for scripts.

use crate::diagnostics::{Diagnostics, Finding, Levels, Sources, Style, findings, render};
use crate::files::{FilesError, PathError};

/// Why there is no result.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder could not be read or written.
    #[error(transparent)]
    Files(#[from] FilesError),
    /// Two generated files cannot stand beside each other.
    #[error(transparent)]
    Path(#[from] PathError),
    /// The config or the lock file cannot be used.
    #[error("the settings cannot be used")]
    Settings(Box<Report>),
    /// The metadata breaks rules whose level is `deny`.
    #[error("the metadata cannot be used")]
    Denied(Box<Report>),
    /// What is asked for would do harm that was probably not meant.
    #[error("{message}")]
    Refused {
        /// What would happen.
        message: String,
        /// How to have it all the same.
        help: String,
    },
    /// Documents of the network cannot be had.
    #[error("{} cannot be fetched{}", documents(failures), listed(failures))]
    Fetch {
        /// For each its address, without what may be a key, and why.
        failures: Vec<String>,
    },
    /// The command line asks for something that does not exist.
    #[error("{message}")]
    Usage {
        /// What is wrong with it.
        message: String,
        /// What to do.
        help: Option<String>,
    },
}

/// Findings with all that is needed to show them.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// What was found.
    pub diagnostics: Diagnostics,
    /// The files that it was found in.
    pub sources: Sources,
    /// How seriously each rule is taken.
    pub levels: Levels,
}

impl Report {
    /// The report for people; empty where everything found is allowed.
    #[must_use]
    pub fn render(&self, style: Style) -> String {
        render(&self.diagnostics, &self.sources, &self.levels, style)
    }

    /// Itself, or the failure that it is where something found is denied.
    ///
    /// # Errors
    /// When a finding's level is `deny`.
    pub fn refuse_if_denied(mut self) -> Result<Self, Error> {
        if !self.diagnostics.any_denied(&self.levels) {
            return Ok(self);
        }
        self.diagnostics.sort();
        Err(Error::Denied(Box::new(self)))
    }

    /// The findings for machines.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        findings(&self.diagnostics, &self.sources, &self.levels)
    }
}

impl Error {
    /// Wrong usage with nothing to suggest.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::Usage {
            message: message.into(),
            help: None,
        }
    }

    /// What the process ends with: 2 for wrong usage, 1 for every other failure. Success is 0.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Usage { .. } => 2,
            Self::Files(_)
            | Self::Path(_)
            | Self::Settings(_)
            | Self::Denied(_)
            | Self::Fetch { .. }
            | Self::Refused { .. } => 1,
        }
    }

    /// What to do, where the message alone does not say it.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Files(error) => error.help(),
            Self::Usage { help, .. } => help.clone(),
            Self::Refused { help, .. } => Some(help.clone()),
            Self::Fetch { .. } => Some("nothing else was written; or get the document another way, and name it under `[references]`".to_owned()),
            Self::Path(_) | Self::Settings(_) | Self::Denied(_) => None,
        }
    }

    /// The findings behind the failure, if there are any.
    #[must_use]
    pub fn report(&self) -> Option<&Report> {
        match self {
            Self::Settings(report) | Self::Denied(report) => Some(report),
            Self::Files(_)
            | Self::Path(_)
            | Self::Fetch { .. }
            | Self::Refused { .. }
            | Self::Usage { .. } => None,
        }
    }

    /// The whole message for people: each finding with its place, or the fact and what to do.
    #[must_use]
    pub fn render(&self, style: Style) -> String {
        if let Some(report) = self.report() {
            let text = report.render(style);
            return format!("{text}{} {self}\n", mark("error:", style));
        }
        let mut text = format!("{} {self}\n", mark("error:", style));
        if let Some(help) = self.help() {
            text.push_str(&format!("{} {help}\n", mark("help:", style)));
        }
        text
    }
}

/// How many documents there are.
fn documents(failures: &[String]) -> String {
    match failures.len() {
        1 => "a document".to_owned(),
        many => format!("{many} documents"),
    }
}

/// A line for each failure.
fn listed(failures: &[String]) -> String {
    failures
        .iter()
        .map(|failure| format!("\n  {failure}"))
        .collect()
}

/// A word in bold red or cyan, as the report for findings has them.
fn mark(word: &str, style: Style) -> String {
    let color = if word == "error:" { 31 } else { 36 };
    if style.color {
        format!("\u{1b}[1;{color}m{word}\u{1b}[0m")
    } else {
        word.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::rules::semantic;
    use crate::diagnostics::{Diagnostic, Level};

    #[test]
    fn a_failure_of_the_file_system_says_what_to_do() {
        let error = Error::from(FilesError::Busy {
            out: "generated".to_owned(),
        });
        assert_eq!(error.exit_code(), 1);
        insta::assert_snapshot!(error.render(Style::default()), @r"
        error: another run writes to `generated`
        help: wait until it is done
        ");
    }

    #[test]
    fn wrong_usage_ends_with_two() {
        let error = Error::usage("there is no version `v9`");
        assert_eq!(error.exit_code(), 2);
        insta::assert_snapshot!(error.render(Style::default()), @"error: there is no version `v9`");
        let style = Style {
            color: true,
            ..Style::default()
        };
        assert!(
            error
                .render(style)
                .starts_with("\u{1b}[1;31merror:\u{1b}[0m")
        );
    }

    #[test]
    fn denied_findings_are_shown_under_their_levels() {
        let mut report = Report::default();
        let found = Diagnostic::new(&semantic::SEVERAL_CONTAINERS, "there are two containers");
        report.diagnostics.push(found);
        report
            .levels
            .set("several-containers", Level::Deny)
            .unwrap();
        assert_eq!(report.findings().len(), 1);
        let error = Error::Denied(Box::new(report));
        insta::assert_snapshot!(error.render(Style::default()), @r"
        several-containers

          × there are two containers

        1 error
        error: the metadata cannot be used
        ");
    }
}
