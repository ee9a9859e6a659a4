//! Turns the inputs of libFuzzer into runs of `tests::fuzz::decimal`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tests::fuzz::decimal(data));
