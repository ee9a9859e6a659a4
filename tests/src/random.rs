//! Numbers into services, values and what is asked of them: the models that properties are tested with.
//!
//! [`draw::service`] makes a service of numbers, [`xml`] and [`json`] write it, and [`meaning::service`]
//! says what a model that was read means, in the same words. So what is read can be held against what
//! was meant, and not against what some reader made of it. [`values`] makes values of the types of a model.

pub mod choices;
pub mod draw;
pub mod json;
pub mod meaning;
pub mod models;
pub mod names;
pub mod program;
pub mod service;
pub mod terms;
pub mod tree;
pub mod values;
pub mod xml;

pub use choices::Choices;

/// How many cases of a property are tried: so many, or what `ODATA_BINDGEN_CASES` says.
#[must_use]
pub fn cases(usual: u32) -> u32 {
    let wanted = std::env::var("ODATA_BINDGEN_CASES").ok();
    wanted.and_then(|text| text.parse().ok()).unwrap_or(usual)
}
