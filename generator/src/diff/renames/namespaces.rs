//! Turns the types of namespaces into the namespaces that have another name.

use std::collections::BTreeSet;

use super::Rename;
use super::ruling::Rulings;
use super::score::{Score, all_pairs, choose};
use super::words::{key, likeness, thousandths};
use crate::diff::change::{Element, Path};
use crate::model::Model;

/// The part of a namespace's score that its types make up; the words of its name make up the rest.
const TYPES: u32 = 800;

struct Candidate<'m> {
    name: &'m str,
    /// The words of the names of its types, since services also change how they write names.
    types: BTreeSet<String>,
}

pub(super) fn find(old: &Model, new: &Model, rulings: &Rulings<'_>) -> Vec<Rename> {
    let (before, after) = (candidates(old, new), candidates(new, old));
    let scores = all_pairs(&before, &after, |old, new| {
        rulings.apply(old.name, new.name, || score(old, new))
    });
    let chosen = choose(scores).into_iter();
    chosen
        .map(|(at, there, evidence)| Rename {
            element: Element::Namespace,
            old: Path::of(before[at].name),
            new: Path::of(after[there].name),
            evidence,
        })
        .collect()
}

/// The namespaces that the other model does not have.
fn candidates<'m>(model: &'m Model, other: &Model) -> Vec<Candidate<'m>> {
    let is_new = |name: &str| other.namespaces.iter().all(|other| *other.name != *name);
    let mut candidates: Vec<Candidate<'m>> = Vec::new();
    for namespace in &model.namespaces {
        if is_new(&namespace.name) {
            candidates.push(Candidate {
                name: &namespace.name,
                types: BTreeSet::new(),
            });
        }
    }
    let structured = model.structured_types.iter().map(|ty| &ty.name);
    let names = structured.chain(model.enum_types.iter().map(|ty| &ty.name));
    for name in names {
        let mut candidates = candidates.iter_mut();
        if let Some(candidate) = candidates.find(|candidate| *candidate.name == *name.namespace) {
            candidate.types.insert(key(&name.name));
        }
    }
    candidates
}

fn score(old: &Candidate<'_>, new: &Candidate<'_>) -> Score {
    let shared = old.types.intersection(&new.types).count();
    let least = old.types.len().min(new.types.len());
    let most = old.types.len().max(new.types.len());
    let part = (thousandths(shared, least) + thousandths(shared, most)) / 2;
    let mut score = Score::default();
    let reason = format!("{shared} of {most} types have the same names");
    score.add(part * TYPES / 1000, reason);
    let (alike, reason) = likeness(old.name, new.name);
    score.add(alike * (1000 - TYPES) / 1000, reason);
    score
}
