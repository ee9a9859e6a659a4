//! The rules about namespaces and their aliases.

use super::{Change, Direction, Element, Kind, Level, Models, Rule, always};
use crate::model::Model;

/// In the order in which they are tried.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "namespace-renamed",
        kinds: &[Kind::Renamed],
        elements: &[Element::Namespace],
        when: always,
        direction: Direction::Both,
        wire: Level::Breaking,
        rust: Level::Risky,
        reason: "casts, calls of operations and type names in bodies have the namespace in them",
        help: "generate again from the new document; code that names its types by their module may have to \
                 follow",
    },
    Rule {
        id: "namespace-added-beside",
        kinds: &[Kind::Added],
        elements: &[Element::Namespace],
        when: moves_modules,
        direction: Direction::Both,
        wire: Level::Additive,
        rust: Level::Breaking,
        reason: "the modules leave out what the names of all namespaces begin with, and that is another beginning \
                 now",
        help: "let `use` lines follow the modules",
    },
    Rule {
        id: "namespace-removed-beside",
        kinds: &[Kind::Removed],
        elements: &[Element::Namespace],
        when: moves_modules,
        direction: Direction::Both,
        wire: Level::Risky,
        rust: Level::Breaking,
        reason: "the modules leave out what the names of all namespaces begin with, and that is another beginning \
                 now",
        help: "let `use` lines follow the modules",
    },
    Rule {
        id: "namespace-added",
        kinds: &[Kind::Added],
        elements: &[Element::Namespace],
        when: always,
        direction: Direction::Both,
        wire: Level::Additive,
        rust: Level::Additive,
        reason: "elements can be declared in another namespace, each of which is a change of its own",
        help: "nothing has to be done",
    },
    Rule {
        id: "namespace-removed",
        kinds: &[Kind::Removed],
        elements: &[Element::Namespace],
        when: always,
        direction: Direction::Both,
        wire: Level::Risky,
        rust: Level::Risky,
        reason: "what it declared is gone or stands in another namespace, each of which is a change of its own",
        help: "see the changes of the elements that it declared",
    },
    Rule {
        id: "alias-added",
        kinds: &[Kind::Alias],
        elements: &[Element::Namespace],
        when: |change, _| change.values().0.is_none(),
        direction: Direction::Sent,
        wire: Level::Additive,
        rust: Level::Docs,
        reason: "names can be qualified by a short name, too",
        help: "nothing has to be done; generated code writes namespaces in full",
    },
    Rule {
        id: "alias-changed",
        kinds: &[Kind::Alias],
        elements: &[Element::Namespace],
        when: always,
        direction: Direction::Sent,
        wire: Level::Risky,
        rust: Level::Docs,
        reason: "requests that qualify names by the old alias may be refused",
        help: "write namespaces in full, as generated code does",
    },
];

/// Whether the names of the namespaces that declare types begin with something else than before.
fn moves_modules(change: &Change, models: &Models<'_>) -> bool {
    let declares = |model: &Model| {
        let name = &*change.side().path.owner;
        types(model).any(|namespace| namespace == name)
    };
    let (old, new) = (beginning(models.old), beginning(models.new));
    let both = old.zip(new);
    both.is_some_and(|(old, new)| old != new) && (declares(models.old) || declares(models.new))
}

/// How many segments the names of all namespaces that declare types have in common.
fn beginning(model: &Model) -> Option<usize> {
    let mut names = types(model);
    let first: Vec<&str> = names.next()?.split('.').collect();
    let common = names.map(|other| {
        let pairs = first.iter().zip(other.split('.'));
        pairs.take_while(|(one, other)| **one == *other).count()
    });
    Some(common.fold(first.len(), usize::min))
}

/// The namespace of each type.
fn types(model: &Model) -> impl Iterator<Item = &str> {
    let structured = model.structured_types.iter().map(|ty| &ty.name);
    let enums = model.enum_types.iter().map(|ty| &ty.name);
    let definitions = model.type_definitions.iter().map(|ty| &ty.name);
    let names = structured.chain(enums).chain(definitions);
    names.map(|name| &*name.namespace)
}
