//! Turns the tables of rules into stories and lists.

use clap::Args;
use serde::Serialize;

use odata_bindgen::diagnostics::{Level, closest, rules};
use odata_bindgen::diff::rules as changes;
use odata_bindgen::error::Error;

use super::Outcome;
use super::console::Console;
use super::options::Format;

/// Prints the story of a rule, about metadata or about changes.
pub(super) fn explain(id: &str, console: &Console) -> Result<Outcome, Error> {
    let story = match (rules::find(id), changes::find(id)) {
        (Ok(rule), _) => rule.story(),
        (_, Ok(rule)) => rule.story(),
        (Err(_), Err(_)) => return Err(unknown(id)),
    };
    console.print(&story)?;
    Ok(Outcome::Done)
}

fn unknown(id: &str) -> Error {
    let all = rules::all().into_iter().map(|rule| rule.id);
    let all = all.chain(changes::all().map(|rule| rule.id));
    Error::Usage {
        message: format!("there is no rule `{id}`"),
        help: Some(match closest(id, all) {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                "`odata-bindgen rules` lists them all, `rules --changes` those of `diff`".to_owned()
            }
        }),
    }
}

/// List all rules with their levels.
#[derive(Debug, Args)]
pub(super) struct Rules {
    /// The rules by which `diff` judges changes, in place of those about metadata and settings.
    #[arg(long)]
    changes: bool,
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

#[derive(Serialize)]
struct ChangeRow {
    id: &'static str,
    wire: changes::Level,
    rust: changes::Level,
    direction: changes::Direction,
    reason: &'static str,
    help: &'static str,
}

impl Rules {
    pub(super) fn run(&self, console: &Console) -> Result<Outcome, Error> {
        match self.changes {
            true => self.list_changes(console)?,
            false => self.list(console)?,
        }
        Ok(Outcome::Done)
    }

    fn list(&self, console: &Console) -> Result<(), Error> {
        let rows = rules::all().into_iter().map(|rule| Row {
            id: rule.id,
            level: rule.level,
            configurable: rule.configurable,
            summary: rule.summary,
        });
        let rows: Vec<Row> = rows.collect();
        if self.format == Format::Json {
            return console.print_json(&rows);
        }
        let width = rows.iter().map(|row| row.id.len()).max().unwrap_or(0);
        let line = |row: &Row| {
            let fixed = if row.configurable { ' ' } else { '!' };
            let Row { id, summary, .. } = row;
            format!("{id:width$}  {:5}{fixed} {summary}\n", row.level.name())
        };
        let lines: String = rows.iter().map(line).collect();
        console.print(&format!("{lines}\n! the level cannot be changed\n"))
    }

    /// By concept, in the order in which the rules are tried.
    fn list_changes(&self, console: &Console) -> Result<(), Error> {
        let rows = changes::all().map(|rule| ChangeRow {
            id: rule.id,
            wire: rule.wire,
            rust: rule.rust,
            direction: rule.direction,
            reason: rule.reason,
            help: rule.help,
        });
        let rows: Vec<ChangeRow> = rows.collect();
        if self.format == Format::Json {
            return console.print_json(&rows);
        }
        let width = rows.iter().map(|row| row.id.len()).max().unwrap_or(0);
        let line = |row: &ChangeRow| {
            let ChangeRow {
                id,
                wire,
                rust,
                reason,
                ..
            } = row;
            format!("{id:width$}  {wire:8}  {rust:8}  {reason}\n")
        };
        let head = format!("{:width$}  {:8}  {:8}  why\n", "rule", "wire", "rust");
        let lines: String = rows.iter().map(line).collect();
        console.print(&(head + &lines))
    }
}
