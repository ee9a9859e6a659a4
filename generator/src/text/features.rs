//! Turns the features of plans into what users are told about them.

use crate::plan::{Content, Feature, File, Function, Version};

/// A feature as the readme and the manifest have it.
pub(super) struct FeatureRow {
    pub(super) name: String,
    pub(super) brings: String,
    /// How many types there are with this feature alone, in all versions together.
    pub(super) types: usize,
    /// How many functions there are that make an address or a request.
    pub(super) functions: usize,
}

/// The features that bring parts of the service, each once.
pub(super) fn rows(versions: &[Version]) -> Vec<FeatureRow> {
    let mut features: Vec<&Feature> = Vec::new();
    for feature in versions.iter().flat_map(|version| &version.features) {
        if !features.iter().any(|known| known.name == feature.name) {
            features.push(feature);
        }
    }
    features
        .into_iter()
        .map(|feature| row(feature, versions))
        .collect()
}

fn row(feature: &Feature, versions: &[Version]) -> FeatureRow {
    let counts = versions
        .iter()
        .map(|version| count_with(version, &[&feature.name]));
    let (types, functions) = counts.fold((0, 0), |(types, functions), count| {
        (types + count.0, functions + count.1)
    });
    // entries keep their stars, and names the marks around them; nothing leaves its line or its cell
    let words: Vec<&str> = feature.brings.split(char::is_control).collect();
    FeatureRow {
        name: feature.name.to_string(),
        brings: words.join(" ").replace(['<', '>', '[', ']', '|', '\\'], ""),
        types,
        functions,
    }
}

/// How many types a version has where these features are on and no others, and how many functions that make
/// an address or a request.
#[must_use]
pub fn count_with(version: &Version, features: &[&str]) -> (usize, usize) {
    let files = || {
        let files = version.files.iter();
        files.filter(|file| file.condition.is_met(features))
    };
    let types = files().filter(|file| super::is_type(&file.content)).count();
    let functions = files().map(|file| functions_with(file, features)).sum();
    (types, functions)
}

/// How many functions of a file make an address or a request where these features are on.
pub(crate) fn functions_with(file: &File, features: &[&str]) -> usize {
    let is_met = |function: &&Function| function.condition.is_met(features);
    match &file.content {
        Content::Requests(requests) => {
            let builders = std::iter::once(&requests.single).chain(&requests.collection);
            let functions = builders.flat_map(|builder| &builder.functions);
            functions.filter(is_met).count()
        }
        Content::Client(client) => client.functions.iter().filter(is_met).count(),
        _ => 0,
    }
}
