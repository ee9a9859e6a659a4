//! Turns the inputs of libFuzzer into runs of `tests::fuzz::date_time`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tests::fuzz::date_time(data));
