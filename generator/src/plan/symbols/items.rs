//! Turns the declarations of one namespace into the list of what needs a name there.

use std::collections::HashSet;

use crate::diagnostics::Span;
use crate::model::{
    DefinitionId, EnumId, Model, NamedType, OperationId, OperationKind, QualifiedName,
    StructuredId, StructuredKind, Type,
};
use crate::plan::names::Wanted;
use crate::plan::operations;
use crate::plan::shapes::Shape;
use crate::plan::symbols::Chosen;
use crate::plan::types::Area;
use crate::selection::Selection;

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

/// All items of one namespace: the types first, which have the first right to their names.
pub(super) fn items(
    chosen: &Chosen<'_>,
    collections: &HashSet<StructuredId>,
    namespace: &str,
) -> Vec<Item> {
    let Chosen {
        model,
        selection,
        shapes,
    } = *chosen;
    let mut items = type_items(chosen, namespace);
    for id in model.structured_ids() {
        let ty = model.structured(id);
        let name = &ty.name.name;
        if *ty.name.namespace != *namespace || !chosen.has_name(id) {
            continue;
        }
        let mut add = |what, key: &str, words: &str| {
            items.push(Item {
                what,
                key: format!("{name}/{key}"),
                words: format!("{name}{words}"),
                kind: "builder",
                span: None,
            });
        };
        if matches!(shapes[id.0 as usize], Shape::Polymorphic(_)) {
            add(What::Base(id), "base", "Base");
        }
        if ty.kind == StructuredKind::Entity && selection.has_builder(model, id) {
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
    items.extend(option_items(chosen, namespace));
    items
}

fn type_items(chosen: &Chosen<'_>, namespace: &str) -> Vec<Item> {
    let (model, selection) = (chosen.model, chosen.selection);
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
        .filter(|&id| chosen.has_name(id) && of(&model.structured(id).name));
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
        .filter(|(ty, id)| of(&ty.name) && selection.has_enum(EnumId(*id)));
    let enums = enums.map(|(ty, id)| item(NamedType::Enum(EnumId(id)), &ty.name, ty.span));
    let definitions = model
        .type_definitions
        .iter()
        .zip(0u32..)
        .filter(|(ty, id)| of(&ty.name) && selection.has_definition(DefinitionId(*id)));
    let definitions = definitions
        .map(|(ty, id)| item(NamedType::Definition(DefinitionId(id)), &ty.name, ty.span));
    structured.chain(enums).chain(definitions).collect()
}

/// The structs for optional parameters, in the namespace of what the operation is bound to.
fn option_items(chosen: &Chosen<'_>, namespace: &str) -> Vec<Item> {
    let (model, selection) = (chosen.model, chosen.selection);
    let mut items = Vec::new();
    for (operation, id) in model
        .operations
        .iter()
        .zip(0u32..)
        .filter(|(operation, _)| operations::has_optional(operation))
        .filter(|(_, id)| selection.has_operation(OperationId(*id)))
    {
        let bound = operation
            .binding
            .as_ref()
            .and_then(|binding| match binding.ty.ty {
                Type::Structured(id) if chosen.has_name(id) => {
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
pub(super) fn collection_targets(model: &Model, selection: &Selection) -> HashSet<StructuredId> {
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
        }
    }
    found
}
