//! Turns `EntityContainer` elements into [`EntityContainer`] (OData CSDL 4.01 §13).

use super::annotations::{parse_annotation, parse_annotations_only};
use super::cursor::{Cursor, Element};
use super::tree::{
    Annotation, EntityContainer, EntitySet, NavigationPropertyBinding, OperationImport,
    OperationKind, Singleton,
};

const CHILDREN: &[&str] = &[
    "EntitySet",
    "Singleton",
    "ActionImport",
    "FunctionImport",
    "Annotation",
];

/// Reads a container with all it holds.
pub(super) fn parse_container<'a>(
    cursor: &mut Cursor<'a>,
    element: &Element<'a>,
) -> Option<EntityContainer> {
    let name = cursor.required("Name");
    let extends = cursor.optional("Extends");
    let (mut entity_sets, mut singletons) = (Vec::new(), Vec::new());
    let (mut operation_imports, mut annotations) = (Vec::new(), Vec::new());
    while let Some(child) = cursor.child(element) {
        match child.name {
            "EntitySet" => entity_sets.extend(parse_entity_set(cursor, &child)),
            "Singleton" => singletons.extend(parse_singleton(cursor, &child)),
            "ActionImport" => {
                operation_imports.extend(parse_import(cursor, &child, OperationKind::Action))
            }
            "FunctionImport" => {
                operation_imports.extend(parse_import(cursor, &child, OperationKind::Function))
            }
            "Annotation" => annotations.extend(parse_annotation(cursor, &child)),
            _ => cursor.unknown(&child, element, CHILDREN),
        }
    }
    Some(EntityContainer {
        name: name?,
        extends,
        entity_sets,
        singletons,
        operation_imports,
        annotations,
        span: element.span,
    })
}

fn parse_entity_set<'a>(cursor: &mut Cursor<'a>, element: &Element<'a>) -> Option<EntitySet> {
    let name = cursor.required("Name");
    let entity_type = cursor.required("EntityType");
    let include_in_service_document = cursor.boolean("IncludeInServiceDocument");
    let (bindings, annotations) = parse_bindings(cursor, element);
    Some(EntitySet {
        name: name?,
        entity_type: entity_type?,
        include_in_service_document,
        bindings,
        annotations,
        span: element.span,
    })
}

fn parse_singleton<'a>(cursor: &mut Cursor<'a>, element: &Element<'a>) -> Option<Singleton> {
    let name = cursor.required("Name");
    let entity_type = cursor.required("Type");
    let nullable = cursor.spanned_boolean("Nullable");
    let (bindings, annotations) = parse_bindings(cursor, element);
    Some(Singleton {
        name: name?,
        entity_type: entity_type?,
        nullable,
        bindings,
        annotations,
        span: element.span,
    })
}

fn parse_bindings<'a>(
    cursor: &mut Cursor<'a>,
    element: &Element<'a>,
) -> (Vec<NavigationPropertyBinding>, Vec<Annotation>) {
    let (mut bindings, mut annotations) = (Vec::new(), Vec::new());
    while let Some(child) = cursor.child(element) {
        match child.name {
            "NavigationPropertyBinding" => {
                let (path, target) = (cursor.required("Path"), cursor.required("Target"));
                bindings.extend(
                    path.zip(target)
                        .map(|(path, target)| NavigationPropertyBinding { path, target }),
                );
                cursor.expect_no_children(&child);
            }
            "Annotation" => annotations.extend(parse_annotation(cursor, &child)),
            _ => cursor.unknown(
                &child,
                element,
                &["NavigationPropertyBinding", "Annotation"],
            ),
        }
    }
    (bindings, annotations)
}

fn parse_import<'a>(
    cursor: &mut Cursor<'a>,
    element: &Element<'a>,
    kind: OperationKind,
) -> Option<OperationImport> {
    let name = cursor.required("Name");
    let (operation, include_in_service_document) = match kind {
        OperationKind::Action => (cursor.required("Action"), None),
        OperationKind::Function => (
            cursor.required("Function"),
            cursor.boolean("IncludeInServiceDocument"),
        ),
    };
    let entity_set = cursor.optional("EntitySet");
    let annotations = parse_annotations_only(cursor, element);
    Some(OperationImport {
        kind,
        name: name?,
        operation: operation?,
        entity_set,
        include_in_service_document,
        annotations,
        span: element.span,
    })
}
