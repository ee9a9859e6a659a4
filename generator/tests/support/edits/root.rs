//! Turns a service into one with another action, parameter or entity set.

use odata_bindgen::diff::Kind;

use super::{Expected, Pick, Touched, any_type, one};
use crate::service::{Action, Service, Set};

fn path_of_action(action: &Action) -> String {
    let names: Vec<&str> = action.parameters.iter().map(|(name, _)| &**name).collect();
    format!(
        "Shop.{}/{}({})",
        action.binding,
        action.name,
        names.join(",")
    )
}

/// An action that was not touched, whatever its parameters were called then.
fn action<'s>(
    service: &'s mut Service,
    pick: Pick,
    touched: &mut Touched,
) -> Option<&'s mut Action> {
    let found = one(&mut service.actions, pick, touched, |action| {
        action.name.clone()
    });
    found.map(|(action, _)| action)
}

pub(super) fn add_action(
    service: &mut Service,
    pick: Pick,
    touched: &mut Touched,
) -> Option<Expected> {
    let (name, binding) = (
        service.name(),
        any_type(service, pick, touched)?.name.clone(),
    );
    touched.insert(name.clone());
    let action = Action {
        name,
        binding,
        parameters: Vec::new(),
    };
    let path = path_of_action(&action);
    service.actions.push(action);
    Some((Kind::Added, path, "operation-added"))
}

pub(super) fn remove_action(
    service: &mut Service,
    pick: Pick,
    touched: &mut Touched,
) -> Option<Expected> {
    let action = action(service, pick, touched)?;
    let (path, name) = (path_of_action(action), action.name.clone());
    service.actions.retain(|action| action.name != name);
    Some((Kind::Removed, path, "operation-removed"))
}

pub(super) fn add_parameter(
    service: &mut Service,
    pick: Pick,
    touched: &mut Touched,
) -> Option<Expected> {
    let name = service.name();
    let action = action(service, pick, touched)?;
    let had_options = action.parameters.iter().any(|(_, nullable)| *nullable);
    action.parameters.push((name.clone(), true));
    let path = format!("{}/{name}", path_of_action(action));
    let rule = ["first-optional-parameter-added", "optional-parameter-added"];
    Some((Kind::Added, path, rule[usize::from(had_options)]))
}

pub(super) fn add_required_parameter(
    service: &mut Service,
    pick: Pick,
    touched: &mut Touched,
) -> Option<Expected> {
    let name = service.name();
    let action = action(service, pick, touched)?;
    action.parameters.push((name.clone(), false));
    let path = format!("{}/{name}", path_of_action(action));
    Some((Kind::Added, path, "required-parameter-added"))
}

pub(super) fn remove_parameter(
    service: &mut Service,
    pick: Pick,
    touched: &mut Touched,
) -> Option<Expected> {
    let action = action(service, pick, touched)?;
    let path = path_of_action(action);
    let (name, _) = action.parameters.pop()?;
    Some((Kind::Removed, format!("{path}/{name}"), "parameter-removed"))
}

pub(super) fn flip_parameter(
    service: &mut Service,
    pick: Pick,
    touched: &mut Touched,
) -> Option<Expected> {
    let action = action(service, pick, touched)?;
    let path = path_of_action(action);
    let (name, nullable) = action.parameters.first_mut()?;
    *nullable = !*nullable;
    let rule = ["parameter-became-required", "parameter-became-optional"][usize::from(*nullable)];
    Some((Kind::Nullable, format!("{path}/{name}"), rule))
}

pub(super) fn exchange_parameters(
    service: &mut Service,
    pick: Pick,
    touched: &mut Touched,
) -> Option<Expected> {
    let action = action(service, pick, touched)?;
    if action.parameters.len() < 2 {
        return None;
    }
    action.parameters.rotate_left(1);
    // the first one is the last one now: among those that must be given it matters
    let required = action
        .parameters
        .iter()
        .filter(|(_, nullable)| !nullable)
        .count();
    let last_is_required = action
        .parameters
        .last()
        .is_some_and(|(_, nullable)| !nullable);
    let moves = required > 1 && last_is_required;
    let rule = ["parameter-order-changed", "argument-order-changed"][usize::from(moves)];
    Some((Kind::ParameterOrder, path_of_action(action), rule))
}

pub(super) fn add_set(
    service: &mut Service,
    pick: Pick,
    touched: &mut Touched,
) -> Option<Expected> {
    let (name, ty) = (
        service.name(),
        any_type(service, pick, touched)?.name.clone(),
    );
    let path = format!("Shop.Service/{name}");
    touched.insert(path.clone());
    service.sets.push(Set {
        name,
        ty,
        deletable: None,
    });
    Some((Kind::Added, path, "resource-added"))
}

fn set<'s>(
    service: &'s mut Service,
    pick: Pick,
    touched: &mut Touched,
) -> Option<(&'s mut Set, String)> {
    one(&mut service.sets, pick, touched, |set| {
        format!("Shop.Service/{}", set.name)
    })
}

pub(super) fn remove_set(
    service: &mut Service,
    pick: Pick,
    touched: &mut Touched,
) -> Option<Expected> {
    let name = set(service, pick, touched)?.0.name.clone();
    service.sets.retain(|set| set.name != name);
    Some((
        Kind::Removed,
        format!("Shop.Service/{name}"),
        "resource-removed",
    ))
}

pub(super) fn forbid_deleting(
    service: &mut Service,
    pick: Pick,
    touched: &mut Touched,
) -> Option<Expected> {
    let (set, path) = set(service, pick, touched)?;
    let (deletable, rule) = match set.deletable {
        None | Some(true) => (Some(false), "capability-withdrawn"),
        Some(false) => (None, "capability-granted"),
    };
    set.deletable = deletable;
    Some((Kind::Capability, path, rule))
}
