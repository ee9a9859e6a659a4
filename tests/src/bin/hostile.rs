//! Prints what documents cost that are meant to exhaust time and memory, each in a process of its own.
//!
//! `cargo run --release -p tests --bin hostile -- [WORD]`: of all documents, or of those with this word in
//! their names. The program fails where one of them ends otherwise than it should.

#![forbid(unsafe_code)]

use std::path::Path;
use std::process::ExitCode;

use tests::hostile::{self, Case, documents};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let word = match &words[..] {
        ["--one", path] => {
            println!("{}", hostile::one(Path::new(path)));
            return ExitCode::SUCCESS;
        }
        [] => "",
        [word] => word,
        _ => {
            eprintln!("error: usage is `hostile [WORD]`");
            return ExitCode::from(2);
        }
    };
    println!("{:<34} {:>10} {:>9} {:>8}  answer", "", "size", "s", "MiB");
    let cases = documents::cases();
    let chosen = cases.iter().filter(|case| case.name.contains(word));
    let wrong = chosen.filter(|case| !show(case)).count();
    match wrong {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

/// Runs a case and prints its row; false where it ends otherwise than it should.
fn show(case: &Case) -> bool {
    let (name, size) = (case.name, case.large);
    match hostile::run_apart(case, size) {
        Ok(outcome) => {
            let (time, memory) = (outcome.time.as_secs_f64(), outcome.memory);
            let answer = match &outcome.refused[..] {
                [] => "accepted".to_owned(),
                refused => refused.join(", "),
            };
            let mark = if outcome.fits(case) {
                ""
            } else {
                "  (not expected)"
            };
            println!("{name:<34} {size:>10} {time:>9.2} {memory:>8.0}  {answer}{mark}");
            outcome.fits(case)
        }
        Err(broken) => {
            println!("{name:<34} {size:>10} {:>9} {:>8}  {broken}", "", "");
            false
        }
    }
}
