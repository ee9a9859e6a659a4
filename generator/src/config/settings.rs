//! Turns the text of a config into a [`Config`], section by section.

use std::collections::BTreeMap;
use std::path::PathBuf;

use toml::de::DeTable;

use super::section::{Found, Section};
use super::service::Service;
use super::versions::Version;
use super::{
    Config, MAX_VARIANTS, check, crate_settings, features, limits, patch, selection, service,
    shorthand, versions, well_known,
};
use crate::diagnostics::rules::settings::CONFIG_SYNTAX;
use crate::diagnostics::{Diagnostics, Level, Levels, SourceId, Sources};

/// Reads a config, or reports everything that is wrong with it.
pub(super) fn read(source: SourceId, text: &str, root: PathBuf) -> Result<Config, Diagnostics> {
    let mut found = Found {
        source,
        diagnostics: Diagnostics::default(),
    };
    let (document, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let span = found.span(error.span().unwrap_or(0..0));
        found.report(&CONFIG_SYNTAX, span, error.message(), "here", None);
    }
    if !errors.is_empty() {
        // what was recovered lacks the parts that could not be read; more would be guesswork
        return Err(found.diagnostics);
    }
    let config = read_document(document.get_ref(), root, &mut found);
    match config {
        Some(config) if found.diagnostics.is_empty() => Ok(config),
        _ => Err(found.diagnostics),
    }
}

fn read_document(document: &DeTable<'_>, root: PathBuf, found: &mut Found) -> Option<Config> {
    let start = found.span(0..0);
    let mut top = Section::new(document, "", start);
    let package = match top.table("crate", found) {
        Some(section) => crate_settings::read(section, found),
        None => {
            missing_table(&top, "crate", "add `[crate]` with a `name`", found);
            None
        }
    };
    let service = top.table("service", found);
    let service = service.map(|section| service::read(section, found));
    let service = service.unwrap_or_default();
    let versions = read_versions(&mut top, &service.shared, found);
    let names: Vec<&str> = versions.iter().map(|version| &*version.name).collect();
    if let Some(name) = &service.default_version {
        check::version_name(name, &names, found);
    }
    let max_variants = read_types(&mut top, found);
    let selection = selection::read(&mut top, found);
    let features = features::read(&mut top, &names, found);
    let levels = read_levels(&mut top, found);
    let patches = top.tables("patch", found);
    let patches = patches
        .into_iter()
        .filter_map(|section| patch::read(section, &names, found))
        .collect();
    let limits = limits::read(&mut top, found);
    let (references, fetched) = read_references(&mut top, found);
    let well_known = well_known::read(&mut top, found);
    let shorthand = shorthand::read(&mut top, found);
    top.finish(found);
    Some(Config {
        root,
        package: package?,
        default_version: service.default_version.map(|name| name.value),
        versions,
        settings: service.settings,
        errors: service.errors,
        expired_codes: service.expired_codes,
        search_alone: service.search_alone,
        well_known,
        shorthand,
        max_variants,
        selection,
        features,
        levels,
        patches,
        limits,
        references,
        fetched,
        sources: Sources::default(),
    })
}

/// The versions, or the only one where the documents stand in `[service]`.
fn read_versions(top: &mut Section<'_>, service: &Service, found: &mut Found) -> Vec<Version> {
    let help = "add `[versions.v1_0]` with `metadata = \"metadata.xml\"` for each version, or `metadata` to `[service]` for a service without versions";
    let section = top.table("versions", found);
    match (versions::read_single(service), section) {
        (None, Some(section)) => versions::read(&section, service, found),
        (Some(single), None) => vec![single],
        (Some(_), Some(section)) => {
            let message = "the metadata stands in `[service]` and in `[versions]`".to_owned();
            let help = "remove `metadata` from `[service]`, or all of `[versions]`";
            found.value(section.span, message, "one too many", help);
            versions::read(&section, service, found)
        }
        (None, None) => {
            missing_table(top, "versions", help, found);
            Vec::new()
        }
    }
}

/// Reports a table that must be there; one that has another type was reported already.
fn missing_table(top: &Section<'_>, key: &str, help: &str, found: &mut Found) {
    let entries = top.entries(found);
    if entries.iter().all(|(name, _)| name.value != key) {
        top.report_missing(key, help, found);
    }
}

fn read_types(top: &mut Section<'_>, found: &mut Found) -> usize {
    let Some(mut section) = top.table("types", found) else {
        return MAX_VARIANTS;
    };
    let most = section.integer("max_variants", found);
    section.finish(found);
    let Some(most) = most else {
        return MAX_VARIANTS;
    };
    usize::try_from(most.value).unwrap_or_else(|_| {
        let message = format!("`max_variants` cannot be {}", most.value);
        let help = "0 keeps every abstract type a plain struct; the default is 64";
        found.value(most.span, message, "below zero", help);
        MAX_VARIANTS
    })
}

fn read_levels(top: &mut Section<'_>, found: &mut Found) -> Levels {
    let mut levels = Levels::default();
    let Some(section) = top.table("levels", found) else {
        return levels;
    };
    for (id, word) in section.text_entries(found) {
        match word.value.parse::<Level>() {
            Err(error) => found.value(word.span, error.to_string(), "no such level", &error.help()),
            Ok(level) => {
                if let Err(error) = levels.set(&id.value, level) {
                    found.value(id.span, error.to_string(), "cannot be set", &error.help());
                }
            }
        }
    }
    levels
}

/// The files and folders of addresses, and the folder for documents that are fetched.
fn read_references(
    top: &mut Section<'_>,
    found: &mut Found,
) -> (BTreeMap<String, PathBuf>, Option<PathBuf>) {
    let Some(section) = top.table("references", found) else {
        return (BTreeMap::new(), None);
    };
    let mut references = BTreeMap::new();
    for (uri, path) in section.text_entries(found) {
        if path.value.trim().is_empty() {
            let message = format!("the reference `{}` has an empty path", uri.value);
            let help = "name a local file, relative to this one";
            found.value(path.span, message, "empty", help);
        }
        references.insert(uri.value, PathBuf::from(path.value));
    }
    // no address is a single word
    let fetched = references.remove("fetched");
    (references, fetched)
}
