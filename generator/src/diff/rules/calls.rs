//! Turns a fact about an operation into what it does to the function that calls it.

use super::declared::{operation, parameter};
use super::hierarchy::is_entity;
use super::{Change, Models};
use crate::diff::change::Side;
use crate::diff::operation_pairs::operation_path;
use crate::model::{Model, Operation, OperationKind, Type};

/// Whether the operation has parameters that may be left out.
pub(super) fn has_optional(side: Option<&Side>, model: &Model) -> bool {
    operation(model, side).is_some_and(operation_has_optional)
}

fn operation_has_optional(operation: &Operation) -> bool {
    let mut parameters = operation.parameters.iter();
    parameters.any(|parameter| operation.may_omit(parameter))
}

/// Whether a composable function leads on to a builder: to entities, and with nothing left to give.
pub(super) fn gives_builder(side: Option<&Side>, model: &Model) -> bool {
    let Some(operation) = operation(model, side) else {
        return false;
    };
    let returned = operation.return_type.as_ref().map(|returned| returned.ty);
    let is_of_entities = matches!(returned, Some(Type::Structured(id)) if is_entity(model, id));
    is_of_entities && !operation_has_optional(operation)
}

/// Whether a new overload takes fewer parameters than every other one.
pub(super) fn is_shortest(change: &Change, models: &Models<'_>) -> bool {
    let Some(added) = operation(models.new, change.new.as_ref()) else {
        return false;
    };
    let mut others = overloads(models.new, added).filter(|other| other.span != added.span);
    others.all(|other| added.parameters.len() < other.parameters.len())
}

/// The operations of one name and binding.
fn overloads<'m>(model: &'m Model, of: &'m Operation) -> impl Iterator<Item = &'m Operation> {
    let binding = |operation: &Operation| {
        let binding = operation.binding.as_ref();
        binding.map(|binding| (binding.ty.ty, binding.ty.collection))
    };
    let all = model.operations.iter();
    all.filter(move |other| other.name == of.name && binding(other) == binding(of))
}

/// Whether the arguments of the function stand in another order, and not just its methods.
pub(super) fn required_order_changed(change: &Change, models: &Models<'_>) -> bool {
    let old = operation(models.old, change.old.as_ref());
    let new = operation(models.new, change.new.as_ref());
    let Some((old, new)) = old.zip(new) else {
        return true;
    };
    let path = operation_path(models.old, old);
    let before =
        required(old).map(|name| models.renames.new_name(&path.join(name)).unwrap_or(name));
    let before: Vec<&str> = before.collect();
    let after: Vec<&str> = required(new).collect();
    let in_both = |list: &[&str], other: &[&str]| -> Vec<String> {
        let kept = list.iter().filter(|name| other.contains(name));
        kept.map(|name| (*name).to_owned()).collect()
    };
    in_both(&before, &after) != in_both(&after, &before)
}

/// The parameters that have to be given, in order.
fn required(operation: &Operation) -> impl Iterator<Item = &str> {
    let parameters = operation.parameters.iter();
    let required = parameters.filter(|parameter| !operation.may_omit(parameter));
    required.map(|parameter| &*parameter.name)
}

/// Whether the parameter of a side may be left out.
pub(super) fn parameter_is_optional(side: Option<&Side>, model: &Model) -> bool {
    let found = parameter(model, side);
    found.is_some_and(|(operation, parameter)| operation.may_omit(parameter))
}

/// Whether the function gave a struct for optional parameters before one was added.
pub(super) fn had_options(change: &Change, models: &Models<'_>) -> bool {
    let Some(new) = operation(models.new, change.new.as_ref()) else {
        return false;
    };
    let owner = operation_path(models.new, new).owner;
    let mut candidates = models
        .old
        .operations
        .iter()
        .filter(|old| old.name == new.name);
    candidates
        .any(|old| operation_has_optional(old) && operation_path(models.old, old).owner == owner)
}

/// Whether the parameter could be left out and has to be given now.
pub(super) fn became_required(change: &Change, models: &Models<'_>) -> bool {
    let was = parameter_is_optional(change.old.as_ref(), models.old);
    was && parameter(models.new, change.new.as_ref()).is_some()
        && !parameter_is_optional(change.new.as_ref(), models.new)
}

/// Whether the parameter had to be given and can be left out now.
pub(super) fn became_optional(change: &Change, models: &Models<'_>) -> bool {
    let is = parameter_is_optional(change.new.as_ref(), models.new);
    is && parameter(models.old, change.old.as_ref()).is_some()
        && !parameter_is_optional(change.old.as_ref(), models.old)
}

/// Whether nothing in Rust is named after the parameter: it has to be given, and the function does not say
/// what it takes, as it would beside other overloads.
pub(super) fn is_argument_by_position(change: &Change, models: &Models<'_>) -> bool {
    let by_position = |model: &Model, side: Option<&Side>| {
        let Some((operation, parameter)) = parameter(model, side) else {
            return false;
        };
        let is_action = operation.kind == OperationKind::Action;
        let is_alone = is_action || overloads(model, operation).count() == 1;
        is_alone && !operation.may_omit(parameter)
    };
    by_position(models.old, change.old.as_ref()) && by_position(models.new, change.new.as_ref())
}
