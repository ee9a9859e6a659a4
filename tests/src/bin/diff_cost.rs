//! Prints what comparing two documents costs, with the Rust items of each change, each pair in processes of its own.
//!
//! `cargo run --release -p tests --bin diff_cost -- [FILE FILE…]`, where each file is compared with the one before
//! it; without files, the revisions of Microsoft Graph where they are at hand.

#![forbid(unsafe_code)]

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::thread;
use std::time::{Duration, Instant};

use odata_bindgen::config::Config;
use odata_bindgen::diagnostics::Level;
use odata_bindgen::diff::report::{self, Comparison, TextOptions};
use odata_bindgen::diff::rules::Models;
use odata_bindgen::diff::{self, renames};
use odata_bindgen::impact::Items;
use odata_bindgen::{Plans, plans};
use tests::{cost, place};

/// How often each pair is compared; the shortest time counts.
const RUNS: usize = 7;

/// What the oldest document of Graph breaks, and is read with all the same.
const TOLERATED: &str = "property-type";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, old, new] = &arguments[..]
        && flag == "--measure"
    {
        let changes = compare(Path::new(old), Path::new(new));
        println!("{changes} {}", cost::peak_memory().unwrap_or_default());
        return ExitCode::SUCCESS;
    }
    let files: Vec<PathBuf> = match arguments.is_empty() {
        true => revisions(),
        false => arguments.iter().map(PathBuf::from).collect(),
    };
    if files.len() < 2 {
        println!(
            "nothing to compare: there are no revisions of Graph beside the repository, name two files"
        );
        return ExitCode::SUCCESS;
    }
    println!("{:>8} {:>8} {:>8}", "ms", "MiB", "changes");
    for pair in files.windows(2) {
        println!("{}", row(&pair[0], &pair[1]));
    }
    ExitCode::SUCCESS
}

/// The revisions of Graph v1.0, the oldest first.
fn revisions() -> Vec<PathBuf> {
    let Some(graph) = place::shared_metadata().map(|folder| folder.join("graph")) else {
        return Vec::new();
    };
    let oldest = std::iter::once(graph.join("graph-v1.0-2015.xml"));
    oldest
        .chain(place::files_below(&graph.join("revisions"), ".xml"))
        .filter(|path| path.is_file())
        .collect()
}

fn row(old: &Path, new: &Path) -> String {
    let binary = std::env::current_exe().expect("the path of this program");
    let run = |_| {
        let start = Instant::now();
        let output = Command::new(&binary)
            .arg("--measure")
            .args([old, new])
            .output();
        let output = output.expect("this program can be started");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{said}");
        (
            start.elapsed(),
            String::from_utf8_lossy(&output.stdout).into_owned(),
        )
    };
    let runs: Vec<(Duration, String)> = (0..RUNS).map(run).collect();
    let shortest = runs.iter().min().expect("there are runs");
    let (changes, peak) = shortest.1.trim().split_once(' ').expect("two numbers");
    let name = |path: &Path| {
        path.file_name()
            .map(|name| name.to_string_lossy().into_owned())
    };
    format!(
        "{:>8.0} {:>8.0} {changes:>8}  {} → {}",
        shortest.0.as_secs_f64() * 1e3,
        peak.parse::<f64>().expect("a number"),
        name(old).unwrap_or_default(),
        name(new).unwrap_or_default(),
    )
}

/// What `diff OLD NEW` does; how many changes there are.
fn compare(old: &Path, new: &Path) -> usize {
    let (old, new) = thread::scope(|scope| {
        let old = scope.spawn(|| read(old));
        let new = read(new);
        (old.join().expect("no document panics"), new)
    });
    let models = [&old.models[0], &new.models[0]];
    let renames = renames::find(models[0], models[1], &[]);
    let items = [(&old, models[0]), (&new, models[1])]
        .map(|(read, model)| Items::new("client", model, &read.versions[0]));
    let judged = diff::review(
        diff::compare(models[0], models[1], &renames),
        &Models {
            old: models[0],
            new: models[1],
            renames: &renames,
        },
        [&items[0], &items[1]],
    );
    let comparison = Comparison {
        old: "old",
        new: "new",
        changes: &judged,
        old_sources: &old.report.sources,
        new_sources: &new.report.sources,
    };
    std::hint::black_box(report::text(&comparison, TextOptions::default()));
    judged.len()
}

fn read(path: &Path) -> Plans {
    let mut config =
        Config::for_single(path, Path::new(""), "client").expect("it is the name of a crate");
    config.package.lock = PathBuf::new();
    config
        .levels
        .set(TOLERATED, Level::Warn)
        .expect("a rule whose level may be set");
    plans(&config).unwrap_or_else(|_| panic!("{} cannot be used", path.display()))
}
