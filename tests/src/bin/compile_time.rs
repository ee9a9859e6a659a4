//! Prints what a generated crate costs the compiler, and what a program over it does.
//!
//! `cargo run --release -p tests --bin compile_time -- [DOCUMENT [TYPE [RUNS]]]`: a `$metadata` document
//! (the repository's v2.0), a type that the program reads and writes (`User`), and how often each is
//! measured (1); the least counts. Dependencies are compiled before and are in no figure. All features are
//! off, but for `serde` and `compare` where that is said.

#![forbid(unsafe_code)]

use std::path::PathBuf;
use std::process::ExitCode;

use tests::compile_time::{Bench, Cost};
use tests::corpus::Document;
use tests::place;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let path = arguments
        .first()
        .map_or_else(|| place::root().join("metadata/v2.0.xml"), PathBuf::from);
    let type_name = arguments.get(1).map_or("User", String::as_str);
    let runs = arguments.get(2).map_or(Ok(1), |runs| runs.parse::<usize>());
    let (Ok(runs), true) = (runs, arguments.len() <= 3) else {
        eprintln!("error: usage is `compile_time [DOCUMENT [TYPE [RUNS]]]`");
        return ExitCode::from(2);
    };
    match measure(path, type_name, runs) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("error: {why}");
            ExitCode::FAILURE
        }
    }
}

fn measure(path: PathBuf, type_name: &str, runs: usize) -> Result<(), String> {
    let path = path
        .canonicalize()
        .map_err(|error| format!("{}: {error}", path.display()))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let document = Document {
        name: name.into_owned(),
        path,
    };
    let folder = place::root().join("target/compile-time");
    let bench = Bench::new(folder, &document, type_name)?;
    println!(
        "{:<24} {:>8} {:>8} {:>9}",
        document.name, "wall, s", "user, s", "peak, MiB"
    );
    let (check, debug, release) = (&["check"][..], &["build"][..], &["build", "--release"][..]);
    let traits = &["check", "--features", "compare,serde"][..];
    print("check", runs, || bench.library(check))?;
    print("check with traits", runs, || bench.library(traits))?;
    print("debug build", runs, || bench.library(debug))?;
    print("release build", runs, || bench.library(release))?;
    print("program, debug", runs, || bench.program(debug))?;
    print("program, release", runs, || bench.program(release))
}

fn print(
    what: &str,
    runs: usize,
    measure: impl Fn() -> Result<Cost, String>,
) -> Result<(), String> {
    let mut least = measure()?;
    for _ in 1..runs {
        least = least.least(measure()?);
    }
    println!("{what:<24} {least}");
    Ok(())
}
