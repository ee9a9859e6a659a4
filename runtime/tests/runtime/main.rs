//! Tests of the runtime from outside, with types in the form that the generator emits.

#![allow(clippy::unwrap_used)] // helpers of tests are tests, too

mod answers;
#[cfg(feature = "testing")]
mod auth;
mod batch;
#[cfg(feature = "blocking")]
mod blocking;
mod copies;
mod delta_forms;
mod deltas;
mod enum_style;
mod errors;
#[cfg(all(feature = "reqwest", feature = "testing"))]
mod faults;
mod features;
#[cfg(feature = "reqwest")]
mod loopback;
mod member_traits;
mod members;
#[cfg(feature = "testing")]
mod mock;
mod model;
mod numbers;
mod objects;
mod origins;
mod properties;
mod query;
#[cfg(feature = "testing")]
mod recordings;
mod requests;
#[cfg(feature = "testing")]
mod retry;
mod scalars;
mod secrets;
#[cfg(all(feature = "reqwest", feature = "testing"))]
mod server;
mod settings;
mod streams;
#[cfg(feature = "reqwest")]
mod streams_loopback;
mod urls;
#[allow(unreachable_pub)] // it is a public module of another program as well
#[path = "../support/witness.rs"]
mod witness;
mod wrappers;
