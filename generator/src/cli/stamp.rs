//! Turns what the last run said into what this one says, where there is as little to do.

use std::env;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use odata_bindgen::Generated;
use odata_bindgen::config::Config;
use odata_bindgen::diagnostics::Style;
use odata_bindgen::files::{self, Footprint};

use super::generate::Summary;

/// Where a run with some settings finds the note of the last one, and leaves its own.
///
/// Notes are in Cargo's target folder and not in the generated tree: they hold times and hashes.
#[derive(Debug)]
pub(super) struct Stamp {
    place: PathBuf,
    key: u64,
    /// When this run began, before it looked at anything.
    since: SystemTime,
}

/// What a run said that had nothing to do.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Told {
    pub(super) summary: Summary,
    /// How many files there are, without the list of them.
    pub(super) files: usize,
    /// The findings as they were shown.
    pub(super) report: String,
    /// How they were shown.
    style: Style,
}

#[derive(Serialize, Deserialize)]
struct Note {
    key: u64,
    footprint: Footprint,
    told: Told,
}

impl Stamp {
    /// None where Cargo has no folder for such notes.
    ///
    /// All settings count, those of the command line among them: they are a part of `config`.
    pub(super) fn new(settings: &Path, config: &Config, since: SystemTime) -> Option<Self> {
        let named = env::var_os("CARGO_TARGET_DIR").filter(|name| !name.is_empty());
        Some(Self {
            place: files::stamp_place(settings, named.as_deref().map(Path::new))?,
            key: files::key(&format!("{config:?}"))?,
            since,
        })
    }

    /// What the last run said, where it had nothing to do and nothing has changed since.
    pub(super) fn recall(&self, style: Style) -> Option<Told> {
        let text = files::recall(&self.place)?;
        let mut note: Note = serde_json::from_str(&text).ok()?;
        let looks_alike = note.told.report.is_empty() || note.told.style == style;
        if note.key != self.key || !looks_alike {
            return None;
        }
        let footprint = note.footprint.renewed(self.since)?;
        if footprint != note.footprint {
            note.footprint = footprint;
            self.write(&note);
        }
        Some(note.told)
    }

    /// Leaves a note for the next run; only a run that had nothing to do may do so.
    ///
    /// One that had gave out names, and what it found need not be found again: that an element did not
    /// get its name is said once.
    pub(super) fn keep(
        &self,
        generated: &Generated,
        config: &Config,
        summary: Summary,
        style: Style,
    ) {
        let Some(footprint) = generated.footprint(config, self.since) else {
            return;
        };
        let told = Told {
            summary,
            files: generated.files.len(),
            report: generated.report.render(style),
            style,
        };
        self.write(&Note {
            key: self.key,
            footprint,
            told,
        });
    }

    fn write(&self, note: &Note) {
        // a path that is no text cannot be written down, and the next run is as long as this one
        if let Ok(text) = serde_json::to_string(note) {
            files::keep(&self.place, &text);
        }
    }
}
