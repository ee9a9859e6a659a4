//! Turns `[features]` into the features that the generated crate is spread over.

use toml::de::DeValue;

use super::check;
use super::section::{Found, Section};
use crate::diagnostics::Spanned;
use crate::diagnostics::rules::settings::CONFIG_TYPE;

/// Features that every generated crate has, and what cargo keeps for itself.
pub const RESERVED_FEATURES: [&str; 7] = [
    "blocking", "compare", "default", "full", "reqwest", "serde", "testing",
];

/// The features that the crate is spread over; it has none but those of the versions where nothing is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeatureSettings {
    /// What gets a feature each: `by`.
    pub by: Option<GroupedBy>,
    /// Features of the user's own, in the order of the file: `[features.groups]`.
    pub groups: Vec<FeatureGroup>,
    /// The features that are on by default: `default`.
    pub default: Vec<Spanned<String>>,
    /// What generated types implement by default: `traits`.
    pub traits: Vec<Trait>,
}

impl Default for FeatureSettings {
    fn default() -> Self {
        Self {
            by: None,
            groups: Vec::new(),
            default: Vec::new(),
            traits: Trait::ALL.to_vec(),
        }
    }
}

/// What generated types implement where the feature is on that is named after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trait {
    /// `serde::Serialize` and `serde::Deserialize`.
    Serde,
    /// `PartialEq` of entity and complex types.
    Compare,
}

impl Trait {
    /// All of them, in the order of the manifest.
    pub const ALL: [Self; 2] = [Self::Serde, Self::Compare];

    /// The name of the feature.
    #[must_use]
    pub fn feature(self) -> &'static str {
        match self {
            Self::Serde => "serde",
            Self::Compare => "compare",
        }
    }
}

/// What gets a feature each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupedBy {
    /// Each entity set and singleton, with what it contains: `by = "root"`.
    Root,
    /// Each namespace, with what it declares: `by = "namespace"`.
    Namespace,
}

/// A feature of the user's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeatureGroup {
    /// Its name.
    pub name: Spanned<String>,
    /// What it brings: types, operations and paths, as in `include`.
    pub entries: Vec<Spanned<String>>,
}

impl FeatureSettings {
    /// Whether the crate has no features but those of the versions.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by.is_none() && self.groups.is_empty()
    }
}

pub(super) fn read(top: &mut Section<'_>, versions: &[&str], found: &mut Found) -> FeatureSettings {
    let Some(mut section) = top.table("features", found) else {
        return FeatureSettings::default();
    };
    let words = [
        ("root", GroupedBy::Root),
        ("namespace", GroupedBy::Namespace),
    ];
    let by = section.choice("by", &words, found);
    let default = section.texts("default", found);
    let traits = Trait::ALL.map(|one| (one.feature(), one));
    let traits = section.choices("traits", &traits, found);
    let groups = section.table("groups", found);
    let settings = FeatureSettings {
        by,
        groups: groups.map_or_else(Vec::new, |groups| read_groups(&groups, versions, found)),
        default: default.map(|names| names.value).unwrap_or_default(),
        traits: traits.unwrap_or_else(|| Trait::ALL.to_vec()),
    };
    if let ([first, ..], true) = (&settings.default[..], settings.is_empty()) {
        let message = "`default` names features, and there are none".to_owned();
        let help = "write `by = \"root\"`, or name features under `[features.groups]`";
        found.value(first.span, message, "no such feature", help);
    }
    section.finish(found);
    settings
}

fn read_groups(section: &Section<'_>, versions: &[&str], found: &mut Found) -> Vec<FeatureGroup> {
    let mut groups = Vec::new();
    for (name, value) in section.entries(found) {
        check::feature_name(&name, versions, found);
        let texts = match value.get_ref() {
            DeValue::Array(items) => items.iter().collect(),
            _ => vec![value],
        };
        let mut entries = Vec::new();
        for text in texts {
            let span = found.span(text.span());
            match text.get_ref() {
                DeValue::String(text) => entries.push(Spanned {
                    value: text.clone().into_owned(),
                    span,
                }),
                _ => {
                    let message = format!("`{}` has to be a list of texts", name.value);
                    let help = format!("write `{} = [\"me/messages/**\"]`", name.value);
                    found.report(&CONFIG_TYPE, span, message, "not a text", Some(help));
                }
            }
        }
        groups.push(FeatureGroup {
            name: Spanned {
                value: name.value.to_owned(),
                span: name.span,
            },
            entries,
        });
    }
    groups
}
