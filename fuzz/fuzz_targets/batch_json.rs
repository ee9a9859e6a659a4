//! Turns the inputs of libFuzzer into runs of `tests::fuzz::batch_json`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tests::fuzz::batch_json(data));
