//! Turns versions into tables beside the report: which version has what, and what to write with a new one.

use clap::{Args, ValueEnum};
use serde::Serialize;

use odata_bindgen::diff::matrix::{Matrix, MatrixVersion};
use odata_bindgen::diff::{Bump, Fingerprint, Judged, Renames, counterparts, release};
use odata_bindgen::error::Error;
use odata_bindgen::impact::Migration;
use odata_bindgen::text;

use super::super::console::Console;
use super::version::Version;

/// What is wanted beside the report, or in its place.
#[derive(Debug, Args)]
pub(super) struct TableOptions {
    /// Do not look up Rust items, which takes most of the time of large documents.
    #[arg(long)]
    pub(super) no_rust: bool,
    /// Show what users of the old version's Rust code write with the new one.
    #[arg(long, conflicts_with = "no_rust")]
    pub(super) migration: bool,
    /// Show which release a crate needs whose code is generated from the new document instead of the old one.
    #[arg(long, conflicts_with = "migration")]
    pub(super) bump: bool,
    /// Show which version has what, under which name; all versions of the settings where none is named.
    #[arg(long, conflicts_with_all = ["migration", "bump"])]
    pub(super) matrix: bool,
    /// Give each element of the matrix a row of its own, also where it just comes and goes with its type.
    #[arg(long, requires = "matrix")]
    pub(super) full: bool,
}

/// How a report or a table is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people, in a terminal.
    #[default]
    Text,
    /// For people, in a repository; only tables.
    Markdown,
    /// For people, as one page that needs nothing else; only the matrix.
    Html,
    /// For programs.
    Json,
}

impl Format {
    /// The refusal of a format that something is not written in.
    pub(super) fn refused(self, what: &str) -> Error {
        let name = self.to_possible_value();
        let name = name.map_or_else(String::new, |value| value.get_name().to_owned());
        Error::usage(format!("{what} is not written as `{name}`"))
    }
}

/// What stands before one of several steps: a title, or what makes one list of JSON of all of them.
pub(super) fn between(format: Format, at: usize, [old, new]: [&Version; 2]) -> String {
    match (format, at) {
        (Format::Json, 0) => "[\n".to_owned(),
        (Format::Json, _) => ",\n".to_owned(),
        (_, 0) => format!("# {} → {}\n\n", old.name, new.name),
        _ => format!("\n# {} → {}\n\n", old.name, new.name),
    }
}

/// Prints which version has what.
pub(super) fn print_matrix(
    console: &Console,
    versions: &[Version],
    rulings: &[odata_bindgen::diff::Ruling],
    format: Format,
    full: bool,
) -> Result<(), Error> {
    let versions: Vec<MatrixVersion<'_>> = versions
        .iter()
        .map(|version| MatrixVersion {
            name: &version.name,
            model: version.model(),
        })
        .collect();
    let matrix = Matrix::of(&versions, rulings);
    match format {
        Format::Text => console.print(&text::matrix_text(&matrix, full)),
        Format::Markdown => console.print(&text::matrix_markdown(&matrix, full)),
        Format::Html => console.print(&text::matrix_html(&matrix)),
        Format::Json => console.print_json(&matrix),
    }
}

/// Prints what users of the old version write with the new one.
pub(super) fn print_migration(
    console: &Console,
    [old, new]: [&Version; 2],
    renames: &Renames,
    format: Format,
) -> Result<(), Error> {
    let (Some(old_items), Some(new_items)) = (old.items(), new.items()) else {
        return Err(Error::usage("without Rust items there is no migration"));
    };
    let models = [old.model(), new.model()];
    let same = counterparts(models[0], models[1], renames);
    let migration = Migration::between(&old_items, &new_items, models, &same);
    match format {
        Format::Text => console.print(&text::migration_text(&migration)),
        Format::Markdown => console.print(&text::migration_markdown(&migration)),
        Format::Html => Err(format.refused("a migration")),
        Format::Json => console.print_json(&migration),
    }
}

/// The release as JSON.
#[derive(Serialize)]
struct ReleaseJson<'c> {
    bump: Bump,
    before_1_0: Bump,
    reasons: Vec<Reason<'c>>,
}

#[derive(Serialize)]
struct Reason<'c> {
    rule: &'static str,
    path: String,
    fingerprint: Fingerprint,
    reason: &'static str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    items: &'c [Box<str>],
}

impl<'c> Reason<'c> {
    fn of(judged: &'c Judged) -> Self {
        let items = match judged.items.old.is_empty() {
            true => &judged.items.new,
            false => &judged.items.old,
        };
        Self {
            rule: judged.rule.id,
            path: judged.change.side().path.to_string(),
            fingerprint: judged.fingerprint,
            reason: judged.rule.reason,
            items,
        }
    }
}

/// What a release means for versions that one crate has side by side.
const BESIDE: &str = "\
both are modules of one crate: to add the new one is minor, to remove the old one is major, and what\n\
follows is what it takes to go from one to the other\n";

/// Prints which release a crate needs whose code changes, and why.
pub(super) fn print_bump(
    console: &Console,
    [old, new]: [&Version; 2],
    changes: &[Judged],
    format: Format,
) -> Result<(), Error> {
    let release = release(changes);
    let (bump, before) = (release.bump, release.bump.before_1_0());
    let reasons = release.reasons.iter().copied().map(Reason::of);
    match format {
        Format::Json => console.print_json(&ReleaseJson {
            bump,
            before_1_0: before,
            reasons: reasons.collect(),
        }),
        Format::Text => {
            let mut text = format!("{bump}; {before} while the version begins with `0.`\n");
            if old.is_beside(new) {
                text.push_str(BESIDE);
            }
            for reason in reasons {
                let item = reason.items.first().map(|item| format!("  {item}"));
                let item = item.unwrap_or_default();
                text.push_str(&format!("  {}: {}{item}\n", reason.rule, reason.path));
            }
            console.print(&text)
        }
        Format::Markdown | Format::Html => Err(format.refused("a release")),
    }
}
