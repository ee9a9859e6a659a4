//! Turns the real metadata beside the repository into a table of how the generator fares with it.

use std::fmt;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use odata_bindgen::config::Config;
use odata_bindgen::diagnostics::{Level, rules};
use odata_bindgen::error::Error;
use odata_bindgen::text;
use odata_bindgen::{Generated, generate};

use crate::place;
use crate::scratch::Scratch;

/// A real document.
#[derive(Clone, Debug)]
pub struct Document {
    /// As seen from the folder of all of them, with forward slashes.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
}

/// Documents that are read through others: each would lead to the hundreds of its folder once more.
const PARTS: &str = "redfish/csdl/";

/// Every document below a folder, by name.
#[must_use]
pub fn documents(folder: &Path) -> Vec<Document> {
    let document = |path: PathBuf| {
        let name = path
            .strip_prefix(folder)
            .unwrap_or(&path)
            .display()
            .to_string()
            .replace('\\', "/");
        Document { name, path }
    };
    place::files_below(folder, ".xml")
        .into_iter()
        .map(document)
        .collect()
}

/// How the generator fares with one document.
#[derive(Debug)]
pub struct Row {
    /// The document.
    pub name: String,
    /// How many model types are generated.
    pub types: usize,
    /// How many files.
    pub files: usize,
    /// How many bytes.
    pub bytes: usize,
    /// How long it takes, from the path to the files.
    pub time: Duration,
    /// How it ends.
    pub end: End,
}

/// How the generator ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// With files.
    Generated,
    /// With files that cargo accepts without a warning.
    Checked,
    /// With files that cargo does not accept.
    NotRust(String),
    /// With a message; the rules that the document breaks.
    Refused(String),
    /// With a panic, which no input may lead to.
    Panicked,
}

impl Document {
    /// Whether the document is one of many that are read through another one.
    #[must_use]
    pub fn is_part(&self) -> bool {
        self.name.starts_with(PARTS)
    }

    /// The name of the crate that is made from it.
    #[must_use]
    pub fn crate_name(&self) -> String {
        let plain = self.name.trim_end_matches(".xml").trim_end_matches(".edmx");
        let name: String = plain
            .chars()
            .map(|c| {
                if c.is_ascii_alphanumeric() {
                    c.to_ascii_lowercase()
                } else {
                    '-'
                }
            })
            .collect();
        // the end of a long name says more than its beginning, and a crate's name may have 64 characters
        let from = name.len().saturating_sub(60);
        name[from..]
            .split('-')
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("-")
    }

    /// Runs the pipeline over it.
    #[must_use]
    pub fn run(&self) -> (Row, Option<Generated>) {
        let start = Instant::now();
        let result = catch_unwind(|| generate(&Scratch::with_runtime(self.config()?)));
        let mut row = Row {
            name: self.name.clone(),
            types: 0,
            files: 0,
            bytes: 0,
            time: start.elapsed(),
            end: End::Generated,
        };
        let generated = match result {
            Ok(Ok(generated)) => Some(generated),
            Ok(Err(error)) => {
                row.end = End::Refused(reason(&error));
                None
            }
            Err(_) => {
                row.end = End::Panicked;
                None
            }
        };
        if let Some(generated) = &generated {
            row.types = generated
                .versions
                .iter()
                .map(|version| text::count(version).0)
                .sum();
            row.files = generated.files.len();
            row.bytes = generated.files.iter().map(|(_, text)| text.len()).sum();
        }
        (row, generated)
    }

    /// As the command `init` has it: what need not be denied is tolerated.
    fn config(&self) -> Result<Config, Error> {
        let mut config = Config::for_single(&self.path, Path::new("out"), &self.crate_name())?;
        let root = self.name.split('/').count();
        if let Some(folder) = self.path.ancestors().nth(root) {
            let (address, schemas) = crate::scale::REDFISH;
            config
                .references
                .insert(address.to_owned(), folder.join(schemas));
        }
        tolerate(&mut config);
        Ok(config)
    }
}

/// Has what need not be denied be tolerated, as the command `init` does.
pub(crate) fn tolerate(config: &mut Config) {
    let denied = rules::all()
        .into_iter()
        .filter(|rule| rule.level == Level::Deny);
    for rule in denied.filter(|rule| rule.configurable) {
        config
            .levels
            .set(rule.id, Level::Warn)
            .expect("the level of the rule may be chosen");
    }
}

/// The rules behind a refusal, each once, or the message where there are none.
fn reason(error: &Error) -> String {
    let Some(report) = error.report() else {
        return error.to_string();
    };
    let findings = report.findings();
    let mut rules: Vec<&str> = findings
        .iter()
        .filter(|finding| finding.level == odata_bindgen::diagnostics::Level::Deny)
        .map(|finding| finding.rule)
        .collect();
    rules.sort_unstable();
    rules.dedup();
    rules.join(", ")
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Generated => f.write_str("ok"),
            Self::Checked => f.write_str("compiles"),
            Self::NotRust(why) => write!(f, "DOES NOT COMPILE: {why}"),
            Self::Refused(why) => write!(f, "refused: {why}"),
            Self::Panicked => f.write_str("PANICKED"),
        }
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            name,
            types,
            files,
            bytes,
            time,
            end,
        } = self;
        write!(
            f,
            "{name:<64} {types:>6} {files:>6} {bytes:>10} {:>7}  {end}",
            time.as_millis()
        )
    }
}

/// What stands above the rows.
#[must_use]
pub fn heading() -> String {
    format!(
        "{:<64} {:>6} {:>6} {:>10} {:>7}  result",
        "document", "types", "files", "bytes", "ms"
    )
}
