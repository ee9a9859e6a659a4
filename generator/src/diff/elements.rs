//! Turns a model into the list of its elements.

use super::change::Side;
use super::members::members;
use super::operations::{operation_side, parameter_side, return_side};
use super::{container, enums, structured};
use crate::model::{EntityContainer, Model};

/// Every element of a model but its namespaces: with its type, its value, what it gives back, or the type that
/// it derives from.
///
/// Types come in the order of the document, each before what it declares, then operations with their
/// parameters, then the container.
#[must_use]
pub fn elements(model: &Model) -> Vec<Side> {
    let mut found = Vec::new();
    for id in model.structured_ids() {
        let base = model.structured(id).base;
        let base = base.map(|base| model.structured(base).name.to_string().into());
        found.push(Side {
            value: base,
            ..structured::type_side(model, id)
        });
        let members = members(model, id);
        let sides = members.iter();
        found.extend(sides.map(|member| structured::member_side(model, member, true)));
    }
    for ty in &model.enum_types {
        let outer = enums::enum_side(ty);
        let members = ty.members.iter();
        let members: Vec<Side> = members.map(|m| enums::member_side(&outer, m)).collect();
        found.push(outer);
        found.extend(members);
    }
    found.extend(model.type_definitions.iter().map(|ty| Side {
        value: Some(ty.underlying_type.name().into()),
        ..enums::definition_side(ty)
    }));
    for operation in &model.operations {
        let outer = operation_side(model, operation, true);
        let parameters = operation.parameters.iter();
        let parameters: Vec<Side> = parameters
            .map(|parameter| parameter_side(model, &outer, parameter, true))
            .collect();
        let returned = operation.return_type.as_ref();
        let returned = returned.map(|ty| return_side(model, &outer, ty));
        found.push(outer);
        found.extend(parameters);
        found.extend(returned);
    }
    let container = model.container.iter();
    found.extend(container.flat_map(|container| container_elements(model, container)));
    found
}

fn container_elements(model: &Model, all: &EntityContainer) -> Vec<Side> {
    let outer = container::container_side(all);
    let sources = all.sources.iter();
    let sources = sources.map(|source| container::source_side(model, &outer, source, true));
    let imports = all.imports.iter();
    let imports = imports.map(|import| container::import_side(&outer, import));
    let inner: Vec<Side> = sources.chain(imports).collect();
    std::iter::once(outer).chain(inner).collect()
}
