//! Turns `[service]` and `[versions.NAME]` into the versions of the service.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use toml::de::DeValue;

use super::check;
use super::section::{Found, Section};
use super::service_error::{self, ServiceError};
use super::setting::{self, Setting};
use crate::diagnostics::rules::settings::{CONFIG_TYPE, CONFIG_UNKNOWN_KEY};
use crate::diagnostics::{Span, Spanned};

/// A version of the service: `[versions.NAME]`. What it does not say itself, `[service]` says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The module and the feature of the generated crate, such as `v2_0`; empty where the crate has
    /// no module for it.
    pub name: String,
    /// What people call the version, such as `v2.0`; the name where nothing is said.
    pub label: String,
    /// The documents, relative to the config.
    pub metadata: Vec<PathBuf>,
    /// The address that request paths are appended to; without one each client has to be told.
    pub base_url: Option<String>,
    /// Headers that are sent with each request.
    pub headers: BTreeMap<String, String>,
    /// How keys are written in a URL.
    pub key_style: KeyStyle,
    /// How bound operations are written in a URL.
    pub operations: OperationStyle,
    /// Whether binary values are written in the ordinary alphabet of Base64, with `+` and `/`, for
    /// services that do not read the one of the standard: `binary = "base64"`.
    pub plain_base64: bool,
    /// The version of the protocol.
    pub odata_version: ODataVersion,
    /// Whether requests that the metadata forbids compile.
    pub gates: Gates,
    /// The most requests that one batch may have, where there is such a limit.
    pub max_batch: Option<u32>,
    /// How batches are written.
    pub batch_format: BatchFormat,
    /// Where the version stands in the config; none where there is no config.
    pub span: Option<Span>,
}

/// How keys are written in a URL: OData URL Conventions 4.01 §4.3.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeyStyle {
    /// `Messages('1')`, which every service understands.
    #[default]
    Parentheses,
    /// `Messages/1`.
    Segment,
}

/// How bound operations are written in a URL: OData URL Conventions 4.01 §4.5.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OperationStyle {
    /// With their namespace, which every service understands: `/Namespace.Reply`.
    #[default]
    Qualified,
    /// Without it: `/Reply`.
    Unqualified,
}

/// A version of the protocol: `odata_version`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ODataVersion {
    /// OData 4.0.
    #[default]
    V4_0,
    /// OData 4.01.
    V4_01,
}

/// Whether requests that the metadata forbids compile: `gates`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gates {
    /// They do not.
    #[default]
    Enforced,
    /// They do: the metadata of the service is not to be trusted there.
    Open,
}

/// How batches of requests are written: `batch_format` (OData Protocol 4.01 §11.7).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BatchFormat {
    /// As `multipart/mixed`, which every service that knows batches understands.
    #[default]
    Multipart,
    /// As JSON.
    Json,
}

/// What holds for every version that says nothing else: `[service]`.
#[derive(Clone, Debug, Default)]
pub(super) struct Service {
    base_url: Option<String>,
    headers: BTreeMap<String, String>,
    key_style: Option<KeyStyle>,
    operations: Option<OperationStyle>,
    /// The documents of a service without versions.
    metadata: Option<Spanned<Vec<PathBuf>>>,
    plain_base64: Option<bool>,
    odata_version: Option<ODataVersion>,
    gates: Option<Gates>,
    max_batch: Option<u32>,
    batch_format: Option<BatchFormat>,
}

/// All of `[service]`.
#[derive(Default)]
pub(super) struct ServiceTable {
    pub(super) shared: Service,
    pub(super) default_version: Option<Spanned<String>>,
    pub(super) settings: Vec<Setting>,
    pub(super) errors: Vec<ServiceError>,
    /// Entity types that are searched alone.
    pub(super) search_alone: Vec<Spanned<String>>,
}

impl Version {
    /// The only version of a crate that has no modules for versions.
    pub(super) fn single(metadata: &Path) -> Self {
        Self {
            name: String::new(),
            label: String::new(),
            metadata: vec![metadata.to_path_buf()],
            base_url: None,
            headers: BTreeMap::new(),
            key_style: KeyStyle::default(),
            operations: OperationStyle::default(),
            plain_base64: false,
            odata_version: ODataVersion::default(),
            gates: Gates::default(),
            max_batch: None,
            batch_format: BatchFormat::default(),
            span: None,
        }
    }
}

pub(super) fn read_service(mut section: Section<'_>, found: &mut Found) -> ServiceTable {
    let mut shared = read_shared(&mut section, found);
    if let Some((span, _)) = section.get("metadata", found) {
        let value = read_metadata(&mut section, found);
        shared.metadata = Some(Spanned { value, span });
    }
    let default_version = section.text("default_version", found);
    let settings = section.tables("setting", found);
    let errors = section.tables("error", found);
    let search_alone = section.texts("search_alone", found);
    section.finish(found);
    ServiceTable {
        shared,
        default_version,
        settings: setting::read(settings, found),
        errors: service_error::read(errors, found),
        search_alone: search_alone.map(|names| names.value).unwrap_or_default(),
    }
}

/// The one version of a service whose documents stand in `[service]`: a crate without modules for
/// versions.
pub(super) fn read_single(service: &Service) -> Option<Version> {
    let metadata = service.metadata.as_ref()?;
    Some(Version {
        metadata: metadata.value.clone(),
        span: Some(metadata.span),
        ..service.version()
    })
}

pub(super) fn read(section: &Section<'_>, service: &Service, found: &mut Found) -> Vec<Version> {
    let mut versions = Vec::<Version>::new();
    for (name, value) in section.entries(found) {
        let DeValue::Table(table) = value.get_ref() else {
            let message = format!("the version `{}` has to be a table", name.value);
            let help = format!(
                "write `[versions.{}]` and `metadata = …` under it",
                name.value
            );
            found.report(&CONFIG_TYPE, name.span, message, "not a table", Some(help));
            continue;
        };
        check::module_name(name.clone(), found);
        let title = format!("[versions.{}]", name.value);
        let section = Section::new(table, title, name.span);
        versions.push(read_version(section, name.value, service, found));
    }
    if versions.is_empty() && section.entries(found).is_empty() {
        section.report_lack(
            "a version",
            "add `[versions.v1_0]` with `metadata = \"metadata.xml\"`; the name is yours",
            found,
        );
    }
    versions
}

fn read_version(
    mut section: Section<'_>,
    name: &str,
    service: &Service,
    found: &mut Found,
) -> Version {
    let shared = read_shared(&mut section, found);
    let label = section.text("label", found);
    let metadata = read_metadata(&mut section, found);
    if let Some((span, _)) = section.get("default", found) {
        let message = format!("`{}` has no key `default`", section.title);
        let help = format!("write `default_version = \"{name}\"` under `[service]`");
        found.report(
            &CONFIG_UNKNOWN_KEY,
            span,
            message,
            "unknown key",
            Some(help),
        );
    }
    let span = section.span;
    section.finish(found);
    Version {
        name: name.to_owned(),
        label: label.map_or_else(|| name.to_owned(), |label| label.value),
        metadata,
        span: Some(span),
        ..shared.or(service).version()
    }
}

impl Service {
    /// What this one says, and what the other one says where this one says nothing; headers of
    /// both.
    fn or(self, other: &Self) -> Self {
        let mut headers = other.headers.clone();
        headers.extend(self.headers);
        Self {
            base_url: self.base_url.or_else(|| other.base_url.clone()),
            headers,
            key_style: self.key_style.or(other.key_style),
            operations: self.operations.or(other.operations),
            metadata: None,
            plain_base64: self.plain_base64.or(other.plain_base64),
            odata_version: self.odata_version.or(other.odata_version),
            gates: self.gates.or(other.gates),
            max_batch: self.max_batch.or(other.max_batch),
            batch_format: self.batch_format.or(other.batch_format),
        }
    }

    /// A version for which all of this holds.
    fn version(&self) -> Version {
        Version {
            base_url: self.base_url.clone(),
            headers: self.headers.clone(),
            key_style: self.key_style.unwrap_or_default(),
            operations: self.operations.unwrap_or_default(),
            plain_base64: self.plain_base64.unwrap_or_default(),
            odata_version: self.odata_version.unwrap_or_default(),
            gates: self.gates.unwrap_or_default(),
            max_batch: self.max_batch,
            batch_format: self.batch_format.unwrap_or_default(),
            ..Version::single(Path::new(""))
        }
    }
}

/// The keys that `[service]` and `[versions.NAME]` have in common.
fn read_shared(section: &mut Section<'_>, found: &mut Found) -> Service {
    let base_url = section.text("base_url", found);
    if let Some(url) = &base_url {
        check::base_url(url, found);
    }
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
    let alphabets = [("base64url", false), ("base64", true)];
    let odata_versions = [("4.0", ODataVersion::V4_0), ("4.01", ODataVersion::V4_01)];
    let gates = [("enforced", Gates::Enforced), ("open", Gates::Open)];
    let batch_formats = [
        ("multipart", BatchFormat::Multipart),
        ("json", BatchFormat::Json),
    ];
    Service {
        base_url: base_url.map(|url| url.value),
        headers,
        key_style: section.choice("key_style", &key_styles, found),
        operations: section.choice("operations", &operation_styles, found),
        metadata: None,
        plain_base64: section.choice("binary", &alphabets, found),
        odata_version: section.choice("odata_version", &odata_versions, found),
        gates: section.choice("gates", &gates, found),
        max_batch: read_max_batch(section, found),
        batch_format: section.choice("batch_format", &batch_formats, found),
    }
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

fn read_metadata(section: &mut Section<'_>, found: &mut Found) -> Vec<PathBuf> {
    let help = "name the `$metadata` document, relative to this file";
    if section.get("metadata", found).is_none() {
        section.report_missing("metadata", help, found);
        return Vec::new();
    }
    let Some(texts) = section.texts("metadata", found) else {
        return Vec::new();
    };
    if texts.value.is_empty() {
        let message = format!("`metadata` of `{}` is empty", section.title);
        found.value(texts.span, message, "no document", help);
    }
    for text in texts
        .value
        .iter()
        .filter(|text| text.value.trim().is_empty())
    {
        let message = format!("`metadata` of `{}` has an empty path", section.title);
        found.value(text.span, message, "empty", help);
    }
    let paths = texts.value.into_iter();
    paths.map(|text| PathBuf::from(text.value)).collect()
}
