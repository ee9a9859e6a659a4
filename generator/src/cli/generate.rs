//! `generate`: turns metadata into a crate, as the settings ask.

use std::time::{Duration, Instant, SystemTime};

use clap::Args;
use serde::{Deserialize, Serialize};

use odata_bindgen::config::Config;
use odata_bindgen::diagnostics::Finding;
use odata_bindgen::error::Error;
use odata_bindgen::fetch::{Fetched, Fetcher};
use odata_bindgen::files::{self, Comparison, WriteOptions};
use odata_bindgen::{Generated, Stage, generate, generate_watched, text};

use super::Outcome;
use super::changes::{Changes, Loss};
use super::console::{Console, counted};
use super::listing::{Listing, listings};
use super::options::Settings;
use super::progress::Progress;
use super::selection::{self, SelectionOptions};
use super::stamp::Stamp;

/// Generate the crate that the settings ask for.
///
/// Reads `odata-bindgen.toml`, the metadata of each version, and the lock file that keeps the Rust
/// names of earlier runs. Then the output folder is replaced as a whole: files of types that no
/// longer exist are removed, files that nobody generated stay. Where anything is wrong with the
/// settings or the metadata, every problem is reported with its place and nothing is written.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Generate {
    #[command(flatten)]
    settings: Settings,
    #[command(flatten)]
    selection: SelectionOptions,
    /// List how much would be generated, by namespace and by what the client leads to; write nothing.
    #[arg(long, conflicts_with_all = ["dry_run", "why"])]
    list: bool,
    /// Say how a type or operation came in, or where what leads to it was cut; write nothing.
    #[arg(long, value_name = "NAME", conflicts_with_all = ["dry_run", "json"])]
    why: Option<String>,
    /// List the types and functions that would come, go or change, and write nothing.
    #[arg(long)]
    dry_run: bool,
    /// Write into a folder that holds other files, and overwrite those that stand in the way.
    #[arg(long)]
    force: bool,
    /// Look at everything again, also where nothing has changed since the last run.
    #[arg(long)]
    fresh: bool,
    /// First fetch the documents that are referred to by an address and not at hand; they are kept, so that
    /// the next run needs no network.
    #[arg(long, conflicts_with_all = ["list", "why", "dry_run"])]
    fetch: bool,
    /// How many of a hundred types may be removed; a run that would remove more writes nothing.
    #[arg(long, value_name = "PERCENT", default_value_t = 20)]
    #[arg(value_parser = clap::value_parser!(u8).range(0..=100))]
    max_removed: u8,
    /// Say nothing unless something is wrong.
    #[arg(long, short)]
    quiet: bool,
    /// Write the summary and all findings as JSON.
    #[arg(long, conflicts_with = "quiet")]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  odata-bindgen generate
  odata-bindgen generate --list --include 'me/messages/**'
  odata-bindgen generate --why microsoft.graph.driveItem
  odata-bindgen generate --dry-run                see what the new metadata does to your code
  odata-bindgen generate --max-removed 100        after a version was taken out of the settings
  odata-bindgen generate --deny missing-key       be strict about one rule";

/// What a run did, or would do.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Summary {
    dry_run: bool,
    versions: Vec<VersionSummary>,
    files: FileCounts,
    /// Of all generated files together.
    bytes: usize,
    milliseconds: u128,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(skip_deserializing)]
    changes: Option<Changes>,
    pub(super) findings: Vec<Finding>,
}

#[derive(Debug, Serialize, Deserialize)]
struct VersionSummary {
    name: String,
    types: usize,
    functions: usize,
}

#[derive(Debug, Serialize, Deserialize)]
struct FileCounts {
    written: usize,
    changed: usize,
    removed: usize,
    unchanged: usize,
}

impl Generate {
    pub(super) fn run(&self, console: &Console) -> Result<Outcome, Error> {
        let (start, since) = (Instant::now(), SystemTime::now());
        let mut config = self.settings.load()?;
        self.selection.apply(&mut config);
        if let Some(name) = &self.why {
            console.print(&selection::why(&config, name)?)?;
            return Ok(Outcome::Done);
        }
        if self.list {
            return self.list(&config, console);
        }
        let stamp = Stamp::new(&self.settings.config, &config, since);
        let stamp = stamp.filter(|_| !self.dry_run);
        let told = stamp.as_ref().filter(|_| !self.is_whole());
        if let Some(told) = told.and_then(|stamp| stamp.recall(console.style())) {
            let mut summary = told.summary;
            summary.milliseconds = start.elapsed().as_millis();
            if !self.json {
                console.warn(&told.report);
            }
            return self.report(&summary, true, start, console);
        }
        let result = self.fetch(&config, console);
        let result = result.and_then(|()| self.work(&config, start));
        if let (true, Err(error)) = (self.json, &result) {
            console.print_json(&Failure::new(error))?;
        }
        let (generated, summary, fresh) = result?;
        if !self.json {
            console.show(&generated.report);
        }
        self.report(&summary, fresh, start, console)?;
        if let (true, Some(stamp)) = (fresh, stamp) {
            stamp.keep(&generated, &config, summary, console.style());
        }
        Ok(Outcome::Done)
    }

    /// Whether this run is asked to look at everything.
    fn is_whole(&self) -> bool {
        self.fresh || self.force || self.fetch
    }

    /// Fetches what is not at hand, where that is asked for, and says so.
    fn fetch(&self, config: &Config, console: &Console) -> Result<(), Error> {
        if !self.fetch {
            return Ok(());
        }
        for Fetched { address, path } in Fetcher::new()?.missing(config)? {
            if !self.quiet {
                console.warn(&format!(
                    "fetched `{address}` into `{}`\n",
                    files::shown(path)
                ));
            }
        }
        Ok(())
    }

    /// Says on standard output what was done.
    fn report(
        &self,
        summary: &Summary,
        fresh: bool,
        start: Instant,
        console: &Console,
    ) -> Result<Outcome, Error> {
        if self.json {
            console.print_json(summary)?;
        } else if !self.quiet || self.dry_run {
            console.print(&summary.render(fresh, start.elapsed()))?;
        }
        Ok(Outcome::Done)
    }

    /// Shows how much would be generated.
    fn list(&self, config: &Config, console: &Console) -> Result<Outcome, Error> {
        let result = generate(config);
        if let (true, Err(error)) = (self.json, &result) {
            console.print_json(&Failure::new(error))?;
        }
        let listings = listings(&result?, config);
        if self.json {
            console.print_json(&listings)?;
        } else {
            let texts: Vec<String> = listings.iter().map(Listing::render).collect();
            console.print(&texts.join("\n"))?;
        }
        Ok(Outcome::Done)
    }

    fn work(&self, config: &Config, start: Instant) -> Result<(Generated, Summary, bool), Error> {
        let progress = Progress::begin(!self.quiet && !self.json);
        let generated = generate_watched(config, &|stage| progress.reach(stage))?;
        progress.reach(Stage::Writing {
            files: generated.files.len(),
        });
        let lock_was_fresh = generated.is_lock_fresh(config)?;
        let (comparison, changes) = if self.dry_run {
            let comparison = generated.compare(config)?;
            let changes = Changes::find(&generated, config, &comparison)?;
            (comparison, Some(changes))
        } else {
            self.refuse_loss(&generated)?;
            let options = WriteOptions { force: self.force };
            (generated.write(config, &options)?, None)
        };
        let fresh = comparison.is_fresh() && lock_was_fresh;
        let mut summary = Summary::new(&generated, config, &comparison, changes);
        summary.milliseconds = start.elapsed().as_millis();
        Ok((generated, summary, fresh))
    }

    /// Refuses to go on where an unlikely share of the types would be removed: more often than not
    /// the metadata is half a download, or that of another service.
    fn refuse_loss(&self, generated: &Generated) -> Result<(), Error> {
        const MOST: usize = 5;
        let loss = Loss::find(&generated.before, &generated.lock);
        if !loss.exceeds(self.max_removed) {
            return Ok(());
        }
        let (lost, before) = (loss.lost.len(), loss.before);
        let names = loss.lost.iter().take(MOST).map(|name| format!("`{name}`"));
        let mut names = names.collect::<Vec<_>>().join(", ");
        if lost > MOST {
            names.push_str(&format!(" and {} more", lost - MOST));
        }
        let most = self.max_removed;
        let message =
            format!("{lost} of {before} types would be removed, more than {most} %: {names}");
        let help = "look with `generate --dry-run`; if it is right, say `--max-removed 100`";
        Err(Error::Refused {
            message,
            help: help.to_owned(),
        })
    }
}

impl Summary {
    fn new(
        generated: &Generated,
        config: &Config,
        comparison: &Comparison,
        changes: Option<Changes>,
    ) -> Self {
        let versions = generated.versions.iter().map(|version| {
            let (types, functions) = text::count(version);
            let name = version
                .module
                .clone()
                .unwrap_or_else(|| config.package.name.clone());
            VersionSummary {
                name,
                types,
                functions,
            }
        });
        Self {
            dry_run: changes.is_some(),
            versions: versions.collect(),
            files: FileCounts {
                written: comparison.added.len(),
                changed: comparison.changed.len(),
                removed: comparison.removed.len(),
                unchanged: comparison.unchanged.len(),
            },
            bytes: generated.files.iter().map(|(_, text)| text.len()).sum(),
            milliseconds: 0,
            changes,
            findings: generated.report.findings(),
        }
    }

    fn render(&self, fresh: bool, time: Duration) -> String {
        let mut text = self
            .changes
            .as_ref()
            .map_or_else(String::new, Changes::render);
        let width = self.versions.iter().map(|version| version.name.len()).max();
        let width = width.unwrap_or(0);
        for VersionSummary {
            name,
            types,
            functions,
        } in &self.versions
        {
            text.push_str(&format!(
                "{name:width$}  {}, {}
",
                counted(*types, "type"),
                counted(*functions, "function")
            ));
        }
        let FileCounts {
            written,
            changed,
            removed,
            unchanged,
        } = self.files;
        let would = if self.dry_run { "would be " } else { "" };
        text.push_str(&match fresh {
            true => format!("nothing to do: all {unchanged} files are fresh"),
            false => format!(
                "{written} files {would}written, {changed} changed, {removed} removed; {unchanged} unchanged"
            ),
        });
        let size = self.bytes.div_ceil(1024);
        text.push_str(&format!(" ({size} KiB, {:.2} s)\n", time.as_secs_f64()));
        text
    }
}

/// A failure as programs read it.
#[derive(Debug, Serialize)]
pub(super) struct Failure {
    error: String,
    help: Option<String>,
    findings: Vec<Finding>,
}

impl Failure {
    pub(super) fn new(error: &Error) -> Self {
        Self {
            error: error.to_string(),
            help: error.help(),
            findings: error
                .report()
                .map(|report| report.findings())
                .unwrap_or_default(),
        }
    }
}
