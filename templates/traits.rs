//!
//! With the feature `serde` types implement `serde::Serialize` and `serde::Deserialize`, and with `compare`
//! entity and complex types implement `PartialEq`, and enumerations `Eq` and `Hash`. Requests need neither, and
//! the crate compiles faster without them; [`odata_runtime::from_json`] and [`odata_runtime::to_json`] read and
//! write text then.
