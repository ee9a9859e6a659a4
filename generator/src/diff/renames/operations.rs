//! Turns operations and parameters that only one model has into those with another name.

use std::collections::BTreeMap;

use super::ruling::Rulings;
use super::score::{Score, all_pairs, choose, texts};
use super::words::likeness;
use super::{Rename, Renames, same_letters};
use crate::diff::change::{Element, Path};
use crate::diff::operation_pairs::{operation_path, pair_operations};
use crate::diff::pairs::Pairs;
use crate::model::{Operation, OperationId, OperationKind, Parameter, Type, TypeUse};

/// What the words of two operations make up, in thousandths; parameters and result make up the rest.
const WORDS: u32 = 700;

/// What each of three observations about two parameters makes up.
const PARAMETER_WORDS: u32 = 500;
const PARAMETER_TYPE: u32 = 300;
const PARAMETER_PLACE: u32 = 200;

/// What operations are bound to, in the words of the new model.
type Binding = Option<(u8, u32, bool)>;

/// Operations bound to the same type that differ in name.
pub(super) fn find(pairs: &Pairs<'_>, renames: &Renames, rulings: &Rulings<'_>) -> Vec<Rename> {
    let table = pair_operations(pairs, renames);
    let mut groups: BTreeMap<Binding, (Vec<OperationId>, Vec<OperationId>)> = BTreeMap::new();
    for left in &table.removed {
        let operation = pairs.old.operation(left.id);
        let translated = match &operation.binding {
            None => Some(None),
            Some(binding) => {
                let ty = pairs.translate(binding.ty.ty);
                ty.map(|ty| Some((ty, binding.ty.collection)))
            }
        };
        if let Some(binding) = translated {
            groups.entry(order(binding)).or_default().0.push(left.id);
        }
    }
    for left in &table.added {
        let binding = pairs.new.operation(left.id).binding.as_ref();
        let binding = binding.map(|binding| (binding.ty.ty, binding.ty.collection));
        groups.entry(order(binding)).or_default().1.push(left.id);
    }
    let mut found = Vec::new();
    for (old, new) in groups.into_values() {
        found.extend(find_in(pairs, &old, &new, rulings));
    }
    found
}

fn order(binding: Option<(Type, bool)>) -> Binding {
    let (ty, collection) = binding?;
    let (sort, id) = match ty {
        Type::Primitive(primitive) => (0, primitive as u32),
        Type::Structured(id) => (1, id.0),
        Type::Enum(id) => (2, id.0),
        Type::Definition(id) => (3, id.0),
    };
    Some((sort, id, collection))
}

fn find_in(
    pairs: &Pairs<'_>,
    old: &[OperationId],
    new: &[OperationId],
    rulings: &Rulings<'_>,
) -> Vec<Rename> {
    let path = |at: usize| operation_path(pairs.old, pairs.old.operation(old[at]));
    let path_there = |at: usize| operation_path(pairs.new, pairs.new.operation(new[at]));
    let scores = all_pairs(old, new, |&before, &after| {
        let (before, after) = (pairs.old.operation(before), pairs.new.operation(after));
        let (text, text_there) = texts(
            &operation_path(pairs.old, before),
            &operation_path(pairs.new, after),
        );
        rulings.apply(&text, &text_there, || {
            let (name, name_there) = (&before.name.name, &after.name.name);
            match rulings.are_alike(name, name_there) {
                true if have_same_parameters(before, after) => Score::same_letters(),
                true => Score::same_letters_alone(),
                false => score(pairs, before, after),
            }
        })
    });
    let chosen = choose(scores).into_iter();
    chosen
        .map(|(at, there, evidence)| Rename {
            element: element(pairs.old.operation(old[at])),
            old: path(at),
            new: path_there(there),
            evidence,
        })
        .collect()
}

fn element(operation: &Operation) -> Element {
    match operation.kind {
        OperationKind::Action => Element::Action,
        OperationKind::Function => Element::Function,
    }
}

fn score(pairs: &Pairs<'_>, old: &Operation, new: &Operation) -> Score {
    let mut score = Score::default();
    if old.name.name == new.name.name {
        // an overload that came or went is no rename
        return score;
    }
    let (alike, reason) = likeness(&old.name.name, &new.name.name);
    score.add(alike * WORDS / 1000, reason);
    let parameters = old.parameters.len() == new.parameters.len()
        && old
            .parameters
            .iter()
            .zip(&new.parameters)
            .all(|(old, new)| old.name == new.name && same(pairs, &old.ty, &new.ty));
    let returned = match (&old.return_type, &new.return_type) {
        (Some(old), Some(new)) => same(pairs, old, new),
        (None, None) => true,
        _ => false,
    };
    if parameters && returned && old.kind == new.kind {
        score.add(1000 - WORDS, "the same parameters and result");
    }
    let (before, after) = (&old.annotations.description, &new.annotations.description);
    if before.is_some() && before == after {
        score.support("the same description");
    }
    score
}

/// Whether the names of the parameters are the same but for capitals.
fn have_same_parameters(old: &Operation, new: &Operation) -> bool {
    let pairs = old.parameters.iter().zip(&new.parameters);
    old.parameters.len() == new.parameters.len()
        && pairs
            .into_iter()
            .all(|(old, new)| same_letters(&old.name, &new.name))
}

fn same(pairs: &Pairs<'_>, old: &TypeUse, new: &TypeUse) -> bool {
    old.collection == new.collection && pairs.same(old.ty, new.ty)
}

/// Parameters of the same operation that differ in name.
pub(super) fn find_parameters(
    pairs: &Pairs<'_>,
    renames: &Renames,
    rulings: &Rulings<'_>,
) -> Vec<Rename> {
    let mut found = Vec::new();
    for (old, new) in pair_operations(pairs, renames).same {
        let (old, new) = (pairs.old.operation(old), pairs.new.operation(new));
        let (before, after) = (left(old, new), left(new, old));
        if before.is_empty() || after.is_empty() {
            continue;
        }
        let outer = operation_path(pairs.old, old);
        let outer_there = operation_path(pairs.new, new);
        let scores = all_pairs(&before, &after, |old, new| {
            let (text, text_there) = paths(&outer, &outer_there, old.1, new.1);
            let (text, text_there) = texts(&text, &text_there);
            let names = (&*old.1.name, &*new.1.name);
            rulings.apply_to_names((&text, &text_there), names, || {
                parameter_score(pairs, old, new)
            })
        });
        for (at, there, evidence) in choose(scores) {
            let (old, new) = paths(&outer, &outer_there, before[at].1, after[there].1);
            found.push(Rename {
                element: Element::Parameter,
                old,
                new,
                evidence,
            });
        }
    }
    found
}

fn paths(old: &Path, new: &Path, before: &Parameter, after: &Parameter) -> (Path, Path) {
    (old.join(&before.name), new.join(&after.name))
}

/// A parameter and its place.
type Placed<'m> = (usize, &'m Parameter);

fn left<'m>(operation: &'m Operation, other: &Operation) -> Vec<Placed<'m>> {
    let is_known = |name: &str| other.parameters.iter().any(|other| *other.name == *name);
    let parameters = operation.parameters.iter().enumerate();
    parameters
        .filter(|(_, parameter)| !is_known(&parameter.name))
        .collect()
}

fn parameter_score(pairs: &Pairs<'_>, old: &Placed<'_>, new: &Placed<'_>) -> Score {
    let ((at, old), (there, new)) = (old, new);
    let mut score = Score::default();
    let (alike, reason) = likeness(&old.name, &new.name);
    score.add(alike * PARAMETER_WORDS / 1000, reason);
    if same(pairs, &old.ty, &new.ty) {
        score.add(PARAMETER_TYPE, "the same type");
    }
    if at == there {
        score.add(PARAMETER_PLACE, "the same place");
    }
    score
}
