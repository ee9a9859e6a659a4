//! Turns paths of the old model into what they are called in the new one.

use super::compare::Comparison;
use super::pairs::{structured_path, type_name};
use crate::model::{Model, StructuredId, Type};

/// A path of property names and casts that begins at an old type, as the new model would write it.
pub(super) fn translate(comparison: &Comparison<'_>, from: StructuredId, path: &str) -> String {
    let old = comparison.pairs.old;
    let mut at = Some(from);
    let mut segments = Vec::new();
    for segment in path.split('/') {
        if segment.contains('.') {
            segments.push(translate_type(comparison, segment));
            at = named(old, segment);
            continue;
        }
        let found = at.and_then(|id| declared(old, id, segment));
        let Some((owner, next)) = found else {
            segments.push(unknown(comparison, at, segment));
            at = None;
            continue;
        };
        let path = structured_path(old, owner).join(segment);
        segments.push(comparison.renames.new_name(&path).unwrap_or(segment).into());
        at = next;
    }
    segments.join("/")
}

/// A segment that names nothing: as it is, unless it would name in the new model what was renamed to it.
/// Then it is written as no model writes one, since the way back finds another name there.
fn unknown(comparison: &Comparison<'_>, at: Option<StructuredId>, segment: &str) -> String {
    let new = comparison.pairs.new;
    let counterpart = at.and_then(|id| comparison.pairs.forward(id));
    let mut owners = counterpart
        .into_iter()
        .flat_map(|id| new.ancestry(id))
        .map(|owner| structured_path(new, owner));
    match owners.any(|owner| comparison.renames.is_new(&owner.join(segment))) {
        true => format!("?{segment}"),
        false => segment.to_owned(),
    }
}

/// The name of a type in a path; without an entry in the table of names it stays as it is.
fn translate_type(comparison: &Comparison<'_>, name: &str) -> String {
    let there = named(comparison.pairs.old, name).and_then(|id| comparison.pairs.forward(id));
    match there {
        Some(id) => type_name(comparison.pairs.new, Type::Structured(id)),
        None => name.to_owned(),
    }
}

fn named(model: &Model, name: &str) -> Option<StructuredId> {
    match model.find(name) {
        Some(crate::model::NamedType::Structured(id)) => Some(id),
        _ => None,
    }
}

/// The type that declares a property, among a type and its bases, and the one that the property leads to.
fn declared(
    model: &Model,
    id: StructuredId,
    name: &str,
) -> Option<(StructuredId, Option<StructuredId>)> {
    model.ancestry(id).find_map(|owner| {
        let ty = model.structured(owner);
        let property = ty
            .properties
            .iter()
            .find(|property| &*property.name == name);
        if let Some(property) = property {
            let next = match property.ty.ty {
                Type::Structured(id) => Some(id),
                _ => None,
            };
            return Some((owner, next));
        }
        let mut navigation = ty.navigation_properties.iter();
        let property = navigation.find(|property| &*property.name == name)?;
        Some((owner, property.target))
    })
}
