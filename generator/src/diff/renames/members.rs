//! Turns what only one of two types or containers has into members with another name.

use std::collections::BTreeMap;

use super::ruling::Rulings;
use super::score::{Score, all_pairs, choose, texts};
use super::words::likeness;
use super::{Rename, Renames};
use crate::diff::change::{Element, Path};
use crate::diff::members::{Member, pair_members};
use crate::diff::pairs::{Pairs, structured_path};
use crate::diff::type_use::Shape;
use crate::model::{
    Annotations, EntityContainer, EnumType, Model, NavigationSource, OperationImport,
    OperationKind, StructuredId, Type,
};

/// What a type says about two properties, in thousandths: a primitive type says little, one that leads
/// to the same entities much.
const PRIMITIVE: u32 = 300;
const DECLARED: u32 = 450;

/// What the words of two properties say, in thousandths, where their types are not the same.
const WORDS: u32 = 700;

pub(super) fn find(pairs: &Pairs<'_>, renames: &Renames, rulings: &Rulings<'_>) -> Vec<Rename> {
    let mut found = find_properties(pairs, renames, rulings);
    for (at, before) in pairs.old.enum_types.iter().enumerate() {
        if let Some(there) = pairs.enums.forward[at] {
            let after = &pairs.new.enum_types[there as usize];
            found.extend(find_enum_members(before, after, rulings));
        }
    }
    if let (Some(old), Some(new)) = (&pairs.old.container, &pairs.new.container) {
        found.extend(find_sources(pairs, old, new, rulings));
        found.extend(find_imports(old, new, rulings));
    }
    found
}

fn find_properties(pairs: &Pairs<'_>, renames: &Renames, rulings: &Rulings<'_>) -> Vec<Rename> {
    let table = pair_members(pairs, renames);
    let mut by_type: BTreeMap<StructuredId, (Vec<Member<'_>>, Vec<Member<'_>>)> = BTreeMap::new();
    for member in table.removed {
        by_type.entry(member.owner).or_default().0.push(member);
    }
    for member in table.added {
        if let Some(owner) = pairs.backward(member.owner) {
            by_type.entry(owner).or_default().1.push(member);
        }
    }
    let mut found = Vec::new();
    for (old, new) in by_type.into_values() {
        let path = |model: &Model, member: &Member<'_>| {
            structured_path(model, member.owner).join(member.name)
        };
        let scores = all_pairs(&old, &new, |before, after| {
            let (old, new) = texts(&path(pairs.old, before), &path(pairs.new, after));
            let names = (before.name, after.name);
            rulings.apply_to_names((&old, &new), names, || property_score(pairs, before, after))
        });
        for (at, there, evidence) in choose(scores) {
            found.push(Rename {
                element: old[at].element,
                old: path(pairs.old, &old[at]),
                new: path(pairs.new, &new[there]),
                evidence,
            });
        }
    }
    found
}

fn property_score(pairs: &Pairs<'_>, old: &Member<'_>, new: &Member<'_>) -> Score {
    let mut score = named(old.name, new.name, same_shape(pairs, old.shape, new.shape));
    if old.element == new.element {
        describe(&mut score, old.annotations, new.annotations);
    }
    score
}

/// The type that two shapes have in common.
fn same_shape(pairs: &Pairs<'_>, old: Shape<'_>, new: Shape<'_>) -> Option<Type> {
    let (before, after) = (old.ty?, new.ty?);
    (old.collection == new.collection && pairs.same(before, after)).then_some(after)
}

/// The score of two names for something whose type may be the same.
fn named(old: &str, new: &str, ty: Option<Type>) -> Score {
    let (alike, reason) = likeness(old, new);
    let mut score = Score::default();
    match ty {
        Some(Type::Primitive(_)) => {
            score.add(PRIMITIVE, "the same type");
            score.add(alike * (1000 - PRIMITIVE) / 1000, reason);
        }
        Some(_) => {
            score.add(DECLARED, "the same type");
            score.add(alike * (1000 - DECLARED) / 1000, reason);
        }
        None => score.add(alike * WORDS / 1000, reason),
    }
    score
}

fn describe(score: &mut Score, old: &Annotations, new: &Annotations) {
    if old.description.is_some() && old.description == new.description {
        score.support("the same description");
    }
}

fn find_enum_members(old: &EnumType, new: &EnumType, rulings: &Rulings<'_>) -> Vec<Rename> {
    let left = |ty: &EnumType, other: &EnumType| {
        let is_known = |name: &str| other.members.iter().any(|member| *member.name == *name);
        let members = ty.members.iter();
        members
            .filter(|member| !is_known(&member.name))
            .map(|member| {
                (
                    Path::of(ty.name.to_string()).join(&member.name),
                    member.value,
                )
            })
            .collect::<Vec<_>>()
    };
    let (before, after) = (left(old, new), left(new, old));
    let scores = all_pairs(&before, &after, |(old, value), (new, value_there)| {
        let (text, text_there) = texts(old, new);
        let names = (last(old), last(new));
        rulings.apply_to_names((&text, &text_there), names, || {
            let mut score = Score::default();
            let (alike, reason) = likeness(last(old), last(new));
            score.add(alike / 2, reason);
            if value == value_there {
                score.add(500, "the same value");
            }
            score
        })
    });
    let chosen = choose(scores).into_iter();
    chosen
        .map(|(at, there, evidence)| Rename {
            element: Element::EnumMember,
            old: before[at].0.clone(),
            new: after[there].0.clone(),
            evidence,
        })
        .collect()
}

fn last(path: &Path) -> &str {
    path.member.as_deref().unwrap_or(&path.owner)
}

fn find_sources(
    pairs: &Pairs<'_>,
    old: &EntityContainer,
    new: &EntityContainer,
    rulings: &Rulings<'_>,
) -> Vec<Rename> {
    let left = |container: &EntityContainer, other: &EntityContainer| -> Vec<usize> {
        let is_known = |name: &str| other.sources.iter().any(|source| *source.name == *name);
        let all = 0..container.sources.len();
        all.filter(|&at| !is_known(&container.sources[at].name))
            .collect()
    };
    let path = |container: &EntityContainer, source: &NavigationSource| {
        Path::of(container.name.to_string()).join(&source.name)
    };
    let (before, after) = (left(old, new), left(new, old));
    let scores = all_pairs(&before, &after, |&at, &there| {
        let (source, source_there) = (&old.sources[at], &new.sources[there]);
        let (text, text_there) = texts(&path(old, source), &path(new, source_there));
        let names = (&*source.name, &*source_there.name);
        rulings.apply_to_names((&text, &text_there), names, || {
            let ty = Type::Structured(source_there.entity_type);
            let is_same = pairs.same(Type::Structured(source.entity_type), ty)
                && source.collection == source_there.collection;
            let mut score = named(&source.name, &source_there.name, is_same.then_some(ty));
            describe(&mut score, &source.annotations, &source_there.annotations);
            score
        })
    });
    let chosen = choose(scores).into_iter();
    chosen
        .map(|(at, there, evidence)| {
            let (source, source_there) = (&old.sources[before[at]], &new.sources[after[there]]);
            let element = [Element::Singleton, Element::EntitySet][usize::from(source.collection)];
            Rename {
                element,
                old: path(old, source),
                new: path(new, source_there),
                evidence,
            }
        })
        .collect()
}

fn find_imports(
    old: &EntityContainer,
    new: &EntityContainer,
    rulings: &Rulings<'_>,
) -> Vec<Rename> {
    let left = |container: &EntityContainer,
                other: &EntityContainer|
     -> Vec<(Path, OperationKind)> {
        let owner = Path::of(container.name.to_string());
        let is_known =
            |import: &&OperationImport| other.imports.iter().any(|other| other.name == import.name);
        let imports = container.imports.iter().filter(|import| !is_known(import));
        imports
            .map(|import| (owner.join(&import.name), import.kind))
            .collect()
    };
    let (before, after) = (left(old, new), left(new, old));
    let scores = all_pairs(&before, &after, |(old, kind), (new, kind_there)| {
        let (text, text_there) = texts(old, new);
        let names = (last(old), last(new));
        rulings.apply_to_names((&text, &text_there), names, || {
            let mut score = Score::default();
            let (alike, reason) = likeness(last(old), last(new));
            score.add(if kind == kind_there { alike } else { alike / 2 }, reason);
            score
        })
    });
    let chosen = choose(scores).into_iter();
    chosen
        .map(|(at, there, evidence)| Rename {
            element: match before[at].1 {
                OperationKind::Action => Element::ActionImport,
                OperationKind::Function => Element::FunctionImport,
            },
            old: before[at].0.clone(),
            new: after[there].0.clone(),
            evidence,
        })
        .collect()
}
