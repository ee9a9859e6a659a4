//! Turns the versions in the repository's own config into the reports in `docs/changes/`.

use odata_bindgen::config::{Config, FILE_NAME, RENAMES, RenameRuling};
use odata_bindgen::diagnostics::{Sources, Style};
use odata_bindgen::diff::matrix::{Matrix, MatrixVersion};
use odata_bindgen::diff::report::Comparison;
use odata_bindgen::diff::rules::Models;
use odata_bindgen::diff::{self, Counterparts, Judged, Renames, Ruling, renames};
use odata_bindgen::error::Error;
use odata_bindgen::impact::{Items, Migration};
use odata_bindgen::model::Model;
use odata_bindgen::text::{self, PageOptions};
use odata_bindgen::{plan, plans};

use crate::place;

/// The folder of the reports, from the root of the repository.
pub const FOLDER: &str = "docs/changes";

/// A version with everything that reports are made of.
struct Version<'p> {
    name: &'p str,
    model: &'p Model,
    items: Items<'p>,
}

/// Two versions that follow each other.
struct Step<'p> {
    old: &'p Version<'p>,
    new: &'p Version<'p>,
    renames: Renames,
    /// Which version has what, of all of them.
    matrix: &'p Matrix,
    /// The documents of all versions.
    sources: &'p Sources,
}

/// All reports, each with the name of its file.
///
/// # Panics
/// When the settings or the metadata of the repository cannot be used.
#[must_use]
pub fn files() -> Vec<(String, String)> {
    let usable = |error: Error| -> ! { panic!("{}", error.render(Style::default())) };
    let (config, _) =
        Config::load(&place::root().join(FILE_NAME)).unwrap_or_else(|error| usable(error));
    let read = plans(&config).unwrap_or_else(|error| usable(error));
    let rulings = rulings().unwrap_or_else(|error| usable(error));
    let labels = config.versions.iter().map(|version| &*version.label);
    let parts = read.models.iter().zip(&read.versions);
    let versions: Vec<Version<'_>> = labels
        .zip(parts)
        .map(|(name, (model, plan))| version(&config, name, model, plan))
        .collect();
    let matrix = matrix(&versions, &rulings);
    let mut files: Vec<(String, String)> = Vec::new();
    for pair in versions.windows(2) {
        let (old, new) = (&pair[0], &pair[1]);
        let renames = renames::find(old.model, new.model, &rulings);
        let sources = &read.report.sources;
        files.extend(of_step(&Step {
            old,
            new,
            renames,
            matrix: &matrix,
            sources,
        }));
    }
    files.extend(of_all(&matrix));
    // documents are named as from the root of the repository, wherever that is
    let root = format!("{}/", place::root().display()).replace('\\', "/");
    let texts = files.into_iter();
    texts
        .map(|(name, text)| (name, text.replace(&root, "")))
        .collect()
}

/// The reports about two versions that follow each other: one line each.
fn of_step(step: &Step<'_>) -> Vec<(String, String)> {
    let name = format!("{}-to-{}", step.old.name, step.new.name);
    let changes = judged(step);
    let comparison = Comparison {
        old: step.old.name,
        new: step.new.name,
        changes: &changes,
        old_sources: step.sources,
        new_sources: step.sources,
    };
    let migration = migration(step);
    let tables = [
        text::migration_table(&migration),
        text::matrix_table(step.matrix),
    ];
    vec![
        (format!("{name}.md"), text::markdown(&comparison, None)),
        (
            format!("{name}.html"),
            text::html(&comparison, PageOptions { tables: &tables }),
        ),
        (
            format!("{name}-rust.md"),
            text::migration_markdown(&migration),
        ),
    ]
}

/// The facts about a step, with the Rust items that they touch.
fn judged(
    Step {
        old, new, renames, ..
    }: &Step<'_>,
) -> Vec<Judged> {
    let models = Models {
        old: old.model,
        new: new.model,
        renames,
    };
    let changes = diff::compare(old.model, new.model, renames);
    diff::review(changes, &models, [&old.items, &new.items])
}

fn matrix(versions: &[Version<'_>], rulings: &[Ruling]) -> Matrix {
    let versions: Vec<MatrixVersion<'_>> = versions
        .iter()
        .map(|version| MatrixVersion {
            name: version.name,
            model: version.model,
        })
        .collect();
    Matrix::of(&versions, rulings)
}

/// The reports about all versions: one line each.
fn of_all(matrix: &Matrix) -> Vec<(String, String)> {
    let markdown = text::matrix_markdown(matrix, false);
    vec![
        ("matrix.md".to_owned(), markdown),
        ("matrix.html".to_owned(), text::matrix_html(matrix)),
    ]
}

fn version<'p>(
    config: &Config,
    name: &'p str,
    model: &'p Model,
    plan: &'p plan::Version,
) -> Version<'p> {
    Version {
        name,
        model,
        items: Items::new(&config.package.name, model, plan),
    }
}

fn migration(
    Step {
        old, new, renames, ..
    }: &Step<'_>,
) -> Migration {
    let same = Counterparts::new(old.model, new.model, renames).paths();
    Migration::between(&old.items, &new.items, [old.model, new.model], &same)
}

/// The decisions about names that are beside the metadata.
fn rulings() -> Result<Vec<Ruling>, Error> {
    let rulings = RenameRuling::load(&place::root().join(RENAMES))?;
    let ruling = |ruling: RenameRuling| Ruling {
        old: ruling.old,
        new: ruling.new,
        same: ruling.same,
        reason: ruling.reason,
    };
    Ok(rulings.into_iter().map(ruling).collect())
}
