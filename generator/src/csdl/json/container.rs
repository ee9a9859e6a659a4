//! Turns entity containers into [`EntityContainer`] (OData CSDL JSON 4.01 §13).

use super::annotations::parse_annotations;
use super::cursor::{Cursor, name_of};
use super::element::Element;
use super::value::Member;
use crate::csdl::tree::{
    EntityContainer, EntitySet, NavigationPropertyBinding, OperationImport, OperationKind,
    Singleton, Text,
};

/// The words that drafts of the standard had as the `$Kind` of what a container holds.
const KINDS: &[&str] = &["EntitySet", "Singleton", "ActionImport", "FunctionImport"];

/// Reads a container with all it holds.
pub(super) fn parse_container(
    cursor: &mut Cursor,
    mut element: Element<'_, '_>,
    name: Text,
) -> EntityContainer {
    let mut container = EntityContainer {
        name,
        extends: element.optional(cursor, "$Extends"),
        entity_sets: Vec::new(),
        singletons: Vec::new(),
        operation_imports: Vec::new(),
        annotations: parse_annotations(cursor, &mut element),
        span: element.span,
    };
    for member in element.children() {
        parse_child(cursor, member, &mut container);
    }
    element.finish(cursor);
    container
}

/// Reads what its members tell apart: `$Action`, `$Function`, or `$Type` with and without `$Collection`.
fn parse_child(cursor: &mut Cursor, member: &Member<'_>, container: &mut EntityContainer) {
    let Some(mut element) = Element::of_member(cursor, "EntitySet", member) else {
        return;
    };
    let kind = element.optional(cursor, "$Kind");
    let known = kind.iter().find(|kind| KINDS.contains(&&*kind.value));
    if let (Some(kind), None) = (&kind, known) {
        let inside = container.name.value.clone();
        return cursor.unknown_kind(kind, &inside, KINDS);
    }
    let is_kind = |name: &str| known.is_some_and(|kind| &*kind.value == name);
    let is_collection = element.boolean(cursor, "$Collection") == Some(true);
    let name = name_of(member);
    if element.peek("$Action").is_some() || is_kind("ActionImport") {
        let import = parse_import(cursor, element, name, OperationKind::Action);
        container.operation_imports.extend(import);
    } else if element.peek("$Function").is_some() || is_kind("FunctionImport") {
        let import = parse_import(cursor, element, name, OperationKind::Function);
        container.operation_imports.extend(import);
    } else if is_collection || is_kind("EntitySet") {
        let entity_set = parse_entity_set(cursor, element, name);
        container.entity_sets.extend(entity_set);
    } else {
        let singleton = parse_singleton(cursor, element, name);
        container.singletons.extend(singleton);
    }
}

fn parse_entity_set(
    cursor: &mut Cursor,
    mut element: Element<'_, '_>,
    name: Text,
) -> Option<EntitySet> {
    let entity_type = element.required(cursor, "$Type");
    let include_in_service_document = element.boolean(cursor, "$IncludeInServiceDocument");
    let bindings = parse_bindings(cursor, &mut element);
    let annotations = parse_annotations(cursor, &mut element);
    let span = element.span;
    element.finish_leaf(cursor);
    Some(EntitySet {
        name,
        entity_type: entity_type?,
        include_in_service_document,
        bindings,
        annotations,
        span,
    })
}

fn parse_singleton(
    cursor: &mut Cursor,
    mut element: Element<'_, '_>,
    name: Text,
) -> Option<Singleton> {
    element.kind = "Singleton";
    let entity_type = element.required(cursor, "$Type");
    let nullable = element.spanned_boolean(cursor, "$Nullable");
    let bindings = parse_bindings(cursor, &mut element);
    let annotations = parse_annotations(cursor, &mut element);
    let span = element.span;
    element.finish_leaf(cursor);
    Some(Singleton {
        name,
        entity_type: entity_type?,
        nullable,
        bindings,
        annotations,
        span,
    })
}

fn parse_bindings(
    cursor: &mut Cursor,
    element: &mut Element<'_, '_>,
) -> Vec<NavigationPropertyBinding> {
    let entries = element.entries(cursor, "$NavigationPropertyBinding");
    let bindings = entries.iter().filter_map(|member| {
        let (path, target) = (name_of(member), cursor.text(member)?);
        Some(NavigationPropertyBinding { path, target })
    });
    bindings.collect()
}

fn parse_import(
    cursor: &mut Cursor,
    mut element: Element<'_, '_>,
    name: Text,
    kind: OperationKind,
) -> Option<OperationImport> {
    let (operation, include_in_service_document) = match kind {
        OperationKind::Action => {
            element.kind = "ActionImport";
            (element.required(cursor, "$Action"), None)
        }
        OperationKind::Function => {
            element.kind = "FunctionImport";
            let operation = element.required(cursor, "$Function");
            (
                operation,
                element.boolean(cursor, "$IncludeInServiceDocument"),
            )
        }
    };
    let entity_set = element.optional(cursor, "$EntitySet");
    let annotations = parse_annotations(cursor, &mut element);
    let span = element.span;
    element.finish_leaf(cursor);
    Some(OperationImport {
        kind,
        name,
        operation: operation?,
        entity_set,
        include_in_service_document,
        annotations,
        span,
    })
}
