//! What the configuration says about how one version is to look.

use std::collections::{BTreeMap, BTreeSet};

use super::types::{Carrier, Given};
use crate::model::{Model, QualifiedName, StructuredId};

/// What the configuration says about how one version is to look.
#[derive(Clone, Debug)]
pub struct Options {
    /// The module and feature of the version; `None` for a crate with one version at its root.
    pub module: Option<String>,
    /// The version as people call it, such as `v2.0`.
    pub title: String,
    /// Where the service is, unless a user says otherwise.
    pub base_url: String,
    /// Other origins of the service.
    pub origins: Vec<String>,
    /// Keys are segments of their own, not in parentheses (OData URL Conventions 4.01 §4.3.6).
    pub key_segments: bool,
    /// Bound operations are called without their namespace (§4.5).
    pub unqualified_operations: bool,
    /// Values of enumerations do not name their type in URLs.
    pub unqualified_enums: bool,
    /// Binary values are written with `+` and `/`, as before OData 4.0 and by those who never changed.
    pub plain_base64: bool,
    /// Requests and answers are of OData 4.01.
    pub odata_4_01: bool,
    /// The most requests that one batch may have.
    pub max_batch: Option<u32>,
    /// Batches are written as JSON.
    pub json_batches: bool,
    /// Where batches go to, where that is not `$batch`.
    pub batch_url: Option<String>,
    /// Error codes that say that something is too old.
    pub expired_codes: Vec<String>,
    /// Headers of every request.
    pub headers: Vec<(String, String)>,
    /// Headers and preferences that clients may set.
    pub settings: Vec<SettingOptions>,
    /// Error codes that get a constant.
    pub errors: Vec<ErrorOptions>,
    /// What the metadata forbids compiles nonetheless.
    pub open_gates: bool,
    /// Entity types whose collections do not take `$search` together with `$filter` and `$orderby`.
    pub search_alone: BTreeSet<String>,
    /// Keys that become functions, by entity type.
    pub well_known: BTreeMap<String, Vec<String>>,
    /// Structured types that may be given as the text of a property: paths by type.
    pub shorthand: BTreeMap<String, String>,
    /// An abstract type with more concrete types below it than this stays a plain struct.
    pub max_variants: usize,
}

/// A header or preference that clients may set.
#[derive(Clone, Debug)]
pub struct SettingOptions {
    /// The function, which is the name of one in Rust.
    pub name: String,
    /// What carries the value.
    pub carrier: Carrier,
    /// What is given.
    pub given: Given,
    /// What it does.
    pub doc: String,
}

/// An error code that gets a constant.
#[derive(Clone, Debug)]
pub struct ErrorOptions {
    /// The code as the service writes it.
    pub code: String,
    /// The words of the constant, where those of the code do not do.
    pub name: Option<String>,
    /// When it happens.
    pub doc: String,
}

impl Options {
    /// The keys of an entity type that become functions.
    pub(super) fn well_known(&self, entity: &QualifiedName) -> &[String] {
        self.well_known
            .get(&entity.to_string())
            .map_or(&[], Vec::as_slice)
    }

    /// Whether collections of an entity type are searched alone: what holds for a type holds for
    /// those that derive from it.
    pub(super) fn is_searched_alone(&self, model: &Model, entity: StructuredId) -> bool {
        let mut names = model.ancestry(entity).map(|id| &model.structured(id).name);
        names.any(|name| self.search_alone.contains(&name.to_string()))
    }
}
