//! Turns the entity types and complex types of two models into facts.

use super::change::{Element, Kind, Path, Side};
use super::compare::{Comparison, Place, side};
use super::members::{Member, pair_members};
use super::pairs::structured_path;
use super::{annotations, paths, type_use};
use crate::model::{KeyProperty, Model, NavigationProperty, StructuredId, StructuredKind};

/// Compares structured types, then their properties.
pub(super) fn compare(comparison: &mut Comparison<'_>) {
    let (old, new) = (comparison.pairs.old, comparison.pairs.new);
    for id in old.structured_ids() {
        match comparison.pairs.forward(id) {
            Some(there) => compare_type(comparison, id, there),
            None => comparison.removed(type_side(old, id)),
        }
    }
    for id in new.structured_ids() {
        if comparison.pairs.backward(id).is_none() {
            comparison.added(type_side(new, id));
        }
    }
    compare_members(comparison);
}

pub(super) fn type_side(model: &Model, id: StructuredId) -> Side {
    let ty = model.structured(id);
    let element = match ty.kind {
        StructuredKind::Entity => Element::EntityType,
        StructuredKind::Complex => Element::ComplexType,
    };
    side(element, Path::of(ty.name.to_string()), ty.span)
}

fn compare_type(comparison: &mut Comparison<'_>, id: StructuredId, there: StructuredId) {
    let (old, new) = (
        comparison.pairs.old.structured(id),
        comparison.pairs.new.structured(there),
    );
    let place = Place {
        old: type_side(comparison.pairs.old, id),
        new: type_side(comparison.pairs.new, there),
    };
    if comparison.pairs.translate_name(&old.name) != new.name.to_string() {
        comparison.renamed(&place, &old.name.name, &new.name.name);
    }
    comparison.element(&place);
    compare_base(comparison, &place, old.base, new.base);
    comparison.flag(&place, Kind::Abstract, old.is_abstract, new.is_abstract);
    compare_inherited(comparison, &place, id, there);
    compare_key(comparison, &place, id, &old.key, &new.key);
    let (was, is) = (&old.annotations, &new.annotations);
    annotations::compare(comparison, &place, Some(id), was, is);
}

fn compare_base(
    comparison: &mut Comparison<'_>,
    place: &Place,
    old: Option<StructuredId>,
    new: Option<StructuredId>,
) {
    let pairs = &comparison.pairs;
    let same = match (old, new) {
        (Some(old), Some(new)) => pairs.forward(old) == Some(new),
        (None, None) => true,
        _ => false,
    };
    if !same {
        let name = |model: &Model, id: Option<StructuredId>| {
            id.map(|id| model.structured(id).name.to_string())
        };
        let (old, new) = (name(pairs.old, old), name(pairs.new, new));
        comparison.changed(place, Kind::BaseType, old, new);
    }
}

/// Compares what a base hands down, so that only the type where a change begins is reported.
fn compare_inherited(
    comparison: &mut Comparison<'_>,
    place: &Place,
    id: StructuredId,
    there: StructuredId,
) {
    let flags = |model: &Model, id: StructuredId| {
        let ty = model.structured(id);
        (ty.is_open, ty.has_stream)
    };
    let pairs = &comparison.pairs;
    let (old, new) = (flags(pairs.old, id), flags(pairs.new, there));
    let base = pairs.old.structured(id).base;
    let bases = base.zip(pairs.new.structured(there).base);
    let same_base = bases.filter(|&(old, new)| pairs.forward(old) == Some(new));
    let (above, above_there) = same_base.map_or(((false, false), (false, false)), |(o, n)| {
        (flags(pairs.old, o), flags(pairs.new, n))
    });
    if (old.0, new.0) != (above.0, above_there.0) {
        comparison.flag(place, Kind::Open, old.0, new.0);
    }
    if (old.1, new.1) != (above.1, above_there.1) {
        comparison.flag(place, Kind::HasStream, old.1, new.1);
    }
}

fn compare_key(
    comparison: &mut Comparison<'_>,
    place: &Place,
    id: StructuredId,
    old: &[KeyProperty],
    new: &[KeyProperty],
) {
    let text = |name: &str, path: &str| match name == path {
        true => name.to_owned(),
        false => format!("{name}={path}"),
    };
    let joined = |parts: Vec<String>| (!parts.is_empty()).then(|| parts.join(", "));
    let plain = |key: &[KeyProperty]| {
        let parts = key.iter().map(|part| text(&part.name, &part.path));
        joined(parts.collect())
    };
    let translated = old.iter().map(|part| {
        let path = paths::translate(comparison, id, &part.path);
        match part.name == part.path {
            true => path,
            false => text(&part.name, &path),
        }
    });
    if joined(translated.collect()) != plain(new) {
        comparison.changed(place, Kind::Key, plain(old), plain(new));
    }
}

fn compare_members(comparison: &mut Comparison<'_>) {
    let table = pair_members(&comparison.pairs, comparison.renames);
    let (old, new) = (comparison.pairs.old, comparison.pairs.new);
    for (before, after) in &table.same {
        let place = member_place(comparison, before, after);
        if before.name != after.name {
            comparison.renamed(&place, before.name, after.name);
        }
        compare_member(comparison, &place, before, after);
    }
    for (before, after) in &table.moved {
        let place = member_place(comparison, before, after);
        let owner = |side: &Side| Some(side.path.owner.to_string());
        comparison.changed(&place, Kind::Moved, owner(&place.old), owner(&place.new));
        compare_member(comparison, &place, before, after);
    }
    for member in &table.removed {
        comparison.removed(member_side(old, member, true));
    }
    for member in &table.added {
        comparison.added(member_side(new, member, true));
    }
}

pub(super) fn member_side(model: &Model, member: &Member<'_>, with_type: bool) -> Side {
    let path = structured_path(model, member.owner).join(member.name);
    Side {
        value: with_type.then(|| member.shape.text(model).into()),
        ..side(member.element, path, member.span)
    }
}

fn member_place(comparison: &Comparison<'_>, old: &Member<'_>, new: &Member<'_>) -> Place {
    Place {
        old: member_side(comparison.pairs.old, old, false),
        new: member_side(comparison.pairs.new, new, false),
    }
}

fn compare_member(
    comparison: &mut Comparison<'_>,
    place: &Place,
    old: &Member<'_>,
    new: &Member<'_>,
) {
    comparison.element(place);
    type_use::compare(comparison, place, old.shape, new.shape);
    if let (Some(old), Some(new)) = (old.navigation, new.navigation) {
        compare_navigation(comparison, place, old, new);
    }
    let entity = match old.shape.ty {
        Some(crate::model::Type::Structured(id)) => Some(id),
        _ => None,
    };
    annotations::compare(comparison, place, entity, old.annotations, new.annotations);
}

fn compare_navigation(
    comparison: &mut Comparison<'_>,
    place: &Place,
    old: &NavigationProperty,
    new: &NavigationProperty,
) {
    let (was, is) = (old.contains_target, new.contains_target);
    comparison.flag(place, Kind::Containment, was, is);
    let text = |value: &Option<Box<str>>| value.as_deref().map(str::to_owned);
    let translated = match (&old.partner, old.target) {
        (Some(partner), Some(target)) => Some(paths::translate(comparison, target, partner)),
        _ => text(&old.partner),
    };
    if translated != text(&new.partner) {
        comparison.changed(place, Kind::Partner, text(&old.partner), text(&new.partner));
    }
    let constraints = |property: &NavigationProperty| {
        let pairs = property.referential_constraints.iter();
        let mut pairs: Vec<String> = pairs.map(|(own, there)| format!("{own}={there}")).collect();
        pairs.sort();
        (!pairs.is_empty()).then(|| pairs.join(", "))
    };
    comparison.value(
        place,
        Kind::ReferentialConstraints,
        constraints(old),
        constraints(new),
    );
    comparison.value(
        place,
        Kind::OnDelete,
        text(&old.on_delete),
        text(&new.on_delete),
    );
}
