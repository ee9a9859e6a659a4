//! Turns sizes into documents that are meant to exhaust a generator, and runs each in a process of its own.

pub mod documents;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use odata_bindgen::config::Config;
use odata_bindgen::diagnostics::Level;
use odata_bindgen::error::Error;

use crate::{cost, place};

/// A document that is made at run time, since it can be large.
#[derive(Clone, Copy)]
pub struct Case {
    /// What is done, in a few words.
    pub name: &'static str,
    /// The document, for a size that means whatever the name says.
    pub make: fn(usize) -> Vec<u8>,
    /// The size that shows that the answer is right; 0 where that would take a test too long.
    pub small: usize,
    /// The size that shows that time and memory are bounded.
    pub large: usize,
    /// The rule that has to be among those that deny: `error` where the file is not even read, nothing
    /// where the document is accepted.
    pub rule: &'static str,
}

/// How a run ended, and what it cost.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The rules that deny, each once; nothing where the document was accepted.
    pub refused: Vec<String>,
    /// How long it took.
    pub time: Duration,
    /// The most memory of the process, in MiB.
    pub memory: f64,
}

/// Generates from a document; gives the rules that deny it.
///
/// # Panics
/// When a finding has a place that cannot be shown.
#[must_use]
pub fn refused(document: &Path) -> Vec<String> {
    let config = Config::for_single(document, Path::new("out"), "hostile").expect("a good name");
    let error = match odata_bindgen::generate(&config) {
        Ok(_) => return Vec::new(),
        Err(error) => error,
    };
    // what is said has to be short, whatever the document says
    let said = error.render(odata_bindgen::diagnostics::Style::default());
    assert!(said.len() < 1 << 20, "a message of {} bytes", said.len());
    let Error::Denied(report) = error else {
        return vec!["error".to_owned()];
    };
    let denied = report.diagnostics.iter().map(|found| found.rule);
    let denied = denied.filter(|rule| report.levels.of(rule) == Level::Deny);
    let mut rules: Vec<String> = denied.map(|rule| rule.id.to_owned()).collect();
    rules.sort();
    rules.dedup();
    rules
}

/// Runs a case of this size in a process of its own, which is this program called again.
///
/// # Panics
/// When the process cannot be started.
pub fn run_apart(case: &Case, size: usize) -> Result<Outcome, String> {
    let path = write(case, size);
    let binary = std::env::current_exe().expect("the path of this program");
    let output = Command::new(binary).arg("--one").arg(&path).output();
    let output = output.expect("this program can be started");
    let _ = fs::remove_file(&path);
    let said = String::from_utf8_lossy(&output.stdout);
    let broken = || {
        let error = String::from_utf8_lossy(&output.stderr);
        let last: Vec<&str> = error.lines().take(3).collect();
        format!("{}: {}", output.status, last.join(" / "))
    };
    Outcome::from_line(&said).ok_or_else(broken)
}

/// Writes the document of a case to where builds leave their files.
///
/// # Panics
/// When it cannot be written.
#[must_use]
pub fn write(case: &Case, size: usize) -> PathBuf {
    let folder = place::root().join("target/hostile");
    fs::create_dir_all(&folder).expect("a folder below `target` can be made");
    let path = folder.join(format!("{}.xml", case.name.replace([' ', ','], "-")));
    fs::write(&path, (case.make)(size)).expect("a file below `target` can be written");
    path
}

/// What one document leads to in this process, as a line for the one that called.
#[must_use]
pub fn one(document: &Path) -> String {
    let start = Instant::now();
    let refused = refused(document);
    let (time, memory) = (start.elapsed(), cost::peak_memory().unwrap_or_default());
    format!("{} {memory} {}", time.as_millis(), refused.join(" "))
}

impl Outcome {
    fn from_line(line: &str) -> Option<Self> {
        let mut words = line.trim_end().split(' ');
        let time = Duration::from_millis(words.next()?.parse().ok()?);
        let memory = words.next()?.parse().ok()?;
        let refused = words.filter(|word| !word.is_empty());
        Some(Self {
            refused: refused.map(str::to_owned).collect(),
            time,
            memory,
        })
    }

    /// Whether the case ended as it should.
    #[must_use]
    pub fn fits(&self, case: &Case) -> bool {
        match case.rule {
            "" => self.refused.is_empty(),
            rule => self.refused.iter().any(|refused| refused == rule),
        }
    }
}
