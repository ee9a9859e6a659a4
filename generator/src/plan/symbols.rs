//! Turns every declaration of a model into its Rust name and the module where it stands.

mod fields;
mod items;

use std::collections::{BTreeMap, HashMap, HashSet};

use super::names::{
    Case, Namer, RESERVED_FUNCTIONS, RESERVED_MODULES, RESERVED_TYPES, Wanted, among,
};
use super::shapes::Shape;
use super::spaces::Spaces;
use super::types::{Path, RustType};
use super::{Options, client, enums, requests};
use crate::model::{Model, NamedType, OperationId, QualifiedName, StructuredId, Versions};
use crate::selection::Selection;
use fields::assign_fields;
use items::{Item, What};

/// All names of one version.
#[derive(Debug, Default)]
pub(super) struct Symbols {
    /// Which types are versions of which.
    pub(super) versions: Versions,
    /// The shape of each structured type.
    pub(super) shapes: Vec<Shape>,
    /// The module of each namespace.
    pub(super) spaces: Spaces,
    /// The path of each structured type that is written.
    pub(super) structured: Vec<Option<Path>>,
    /// What each structured type is called, be it that only its builders are made.
    pub(super) named: Vec<Option<Path>>,
    /// The struct behind each polymorphic type.
    pub(super) bases: Vec<Option<Path>>,
    /// The path of each enumeration type that is selected.
    pub(super) enums: Vec<Option<Path>>,
    /// The path of each type definition that is selected.
    pub(super) definitions: Vec<Option<Path>>,
    /// The module of each structured type, below `types`, `requests` and `properties`.
    pub(super) modules: HashMap<Path, Box<str>>,
    /// The fields of each structured type: its own properties, then its own navigation properties.
    pub(super) fields: Vec<Vec<Box<str>>>,
    /// The members of each enumeration type.
    pub(super) members: Vec<Vec<Box<str>>>,
    /// The struct that takes the optional parameters of an operation, where it has any.
    pub(super) options: HashMap<OperationId, Path>,
    /// The gates of the container.
    pub(super) container_module: Box<str>,
    /// The functions of each type's builder for one entity.
    pub(super) functions: Vec<Vec<Box<str>>>,
    /// The functions of each type's builder for a collection.
    pub(super) collection_functions: Vec<Vec<Box<str>>>,
    /// The functions of the client.
    pub(super) client_functions: Vec<Box<str>>,
    /// Names of constructors that a parameter might have, too: those in scripts that know no case.
    pub(super) constructors: Vec<Box<str>>,
    singles: Vec<Option<Path>>,
    collections: Vec<Option<Path>>,
}

impl Symbols {
    /// Names everything that has a name outside of a function.
    pub(super) fn assign(
        model: &Model,
        selection: &Selection,
        versions: Versions,
        shapes: Vec<Shape>,
        options: &Options,
        namer: &mut Namer<'_>,
    ) -> Self {
        let chosen = Chosen {
            model,
            selection,
            versions: &versions,
            shapes: &shapes,
        };
        let spaces = Spaces::assign(&chosen, namer);
        let count = model.structured_types.len();
        let mut symbols = Self {
            structured: vec![None; count],
            named: vec![None; count],
            enums: vec![None; model.enum_types.len()],
            definitions: vec![None; model.type_definitions.len()],
            bases: vec![None; count],
            singles: vec![None; count],
            collections: vec![None; count],
            versions,
            shapes,
            spaces,
            ..Self::default()
        };
        symbols.assign_items(model, selection, namer);
        symbols.assign_modules(model, namer);
        symbols.fields = assign_fields(model, &symbols.needs_fields(model), namer);
        symbols.members = enums::assign_members(&model.enum_types, &symbols.enums, namer);
        symbols.assign_functions(model, selection, options, namer);
        symbols.constructors = symbols.caseless_constructors(model);
        symbols
    }

    /// What is a tuple struct is a value, too, which no parameter may shadow: sets of flags, and what takes
    /// optional parameters. Request builders end in a word that has capitals.
    fn caseless_constructors(&self, model: &Model) -> Vec<Box<str>> {
        let flags = model.enum_types.iter().zip(&self.enums);
        let flags = flags.filter_map(|(ty, path)| path.as_ref().filter(|_| ty.is_flags));
        let caseless = |name: &str| !name.is_ascii() && !name.contains(char::is_uppercase);
        let names = flags.chain(self.options.values()).map(|path| &path.name);
        let mut names: Vec<Box<str>> = names.filter(|name| caseless(name)).cloned().collect();
        names.sort_unstable();
        names
    }

    /// What of the model is chosen.
    pub(super) fn chosen<'a>(&'a self, model: &'a Model, selection: &'a Selection) -> Chosen<'a> {
        Chosen {
            model,
            selection,
            versions: &self.versions,
            shapes: &self.shapes,
        }
    }

    /// The types of which the properties need names: those that have one, and what they inherit from.
    fn needs_fields(&self, model: &Model) -> Vec<bool> {
        let mut needed = vec![false; model.structured_types.len()];
        let named = model
            .structured_ids()
            .filter(|id| self.named[id.0 as usize].is_some());
        for id in named.flat_map(|id| model.ancestry(id)) {
            needed[id.0 as usize] = true;
        }
        needed
    }

    fn assign_functions(
        &mut self,
        model: &Model,
        selection: &Selection,
        options: &Options,
        namer: &mut Namer<'_>,
    ) {
        for id in model.structured_ids() {
            let (mut single, mut collection) = (Vec::new(), Vec::new());
            if self.singles[id.0 as usize].is_some() {
                let wanted =
                    requests::wanted_functions(&self.chosen(model, selection), id, options);
                let name = self.versions.lasting_name(model, id);
                single = name_functions(namer, &format!("{name}/request"), &wanted.single);
                if self.collections[id.0 as usize].is_some() {
                    collection = name_functions(
                        namer,
                        &format!("{name}/collection-request"),
                        &wanted.collection,
                    );
                }
            }
            self.functions.push(single);
            self.collection_functions.push(collection);
        }
        self.client_functions =
            name_functions(namer, "client", &client::wanted_functions(model, selection));
    }

    /// What stands for a structured type in a field, a parameter or a result.
    pub(super) fn entity(&self, id: StructuredId) -> RustType {
        match &self.structured[self.versions.newest(id).0 as usize] {
            Some(path) => RustType::Generated(path.clone()),
            // what is not selected keeps its JSON; nothing refers to an abstract type that is omitted
            None => RustType::Runtime("Untyped"),
        }
    }

    /// The builder that addresses one entity of this type.
    pub(super) fn single_builder(&self, id: StructuredId) -> Option<Path> {
        self.singles[self.versions.newest(id).0 as usize].clone()
    }

    /// The builder that addresses a collection of entities of this type.
    pub(super) fn collection_builder(&self, id: StructuredId) -> Option<Path> {
        self.collections[self.versions.newest(id).0 as usize].clone()
    }

    /// The module that holds what belongs to a type.
    pub(super) fn module(&self, path: &Path) -> &str {
        &self.modules[path]
    }

    /// Types, builders and parameter structs share one scope for each namespace, so that any file can import any of them.
    fn assign_items(&mut self, model: &Model, selection: &Selection, namer: &mut Namer<'_>) {
        for (home, items) in items::by_home(&self.chosen(model, selection)) {
            let wanted: Vec<Wanted<'_>> = items.iter().map(Item::wanted).collect();
            let names = namer.assign(
                &format!("{home}/types"),
                Case::Camel,
                among(RESERVED_TYPES),
                &wanted,
            );
            for (item, name) in items.iter().zip(names) {
                let path = Path {
                    area: item.what.area(),
                    space: self.spaces.of(&home),
                    name,
                };
                self.place(item.what, path);
            }
        }
    }

    fn place(&mut self, what: What, path: Path) {
        match what {
            What::Type(NamedType::Structured(id)) => {
                if self.shapes[id.0 as usize] != Shape::Omitted {
                    self.structured[id.0 as usize] = Some(path.clone());
                }
                self.named[id.0 as usize] = Some(path);
            }
            What::Type(NamedType::Enum(id)) => self.enums[id.0 as usize] = Some(path),
            What::Type(NamedType::Definition(id)) => self.definitions[id.0 as usize] = Some(path),
            What::Base(id) => self.bases[id.0 as usize] = Some(path),
            What::Single(id) => self.singles[id.0 as usize] = Some(path),
            What::Collection(id) => self.collections[id.0 as usize] = Some(path),
            What::Options(id) => {
                self.options.insert(id, path);
            }
        }
    }

    /// One module for each type, in the scope of the modules of its home.
    fn assign_modules(&mut self, model: &Model, namer: &mut Namer<'_>) {
        let spaces: HashSet<Box<str>> = self.spaces.modules();
        let container = model.container.as_ref().map(|container| &container.name);
        for (home, paths) in self.paths_by_home(model) {
            let types: HashSet<&str> = paths.iter().map(|path| &*path.name).collect();
            // a module stands beside what is given on from it; most types are told from modules by their case
            let is_reserved = |name: &str| {
                RESERVED_MODULES.contains(&name) || spaces.contains(name) || types.contains(name)
            };
            let type_module = |path: &Path| (path.name.to_string(), path.name.to_string(), "type");
            let mut wanted: Vec<(String, String, &str)> = paths.iter().map(type_module).collect();
            let container = container.filter(|name| self.versions.home(&name.namespace) == &*home);
            wanted.extend(container.map(|name| {
                (
                    format!("{}/container", name.name),
                    name.name.to_string(),
                    "container",
                )
            }));
            let wanted: Vec<Wanted<'_>> = wanted
                .iter()
                .map(|(key, words, kind)| Wanted::new(key, words, kind))
                .collect();
            let scope = format!("{home}/modules");
            let names = namer.assign(&scope, Case::Module, is_reserved, &wanted);
            if container.is_some() {
                self.container_module = names.last().cloned().unwrap_or_default();
            }
            self.modules.extend(paths.into_iter().zip(names));
        }
    }

    /// The types that have a file of their own, by home: structured ones, enumerations, definitions.
    fn paths_by_home(&self, model: &Model) -> BTreeMap<Box<str>, Vec<Path>> {
        let mut homes = items::homes(model, &self.versions);
        let mut add = |name: &QualifiedName, path: &Path| {
            if let Some(paths) = homes.get_mut(self.versions.home(&name.namespace)) {
                paths.push(path.clone());
            }
        };
        for id in model.structured_ids() {
            let paths = [&self.named[id.0 as usize], &self.bases[id.0 as usize]];
            for path in paths.into_iter().flatten() {
                add(&model.structured(id).name, path);
            }
        }
        for (ty, path) in model.enum_types.iter().zip(&self.enums) {
            path.iter().for_each(|path| add(&ty.name, path));
        }
        for (ty, path) in model.type_definitions.iter().zip(&self.definitions) {
            path.iter().for_each(|path| add(&ty.name, path));
        }
        homes
    }
}

/// What of a model is chosen, and the shapes of what is.
#[derive(Clone, Copy)]
pub(super) struct Chosen<'a> {
    /// All that there is.
    pub(super) model: &'a Model,
    /// What of it is in.
    pub(super) selection: &'a Selection,
    /// Which types are versions of which.
    pub(super) versions: &'a Versions,
    /// The shape of each structured type.
    pub(super) shapes: &'a [Shape],
}

impl Chosen<'_> {
    /// Whether a structured type has a shape or builders, and so a name.
    pub(super) fn has_name(&self, id: StructuredId) -> bool {
        let is_passed =
            !self.selection.is_everything() && self.selection.has_builder(self.model, id);
        self.shapes[id.0 as usize] != Shape::Omitted || is_passed
    }

    /// Whether the streams of a type are addressed: not where it is only on the way to others.
    pub(super) fn has_streams(&self, id: StructuredId) -> bool {
        self.selection.has_structured(self.model, id)
    }
}

/// What the functions of the two builders of a type are to be called: key, words and kind.
pub(super) struct Functions {
    /// Of the builder for one entity.
    pub(super) single: Vec<(String, String, &'static str)>,
    /// Of the builder for a collection, `by_key` aside.
    pub(super) collection: Vec<(String, String, &'static str)>,
}

/// Names the functions of one builder; those of the runtime are taken.
fn name_functions(
    namer: &mut Namer<'_>,
    scope: &str,
    wanted: &[(String, String, &'static str)],
) -> Vec<Box<str>> {
    if wanted.is_empty() {
        return Vec::new();
    }
    let wanted: Vec<Wanted<'_>> = wanted
        .iter()
        .map(|(key, words, kind)| Wanted::new(key, words, kind))
        .collect();
    namer.assign(scope, Case::Snake, among(RESERVED_FUNCTIONS), &wanted)
}
