//! Turns the enumeration types and type definitions of two models into facts.

use std::collections::HashMap;

use super::change::{Element, Kind, Path, Side};
use super::compare::{Comparison, Place, side};
use super::{annotations, type_use};
use crate::model::{EnumType, Member, TypeDefinition};

/// Compares enumeration types, then type definitions.
pub(super) fn compare(comparison: &mut Comparison<'_>) {
    let (old, new) = (comparison.pairs.old, comparison.pairs.new);
    for (at, before) in old.enum_types.iter().enumerate() {
        match comparison.pairs.enums.forward[at] {
            Some(there) => compare_enum(comparison, before, &new.enum_types[there as usize]),
            None => comparison.removed(enum_side(before)),
        }
    }
    for (at, after) in new.enum_types.iter().enumerate() {
        if comparison.pairs.enums.backward[at].is_none() {
            comparison.added(enum_side(after));
        }
    }
    for (at, before) in old.type_definitions.iter().enumerate() {
        match comparison.pairs.definitions.forward[at] {
            Some(there) => {
                compare_definition(comparison, before, &new.type_definitions[there as usize]);
            }
            None => comparison.removed(definition_side(before)),
        }
    }
    for (at, after) in new.type_definitions.iter().enumerate() {
        if comparison.pairs.definitions.backward[at].is_none() {
            comparison.added(definition_side(after));
        }
    }
}

pub(super) fn enum_side(ty: &EnumType) -> Side {
    side(Element::EnumType, Path::of(ty.name.to_string()), ty.span)
}

pub(super) fn definition_side(ty: &TypeDefinition) -> Side {
    side(
        Element::TypeDefinition,
        Path::of(ty.name.to_string()),
        ty.span,
    )
}

pub(super) fn member_side(outer: &Side, member: &Member) -> Side {
    let path = outer.path.join(&member.name);
    Side {
        value: Some(member.value.to_string().into()),
        ..side(Element::EnumMember, path, member.span)
    }
}

fn compare_enum(comparison: &mut Comparison<'_>, old: &EnumType, new: &EnumType) {
    let place = Place {
        old: enum_side(old),
        new: enum_side(new),
    };
    if comparison.pairs.translate_name(&old.name) != new.name.to_string() {
        comparison.renamed(&place, &old.name.name, &new.name.name);
    }
    type_use::compare_underlying(comparison, &place, old.underlying_type, new.underlying_type);
    comparison.flag(&place, Kind::Flags, old.is_flags, new.is_flags);
    annotations::compare(comparison, &place, None, &old.annotations, &new.annotations);
    compare_members(comparison, &place, old, new);
}

fn compare_members(comparison: &mut Comparison<'_>, place: &Place, old: &EnumType, new: &EnumType) {
    let mut left: HashMap<&str, &Member> = new
        .members
        .iter()
        .map(|member| (&*member.name, member))
        .collect();
    for before in &old.members {
        let path = place.old.path.join(&before.name);
        let name = comparison.renames.new_name(&path).unwrap_or(&before.name);
        let Some(after) = left.remove(name) else {
            comparison.removed(member_side(&place.old, before));
            continue;
        };
        let place = Place {
            old: member_side(&place.old, before),
            new: member_side(&place.new, after),
        };
        if before.name != after.name {
            comparison.renamed(&place, &before.name, &after.name);
        }
        let value = |member: &Member| Some(member.value.to_string());
        comparison.value(&place, Kind::MemberValue, value(before), value(after));
        let (was, is) = (&before.annotations, &after.annotations);
        annotations::compare(comparison, &place, None, was, is);
    }
    for after in left.values() {
        comparison.added(member_side(&place.new, after));
    }
}

fn compare_definition(comparison: &mut Comparison<'_>, old: &TypeDefinition, new: &TypeDefinition) {
    let place = Place {
        old: definition_side(old),
        new: definition_side(new),
    };
    if comparison.pairs.translate_name(&old.name) != new.name.to_string() {
        comparison.renamed(&place, &old.name.name, &new.name.name);
    }
    type_use::compare_underlying(comparison, &place, old.underlying_type, new.underlying_type);
    type_use::compare_facets(comparison, &place, &old.facets, &new.facets);
    annotations::compare(comparison, &place, None, &old.annotations, &new.annotations);
}
