//! Writes what each target of the fuzzer begins with: `cargo run -p tests --bin fuzz_seeds -- FOLDER`.

#![forbid(unsafe_code)]

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use tests::fuzz::{TARGETS, seeds};

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("error: name the folder that the seeds are to be written to");
        return ExitCode::from(2);
    };
    for (target, _) in TARGETS {
        let folder = folder.join(target);
        let written = fs::create_dir_all(&folder).and_then(|()| {
            let mut seeds = seeds(target).into_iter().enumerate();
            seeds.try_for_each(|(number, seed)| {
                fs::write(folder.join(number.to_string()), seed.bytes)
            })
        });
        if let Err(error) = written {
            eprintln!("error: {}: {error}", folder.display());
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
