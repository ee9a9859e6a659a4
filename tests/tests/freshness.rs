//! Turns the repository's own config into files, which have to be those that are committed.

use odata_bindgen::config::{Config, FILE_NAME};
use odata_bindgen::diagnostics::Style;
use odata_bindgen::files::{Comparison, RelativePath};
use tests::place;

const REMEDY: &str = "run `cargo run --release -- generate` and commit what it writes";

#[test]
fn the_committed_crate_is_what_the_generator_writes() {
    let (config, _) = Config::load(&place::root().join(FILE_NAME))
        .expect("the config of the repository can be used");
    let generated = odata_bindgen::generate(&config)
        .unwrap_or_else(|error| panic!("{}", error.render(Style::default())));
    let comparison = generated
        .compare(&config)
        .expect("the folder of the generated crate can be read");
    assert!(
        comparison.is_fresh(),
        "`generated/` is stale: {REMEDY}\n{}",
        list(&comparison)
    );
    assert!(
        comparison.foreign.is_empty(),
        "`generated/` holds files that nobody generated: {}",
        comparison.foreign.join(", ")
    );
    let lock = place::read(&config.lock());
    assert!(
        lock == generated.lock.render(),
        "`{}` is stale: {REMEDY}",
        place::shown(&config.lock())
    );
}

fn list(comparison: &Comparison) -> String {
    let lists: [(&str, &[RelativePath]); 3] = [
        ("missing", &comparison.added),
        ("other text", &comparison.changed),
        ("left over", &comparison.removed),
    ];
    let lines = lists
        .iter()
        .flat_map(|(what, paths)| paths.iter().map(move |path| format!("  {what}: {path}\n")));
    lines.collect()
}
