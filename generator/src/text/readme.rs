//! Turns the plans of a crate into its readme.

use askama::Template;

use super::features::{self, FeatureRow, count_with};
use super::{Row, print, rows, title, toml_string};
use crate::config::{Config, Trait};
use crate::plan::{Content, FULL, Function, Version};

#[derive(Template)]
#[template(path = "readme.md")]
struct Readme<'a> {
    name: &'a str,
    title: String,
    single: bool,
    versions: Vec<Row<'a>>,
    source: String,
    path: String,
    example: String,
    /// Whether these features are on by default.
    serde: bool,
    compare: bool,
    /// The features that bring parts of the service, and what there is with none of them and with all.
    parts: Vec<FeatureRow>,
    common: Counts,
    all: Counts,
}

struct Counts {
    types: usize,
    functions: usize,
}

/// What all versions have together where these features are on.
fn counts(versions: &[Version], features: &[&str]) -> Counts {
    let each = versions.iter().map(|version| count_with(version, features));
    let (types, functions) = each.unzip::<usize, usize, Vec<_>, Vec<_>>();
    Counts {
        types: types.iter().sum(),
        functions: functions.iter().sum(),
    }
}

pub(super) fn readme(config: &Config, versions: &[Version]) -> String {
    let library = config.package.name.replace('-', "_");
    let module = config
        .default_version
        .as_ref()
        .map_or_else(String::new, |version| format!("::{version}"));
    let default = versions
        .iter()
        .find(|version| version.module == config.default_version)
        .or(versions.first());
    print(&Readme {
        name: &config.package.name,
        title: title(config),
        single: config.is_single(),
        versions: rows(versions),
        source: source(default),
        path: format!("{library}{module}"),
        example: default
            .and_then(example)
            .map(|function| format!("let address = client.{}().url()?;", function.rust))
            .unwrap_or_else(|| "let root = client.root();".to_owned()),
        serde: config.features.traits.contains(&Trait::Serde),
        compare: config.features.traits.contains(&Trait::Compare),
        parts: features::rows(versions),
        common: counts(versions, &[]),
        all: counts(versions, &[FULL]),
    })
}

/// What a dependency says, with the features that the example needs.
fn source(version: Option<&Version>) -> String {
    let condition = version
        .and_then(example)
        .map(|function| &function.condition);
    let lists = condition.iter().flat_map(|condition| &condition.0);
    let features = lists.filter_map(|list| list.first());
    let features: Vec<String> = features.map(|name| toml_string(name)).collect();
    match &features[..] {
        [] => "path = \"…\"".to_owned(),
        features => format!("path = \"…\", features = [{}]", features.join(", ")),
    }
}

/// A function of the service's own root that leads to entities.
fn example(version: &Version) -> Option<&Function> {
    let client = version.files.iter().find_map(|file| match &file.content {
        Content::Client(client) => Some(client),
        _ => None,
    })?;
    let mut functions = client.functions.iter();
    functions.find(|function| function.step.leads_to_entities())
}
