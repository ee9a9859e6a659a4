//! `diff`: turns two versions or files into what changed between them.

mod gate;

use std::path::{Path, PathBuf};

use clap::Args;

use odata_bindgen::config::{RENAMES, RenameRuling};
use odata_bindgen::diagnostics::{Levels, Sources};
use odata_bindgen::diff::report::{self, Comparison, TextOptions};
use odata_bindgen::diff::rules::Models;
use odata_bindgen::diff::{self, NoItems, Ruling};
use odata_bindgen::error::Error;
use odata_bindgen::model::Model;
use odata_bindgen::{files, models};

use super::Outcome;
use super::console::Console;
use super::dump;
use super::options::{Format, Settings, Subject, Subjects};
use super::rules;
use gate::Gate;

/// Say what changed between two versions or files.
///
/// Each change stands under its type: `+` was added, `-` was removed, `→` has another name, `~` changed
/// in another way. Names are taken for one element by evidence, which is stated with how sure it is.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Diff {
    /// The old version of the settings, or a metadata file.
    #[arg(value_name = "OLD", required_unless_present = "explain")]
    old: Option<String>,
    /// The new one.
    #[arg(value_name = "NEW", required_unless_present = "explain")]
    new: Option<String>,
    /// Tell the story of a rule by which changes are judged, and compare nothing.
    #[arg(long, value_name = "RULE")]
    explain: Option<String>,
    /// Show file and line of each change.
    #[arg(long)]
    positions: bool,
    /// Decisions about names; `metadata/renames.toml` beside the settings, where there is one.
    #[arg(long, value_name = "FILE")]
    renames: Option<PathBuf>,
    /// How it is written.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    #[command(flatten)]
    gate: Gate,
    #[command(flatten)]
    settings: Settings,
}

const EXAMPLES: &str = "\
Exit codes:
  0  done; with `--fail-on`: nothing of this level that is not accepted
  1  the metadata, the settings or the file system stand in the way
  2  wrong usage: an unknown option, version or level
  3  with `--fail-on`: there are such changes; the report was written all the same

Examples:
  odata-bindgen diff v1.0 v2.0
  odata-bindgen diff old.xml new.xml --positions
  odata-bindgen diff v2.0 beta --format json
  odata-bindgen diff old.xml new.xml --fail-on breaking --ignore accepted.toml
  odata-bindgen diff v2.0 beta --only Message --only 'Event/*Time*'
  odata-bindgen explain property-removed      the story behind a judgement";

/// One of the two.
struct Side {
    name: String,
    model: Model,
    sources: Sources,
    levels: Levels,
}

impl Diff {
    pub(super) fn run(&self, console: &Console) -> Result<Outcome, Error> {
        if let Some(rule) = &self.explain {
            return rules::explain(rule, console);
        }
        let old = self.read(self.old.as_deref().unwrap_or_default())?;
        let new = self.read(self.new.as_deref().unwrap_or_default())?;
        let renames = diff::renames::find(&old.model, &new.model, &self.rulings()?);
        let models = Models {
            old: &old.model,
            new: &new.model,
            renames: &renames,
        };
        let changes = diff::compare(&old.model, &new.model, &renames);
        let mut changes = diff::review(changes, &models, [&NoItems, &NoItems]);
        let sifted = self.gate.sift(&mut changes, new.levels)?;
        let comparison = Comparison {
            old: &old.name,
            new: &new.name,
            changes: &changes,
            old_sources: &old.sources,
            new_sources: &new.sources,
        };
        match self.format {
            Format::Json => console.print_json(&report::json(&comparison))?,
            Format::Text => {
                let options = TextOptions {
                    positions: self.positions,
                    color: console.colors_results(),
                };
                console.print(&report::text(&comparison, options))?;
            }
        }
        self.gate.finish(&changes, sifted, self.format, console)
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
            levels: config.levels,
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
