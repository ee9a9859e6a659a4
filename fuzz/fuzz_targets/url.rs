//! Turns the inputs of libFuzzer into runs of `tests::fuzz::url`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tests::fuzz::url(data));
