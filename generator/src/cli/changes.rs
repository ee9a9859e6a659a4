//! Turns the old tree and the new one into the types and functions that come, go and change.

use std::collections::BTreeSet;

use serde::Serialize;

use odata_bindgen::Generated;
use odata_bindgen::config::Config;
use odata_bindgen::error::Error;
use odata_bindgen::files::{self, Comparison, RelativePath};
use odata_bindgen::lock::Lock;

use super::outline::{Items, Outline};

/// What regeneration does to the interface of the generated crate.
#[derive(Debug, Serialize)]
pub(super) struct Changes {
    pub(super) types: Changed,
    pub(super) functions: Changed,
}

/// Paths in the generated crate, each list sorted.
#[derive(Debug, Default, Serialize)]
pub(super) struct Changed {
    pub(super) added: Vec<String>,
    pub(super) changed: Vec<String>,
    pub(super) removed: Vec<String>,
}

impl Changes {
    /// Compares the files that would be written with those that stand there; only what differs is read.
    pub(super) fn find(
        generated: &Generated,
        config: &Config,
        comparison: &Comparison,
    ) -> Result<Self, Error> {
        let now = config.versions.iter().map(|version| version.name.as_str());
        let before = generated.before.pins.keys().map(String::as_str);
        let modules: Vec<&str> = now.chain(before).collect();
        let (mut old, mut new) = (Outline::default(), Outline::default());
        for path in comparison.changed.iter().chain(&comparison.removed) {
            let text = files::read(&path.below(&config.output()))?;
            old.read(path.as_str(), &text, &modules);
        }
        for path in comparison.changed.iter().chain(&comparison.added) {
            let text = generated.files.get(path.as_str()).unwrap_or_default();
            new.read(path.as_str(), text, &modules);
        }
        Ok(Self {
            types: Changed::between(&old.types, &new.types),
            functions: Changed::between(&old.functions, &new.functions),
        })
    }

    /// The lists as lines: `+` for what comes, `~` for what changes, `-` for what goes.
    pub(super) fn render(&self) -> String {
        let mut text = String::new();
        for (title, changed) in [("types", &self.types), ("functions", &self.functions)] {
            if changed.is_empty() {
                continue;
            }
            text.push_str(&format!("{title}\n"));
            for (sign, path) in changed.signed() {
                text.push_str(&format!("  {sign} {path}\n"));
            }
        }
        text
    }
}

impl Changed {
    fn between(old: &Items, new: &Items) -> Self {
        let absent = |from: &Items, other: &Items| {
            let paths = from.keys().filter(|path| !other.contains_key(*path));
            paths.cloned().collect()
        };
        let differs =
            |(path, text): &(&String, &String)| new.get(*path).is_some_and(|other| other != *text);
        Self {
            added: absent(new, old),
            changed: old
                .iter()
                .filter(differs)
                .map(|(path, _)| path.clone())
                .collect(),
            removed: absent(old, new),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }

    fn signed(&self) -> Vec<(char, &str)> {
        let lists = [
            ('+', &self.added),
            ('~', &self.changed),
            ('-', &self.removed),
        ];
        let lines = lists
            .into_iter()
            .flat_map(|(sign, list)| list.iter().map(move |path| (sign, path.as_str())));
        let mut lines: Vec<_> = lines.collect();
        lines.sort_by_key(|(_, path)| *path);
        lines
    }
}

/// How many types the last run generated, and which of them are no more.
pub(super) struct Loss {
    pub(super) before: usize,
    pub(super) lost: Vec<String>,
}

impl Loss {
    /// Compares the names that were given out before with those that are now.
    pub(super) fn find(before: &Lock, now: &Lock) -> Self {
        let (old, new) = (types(before), types(now));
        let lost = old.difference(&new);
        let name = |(version, ty): &(&str, String)| match version.is_empty() {
            true => ty.clone(),
            false => format!("{ty} ({version})"),
        };
        Self {
            before: old.len(),
            lost: lost.map(name).collect(),
        }
    }

    /// Whether more than so many of a hundred types are lost.
    pub(super) fn exceeds(&self, percent: u8) -> bool {
        self.lost.len() * 100 > self.before * usize::from(percent)
    }
}

/// Version and qualified name of each type that has a pinned name.
///
/// The scope `types` of a namespace holds its types and what is made of them; the latter have a slash
/// in their names, which no name of the metadata has.
fn types(lock: &Lock) -> BTreeSet<(&str, String)> {
    let mut types = BTreeSet::new();
    for (version, scopes) in &lock.pins {
        for (scope, pins) in scopes {
            let Some(namespace) = scope.strip_suffix("/types") else {
                continue;
            };
            let names = pins.keys().filter(|name| !name.contains('/'));
            types.extend(names.map(|name| (version.as_str(), format!("{namespace}.{name}"))));
        }
    }
    types
}

/// A file of the output folder, as people name it.
pub(super) fn shown(config: &Config, path: &RelativePath) -> String {
    files::shown(&path.below(&config.output()))
}
