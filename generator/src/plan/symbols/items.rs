//! Turns declarations into the list of what needs a name in the home of each namespace.

use std::collections::{BTreeMap, HashSet};

use super::Chosen;
use crate::diagnostics::Span;
use crate::model::{
    DefinitionId, EnumId, Model, NamedType, OperationId, OperationKind, QualifiedName,
    StructuredId, Type, Versions,
};
use crate::plan::names::Wanted;
use crate::plan::operations;
use crate::plan::shapes::Shape;
use crate::plan::types::Area;

/// Something that needs a name in the scope of a namespace.
pub(super) struct Item {
    pub(super) what: What,
    key: String,
    words: String,
    kind: &'static str,
    span: Option<Span>,
}

#[derive(Clone, Copy)]
pub(super) enum What {
    Type(NamedType),
    Base(StructuredId),
    Single(StructuredId),
    Collection(StructuredId),
    Options(OperationId),
}

impl What {
    pub(super) fn area(self) -> Area {
        match self {
            Self::Type(_) | Self::Base(_) => Area::Types,
            Self::Single(_) | Self::Collection(_) | Self::Options(_) => Area::Requests,
        }
    }
}

impl Item {
    pub(super) fn wanted(&self) -> Wanted<'_> {
        Wanted {
            key: self.key.clone(),
            words: &self.words,
            kind: self.kind,
            span: self.span,
        }
    }
}

/// The homes of all namespaces, with nothing in them.
pub(super) fn homes<T>(model: &Model, versions: &Versions) -> BTreeMap<Box<str>, Vec<T>> {
    let homes = model
        .namespaces
        .iter()
        .map(|space| versions.home(&space.name));
    homes.map(|home| (home.into(), Vec::new())).collect()
}

/// All items by home: the types first, which have the first right to their names.
pub(super) fn by_home(chosen: &Chosen<'_>) -> BTreeMap<Box<str>, Vec<Item>> {
    let (model, versions) = (chosen.model, chosen.versions);
    let collections = collection_targets(chosen);
    let mut homes = homes(model, versions);
    let mut add = |namespace: &str, item: Item| {
        if let Some(items) = homes.get_mut(versions.home(namespace)) {
            items.push(item);
        }
    };
    add_types(chosen, &mut add);
    for id in model.structured_ids().filter(|&id| chosen.has_name(id)) {
        add_builders(chosen, id, collections.contains(&id), &mut add);
    }
    add_options(chosen, &mut add);
    homes
}

fn add_types(chosen: &Chosen<'_>, add: &mut impl FnMut(&str, Item)) {
    let (model, versions) = (chosen.model, chosen.versions);
    let mut add = |named, name: &QualifiedName, lasting: &QualifiedName, span| {
        let item = Item {
            what: What::Type(named),
            key: versions.key(lasting),
            words: name.name.to_string(),
            kind: "type",
            span: Some(span),
        };
        add(&name.namespace, item);
    };
    for id in model.structured_ids().filter(|&id| chosen.has_name(id)) {
        let ty = model.structured(id);
        let lasting = versions.lasting_name(model, id);
        add(NamedType::Structured(id), &ty.name, lasting, ty.span);
    }
    let enums = model.enum_types.iter().zip((0u32..).map(EnumId));
    for (ty, id) in enums.filter(|(_, id)| chosen.selection.has_enum(*id)) {
        add(NamedType::Enum(id), &ty.name, &ty.name, ty.span);
    }
    let definitions = model.type_definitions.iter();
    let definitions = definitions.zip((0u32..).map(DefinitionId));
    for (ty, id) in definitions.filter(|(_, id)| chosen.selection.has_definition(*id)) {
        add(NamedType::Definition(id), &ty.name, &ty.name, ty.span);
    }
}

fn add_builders(
    chosen: &Chosen<'_>,
    id: StructuredId,
    has_collection: bool,
    add: &mut impl FnMut(&str, Item),
) {
    let (model, versions) = (chosen.model, chosen.versions);
    let ty = model.structured(id);
    let name = &ty.name.name;
    let lasting = versions.key(versions.lasting_name(model, id));
    let mut add = |what, key: &str, words: &str| {
        let item = Item {
            what,
            key: format!("{lasting}/{key}"),
            words: format!("{name}{words}"),
            kind: "builder",
            span: None,
        };
        add(&ty.name.namespace, item);
    };
    if matches!(chosen.shapes[id.0 as usize], Shape::Polymorphic(_)) {
        add(What::Base(id), "base", "Base");
    }
    if chosen.selection.has_builder(model, id) {
        add(What::Single(id), "request", "Request");
        if has_collection {
            let what = What::Collection(id);
            add(what, "collection-request", "CollectionRequest");
        }
    }
}

/// The structs for optional parameters, in the home of what the operation is bound to.
fn add_options(chosen: &Chosen<'_>, add: &mut impl FnMut(&str, Item)) {
    let Chosen {
        model, selection, ..
    } = *chosen;
    let container = model.container.as_ref();
    let service = container.map_or("", |container| &*container.name.namespace);
    for (operation, id) in model.operations.iter().zip((0u32..).map(OperationId)) {
        if !operations::has_optional(operation) || !selection.has_operation(id) {
            continue;
        }
        let bound = operation.binding.as_ref().map(|binding| &binding.ty);
        let bound = bound.and_then(|ty| match ty.ty {
            Type::Structured(id) => {
                let id = chosen.versions.newest(id);
                let name = &model.structured(id).name;
                chosen.has_name(id).then_some((name, ty.collection))
            }
            _ => None,
        });
        let (home, owner, collection) = match bound {
            Some((name, collection)) => (&*name.namespace, &*name.name, collection),
            None => (service, "", false),
        };
        let suffix = if collection { "collection-" } else { "" };
        let parameters = operation.parameters.iter();
        let parameters: Vec<&str> = parameters.map(|parameter| &*parameter.name).collect();
        let signature = match operation.kind {
            OperationKind::Action => String::new(),
            OperationKind::Function => parameters.join(","),
        };
        let item = Item {
            what: What::Options(id),
            key: format!("{owner}/{}({signature})/{suffix}options", operation.name),
            words: format!("{owner} {}", operation.name.name),
            kind: "options",
            span: None,
        };
        add(home, item);
    }
}

/// Entity types of which something addresses a collection, and what derives from them.
fn collection_targets(chosen: &Chosen<'_>) -> HashSet<StructuredId> {
    let Chosen {
        model, selection, ..
    } = *chosen;
    if !selection.is_everything() {
        let ids = model.structured_ids();
        return ids
            .filter(|&id| selection.has_collection_builder(id) == Some(true))
            .collect();
    }
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
            open.push(chosen.versions.newest(id));
        }
    }
    found
}
