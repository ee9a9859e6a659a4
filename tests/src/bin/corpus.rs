//! Turns real metadata into crates in one workspace below `target/`, and has cargo check them if asked to.
//!
//! `cargo run --release -p tests --bin corpus -- [FILTER] [--check]`, where only documents whose name
//! contains `FILTER` are looked at.

#![forbid(unsafe_code)]

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
    documents.retain(|document| match filters.first() {
        Some(filter) => document.name.contains(filter.as_str()),
        None => !document.is_part(),
    });
    if run(&documents, !options.is_empty()) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Prints a row for each document, and what they come to; whether all went well.
fn run(documents: &[Document], check: bool) -> bool {
    let mut scratch = Scratch::new(place::root().join("target/corpus"));
    let mut rows: Vec<(String, Row)> = Vec::new();
    for document in documents {
        let (row, generated) = document.run();
        if let Some(generated) = generated {
            scratch.add(&document.crate_name(), &generated);
        }
        rows.push((document.crate_name(), row));
    }
    if check {
        check_all(&scratch, &mut rows);
    }
    println!("{}", corpus::heading());
    for (_, row) in &rows {
        println!("{row}");
    }
    let (types, bytes) = rows.iter().fold((0, 0), |(types, bytes), (_, row)| {
        (types + row.types, bytes + row.bytes)
    });
    let refused = rows
        .iter()
        .filter(|(_, row)| matches!(row.end, End::Refused(_)));
    let wrong = rows
        .iter()
        .filter(|(_, row)| matches!(row.end, End::Panicked | End::NotRust(_)));
    let (refused, wrong) = (refused.count(), wrong.count());
    println!(
        "{} documents: {types} types, {bytes} bytes; {refused} refused, {wrong} wrong",
        rows.len()
    );
    wrong == 0
}

/// Has cargo check all crates as one workspace; a crate that it complains about is not Rust.
fn check_all(scratch: &Scratch, rows: &mut [(String, Row)]) {
    let output = scratch.check_all();
    let said = String::from_utf8_lossy(&output.stderr);
    let is_complaint = |line: &&str| line.contains("error") || line.contains("warning");
    let mut blamed = false;
    for (name, row) in rows.iter_mut().filter(|(_, row)| row.end == End::Generated) {
        let within = format!("{name}/");
        let mut lines = said.lines().filter(|line| line.starts_with(&within));
        row.end = match lines.find(is_complaint) {
            Some(line) => End::NotRust(line.to_owned()),
            None => End::Checked,
        };
        blamed |= row.end != End::Checked;
    }
    if !output.status.success() && !blamed {
        eprintln!("{said}");
        for (_, row) in rows.iter_mut().filter(|(_, row)| row.end == End::Checked) {
            row.end = End::NotRust("cargo could not check the workspace".to_owned());
        }
    }
}
