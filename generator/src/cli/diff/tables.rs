//! Turns versions into tables beside the report: which version has what, and what to write with a new one.

use clap::Args;
use serde::Serialize;

use odata_bindgen::diff::matrix::{Matrix, MatrixVersion};
use odata_bindgen::diff::{Bump, Counterparts, Fingerprint, Judged, Renames, Ruling, release};
use odata_bindgen::error::Error;
use odata_bindgen::impact::Migration;
use odata_bindgen::text::{self, Table};

use super::output::{Format, json};
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

/// The reports about several steps as one: under a title each, or as one list of JSON.
pub(super) fn history(steps: &[([&Version; 2], String)], format: Format) -> Result<String, Error> {
    let titled = |([old, new], report): &([&Version; 2], String)| {
        format!("# {} → {}\n\n{report}", old.name, new.name)
    };
    match format {
        Format::Text | Format::Markdown => {
            let steps: Vec<String> = steps.iter().map(titled).collect();
            Ok(steps.join("\n"))
        }
        Format::Json => {
            let steps: Vec<&str> = steps.iter().map(|(_, report)| report.trim_end()).collect();
            Ok(format!("[\n{}\n]\n", steps.join(",\n")))
        }
        Format::Html | Format::Github | Format::Junit | Format::Sarif => {
            Err(format.refused("a comparison of more than two versions"))
        }
    }
}

/// Which version has what.
pub(super) fn matrix(
    versions: &[Version],
    rulings: &[Ruling],
    format: Format,
    full: bool,
) -> Result<String, Error> {
    let matrix = matrix_of(versions, rulings);
    match format {
        Format::Text => Ok(text::matrix_text(&matrix, full)),
        Format::Markdown => Ok(text::matrix_markdown(&matrix, full)),
        Format::Html => Ok(text::matrix_html(&matrix)),
        Format::Json => Ok(json(&matrix)),
        Format::Github | Format::Junit | Format::Sarif => Err(format.refused("a matrix")),
    }
}

fn matrix_of(versions: &[Version], rulings: &[Ruling]) -> Matrix {
    let versions: Vec<MatrixVersion<'_>> = versions
        .iter()
        .map(|version| MatrixVersion {
            name: &version.name,
            model: version.model(),
        })
        .collect();
    Matrix::of(&versions, rulings)
}

/// What a page shows beside the changes between versions of one service: which version has what, and what
/// users of the old one write with the new one. Of files nobody knows that they belong together.
pub(super) fn of_page(
    [old, new]: [&Version; 2],
    renames: &Renames,
    rulings: &[Ruling],
) -> Vec<Table> {
    if !old.is_beside(new) {
        return Vec::new();
    }
    let mut tables = Vec::new();
    if let Some(migration) = migration_of([old, new], renames) {
        tables.push(text::migration_table(&migration));
    }
    tables.push(text::matrix_table(&matrix_of(&old.siblings(), rulings)));
    tables
}

/// What users of the old version write with the new one.
pub(super) fn migration(
    [old, new]: [&Version; 2],
    renames: &Renames,
    format: Format,
) -> Result<String, Error> {
    let Some(migration) = migration_of([old, new], renames) else {
        return Err(Error::usage("without Rust items there is no migration"));
    };
    match format {
        Format::Text => Ok(text::migration_text(&migration)),
        Format::Markdown => Ok(text::migration_markdown(&migration)),
        Format::Json => Ok(json(&migration)),
        _ => Err(format.refused("a migration")),
    }
}

fn migration_of([old, new]: [&Version; 2], renames: &Renames) -> Option<Migration> {
    let (old_items, new_items) = (old.items()?, new.items()?);
    let models = [old.model(), new.model()];
    let same = Counterparts::new(models[0], models[1], renames).paths();
    Some(Migration::between(&old_items, &new_items, models, &same))
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

/// Which release a crate needs whose code changes, and why.
pub(super) fn bump(
    [old, new]: [&Version; 2],
    changes: &[Judged],
    format: Format,
) -> Result<String, Error> {
    let release = release(changes);
    let (bump, before) = (release.bump, release.bump.before_1_0());
    let reasons = release.reasons.iter().copied().map(Reason::of);
    match format {
        Format::Json => Ok(json(&ReleaseJson {
            bump,
            before_1_0: before,
            reasons: reasons.collect(),
        })),
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
            Ok(text)
        }
        _ => Err(format.refused("a release")),
    }
}
