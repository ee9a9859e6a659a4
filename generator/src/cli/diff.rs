//! `diff`: turns two versions or files into what changed between them.

mod guide;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use odata_bindgen::config::{RENAMES, RenameRuling};
use odata_bindgen::diagnostics::Sources;
use odata_bindgen::diff::report::{self, Comparison, TextOptions};
use odata_bindgen::diff::rules::Models;
use odata_bindgen::diff::{self, NoItems, Ruling};
use odata_bindgen::error::Error;
use odata_bindgen::model::Model;
use odata_bindgen::{files, models};

use super::Outcome;
use super::console::Console;
use super::dump;
use super::options::{Settings, Subject, Subjects};
use guide::GuideOptions;

/// Say what changed between two versions or files.
///
/// Each change stands under its type: `+` was added, `-` was removed, `→` has another name, `~` changed
/// in another way. Names are taken for one element by evidence, which is stated with how sure it is.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Diff {
    /// The old version of the settings, or a metadata file.
    #[arg(value_name = "OLD")]
    old: String,
    /// The new one.
    #[arg(value_name = "NEW")]
    new: String,
    /// Show file and line of each change.
    #[arg(long)]
    positions: bool,
    /// Decisions about names; `metadata/renames.toml` beside the settings, where there is one.
    #[arg(long, value_name = "FILE")]
    renames: Option<PathBuf>,
    /// How it is written.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: DiffFormat,
    #[command(flatten)]
    guide: GuideOptions,
    #[command(flatten)]
    settings: Settings,
}

const EXAMPLES: &str = "\
Examples:
  odata-bindgen diff v1.0 v2.0
  odata-bindgen diff old.xml new.xml --positions
  odata-bindgen diff v2.0 beta --format json
  odata-bindgen diff v2.0 graph.xml --map graph.toml --root User=user --format markdown";

/// How the result is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum DiffFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// For pages that people read; with `--map` only.
    Markdown,
}

/// One of the two.
struct Side {
    name: String,
    model: Model,
    sources: Sources,
}

impl Diff {
    pub(super) fn run(&self, console: &Console) -> Result<Outcome, Error> {
        if self.guide.is_asked() {
            let names = [&*self.old, &*self.new];
            self.guide
                .run(names, &self.settings, self.format, console)?;
            return Ok(Outcome::Done);
        }
        let old = self.read(&self.old)?;
        let new = self.read(&self.new)?;
        let renames = diff::renames::find(&old.model, &new.model, &self.rulings()?);
        let models = Models {
            old: &old.model,
            new: &new.model,
            renames: &renames,
        };
        let changes = diff::compare(&old.model, &new.model, &renames);
        let changes = diff::review(changes, &models, [&NoItems, &NoItems]);
        let comparison = Comparison {
            old: &old.name,
            new: &new.name,
            changes: &changes,
            old_sources: &old.sources,
            new_sources: &new.sources,
        };
        match self.format {
            DiffFormat::Json => console.print_json(&report::json(&comparison))?,
            DiffFormat::Markdown => {
                let message = "changes are not written as Markdown, only a guide is";
                return Err(Error::Usage {
                    message: message.to_owned(),
                    help: Some("name the mapping of the two services with `--map`".to_owned()),
                });
            }
            DiffFormat::Text => {
                let options = TextOptions {
                    positions: self.positions,
                    color: console.colors_results(),
                };
                console.print(&report::text(&comparison, options))?;
            }
        }
        Ok(Outcome::Done)
    }

    fn read(&self, name: &str) -> Result<Side, Error> {
        let subjects = Subjects::one(name, &self.settings);
        let nothing = || Error::usage(format!("there is nothing called `{name}`"));
        let subject = subjects.read()?.into_iter().next().ok_or_else(nothing)?;
        let Subject { config, chosen } = subject;
        let at = chosen.first().copied().ok_or_else(nothing)?;
        let mut read = models(&config)?;
        let version = &config.versions[at];
        let name = match version.label.is_empty() {
            true => dump::name(&config, at),
            false => version.label.clone(),
        };
        Ok(Side {
            name,
            model: read.models.swap_remove(at),
            sources: read.report.sources,
        })
    }

    /// What people have decided about names.
    fn rulings(&self) -> Result<Vec<Ruling>, Error> {
        let beside = || {
            let root = self.settings.config.parent().unwrap_or(Path::new(""));
            Some(root.join(RENAMES)).filter(|path| files::exists(path))
        };
        let Some(path) = self.renames.clone().or_else(beside) else {
            return Ok(Vec::new());
        };
        let rulings = RenameRuling::load(&path)?.into_iter();
        Ok(rulings
            .map(|ruling| Ruling {
                old: ruling.old,
                new: ruling.new,
                same: ruling.same,
                reason: ruling.reason,
            })
            .collect())
    }
}
