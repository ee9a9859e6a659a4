//! Turns fixtures, sources and real metadata into what the tests of the workspace look at.

pub mod corpus;
pub mod cost;
pub mod fixtures;
pub mod outline;
pub mod place;
pub mod scratch;
pub mod tidy;
