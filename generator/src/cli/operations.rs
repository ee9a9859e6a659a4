//! `operations`: turns the plan into the list of all requests that the generated crate can make.

use clap::Args;

use odata_bindgen::error::Error;
use odata_bindgen::generate;
use odata_bindgen::operations::{self, Row};

use super::Outcome;
use super::console::Console;
use super::dump;
use super::options::{Format, Subject, Subjects};

/// List every request function with its kind, method, URL template, Rust path and types.
///
/// Requests follow types, not paths: an address begins with the type that it is called on, as in
/// `{Message}/Reply`, or at the root of the service, as in `Me`. `{Id}` stands for a key. What the
/// metadata forbids at an address, such as to create entities in a set, is not listed.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Operations {
    /// How the list is written.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    #[command(flatten)]
    subjects: Subjects,
}

const EXAMPLES: &str = "\
Examples:
  odata-bindgen operations v2_0
  odata-bindgen operations service.xml
  odata-bindgen operations --format json v1_0 beta";

impl Operations {
    pub(super) fn run(&self, console: &Console) -> Result<Outcome, Error> {
        let mut rows = Vec::new();
        for Subject { config, chosen } in self.subjects.read()? {
            let generated = generate(&config)?;
            for at in chosen {
                rows.extend(operations::rows(
                    &dump::name(&config, at),
                    &generated.versions[at],
                ));
            }
        }
        match self.format {
            Format::Json => console.print_json(&rows)?,
            Format::Text => console.print(&render(&rows))?,
        }
        Ok(Outcome::Done)
    }
}

/// Two lines for each row: method and address, then the function that stands for them.
fn render(rows: &[Row]) -> String {
    let mut text = String::new();
    let mut version = "";
    for row in rows {
        if row.version != version {
            let gap = if version.is_empty() { "" } else { "\n" };
            text.push_str(&format!("{gap}# {}\n", row.version));
            version = &row.version;
        }
        let method = row.method.unwrap_or("-");
        let kind = row.kind.name();
        let request = row.request.as_deref().unwrap_or_default();
        let (url, rust, response) = (&row.url, &row.rust, &row.response);
        text.push_str(&format!(
            "{method:6} {url}\n       {kind}: {rust}({request}) -> {response}\n"
        ));
        if let Some(features) = row.features.words() {
            text.push_str(&format!("       needs the feature {features}\n"));
        }
    }
    text
}
