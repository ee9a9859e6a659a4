//! Turns the versions in the repository's own config into the files in `docs/changes/`.
//!
//! `cargo run --release -p tests --bin changes`

#![forbid(unsafe_code)]

use std::fs;
use std::io;
use std::process::ExitCode;

use tests::{changes, place};

fn main() -> ExitCode {
    match write() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn write() -> io::Result<()> {
    let folder = place::root().join(changes::FOLDER);
    fs::create_dir_all(&folder)?;
    for (name, text) in changes::files() {
        fs::write(folder.join(&name), text)?;
        println!("{}/{name}", changes::FOLDER);
    }
    Ok(())
}
