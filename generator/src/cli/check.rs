//! `check`: turns the difference between what is there and what would be generated into an exit code.

use clap::Args;
use std::time::SystemTime;

use serde::Serialize;

use odata_bindgen::config::Config;
use odata_bindgen::diagnostics::Finding;
use odata_bindgen::error::Error;
use odata_bindgen::{Generated, files, generate};

use super::Outcome;
use super::changes::shown;
use super::console::Console;
use super::generate::Failure;
use super::options::Settings;
use super::selection::SelectionOptions;
use super::stamp::Stamp;

/// Say whether the generated crate is what `generate` would write.
///
/// Writes nothing. Each file that is stale, missing or left over is named on standard output, and so
/// is the lock file; then the exit code is 1. Findings about the metadata are reported as by
/// `generate`, such as a new element that did not get the Rust name that it would have had.
#[derive(Debug, Args)]
#[command(after_long_help = "Example:\n  odata-bindgen check || odata-bindgen generate")]
pub(super) struct Check {
    #[command(flatten)]
    settings: Settings,
    #[command(flatten)]
    selection: SelectionOptions,
    /// Look at everything again, also where nothing has changed since `generate` had nothing to do.
    #[arg(long)]
    fresh: bool,
    /// Say nothing but what is stale.
    #[arg(long, short)]
    quiet: bool,
    /// Write the result and all findings as JSON.
    #[arg(long, conflicts_with = "quiet")]
    json: bool,
}

/// What is not as it would be generated: paths as seen from the current folder.
#[derive(Debug, Default, Serialize)]
struct Verdict {
    fresh: bool,
    stale: Vec<String>,
    missing: Vec<String>,
    left_over: Vec<String>,
    interrupted: bool,
    findings: Vec<Finding>,
}

impl Check {
    pub(super) fn run(&self, console: &Console) -> Result<Outcome, Error> {
        let since = SystemTime::now();
        let mut config = self.settings.load()?;
        self.selection.apply(&mut config);
        let stamp = Stamp::new(&self.settings.config, &config, since).filter(|_| !self.fresh);
        if let Some(told) = stamp.and_then(|stamp| stamp.recall(console.style())) {
            let verdict = Verdict {
                fresh: true,
                findings: told.summary.findings,
                ..Verdict::default()
            };
            return self.report(&verdict, &told.report, told.files, console);
        }
        let result = generate(&config).and_then(|generated| {
            let verdict = Verdict::find(&generated, &config)?;
            Ok((generated, verdict))
        });
        if let (true, Err(error)) = (self.json, &result) {
            console.print_json(&Failure::new(error))?;
        }
        let (generated, verdict) = result?;
        let report = generated.report.render(console.style());
        self.report(&verdict, &report, generated.files.len(), console)
    }

    fn report(
        &self,
        verdict: &Verdict,
        report: &str,
        files: usize,
        console: &Console,
    ) -> Result<Outcome, Error> {
        if self.json {
            console.print_json(verdict)?;
        } else {
            if !self.quiet {
                console.warn(report);
            }
            console.print(&verdict.render())?;
            if verdict.fresh && !self.quiet {
                console.print(&format!("fresh: all {files} files\n"))?;
            }
        }
        Ok(if verdict.fresh {
            Outcome::Done
        } else {
            Outcome::Stale
        })
    }
}

impl Verdict {
    fn find(generated: &Generated, config: &Config) -> Result<Self, Error> {
        let comparison = generated.compare(config)?;
        let lock_is_fresh = generated.is_lock_fresh(config)?;
        let paths =
            |list: &[files::RelativePath]| list.iter().map(|path| shown(config, path)).collect();
        let (mut stale, mut missing): (Vec<_>, Vec<_>) =
            (paths(&comparison.changed), paths(&comparison.added));
        let lock = files::shown(&config.lock());
        if !lock_is_fresh {
            let list = if files::exists(&config.lock()) {
                &mut stale
            } else {
                &mut missing
            };
            list.push(lock);
        }
        Ok(Self {
            fresh: comparison.is_fresh() && lock_is_fresh,
            stale,
            missing,
            left_over: paths(&comparison.removed),
            interrupted: comparison.interrupted,
            findings: generated.report.findings(),
        })
    }

    fn render(&self) -> String {
        let lists = [
            ("stale", &self.stale),
            ("missing", &self.missing),
            ("left over", &self.left_over),
        ];
        let lines = lists
            .into_iter()
            .flat_map(|(word, paths)| paths.iter().map(move |path| format!("{word}: {path}\n")));
        let mut text: String = lines.collect();
        if self.interrupted {
            text.push_str("interrupted: a run was broken off; the next `generate` finishes it\n");
        }
        text
    }
}
