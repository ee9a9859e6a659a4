//! Turns the inputs of libFuzzer into runs of `tests::fuzz::generate`.
#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_target!(|data: &[u8]| tests::fuzz::generate(data));

// Of three changes, two are those of somebody who knows elements and attributes.
fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let changed = (seed % 3 > 0).then(|| tests::fuzz::mutate(&mut data[..max_size], size, seed));
    changed
        .flatten()
        .unwrap_or_else(|| fuzzer_mutate(data, size, max_size))
});
