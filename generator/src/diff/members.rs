//! Turns the properties of all types of two models into pairs, and finds those that moved in the hierarchy.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::change::Element;
use super::pairs::{Pairs, structured_path};
use super::renames::Renames;
use super::type_use::Shape;
use crate::diagnostics::Span;
use crate::model::{Annotations, Model, NavigationProperty, StructuredId};

/// A structural property or a navigation property, and the type that declares it.
#[derive(Clone, Copy)]
pub(super) struct Member<'m> {
    pub(super) owner: StructuredId,
    pub(super) name: &'m str,
    pub(super) element: Element,
    pub(super) shape: Shape<'m>,
    /// What only navigation properties have.
    pub(super) navigation: Option<&'m NavigationProperty>,
    pub(super) annotations: &'m Annotations,
    pub(super) span: Span,
}

/// Which property is which, of all types that both models have.
#[derive(Default)]
pub(super) struct Members<'m> {
    /// Properties of the same type in both models.
    pub(super) same: Vec<(Member<'m>, Member<'m>)>,
    /// Properties that another type of the hierarchy declares now.
    pub(super) moved: Vec<(Member<'m>, Member<'m>)>,
    /// What only the old one of two types has.
    pub(super) removed: Vec<Member<'m>>,
    /// What only the new one of two types has.
    pub(super) added: Vec<Member<'m>>,
}

/// The properties that a type declares itself, in document order.
pub(super) fn members(model: &Model, owner: StructuredId) -> Vec<Member<'_>> {
    let ty = model.structured(owner);
    let structural = ty.properties.iter().map(|property| Member {
        owner,
        name: &property.name,
        element: Element::Property,
        shape: Shape::from(&property.ty),
        navigation: None,
        annotations: &property.annotations,
        span: property.span,
    });
    let navigation = ty.navigation_properties.iter().map(|property| Member {
        owner,
        name: &property.name,
        element: Element::NavigationProperty,
        shape: Shape::from(property),
        navigation: Some(property),
        annotations: &property.annotations,
        span: property.span,
    });
    structural.chain(navigation).collect()
}

/// Finds out which property is which.
pub(super) fn pair_members<'m>(pairs: &Pairs<'m>, renames: &Renames) -> Members<'m> {
    let mut table = Members::default();
    let (old_left, new_left) = pair_by_name(pairs, renames, &mut table);
    let moves = find_moves(pairs, &old_left, &new_left);
    let gone: HashSet<(StructuredId, &str)> = moves
        .iter()
        .map(|(owner, _, name)| (*owner, *name))
        .collect();
    let come: HashSet<(StructuredId, &str)> = moves
        .iter()
        .map(|(_, owner, name)| (*owner, *name))
        .collect();
    for (from, to, name) in moves {
        let before = old_left[&from].iter().find(|member| member.name == name);
        let after = new_left[&to].iter().find(|member| member.name == name);
        table.moved.extend(before.copied().zip(after.copied()));
    }
    for (id, left) in old_left {
        let is_left = |member: &Member<'_>| !gone.contains(&(id, member.name));
        if pairs.forward(id).is_some() {
            table.removed.extend(left.into_iter().filter(is_left));
        }
    }
    for (id, left) in new_left {
        let is_left = |member: &Member<'_>| !come.contains(&(id, member.name));
        if pairs.backward(id).is_some() {
            table.added.extend(left.into_iter().filter(is_left));
        }
    }
    table
        .removed
        .sort_by_key(|member| (member.owner, member.span));
    table
        .added
        .sort_by_key(|member| (member.owner, member.span));
    table
}

/// What is left of each type.
type Left<'m> = HashMap<StructuredId, Vec<Member<'m>>>;

fn pair_by_name<'m>(
    pairs: &Pairs<'m>,
    renames: &Renames,
    table: &mut Members<'m>,
) -> (Left<'m>, Left<'m>) {
    let (mut old_left, mut new_left) = (Left::new(), Left::new());
    for id in pairs.old.structured_ids() {
        let Some(there) = pairs.forward(id) else {
            old_left.insert(id, members(pairs.old, id));
            continue;
        };
        let path = structured_path(pairs.old, id);
        let mut after: HashMap<&str, Member<'m>> = HashMap::new();
        for member in members(pairs.new, there) {
            after.insert(member.name, member);
        }
        let mut left = Vec::new();
        for member in members(pairs.old, id) {
            let name = renames.new_name(&path.join(member.name));
            match after.remove(name.unwrap_or(member.name)) {
                Some(found) => table.same.push((member, found)),
                None => left.push(member),
            }
        }
        old_left.insert(id, left);
        new_left.insert(there, after.into_values().collect());
    }
    for id in pairs.new.structured_ids() {
        new_left.entry(id).or_insert_with(|| members(pairs.new, id));
    }
    (old_left, new_left)
}

/// A property by the types that declare it and its name.
type Move<'m> = (StructuredId, StructuredId, &'m str);

/// Properties that are declared further up or further down in the hierarchy than before.
fn find_moves<'m>(
    pairs: &Pairs<'m>,
    old_left: &Left<'m>,
    new_left: &Left<'m>,
) -> BTreeSet<Move<'m>> {
    let mut moves = BTreeSet::new();
    let has = |left: &Left<'m>, id: StructuredId, name: &str| {
        let members = left.get(&id);
        members.is_some_and(|members| members.iter().any(|member| member.name == name))
    };
    for (&id, left) in old_left.iter().filter(|(_, left)| !left.is_empty()) {
        let above = bases_there(pairs.old, pairs.new, id, |id| pairs.forward(id));
        for member in left {
            let mut above = above.iter();
            let to = above.find(|&&base| has(new_left, base, member.name));
            moves.extend(to.map(|&to| (id, to, member.name)));
        }
    }
    for (&id, left) in new_left.iter().filter(|(_, left)| !left.is_empty()) {
        let above = bases_there(pairs.new, pairs.old, id, |id| pairs.backward(id));
        for member in left {
            let mut above = above.iter();
            let from = above.find(|&&base| has(old_left, base, member.name));
            moves.extend(from.map(|&from| (from, id, member.name)));
        }
    }
    moves
}

/// The bases that a type has in the other model, nearest first; for one that is not there, its nearest
/// base that is, and the bases of that.
fn bases_there(
    here: &Model,
    there: &Model,
    id: StructuredId,
    other: impl Fn(StructuredId) -> Option<StructuredId>,
) -> Vec<StructuredId> {
    match other(id) {
        Some(same) => there.ancestry(same).skip(1).collect(),
        None => here
            .ancestry(id)
            .find_map(other)
            .map(|base| there.ancestry(base).collect())
            .unwrap_or_default(),
    }
}
