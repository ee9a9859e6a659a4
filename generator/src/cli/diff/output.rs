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
    format: ReportFormat,
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

/// What a report is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ReportFormat {
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
    /// Writes the report; `tables` are shown by formats that have room for them.
    pub(super) fn write(
        &self,
        comparison: &Comparison<'_>,
        tables: &[Table],
        console: &Console,
    ) -> Result<(), Error> {
        let text = self.render(comparison, tables, console);
        match &self.output {
            None => console.print(&text),
            Some(path) => {
                files::write(path, &text)?;
                Ok(())
            }
        }
    }

    fn render(&self, comparison: &Comparison<'_>, tables: &[Table], console: &Console) -> String {
        match self.format {
            ReportFormat::Text => report::text(comparison, self.text_options(console)),
            ReportFormat::Markdown => {
                text::markdown(comparison, (!self.no_limit).then_some(text::COMMENT))
            }
            ReportFormat::Html => text::html(comparison, PageOptions { tables }),
            ReportFormat::Json => json(&report::json(comparison)),
            ReportFormat::Github => report::github(comparison),
            ReportFormat::Junit => text::junit(comparison),
            ReportFormat::Sarif => json(&report::sarif(comparison)),
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

fn json(value: &impl Serialize) -> String {
    let text = serde_json::to_string_pretty(value);
    let text = text.expect("texts, numbers and lists of them can always be written as JSON");
    text + "\n"
}
