//! Turns the object that a document is into a [`Document`] and its references (OData CSDL JSON 4.01 §4).

use super::annotations::parse_annotations;
use super::cursor::{Cursor, name_of};
use super::element::Element;
use super::root;
use super::schema::parse_schema;
use super::value::{Member, Object, Value};
use crate::csdl::checks::{self, Verdict};
use crate::csdl::tree::{Document, Include, IncludeAnnotations, Reference, Text};
use crate::diagnostics::{Span, Spanned};

/// Reads a whole document; `None` where nothing in it can be used.
pub(super) fn parse_document(
    cursor: &mut Cursor,
    object: &Object<'_>,
    place: Span,
) -> Option<Document> {
    if let Some(diagnostic) = root::other_than_csdl(object, place) {
        cursor.report(diagnostic);
        return None;
    }
    let mut element = Element::new("document", object, place, place);
    let version = parse_version(cursor, &mut element)?;
    let mut document = Document {
        source: cursor.source,
        version,
        references: Vec::new(),
        schemas: Vec::new(),
    };
    let container = element.optional(cursor, "$EntityContainer");
    let references = element.entries(cursor, "$Reference").iter();
    document.references = references
        .filter_map(|member| parse_reference(cursor, member))
        .collect();
    let schemas = element.children();
    document.schemas = schemas
        .filter_map(|member| parse_schema(cursor, member))
        .collect();
    element.finish(cursor);
    // of a document that breaks off, nothing can be said to be missing
    if let Some(name) = container.filter(|_| object.complete) {
        check_container(cursor, &document, &name);
    }
    for diagnostic in checks::containers(&document.schemas) {
        cursor.report(diagnostic);
    }
    Some(document)
}

/// Reads `$Version`: one that no standard knows is reported and taken, one before 4.0 is refused.
fn parse_version(cursor: &mut Cursor, element: &mut Element<'_, '_>) -> Option<Text> {
    let Some(version) = element.required(cursor, "$Version") else {
        return Some(Spanned {
            value: "4.01".into(),
            span: element.name_span,
        });
    };
    match checks::version(&version) {
        Verdict::Known => Some(version),
        Verdict::Unknown(diagnostic) => {
            cursor.report(diagnostic);
            Some(version)
        }
        Verdict::Legacy(diagnostic) => {
            cursor.report(diagnostic);
            None
        }
    }
}

fn parse_reference(cursor: &mut Cursor, member: &Member<'_>) -> Option<Reference> {
    let mut element = Element::of_member(cursor, "Reference", member)?;
    let includes = element.items(cursor, "$Include").iter();
    let includes = includes
        .filter_map(|item| parse_include(cursor, item))
        .collect();
    let include_annotations = element.items(cursor, "$IncludeAnnotations").iter();
    let include_annotations = include_annotations
        .filter_map(|item| parse_include_annotations(cursor, item))
        .collect();
    let annotations = parse_annotations(cursor, &mut element);
    let span = element.span;
    element.finish_leaf(cursor);
    Some(Reference {
        uri: name_of(member),
        includes,
        include_annotations,
        annotations,
        span,
    })
}

fn parse_include(cursor: &mut Cursor, item: &Value<'_>) -> Option<Include> {
    let mut element = Element::of_item(cursor, "Include", "$Include", item)?;
    let namespace = element.required(cursor, "$Namespace");
    let alias = element.optional(cursor, "$Alias");
    let annotations = parse_annotations(cursor, &mut element);
    let span = element.span;
    element.finish_leaf(cursor);
    Some(Include {
        namespace: namespace?,
        alias,
        annotations,
        span,
    })
}

fn parse_include_annotations(cursor: &mut Cursor, item: &Value<'_>) -> Option<IncludeAnnotations> {
    let name = "$IncludeAnnotations";
    let mut element = Element::of_item(cursor, "IncludeAnnotations", name, item)?;
    let term_namespace = element.required(cursor, "$TermNamespace");
    let qualifier = element.optional(cursor, "$Qualifier");
    let target_namespace = element.optional(cursor, "$TargetNamespace");
    let span = element.span;
    element.finish_leaf(cursor);
    Some(IncludeAnnotations {
        term_namespace: term_namespace?,
        qualifier,
        target_namespace,
        span,
    })
}

/// Holds `$EntityContainer` against the containers that the document declares (§4.2). One that a
/// referenced document declares is not known here.
fn check_container(cursor: &mut Cursor, document: &Document, name: &Text) {
    let Some((namespace, simple)) = name.value.rsplit_once('.') else {
        let help = "write the name with its namespace, as in `Example.Container`";
        let what = "a qualified name";
        cursor.report(checks::invalid_value(name.span, &name.value, what, help));
        return;
    };
    let mut schemas = document.schemas.iter();
    let schema = schemas.find(|schema| {
        let alias = schema.alias.as_ref().map(|alias| &*alias.value);
        &*schema.namespace.value == namespace || alias == Some(namespace)
    });
    let is_declared = match schema {
        Some(schema) => {
            let mut containers = schema.containers.iter();
            containers.any(|container| &*container.name.value == simple)
        }
        None => !document.references.is_empty(),
    };
    if !is_declared {
        let help = "name the container of the service, or take the member away";
        let what = "a container of this document";
        cursor.report(checks::invalid_value(name.span, &name.value, what, help));
    }
}
