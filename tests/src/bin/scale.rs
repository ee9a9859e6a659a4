//! Prints what generating costs for small, middling and large documents, each in a process of its own.
//!
//! `cargo run --release -p tests --bin scale -- [--synthetic TYPES]`: the second form makes documents of a
//! quarter, half and all of so many types. The last columns are the time beside a bare scan of the
//! input, and beside parsing and printing the output, both on one processor and in the same run.

#![forbid(unsafe_code)]

use std::process::ExitCode;

use tests::scale::{self, Case, Cost};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let cases = match &words[..] {
        [] => scale::cases(),
        ["--measure", ..] => {
            let case = scale::named(&arguments[1..]).expect("this program calls itself right");
            println!("{}", scale::measure(&case).to_line());
            return ExitCode::SUCCESS;
        }
        ["--synthetic", types] => match types.parse::<usize>() {
            Ok(types) if types >= 40 => [4, 2, 1].map(|part| Case::synthetic(types / part)).into(),
            _ => return usage(),
        },
        _ => return usage(),
    };
    println!(
        "{:<14} {:>9} {:>9} {:>8} {:>8} {:>8} {:>7} {:>8} {:>6} {:>6} {:>6}",
        "", "input", "output", "wall", "cpu", "write", "peak", "ms/MB", "scan", "print", "print"
    );
    println!(
        "{:<14} {:>9} {:>9} {:>8} {:>8} {:>8} {:>7} {:>8} {:>6} {:>6} {:>6}",
        "", "kB", "kB", "ms", "ms", "ms", "MiB", "cpu/out", "cpu/", "wall/", "cpu/"
    );
    for case in &cases {
        println!("{}", row(case, scale::measure_apart(case)));
    }
    ExitCode::SUCCESS
}

fn usage() -> ExitCode {
    eprintln!("error: usage is `scale [--synthetic TYPES]`, with at least 40 types");
    ExitCode::from(2)
}

fn row(case: &Case, cost: Cost) -> String {
    let ms = |micros: u64| micros as f64 / 1e3;
    let per = |a: u64, b: u64| a as f64 / b.max(1) as f64;
    format!(
        "{:<14} {:>9.0} {:>9.0} {:>8.1} {:>8.1} {:>8.1} {:>7.0} {:>8.1} {:>6.1} {:>6.2} {:>6.2}",
        case.name,
        cost.input as f64 / 1e3,
        cost.output as f64 / 1e3,
        ms(cost.generate),
        ms(cost.processors),
        ms(cost.write),
        cost.peak as f64 / 1024.0,
        ms(cost.processors) / (cost.output as f64 / 1e6),
        per(cost.processors, cost.scan),
        per(cost.generate, cost.print),
        per(cost.processors, cost.print),
    )
}
