//! Turns every declaration of a model into its Rust name and the module where it stands.

use std::collections::{HashMap, HashSet};

use super::names::{Case, Namer, RESERVED_FUNCTIONS, RESERVED_MODULES, RESERVED_TYPES, Wanted};
use super::shapes::Shape;
use super::spaces::Spaces;
use super::types::{Area, Path, RustType, Space};
use super::{client, enums, requests};
use crate::model::{
    Model, NamedType, OperationId, OperationKind, QualifiedName, StructuredId, StructuredKind, Type,
};

/// All names of one version.
#[derive(Debug, Default)]
pub(super) struct Symbols {
    /// The shape of each structured type.
    pub(super) shapes: Vec<Shape>,
    /// The module of each namespace.
    pub(super) spaces: Spaces,
    /// The path of each structured type that is not omitted.
    pub(super) structured: Vec<Option<Path>>,
    /// The struct behind each polymorphic type.
    pub(super) bases: Vec<Option<Path>>,
    /// The path of each enumeration type.
    pub(super) enums: Vec<Path>,
    /// The path of each type definition.
    pub(super) definitions: Vec<Path>,
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
    singles: Vec<Option<Path>>,
    collections: Vec<Option<Path>>,
}

impl Symbols {
    /// Names everything that has a name outside of a function.
    pub(super) fn assign(
        model: &Model,
        shapes: Vec<Shape>,
        max_variants: usize,
        namer: &mut Namer<'_>,
    ) -> Self {
        let spaces = Spaces::assign(model, namer);
        let count = model.structured_types.len();
        let mut symbols = Self {
            structured: vec![None; count],
            bases: vec![None; count],
            singles: vec![None; count],
            collections: vec![None; count],
            shapes,
            spaces,
            ..Self::default()
        };
        symbols.assign_items(model, namer);
        symbols.assign_modules(model, namer);
        symbols.fields = assign_fields(model, namer);
        symbols.members = enums::assign_members(&model.enum_types, namer);
        symbols.assign_functions(model, max_variants, namer);
        symbols
    }

    fn assign_functions(&mut self, model: &Model, max_variants: usize, namer: &mut Namer<'_>) {
        for id in model.structured_ids() {
            let (mut single, mut collection) = (Vec::new(), Vec::new());
            if self.singles[id.0 as usize].is_some() {
                let wanted = requests::wanted_functions(model, &self.shapes, id, max_variants);
                let name = &model.structured(id).name;
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
        self.client_functions = name_functions(namer, "client", &client::wanted_functions(model));
    }

    /// What stands for a structured type in a field, a parameter or a result.
    pub(super) fn entity(&self, id: StructuredId) -> RustType {
        match &self.structured[id.0 as usize] {
            Some(path) => RustType::Generated(path.clone()),
            // nothing refers to an omitted type, so this is never printed
            None => RustType::Runtime("Untyped"),
        }
    }

    /// The builder that addresses one entity of this type.
    pub(super) fn single_builder(&self, id: StructuredId) -> Option<Path> {
        self.singles[id.0 as usize].clone()
    }

    /// The builder that addresses a collection of entities of this type.
    pub(super) fn collection_builder(&self, id: StructuredId) -> Option<Path> {
        self.collections[id.0 as usize].clone()
    }

    /// The module that holds what belongs to a type.
    pub(super) fn module(&self, path: &Path) -> &str {
        &self.modules[path]
    }

    /// Types, builders and parameter structs share one scope for each namespace, so that any file can import any of them.
    fn assign_items(&mut self, model: &Model, namer: &mut Namer<'_>) {
        let collections = collection_targets(model);
        let mut scopes: Vec<(Box<str>, Vec<Item>)> = Vec::new();
        for namespace in &model.namespaces {
            scopes.push((
                namespace.name.clone(),
                items(model, &self.shapes, &collections, &namespace.name),
            ));
        }
        for (namespace, items) in scopes {
            let wanted: Vec<Wanted<'_>> = items.iter().map(Item::wanted).collect();
            let names = namer.assign(
                &format!("{namespace}/types"),
                Case::Camel,
                RESERVED_TYPES,
                &wanted,
            );
            for (item, name) in items.iter().zip(names) {
                let path = Path {
                    area: item.what.area(),
                    space: self.spaces.of(&namespace),
                    name,
                };
                self.place(item.what, path);
            }
        }
    }

    fn place(&mut self, what: What, path: Path) {
        match what {
            What::Type(NamedType::Structured(id)) => self.structured[id.0 as usize] = Some(path),
            // enums and definitions come in the order of their ids within a namespace, not over all of them
            What::Type(NamedType::Enum(id)) => set(&mut self.enums, id.0 as usize, path),
            What::Type(NamedType::Definition(id)) => {
                set(&mut self.definitions, id.0 as usize, path)
            }
            What::Base(id) => self.bases[id.0 as usize] = Some(path),
            What::Single(id) => self.singles[id.0 as usize] = Some(path),
            What::Collection(id) => self.collections[id.0 as usize] = Some(path),
            What::Options(id) => {
                self.options.insert(id, path);
            }
        }
    }

    /// One module for each type, in the scope of its namespace's modules.
    fn assign_modules(&mut self, model: &Model, namer: &mut Namer<'_>) {
        let mut by_namespace: Vec<(Box<str>, Vec<Path>)> = Vec::new();
        for namespace in &model.namespaces {
            let of = |name: &QualifiedName| *name.namespace == *namespace.name;
            let structured = model
                .structured_ids()
                .filter(|id| of(&model.structured(*id).name));
            let structured = structured
                .flat_map(|id| [&self.structured[id.0 as usize], &self.bases[id.0 as usize]])
                .flatten();
            let enums = model
                .enum_types
                .iter()
                .zip(&self.enums)
                .filter(|(ty, _)| of(&ty.name))
                .map(|(_, path)| path);
            let definitions = model
                .type_definitions
                .iter()
                .zip(&self.definitions)
                .filter(|(ty, _)| of(&ty.name))
                .map(|(_, path)| path);
            by_namespace.push((
                namespace.name.clone(),
                structured
                    .chain(enums)
                    .chain(definitions)
                    .cloned()
                    .collect(),
            ));
        }
        let mut reserved: Vec<&str> = RESERVED_MODULES.to_vec();
        let spaces: Vec<Space> = model
            .namespaces
            .iter()
            .map(|namespace| self.spaces.of(&namespace.name))
            .collect();
        reserved.extend(spaces.iter().filter_map(|space| space.0.as_deref()));
        for (namespace, paths) in &by_namespace {
            let mut wanted: Vec<Wanted<'_>> = paths
                .iter()
                .map(|path| Wanted {
                    key: path.name.to_string(),
                    words: &path.name,
                    kind: "type",
                    span: None,
                })
                .collect();
            let container = model
                .container
                .as_ref()
                .filter(|container| *container.name.namespace == **namespace);
            wanted.extend(container.map(|container| Wanted {
                key: format!("{}/container", container.name.name),
                words: &container.name.name,
                kind: "container",
                span: None,
            }));
            let names = namer.assign(
                &format!("{namespace}/modules"),
                Case::Module,
                &reserved,
                &wanted,
            );
            if container.is_some() {
                self.container_module = names.last().cloned().unwrap_or_default();
            }
            self.modules.extend(paths.iter().cloned().zip(names));
        }
    }
}

fn set(paths: &mut Vec<Path>, index: usize, path: Path) {
    if paths.len() <= index {
        let empty = Path {
            area: Area::Types,
            space: Space::default(),
            name: Box::default(),
        };
        paths.resize(index + 1, empty);
    }
    paths[index] = path;
}

/// Something that needs a name in the scope of a namespace.
struct Item {
    what: What,
    key: String,
    words: String,
    kind: &'static str,
    span: Option<crate::diagnostics::Span>,
}

#[derive(Clone, Copy)]
enum What {
    Type(NamedType),
    Base(StructuredId),
    Single(StructuredId),
    Collection(StructuredId),
    Options(OperationId),
}

impl What {
    fn area(self) -> Area {
        match self {
            Self::Type(_) | Self::Base(_) => Area::Types,
            Self::Single(_) | Self::Collection(_) | Self::Options(_) => Area::Requests,
        }
    }
}

impl Item {
    fn wanted(&self) -> Wanted<'_> {
        Wanted {
            key: self.key.clone(),
            words: &self.words,
            kind: self.kind,
            span: self.span,
        }
    }
}

/// All items of one namespace: the types first, which have the first right to their names.
fn items(
    model: &Model,
    shapes: &[Shape],
    collections: &HashSet<StructuredId>,
    namespace: &str,
) -> Vec<Item> {
    let mut items = type_items(model, shapes, namespace);
    for id in model.structured_ids() {
        let ty = model.structured(id);
        let name = &ty.name.name;
        if *ty.name.namespace != *namespace || shapes[id.0 as usize] == Shape::Omitted {
            continue;
        }
        let mut add = |what, key: &str, words: &str| {
            items.push(Item {
                what,
                key: format!("{name}/{key}"),
                words: format!("{name}{words}"),
                kind: "type",
                span: None,
            });
        };
        if matches!(shapes[id.0 as usize], Shape::Polymorphic(_)) {
            add(What::Base(id), "base", "Base");
        }
        if ty.kind == StructuredKind::Entity {
            add(What::Single(id), "request", "Request");
            if collections.contains(&id) {
                add(
                    What::Collection(id),
                    "collection-request",
                    "CollectionRequest",
                );
            }
        }
    }
    items.extend(option_items(model, shapes, namespace));
    items
}

fn type_items(model: &Model, shapes: &[Shape], namespace: &str) -> Vec<Item> {
    let item = |named, name: &QualifiedName, span| Item {
        what: What::Type(named),
        key: name.name.to_string(),
        words: name.name.to_string(),
        kind: "type",
        span: Some(span),
    };
    let of = |name: &QualifiedName| *name.namespace == *namespace;
    let structured = model
        .structured_ids()
        .filter(|id| shapes[id.0 as usize] != Shape::Omitted && of(&model.structured(*id).name));
    let structured = structured.map(|id| {
        item(
            NamedType::Structured(id),
            &model.structured(id).name,
            model.structured(id).span,
        )
    });
    let enums = model
        .enum_types
        .iter()
        .zip(0u32..)
        .filter(|(ty, _)| of(&ty.name));
    let enums =
        enums.map(|(ty, id)| item(NamedType::Enum(crate::model::EnumId(id)), &ty.name, ty.span));
    let definitions = model
        .type_definitions
        .iter()
        .zip(0u32..)
        .filter(|(ty, _)| of(&ty.name));
    let definitions = definitions.map(|(ty, id)| {
        item(
            NamedType::Definition(crate::model::DefinitionId(id)),
            &ty.name,
            ty.span,
        )
    });
    structured.chain(enums).chain(definitions).collect()
}

/// The structs for optional parameters, in the namespace of what the operation is bound to.
fn option_items(model: &Model, shapes: &[Shape], namespace: &str) -> Vec<Item> {
    let mut items = Vec::new();
    for (operation, id) in model
        .operations
        .iter()
        .zip(0u32..)
        .filter(|(operation, _)| super::operations::has_optional(operation))
    {
        let bound = operation
            .binding
            .as_ref()
            .and_then(|binding| match binding.ty.ty {
                Type::Structured(id) if shapes[id.0 as usize] != Shape::Omitted => {
                    Some((&model.structured(id).name, binding.ty.collection))
                }
                _ => None,
            });
        let (home, owner, collection) = match bound {
            Some((name, collection)) => (&*name.namespace, &*name.name, collection),
            None => (
                model
                    .container
                    .as_ref()
                    .map_or("", |container| &*container.name.namespace),
                "",
                false,
            ),
        };
        if home != namespace {
            continue;
        }
        let parameters: Vec<&str> = operation
            .parameters
            .iter()
            .map(|parameter| &*parameter.name)
            .collect();
        let suffix = if collection { "collection-" } else { "" };
        let signature = match operation.kind {
            OperationKind::Action => String::new(),
            OperationKind::Function => parameters.join(","),
        };
        items.push(Item {
            what: What::Options(OperationId(id)),
            key: format!("{owner}/{}({signature})/{suffix}options", operation.name),
            words: format!("{owner} {}", operation.name.name),
            kind: "options",
            span: None,
        });
    }
    items
}

/// Entity types of which something addresses a collection, and what derives from them.
fn collection_targets(model: &Model) -> HashSet<StructuredId> {
    let navigation = model
        .structured_types
        .iter()
        .flat_map(|ty| &ty.navigation_properties);
    let navigation = navigation
        .filter(|property| property.collection)
        .filter_map(|property| property.target);
    let sources = model
        .container
        .iter()
        .flat_map(|container| &container.sources);
    let sources = sources
        .filter(|source| source.collection)
        .map(|source| source.entity_type);
    let uses = model.operations.iter().flat_map(|operation| {
        let returned = operation
            .return_type
            .as_ref()
            .filter(|_| operation.is_composable);
        operation
            .binding
            .iter()
            .map(|binding| &binding.ty)
            .chain(returned)
    });
    let uses = uses
        .filter(|ty| ty.collection)
        .filter_map(|ty| match ty.ty {
            Type::Structured(id) => Some(id),
            _ => None,
        });
    let mut found = HashSet::new();
    let mut open: Vec<StructuredId> = navigation.chain(sources).chain(uses).collect();
    while let Some(id) = open.pop() {
        if found.insert(id) {
            open.extend(&model.structured(id).derived);
        }
    }
    found
}

/// Names the properties of every type in the scope of what it inherits, bases first.
fn assign_fields(model: &Model, namer: &mut Namer<'_>) -> Vec<Vec<Box<str>>> {
    let mut fields: Vec<Vec<Box<str>>> = vec![Vec::new(); model.structured_types.len()];
    let mut open: Vec<StructuredId> = model
        .structured_ids()
        .filter(|&id| model.structured(id).base.is_none())
        .collect();
    open.reverse();
    while let Some(id) = open.pop() {
        let ty = model.structured(id);
        let inherited: Vec<Box<str>> = model
            .ancestry(id)
            .skip(1)
            .flat_map(|id| &fields[id.0 as usize])
            .cloned()
            .collect();
        let mut reserved: Vec<&str> = vec!["odata"];
        reserved.extend(
            inherited
                .iter()
                .map(|name| name.strip_prefix("r#").unwrap_or(name)),
        );
        let properties = ty
            .properties
            .iter()
            .map(|property| (&property.name, "property", property.span));
        let navigation = ty
            .navigation_properties
            .iter()
            .map(|property| (&property.name, "navigation", property.span));
        let wanted: Vec<Wanted<'_>> = properties
            .chain(navigation)
            .map(|(name, kind, span)| Wanted {
                key: name.to_string(),
                words: name,
                kind,
                span: Some(span),
            })
            .collect();
        if !wanted.is_empty() {
            fields[id.0 as usize] =
                namer.assign(&ty.name.to_string(), Case::Snake, &reserved, &wanted);
        }
        open.extend(ty.derived.iter().rev());
    }
    fields
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
        .map(|(key, words, kind)| Wanted {
            key: key.clone(),
            words,
            kind,
            span: None,
        })
        .collect();
    namer.assign(scope, Case::Snake, RESERVED_FUNCTIONS, &wanted)
}
