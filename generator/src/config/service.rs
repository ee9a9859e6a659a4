//! Turns `[service]`, and what `[versions.NAME]` says in its place, into what holds for a version.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::check;
use super::section::{Found, Section};
use super::service_error::{self, ServiceError};
use super::setting::{self, Setting};
use super::versions::{
    self, BatchFormat, EnumStyle, Gates, KeyStyle, ODataVersion, OperationStyle, Version,
};
use crate::diagnostics::Spanned;

/// What holds for every version that says nothing else: `[service]`.
#[derive(Clone, Debug, Default)]
pub(super) struct Service {
    base_url: Option<String>,
    origins: Option<Vec<String>>,
    headers: BTreeMap<String, String>,
    key_style: Option<KeyStyle>,
    operations: Option<OperationStyle>,
    enums: Option<EnumStyle>,
    /// The documents of a service without versions.
    pub(super) metadata: Option<Spanned<Vec<PathBuf>>>,
    plain_base64: Option<bool>,
    odata_version: Option<ODataVersion>,
    gates: Option<Gates>,
    max_batch: Option<u32>,
    batch_format: Option<BatchFormat>,
    batch_url: Option<String>,
    include: Option<Vec<Spanned<String>>>,
    exclude: Option<Vec<Spanned<String>>>,
}

/// All of `[service]`.
#[derive(Default)]
pub(super) struct ServiceTable {
    pub(super) shared: Service,
    pub(super) default_version: Option<Spanned<String>>,
    pub(super) settings: Vec<Setting>,
    pub(super) errors: Vec<ServiceError>,
    /// Codes that say that something is too old.
    pub(super) expired_codes: Vec<String>,
    /// Entity types that are searched alone.
    pub(super) search_alone: Vec<Spanned<String>>,
}

pub(super) fn read(mut section: Section<'_>, found: &mut Found) -> ServiceTable {
    let mut shared = read_shared(&mut section, found);
    if let Some((span, _)) = section.get("metadata", found) {
        let value = versions::read_metadata(&mut section, found);
        shared.metadata = Some(Spanned { value, span });
    }
    let default_version = section.text("default_version", found);
    let settings = section.tables("setting", found);
    let errors = section.tables("error", found);
    let expired_codes = service_error::read_expired(&mut section, found);
    let search_alone = section.texts("search_alone", found);
    section.finish(found);
    ServiceTable {
        shared,
        default_version,
        settings: setting::read(settings, found),
        errors: service_error::read(errors, found),
        expired_codes,
        search_alone: search_alone.map(|names| names.value).unwrap_or_default(),
    }
}

impl Service {
    /// What this one says, and what the other one says where this one says nothing; headers of
    /// both.
    pub(super) fn or(self, other: &Self) -> Self {
        let mut headers = other.headers.clone();
        headers.extend(self.headers);
        Self {
            base_url: self.base_url.or_else(|| other.base_url.clone()),
            origins: self.origins.or_else(|| other.origins.clone()),
            headers,
            key_style: self.key_style.or(other.key_style),
            operations: self.operations.or(other.operations),
            enums: self.enums.or(other.enums),
            metadata: None,
            plain_base64: self.plain_base64.or(other.plain_base64),
            odata_version: self.odata_version.or(other.odata_version),
            gates: self.gates.or(other.gates),
            max_batch: self.max_batch.or(other.max_batch),
            batch_format: self.batch_format.or(other.batch_format),
            batch_url: self.batch_url.or_else(|| other.batch_url.clone()),
            include: self.include.or_else(|| other.include.clone()),
            exclude: self.exclude.or_else(|| other.exclude.clone()),
        }
    }

    /// A version for which all of this holds.
    pub(super) fn version(&self) -> Version {
        Version {
            base_url: self.base_url.clone(),
            origins: self.origins.clone().unwrap_or_default(),
            headers: self.headers.clone(),
            key_style: self.key_style.unwrap_or_default(),
            operations: self.operations.unwrap_or_default(),
            enums: self.enums.unwrap_or_default(),
            plain_base64: self.plain_base64.unwrap_or_default(),
            odata_version: self.odata_version.unwrap_or_default(),
            gates: self.gates.unwrap_or_default(),
            max_batch: self.max_batch,
            batch_format: self.batch_format.unwrap_or_default(),
            batch_url: self.batch_url.clone(),
            include: self.include.clone().unwrap_or_default(),
            exclude: self.exclude.clone().unwrap_or_default(),
            ..Version::single(Path::new(""))
        }
    }
}

/// The keys that `[service]` and `[versions.NAME]` have in common.
pub(super) fn read_shared(section: &mut Section<'_>, found: &mut Found) -> Service {
    let base_url = section.text("base_url", found);
    if let Some(url) = &base_url {
        check::base_url(url, found);
    }
    let origins = section.texts("origins", found).map(|texts| texts.value);
    check::origins(origins.as_deref().unwrap_or_default(), found);
    let mut headers = BTreeMap::new();
    if let Some(table) = section.table("headers", found) {
        for (name, value) in table.text_entries(found) {
            check::header(&name, &value, found);
            headers.insert(name.value, value.value);
        }
    }
    let key_styles = [
        ("parentheses", KeyStyle::Parentheses),
        ("segment", KeyStyle::Segment),
    ];
    let operation_styles = [
        ("qualified", OperationStyle::Qualified),
        ("unqualified", OperationStyle::Unqualified),
    ];
    let enum_styles = [
        ("qualified", EnumStyle::Qualified),
        ("unqualified", EnumStyle::Unqualified),
    ];
    let alphabets = [("base64url", false), ("base64", true)];
    let odata_versions = [("4.0", ODataVersion::V4_0), ("4.01", ODataVersion::V4_01)];
    let gates = [("enforced", Gates::Enforced), ("open", Gates::Open)];
    let batch_formats = [
        ("multipart", BatchFormat::Multipart),
        ("json", BatchFormat::Json),
    ];
    Service {
        base_url: base_url.map(|url| url.value),
        origins: origins.map(|urls| urls.into_iter().map(|url| url.value).collect()),
        headers,
        key_style: section.choice("key_style", &key_styles, found),
        operations: section.choice("operations", &operation_styles, found),
        enums: section.choice("enums", &enum_styles, found),
        metadata: None,
        plain_base64: section.choice("binary", &alphabets, found),
        odata_version: section.choice("odata_version", &odata_versions, found),
        gates: section.choice("gates", &gates, found),
        max_batch: read_max_batch(section, found),
        batch_format: section.choice("batch_format", &batch_formats, found),
        batch_url: read_batch_url(section, found),
        include: section.texts("include", found).map(|texts| texts.value),
        exclude: section.texts("exclude", found).map(|texts| texts.value),
    }
}

fn read_batch_url(section: &mut Section<'_>, found: &mut Found) -> Option<String> {
    let url = section.text("batch_url", found)?;
    check::batch_url(&url, found);
    Some(url.value)
}

fn read_max_batch(section: &mut Section<'_>, found: &mut Found) -> Option<u32> {
    let most = section.integer("max_batch", found)?;
    let number = u32::try_from(most.value).ok().filter(|&most| most > 0);
    if number.is_none() {
        let message = format!("`max_batch` cannot be {}", most.value);
        let help = "write how many requests a batch may have; without it there is no limit";
        found.value(most.span, message, "not a number of requests", help);
    }
    number
}
