//! Random services into documents, models and crates: what is read is what was meant, and it compiles.

use std::path::{Path, PathBuf};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use tests::random::{Choices, cases, draw, models};
use tests::scratch::Scratch;

/// How many numbers a service is made of at most.
const NUMBERS: usize = 1500;

/// Crates that are checked by cargo.
const CRATES: u64 = 20;

/// The same cases each time: what fails for one fails for all.
fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(2014),
        ..ProptestConfig::default()
    }
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

proptest! {
    #![proptest_config(config(cases(256)))]

    #[test]
    fn what_is_read_is_what_was_meant(numbers in vec(any::<u32>(), 0..NUMBERS)) {
        let service = draw::service(&mut Choices::new(numbers));
        models::read(&service).map_err(TestCaseError::fail)?;
    }
}

proptest! {
    #![proptest_config(config(cases(16)))]

    #[test]
    fn all_documents_of_a_service_become_one_crate(numbers in vec(any::<u32>(), 0..NUMBERS)) {
        let service = draw::service(&mut Choices::new(numbers));
        let generated = models::generate(&service, &folder("random-documents"), "random");
        generated.map_err(TestCaseError::fail)?;
    }
}

#[test]
fn what_is_generated_for_any_service_compiles() {
    let folder = folder("random-crates");
    let mut scratch = Scratch::new(&folder);
    for seed in 0..CRATES {
        let name = format!("random-{seed}");
        let service = draw::service(&mut Choices::of_seed(seed, NUMBERS));
        let generated = models::generate(&service, &folder.join("documents"), &name);
        scratch.add(&name, &generated.unwrap_or_else(|wrong| panic!("{wrong}")));
    }
    let output = scratch.check_all();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.trim().is_empty(), "{said}");
}
