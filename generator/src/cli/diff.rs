//! `diff`: turns two versions or files into what changed between them.

mod gate;
mod guide;
mod output;
mod tables;
mod version;

use std::path::{Path, PathBuf};

use clap::Args;

use odata_bindgen::config::{RENAMES, RenameRuling};
use odata_bindgen::diff::report::Comparison;
use odata_bindgen::diff::rules::Models;
use odata_bindgen::diff::{self, ItemIndex, NoItems, Ruling};
use odata_bindgen::error::Error;
use odata_bindgen::files;
use odata_bindgen::impact::Items;

use super::Outcome;
use super::console::Console;
use super::options::Settings;
use super::rules;
use gate::{Gate, Sieve};
use guide::GuideOptions;
use output::{Format, Output};
use tables::TableOptions;
use version::{Reader, Version};

/// Say what changed between two versions or files.
///
/// Each change stands under its type, the worst first, with its level and the rule that judged it: `+` was
/// added, `-` was removed, `→` has another name, `~` changed in another way. Names are taken for one
/// element by evidence, which is stated with how sure it is.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Diff {
    /// The old version of the settings, or a metadata file.
    #[arg(value_name = "OLD", required_unless_present_any = ["matrix", "explain"])]
    old: Option<String>,
    /// The new one.
    #[arg(value_name = "NEW", required_unless_present_any = ["matrix", "explain"])]
    new: Option<String>,
    /// Still newer ones: each is compared with the one before it.
    #[arg(value_name = "NEXT", conflicts_with = "map")]
    next: Vec<String>,
    /// Tell the story of a rule by which changes are judged, and compare nothing.
    #[arg(long, value_name = "RULE")]
    explain: Option<String>,
    /// Decisions about names; `metadata/renames.toml` beside the settings, where there is one.
    #[arg(long, value_name = "FILE")]
    renames: Option<PathBuf>,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    tables: TableOptions,
    #[command(flatten)]
    guide: GuideOptions,
    #[command(flatten)]
    gate: Gate,
    #[command(flatten)]
    settings: Settings,
}

const EXAMPLES: &str = "\
Examples:
  odata-bindgen diff v1.0 v2.0
  odata-bindgen diff old.xml new.xml --positions
  odata-bindgen diff old.xml new.xml --format html --output changes.html
  odata-bindgen diff old.xml new.xml --fail-on breaking --ignore accepted.toml
  odata-bindgen diff v2.0 beta --only Message --only 'Event/*Time*'
  odata-bindgen diff 2024.xml 2025.xml 2026.xml     what changed from each to the next
  odata-bindgen diff v1.0 v2.0 --migration          what Rust code has to be written otherwise
  odata-bindgen diff --matrix --format markdown     which version has what, under which name
  odata-bindgen diff v2.0 graph.xml --map graph.toml --root User=user --format markdown
  odata-bindgen explain property-removed            the story behind a judgement";

impl Diff {
    pub(super) fn run(&self, console: &Console) -> Result<Outcome, Error> {
        if let Some(rule) = &self.explain {
            return rules::explain(rule, console);
        }
        if self.guide.is_asked() {
            let names = [&self.old, &self.new].map(|name| name.as_deref().unwrap_or_default());
            self.guide
                .run(names, &self.settings, &self.output, console)?;
            return Ok(Outcome::Done);
        }
        let versions = self.versions()?;
        let rulings = self.rulings()?;
        let format = self.output.format;
        if self.tables.matrix {
            let matrix = tables::matrix(&versions, &rulings, format, self.tables.full)?;
            self.output.write(&matrix, console)?;
            return Ok(Outcome::Done);
        }
        let levels = versions.last().map(Version::levels);
        let mut sieve = self.gate.sieve(levels.unwrap_or_default())?;
        let mut steps = Vec::new();
        for step in versions.windows(2) {
            let pair = [&step[0], &step[1]];
            steps.push((pair, self.step(pair, &rulings, &mut sieve, console)?));
        }
        let mut report = match steps.as_slice() {
            [(_, report)] => report.clone(),
            steps => tables::history(steps, format)?,
        };
        match (sieve.left_out(), format) {
            (Some(line), Format::Text) => report.push_str(&line),
            // a document for programs is to stay one
            (Some(line), _) => console.warn(&line),
            (None, _) => {}
        }
        self.output.write(&report, console)?;
        sieve.finish(console)
    }

    fn versions(&self) -> Result<Vec<Version>, Error> {
        let names = self.old.iter().chain(&self.new).chain(&self.next);
        let names: Vec<&String> = names.collect();
        let with_rust = !self.tables.no_rust && !self.tables.matrix;
        let reader = Reader::new(&self.settings, with_rust);
        match names.is_empty() {
            true => reader.all(),
            false => reader.read(&names),
        }
    }

    /// The report about two that follow each other.
    fn step(
        &self,
        [old, new]: [&Version; 2],
        rulings: &[Ruling],
        sieve: &mut Sieve<'_>,
        console: &Console,
    ) -> Result<String, Error> {
        let format = self.output.format;
        let renames = diff::renames::find(old.model(), new.model(), rulings);
        if self.tables.migration {
            return tables::migration([old, new], &renames, format);
        }
        let models = Models {
            old: old.model(),
            new: new.model(),
            renames: &renames,
        };
        let items = [old.items(), new.items()];
        let items = items.each_ref().map(index);
        let changes = diff::compare(old.model(), new.model(), &renames);
        let mut changes = diff::review(changes, &models, items);
        sieve.sift(&mut changes);
        if self.tables.bump {
            return tables::bump([old, new], &changes, format);
        }
        let comparison = Comparison {
            old: &old.name,
            new: &new.name,
            changes: &changes,
            old_sources: old.sources(),
            new_sources: new.sources(),
        };
        let tables = match format {
            Format::Html => tables::of_page([old, new], &renames, rulings),
            _ => Vec::new(),
        };
        Ok(self.output.report(&comparison, &tables, console))
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

/// Where Rust items are looked up, if anybody asks for them.
fn index<'i>(items: &'i Option<Items<'_>>) -> &'i dyn ItemIndex {
    match items {
        Some(items) => items,
        None => &NoItems,
    }
}
