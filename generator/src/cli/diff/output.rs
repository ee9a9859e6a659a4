//! Turns a comparison into the report that is asked for, on standard output or in a file.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde::Serialize;

use odata_bindgen::diff::report::{self, Comparison, Detail, TextOptions};
use odata_bindgen::error::Error;
use odata_bindgen::files;
use odata_bindgen::text::{self, PageOptions, Table};

use crate::cli::console::Console;

/// How the comparison is written, and where to.
#[derive(Debug, Args)]
pub(super) struct Output {
    /// How it is written.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(super) format: Format,
    /// Write to a file and not to standard output.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// With `text`: show file and line of each change.
    #[arg(long)]
    positions: bool,
    /// With `text`: show every change, however many there are; above 200, those that are neither risky nor
    /// breaking are counted otherwise.
    #[arg(long, conflicts_with = "summary")]
    all: bool,
    /// With `text`: one line a type, with how many changes there are of each level.
    #[arg(long)]
    summary: bool,
    /// With `markdown`: leave nothing out, also where that is more than a comment on GitHub may have.
    #[arg(long)]
    no_limit: bool,
}

/// What a report is made for. Tables and guides have some of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people at a terminal.
    Text,
    /// For a comment on a pull request.
    Markdown,
    /// One page with search and filters, for browsers.
    Html,
    /// For programs: `docs/schemas/changes.schema.json`.
    Json,
    /// Annotations in a GitHub workflow.
    Github,
    /// Tests in a build server.
    Junit,
    /// For code scanning: SARIF 2.1.0.
    Sarif,
}

impl Output {
    /// Writes what was made to where it is asked for.
    pub(super) fn write(&self, text: &str, console: &Console) -> Result<(), Error> {
        match &self.output {
            None => console.print(text),
            Some(path) => {
                files::write(path, text)?;
                Ok(())
            }
        }
    }

    /// The report; `tables` are shown by formats that have room for them.
    pub(super) fn report(
        &self,
        comparison: &Comparison<'_>,
        tables: &[Table],
        console: &Console,
    ) -> String {
        match self.format {
            Format::Text => report::text(comparison, self.text_options(console)),
            Format::Markdown => {
                text::markdown(comparison, (!self.no_limit).then_some(text::COMMENT))
            }
            Format::Html => text::html(comparison, PageOptions { tables }),
            Format::Json => json(&report::json(comparison)),
            Format::Github => report::github(comparison),
            Format::Junit => text::junit(comparison),
            Format::Sarif => json(&report::sarif(comparison)),
        }
    }

    fn text_options(&self, console: &Console) -> TextOptions {
        TextOptions {
            positions: self.positions,
            color: console.colors_results() && self.output.is_none(),
            detail: match (self.all, self.summary) {
                (true, _) => Detail::All,
                (_, true) => Detail::Summary,
                _ => Detail::Automatic,
            },
        }
    }
}

impl Format {
    /// The refusal of a format that something is not written in.
    pub(super) fn refused(self, what: &str) -> Error {
        let name = self.to_possible_value();
        let name = name.map_or_else(String::new, |value| value.get_name().to_owned());
        Error::usage(format!("{what} is not written as `{name}`"))
    }
}

/// A value for programs.
pub(super) fn json(value: &impl Serialize) -> String {
    let text = serde_json::to_string_pretty(value);
    let text = text.expect("texts, numbers and lists of them can always be written as JSON");
    text + "\n"
}
