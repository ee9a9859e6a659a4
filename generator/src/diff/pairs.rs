//! Turns the types of two models and the known renames into a table: which is which on the other side.

use std::collections::HashMap;

use super::change::{Element, Path};
use super::renames::Renames;
use crate::model::{DefinitionId, EnumId, Model, NamedType, QualifiedName, StructuredId, Type};

/// Which element of the old model is which of the new one, of everything that types can refer to.
pub(super) struct Pairs<'m> {
    pub(super) old: &'m Model,
    pub(super) new: &'m Model,
    /// Old namespaces that have another name, with that name.
    pub(super) namespaces: HashMap<&'m str, &'m str>,
    pub(super) structured: Pairing,
    pub(super) enums: Pairing,
    pub(super) definitions: Pairing,
}

/// Positions in one list of the old model, with those in the same list of the new one.
#[derive(Default)]
pub(super) struct Pairing {
    pub(super) forward: Vec<Option<u32>>,
    pub(super) backward: Vec<Option<u32>>,
}

impl Pairing {
    fn new(old: usize, new: usize) -> Self {
        Self {
            forward: vec![None; old],
            backward: vec![None; new],
        }
    }

    /// Notes that two are the same, unless one of them is taken.
    pub(super) fn link(&mut self, old: u32, new: u32) {
        let (forward, backward) = (
            &mut self.forward[old as usize],
            &mut self.backward[new as usize],
        );
        if forward.is_none() && backward.is_none() {
            *forward = Some(new);
            *backward = Some(old);
        }
    }
}

impl<'m> Pairs<'m> {
    /// Types of the same name, in the same namespace or in the one that it became.
    pub(super) fn by_name(
        old: &'m Model,
        new: &'m Model,
        namespaces: HashMap<&'m str, &'m str>,
    ) -> Self {
        let mut pairs = Self {
            old,
            new,
            namespaces,
            structured: Pairing::new(old.structured_types.len(), new.structured_types.len()),
            enums: Pairing::new(old.enum_types.len(), new.enum_types.len()),
            definitions: Pairing::new(old.type_definitions.len(), new.type_definitions.len()),
        };
        let structured = old.structured_types.iter().map(|ty| &ty.name);
        let enums = old.enum_types.iter().map(|ty| &ty.name);
        let definitions = old.type_definitions.iter().map(|ty| &ty.name);
        for name in structured.chain(enums).chain(definitions) {
            let there = new.find(&pairs.translate_name(name));
            if let (Some(here), Some(there)) = (old.find(&name.to_string()), there) {
                pairs.link(here, there);
            }
        }
        pairs
    }

    /// The same, with types that have another name.
    pub(super) fn new(old: &'m Model, new: &'m Model, renames: &'m Renames) -> Self {
        let of = |wanted: &'static [Element]| {
            let list = renames.list.iter();
            list.filter(move |rename| wanted.contains(&rename.element))
        };
        let namespaces = of(&[Element::Namespace])
            .map(|rename| (&*rename.old.owner, &*rename.new.owner))
            .collect();
        let mut pairs = Self::by_name(old, new, namespaces);
        for rename in of(TYPES) {
            let (here, there) = (old.find(&rename.old.owner), new.find(&rename.new.owner));
            if let (Some(here), Some(there)) = (here, there) {
                pairs.link(here, there);
            }
        }
        pairs
    }

    /// Notes that two types are the same, if they are of one sort.
    pub(super) fn link(&mut self, old: NamedType, new: NamedType) {
        match (old, new) {
            (NamedType::Structured(old), NamedType::Structured(new)) => {
                self.structured.link(old.0, new.0);
            }
            (NamedType::Enum(old), NamedType::Enum(new)) => self.enums.link(old.0, new.0),
            (NamedType::Definition(old), NamedType::Definition(new)) => {
                self.definitions.link(old.0, new.0);
            }
            _ => {}
        }
    }

    /// The new name of an old namespace, or the same.
    pub(super) fn namespace<'n>(&self, old: &'n str) -> &'n str
    where
        'm: 'n,
    {
        self.namespaces.get(old).copied().unwrap_or(old)
    }

    /// A qualified name as it would be in the new model if only its namespace changed.
    pub(super) fn translate_name(&self, name: &QualifiedName) -> String {
        format!("{}.{}", self.namespace(&name.namespace), name.name)
    }

    /// The structured type that an old one became.
    pub(super) fn forward(&self, old: StructuredId) -> Option<StructuredId> {
        self.structured.forward[old.0 as usize].map(StructuredId)
    }

    /// The structured type that became a new one.
    pub(super) fn backward(&self, new: StructuredId) -> Option<StructuredId> {
        self.structured.backward[new.0 as usize].map(StructuredId)
    }

    /// What an old type is called in the new model; none where it is not there.
    pub(super) fn translate(&self, old: Type) -> Option<Type> {
        match old {
            Type::Primitive(primitive) => Some(Type::Primitive(primitive)),
            Type::Structured(id) => self.forward(id).map(Type::Structured),
            Type::Enum(EnumId(id)) => {
                self.enums.forward[id as usize].map(|id| Type::Enum(EnumId(id)))
            }
            Type::Definition(DefinitionId(id)) => {
                self.definitions.forward[id as usize].map(|id| Type::Definition(DefinitionId(id)))
            }
        }
    }

    /// Whether an old type and a new one are the same.
    pub(super) fn same(&self, old: Type, new: Type) -> bool {
        self.translate(old) == Some(new)
    }
}

/// The sorts of elements that are types.
const TYPES: &[Element] = &[
    Element::EntityType,
    Element::ComplexType,
    Element::EnumType,
    Element::TypeDefinition,
];

/// The qualified name of a type.
pub(super) fn type_name(model: &Model, ty: Type) -> String {
    match ty {
        Type::Primitive(primitive) => primitive.name().to_owned(),
        Type::Structured(id) => model.structured(id).name.to_string(),
        Type::Enum(id) => model.enumeration(id).name.to_string(),
        Type::Definition(id) => model.definition(id).name.to_string(),
    }
}

/// The path of a structured type.
pub(super) fn structured_path(model: &Model, id: StructuredId) -> Path {
    Path::of(model.structured(id).name.to_string())
}
