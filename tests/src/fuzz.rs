//! Turns the bytes of a fuzzer into runs of the generator and of the runtime, which panic at what must not be.
//!
//! What a target does is a function of bytes, so that the corpora in `fuzz/corpus` can be replayed by
//! an ordinary test (`tests/tests/fuzz.rs`), without a fuzzer and on any toolchain.

mod address;
mod batch;
mod config;
mod date_time;
mod decimal;
mod diff;
mod documents;
mod duration;
mod error_body;
mod explain;
mod filter;
mod generate;
mod grammar;
mod model;
mod mutate;
mod page;
mod seeds;
mod syntax;
mod url;
mod values;

pub use batch::{batch_json, batch_multipart};
pub use config::config;
pub use date_time::date_time;
pub use decimal::decimal;
pub use diff::diff;
pub use documents::{csdl_json, csdl_xml};
pub use duration::duration;
pub use error_body::error_body;
pub use explain::explain;
pub use filter::filter;
pub use generate::generate;
pub use mutate::mutate;
pub use page::page;
pub use seeds::{Seed, committed, seeds};
pub use url::url;

/// What is done with one input; it panics where something is wrong.
pub type Run = fn(&[u8]);

/// Every target by name, in the order in which `fuzz/run` goes through them.
pub const TARGETS: [(&str, Run); 15] = [
    ("csdl_xml", csdl_xml),
    ("csdl_json", csdl_json),
    ("generate", generate),
    ("diff", diff),
    ("config", config),
    ("explain", explain),
    ("filter", filter),
    ("url", url),
    ("batch_multipart", batch_multipart),
    ("batch_json", batch_json),
    ("error_body", error_body),
    ("page", page),
    ("date_time", date_time),
    ("duration", duration),
    ("decimal", decimal),
];
