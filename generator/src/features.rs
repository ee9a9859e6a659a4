//! Turns `[features]` into the features of the crate, and into what of each version belongs to each.

use std::collections::BTreeSet;

use crate::config::{Config, GroupedBy, RESERVED_FEATURES, Version};
use crate::diagnostics::rules::settings::CONFIG_VALUE;
use crate::diagnostics::{Diagnostic, Diagnostics, SourceId, Span, Spanned, did_you_mean};
use crate::lock::Lock;
use crate::model::{DefinitionId, EnumId, Model, Versions};
use crate::options::selection_options;
use crate::plan::{self, FULL, Feature};
use crate::selection::{self, Selection};

/// A feature of the crate, and how what belongs to it is told from the rest of a model.
struct Chosen {
    feature: Feature,
    group: selection::Group,
}

/// The features that each version is spread over, in the order of their declaration, and what belongs to them.
///
/// A feature stands for the same in all versions; one that has nothing of a version is left out there.
pub(crate) fn groups(
    config: &Config,
    models: &[Model],
    selections: &[Selection],
    before: &Lock,
    after: &mut Lock,
    diagnostics: &mut Diagnostics,
) -> Vec<Vec<plan::Group>> {
    let mut all = own(config);
    let elements = elements(config, models, selections);
    let taken = RESERVED_FEATURES.into_iter();
    let taken = taken.chain(config.versions.iter().map(|version| &*version.name));
    let taken: Vec<&str> = taken
        .chain(all.iter().map(|chosen| &*chosen.feature.name))
        .collect();
    let keys: Vec<(String, String)> = elements.iter().map(Element::key).collect();
    let names = plan::name_features(&keys, &taken, before, after, diagnostics);
    all.extend(
        elements
            .iter()
            .zip(names)
            .map(|(element, name)| element.chosen(name)),
    );
    check_default(config, &all, diagnostics);
    let groups: Vec<selection::Group> = all.iter().map(|chosen| chosen.group.clone()).collect();
    let each = models.iter().zip(&config.versions);
    let selected: Vec<Vec<Selection>> = each
        .map(|(model, version)| select(config, version, model, &groups))
        .collect();
    selection::report_unmatched(selected.iter().flatten(), diagnostics);
    let version = |selections: Vec<Selection>| {
        let groups = all.iter().zip(selections);
        let groups = groups.filter(|(_, selection)| !selection.is_empty());
        groups
            .map(|(chosen, selection)| plan::Group {
                feature: chosen.feature.clone(),
                selection,
            })
            .collect()
    };
    selected.into_iter().map(version).collect()
}

/// What belongs to each group of one version.
fn select(
    config: &Config,
    version: &Version,
    model: &Model,
    groups: &[selection::Group],
) -> Vec<Selection> {
    match groups {
        [] => Vec::new(),
        groups => selection::select_groups(model, &selection_options(config, version), groups),
    }
}

/// The features that the settings name themselves.
fn own(config: &Config) -> Vec<Chosen> {
    let groups = config.features.groups.iter();
    let own = groups.map(|group| {
        let entries: Vec<String> = group
            .entries
            .iter()
            .map(|entry| format!("`{}`", entry.value))
            .collect();
        Chosen {
            feature: Feature {
                name: group.name.value.as_str().into(),
                brings: entries.join(", ").into(),
            },
            group: selection::Group::Entries(group.entries.clone()),
        }
    });
    own.collect()
}

/// An element of the metadata that gets a feature.
enum Element {
    /// An entity set or singleton.
    Root(Box<str>),
    /// A namespace, without the number of its version.
    Namespace(Box<str>),
}

/// The elements that get a feature, each once, in the order of their names.
fn elements(config: &Config, models: &[Model], selections: &[Selection]) -> Vec<Element> {
    let mut seen = BTreeSet::new();
    let mut elements = Vec::new();
    for (model, selection) in models.iter().zip(selections) {
        let found = match config.features.by {
            None => Vec::new(),
            Some(GroupedBy::Root) => roots(model, selection),
            Some(GroupedBy::Namespace) => namespaces(model, selection),
        };
        elements.extend(
            found
                .into_iter()
                .filter(|element| seen.insert(element.key())),
        );
    }
    elements.sort_by_key(Element::key);
    elements
}

fn roots(model: &Model, selection: &Selection) -> Vec<Element> {
    let containers = model.container.iter();
    let sources = containers
        .flat_map(|container| &container.sources)
        .enumerate();
    let sources = sources.filter(|(at, _)| selection.has_source(*at));
    sources
        .map(|(_, source)| Element::Root(source.name.clone()))
        .collect()
}

/// The namespaces that have types, without the numbers of their versions.
fn namespaces(model: &Model, selection: &Selection) -> Vec<Element> {
    let versions = Versions::find(model);
    let ids = model
        .structured_ids()
        .filter(|&id| selection.has_structured(model, id));
    let structured = ids.map(|id| &model.structured(id).name);
    let enums = model.enum_types.iter().zip(0u32..);
    let enums = enums.filter(|(_, id)| selection.has_enum(EnumId(*id)));
    let definitions = model.type_definitions.iter().zip(0u32..);
    let definitions = definitions.filter(|(_, id)| selection.has_definition(DefinitionId(*id)));
    let names = structured
        .chain(enums.map(|(ty, _)| &ty.name))
        .chain(definitions.map(|(ty, _)| &ty.name));
    names
        .map(|name| Element::Namespace(versions.home(&name.namespace).into()))
        .collect()
}

impl Element {
    /// What the lock knows the feature by, and the words of its name.
    fn key(&self) -> (String, String) {
        match self {
            Self::Root(name) => (format!("root/{name}"), name.to_string()),
            // what namespaces begin with is mostly the same for all
            Self::Namespace(name) => {
                let last = name.rsplit('.').next().unwrap_or_default();
                (format!("namespace/{name}"), last.to_owned())
            }
        }
    }

    fn chosen(&self, feature: Box<str>) -> Chosen {
        let (brings, group) = match self {
            Self::Root(name) => {
                // it names something wherever there is such a root, and is never reported
                let (source, start, end) = (SourceId(0), 0, 0);
                let span = Span { source, start, end };
                let value = format!("{name}/**");
                let group = selection::Group::Entries(vec![Spanned { value, span }]);
                (format!("`{name}` and what it contains"), group)
            }
            Self::Namespace(name) => (
                format!("the types of `{name}`"),
                selection::Group::Namespace(name.clone()),
            ),
        };
        Chosen {
            feature: Feature {
                name: feature,
                brings: brings.into(),
            },
            group,
        }
    }
}

/// Reports features that are to be on by default and that there are not.
fn check_default(config: &Config, all: &[Chosen], diagnostics: &mut Diagnostics) {
    let names = || all.iter().map(|chosen| &*chosen.feature.name).chain([FULL]);
    for name in &config.features.default {
        if !names().any(|known| *known == *name.value) {
            let message = format!("there is no feature `{}`", name.value);
            let finding = Diagnostic::at(&CONFIG_VALUE, name.span, message, "no such feature");
            diagnostics.push(finding.with_optional_help(did_you_mean(&name.value, names())));
        }
    }
}
