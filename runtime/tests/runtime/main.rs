//! Tests of the runtime from outside, with types in the form that the generator emits.

#![allow(clippy::unwrap_used)] // helpers of tests are tests, too

mod answers;
#[cfg(feature = "testing")]
mod auth;
mod batch;
mod deltas;
#[cfg(feature = "reqwest")]
mod loopback;
mod members;
mod model;
mod numbers;
mod objects;
mod properties;
mod query;
mod requests;
#[cfg(feature = "testing")]
mod retry;
mod scalars;
mod settings;
mod streams;
mod urls;
mod wrappers;
