//! Turns the name of a version or a file into its model, its plan and its sources.

use std::rc::Rc;
use std::thread;

use odata_bindgen::config::Config;
use odata_bindgen::diagnostics::{Levels, Sources};
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

    /// How seriously rules are taken.
    pub(super) fn levels(&self) -> Levels {
        self.all.config.levels.clone()
    }

    /// Whether both are versions of one configuration, and so modules of one crate.
    pub(super) fn is_beside(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.all, &other.all)
    }

    /// All versions of its configuration, in their order.
    pub(super) fn siblings(&self) -> Vec<Self> {
        let sibling = |at| Self {
            name: shown(&self.all.config, at),
            all: Rc::clone(&self.all),
            at,
        };
        (0..self.all.models.len()).map(sibling).collect()
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
}

impl<'s> Reader<'s> {
    pub(super) fn new(settings: &'s Settings, with_plans: bool) -> Self {
        Self {
            settings,
            with_plans,
        }
    }

    /// What is called so, in the same order.
    pub(super) fn read(&self, names: &[&String]) -> Result<Vec<Version>, Error> {
        let mut subjects = Vec::new();
        for name in names {
            let found = Subjects::one(name, self.settings).read()?;
            if found.iter().all(|subject| subject.chosen.is_empty()) {
                let message = format!("there is nothing called `{name}`");
                return Err(Error::usage(message));
            }
            subjects.extend(found);
        }
        self.versions(subjects)
    }

    /// All versions of the settings.
    pub(super) fn all(&self) -> Result<Vec<Version>, Error> {
        self.versions(Subjects::all(self.settings).read()?)
    }

    fn versions(&self, subjects: Vec<Subject>) -> Result<Vec<Version>, Error> {
        let mut configs: Vec<Config> = Vec::new();
        let mut of_settings = None;
        let mut chosen: Vec<(usize, usize)> = Vec::new();
        for Subject { config, chosen: at } in subjects {
            let is_file = config.is_single() && config.package.lock.as_os_str().is_empty();
            let known = of_settings.filter(|_| !is_file);
            let config = known.unwrap_or_else(|| {
                configs.push(config);
                configs.len() - 1
            });
            if !is_file {
                of_settings = Some(config);
            }
            chosen.extend(at.into_iter().map(|at| (config, at)));
        }
        let read = self.read_all(configs)?;
        let version = |(config, at): (usize, usize)| Version {
            name: shown(&read[config].config, at),
            all: Rc::clone(&read[config]),
            at,
        };
        Ok(chosen.into_iter().map(version).collect())
    }

    /// Reads what stands behind each configuration, all at the same time: large documents take a while.
    fn read_all(&self, configs: Vec<Config>) -> Result<Vec<Rc<Read>>, Error> {
        let read = thread::scope(|scope| {
            let threads: Vec<_> = configs
                .into_iter()
                .map(|config| scope.spawn(|| read(config, self.with_plans)))
                .collect();
            let ends = threads.into_iter().map(|thread| match thread.join() {
                Ok(end) => end,
                Err(panic) => std::panic::resume_unwind(panic),
            });
            ends.collect::<Result<Vec<Read>, Error>>()
        })?;
        Ok(read.into_iter().map(Rc::new).collect())
    }
}

fn read(config: Config, with_plans: bool) -> Result<Read, Error> {
    let (models, plans, report) = if with_plans {
        let read = plans(&config)?;
        (read.models, read.versions, read.report)
    } else {
        let read = models(&config)?;
        (read.models, Vec::new(), read.report)
    };
    Ok(Read {
        config,
        models,
        plans,
        sources: report.sources,
    })
}

/// What people call a version.
fn shown(config: &Config, at: usize) -> String {
    let version = &config.versions[at];
    match version.label.is_empty() {
        true => dump::name(config, at),
        false => version.label.clone(),
    }
}
