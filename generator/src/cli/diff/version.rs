//! Turns the name of a version or a file into its model, its plan and its sources.

use std::rc::Rc;

use odata_bindgen::config::Config;
use odata_bindgen::diagnostics::Sources;
use odata_bindgen::error::Error;
use odata_bindgen::impact::Items;
use odata_bindgen::model::Model;
use odata_bindgen::{models, plan, plans};

use super::super::dump;
use super::super::options::{Settings, Subject, Subjects};

/// One of those that are compared.
pub(super) struct Version {
    pub(super) name: String,
    all: Rc<Read>,
    /// Its place among the versions that were read with it.
    at: usize,
}

/// What stands behind one configuration.
struct Read {
    config: Config,
    models: Vec<Model>,
    /// None where nobody asks for Rust.
    plans: Vec<plan::Version>,
    sources: Sources,
}

impl Version {
    pub(super) fn model(&self) -> &Model {
        &self.all.models[self.at]
    }

    pub(super) fn sources(&self) -> &Sources {
        &self.all.sources
    }

    /// Whether both are versions of one configuration, and so modules of one crate.
    pub(super) fn is_beside(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.all, &other.all)
    }

    /// The Rust items of the version; none where nobody asked for them.
    pub(super) fn items(&self) -> Option<Items<'_>> {
        let plan = self.all.plans.get(self.at)?;
        let package = &self.all.config.package.name;
        Some(Items::new(package, self.model(), plan))
    }
}

/// Reads versions and files; the settings are read once for all of their versions.
pub(super) struct Reader<'s> {
    settings: &'s Settings,
    with_plans: bool,
    of_settings: Option<Rc<Read>>,
}

impl<'s> Reader<'s> {
    pub(super) fn new(settings: &'s Settings, with_plans: bool) -> Self {
        Self {
            settings,
            with_plans,
            of_settings: None,
        }
    }

    /// What is called so.
    pub(super) fn read(&mut self, name: &str) -> Result<Version, Error> {
        let subjects = Subjects::one(name, self.settings).read()?;
        let mut versions = self.versions(subjects)?;
        match versions.is_empty() {
            true => Err(Error::usage(format!("there is nothing called `{name}`"))),
            false => Ok(versions.swap_remove(0)),
        }
    }

    /// All versions of the settings.
    pub(super) fn all(&mut self) -> Result<Vec<Version>, Error> {
        let subjects = Subjects::all(self.settings).read()?;
        self.versions(subjects)
    }

    fn versions(&mut self, subjects: Vec<Subject>) -> Result<Vec<Version>, Error> {
        let mut versions = Vec::new();
        for Subject { config, chosen } in subjects {
            let is_file = config.is_single() && config.package.lock.as_os_str().is_empty();
            let all = match self.of_settings.clone().filter(|_| !is_file) {
                Some(read) => read,
                None => Rc::new(self.read_all(config)?),
            };
            if !is_file {
                self.of_settings = Some(Rc::clone(&all));
            }
            versions.extend(chosen.into_iter().map(|at| Version {
                name: shown(&all.config, at),
                all: Rc::clone(&all),
                at,
            }));
        }
        Ok(versions)
    }

    fn read_all(&self, config: Config) -> Result<Read, Error> {
        let (models, plans, report) = match self.with_plans {
            true => {
                let read = plans(&config)?;
                (read.models, read.versions, read.report)
            }
            false => {
                let read = models(&config)?;
                (read.models, Vec::new(), read.report)
            }
        };
        Ok(Read {
            config,
            models,
            plans,
            sources: report.sources,
        })
    }
}

/// What people call a version.
fn shown(config: &Config, at: usize) -> String {
    let version = &config.versions[at];
    match version.label.is_empty() {
        true => dump::name(config, at),
        false => version.label.clone(),
    }
}
