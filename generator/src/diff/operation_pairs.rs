//! Turns the overloads of two models into pairs: by name, binding and parameters.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::change::Path;
use super::matching::{Fit, best_for_both};
use super::pairs::{Pairs, type_name};
use super::renames::Renames;
use super::type_use::Shape;
use crate::model::{Model, Operation, OperationId, Type};

/// Which operation is which.
#[derive(Default)]
pub(super) struct Operations {
    pub(super) same: Vec<(OperationId, OperationId)>,
    pub(super) removed: Vec<Left>,
    pub(super) added: Vec<Left>,
}

/// An operation that only one of the models has.
#[derive(Clone, Copy)]
pub(super) struct Left {
    pub(super) id: OperationId,
    /// The other model has an operation of this name with the same binding.
    pub(super) is_overload: bool,
}

/// A binding, in the words of one of the models.
type Binding = Option<(Option<Type>, bool)>;

/// The name and the binding that overloads share.
type Group = (String, Binding);

/// Finds out which operation is which.
pub(super) fn pair_operations(pairs: &Pairs<'_>, renames: &Renames) -> Operations {
    let mut table = Operations::default();
    let (mut old_groups, mut new_groups) = (HashMap::new(), HashMap::new());
    for (at, operation) in pairs.old.operations.iter().enumerate() {
        let name = new_name(pairs, renames, operation);
        let binding =
            binding(operation).map(|(ty, many)| (ty.and_then(|ty| pairs.translate(ty)), many));
        add(&mut old_groups, (name, binding), at);
    }
    for (at, operation) in pairs.new.operations.iter().enumerate() {
        add(
            &mut new_groups,
            (operation.name.to_string(), binding(operation)),
            at,
        );
    }
    let mut old_left = Vec::new();
    let mut taken = HashSet::new();
    for (group, old) in &old_groups {
        // a type that is gone is no binding that both have
        let is_known = !matches!(group.1, Some((None, _)));
        let new = new_groups.get(group).filter(|_| is_known);
        let new = new.map_or(&[][..], Vec::as_slice);
        let same = pair_overloads(pairs, old, new);
        taken.extend(same.iter().map(|&(_, new)| new));
        let paired: HashSet<usize> = same.iter().map(|&(old, _)| old).collect();
        let left = old.iter().filter(|at| !paired.contains(at));
        old_left.extend(left.map(|&at| (at, !new.is_empty())));
        table
            .same
            .extend(same.into_iter().map(|(old, new)| (id(old), id(new))));
    }
    let mut new_left = Vec::new();
    for (group, new) in &new_groups {
        let is_overload = old_groups.contains_key(group);
        let left = new.iter().filter(|at| !taken.contains(at));
        new_left.extend(left.map(|&at| (at, is_overload)));
    }
    pair_moved(pairs, &mut table, &mut old_left, &mut new_left);
    table.same.sort();
    table.removed = sorted(old_left);
    table.added = sorted(new_left);
    table
}

fn id(at: usize) -> OperationId {
    OperationId(u32::try_from(at).expect("ids of operations have 32 bits"))
}

fn sorted(mut left: Vec<(usize, bool)>) -> Vec<Left> {
    left.sort_unstable();
    let left = left.into_iter();
    left.map(|(at, is_overload)| Left {
        id: id(at),
        is_overload,
    })
    .collect()
}

fn add(groups: &mut HashMap<Group, Vec<usize>>, group: Group, at: usize) {
    groups.entry(group).or_default().push(at);
}

fn binding(operation: &Operation) -> Binding {
    let binding = operation.binding.as_ref()?;
    Some((Some(binding.ty.ty), binding.ty.collection))
}

/// The qualified name that an old operation has in the new model, if it is there.
pub(super) fn new_name(pairs: &Pairs<'_>, renames: &Renames, operation: &Operation) -> String {
    let Some(new) = renames.new_path(&operation_path(pairs.old, operation)) else {
        return pairs.translate_name(&operation.name);
    };
    let text = new.member.as_deref().unwrap_or(&new.owner);
    let name = text.split('(').next().unwrap_or(text);
    match name.contains('.') {
        true => name.to_owned(),
        false => format!("{}.{name}", pairs.namespace(&operation.name.namespace)),
    }
}

/// Overloads with the same parameters, then those with the parameters most alike; where there is one on
/// each side, these.
fn pair_overloads(pairs: &Pairs<'_>, old: &[usize], new: &[usize]) -> Vec<(usize, usize)> {
    if let ([old], [new]) = (old, new) {
        return vec![(*old, *new)];
    }
    let mut same = pair_twins(pairs, old, new);
    let (is_old, is_new): (HashSet<usize>, HashSet<usize>) = same.iter().copied().unzip();
    let mut fits = Vec::new();
    for &before in old.iter().filter(|at| !is_old.contains(at)) {
        for &after in new.iter().filter(|at| !is_new.contains(at)) {
            let score = likeness(pairs, before, after);
            fits.push(Fit {
                old: before,
                new: after,
                score,
            });
        }
    }
    let chosen = best_for_both(fits).into_iter();
    same.extend(chosen.map(|fit| (fit.old, fit.new)));
    same
}

/// Overloads with the same parameters, the first with the first: documents declare some of them twice, and
/// of two that are equally alike none would be chosen.
fn pair_twins(pairs: &Pairs<'_>, old: &[usize], new: &[usize]) -> Vec<(usize, usize)> {
    let mut open = new.to_vec();
    let mut same = Vec::new();
    for &before in old {
        if let Some(at) = open
            .iter()
            .position(|&after| are_twins(pairs, before, after))
        {
            same.push((before, open.remove(at)));
        }
    }
    same
}

fn are_twins(pairs: &Pairs<'_>, old: usize, new: usize) -> bool {
    let (old, new) = (&pairs.old.operations[old], &pairs.new.operations[new]);
    let mut both = old.parameters.iter().zip(&new.parameters);
    old.kind == new.kind
        && old.parameters.len() == new.parameters.len()
        && both.all(|(before, after)| {
            before.name == after.name
                && before.ty.collection == after.ty.collection
                && pairs.same(before.ty.ty, after.ty.ty)
        })
}

/// How alike the parameters of two overloads are: their names first, then their types.
fn likeness(pairs: &Pairs<'_>, old: usize, new: usize) -> u32 {
    let (old, new) = (&pairs.old.operations[old], &pairs.new.operations[new]);
    let mut score = 0;
    for before in &old.parameters {
        let mut after = new.parameters.iter();
        if let Some(after) = after.find(|after| after.name == before.name) {
            score += if pairs.same(before.ty.ty, after.ty.ty) {
                30
            } else {
                20
            };
        }
    }
    let most = old.parameters.len().max(new.parameters.len());
    let missing = u32::try_from(most).unwrap_or(u32::MAX).saturating_mul(10);
    // an overload without parameters is like another one without, and like nothing else
    let kind = u32::from(old.kind == new.kind);
    (score + kind + 1_000_000).saturating_sub(missing)
}

/// Operations of one name that are bound to another type of the same hierarchy, or to many instead of one.
fn pair_moved(
    pairs: &Pairs<'_>,
    table: &mut Operations,
    old_left: &mut Vec<(usize, bool)>,
    new_left: &mut Vec<(usize, bool)>,
) {
    let mut by_name: BTreeMap<String, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for &(at, _) in &*old_left {
        let name = pairs.translate_name(&pairs.old.operations[at].name);
        by_name.entry(name).or_default().0.push(at);
    }
    for &(at, _) in &*new_left {
        let name = pairs.new.operations[at].name.to_string();
        by_name.entry(name).or_default().1.push(at);
    }
    for (old, new) in by_name.into_values() {
        let ([old], [new]) = (&old[..], &new[..]) else {
            continue;
        };
        if are_related(pairs, *old, *new) {
            table.same.push((id(*old), id(*new)));
            old_left.retain(|(at, _)| at != old);
            new_left.retain(|(at, _)| at != new);
        }
    }
}

fn are_related(pairs: &Pairs<'_>, old: usize, new: usize) -> bool {
    let (old, new) = (&pairs.old.operations[old], &pairs.new.operations[new]);
    let names = |operation: &Operation| -> Vec<Box<str>> {
        operation
            .parameters
            .iter()
            .map(|parameter| parameter.name.clone())
            .collect()
    };
    let (Some((Some(before), _)), Some((Some(after), _))) = (binding(old), binding(new)) else {
        return false;
    };
    let (Type::Structured(before), Type::Structured(after)) = (before, after) else {
        return false;
    };
    let up = pairs
        .old
        .ancestry(before)
        .any(|base| pairs.forward(base) == Some(after));
    let down = pairs
        .new
        .ancestry(after)
        .any(|base| pairs.backward(base) == Some(before));
    names(old) == names(new) && (up || down)
}

/// The path of an operation: its binding type, its name, and the names of its parameters.
#[must_use]
pub fn operation_path(model: &Model, operation: &Operation) -> Path {
    let names = operation
        .parameters
        .iter()
        .map(|parameter| &*parameter.name);
    let parameters = names.collect::<Vec<_>>().join(",");
    let Some(binding) = &operation.binding else {
        return Path::of(format!("{}({parameters})", operation.name));
    };
    let namespace = type_name(model, binding.ty.ty);
    let namespace = namespace.rsplit_once('.').map(|(namespace, _)| namespace);
    let name = if namespace == Some(&*operation.name.namespace) {
        operation.name.name.to_string()
    } else {
        operation.name.to_string()
    };
    Path::of(Shape::from(&binding.ty).text(model)).join(&format!("{name}({parameters})"))
}
