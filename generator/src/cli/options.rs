//! Turns the options that several commands share into settings.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use odata_bindgen::config::{Config, FILE_NAME};
use odata_bindgen::diagnostics::{Level, LevelError};
use odata_bindgen::error::Error;
use odata_bindgen::files;

/// Which settings hold.
#[derive(Clone, Debug, Args)]
pub(super) struct Settings {
    /// The settings: what to generate, and from what.
    #[arg(long, value_name = "FILE", default_value = FILE_NAME)]
    pub(super) config: PathBuf,
    #[command(flatten)]
    levels: LevelOptions,
}

/// How seriously rules are taken; the command line goes before the settings.
#[derive(Clone, Debug, Args)]
pub(super) struct LevelOptions {
    /// Do not report what breaks this rule; may be given several times.
    #[arg(long, value_name = "RULE")]
    allow: Vec<String>,
    /// Report what breaks this rule, and go on.
    #[arg(long, value_name = "RULE")]
    warn: Vec<String>,
    /// Report what breaks this rule, and write nothing.
    #[arg(long, value_name = "RULE")]
    deny: Vec<String>,
}

/// How a result is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}

impl Settings {
    /// The settings of the file, with the levels of the command line.
    pub(super) fn load(&self) -> Result<Config, Error> {
        let (mut config, _) = Config::load(&self.config)?;
        self.levels.apply(&mut config)?;
        Ok(config)
    }
}

impl LevelOptions {
    /// Whether the command line asks to deny a rule.
    pub(super) fn denies(&self, id: &str) -> bool {
        self.deny.iter().any(|denied| denied == id)
    }

    /// Sets the levels that the command line asks for.
    pub(super) fn apply(&self, config: &mut Config) -> Result<(), Error> {
        let options = [
            (&self.allow, Level::Allow),
            (&self.warn, Level::Warn),
            (&self.deny, Level::Deny),
        ];
        for (ids, level) in options {
            for id in ids {
                config.levels.set(id, level).map_err(refused)?;
            }
        }
        Ok(())
    }
}

fn refused(error: LevelError) -> Error {
    Error::Usage {
        message: error.to_string(),
        help: Some(error.help()),
    }
}

/// What a command that only looks is to look at: versions of the settings, or files.
#[derive(Debug, Args)]
pub(super) struct Subjects {
    /// Versions of the settings, or metadata files; all versions where nothing is named.
    #[arg(value_name = "VERSION|FILE")]
    names: Vec<String>,
    #[command(flatten)]
    pub(super) settings: Settings,
}

/// Settings, and which of their versions are asked for.
pub(super) struct Subject {
    pub(super) config: Config,
    /// Positions in the settings' list of versions.
    pub(super) chosen: Vec<usize>,
}

impl Subjects {
    /// All versions of the settings.
    pub(super) fn all(settings: &Settings) -> Self {
        Self {
            names: Vec::new(),
            settings: settings.clone(),
        }
    }

    /// What one name stands for.
    pub(super) fn one(name: &str, settings: &Settings) -> Self {
        Self {
            names: vec![name.to_owned()],
            settings: settings.clone(),
        }
    }

    /// The settings for everything that is named: those of the file for versions, made up ones for
    /// each metadata file.
    pub(super) fn read(&self) -> Result<Vec<Subject>, Error> {
        let is_file = |name: &&String| {
            let looks_like_one = name.contains(['/', '\\']) || files::is_named_like_metadata(name);
            looks_like_one || files::exists(Path::new(name))
        };
        let (named_files, versions): (Vec<_>, Vec<_>) = self.names.iter().partition(is_file);
        let mut subjects = Vec::new();
        if named_files.is_empty() || !versions.is_empty() {
            let config = self.settings.load()?;
            let mut chosen = Vec::new();
            for name in versions {
                let version = config.version(name)?;
                let mut all = config.versions.iter();
                chosen.extend(all.position(|other| other.name == version.name));
            }
            if chosen.is_empty() {
                chosen = (0..config.versions.len()).collect();
            }
            subjects.push(Subject { config, chosen });
        }
        for file in named_files {
            let mut config = Config::for_single(Path::new(file), Path::new(""), "client")?;
            // names that are pinned in the current folder belong to another service
            config.package.lock = PathBuf::new();
            self.settings.levels.apply(&mut config)?;
            subjects.push(Subject {
                config,
                chosen: vec![0],
            });
        }
        Ok(subjects)
    }
}
