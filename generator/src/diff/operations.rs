//! Turns the actions and functions of two models into facts.

use super::change::{Element, Kind, Side};
use super::compare::{Comparison, Place, side};
use super::operation_pairs::{Left, operation_path, pair_operations};
use super::type_use::Shape;
use super::{annotations, paths, type_use};
use crate::model::{Model, Operation, OperationKind, Parameter, StructuredId, Type, TypeUse};

/// Compares operations; those whose binding type was added or removed are part of that fact.
pub(super) fn compare(comparison: &mut Comparison<'_>) {
    let table = pair_operations(&comparison.pairs, comparison.renames);
    let (old, new) = (comparison.pairs.old, comparison.pairs.new);
    for (before, after) in table.same {
        compare_operation(comparison, old.operation(before), new.operation(after));
    }
    for Left { id, is_overload } in table.removed {
        let operation = old.operation(id);
        let is_known = |id| comparison.pairs.forward(id).is_some();
        if bound_to(operation).is_none_or(is_known) {
            let kind = [Kind::Removed, Kind::OverloadRemoved][usize::from(is_overload)];
            let side = operation_side(old, operation, true);
            comparison.one_sided(kind, Some(side), None);
        }
    }
    for Left { id, is_overload } in table.added {
        let operation = new.operation(id);
        let is_known = |id| comparison.pairs.backward(id).is_some();
        if bound_to(operation).is_none_or(is_known) {
            let kind = [Kind::Added, Kind::OverloadAdded][usize::from(is_overload)];
            let side = operation_side(new, operation, true);
            comparison.one_sided(kind, None, Some(side));
        }
    }
}

/// The structured type that an operation is bound to.
fn bound_to(operation: &Operation) -> Option<StructuredId> {
    match operation.binding.as_ref()?.ty.ty {
        Type::Structured(id) => Some(id),
        _ => None,
    }
}

pub(super) fn operation_side(model: &Model, operation: &Operation, with_type: bool) -> Side {
    let element = match operation.kind {
        OperationKind::Action => Element::Action,
        OperationKind::Function => Element::Function,
    };
    let returned = operation.return_type.as_ref();
    let returned = returned.map(|ty| Shape::from(ty).text(model).into());
    Side {
        value: returned.filter(|_| with_type),
        ..side(element, operation_path(model, operation), operation.span)
    }
}

fn compare_operation(comparison: &mut Comparison<'_>, old: &Operation, new: &Operation) {
    let place = Place {
        old: operation_side(comparison.pairs.old, old, false),
        new: operation_side(comparison.pairs.new, new, false),
    };
    if comparison.pairs.translate_name(&old.name) != new.name.to_string() {
        comparison.renamed(&place, &old.name.name, &new.name.name);
    }
    comparison.element(&place);
    compare_binding(comparison, &place, old, new);
    compare_parameters(comparison, &place, &old.parameters, &new.parameters);
    let returned = [old.return_type.as_ref(), new.return_type.as_ref()];
    compare_return_types(comparison, &place, returned);
    let (was, is) = (old.is_composable, new.is_composable);
    comparison.flag(&place, Kind::Composable, was, is);
    compare_entity_set_path(comparison, &place, old, new);
    let (was, is) = (&old.annotations, &new.annotations);
    annotations::compare(comparison, &place, bound_to(old), was, is);
}

fn compare_binding(
    comparison: &mut Comparison<'_>,
    place: &Place,
    old: &Operation,
    new: &Operation,
) {
    let (Some(before), Some(after)) = (&old.binding, &new.binding) else {
        return;
    };
    let pairs = &comparison.pairs;
    let same = pairs.same(before.ty.ty, after.ty.ty) && before.ty.collection == after.ty.collection;
    if !same {
        let text = |model: &Model, ty: &TypeUse| Some(Shape::from(ty).text(model));
        let (old, new) = (text(pairs.old, &before.ty), text(pairs.new, &after.ty));
        comparison.changed(place, Kind::BindingType, old, new);
    }
}

fn compare_parameters(
    comparison: &mut Comparison<'_>,
    place: &Place,
    old: &[Parameter],
    new: &[Parameter],
) {
    let mut order = Vec::new();
    for before in old {
        let path = place.old.path.join(&before.name);
        let name = comparison.renames.new_name(&path).unwrap_or(&before.name);
        let Some(at) = new.iter().position(|after| *after.name == *name) else {
            let side = parameter_side(comparison.pairs.old, &place.old, before, true);
            comparison.removed(side);
            continue;
        };
        let after = &new[at];
        order.push((at, before, after));
        let place = Place {
            old: parameter_side(comparison.pairs.old, &place.old, before, false),
            new: parameter_side(comparison.pairs.new, &place.new, after, false),
        };
        if before.name != after.name {
            comparison.renamed(&place, &before.name, &after.name);
        }
        type_use::compare(comparison, &place, (&before.ty).into(), (&after.ty).into());
        let (was, is) = (&before.annotations, &after.annotations);
        annotations::compare(comparison, &place, None, was, is);
    }
    for (at, after) in new.iter().enumerate() {
        if order.iter().all(|&(taken, ..)| taken != at) {
            let side = parameter_side(comparison.pairs.new, &place.new, after, true);
            comparison.added(side);
        }
    }
    if !order.is_sorted_by_key(|&(at, ..)| at) {
        let before = order.iter().map(|(_, before, _)| &*before.name);
        let before = before.collect::<Vec<_>>().join(", ");
        order.sort_by_key(|&(at, ..)| at);
        let after = order.iter().map(|(.., after)| &*after.name);
        let after = after.collect::<Vec<_>>().join(", ");
        comparison.changed(place, Kind::ParameterOrder, Some(before), Some(after));
    }
}

pub(super) fn parameter_side(
    model: &Model,
    outer: &Side,
    parameter: &Parameter,
    with_type: bool,
) -> Side {
    let path = outer.path.join(&parameter.name);
    let text = || Shape::from(&parameter.ty).text(model).into();
    Side {
        value: with_type.then(text),
        ..side(Element::Parameter, path, parameter.span)
    }
}

fn compare_return_types(
    comparison: &mut Comparison<'_>,
    place: &Place,
    [old, new]: [Option<&TypeUse>; 2],
) {
    match (old, new) {
        (Some(old), Some(new)) => {
            let at = |side: Side| Side {
                value: None,
                ..side
            };
            let place = Place {
                old: at(return_side(comparison.pairs.old, &place.old, old)),
                new: at(return_side(comparison.pairs.new, &place.new, new)),
            };
            type_use::compare(comparison, &place, old.into(), new.into());
        }
        (Some(old), None) => {
            let side = return_side(comparison.pairs.old, &place.old, old);
            comparison.removed(side);
        }
        (None, Some(new)) => {
            let side = return_side(comparison.pairs.new, &place.new, new);
            comparison.added(side);
        }
        (None, None) => {}
    }
}

pub(super) fn return_side(model: &Model, outer: &Side, ty: &TypeUse) -> Side {
    // the name of the element in annotation targets (OData CSDL 4.01 §14.2.2)
    let path = outer.path.join("$ReturnType");
    Side {
        value: Some(Shape::from(ty).text(model).into()),
        ..side(Element::ReturnType, path, None)
    }
}

/// Compares `EntitySetPath`, which begins with the name of the binding parameter (§12.6).
fn compare_entity_set_path(
    comparison: &mut Comparison<'_>,
    place: &Place,
    old: &Operation,
    new: &Operation,
) {
    let rest = |operation: &Operation| {
        let path = operation.entity_set_path.as_deref()?;
        Some(path.split_once('/').map_or("", |(_, rest)| rest).to_owned())
    };
    let translated = rest(old).map(|path| match bound_to(old) {
        Some(id) => paths::translate(comparison, id, &path),
        None => path,
    });
    if translated != rest(new) {
        let text = |operation: &Operation| operation.entity_set_path.as_deref().map(str::to_owned);
        comparison.changed(place, Kind::EntitySetPath, text(old), text(new));
    }
}
