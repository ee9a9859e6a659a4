//! Turns seeds into services, and says what is wrong with the documents and crates of each.
//!
//! `cargo run --release -p tests --bin models -- [--count N] [--from N] [--no-cargo] [--clippy]`: 100 services where
//! nothing is said, whose crates cargo checks all at once; with `--clippy`, so do clippy and rustdoc.

#![forbid(unsafe_code)]

use std::path::PathBuf;
use std::process::ExitCode;

use tests::place;
use tests::random::{Choices, draw, models};
use tests::scratch::Scratch;

/// How many numbers a service is made of at most.
const NUMBERS: usize = 1500;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (mut count, mut from, mut cargo, mut clippy) = (100, 0, true, false);
    while let Some(argument) = arguments.next() {
        let mut number = |default: u64| {
            let text = arguments.next();
            text.and_then(|text| text.parse().ok()).unwrap_or(default)
        };
        match argument.as_str() {
            "--count" => count = number(count),
            "--from" => from = number(from),
            "--no-cargo" => cargo = false,
            "--clippy" => clippy = true,
            other => {
                eprintln!(
                    "`{other}` is not known: there are --count, --from, --no-cargo and --clippy"
                );
                return ExitCode::FAILURE;
            }
        }
    }
    let folder = place::root().join("target/models");
    let (scratch, mut wrong) = draw_all(&folder, from, count);
    let outputs = match (cargo, clippy) {
        (false, _) => Vec::new(),
        (true, false) => vec![scratch.check_all()],
        (true, true) => vec![scratch.clippy(), scratch.doc()],
    };
    for output in outputs {
        let said = String::from_utf8_lossy(&output.stderr);
        if !output.status.success() || !said.trim().is_empty() {
            wrong += 1;
            println!("{said}");
        }
    }
    println!("{count} services, {wrong} wrong");
    ExitCode::from(u8::from(wrong > 0))
}

/// Reads and generates; gives the crates, and how many services went wrong.
fn draw_all(folder: &PathBuf, from: u64, count: u64) -> (Scratch, usize) {
    let mut scratch = Scratch::new(folder);
    let mut wrong = 0;
    for seed in from..from + count {
        let service = draw::service(&mut Choices::of_seed(seed, NUMBERS));
        let name = format!("random-{seed}");
        let generated = models::read(&service)
            .and_then(|()| models::generate(&service, &folder.join("documents"), &name));
        match generated {
            Ok(generated) => scratch.add(&name, &generated),
            Err(found) => {
                wrong += 1;
                println!("seed {seed}:\n{found}\n");
            }
        }
    }
    (scratch, wrong)
}
