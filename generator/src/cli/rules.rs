//! Turns the table of rules into stories and lists.

use clap::Args;
use serde::Serialize;

use odata_bindgen::diagnostics::{Level, rules};
use odata_bindgen::error::Error;

use super::Outcome;
use super::console::Console;
use super::options::Format;

/// Prints the story of a rule.
pub(super) fn explain(id: &str, console: &Console) -> Result<Outcome, Error> {
    let rule = rules::find(id).map_err(|suggestion| Error::Usage {
        message: format!("there is no rule `{id}`"),
        help: Some(match suggestion {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`odata-bindgen rules` lists them all".to_owned(),
        }),
    })?;
    console.print(&rule.story())?;
    Ok(Outcome::Done)
}

/// List all rules with their levels.
#[derive(Debug, Args)]
pub(super) struct Rules {
    /// How the list is written.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

#[derive(Serialize)]
struct Row {
    id: &'static str,
    level: Level,
    configurable: bool,
    summary: &'static str,
}

impl Rules {
    pub(super) fn run(&self, console: &Console) -> Result<Outcome, Error> {
        let rows = rules::all().into_iter().map(|rule| Row {
            id: rule.id,
            level: rule.level,
            configurable: rule.configurable,
            summary: rule.summary,
        });
        let rows: Vec<Row> = rows.collect();
        match self.format {
            Format::Json => console.print_json(&rows)?,
            Format::Text => {
                let width = rows.iter().map(|row| row.id.len()).max().unwrap_or(0);
                let line = |row: &Row| {
                    let fixed = if row.configurable { ' ' } else { '!' };
                    format!(
                        "{:width$}  {:5}{fixed} {}\n",
                        row.id,
                        row.level.name(),
                        row.summary
                    )
                };
                let lines: String = rows.iter().map(line).collect();
                console.print(&format!("{lines}\n! the level cannot be changed\n"))?;
            }
        }
        Ok(Outcome::Done)
    }
}
