//! Turns the `Edmx` wrapper into a [`Document`] and its references (OData CSDL 4.01 §4).

use std::collections::HashSet;

use super::annotations::{parse_annotation, parse_annotations_only};
use super::cursor::{Cursor, Element};
use super::schema::parse_schema;
use super::tree::{Document, Include, IncludeAnnotations, Reference, Schema, Text};
use super::vocabulary::quoted;
use crate::diagnostics::rules::syntax;
use crate::diagnostics::{Diagnostic, SourceId, Span, Spanned};

/// What to do about a document of OData V2 or V3.
pub(super) const LEGACY_HELP: &str = "this tool takes CSDL XML of OData 4.0 and 4.01: ask the service for its V4 endpoint, \
     or convert the document, for example with the stylesheet `V2-to-V4-CSDL.xsl` of the OASIS OData committee";

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
    check_containers(cursor, &document);
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
    match &*version.value {
        "4.0" | "4.01" => Some(version),
        "1.0" | "2.0" | "3.0" => {
            let message = format!(
                "the document is of version {}, before OData V4",
                quoted(&version.value)
            );
            let diagnostic = Diagnostic::at(
                syntax::LEGACY_VERSION,
                version.span,
                message,
                "an OData V2 or V3 document",
            );
            cursor.report(diagnostic.with_help(LEGACY_HELP));
            None
        }
        other => {
            let message = format!("{} is not a version of CSDL that is known", quoted(other));
            let diagnostic = Diagnostic::at(
                syntax::UNKNOWN_VERSION,
                version.span,
                message,
                "`4.0` or `4.01` is expected",
            );
            cursor.report(diagnostic.with_help(
                "change it to `4.01`, or allow the rule `csdl-version`, to have the document read as 4.01",
            ));
            Some(version)
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

/// Reports containers beside the first one; those that another one extends are parts of it.
fn check_containers(cursor: &mut Cursor<'_>, document: &Document) {
    let extended: HashSet<&str> = document
        .schemas
        .iter()
        .flat_map(|schema| &schema.containers)
        .filter_map(|container| container.extends.as_deref())
        .map(|extends| &**extends)
        .collect();
    let is_extended = |schema: &Schema, name: &str| {
        let qualifiers = [Some(&schema.namespace), schema.alias.as_ref()];
        let mut full = qualifiers.into_iter().flatten();
        full.any(|qualifier| extended.contains(&*format!("{}.{name}", qualifier.value)))
    };
    let mut containers = document.schemas.iter().flat_map(|schema| {
        let containers = schema.containers.iter();
        containers.filter(|container| !is_extended(schema, &container.name))
    });
    let Some(first) = containers.next() else {
        return;
    };
    for container in containers {
        let message = format!("{} is a second entity container", quoted(&container.name));
        let label = "a service has one";
        cursor.report(
            Diagnostic::at(
                syntax::SEVERAL_CONTAINERS,
                container.name.span,
                message,
                label,
            )
            .with_related(first.name.span, "the first one"),
        );
    }
}
