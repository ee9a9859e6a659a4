//! Turns numbers into selections of a service: entries that a user might write, and what is generated for them.

mod draw;
mod interface;

use std::path::Path;

use odata_bindgen::config::Config;
use odata_bindgen::diagnostics::{Level, SourceId, Span, Spanned, rules};
use odata_bindgen::error::Error;
use odata_bindgen::model::Model;
use odata_bindgen::{Generated, generate, models, sizes};

pub use draw::{Drawn, draw};
pub use interface::interface;

use crate::scratch::Scratch;

/// A service of which parts are selected.
#[derive(Debug)]
pub struct Service {
    /// What crates that are made from it are called, and a number.
    pub name: String,
    config: Config,
    /// All that there is.
    pub model: Model,
}

impl Service {
    /// Reads the service; what its document breaks and need not be denied is allowed.
    ///
    /// # Panics
    /// When the document cannot be used.
    #[must_use]
    pub fn read(name: &str, metadata: &Path) -> Self {
        let config = Config::for_single(metadata, Path::new("out"), name);
        let mut config = Scratch::with_runtime(config.expect("the name is one of a crate"));
        for rule in rules::all().into_iter().filter(|rule| rule.configurable) {
            let set = config.levels.set(rule.id, Level::Allow);
            set.expect("the level of the rule may be chosen");
        }
        let mut read = models(&config).unwrap_or_else(|error| panic!("{name}: {error}"));
        Self {
            name: name.to_owned(),
            config,
            model: read.models.remove(0),
        }
    }

    /// Generates the part of it that is drawn.
    ///
    /// # Errors
    /// When the generator refuses it.
    pub fn generate(&self, number: u64, drawn: &Drawn) -> Result<Generated, Error> {
        let mut config = self.config.clone();
        config.package.name = format!("{}-{number}", self.name);
        config.versions[0].include = entries(&drawn.include);
        config.versions[0].exclude = entries(&drawn.exclude);
        config.selection.follow_derived = drawn.follow_derived;
        config.selection.max_derived = drawn.max_derived;
        generate(&config)
    }
}

/// Entries with places that no other has.
fn entries(texts: &[String]) -> Vec<Spanned<String>> {
    let texts = texts.iter().zip(0u32..);
    let entry = |(text, at): (&String, u32)| Spanned {
        value: text.clone(),
        span: Span {
            source: SourceId(u32::MAX),
            start: at,
            end: at,
        },
    };
    texts.map(entry).collect()
}

/// What is wrong with generated files without a compiler: texts that are no Rust, and names that nothing declares.
#[must_use]
pub fn mistakes(generated: &Generated) -> Vec<String> {
    let files = generated.files.iter();
    let files = files.filter(|(path, _)| path.as_str().ends_with(".rs"));
    let not_rust = files.filter_map(|(path, text)| {
        let error = syn::parse_file(text).err()?;
        Some(format!("{path}: {error}"))
    });
    let undeclared = generated.versions.iter().flat_map(sizes::undeclared);
    let undeclared = undeclared.map(|path| format!("nothing declares {path:?}"));
    not_rust.chain(undeclared).collect()
}
