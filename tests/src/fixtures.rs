//! Turns each file of `fixtures/` into what the generator makes of it.

use std::fs;
use std::path::{Path, PathBuf};

use odata_bindgen::config::Config;
use odata_bindgen::diagnostics::Style;
use odata_bindgen::error::Error;
use odata_bindgen::{Generated, generate};

/// One question about the generator: a document, or a config that names documents.
#[derive(Clone, Debug)]
pub struct Fixture {
    /// The question, which is the name of the file without its ending.
    pub name: String,
    /// The file, as seen from this package.
    pub path: PathBuf,
}

/// Every fixture, by name: a new case is one new file.
///
/// # Panics
/// When the folder cannot be read.
#[must_use]
pub fn all() -> Vec<Fixture> {
    let entries =
        fs::read_dir(package().join("fixtures")).expect("the package has a folder of fixtures");
    let mut fixtures: Vec<Fixture> = entries
        .flatten()
        .filter_map(|entry| fixture(&entry.path()))
        .collect();
    fixtures.sort_by(|a, b| a.name.cmp(&b.name));
    fixtures
}

fn fixture(path: &Path) -> Option<Fixture> {
    let ending = path.extension()?;
    let name = path.file_stem()?.to_str()?.to_owned();
    // relative, so that messages about the fixture are the same everywhere
    let path = Path::new("fixtures").join(path.file_name()?);
    (ending == "xml" || ending == "toml").then_some(Fixture { name, path })
}

fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

impl Fixture {
    /// What to generate. Tests run in the folder of their package, which paths are relative to.
    ///
    /// # Errors
    /// When the fixture is a config that cannot be used.
    pub fn config(&self) -> Result<Config, Error> {
        if self.path.extension().is_some_and(|ending| ending == "toml") {
            return Config::load(&self.path).map(|(config, _)| config);
        }
        Config::for_single(&self.path, Path::new("out"), &self.name.replace('_', "-"))
    }

    /// What the generator makes of it.
    ///
    /// # Errors
    /// When the generator refuses it.
    pub fn generate(&self) -> Result<Generated, Error> {
        generate(&self.config()?)
    }

    /// All of it as one text: what was found, then each file under its path.
    #[must_use]
    pub fn rendered(&self) -> String {
        match self.generate() {
            Ok(generated) => rendered(&generated),
            Err(error) => format!("refused\n\n{}", error.render(Style::default())),
        }
    }
}

fn rendered(generated: &Generated) -> String {
    let mut text = generated.report.render(Style::default());
    if text.is_empty() {
        text.push_str("nothing to report\n");
    }
    for (path, content) in generated.files.iter() {
        text.push_str(&format!("\n======== {path} ========\n{content}"));
    }
    text
}
