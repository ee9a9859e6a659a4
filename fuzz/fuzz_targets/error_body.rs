//! Turns the inputs of libFuzzer into runs of `tests::fuzz::error_body`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tests::fuzz::error_body(data));
