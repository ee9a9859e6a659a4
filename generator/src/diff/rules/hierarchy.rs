//! Turns a fact into what it does to the types above and below.

use super::declared::{member, structured};
use super::{Change, Models};
use crate::diff::change::{Element, Path};
use crate::diff::members::{Member, members};
use crate::diff::pairs::structured_path;
use crate::model::{Model, QualifiedName, StructuredId, StructuredKind};

/// What the structured type with an old id is in the new model.
pub(super) fn there(models: &Models<'_>, old: StructuredId) -> Option<StructuredId> {
    let name = &models.old.structured(old).name;
    let path = Path::of(name.to_string());
    let moved = || with_namespace(name, models.renames.new_path(&Path::of(&*name.namespace)));
    let new = models.renames.new_path(&path).cloned();
    structured_named(models.new, &new.unwrap_or_else(moved))
}

/// What the structured type with a new id was in the old model.
pub(super) fn back(models: &Models<'_>, new: StructuredId) -> Option<StructuredId> {
    let name = &models.new.structured(new).name;
    let old_path = |path: &Path, wanted: &[Element]| {
        let mut list = models.renames.list.iter();
        let found = list.find(|rename| wanted.contains(&rename.element) && rename.new == *path);
        found.map(|rename| &rename.old)
    };
    let path = Path::of(name.to_string());
    let namespace = Path::of(&*name.namespace);
    let moved = || with_namespace(name, old_path(&namespace, &[Element::Namespace]));
    let old = old_path(&path, &[Element::EntityType, Element::ComplexType]).cloned();
    structured_named(models.old, &old.unwrap_or_else(moved))
}

fn with_namespace(name: &QualifiedName, namespace: Option<&Path>) -> Path {
    let namespace = namespace.map_or(&*name.namespace, |path| &*path.owner);
    Path::of(format!("{namespace}.{}", name.name))
}

fn structured_named(model: &Model, path: &Path) -> Option<StructuredId> {
    match model.find(&path.owner)? {
        crate::model::NamedType::Structured(id) => Some(id),
        _ => None,
    }
}

/// The most concrete types below an abstract one for which Rust has an enum, unless the settings say
/// otherwise.
const MOST_VARIANTS: usize = 64;

/// Whether an abstract type is an enum in Rust, where anything refers to it.
fn is_choice(model: &Model, id: StructuredId) -> bool {
    if !model.structured(id).is_abstract {
        return false;
    }
    let mut concrete = 0;
    let mut open = vec![id];
    while let Some(next) = open.pop() {
        let ty = model.structured(next);
        concrete += usize::from(!ty.is_abstract);
        if concrete > MOST_VARIANTS {
            return false;
        }
        open.extend(&ty.derived);
    }
    concrete > 0
}

/// Whether the type was an enum over the types below it.
pub(super) fn was_choice(change: &Change, models: &Models<'_>) -> bool {
    let old = structured(models.old, change.old.as_ref());
    old.is_some_and(|id| is_choice(models.old, id))
}

/// Whether an abstract type above a new one becomes an enum by it, or is one no more.
pub(super) fn becomes_choice(change: &Change, models: &Models<'_>) -> bool {
    let mut above = abstract_types_above(change, models);
    above.any(|(old, new)| is_choice(models.old, old) != is_choice(models.new, new))
}

/// Whether a new type is one variant more of an enum.
pub(super) fn joins_choice(change: &Change, models: &Models<'_>) -> bool {
    let mut above = abstract_types_above(change, models);
    above.any(|(_, new)| is_choice(models.new, new))
}

/// The abstract types above a new concrete one which the old model had, too.
fn abstract_types_above<'m>(
    change: &Change,
    models: &'m Models<'m>,
) -> impl Iterator<Item = (StructuredId, StructuredId)> + 'm {
    let id = structured(models.new, change.new.as_ref());
    let id = id.filter(|&id| !models.new.structured(id).is_abstract);
    let above = id
        .into_iter()
        .flat_map(|id| models.new.ancestry(id).skip(1));
    let pairs = above.filter_map(|new| Some((back(models, new)?, new)));
    pairs.filter(|&(old, new)| {
        models.old.structured(old).is_abstract && models.new.structured(new).is_abstract
    })
}

/// Whether entities have the same key, whichever type of the hierarchy declares it.
pub(super) fn key_is_the_same(change: &Change, models: &Models<'_>) -> bool {
    let key = |model: &Model, id: Option<StructuredId>| -> Option<Vec<String>> {
        let parts = model.key(id?).iter();
        Some(
            parts
                .map(|part| format!("{}={}", part.name, part.path))
                .collect(),
        )
    };
    let old = key(models.old, structured(models.old, change.old.as_ref()));
    let new = key(models.new, structured(models.new, change.new.as_ref()));
    old.as_ref().is_some_and(|key| !key.is_empty()) && old == new
}

/// Whether a type that inherited the property has it no more.
pub(super) fn moved_away(change: &Change, models: &Models<'_>) -> bool {
    had_and_have(change, models).any(|(had, has)| had && !has)
}

/// Whether a type has the property that did not have it.
pub(super) fn moved_up(change: &Change, models: &Models<'_>) -> bool {
    had_and_have(change, models).any(|(had, has)| !had && has)
}

/// Whether each type of the hierarchy had the property, and whether it has it.
fn had_and_have<'m>(
    change: &Change,
    models: &'m Models<'m>,
) -> impl Iterator<Item = (bool, bool)> + 'm {
    let name = member(models.old, change.old.as_ref()).map(|member| member.name);
    let owner = structured(models.old, change.old.as_ref());
    let root = owner.and_then(|id| models.old.ancestry(id).last());
    let family = root.into_iter().flat_map(|root| {
        let below = models.old.descendants(root);
        std::iter::once(root).chain(below)
    });
    family.filter_map(move |old| {
        let new = there(models, old)?;
        let name = name?;
        Some((
            has_member(models.old, old, name),
            has_member(models.new, new, name),
        ))
    })
}

/// Whether a type has a property of this name, its own or inherited.
pub(super) fn has_member(model: &Model, id: StructuredId, name: &str) -> bool {
    let mut all = all_members(model, id);
    all.any(|member| member.name == name)
}

/// The properties of a type, its own and inherited ones.
fn all_members(model: &Model, id: StructuredId) -> impl Iterator<Item = Member<'_>> {
    let types = model.ancestry(id);
    types.flat_map(|id| members(model, id))
}

/// What a property that an old type declares is called in the new model.
pub(super) fn name_there(models: &Models<'_>, member: &Member<'_>) -> String {
    let path = structured_path(models.old, member.owner).join(member.name);
    let new = models.renames.new_name(&path);
    new.unwrap_or(member.name).to_owned()
}

/// Whether a type is an entity type.
pub(super) fn is_entity(model: &Model, id: StructuredId) -> bool {
    model.structured(id).kind == StructuredKind::Entity
}
