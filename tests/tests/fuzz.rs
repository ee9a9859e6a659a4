//! Turns the inputs that fuzzing has left behind into runs of its targets, without a fuzzer.

use std::fs;
use std::panic::catch_unwind;

use tests::fuzz::{self, Seed, TARGETS};
use tests::place;

/// The size of all that is kept, in bytes, above which a clone of the repository is not small any more.
const MOST: u64 = 1 << 20;

/// Runs a target over what is kept of it and over what it begins with.
fn replay(target: &str) {
    let (_, run) = TARGETS
        .into_iter()
        .find(|(name, _)| *name == target)
        .expect("the target is in the table");
    let inputs = [fuzz::committed(target), fuzz::seeds(target)].concat();
    assert!(!inputs.is_empty(), "nothing is kept of `{target}`");
    let failed = |seed: &Seed| catch_unwind(|| run(&seed.bytes)).is_err();
    let failed: Vec<String> = inputs
        .into_iter()
        .filter(failed)
        .map(|seed| seed.name)
        .collect();
    assert!(
        failed.is_empty(),
        "{target} fails for\n{}",
        failed.join("\n")
    );
}

macro_rules! replayed {
    ($($target:ident)*) => {
        const REPLAYED: &[&str] = &[$(stringify!($target)),*];

        $(#[test]
        fn $target() {
            replay(stringify!($target));
        })*
    };
}

replayed! {
    csdl_xml csdl_json generate diff config explain filter url
    batch_multipart batch_json error_body page date_time duration decimal
}

#[test]
fn every_target_is_replayed_and_can_be_run() {
    let names: Vec<&str> = TARGETS.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, REPLAYED);
    let folder = place::root().join("fuzz");
    let manifest = place::read(&folder.join("Cargo.toml"));
    for name in names {
        assert!(manifest.contains(&format!("name = \"{name}\"")), "{name}");
        let program = place::read(&folder.join(format!("fuzz_targets/{name}.rs")));
        assert!(
            program.contains(&format!("tests::fuzz::{name}(data)")),
            "{name}"
        );
    }
}

#[test]
fn what_is_kept_is_small() {
    let files = ["corpus", "found"]
        .map(|kind| place::files_below(&place::root().join("fuzz").join(kind), ""));
    let sizes = files
        .iter()
        .flatten()
        .map(|path| fs::metadata(path).map_or(0, |file| file.len()));
    let size: u64 = sizes.sum();
    assert!(size <= MOST, "{size} bytes are kept, {MOST} are the most");
}
