//! Turns the list of files into the modules that declare them.

use std::collections::{BTreeMap, BTreeSet};

use super::types::{Absent, Area, Condition, Content, Export, File, Module, Modules, Path, Space};
use super::{Planner, uses};

impl Planner<'_> {
    /// The files that declare the modules of `types`, `requests` and `properties`, and of each namespace in them.
    pub(super) fn modules(&self, files: &[File], absent: Vec<(Path, Absent)>) -> Vec<File> {
        let mut declared = Vec::new();
        let mut absent_in: BTreeMap<(Area, Space), Vec<Absent>> = BTreeMap::new();
        for (path, absent) in absent {
            let module = (path.area, path.space);
            absent_in.entry(module).or_default().push(absent);
        }
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
                    .map(|(name, file)| module(area, name, file))
                    .collect();
                if space.0.is_none() {
                    modules.extend(spaces.iter().map(|name| Module {
                        name: (*name).into(),
                        public: true,
                        exports: Vec::new(),
                        conditional: Vec::new(),
                        condition: Condition::ALWAYS,
                    }));
                }
                modules.sort_by(|a, b| a.name.cmp(&b.name));
                let absent = absent_in.remove(&(area, (*space).clone()));
                declared.push(self.module_file(area, space, modules, absent.unwrap_or_default()));
            }
        }
        declared
    }

    fn module_file(
        &self,
        area: Area,
        space: &Space,
        modules: Vec<Module>,
        absent: Vec<Absent>,
    ) -> File {
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
            absent,
        });
        File {
            path,
            space: space.clone(),
            content,
            condition: Condition::ALWAYS,
        }
    }
}

/// The name of a file without folder and ending.
fn stem(path: &str) -> &str {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    name.strip_suffix(".rs").unwrap_or(name)
}

fn module(area: Area, name: &str, file: &File) -> Module {
    let mut exports: BTreeSet<Box<str>> = match area {
        Area::Properties => BTreeSet::new(),
        Area::Types | Area::Requests => {
            let (_, names) = uses::declared(&file.content);
            names.into_iter().map(Box::from).collect()
        }
    };
    let options = match &file.content {
        Content::Requests(requests) => &requests.options[..],
        Content::Options(options) => options,
        _ => &[],
    };
    let mut conditional = Vec::new();
    for options in options
        .iter()
        .filter(|options| !options.condition.is_always())
    {
        exports.remove(&options.name);
        let mut condition = file.condition.clone();
        condition.and(&options.condition);
        conditional.push(Export {
            name: options.name.clone(),
            condition,
        });
    }
    conditional.sort_by(|a, b| a.name.cmp(&b.name));
    Module {
        name: name.into(),
        public: area == Area::Properties,
        exports: exports.into_iter().collect(),
        conditional,
        condition: file.condition.clone(),
    }
}
