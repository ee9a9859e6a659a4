//! Turns the features `serde` and `compare` on and off: what types implement comes and goes, and requests stay.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::Path;

use odata_bindgen::config::Config;
use odata_bindgen::generate;
use tests::scratch::Scratch;

#[test]
fn types_implement_what_is_asked_for_and_requests_need_none_of_it() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("traits");
    let config = Config::load(Path::new("fixtures/features_by_root.toml"));
    let generated = generate(&Scratch::with_runtime(config.unwrap().0)).unwrap();
    for traits in [&[][..], &["serde"], &["compare"], &["serde", "compare"]] {
        let mut scratch = Scratch::new(&folder);
        scratch.add("features-by-root", &generated);
        let features = [&["full"], traits].concat();
        let manifest = format!(
            "[dependencies]\nfeatures-by-root = {{ path = \"../features-by-root\", default-features = false, \
             features = {features:?} }}\nhttp = \"1\"\npollster = \"0.4\"\nserde = \"1\"\n"
        );
        scratch.add_program("program", &manifest, PROGRAM);
        let output = scratch.run("program", traits);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{traits:?}: {said}");
    }
}

/// Its arguments are the traits that it should find.
const PROGRAM: &str = include_str!("../fixtures/traits/program.rs");
