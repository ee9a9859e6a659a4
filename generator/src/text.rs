//! Turns names and counts into the files that are text rather than code: manifest, readme and crate root.

mod cells;
mod changes;
mod escapes;
mod features;
mod matrix;
mod migration;
mod readme;

use std::collections::BTreeMap;

use askama::Template;

use crate::config::{Config, PackageValue, Runtime, Trait};
use crate::plan::{Content, Version};
use features::FeatureRow;

pub use changes::{COMMENT, PageOptions, Table, html, junit, markdown};
pub use features::count_with;
pub(crate) use features::functions_with;
pub use matrix::{matrix_html, matrix_markdown, matrix_table, matrix_text};
pub use migration::{migration_markdown, migration_table, migration_text};

/// Lints that judge names and arities, which are the service's and not ours.
const ALLOWED: &str = "\
#![allow(
    non_camel_case_types,
    clippy::enum_variant_names,
    clippy::just_underscores_and_digits,
    clippy::module_inception,
    clippy::module_name_repetitions,
    clippy::new_ret_no_self,
    clippy::should_implement_trait,
    clippy::too_many_arguments,
    clippy::upper_case_acronyms,
    clippy::wrong_self_convention,
    reason = \"names are those of the service\"
)]";

/// The files of a crate that are not printed from a plan: paths from its root, and texts.
#[must_use]
pub fn files(config: &Config, versions: &[Version]) -> Vec<(String, String)> {
    let mut files = vec![
        ("Cargo.toml".to_owned(), manifest(config, versions)),
        ("README.md".to_owned(), readme::readme(config, versions)),
    ];
    for (version, settings) in versions.iter().zip(&config.versions) {
        let module = version.module.as_deref().unwrap_or("lib");
        let text = version_root(config, version, &settings.label);
        files.push((format!("src/{module}.rs"), text));
    }
    if !config.is_single() {
        files.push(("src/lib.rs".to_owned(), crate_root(config, versions)));
    }
    files
}

#[derive(Template)]
#[template(path = "version.rs")]
struct VersionRoot<'a> {
    title: &'a str,
    root: bool,
    allow: &'static str,
    skip: &'static str,
    non_ascii: bool,
    export_properties: bool,
    export_types: bool,
    has_settings: bool,
    has_errors: bool,
    /// The features that bring parts of the service, where the file is the root of the crate.
    parts: Vec<FeatureRow>,
}

fn version_root(config: &Config, version: &Version, label: &str) -> String {
    let root = version.module.is_none();
    let has = |area: &str| {
        version
            .files
            .iter()
            .any(|file| file.path.contains(&format!("/{area}/")))
    };
    let holds = |what: fn(&Content) -> bool| version.files.iter().any(|file| what(&file.content));
    let title = if label.is_empty() {
        title(config)
    } else {
        format!("{}, {}", title(config), one_line(label))
    };
    print(&VersionRoot {
        title: &title,
        root,
        allow: ALLOWED,
        skip: if root { "#[rustfmt::skip]\n" } else { "" },
        non_ascii: version.non_ascii_names,
        export_properties: has("properties") && version.exports_properties(),
        export_types: has("types"),
        has_settings: holds(|content| matches!(content, Content::Settings(_))),
        has_errors: holds(|content| matches!(content, Content::Errors(_))),
        parts: match root {
            true => features::rows(std::slice::from_ref(version)),
            false => Vec::new(),
        },
    })
}

#[derive(Template)]
#[template(path = "crate.rs")]
struct CrateRoot<'a> {
    title: String,
    allow: &'static str,
    non_ascii: bool,
    versions: Vec<Row<'a>>,
    parts: Vec<FeatureRow>,
}

struct Row<'a> {
    module: &'a str,
    title: String,
    types: usize,
    functions: usize,
}

fn crate_root(config: &Config, versions: &[Version]) -> String {
    print(&CrateRoot {
        title: title(config),
        allow: ALLOWED,
        non_ascii: versions.iter().any(|version| version.non_ascii_names),
        versions: rows(versions),
        parts: features::rows(versions),
    })
}

fn rows(versions: &[Version]) -> Vec<Row<'_>> {
    let rows = versions.iter().map(|version| {
        let (types, functions) = count(version);
        Row {
            module: version.module.as_deref().unwrap_or_default(),
            title: one_line(&version.title),
            types,
            functions,
        }
    });
    rows.collect()
}

/// How many types a version has, and how many functions that make an address or a request.
#[must_use]
pub fn count(version: &Version) -> (usize, usize) {
    let contents = || version.files.iter().map(|file| &file.content);
    let types = contents().filter(|content| is_type(content)).count();
    let functions = contents().map(functions).sum();
    (types, functions)
}

pub(crate) fn is_type(content: &Content) -> bool {
    matches!(
        content,
        Content::Struct(_)
            | Content::Polymorphic(_)
            | Content::Enum(_)
            | Content::Flags(_)
            | Content::Alias(_)
    )
}

/// How many functions a file has that make an address or a request.
pub(crate) fn functions(content: &Content) -> usize {
    match content {
        Content::Requests(requests) => {
            requests.single.functions.len()
                + requests
                    .collection
                    .as_ref()
                    .map_or(0, |collection| collection.functions.len())
        }
        Content::Client(client) => client.functions.len(),
        _ => 0,
    }
}

#[derive(Template)]
#[template(path = "manifest.toml")]
struct Manifest {
    name: String,
    library: String,
    version: String,
    package: Vec<String>,
    default_features: String,
    features: Vec<Feature>,
    /// The features that bring parts of the service, if there are any, and the one that brings all.
    parts: Vec<FeatureRow>,
    full: String,
    runtime: String,
    stand_alone: bool,
}

struct Feature {
    name: String,
    title: String,
}

fn manifest(config: &Config, versions: &[Version]) -> String {
    let package = &config.package;
    let mut lines: Vec<String> = Vec::new();
    lines.extend(
        package
            .description
            .as_ref()
            .map(|text| format!("description = {}", toml_string(text))),
    );
    lines.extend(
        package
            .license
            .as_ref()
            .map(|value| package_line("license", value)),
    );
    lines.extend(
        package
            .repository
            .as_ref()
            .map(|value| package_line("repository", value)),
    );
    lines.push("readme = \"README.md\"".to_owned());
    let default_features = default_features(config).into_iter();
    let default_features: Vec<String> = default_features.map(toml_string).collect();
    let features = config
        .versions
        .iter()
        .filter(|version| !version.name.is_empty());
    let parts = features::rows(versions);
    let full: Vec<String> = parts.iter().map(|part| toml_string(&part.name)).collect();
    print(&Manifest {
        name: toml_string(&package.name),
        library: toml_string(&package.name.replace('-', "_")),
        version: package_line("version", &package.version),
        package: lines,
        default_features: default_features.join(", "),
        features: features
            .map(|version| Feature {
                name: version.name.clone(),
                title: one_line(&version.label),
            })
            .collect(),
        parts,
        full: full.join(", "),
        runtime: runtime(&package.runtime),
        stand_alone: config.is_single(),
    })
}

/// The features that are on unless users turn them off.
fn default_features(config: &Config) -> Vec<&str> {
    let settings = &config.features;
    let mut names = vec!["reqwest"];
    for one in Trait::ALL {
        if settings.traits.contains(&one) {
            names.push(one.feature());
        }
    }
    names.extend(config.default_version.as_deref());
    names.extend(settings.default.iter().map(|name| &*name.value));
    names
}

fn package_line(key: &str, value: &PackageValue) -> String {
    match value {
        PackageValue::Text(text) => format!("{key} = {}", toml_string(text)),
        PackageValue::Workspace => format!("{key}.workspace = true"),
    }
}

fn runtime(runtime: &Runtime) -> String {
    let fields = match runtime {
        Runtime::Version(version) => format!("version = {}", toml_string(version)),
        Runtime::Path {
            path,
            version: None,
        } => format!("path = {}", toml_string(path)),
        Runtime::Path {
            path,
            version: Some(version),
        } => format!(
            "path = {}, version = {}",
            toml_string(path),
            toml_string(version)
        ),
        Runtime::Workspace => return "{ workspace = true }".to_owned(),
    };
    format!("{{ {fields}, default-features = false }}")
}

#[derive(Template)]
#[template(path = "config.toml")]
struct InitialConfig {
    name: String,
    metadata: String,
    include: Vec<String>,
    exclude: Vec<String>,
    tolerated: Vec<&'static str>,
    references: Vec<(String, String)>,
    /// How many structured types there are, where that is a reason to leave traits out.
    many_types: Option<usize>,
}

/// The settings of a crate that stands alone and is made from one document in its folder `metadata`.
///
/// `selected` are the entries of `include` and of `exclude`;
/// `tolerated` are the rules that the document breaks and that are warned of all the same;
/// `references` are addresses that it refers to, each with a path from the folder of the crate;
/// `many_types` is how many structured types it declares, where they are so many that traits are for each
/// program to ask for.
#[must_use]
pub fn initial_config(
    name: &str,
    metadata: &str,
    selected: (&[String], &[String]),
    tolerated: &[&'static str],
    references: &BTreeMap<String, String>,
    many_types: Option<usize>,
) -> String {
    print(&InitialConfig {
        name: toml_string(name),
        metadata: toml_string(&format!("metadata/{metadata}")),
        include: selected.0.iter().map(|text| toml_string(text)).collect(),
        exclude: selected.1.iter().map(|text| toml_string(text)).collect(),
        tolerated: tolerated.to_vec(),
        references: references
            .iter()
            .map(|(uri, path)| (toml_string(uri), toml_string(path)))
            .collect(),
        many_types,
    })
}

fn title(config: &Config) -> String {
    let description = config.package.description.as_deref().map(one_line);
    description.unwrap_or_else(|| {
        format!(
            "A typed client, generated from the metadata of the service: {}",
            config.package.name
        )
    })
}

/// Text that cannot leave the line it is put on, nor open anything in Markdown or a comment.
fn one_line(text: &str) -> String {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect();
    words
        .join(" ")
        .replace(['<', '>', '`', '[', ']', '|', '\\', '*'], "")
}

/// A TOML basic string.
fn toml_string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The text of a template; writing to a string cannot fail.
fn print(template: &impl Template) -> String {
    let mut text = template
        .render()
        .expect("a template that compiled only fails where its writer does");
    // a template loses the end of its last line
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}
