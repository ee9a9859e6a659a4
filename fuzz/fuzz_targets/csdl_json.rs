//! Turns the inputs of libFuzzer into runs of `tests::fuzz::csdl_json`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tests::fuzz::csdl_json(data));
