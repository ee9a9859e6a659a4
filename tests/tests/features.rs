//! Turns features on and off: whatever is there has to find what it names, and the compiler has to be content.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::Path;

use odata_bindgen::config::Config;
use odata_bindgen::plan::FULL;
use odata_bindgen::sizes::undeclared_with;
use odata_bindgen::{Generated, generate};
use tests::place;
use tests::scratch::Scratch;

/// The fixtures that are spread over features.
const FIXTURES: [&str; 3] = [
    "features_by_namespace",
    "features_by_root",
    "features_of_ones_own",
];

fn fixture(name: &str) -> Generated {
    let path = format!("fixtures/{name}.toml");
    let config = Config::load(Path::new(&path)).unwrap().0;
    generate(&Scratch::with_runtime(config)).unwrap()
}

/// The features of a crate, each once.
fn features(generated: &Generated) -> Vec<&str> {
    let features = generated
        .versions
        .iter()
        .flat_map(|version| &version.features);
    let mut names: Vec<&str> = features.map(|feature| &*feature.name).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// None, each alone, each two, and all.
fn combinations<'f>(features: &[&'f str]) -> Vec<Vec<&'f str>> {
    let mut combinations = vec![vec![], vec![FULL]];
    for (at, first) in features.iter().enumerate() {
        combinations.push(vec![first]);
        combinations.extend(
            features[at + 1..]
                .iter()
                .map(|second| vec![*first, *second]),
        );
    }
    combinations
}

/// The features of the versions, each named like its module.
fn modules(generated: &Generated) -> impl Iterator<Item = &str> {
    let modules = generated.versions.iter();
    modules.filter_map(|version| version.module.as_deref())
}

#[test]
fn every_combination_of_features_compiles_without_warnings() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let mut scratch = Scratch::new(folder.join("features"));
    for name in FIXTURES {
        let generated = fixture(name);
        let modules: Vec<&str> = modules(&generated).collect();
        for (at, mut chosen) in combinations(&features(&generated)).into_iter().enumerate() {
            chosen.extend(&modules);
            scratch.add_with(&format!("{name}_{at}"), &generated, &chosen);
        }
    }
    let output = scratch.check_all();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.trim().is_empty(), "{said}");
}

#[test]
fn documentation_of_all_features_has_no_dead_links() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let mut scratch = Scratch::new(folder.join("features_documented"));
    for name in FIXTURES {
        let generated = fixture(name);
        let all: Vec<&str> = modules(&generated).chain([FULL]).collect();
        scratch.add_with(name, &generated, &all);
    }
    let output = scratch.doc();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.trim().is_empty(), "{said}");
}

#[test]
fn what_is_there_finds_what_it_names() {
    for name in FIXTURES {
        assert_whole(name, &fixture(name), &|features| combinations(features));
    }
}

/// Asks every version of a crate whether anything names what is not there.
fn assert_whole(
    name: &str,
    generated: &Generated,
    combinations: &dyn for<'f> Fn(&[&'f str]) -> Vec<Vec<&'f str>>,
) {
    let features = features(generated);
    assert!(!features.is_empty(), "{name} has no features");
    for chosen in combinations(&features) {
        for version in &generated.versions {
            let missing = undeclared_with(version, &chosen);
            assert!(missing.is_empty(), "{name} with {chosen:?}: {missing:?}");
        }
    }
}

/// Real services, each with each way to tell features apart; every feature alone, and pairs of neighbours.
#[test]
fn what_is_there_of_real_services_finds_what_it_names() {
    let shared = place::root().join("../shared/metadata");
    let graph = shared.join("graph/graph-v1.0-clean-2026-08.xml");
    let outlook = place::root().join("metadata/v2.0.xml");
    let documents = [("outlook", outlook), ("graph", graph)];
    for (name, document) in documents {
        if !document.exists() {
            println!("skipped: {name} is not at hand");
            continue;
        }
        for by in ["root", "namespace"] {
            let text = format!(
                "[crate]\nname = \"{name}\"\n[service]\nmetadata = {document:?}\n[features]\nby = \"{by}\"\n"
            );
            let config = Config::parse("features.toml", &text, "".into()).unwrap().0;
            let generated = generate(&config).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_whole(name, &generated, &|features| {
                let pairs = features.windows(2).map(<[&str]>::to_vec);
                let alone = features.iter().map(|&feature| vec![feature]);
                [vec![], vec![FULL]]
                    .into_iter()
                    .chain(alone)
                    .chain(pairs)
                    .collect()
            });
        }
    }
}
