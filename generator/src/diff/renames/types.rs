//! Turns types that only one model has into types with another name: by members, by use, by words.

use std::collections::{BTreeSet, HashMap};

use super::Rename;
use super::features::{Candidate, candidates};
use super::ruling::Rulings;
use super::score::{Score, choose};
use super::words::{likeness, thousandths};
use crate::diff::change::Path;
use crate::diff::pairs::Pairs;

/// What the three sorts of evidence can make up, in thousandths. Where there is nothing to be seen of one
/// sort, the others share its part.
const MEMBERS: u32 = 450;
const WORDS: u32 = 300;
const USES: u32 = 250;

/// What more types than this have in common tells none of them apart.
const COMMON: usize = 48;

/// Without a common word, so many members have to be the same.
const LEAST_MEMBERS: usize = 3;

/// How often types that were found may help to find others.
const ROUNDS: usize = 4;

pub(super) fn find(pairs: &mut Pairs<'_>, rulings: &Rulings<'_>) -> Vec<Rename> {
    let mut found = Vec::new();
    for _ in 0..ROUNDS {
        let (old, new) = candidates(pairs);
        let scores = likely(pairs, &old, &new, rulings)
            .into_iter()
            .map(|(at, there)| {
                let (before, after) = (&old[at], &new[there]);
                let is_same_place = before.element == after.element
                    && pairs.namespace(before.namespace()) == after.namespace();
                let names = match is_same_place {
                    true => (&*before.simple, &*after.simple),
                    false => (&*before.name, &*after.name),
                };
                let paths = (&*before.name, &*after.name);
                let score = rulings.apply_to_names(paths, names, || score(before, after));
                (at, there, score)
            });
        let chosen = choose(scores.collect());
        if chosen.is_empty() {
            break;
        }
        for (at, there, evidence) in chosen {
            pairs.link(old[at].id, new[there].id);
            found.push(Rename {
                element: old[at].element,
                old: Path::of(&*old[at].name),
                new: Path::of(&*new[there].name),
                evidence,
            });
        }
    }
    found
}

/// Pairs that share something, so that not every type is compared with every other one.
fn likely(
    pairs: &Pairs<'_>,
    old: &[Candidate],
    new: &[Candidate],
    rulings: &Rulings<'_>,
) -> BTreeSet<(usize, usize)> {
    let (before, after) = (index(old), index(new));
    let mut likely = BTreeSet::new();
    for (feature, old) in &before {
        let Some(new) = after.get(feature) else {
            continue;
        };
        if old.len() > COMMON || new.len() > COMMON {
            continue;
        }
        for &at in old {
            likely.extend(new.iter().map(|&there| (at, there)));
        }
    }
    likely.extend(alike(pairs, old, new, rulings));
    likely.retain(|&(at, there)| old[at].sort == new[there].sort);
    let by_name = |candidates: &[Candidate], name: &str| {
        candidates
            .iter()
            .position(|candidate| candidate.name == name)
    };
    for (one, other) in rulings.confirmed() {
        likely.extend(by_name(old, one).zip(by_name(new, other)));
    }
    likely
}

/// Pairs whose names have the same letters, in the same namespace.
fn alike(
    pairs: &Pairs<'_>,
    old: &[Candidate],
    new: &[Candidate],
    rulings: &Rulings<'_>,
) -> Vec<(usize, usize)> {
    let mut by_letters: HashMap<(&str, String), Vec<usize>> = HashMap::new();
    for (there, candidate) in new.iter().enumerate() {
        let letters = candidate.simple.to_lowercase();
        let place = (candidate.namespace(), letters);
        by_letters.entry(place).or_default().push(there);
    }
    let mut alike = Vec::new();
    for (at, candidate) in old.iter().enumerate() {
        let place = pairs.namespace(candidate.namespace());
        let there = by_letters.get(&(place, candidate.simple.to_lowercase()));
        let there = there.into_iter().flatten().copied();
        let is_alike = |there: &usize| rulings.are_alike(&candidate.simple, &new[*there].simple);
        alike.extend(there.filter(is_alike).map(|there| (at, there)));
    }
    alike
}

/// Which candidates have which feature.
fn index(candidates: &[Candidate]) -> HashMap<(u8, &str), Vec<usize>> {
    let mut index: HashMap<(u8, &str), Vec<usize>> = HashMap::new();
    for (at, candidate) in candidates.iter().enumerate() {
        let members = candidate.members.iter().map(|member| (0, &**member));
        let uses = candidate.uses.iter().map(|place| (1, &**place));
        let words = candidate.words.iter().map(|word| (2, &**word));
        for feature in members.chain(uses).chain(words) {
            index.entry(feature).or_default().push(at);
        }
    }
    index
}

fn score(old: &Candidate, new: &Candidate) -> Score {
    let mut score = Score::default();
    let (alike, words) = likeness(&old.simple, &new.simple);
    let shared = old.members.intersection(&new.members).count();
    if alike == 0 && shared < LEAST_MEMBERS {
        return score;
    }
    let parts = [
        (MEMBERS, !old.members.is_empty() || !new.members.is_empty()),
        (WORDS, true),
        (USES, !old.uses.is_empty() || !new.uses.is_empty()),
    ];
    let whole: u32 = parts.iter().filter(|part| part.1).map(|part| part.0).sum();
    let (part, reason) = overlap(&old.members, &new.members, "members");
    score.add(part * MEMBERS / whole, reason);
    score.add(alike * WORDS / whole, words);
    let (part, reason) = overlap(&old.uses, &new.uses, "places of use");
    score.add(part * USES / whole, reason);
    if let (Some(old), Some(new)) = (&old.description, &new.description)
        && old == new
    {
        score.support("the same description");
    }
    score
}

/// How much two sets have in common: what the larger and what the smaller one shares, in the middle.
fn overlap(old: &BTreeSet<String>, new: &BTreeSet<String>, what: &str) -> (u32, String) {
    let shared = old.intersection(new).count();
    let (least, most) = (old.len().min(new.len()), old.len().max(new.len()));
    let part = (thousandths(shared, least) + thousandths(shared, most)) / 2;
    (part, format!("{shared} of {most} {what} are the same"))
}
