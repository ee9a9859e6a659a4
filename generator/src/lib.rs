//! Typed Rust clients from the `$metadata` of OData v4 services.
//!
//! The pipeline, one module for each stage:
//!
//! ```text
//! load    files      → csdl::Document   what the configuration names and what that refers to
//! fetch   references → files            what is not at hand, where that is asked for
//! csdl    text       → csdl::Document   syntax, every node with its place
//! patch   documents  → documents        the repairs that the configuration asks for
//! model   documents  → model::Model     names resolved, rules checked
//! selection  model   → Selection        the part of it that is asked for
//! features   models  → groups           what of it each Cargo feature brings
//! plan    model      → plan::Version    every decision about Rust
//! emit    plan       → text             printed, in parallel
//! text    names      → text             manifest, readme, crate root
//! files   text       → folders          replaced as a whole, or not at all
//! ```
//!
//! # In a build script
//!
//! ```no_run
//! use odata_bindgen::{config::Config, files::WriteOptions};
//!
//! # fn main() -> Result<(), odata_bindgen::error::Error> {
//! let (config, _) = Config::load("odata-bindgen.toml".as_ref())?;
//! let generated = odata_bindgen::generate(&config)?;
//! generated.write(&config, &WriteOptions::default())?;
//! # Ok(())
//! # }
//! ```

#![forbid(unsafe_code)]

pub mod config;
pub mod csdl;
pub mod diagnostics;
pub mod diff;
pub mod emit;
pub mod error;
pub mod explain;
mod features;
pub mod fetch;
pub mod files;
pub mod guide;
pub mod impact;
pub mod limits;
mod load;
pub mod lock;
pub mod model;
pub mod operations;
mod options;
mod patch;
pub mod plan;
pub mod selection;
pub mod sizes;
mod stage;
pub mod text;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::SystemTime;

use config::Config;
use csdl::Document;
use diagnostics::Diagnostics;
use error::{Error, Report};
use files::{Comparison, Files, Footprint, RelativePath, Trail, WriteOptions};
use limits::Limit;
use lock::Lock;
use model::Model;
use patch::Patches;
use selection::Selection;

pub use stage::Stage;

/// What the pipeline makes of a configuration, before anything is written.
#[derive(Debug)]
pub struct Generated {
    /// The plan of each version, in the order of the configuration.
    pub versions: Vec<plan::Version>,
    /// The files of the generated crate.
    pub files: Files,
    /// The names that were given out by the last run.
    pub before: Lock,
    /// The names that are given out, to be kept for the next run.
    pub lock: Lock,
    /// Which documents were read, and where others were looked for.
    pub trail: Trail,
    /// What was found, none of it bad enough to stop.
    pub report: Report,
}

/// The documents of each version of a configuration.
#[derive(Debug)]
pub struct Documents {
    /// For each version in the order of the configuration: the documents that it names, then those
    /// that they refer to, all as the patches leave them.
    pub versions: Vec<Vec<Document>>,
    /// Where each address that some document refers to was found.
    pub references: BTreeMap<String, PathBuf>,
    /// What was found, none of it bad enough to stop.
    pub report: Report,
}

/// The model and the plan of each version of a configuration.
#[derive(Debug)]
pub struct Plans {
    /// The models, in the order of the configuration.
    pub models: Vec<Model>,
    /// The plans, in the same order.
    pub versions: Vec<plan::Version>,
    /// The names that were given out by the last run.
    pub before: Lock,
    /// The names that are given out, to be kept for the next run.
    pub lock: Lock,
    /// Which documents were read, and where others were looked for.
    pub trail: Trail,
    /// What was found, none of it bad enough to stop.
    pub report: Report,
}

/// The model of each version of a configuration.
#[derive(Debug)]
pub struct Models {
    /// The models, in the order of the configuration.
    pub models: Vec<Model>,
    /// Which documents were read, and where others were looked for.
    pub trail: Trail,
    /// What was found, none of it bad enough to stop.
    pub report: Report,
}

/// The model of each version of a configuration, and what of it is asked for.
#[derive(Debug)]
pub struct Selected {
    /// The models, in the order of the configuration.
    pub models: Vec<Model>,
    /// What is selected of each.
    pub selections: Vec<Selection>,
    /// What was found, none of it bad enough to stop.
    pub report: Report,
}

/// Reads and checks the metadata of every version.
///
/// # Errors
/// When a file cannot be read, or with everything that is wrong with what was read.
pub fn models(config: &Config) -> Result<Models, Error> {
    let mut trail = Trail::default();
    let (models, report) = each_version(config, &mut trail, |documents, found| {
        model::build_within(&config.limits, &documents, found)
    })?;
    Ok(Models {
        models,
        trail,
        report,
    })
}

/// Reads the metadata of every version, and patches it.
///
/// # Errors
/// When a file cannot be read, or with everything that is wrong with its syntax or with the patches.
pub fn documents(config: &Config) -> Result<Documents, Error> {
    let (versions, report) = each_version(config, &mut Trail::default(), |documents, _| documents)?;
    let references = versions
        .iter()
        .zip(&config.versions)
        .flat_map(|(documents, version)| {
            load::references(config, version, documents, &report.sources)
        });
    Ok(Documents {
        references: references.collect(),
        versions,
        report,
    })
}

/// Reads and patches one version after the other, and makes something of the documents of each.
fn each_version<T>(
    config: &Config,
    trail: &mut Trail,
    mut make: impl FnMut(Vec<Document>, &mut Diagnostics) -> T,
) -> Result<(Vec<T>, Report), Error> {
    let (sources, levels) = (config.sources.clone(), config.levels.clone());
    let mut report = Report {
        diagnostics: Diagnostics::within(&config.limits),
        sources,
        levels,
    };
    let mut patches = Patches::new(config);
    let mut made = Vec::with_capacity(config.versions.len());
    for version in &config.versions {
        let mut documents = load::documents(
            config,
            version,
            trail,
            &mut report.sources,
            &mut report.diagnostics,
        )?;
        patches.apply(version, &mut documents);
        made.push(make(documents, &mut report.diagnostics));
    }
    patches.report(&mut report.diagnostics);
    Ok((made, report.refuse_if_denied()?))
}

/// Reads the metadata of every version, and selects what the configuration asks for.
///
/// # Errors
/// When a file cannot be read, or with everything that is wrong with the metadata or the entries.
pub fn selected(config: &Config) -> Result<Selected, Error> {
    let Models {
        models, mut report, ..
    } = models(config)?;
    let selections = select(config, &models, &mut report.diagnostics);
    let report = report.refuse_if_denied()?;
    Ok(Selected {
        models,
        selections,
        report,
    })
}

/// Runs the pipeline up to the point where text would be printed.
///
/// # Errors
/// When a file cannot be read, or with everything that is wrong with the settings or the metadata.
pub fn plans(config: &Config) -> Result<Plans, Error> {
    plans_watched(config, &|_| ())
}

/// Like [`plans`], and says at the beginning of each stage what comes.
fn plans_watched(config: &Config, watch: &dyn Fn(Stage)) -> Result<Plans, Error> {
    watch(Stage::Reading);
    let Models {
        models,
        trail,
        mut report,
    } = models(config)?;
    let types = models.iter().map(|model| {
        model.structured_types.len() + model.enum_types.len() + model.type_definitions.len()
    });
    watch(Stage::Planning { types: types.sum() });
    options::check_names(config, &models, &mut report.diagnostics);
    let selections = select(config, &models, &mut report.diagnostics);
    let before = Lock::load(&config.lock(), &mut report.sources, &mut report.diagnostics)?;
    let mut lock = Lock::default();
    let groups = features::groups(
        config,
        &models,
        &selections,
        &before,
        &mut lock,
        &mut report.diagnostics,
    );
    let versions: Vec<plan::Version> = models
        .iter()
        .zip(&selections)
        .zip(&groups)
        .zip(&config.versions)
        .map(|(((model, selection), groups), version)| {
            plan::plan(
                model,
                selection,
                groups,
                &options::plan_options(config, version),
                &before,
                &mut lock,
                &mut report.diagnostics,
            )
        })
        .collect();
    let report = report.refuse_if_denied()?;
    Ok(Plans {
        models,
        versions,
        before,
        lock,
        trail,
        report,
    })
}

/// Runs the pipeline up to the point where files would be written.
///
/// # Errors
/// When a file cannot be read, or with everything that is wrong with the settings or the metadata.
pub fn generate(config: &Config) -> Result<Generated, Error> {
    generate_watched(config, &|_| ())
}

/// Like [`generate`], and says at the beginning of each stage what comes.
///
/// # Errors
/// Those of [`generate`].
pub fn generate_watched(config: &Config, watch: &dyn Fn(Stage)) -> Result<Generated, Error> {
    let plans = plans_watched(config, watch)?;
    let files = plans.versions.iter().map(|version| version.files.len());
    watch(Stage::Printing { files: files.sum() });
    let files = print(config, &plans.versions)?;
    Ok(Generated {
        versions: plans.versions,
        files,
        before: plans.before,
        lock: plans.lock,
        trail: plans.trail,
        report: plans.report,
    })
}

/// What the configuration asks for of each model; entries that name nothing go to `diagnostics`.
fn select(config: &Config, models: &[Model], diagnostics: &mut Diagnostics) -> Vec<Selection> {
    let each = models.iter().zip(&config.versions);
    let selections = each.map(|(model, version)| {
        let options = options::selection_options(config, version);
        selection::select(model, &options)
    });
    let selections: Vec<Selection> = selections.collect();
    selection::report_unmatched(selections.iter(), diagnostics);
    selections
}

/// The files of the whole crate: what the plans hold, and what goes around it.
fn print(config: &Config, versions: &[plan::Version]) -> Result<Files, Error> {
    let mut files = Files::default();
    let mut size = 0;
    let printed = versions.iter().flat_map(emit::emit);
    for (path, text) in printed.chain(text::files(config, versions)) {
        size += text.len() as u64;
        if size > config.limits.of(Limit::OutputSize) {
            return Err(too_large(config));
        }
        files.insert(RelativePath::new(path)?, text)?;
    }
    Ok(files)
}

fn too_large(config: &Config) -> Error {
    let most = config.limits.shown(Limit::OutputSize);
    Error::Refused {
        message: format!("the generated files have more than {most}"),
        help: config.limits.help(Limit::OutputSize),
    }
}

impl Generated {
    /// Writes the generated crate and the lock file. Gives what was done.
    ///
    /// # Errors
    /// When the tree cannot be written; it is then as it was.
    pub fn write(&self, config: &Config, options: &WriteOptions) -> Result<Comparison, Error> {
        let done = files::write_tree(&self.files, &config.output(), options)?;
        files::write(&config.lock(), &self.lock.render())?;
        Ok(done)
    }

    /// How the output folder differs from what would be written.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn compare(&self, config: &Config) -> Result<Comparison, Error> {
        Ok(files::compare(&self.files, &config.output())?)
    }

    /// What a later run has to look at to know that it would do nothing, where this run, which began at
    /// `since`, did nothing.
    #[must_use]
    pub fn footprint(&self, config: &Config, since: SystemTime) -> Option<Footprint> {
        let mut trail = self.trail.clone();
        trail.add(&config.lock(), self.lock.render().as_bytes());
        Footprint::new(&trail, &self.files, &config.output(), since)
    }

    /// Whether the lock file is as it would be written.
    ///
    /// # Errors
    /// When there is a file and it cannot be read.
    pub fn is_lock_fresh(&self, config: &Config) -> Result<bool, Error> {
        let path = config.lock();
        Ok(files::exists(&path) && files::read(&path)? == self.lock.render())
    }
}
