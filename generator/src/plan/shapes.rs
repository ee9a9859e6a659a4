//! Turns what refers to what into a shape for each structured type: left out, a struct, or an enum.

use crate::model::{Model, StructuredId, Type, TypeUse, Versions};
use crate::selection::Selection;

/// How a structured type appears in Rust.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Not at all: what is not selected, a type for which a newer version stands, and an abstract type
    /// that nothing refers to. What it declares appears in what derives from it.
    Omitted,
    /// As a struct.
    Struct,
    /// As an enum over these concrete types, with a struct for values of types that are not known.
    Polymorphic(Vec<StructuredId>),
}

/// Decides the shape of every structured type, by id.
///
/// A concrete type is always a struct, also where others derive from it: its properties must be
/// readable without a match, and a value of a derived type keeps what the struct does not declare.
/// An abstract type has no values of its own, so the choice among those below it is what a reader
/// wants, unless there are more of them than anyone would match on. Where the selection does not
/// follow a type to what derives from it, what happens to be in is no choice to match on either.
pub(super) fn decide(
    model: &Model,
    selection: &Selection,
    versions: &Versions,
    max_variants: usize,
) -> Vec<Shape> {
    let written = written(model, versions);
    model
        .structured_ids()
        .map(|id| {
            let is_in = match selection.is_everything() {
                true => written[id.0 as usize],
                false => selection.has_structured(model, id),
            };
            if !is_in {
                return Shape::Omitted;
            }
            if !model.structured(id).is_abstract {
                return Shape::Struct;
            }
            if !selection.follows(id) {
                return Shape::Struct;
            }
            let concrete: Vec<_> = versions
                .below(model, id)
                .into_iter()
                .filter(|&id| {
                    !model.structured(id).is_abstract && selection.has_structured(model, id)
                })
                .collect();
            if concrete.is_empty() || concrete.len() > max_variants {
                Shape::Struct
            } else {
                Shape::Polymorphic(concrete)
            }
        })
        .collect()
}

/// Which structured types are written where everything is selected.
pub(super) fn written(model: &Model, versions: &Versions) -> Vec<bool> {
    let referred = referred(model, versions);
    let written = |id: StructuredId| {
        let has_values = referred[id.0 as usize] || !model.structured(id).is_abstract;
        has_values && !versions.is_superseded(id)
    };
    model.structured_ids().map(written).collect()
}

/// Which structured types something refers to by name, theirs or that of a version of them.
fn referred(model: &Model, versions: &Versions) -> Vec<bool> {
    let mut referred = vec![false; model.structured_types.len()];
    let mut refer = |id: StructuredId| referred[versions.newest(id).0 as usize] = true;
    let of_use = |ty: &TypeUse| match ty.ty {
        Type::Structured(id) => Some(id),
        _ => None,
    };
    for ty in &model.structured_types {
        ty.properties
            .iter()
            .filter_map(|property| of_use(&property.ty))
            .for_each(&mut refer);
        ty.navigation_properties
            .iter()
            .filter_map(|property| property.target)
            .for_each(&mut refer);
    }
    for operation in &model.operations {
        let parameters = operation
            .binding
            .iter()
            .chain(&operation.parameters)
            .map(|parameter| &parameter.ty);
        parameters
            .chain(&operation.return_type)
            .filter_map(of_use)
            .for_each(&mut refer);
    }
    for source in model
        .container
        .iter()
        .flat_map(|container| &container.sources)
    {
        refer(source.entity_type);
    }
    referred
}
