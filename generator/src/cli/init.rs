//! `init`: turns one metadata document into a crate that stands alone.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use clap::Args;

use odata_bindgen::config::{Config, FILE_NAME, Runtime};
use odata_bindgen::csdl::Document;
use odata_bindgen::diagnostics::{Level, Rule, Sources};
use odata_bindgen::error::{Error, Report};
use odata_bindgen::fetch::{Fetched, Fetcher};
use odata_bindgen::files::{self, Passage, WriteOptions};
use odata_bindgen::{Documents, Generated, documents, generate, text};

use super::Outcome;
use super::console::{Console, counted};
use super::options::LevelOptions;
use super::runtime;
use super::selection::SelectionOptions;

/// The folder of the new crate that keeps the metadata.
const METADATA: &str = "metadata";

/// With more structured types than this, what each of them implements for serde and comparisons is for
/// programs to ask for: a compiler has a sixth more to do with it.
const MANY_TYPES: usize = 1000;

/// Make a crate of its own from one metadata document.
///
/// The crate compiles wherever it is put, with nothing but the registry: it carries the runtime in
/// `odata-runtime`, a copy of the metadata in `metadata`, and an `odata-bindgen.toml`, so that
/// `odata-bindgen generate` in its folder makes it anew when the metadata or the settings change.
///
/// Rules that the document breaks and that need not be denied are warned of, and set so in the
/// settings of the new crate; name them with `--deny` to have none of that.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Init {
    /// The document: what the service gives at `$metadata`. Those it refers to are taken from beside it.
    /// With `--fetch` it may be an address.
    #[arg(long, value_name = "FILE")]
    metadata: PathBuf,
    /// Fetch the document, where its address is given, and those it refers to by an address and that are not
    /// at hand.
    #[arg(long)]
    fetch: bool,
    /// The folder of the new crate.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// The name of the new crate.
    #[arg(long, value_name = "CRATE")]
    name: String,
    /// Begin anew where there is such a crate already, or other files: settings, metadata and runtime
    /// are overwritten, and names that are pinned stay.
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    selection: SelectionOptions,
    #[command(flatten)]
    levels: LevelOptions,
}

const EXAMPLES: &str = "\
Example:
  odata-bindgen init --metadata service.xml --out my-client --name my-client
  cd my-client && cargo check";

impl Init {
    pub(super) fn run(&self, console: &Console) -> Result<Outcome, Error> {
        let settings = self.out.join(FILE_NAME);
        if !self.force && files::exists(&settings) {
            return Err(Error::Refused {
                message: format!("there is `{}` already", files::shown(&settings)),
                help:
                    "`odata-bindgen generate` makes the crate anew from it; `--force` overwrites it"
                        .to_owned(),
            });
        }
        let mut config = self.config()?;
        let passage = self.fetch(&mut config, console)?;
        let Made {
            generated,
            documents,
            tolerated,
        } = self.generate(&mut config)?;
        let Documents {
            versions,
            references,
            report,
        } = documents;
        let copies = copies(versions.iter().flatten(), &report.sources)?;
        let settings_text = text::initial_config(
            &self.name,
            &copies[0].1,
            (&self.selection.include, &self.selection.exclude),
            &tolerated,
            &mapped(&references, &copies),
            many_types(&versions),
        );
        drop(passage);
        let runtime = runtime::files()?;
        generated.write(&config, &WriteOptions { force: self.force })?;
        // whatever stands in this folder was put there by an earlier run
        let ours = WriteOptions { force: true };
        files::write_tree(&runtime, &self.out.join(runtime::FOLDER), &ours)?;
        for Copy(_, name, text) in &copies {
            files::write(&self.out.join(METADATA).join(name), text)?;
        }
        files::write(&settings, &settings_text)?;
        console.show(&generated.report);
        let (types, functions) = text::count(&generated.versions[0]);
        let out = files::shown(&self.out);
        console.print(&format!(
            "{}: {}, {} in `{out}`; look with `cargo check` there\n",
            self.name,
            counted(types, "type"),
            counted(functions, "function")
        ))?;
        Ok(Outcome::Done)
    }

    /// Fetches what is asked for into a folder of passage, from which it is copied like every document.
    fn fetch(&self, config: &mut Config, console: &Console) -> Result<Option<Passage>, Error> {
        let address = self.metadata.to_str().filter(|path| path.contains("://"));
        if !self.fetch {
            return match address {
                None => Ok(None),
                Some(_) => Err(Error::Usage {
                    message:
                        "`--metadata` is an address, and nothing is fetched without being asked"
                            .to_owned(),
                    help: Some("say `--fetch`, or name a file".to_owned()),
                }),
            };
        }
        let mut fetcher = Fetcher::new()?;
        let passage = Passage::new()?;
        config.fetched = Some(passage.path().to_path_buf());
        if let Some(address) = address {
            config.versions[0].metadata = vec![fetcher.document(address, passage.path())?];
        }
        for Fetched { address, .. } in fetcher.missing(config)? {
            console.warn(&format!("fetched `{address}`\n"));
        }
        Ok(Some(passage))
    }

    /// Generates with the rules relaxed that the document breaks, if one may.
    ///
    /// Real documents have flaws that their services live with, and whoever begins can mend nothing
    /// yet. The settings of the new crate name these rules, so that they can be denied later.
    fn generate(&self, config: &mut Config) -> Result<Made, Error> {
        let mut tolerated = Vec::new();
        let mut read = documents(config);
        loop {
            // what cannot be read cannot be generated either, which says why
            if let Ok(read) = &read
                && many_types(&read.versions).is_some()
            {
                config.features.traits.clear();
            }
            let report = match generate(config) {
                Err(Error::Denied(report)) => report,
                Err(error) => return Err(error),
                Ok(generated) => {
                    return Ok(Made {
                        generated,
                        documents: read?,
                        tolerated,
                    });
                }
            };
            tolerated.extend(self.relax(config, report)?);
            // documents that were read are the same whatever is relaxed
            if read.is_err() {
                read = documents(config);
            }
        }
    }

    /// Has all rules warn that were denied, if each of them may; gives their ids.
    fn relax(&self, config: &mut Config, report: Box<Report>) -> Result<Vec<&'static str>, Error> {
        let denied = report.diagnostics.iter().map(|found| found.rule);
        let denied = denied.filter(|rule| config.levels.of(rule) == Level::Deny);
        let may_relax = |rule: &Rule| rule.configurable && !self.levels.denies(rule.id);
        let denied: BTreeMap<_, _> = denied.map(|rule| (rule.id, may_relax(rule))).collect();
        if denied.values().any(|may_relax| !may_relax) {
            return Err(Error::Denied(report));
        }
        for id in denied.keys() {
            // a level that may be chosen was checked to be one
            let _ = config.levels.set(id, Level::Warn);
        }
        Ok(denied.into_keys().collect())
    }

    fn config(&self) -> Result<Config, Error> {
        let mut config = Config::for_single(&self.metadata, &self.out, &self.name)?;
        config.package.lock = self.out.join(&config.package.lock);
        config.package.runtime = Runtime::Path {
            path: runtime::FOLDER.to_owned(),
            version: None,
        };
        self.selection.apply(&mut config);
        self.levels.apply(&mut config)?;
        Ok(config)
    }
}

/// What one run makes of the documents, and the rules that were relaxed for it, by id.
struct Made {
    generated: Generated,
    documents: Documents,
    tolerated: Vec<&'static str>,
}

/// How many structured types the documents declare, where there are many.
fn many_types(versions: &[Vec<Document>]) -> Option<usize> {
    let documents = versions.iter().flatten();
    let schemas = documents.flat_map(|document| &document.schemas);
    let types = schemas.map(|schema| schema.structured_types.len());
    Some(types.sum()).filter(|count| *count > MANY_TYPES)
}

/// A document: where it is, what its copy is called, and what it says.
struct Copy(PathBuf, String, String);

/// The copies of all documents, the one that was asked for first, each under a name of its own.
fn copies<'d>(
    documents: impl Iterator<Item = &'d Document>,
    sources: &Sources,
) -> Result<Vec<Copy>, Error> {
    let mut taken = BTreeSet::new();
    let mut copies = Vec::new();
    for document in documents {
        let source = sources.get(document.source);
        let path = PathBuf::from(&source.name);
        let (stem, ending) = stem_and_ending(&path, &source.text);
        let numbered = (2u32..).map(|number| format!("{stem}-{number}{ending}"));
        let mut names = std::iter::once(format!("{stem}{ending}")).chain(numbered);
        let name = names.find(|name| taken.insert(name.to_lowercase()));
        let name = name.expect("there are more numbers than documents");
        let text = match files::read(&path) {
            Ok(text) => text,
            // the document is in another encoding, and was read all the same
            Err(files::FilesError::Encoding { .. }) => as_utf8(&source.text),
            Err(error) => return Err(error.into()),
        };
        copies.push(Copy(path, name, text));
    }
    Ok(copies)
}

/// The name of a copy in two parts. An ending is added to what a service calls `$metadata`.
fn stem_and_ending(path: &Path, text: &str) -> (String, String) {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if name.starts_with('$') && !files::is_named_like_metadata(&name) {
        let ending = match text.trim_start().starts_with('{') {
            true => ".json",
            false => ".xml",
        };
        return (name.trim_start_matches('$').to_owned(), ending.to_owned());
    }
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let ending = path.extension().map_or_else(String::new, |ending| {
        format!(".{}", ending.to_string_lossy())
    });
    (stem.into_owned(), ending)
}

/// The text of a document whose declaration may name another encoding than the one it now has.
fn as_utf8(text: &str) -> String {
    match text.split_once("?>") {
        Some((declaration, rest)) if declaration.starts_with("<?xml") => {
            format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>{rest}")
        }
        _ => text.to_owned(),
    }
}

/// The references that do not lead to a copy by their last segment alone: address and place.
fn mapped(references: &BTreeMap<String, PathBuf>, copies: &[Copy]) -> BTreeMap<String, String> {
    let mut mapped = BTreeMap::new();
    for (uri, path) in references {
        let path = files::identity(path);
        let mut copies = copies.iter();
        let Some(Copy(_, name, _)) = copies.find(|copy| files::identity(&copy.0) == path) else {
            continue;
        };
        let plain = uri.split(['#', '?']).next().unwrap_or_default();
        let is_beside = match plain.contains("://") || plain.starts_with('/') {
            true => plain.rsplit('/').next() == Some(name),
            false => Path::new(plain) == Path::new(name),
        };
        if !is_beside {
            mapped.insert(uri.clone(), format!("{METADATA}/{name}"));
        }
    }
    mapped
}
