//! Turns what every fixture leads to into crates, which have to compile without a warning.

use std::panic::catch_unwind;
use std::path::Path;
use std::process::Output;

use tests::fixtures::{self, Fixture};
use tests::scratch::Scratch;

#[test]
fn what_is_generated_compiles_without_warnings() {
    let mut scratch = Scratch::new(Path::new(env!("CARGO_TARGET_TMPDIR")).join("fixtures"));
    let panicked: Vec<String> = fixtures::all()
        .into_iter()
        .filter(|fixture| !add(&mut scratch, fixture))
        .map(|fixture| fixture.name)
        .collect();
    let mut said = [
        complaints("clippy", &scratch.clippy()),
        complaints("rustdoc", &scratch.doc()),
    ]
    .concat();
    // the runtime is one for all: what one crate has on, the others have
    scratch.turn_on("singleton-only", &["serde", "compare"]);
    said += &complaints("clippy with all traits", &scratch.clippy());
    assert!(said.is_empty(), "{said}");
    assert!(
        panicked.is_empty(),
        "the generator panicked: {}",
        panicked.join(", ")
    );
}

/// Adds the crate of a fixture; one that is refused has no crate, and its message is a snapshot.
fn add(scratch: &mut Scratch, fixture: &Fixture) -> bool {
    let generate = || {
        odata_bindgen::generate(&Scratch::with_runtime(
            fixture
                .config()
                .expect("the config of a fixture can be used"),
        ))
    };
    match catch_unwind(generate) {
        Ok(Ok(generated)) => scratch.add(&fixture.name, &generated),
        Ok(Err(_)) => {}
        Err(_) => return false,
    }
    true
}

fn complaints(what: &str, output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr);
    if output.status.success() && said.trim().is_empty() {
        String::new()
    } else {
        format!("{what} is not content:\n{said}\n")
    }
}
