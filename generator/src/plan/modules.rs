//! Turns the list of files into the modules that declare them.

use std::collections::{BTreeMap, BTreeSet};

use super::Planner;
use super::types::{Area, Content, File, Module, Modules, Space};

impl Planner<'_> {
    /// The files that declare the modules of `types`, `requests` and `properties`, and of each namespace in them.
    pub(super) fn modules(&self, files: &[File]) -> Vec<File> {
        let mut declared = Vec::new();
        for area in [Area::Types, Area::Requests, Area::Properties] {
            let mut by_space: BTreeMap<&Space, BTreeMap<&str, &File>> = BTreeMap::new();
            by_space.entry(&Space(None)).or_default();
            for file in files.iter().filter(|file| {
                file.path
                    .starts_with(&format!("{}/{}/", self.root(), area.module()))
            }) {
                by_space
                    .entry(&file.space)
                    .or_default()
                    .insert(stem(&file.path), file);
            }
            let spaces: Vec<&str> = by_space
                .keys()
                .filter_map(|space| space.0.as_deref())
                .collect();
            for (space, files) in &by_space {
                let mut modules: Vec<Module> = files
                    .iter()
                    .map(|(name, file)| module(area, name, &file.content))
                    .collect();
                if space.0.is_none() {
                    modules.extend(spaces.iter().map(|name| Module {
                        name: (*name).into(),
                        public: true,
                        exports: Vec::new(),
                    }));
                }
                modules.sort_by(|a, b| a.name.cmp(&b.name));
                declared.push(self.module_file(area, space, modules));
            }
        }
        declared
    }

    fn module_file(&self, area: Area, space: &Space, modules: Vec<Module>) -> File {
        let path = match &space.0 {
            Some(space) => format!("{}/{}/{space}.rs", self.root(), area.module()),
            None => format!("{}/{}.rs", self.root(), area.module()),
        };
        let about = match area {
            Area::Types => "Model types: what is read and written.",
            Area::Requests => "Request builders: what can be asked.",
            Area::Properties => {
                "Property constants and gates: what can be named in a query or a change."
            }
        };
        let content = Content::Modules(Modules {
            docs: vec![about.to_owned()],
            modules,
        });
        File {
            path,
            space: space.clone(),
            content,
        }
    }
}

/// The name of a file without folder and ending.
fn stem(path: &str) -> &str {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    name.strip_suffix(".rs").unwrap_or(name)
}

fn module(area: Area, name: &str, content: &Content) -> Module {
    let exports: BTreeSet<Box<str>> = match content {
        Content::Struct(ty) => [ty.name.rust.clone()].into(),
        Content::Polymorphic(ty) => [ty.name.rust.clone()].into(),
        Content::Enum(ty) => [ty.name.rust.clone()].into(),
        Content::Flags(ty) => [ty.name.rust.clone()].into(),
        Content::Alias(ty) => [ty.name.rust.clone()].into(),
        Content::Requests(requests) => {
            let builders = [Some(&requests.single), requests.collection.as_ref()];
            let builders = builders
                .into_iter()
                .flatten()
                .map(|builder| builder.name.clone());
            builders
                .chain(requests.options.iter().map(|options| options.name.clone()))
                .collect()
        }
        Content::Options(options) => options.iter().map(|options| options.name.clone()).collect(),
        Content::Properties(_)
        | Content::Client(_)
        | Content::Settings(_)
        | Content::Errors(_)
        | Content::Modules(_) => BTreeSet::new(),
    };
    Module {
        name: name.into(),
        public: area == Area::Properties,
        exports: exports.into_iter().collect(),
    }
}
