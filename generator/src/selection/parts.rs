//! What of a model is in, and how each part came in.

use std::collections::HashSet;

use crate::model::{
    DefinitionId, EnumId, Model, NamedType, OperationId, StructuredId, StructuredKind, Type,
    TypeUse,
};
use crate::selection::policy::Followed;

/// What can come in: a type, or an overload of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Part {
    Type(NamedType),
    Operation(OperationId),
}

/// How a part came in: the first of the shortest chains of reasons that lead to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// An entry names it, by position in `include`.
    Named(usize),
    /// Nothing that is excluded leads to it, and there is no `include`.
    NotExcluded,
    /// A path of an entry ends at it: the walk, and the state there.
    Path(usize, usize),
    /// A path of an entry comes by: the walk, and the number of the way that leads to it.
    Way(usize, usize),
    /// A property of the type has this type: the type, and the position among its own properties.
    Property(StructuredId, usize),
    /// The type derives from it.
    Base(StructuredId),
    /// It derives from the type.
    Derived(StructuredId),
    /// The key of the type has it.
    Key(StructuredId),
    /// The operation takes it, by position among the parameters.
    Parameter(OperationId, usize),
    /// The operation gives it.
    Result(OperationId),
    /// The operation is bound to it.
    Binding(OperationId),
}

/// How a structured type is in.
#[derive(Clone, Debug, Default)]
pub(super) struct Presence {
    /// Its values are read and written as what they are.
    pub(super) value: Option<Reason>,
    /// Something refers to it by name; without that an abstract type is nothing but its derived types.
    pub(super) is_referred: bool,
    /// What derives from it has been followed.
    is_followed: bool,
    /// One entity of it can be addressed.
    pub(super) single: Option<Reason>,
    /// A collection of its entities can be addressed.
    pub(super) collection: bool,
}

/// Everything that is in.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) structured: Vec<Presence>,
    pub(super) enums: Vec<Option<Reason>>,
    pub(super) definitions: Vec<Option<Reason>>,
    pub(super) operations: Vec<Option<Reason>>,
    /// Navigation properties that builders lead over: the type that declares it, and the position there.
    pub(super) navigation: HashSet<(StructuredId, u32)>,
    /// Casts that builders offer.
    pub(super) casts: HashSet<(StructuredId, StructuredId)>,
    /// Entity sets and singletons, by position in the container.
    pub(super) sources: HashSet<u32>,
    /// Overloads of imports, by position in the container.
    pub(super) imports: HashSet<(u32, OperationId)>,
}

impl Parts {
    /// Whether nothing is in. What a path leads over or an operation is about is in, too.
    pub(super) fn is_empty(&self) -> bool {
        let mut structured = self.structured.iter();
        let is_in = |presence: &Presence| presence.value.is_some() || presence.single.is_some();
        !structured.any(is_in)
            && self.sources.is_empty()
            && self.imports.is_empty()
            && self.enums.iter().all(Option::is_none)
            && self.definitions.iter().all(Option::is_none)
    }
}

/// What is never in.
#[derive(Debug, Default)]
pub(super) struct Excluded {
    pub(super) structured: Vec<bool>,
    pub(super) enums: Vec<bool>,
    pub(super) definitions: Vec<bool>,
    pub(super) operations: Vec<bool>,
}

/// Brings parts in, and with each what it is made of.
pub(super) struct Closer<'a> {
    pub(super) parts: Parts,
    model: &'a Model,
    followed: &'a Followed,
    excluded: &'a Excluded,
    /// Types that are in, and of which the properties have not been looked at.
    open: std::collections::VecDeque<StructuredId>,
}

impl<'a> Closer<'a> {
    pub(super) fn new(model: &'a Model, followed: &'a Followed, excluded: &'a Excluded) -> Self {
        let parts = Parts {
            structured: vec![Presence::default(); model.structured_types.len()],
            enums: vec![None; model.enum_types.len()],
            definitions: vec![None; model.type_definitions.len()],
            operations: vec![None; model.operations.len()],
            ..Parts::default()
        };
        Self {
            parts,
            model,
            followed,
            excluded,
            open: std::collections::VecDeque::new(),
        }
    }

    /// Brings in what is needed by what is in, nearest first, so that chains of reasons are short.
    pub(super) fn close(mut self) -> Parts {
        while let Some(id) = self.open.pop_front() {
            self.add_properties(id);
        }
        for &(base, derived) in &self.parts.casts {
            if self.parts.structured[base.0 as usize].collection {
                self.parts.structured[derived.0 as usize].collection = true;
            }
        }
        self.parts
    }

    /// Brings in a type that something refers to, and what derives from it as the policy says. Of versions
    /// of one another, the one that stands for all of them comes in.
    pub(super) fn add(&mut self, ty: NamedType, reason: Reason) {
        match ty {
            NamedType::Structured(id) => self.add_structured(id, reason),
            NamedType::Enum(EnumId(id)) => {
                if !self.excluded.enums[id as usize] {
                    self.parts.enums[id as usize].get_or_insert(reason);
                }
            }
            NamedType::Definition(DefinitionId(id)) => {
                if !self.excluded.definitions[id as usize] {
                    self.parts.definitions[id as usize].get_or_insert(reason);
                }
            }
        }
    }

    /// Brings in the builder of an entity type, and for a collection that of both.
    pub(super) fn add_builder(&mut self, id: StructuredId, collection: bool, reason: Reason) {
        let id = self.followed.versions.newest(id);
        if self.excluded.structured[id.0 as usize]
            || self.model.structured(id).kind != StructuredKind::Entity
        {
            return;
        }
        let presence = &mut self.parts.structured[id.0 as usize];
        presence.collection |= collection;
        if presence.single.is_none() {
            presence.single = Some(reason);
            for part in self.model.key(id) {
                self.add_use(&part.ty, Reason::Key(id));
            }
        }
    }

    /// Brings in an operation: what it takes, what it gives, and the builder that it belongs to.
    pub(super) fn add_operation(&mut self, id: OperationId, reason: Reason) {
        let known = &mut self.parts.operations[id.0 as usize];
        if self.excluded.operations[id.0 as usize] || known.is_some() {
            return;
        }
        *known = Some(reason);
        let operation = self.model.operation(id);
        for (at, parameter) in operation.parameters.iter().enumerate() {
            self.add_use(&parameter.ty, Reason::Parameter(id, at));
        }
        if let Some(result) = &operation.return_type {
            self.add_use(result, Reason::Result(id));
        }
        if let Some(binding) = &operation.binding
            && let Type::Structured(owner) = binding.ty.ty
        {
            self.add_builder(owner, binding.ty.collection, Reason::Binding(id));
        }
    }

    fn add_structured(&mut self, id: StructuredId, reason: Reason) {
        let id = self.followed.versions.newest(id);
        if self.excluded.structured[id.0 as usize] {
            return;
        }
        self.parts.structured[id.0 as usize].is_referred = true;
        self.add_value(id, reason);
        let mut open = vec![id];
        while let Some(base) = open.pop() {
            let presence = &mut self.parts.structured[base.0 as usize];
            if !self.followed.follows(base) || std::mem::replace(&mut presence.is_followed, true) {
                continue;
            }
            for derived in self.followed.versions.derived(self.model, base) {
                if self.followed.has_root(derived) {
                    continue;
                }
                self.add_value(derived, Reason::Derived(base));
                open.push(derived);
            }
        }
    }

    /// Brings in a type without what derives from it, and its bases that have values of their own.
    fn add_value(&mut self, id: StructuredId, reason: Reason) {
        let presence = &mut self.parts.structured[id.0 as usize];
        if self.excluded.structured[id.0 as usize] || presence.value.is_some() {
            return;
        }
        presence.value = Some(reason);
        self.open.push_back(id);
        for base in self.followed.versions.bases(self.model, id) {
            let presence = &mut self.parts.structured[base.0 as usize];
            let has_values = !self.model.structured(base).is_abstract;
            if has_values && !self.excluded.structured[base.0 as usize] && presence.value.is_none()
            {
                presence.value = Some(Reason::Base(id));
                self.open.push_back(base);
            }
        }
    }

    /// What a type inherits is part of it, also where the base is not in.
    fn add_properties(&mut self, id: StructuredId) {
        let model = self.model;
        for owner in model.ancestry(id) {
            for (at, property) in model.structured(owner).properties.iter().enumerate() {
                self.add_use(&property.ty, Reason::Property(owner, at));
            }
        }
    }

    fn add_use(&mut self, ty: &TypeUse, reason: Reason) {
        match ty.ty {
            Type::Primitive(_) => {}
            Type::Structured(id) => self.add(NamedType::Structured(id), reason),
            Type::Enum(id) => self.add(NamedType::Enum(id), reason),
            Type::Definition(id) => self.add(NamedType::Definition(id), reason),
        }
    }
}
