//! Turns real metadata into crates in one workspace below `target/`, and has cargo check them if asked to.
//!
//! `cargo run --release -p tests --bin corpus -- [FILTER] [--check]`, where only documents whose name
//! contains `FILTER` are looked at.

use std::process::ExitCode;

use tests::corpus::{self, Document, End, Row};
use tests::place;
use tests::scratch::Scratch;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (options, filters): (Vec<&String>, Vec<&String>) = arguments
        .iter()
        .partition(|argument| argument.starts_with("--"));
    if filters.len() > 1 || options.iter().any(|option| *option != "--check") {
        eprintln!("error: usage is `corpus [FILTER] [--check]`");
        return ExitCode::from(2);
    }
    let Some(folder) = place::shared_metadata() else {
        eprintln!("skipped: there is no `shared/metadata` beside the repository");
        return ExitCode::SUCCESS;
    };
    let mut documents = corpus::documents(&folder);
    documents.retain(|document| {
        filters
            .iter()
            .all(|filter| document.name.contains(filter.as_str()))
    });
    if run(&documents, !options.is_empty()) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Prints a row for each document; whether all went well.
fn run(documents: &[Document], check: bool) -> bool {
    let mut scratch = Scratch::new(place::root().join("target/corpus"));
    let mut rows = Vec::new();
    for document in documents {
        let (row, generated) = document.run();
        if let Some(generated) = generated {
            scratch.add(&document.crate_name(), &generated);
        }
        rows.push((document, row));
    }
    println!("{}", corpus::heading());
    let mut well = true;
    for (document, mut row) in rows {
        if check && row.end == End::Generated {
            check_crate(&scratch, document, &mut row);
        }
        well &= !matches!(row.end, End::Panicked | End::NotRust(_));
        println!("{row}");
    }
    well
}

fn check_crate(scratch: &Scratch, document: &Document, row: &mut Row) {
    let output = scratch.check(&document.crate_name());
    let said = String::from_utf8_lossy(&output.stderr);
    row.end = match output.status.success() {
        true => End::Checked,
        false => {
            eprintln!("{said}");
            let first = said
                .lines()
                .find(|line| line.starts_with("error"))
                .unwrap_or("cargo says nothing");
            End::NotRust(first.to_owned())
        }
    };
}
