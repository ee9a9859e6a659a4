//! Turns types that only one model has into what can be compared without their names.

use std::collections::{BTreeSet, HashMap};

use super::words::{key, words};
use crate::diff::change::Element;
use crate::diff::members::{Member, members};
use crate::diff::pairs::{Pairs, type_name};
use crate::model::{Model, NamedType, StructuredId, StructuredKind, Type};

/// A type that the other model does not have under its name.
pub(super) struct Candidate {
    pub(super) id: NamedType,
    pub(super) element: Element,
    /// Types of different sorts are never the same.
    pub(super) sort: u8,
    pub(super) name: String,
    pub(super) simple: Box<str>,
    pub(super) words: BTreeSet<String>,
    /// Its members, each with its words in alphabetical order and its type.
    pub(super) members: BTreeSet<String>,
    /// Where it is used.
    pub(super) uses: BTreeSet<String>,
    pub(super) description: Option<Box<str>>,
}

impl Candidate {
    /// The namespace of the type.
    pub(super) fn namespace(&self) -> &str {
        self.name
            .rsplit_once('.')
            .map_or("", |(namespace, _)| namespace)
    }
}

/// One of the two models, in the words of the new one.
struct View<'p, 'm> {
    pairs: &'p Pairs<'m>,
    model: &'m Model,
    is_old: bool,
}

/// The types that are left on both sides.
pub(super) fn candidates(pairs: &Pairs<'_>) -> (Vec<Candidate>, Vec<Candidate>) {
    let view = |model, is_old| View {
        pairs,
        model,
        is_old,
    };
    (
        view(pairs.old, true).candidates(),
        view(pairs.new, false).candidates(),
    )
}

impl<'m> View<'_, 'm> {
    fn candidates(&self) -> Vec<Candidate> {
        let mut uses = self.uses();
        let mut candidates = Vec::new();
        for id in self.model.structured_ids() {
            let ty = self.model.structured(id);
            if self.shared(Type::Structured(id)).is_some() {
                continue;
            }
            let element = match ty.kind {
                StructuredKind::Entity => Element::EntityType,
                StructuredKind::Complex => Element::ComplexType,
            };
            let features = members(self.model, id);
            let features = features.iter().map(|member| self.feature(id, member));
            candidates.push(Candidate {
                id: NamedType::Structured(id),
                element,
                sort: 0,
                name: ty.name.to_string(),
                simple: ty.name.name.clone(),
                words: words(&ty.name.name).into_iter().collect(),
                members: features.collect(),
                uses: uses.remove(&Type::Structured(id)).unwrap_or_default(),
                description: ty.annotations.description.clone(),
            });
        }
        self.add_enums(&mut uses, &mut candidates);
        self.add_definitions(&mut uses, &mut candidates);
        candidates
    }

    fn add_enums(&self, uses: &mut Uses, candidates: &mut Vec<Candidate>) {
        for (at, ty) in self.model.enum_types.iter().enumerate() {
            let Some(NamedType::Enum(id)) = self.model.find(&ty.name.to_string()) else {
                continue;
            };
            if id.0 as usize != at || self.shared(Type::Enum(id)).is_some() {
                continue;
            }
            let members = ty.members.iter();
            candidates.push(Candidate {
                id: NamedType::Enum(id),
                element: Element::EnumType,
                sort: 1,
                name: ty.name.to_string(),
                simple: ty.name.name.clone(),
                words: words(&ty.name.name).into_iter().collect(),
                members: members.map(|member| key(&member.name)).collect(),
                uses: uses.remove(&Type::Enum(id)).unwrap_or_default(),
                description: ty.annotations.description.clone(),
            });
        }
    }

    fn add_definitions(&self, uses: &mut Uses, candidates: &mut Vec<Candidate>) {
        for ty in &self.model.type_definitions {
            let Some(named @ NamedType::Definition(id)) = self.model.find(&ty.name.to_string())
            else {
                continue;
            };
            if self.shared(Type::Definition(id)).is_some() {
                continue;
            }
            candidates.push(Candidate {
                id: named,
                element: Element::TypeDefinition,
                sort: 2,
                name: ty.name.to_string(),
                simple: ty.name.name.clone(),
                words: words(&ty.name.name).into_iter().collect(),
                members: BTreeSet::from([ty.underlying_type.name().to_owned()]),
                uses: uses.remove(&Type::Definition(id)).unwrap_or_default(),
                description: ty.annotations.description.clone(),
            });
        }
    }

    /// The name that a type has in the new model, if both have it.
    fn shared(&self, ty: Type) -> Option<String> {
        if self.is_old {
            let there = self.pairs.translate(ty)?;
            return Some(type_name(self.pairs.new, there));
        }
        let is_shared = match ty {
            Type::Primitive(_) => true,
            Type::Structured(id) => self.pairs.backward(id).is_some(),
            Type::Enum(id) => self.pairs.enums.backward[id.0 as usize].is_some(),
            Type::Definition(id) => self.pairs.definitions.backward[id.0 as usize].is_some(),
        };
        is_shared.then(|| type_name(self.model, ty))
    }

    /// A member by its words and its type; a type that is not known to both can be any.
    fn feature(&self, owner: StructuredId, member: &Member<'_>) -> String {
        let ty = match member.shape.ty {
            Some(Type::Structured(id)) if id == owner => "itself".to_owned(),
            Some(ty) => self.shared(ty).unwrap_or_else(|| "?".to_owned()),
            None => String::new(),
        };
        format!("{}: {ty}", key(member.name))
    }

    /// Where each type is used: by which property of which type, parameter or entity set.
    fn uses(&self) -> Uses {
        let mut uses = Uses::new();
        for owner in self.model.structured_ids() {
            let name = self.shared(Type::Structured(owner));
            for member in members(self.model, owner) {
                let Some(ty) = member.shape.ty else { continue };
                if ty == Type::Structured(owner) || matches!(ty, Type::Primitive(_)) {
                    continue;
                }
                let owner = name.as_deref().unwrap_or("?");
                add(&mut uses, ty, format!("{owner}/{}", key(member.name)));
            }
        }
        for operation in &self.model.operations {
            let name = &operation.name.name;
            for parameter in &operation.parameters {
                let place = format!("{name}({})", key(&parameter.name));
                add(&mut uses, parameter.ty.ty, place);
            }
            if let Some(ty) = &operation.return_type {
                add(&mut uses, ty.ty, format!("{name}()"));
            }
        }
        let sources = self.model.container.iter();
        for source in sources.flat_map(|container| &container.sources) {
            let ty = Type::Structured(source.entity_type);
            add(&mut uses, ty, format!("/{}", key(&source.name)));
        }
        uses
    }
}

type Uses = HashMap<Type, BTreeSet<String>>;

fn add(uses: &mut Uses, ty: Type, place: String) {
    if !matches!(ty, Type::Primitive(_)) {
        uses.entry(ty).or_default().insert(place);
    }
}
