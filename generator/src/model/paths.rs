//! Turns the paths that relate elements to each other into findings, where they lead nowhere.

use std::collections::{HashMap, HashSet};

use super::{
    Model, NamedType, NavigationProperty, NavigationSource, Operation, Property, StructuredId,
    StructuredType, Type,
};
use crate::diagnostics::rules::semantic;
use crate::diagnostics::{Diagnostic, Diagnostics};

/// Reports partners, referential constraints, entity set paths and bindings that lead nowhere.
pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    let ways = &Ways::new(model);
    for id in model.structured_ids() {
        for property in &model.structured(id).navigation_properties {
            check_partner(ways, model.structured(id), property, diagnostics);
            check_constraints(ways, id, property, diagnostics);
        }
    }
    for operation in &model.operations {
        check_entity_set_path(ways, operation, diagnostics);
    }
    if let Some(container) = &model.container {
        let targets: HashSet<&str> = container
            .sources
            .iter()
            .map(|source| &*source.name)
            .collect();
        for source in &container.sources {
            check_bindings(ways, &targets, source, diagnostics);
        }
    }
}

/// What stands at the end of a path.
enum End<'m> {
    Property(&'m Property),
    Navigation(&'m NavigationProperty),
    /// A type cast, or the beginning itself.
    Type,
    Nowhere,
    /// Something on the way has a type that is not known, or that may have any property.
    Unknown,
}

/// Follows names of properties and type casts from a type (OData CSDL 4.01 §14.4.1).
fn follow<'m>(ways: &Ways<'m>, from: StructuredId, path: &'m str) -> End<'m> {
    let model = ways.model;
    let mut at = Some(from);
    let mut end = End::Type;
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        if segment.contains('.') {
            // an alias means something in its own document only, so a cast that is not found is no mistake
            let Some(NamedType::Structured(id)) = model.find(segment) else {
                return End::Unknown;
            };
            (at, end) = (Some(id), End::Type);
            continue;
        }
        let Some(owner) = at else { return End::Nowhere };
        end = ways.member(owner, segment);
        at = match &end {
            End::Property(property) => match property.ty.ty {
                Type::Structured(id) => Some(id),
                _ => None,
            },
            End::Navigation(property) => match property.target {
                Some(id) => Some(id),
                None => return End::Unknown,
            },
            End::Nowhere if model.structured(owner).is_open => return End::Unknown,
            End::Type | End::Nowhere | End::Unknown => return end,
        };
    }
    end
}

/// A model, and what its types declare by name: documents can follow many paths through large types.
struct Ways<'m> {
    model: &'m Model,
    members: HashMap<(StructuredId, &'m str), Member<'m>>,
}

#[derive(Clone, Copy)]
enum Member<'m> {
    Property(&'m Property),
    Navigation(&'m NavigationProperty),
}

impl<'m> Ways<'m> {
    fn new(model: &'m Model) -> Self {
        let mut members = HashMap::new();
        for id in model.structured_ids() {
            let ty = model.structured(id);
            for property in &ty.properties {
                let member = Member::Property(property);
                members.entry((id, &*property.name)).or_insert(member);
            }
            for property in &ty.navigation_properties {
                let member = Member::Navigation(property);
                members.entry((id, &*property.name)).or_insert(member);
            }
        }
        Self { model, members }
    }

    fn member(&self, owner: StructuredId, name: &'m str) -> End<'m> {
        let mut found = self.model.ancestry(owner);
        match found.find_map(|id| self.members.get(&(id, name))) {
            Some(Member::Property(property)) => End::Property(property),
            Some(Member::Navigation(property)) => End::Navigation(property),
            None => End::Nowhere,
        }
    }
}

fn check_partner<'m>(
    ways: &Ways<'m>,
    owner: &StructuredType,
    property: &'m NavigationProperty,
    diagnostics: &mut Diagnostics,
) {
    let (Some(partner), Some(target)) = (&property.partner, property.target) else {
        return;
    };
    if matches!(
        follow(ways, target, partner),
        End::Navigation(_) | End::Unknown
    ) {
        return;
    }
    let target = &ways.model.structured(target).name;
    diagnostics.push(
        Diagnostic::at(
            &semantic::UNRESOLVED_PARTNER,
            property.span,
            format!(
                "`{}` of `{}` names the partner `{partner}`, which `{target}` does not have",
                property.name, owner.name
            ),
            "its `Partner` leads nowhere",
        )
        .with_help("name a navigation property of the type that this one leads to"),
    );
}

fn check_constraints<'m>(
    ways: &Ways<'m>,
    owner: StructuredId,
    property: &'m NavigationProperty,
    diagnostics: &mut Diagnostics,
) {
    let Some(target) = property.target else {
        return;
    };
    for (dependent, principal) in &property.referential_constraints {
        for (ty, path) in [(owner, dependent), (target, principal)] {
            if matches!(follow(ways, ty, path), End::Property(_) | End::Unknown) {
                continue;
            }
            let ty = &ways.model.structured(ty).name;
            diagnostics.push(
                Diagnostic::at(
                    &semantic::REFERENTIAL_CONSTRAINT,
                    property.span,
                    format!("a referential constraint of `{}` names `{path}`, which `{ty}` does not have", property.name),
                    "its constraint says nothing",
                )
                .with_help("`Property` belongs to the type that has the navigation property, `ReferencedProperty` to the type it leads to"),
            );
        }
    }
}

fn check_entity_set_path<'m>(
    ways: &Ways<'m>,
    operation: &'m Operation,
    diagnostics: &mut Diagnostics,
) {
    let (Some(path), Some(binding)) = (&operation.entity_set_path, &operation.binding) else {
        return;
    };
    let (first, rest) = path.split_once('/').unwrap_or((path, ""));
    let leads_on = match binding.ty.ty {
        Type::Structured(id) => !matches!(follow(ways, id, rest), End::Nowhere | End::Property(_)),
        _ => rest.is_empty(),
    };
    if first == &*binding.name && leads_on {
        return;
    }
    diagnostics.push(
        Diagnostic::at(
            &semantic::ENTITY_SET_PATH,
            operation.span,
            format!(
                "the `EntitySetPath` of `{}`, `{path}`, leads nowhere",
                operation.name
            ),
            "its result belongs to no entity set that is known",
        )
        .with_help(format!(
            "begin with `{}`, and go on with names of navigation properties",
            binding.name
        )),
    );
}

fn check_bindings<'m>(
    ways: &Ways<'m>,
    targets: &HashSet<&str>,
    source: &'m NavigationSource,
    diagnostics: &mut Diagnostics,
) {
    for (path, target) in &source.bindings {
        // a target may begin with the qualified name of the container
        let name = target.split('/').find(|segment| !segment.contains('.'));
        let has_target = name.is_some_and(|name| targets.contains(name));
        let has_path = matches!(
            follow(ways, source.entity_type, path),
            End::Navigation(_) | End::Unknown
        );
        if has_target && has_path {
            continue;
        }
        let (what, lost) = if has_path {
            ("target", target)
        } else {
            ("path", path)
        };
        diagnostics.push(Diagnostic::at(
            &semantic::UNRESOLVED_BINDING,
            source.span,
            format!(
                "the {what} `{lost}` of a navigation property binding of `{}` leads nowhere",
                source.name
            ),
            "its binding says nothing",
        ));
    }
}
