//! `operations`: turns the plan into the list of all requests that the generated crate can make.

mod asks;
mod rows;
mod types;

use clap::Args;
use serde::Serialize;

use odata_bindgen::error::Error;
use odata_bindgen::generate;

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

/// One thing that can be asked of the service, or one step on the way to it.
#[derive(Debug, Serialize)]
struct Row {
    /// The version, or the file where there are no versions.
    version: String,
    kind: Kind,
    /// The entity type that the function is called on, or `Collection(…)` of one; none at the root.
    bound_type: Option<String>,
    /// None for a step, which sends nothing.
    method: Option<&'static str>,
    url: String,
    /// The function, from the root of the generated crate.
    rust: String,
    /// What is sent or must be given.
    request: Option<String>,
    /// What comes back, or where a step leads.
    response: String,
}

/// What a function does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    /// Reads one entity.
    Get,
    /// Reads a collection.
    List,
    /// Adds an entity to a collection.
    Create,
    /// Changes an entity.
    Update,
    /// Removes an entity.
    Delete,
    /// Counts a collection.
    Count,
    /// Reads or changes what a navigation property refers to.
    #[serde(rename = "$ref")]
    Ref,
    /// Leads to an entity set or a singleton.
    Root,
    /// Leads to what a navigation property refers to.
    Navigation,
    /// Picks one entity of a collection.
    Key,
    /// Narrows to a derived type.
    Cast,
    /// Calls an action.
    Action,
    /// Calls a function.
    Function,
    /// Reads, writes or removes bytes.
    Stream,
}

impl Operations {
    pub(super) fn run(&self, console: &Console) -> Result<Outcome, Error> {
        let mut rows = Vec::new();
        for Subject { config, chosen } in self.subjects.read()? {
            let generated = generate(&config)?;
            for at in chosen {
                rows.extend(rows::rows(
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
    }
    text
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Get => "get",
            Self::List => "list",
            Self::Create => "create",
            Self::Update => "update",
            Self::Delete => "delete",
            Self::Count => "count",
            Self::Ref => "$ref",
            Self::Root => "root",
            Self::Navigation => "navigation",
            Self::Key => "key",
            Self::Cast => "cast",
            Self::Action => "action",
            Self::Function => "function",
            Self::Stream => "stream",
        }
    }
}
