//! Turns the roots of a guide into everything of the old service that they reach.

use std::collections::BTreeSet;

use super::Root;
use crate::model::{EnumId, Model, StructuredId, Type, TypeUse};

/// The types that a guide is about.
#[derive(Debug, Default)]
pub(super) struct Reach {
    pub(super) structured: BTreeSet<StructuredId>,
    pub(super) enums: BTreeSet<EnumId>,
    /// Of the structured types those that something can hold, and not only inherit from.
    pub(super) held: BTreeSet<StructuredId>,
}

/// Everything that is reached from the roots, or everything that there is where no root is given.
///
/// A type reaches its base, the types of its properties and navigation properties, and those of the
/// parameters and results of the operations that are bound to it. Derived types are reached where
/// something can hold their values: from a root, from the target of a property and so on, and not from what
/// was only reached as a base. So a common root of all types does not bring in all of them.
pub(super) fn reach(model: &Model, roots: &[Root]) -> Reach {
    let mut reach = Reach::default();
    let mut open: Vec<Type> = match roots {
        [] => everything(model),
        roots => roots.iter().map(|root| Type::Structured(root.ty)).collect(),
    };
    while let Some(ty) = open.pop() {
        match ty {
            Type::Structured(id) => reach.hold(model, id, &mut open),
            Type::Enum(id) => {
                reach.enums.insert(id);
            }
            Type::Primitive(_) | Type::Definition(_) => {}
        }
    }
    reach
}

impl Reach {
    fn hold(&mut self, model: &Model, id: StructuredId, open: &mut Vec<Type>) {
        if !self.held.insert(id) {
            return;
        }
        let derived = model.structured(id).derived.iter();
        open.extend(derived.copied().map(Type::Structured));
        for id in model.ancestry(id) {
            if self.structured.insert(id) {
                follow(model, id, open);
            }
        }
    }
}

fn everything(model: &Model) -> Vec<Type> {
    let structured = model.structured_ids().map(Type::Structured);
    let enums = (0..).map(EnumId).take(model.enum_types.len());
    structured.chain(enums.map(Type::Enum)).collect()
}

fn follow(model: &Model, id: StructuredId, open: &mut Vec<Type>) {
    let ty = model.structured(id);
    open.extend(ty.properties.iter().map(|property| property.ty.ty));
    let targets = ty.navigation_properties.iter();
    open.extend(targets.filter_map(|property| property.target.map(Type::Structured)));
    for id in ty.operations.iter().chain(&ty.collection_operations) {
        let operation = model.operation(*id);
        let parameters = operation.parameters.iter().map(|parameter| &parameter.ty);
        let used: Vec<&TypeUse> = parameters.chain(&operation.return_type).collect();
        open.extend(used.into_iter().map(|used| used.ty));
    }
}
