//! What generation costs beside the least that printing the same Rust costs.

use std::time::{Duration, Instant};

use odata_bindgen::config::Config;
use odata_bindgen::files::Files;

/// The configuration at the root of the repository.
///
/// # Panics
/// When the configuration cannot be read.
#[must_use]
pub fn repository_config() -> Config {
    let path = crate::place::root().join("odata-bindgen.toml");
    Config::load(&path)
        .expect("the repository's own configuration is right")
        .0
}

/// Everything that generation does but writing.
///
/// # Panics
/// When the metadata of the repository is wrong.
#[must_use]
pub fn generate(config: &Config) -> Files {
    odata_bindgen::generate(config)
        .expect("the repository's own metadata is right")
        .files
}

/// Parses and prints every source file again; gives how many bytes came out.
///
/// # Panics
/// When a generated file is not Rust.
#[must_use]
pub fn print(files: &Files) -> usize {
    let sources = files
        .iter()
        .filter(|(path, _)| path.as_str().ends_with(".rs"));
    let print = |text: &str| {
        let file = syn::parse_file(text).expect("generated files are Rust");
        prettyplease::unparse(&file).len()
    };
    sources.map(|(_, text)| print(text)).sum()
}

/// The shortest of several runs.
pub fn shortest<T>(runs: usize, mut run: impl FnMut() -> T) -> Duration {
    let time = |_| {
        let start = Instant::now();
        let result = run();
        let elapsed = start.elapsed();
        drop(result);
        elapsed
    };
    (0..runs).map(time).min().unwrap_or_default()
}

/// The most memory that this process has had, in MiB, where the system tells.
#[must_use]
pub fn peak_memory() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib / 1024.0)
}
