//! Turns the inputs of libFuzzer into runs of `tests::fuzz::duration`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tests::fuzz::duration(data));
