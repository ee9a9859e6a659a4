//! `diff --map`: turns two services into the guide from one to the other.

use std::path::PathBuf;

use clap::Args;

use odata_bindgen::config::{Config, ServiceMap, ServiceSide};
use odata_bindgen::diagnostics::Levels;
use odata_bindgen::error::{Error, Report};
use odata_bindgen::guide::{self, Guide, Root, Service};
use odata_bindgen::model::Model;
use odata_bindgen::{plan, plans};

use super::super::console::Console;
use super::super::dump;
use super::super::options::{Settings, Subject, Subjects};
use super::output::{Format, Output, json};

/// How two services that are not versions of each other are compared.
#[derive(Debug, Args)]
pub(super) struct GuideOptions {
    /// Write a guide from one service to another one: what is known about the two is in this file.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["matrix", "migration", "bump"])]
    map: Option<PathBuf>,
    /// Begin the guide with this type, entity set or singleton and its counterpart; may be given several
    /// times. Without it the guide is about everything that the old service has.
    #[arg(long, value_name = "OLD=NEW", requires = "map")]
    root: Vec<String>,
}

/// One of the services.
struct Side {
    name: String,
    library: String,
    model: Model,
    plan: plan::Version,
}

impl GuideOptions {
    /// Whether a guide is asked for.
    pub(super) fn is_asked(&self) -> bool {
        self.map.is_some()
    }

    /// Writes the guide.
    pub(super) fn run(
        &self,
        names: [&str; 2],
        settings: &Settings,
        output: &Output,
        console: &Console,
    ) -> Result<(), Error> {
        let map = match &self.map {
            Some(path) => ServiceMap::load(path)?,
            None => ServiceMap::default(),
        };
        let old = read(names[0], settings, &map.old)?;
        let new = read(names[1], settings, &map.new)?;
        let guide = self.guide(&old, &new, &map)?;
        let text = match output.format {
            Format::Json => json(&guide),
            Format::Text => guide::text(&guide),
            Format::Markdown => guide::markdown(&guide),
            format => return Err(format.refused("a guide")),
        };
        output.write(&text, console)
    }

    fn guide(&self, old: &Side, new: &Side, map: &ServiceMap) -> Result<Guide, Error> {
        let (old, new) = (old.service(), new.service());
        let roots = self.root.iter().map(|root| {
            Root::parse(root, old.model, new.model).map_err(|error| Error::Usage {
                message: error.to_string(),
                help: error.help,
            })
        });
        let roots = roots.collect::<Result<Vec<Root>, Error>>()?;
        guide::write(old, new, map, &roots).map_err(|diagnostics| {
            Error::Settings(Box::new(Report {
                diagnostics,
                sources: map.sources.clone(),
                levels: Levels::default(),
            }))
        })
    }
}

impl Side {
    fn service(&self) -> Service<'_> {
        Service {
            name: &self.name,
            library: &self.library,
            model: &self.model,
            plan: &self.plan,
        }
    }
}

fn read(name: &str, settings: &Settings, side: &ServiceSide) -> Result<Side, Error> {
    let nothing = || Error::usage(format!("there is nothing called `{name}`"));
    let subjects = Subjects::one(name, settings).read()?;
    let subject = subjects.into_iter().next().ok_or_else(nothing)?;
    let Subject { mut config, chosen } = subject;
    let at = chosen.first().copied().ok_or_else(nothing)?;
    side.apply(&mut config, at);
    let label = &config.versions[at].label;
    let label = if label.is_empty() {
        dump::name(&config, at)
    } else {
        label.clone()
    };
    let mut planned = plans(&config)?;
    Ok(Side {
        name: side.name.clone().unwrap_or(label),
        library: library(&config),
        model: planned.models.swap_remove(at),
        plan: planned.versions.swap_remove(at),
    })
}

/// The crate as code writes it.
fn library(config: &Config) -> String {
    config.package.name.replace('-', "_")
}
