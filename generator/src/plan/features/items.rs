//! Turns the files of a plan into what each cannot be without and what it only names, and sets conditions.

use std::collections::{BTreeMap, HashMap};

use super::clauses::Clauses;
use crate::plan::types::{
    Absent, Area, Base, Condition, Content, File, Function, OptionalParameters, Path, RustType,
    Space,
};
use crate::plan::uses;

/// Where each item of a plan is.
pub(super) struct Items {
    /// Types, builders and structs for optional parameters: the number of the file.
    files: HashMap<Path, usize>,
    /// The files of constants and gates, by namespace and module.
    properties: HashMap<(Space, Box<str>), usize>,
    /// What the structs for optional parameters name.
    options: HashMap<Path, Vec<Path>>,
}

/// Whether a file is there with every feature, since it is about the service and not about a part of it.
pub(super) fn is_common(content: &Content) -> bool {
    matches!(
        content,
        Content::Client(_)
            | Content::Settings(_)
            | Content::Errors(_)
            | Content::Options(_)
            | Content::Modules(_)
    )
}

impl Items {
    pub(super) fn find(files: &[File]) -> Self {
        let mut items = Self {
            files: HashMap::new(),
            properties: HashMap::new(),
            options: HashMap::new(),
        };
        for (number, file) in files.iter().enumerate() {
            let (area, names) = uses::declared(&file.content);
            let at = |name: &str| Path {
                area,
                space: file.space.clone(),
                name: name.into(),
            };
            let paths = names.into_iter().map(|name| (at(name), number));
            items.files.extend(paths);
            if let Content::Properties(_) = &file.content {
                items.properties.insert(module(file), number);
            }
            for options in options(&file.content) {
                let named = uses::of_optional(options).into_iter().cloned();
                items.options.insert(at(&options.name), named.collect());
            }
        }
        items
    }

    /// The file of a type or a builder.
    pub(super) fn file(&self, path: &Path) -> Option<usize> {
        self.files.get(path).copied()
    }

    /// For each file those that have to be there with it.
    pub(super) fn held(&self, files: &[File]) -> Vec<Vec<usize>> {
        files.iter().map(|file| self.held_by(file)).collect()
    }

    fn held_by(&self, file: &File) -> Vec<usize> {
        let mut held = Vec::new();
        let types = |types: &[&RustType], held: &mut Vec<usize>| {
            for ty in types {
                held.extend(inner(ty, false).and_then(|path| self.file(path)));
            }
        };
        match &file.content {
            Content::Struct(ty) => {
                let fields = ty.fields.iter().map(|field| &field.ty);
                types(&fields.collect::<Vec<_>>(), &mut held);
            }
            Content::Polymorphic(ty) => {
                let named = ty.variants.iter().map(|variant| &variant.ty);
                held.extend(named.chain([&ty.base]).filter_map(|path| self.file(path)));
                let fields = ty.accessors.iter().map(|accessor| &accessor.field.ty);
                types(&fields.collect::<Vec<_>>(), &mut held);
            }
            Content::Alias(ty) => types(&[&ty.ty], &mut held),
            content => {
                let mut gates = Vec::new();
                functions(content).for_each(|function| uses::of_gate(function, &mut gates));
                let module = |gate: &Path| {
                    let (module, _) = gate.name.split_once("::")?;
                    self.properties.get(&(gate.space.clone(), module.into()))
                };
                held.extend(gates.into_iter().filter_map(module));
            }
        }
        if uses::declared(&file.content).0 == Area::Types {
            // the constants of a type come with its values
            held.extend(self.properties.get(&module(file)));
        }
        held
    }

    /// The types that some file names where they need not be.
    pub(super) fn absent(
        &self,
        files: &[File],
        clauses: &Clauses,
        names: &[&str],
    ) -> Vec<(Path, Absent)> {
        let mut absent: BTreeMap<&Path, usize> = BTreeMap::new();
        for (number, file) in files.iter().enumerate() {
            for path in named(&file.content) {
                let target = self.file(path);
                let target = target.filter(|&target| !clauses.is_implied(target, number));
                absent.extend(target.map(|target| (path, target)));
            }
        }
        let absent = absent.into_iter().map(|(path, target)| {
            let condition = clauses.condition(target, names);
            let absent = Absent {
                docs: vec![format!(
                    "A type of which the features are off. {}",
                    words(&condition)
                )],
                name: path.name.clone(),
                condition,
            };
            (path.clone(), absent)
        });
        absent.collect()
    }

    /// What an item needs that names these, in a file with this number.
    fn condition(
        &self,
        paths: &[&Path],
        within: usize,
        clauses: &Clauses,
        names: &[&str],
    ) -> Condition {
        let mut condition = Condition::ALWAYS;
        let mut open = paths.to_vec();
        while let Some(path) = open.pop() {
            open.extend(self.options.get(path).into_iter().flatten());
            if let Some(file) = self
                .file(path)
                .filter(|&file| !clauses.is_implied(file, within))
            {
                condition.and(&clauses.condition(file, names));
            }
        }
        condition.0.sort();
        condition
    }
}

/// Sets the conditions of a file and of all that is in it.
pub(super) fn set_conditions(
    number: usize,
    file: &mut File,
    items: &Items,
    clauses: &Clauses,
    names: &[&str],
) {
    file.condition = clauses.condition(number, names);
    let of = |paths: &[&Path]| items.condition(paths, number, clauses, names);
    match &mut file.content {
        Content::Struct(ty) => set_bases(&mut ty.derives_from, of),
        Content::Polymorphic(ty) => set_bases(&mut ty.derives_from, of),
        Content::Requests(requests) => {
            let entity = inner(&requests.entity, true);
            requests.entity_condition = of(entity.as_slice());
            let builders = std::iter::once(&mut requests.single).chain(&mut requests.collection);
            set_functions(builders.flat_map(|builder| &mut builder.functions), of);
            set_options(&mut requests.options, of);
        }
        Content::Options(options) => set_options(options, of),
        Content::Client(client) => set_functions(&mut client.functions, of),
        Content::Properties(properties) => {
            for constant in &mut properties.constants {
                constant.condition = of(inner(&constant.owner, true).as_slice());
            }
        }
        Content::Enum(_) | Content::Flags(_) | Content::Alias(_) => {}
        Content::Settings(_) | Content::Errors(_) | Content::Modules(_) => {}
    }
    for docs in documented(&mut file.content) {
        note(docs, &file.condition);
    }
}

fn set_bases(bases: &mut [Base], of: impl Fn(&[&Path]) -> Condition) {
    for base in bases {
        base.condition = of(&[&base.path]);
    }
}

fn set_functions<'f>(
    functions: impl IntoIterator<Item = &'f mut Function>,
    of: impl Fn(&[&Path]) -> Condition,
) {
    for function in functions {
        let mut named = Vec::new();
        uses::of_function(function, &mut named);
        function.condition = of(&named);
        note(&mut function.docs, &function.condition);
    }
}

fn set_options(options: &mut [OptionalParameters], of: impl Fn(&[&Path]) -> Condition) {
    for options in options {
        options.condition = of(&uses::of_optional(options));
        note(&mut options.docs, &options.condition);
    }
}

/// The documentation of what needs no more than the file that it is in.
fn documented(content: &mut Content) -> Vec<&mut Vec<String>> {
    match content {
        Content::Struct(ty) => vec![&mut ty.docs],
        Content::Polymorphic(ty) => vec![&mut ty.docs],
        Content::Enum(ty) => vec![&mut ty.docs],
        Content::Flags(ty) => vec![&mut ty.docs],
        Content::Alias(ty) => vec![&mut ty.docs],
        Content::Requests(requests) => {
            let builders = std::iter::once(&mut requests.single).chain(&mut requests.collection);
            builders.map(|builder| &mut builder.docs).collect()
        }
        _ => Vec::new(),
    }
}

/// Says in documentation which features bring an item.
fn note(docs: &mut Vec<String>, condition: &Condition) {
    if !condition.is_always() {
        docs.extend([String::new(), words(condition)]);
    }
}

/// The namespace and the module that a file stands for.
fn module(file: &File) -> (Space, Box<str>) {
    let name = file.path.rsplit('/').next().unwrap_or_default();
    let stem = name.strip_suffix(".rs").unwrap_or(name);
    (file.space.clone(), stem.into())
}

/// What people are told about the features that something needs.
fn words(condition: &Condition) -> String {
    const MANY: usize = 6;
    let few = Condition(
        condition
            .0
            .iter()
            .map(|list| list.iter().take(MANY).cloned().collect())
            .collect(),
    );
    let more = condition.0.iter().any(|list| list.len() > MANY);
    let more = if more {
        ", or another one that needs it"
    } else {
        ""
    };
    format!(
        "Comes with the feature {}{more}.",
        few.words().unwrap_or_default()
    )
}

/// The generated type inside of another one; of what a navigation property leads to only where that is asked.
fn inner(ty: &RustType, expanded: bool) -> Option<&Path> {
    match ty {
        RustType::Generated(path) => Some(path),
        RustType::Option(ty) | RustType::Vec(ty) | RustType::Box(ty) => inner(ty, expanded),
        RustType::Expanded(ty) if expanded => inner(ty, true),
        RustType::Expanded(_) | RustType::Plain(_) | RustType::Runtime(_) => None,
    }
}

/// The types that a file names and can do without: targets of navigation, and the entity of a builder.
fn named(content: &Content) -> Vec<&Path> {
    match content {
        Content::Struct(ty) => ty
            .fields
            .iter()
            .filter_map(|field| target(&field.ty))
            .collect(),
        Content::Polymorphic(ty) => {
            let fields = ty.accessors.iter().map(|accessor| &accessor.field);
            fields.filter_map(|field| target(&field.ty)).collect()
        }
        Content::Requests(requests) => inner(&requests.entity, true).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// What a navigation property leads to.
fn target(ty: &RustType) -> Option<&Path> {
    match ty {
        RustType::Expanded(ty) => inner(ty, true),
        _ => None,
    }
}

/// The functions of builders and of the client.
fn functions(content: &Content) -> Box<dyn Iterator<Item = &Function> + '_> {
    match content {
        Content::Requests(requests) => {
            let builders = std::iter::once(&requests.single).chain(&requests.collection);
            Box::new(builders.flat_map(|builder| &builder.functions))
        }
        Content::Client(client) => Box::new(client.functions.iter()),
        _ => Box::new(std::iter::empty()),
    }
}

/// The structs for optional parameters.
fn options(content: &Content) -> &[OptionalParameters] {
    match content {
        Content::Requests(requests) => &requests.options,
        Content::Options(options) => options,
        _ => &[],
    }
}
