//! Kills processes that generate at random moments, and prints what others see of the tree.
//!
//! `cargo run --release -p tests --bin kills -- [COUNT]` kills so many (300) in each of several
//! situations, and then, where there is `strace`, one before each system call that changes a file.

#![forbid(unsafe_code)]

use std::path::Path;
use std::process::ExitCode;

use tests::kills::{self, Foreign, Scene};
use tests::place;

/// What is asked for: a name, how many types, the share of files that change in percent, and what else
/// is in the folder.
const SITUATIONS: [(&str, usize, usize, Foreign); 4] = [
    ("most changes", 200, 100, Foreign::Nothing),
    (
        "most changes, beside files of others",
        200,
        100,
        Foreign::Files,
    ),
    (
        "some change, beside files of others",
        200,
        20,
        Foreign::Files,
    ),
    ("one in a hundred changes", 200, 1, Foreign::Nothing),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, folder] = &arguments[..]
        && flag == kills::GENERATE
    {
        return match kills::write_in(Path::new(folder)) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprint!("{error}");
                ExitCode::FAILURE
            }
        };
    }
    let count = arguments.first().and_then(|count| count.parse().ok());
    let program = std::env::current_exe().expect("a program that runs has a place");
    let folder = place::root().join("target/kills");
    for (number, (name, types, share, foreign)) in SITUATIONS.into_iter().enumerate() {
        let folder = folder.join(number.to_string());
        let scene = Scene::new(&folder, types, share, foreign);
        println!("{name}: {} files", scene.new_view().len());
        let tally = kills::at_random(&scene, &program, count.unwrap_or(300), 1 + number as u64);
        println!("  at random        {tally}");
    }
    if !kills::system_calls_can_be_counted() {
        println!("there is no `strace` to count system calls with");
        return ExitCode::SUCCESS;
    }
    for (number, (name, _, share, foreign)) in SITUATIONS.into_iter().enumerate() {
        let scene = Scene::new(&folder.join(format!("each-{number}")), 60, share, foreign);
        println!("{name}: {} files", scene.new_view().len());
        let tally = kills::at_each_call(&scene, &program);
        println!("  before each call {tally}");
    }
    let _ = std::fs::remove_dir_all(&folder);
    ExitCode::SUCCESS
}
