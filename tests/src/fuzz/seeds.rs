//! Turns the fixtures of the repository into inputs that a fuzzer begins with, and reads those that are kept.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::diff::BETWEEN;
use crate::exchanges::{self, Exchange};
use crate::place;

/// An input with a name.
#[derive(Clone, Debug)]
pub struct Seed {
    /// Where it is from, as seen from the root of the repository.
    pub name: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// Longer files have nothing that shorter ones have not, and everything that is made of them is slow.
const LONGEST: usize = 24 * 1024;

/// What a target begins with: made of files that are in the repository for other tests.
///
/// # Panics
/// When a file cannot be read.
#[must_use]
pub fn seeds(target: &str) -> Vec<Seed> {
    let mut seeds = match target {
        "csdl_xml" => files(".xml"),
        "csdl_json" => files(".json"),
        "generate" => [files(".xml"), files(".json")].concat(),
        "diff" => pairs(),
        "config" => files(".toml"),
        "explain" => of_exchanges(request),
        "page" => of_exchanges(|exchange| exchange.response.as_ref().map(json)),
        "error_body" => of_exchanges(refusal),
        _ => Vec::new(),
    };
    seeds.retain(|seed| seed.bytes.len() <= LONGEST);
    seeds
}

/// What is kept of a target: the inputs that lead to some line of code that its seeds do not lead to
/// (`fuzz/corpus`), and those that once showed a fault (`fuzz/found`), in the order of their names.
///
/// # Panics
/// When a file cannot be read.
#[must_use]
pub fn committed(target: &str) -> Vec<Seed> {
    let kinds = ["corpus", "found"].map(|kind| place::root().join("fuzz").join(kind).join(target));
    let folders = kinds.into_iter().filter(|folder| folder.is_dir());
    let files = folders.flat_map(|folder| place::files_below(&folder, ""));
    files.map(|path| file(&path)).collect()
}

fn files(ending: &str) -> Vec<Seed> {
    let fixtures = place::root().join("tests/fixtures");
    let found = place::files_below(&fixtures, ending).into_iter();
    found.map(|path| file(&path)).collect()
}

fn file(path: &Path) -> Seed {
    let bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    Seed {
        name: place::shown(path),
        bytes,
    }
}

/// The old and the new document of each fixture of a comparison.
fn pairs() -> Vec<Seed> {
    let fixtures = place::root().join("tests/fixtures/diff");
    let old = place::files_below(&fixtures, "old.xml").into_iter();
    let pair = |path: std::path::PathBuf| {
        let new = file(&path.with_file_name("new.xml"));
        let mut seed = file(&path);
        seed.bytes.extend_from_slice(BETWEEN);
        seed.bytes.extend(new.bytes);
        seed
    };
    old.map(pair).collect()
}

fn of_exchanges(make: impl Fn(&Exchange) -> Option<String>) -> Vec<Seed> {
    let file = place::root().join("tests/fixtures/exchanges.json");
    let all = exchanges::read(&file).into_iter();
    let seed = |exchange: Exchange| {
        let bytes = make(&exchange)?.into_bytes();
        let name = exchange.id;
        Some(Seed { name, bytes })
    };
    all.filter_map(seed).collect()
}

/// The line, the headers and the body of a request.
fn request(exchange: &Exchange) -> Option<String> {
    let mut text = format!("{} {}\n", exchange.method, exchange.url);
    for (name, values) in &exchange.headers {
        text += &format!("{name}: {}\n", values.join(", "));
    }
    if let Some(body) = &exchange.body {
        text += &format!("\n{}", json(body));
    }
    Some(text)
}

/// A status of 404, no time to wait, and the error.
fn refusal(exchange: &Exchange) -> Option<String> {
    exchange.error_code()?;
    exchange
        .response
        .as_ref()
        .map(|body| format!("\u{4}\n{}", json(body)))
}

fn json(value: &Value) -> String {
    value.to_string()
}
