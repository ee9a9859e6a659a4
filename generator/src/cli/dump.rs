//! `dump`: turns a stage of the pipeline into text or JSON.

use clap::{Args, ValueEnum};
use serde::Serialize;

use odata_bindgen::config::Config;
use odata_bindgen::diagnostics::Sources;
use odata_bindgen::error::Error;
use odata_bindgen::model::{DefinitionId, EnumId, Model, OperationId, StructuredId};
use odata_bindgen::{documents, generate, models};

use super::Outcome;
use super::console::Console;
use super::options::{Format, Subject, Subjects};
use super::tree::{Context, Tree};

/// Print a stage of the pipeline.
///
/// `csdl` is the syntax of the documents, after patches; `model` has names resolved, bases linked and
/// operations bound; `plan` has every decision about Rust. Text leaves out what is empty; JSON has
/// all of it, in the same order. Places are line and column.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Dump {
    /// The stage.
    #[arg(long, value_name = "STAGE")]
    stage: Stage,
    /// How it is written.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    #[command(flatten)]
    subjects: Subjects,
}

const EXAMPLES: &str = "\
Examples:
  odata-bindgen dump --stage model v2_0
  odata-bindgen dump --stage csdl service.xml
  odata-bindgen dump --stage plan --format json v1_0 beta";

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Stage {
    /// What the documents say.
    Csdl,
    /// What that means.
    Model,
    /// What becomes of it in Rust.
    Plan,
}

/// One version or file.
#[derive(Serialize)]
struct Dumped {
    /// The version, or the file where there are no versions.
    version: String,
    dump: Tree,
}

impl Dump {
    pub(super) fn run(&self, console: &Console) -> Result<Outcome, Error> {
        let mut dumped = Vec::new();
        for subject in self.subjects.read()? {
            dumped.extend(self.dump(&subject)?);
        }
        match self.format {
            Format::Json => console.print_json(&dumped)?,
            Format::Text => {
                for (at, Dumped { version, dump }) in dumped.iter().enumerate() {
                    let gap = if at > 0 { "\n" } else { "" };
                    console.print(&format!("{gap}# {version}\n{}", dump.render()))?;
                }
            }
        }
        Ok(Outcome::Done)
    }

    fn dump(&self, Subject { config, chosen }: &Subject) -> Result<Vec<Dumped>, Error> {
        let trees: Vec<Tree> = match self.stage {
            Stage::Csdl => {
                let read = documents(config)?;
                let sources = &read.report.sources;
                let tree = |&at: &usize| {
                    let documents = read.versions[at].iter();
                    let trees = documents.map(|document| {
                        let home = Some(document.source);
                        let context = Context {
                            sources,
                            home,
                            name: &|_, _| None,
                        };
                        Tree::of(document, &context)
                    });
                    Tree::List(trees.collect())
                };
                chosen.iter().map(tree).collect()
            }
            Stage::Model => {
                let models = models(config)?;
                let sources = &models.report.sources;
                chosen
                    .iter()
                    .map(|&at| model_tree(config, at, &models.models[at], sources))
                    .collect()
            }
            Stage::Plan => {
                let generated = generate(config)?;
                let sources = &generated.report.sources;
                let context = Context {
                    sources,
                    home: None,
                    name: &|_, _| None,
                };
                chosen
                    .iter()
                    .map(|&at| Tree::of(&generated.versions[at], &context))
                    .collect()
            }
        };
        let dumped = chosen.iter().zip(trees);
        Ok(dumped
            .map(|(&at, dump)| Dumped {
                version: name(config, at),
                dump,
            })
            .collect())
    }
}

/// What people call a version, or the file where there is only one.
pub(super) fn name(config: &Config, at: usize) -> String {
    let version = &config.versions[at];
    match (version.name.is_empty(), version.metadata.first()) {
        (true, Some(file)) => file.display().to_string(),
        _ => version.name.clone(),
    }
}

fn model_tree(config: &Config, at: usize, model: &Model, sources: &Sources) -> Tree {
    let first = config.versions[at].metadata.first();
    let first = first.map(|path| {
        config
            .resolve(path)
            .display()
            .to_string()
            .replace('\\', "/")
    });
    let mut all = sources.iter();
    let home = all
        .find(|(_, source)| Some(&source.name) == first.as_ref())
        .map(|(id, _)| id);
    let name = |ty: &str, id: u32| {
        Some(match ty {
            "StructuredId" => model.structured(StructuredId(id)).name.to_string(),
            "EnumId" => model.enumeration(EnumId(id)).name.to_string(),
            "DefinitionId" => model.definition(DefinitionId(id)).name.to_string(),
            "OperationId" => model.operation(OperationId(id)).name.to_string(),
            _ => return None,
        })
    };
    Tree::of(
        model,
        &Context {
            sources,
            home,
            name: &name,
        },
    )
}
