//! Turns `[versions.NAME]`, or the documents of `[service]`, into the versions of the service.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use toml::de::DeValue;

use super::check;
use super::section::{Found, Section};
use super::service::{self, Service};
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
    /// Other origins of the service, where its links may lead and the token may go.
    pub origins: Vec<String>,
    /// Headers that are sent with each request.
    pub headers: BTreeMap<String, String>,
    /// How keys are written in a URL.
    pub key_style: KeyStyle,
    /// How bound operations are written in a URL.
    pub operations: OperationStyle,
    /// How values of enumerations are written in a URL.
    pub enums: EnumStyle,
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
    /// Where batches go to, relative to the base URL; `$batch` where nothing is said.
    pub batch_url: Option<String>,
    /// Types, operations and paths that are to be generated; everything where there are none.
    pub include: Vec<Spanned<String>>,
    /// Types, operations and paths that are not to be generated.
    pub exclude: Vec<Spanned<String>>,
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

/// How values of enumerations are written in a URL: OData ABNF 4.01, `enumLiteral`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EnumStyle {
    /// With the name of their type, as OData 4.0 has it: `Namespace.Colour'Red'`.
    #[default]
    Qualified,
    /// Without it: `'Red'`.
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

impl Version {
    /// The only version of a crate that has no modules for versions.
    pub(super) fn single(metadata: &Path) -> Self {
        Self {
            name: String::new(),
            label: String::new(),
            metadata: vec![metadata.to_path_buf()],
            base_url: None,
            origins: Vec::new(),
            headers: BTreeMap::new(),
            key_style: KeyStyle::default(),
            operations: OperationStyle::default(),
            enums: EnumStyle::default(),
            plain_base64: false,
            odata_version: ODataVersion::default(),
            gates: Gates::default(),
            max_batch: None,
            batch_format: BatchFormat::default(),
            batch_url: None,
            include: Vec::new(),
            exclude: Vec::new(),
            span: None,
        }
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
    let shared = service::read_shared(&mut section, found);
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

pub(super) fn read_metadata(section: &mut Section<'_>, found: &mut Found) -> Vec<PathBuf> {
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
