//! Turns the `Edmx` wrapper into a [`Document`] and its references (OData CSDL 4.01 §4).

use super::annotations::{parse_annotation, parse_annotations_only};
use super::checks::{self, Verdict};
use super::cursor::{Cursor, Element};
use super::schema::parse_schema;
use super::tree::{Document, Include, IncludeAnnotations, Reference, Schema, Text};
use crate::diagnostics::{SourceId, Span, Spanned};

/// Reads a whole document; `None` where nothing in it can be used.
pub(super) fn parse_document(cursor: &mut Cursor<'_>, source: SourceId) -> Option<Document> {
    let root = cursor.root()?;
    if !cursor.check_root(&root) {
        return None;
    }
    let version = parse_version(cursor, &root)?;
    let mut document = Document {
        source,
        version,
        references: Vec::new(),
        schemas: Vec::new(),
    };
    let mut services: Option<Span> = None;
    while let Some(child) = cursor.child(&root) {
        match child.name {
            "Reference" => document.references.extend(parse_reference(cursor, &child)),
            "DataServices" => {
                match services {
                    Some(first) => cursor.duplicate(&child, first, "its schemas are read too"),
                    None => services = Some(child.name_span),
                }
                parse_data_services(cursor, &child, &mut document.schemas);
            }
            _ => cursor.unknown(&child, &root, &["Reference", "DataServices"]),
        }
    }
    if services.is_none() {
        cursor.missing_element(&root, "`DataServices`");
    }
    for diagnostic in checks::containers(&document.schemas) {
        cursor.report(diagnostic);
    }
    cursor.finish();
    Some(document)
}

/// Reads `Version`: one that no standard knows is reported and taken, one before 4.0 is refused.
fn parse_version(cursor: &mut Cursor<'_>, root: &Element<'_>) -> Option<Text> {
    let Some(version) = cursor.required("Version") else {
        return Some(Spanned {
            value: "4.0".into(),
            span: root.name_span,
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

fn parse_data_services<'a>(
    cursor: &mut Cursor<'a>,
    element: &Element<'a>,
    schemas: &mut Vec<Schema>,
) {
    while let Some(child) = cursor.child(element) {
        match child.name {
            "Schema" => schemas.extend(parse_schema(cursor, &child)),
            _ => cursor.unknown(&child, element, &["Schema"]),
        }
    }
}

fn parse_reference<'a>(cursor: &mut Cursor<'a>, element: &Element<'a>) -> Option<Reference> {
    let uri = cursor.required("Uri");
    let (mut includes, mut include_annotations, mut annotations) =
        (Vec::new(), Vec::new(), Vec::new());
    while let Some(child) = cursor.child(element) {
        match child.name {
            "Include" => includes.extend(parse_include(cursor, &child)),
            "IncludeAnnotations" => {
                include_annotations.extend(parse_include_annotations(cursor, &child))
            }
            "Annotation" => annotations.extend(parse_annotation(cursor, &child)),
            _ => cursor.unknown(
                &child,
                element,
                &["Include", "IncludeAnnotations", "Annotation"],
            ),
        }
    }
    Some(Reference {
        uri: uri?,
        includes,
        include_annotations,
        annotations,
        span: element.span,
    })
}

fn parse_include<'a>(cursor: &mut Cursor<'a>, element: &Element<'a>) -> Option<Include> {
    let (namespace, alias) = (cursor.required("Namespace"), cursor.optional("Alias"));
    let annotations = parse_annotations_only(cursor, element);
    Some(Include {
        namespace: namespace?,
        alias,
        annotations,
        span: element.span,
    })
}

fn parse_include_annotations<'a>(
    cursor: &mut Cursor<'a>,
    element: &Element<'a>,
) -> Option<IncludeAnnotations> {
    let term_namespace = cursor.required("TermNamespace");
    let qualifier = cursor.optional("Qualifier");
    let target_namespace = cursor.optional("TargetNamespace");
    cursor.expect_no_children(element);
    Some(IncludeAnnotations {
        term_namespace: term_namespace?,
        qualifier,
        target_namespace,
        span: element.span,
    })
}
