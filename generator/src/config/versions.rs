//! Turns `[service]` and `[versions.NAME]` into the versions of the service.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use toml::de::DeValue;

use super::check;
use super::section::{Found, Section};
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
            span: None,
        }
    }
}

pub(super) fn read_service(
    mut section: Section<'_>,
    found: &mut Found,
) -> (Service, Option<Spanned<String>>) {
    let mut service = read_shared(&mut section, found);
    if let Some((span, _)) = section.get("metadata", found) {
        let value = read_metadata(&mut section, found);
        service.metadata = Some(Spanned { value, span });
    }
    let default_version = section.text("default_version", found);
    section.finish(found);
    (service, default_version)
}

/// The one version of a service whose documents stand in `[service]`: a crate without modules for
/// versions.
pub(super) fn read_single(service: &Service) -> Option<Version> {
    let metadata = service.metadata.as_ref()?;
    Some(Version {
        metadata: metadata.value.clone(),
        base_url: service.base_url.clone(),
        headers: service.headers.clone(),
        key_style: service.key_style.unwrap_or_default(),
        operations: service.operations.unwrap_or_default(),
        plain_base64: service.plain_base64.unwrap_or_default(),
        span: Some(metadata.span),
        ..Version::single(Path::new(""))
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
    let mut headers = service.headers.clone();
    headers.extend(shared.headers);
    Version {
        name: name.to_owned(),
        label: label.map_or_else(|| name.to_owned(), |label| label.value),
        metadata,
        base_url: shared.base_url.or_else(|| service.base_url.clone()),
        headers,
        key_style: shared.key_style.or(service.key_style).unwrap_or_default(),
        operations: shared.operations.or(service.operations).unwrap_or_default(),
        plain_base64: shared
            .plain_base64
            .or(service.plain_base64)
            .unwrap_or_default(),
        span: Some(span),
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
    Service {
        base_url: base_url.map(|url| url.value),
        headers,
        key_style: section.choice("key_style", &key_styles, found),
        operations: section.choice("operations", &operation_styles, found),
        metadata: None,
        plain_base64: section.choice("binary", &alphabets, found),
    }
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
