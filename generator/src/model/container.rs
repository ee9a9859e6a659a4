//! Turns the entity containers into one: extended containers merged in, types and operations resolved.

use std::collections::HashSet;
use std::sync::Arc;

use super::annotations::Targets;
use super::names::join;
use super::resolve::Resolver;
use super::versions::namespaces::version;
use super::{
    EntityContainer, Model, NavigationSource, OperationId, OperationImport, QualifiedName,
};
use crate::csdl::Document;
use crate::csdl::tree::{self, Annotation, NavigationPropertyBinding, Text};
use crate::diagnostics::Diagnostic;
use crate::diagnostics::rules::semantic;

/// A container as written, and where.
struct Written<'a> {
    document: usize,
    name: QualifiedName,
    element: &'a tree::EntityContainer,
}

/// Builds the container of the service: that of the document asked for, or the first one there is.
pub(super) fn build_container(
    documents: &[Document],
    resolver: &mut Resolver<'_, '_>,
    targets: &mut Targets<'_>,
    model: &mut Model,
) {
    let written = collect(documents, resolver);
    let Some(service) = written.first() else {
        return;
    };
    let lineage = lineage(&written, service, resolver);
    let mut container = EntityContainer {
        name: service.name.clone(),
        sources: Vec::new(),
        imports: Vec::new(),
        annotations: targets.read(
            service.document,
            &[&service.name.to_string()],
            &service.element.annotations,
            resolver,
        ),
        span: service.element.name.span,
    };
    for part in lineage.into_iter().rev() {
        add_children(&mut container, part, resolver, targets, model);
    }
    model.container = Some(container);
}

fn collect<'a>(documents: &'a [Document], resolver: &Resolver<'_, '_>) -> Vec<Written<'a>> {
    let mut written = Vec::new();
    for (at, document) in documents.iter().enumerate() {
        for schema in &document.schemas {
            let namespace: Arc<str> = Arc::from(&*schema.namespace.value);
            written.extend(schema.containers.iter().map(|element| Written {
                document: at,
                name: QualifiedName {
                    namespace: Arc::clone(&namespace),
                    name: element.name.value.clone(),
                },
                element,
            }));
        }
    }
    let extended: HashSet<Box<str>> = written
        .iter()
        .filter_map(|written| {
            full_name(
                resolver,
                written.document,
                written.element.extends.as_ref()?,
            )
        })
        .collect();
    // several containers in one document are against §13, and real: the richest one is the service,
    // unless another one adds to it
    let first = documents.first().map_or(0, |_| {
        written
            .iter()
            .filter(|written| written.document == 0)
            .count()
    });
    written[..first].sort_by_cached_key(|written| {
        let is_extended = extended.contains(&*written.name.to_string());
        (is_extended, std::cmp::Reverse(size(written.element)))
    });
    written
}

/// The name of a container without alias.
fn full_name(resolver: &Resolver<'_, '_>, document: usize, name: &Text) -> Option<Box<str>> {
    let (namespace, name) = resolver.names.split(document, name)?;
    Some(join(namespace, name))
}

fn size(element: &tree::EntityContainer) -> usize {
    element.entity_sets.len()
        + element.singletons.len()
        + element.operation_imports.len()
        + usize::from(element.extends.is_some())
}

/// A container and those that it extends, the service's own first (§13.1.1).
fn lineage<'w, 'a>(
    written: &'w [Written<'a>],
    service: &'w Written<'a>,
    resolver: &mut Resolver<'_, '_>,
) -> Vec<&'w Written<'a>> {
    let mut lineage = vec![service];
    let mut at = service;
    while let Some(extends) = &at.element.extends {
        let full = full_name(resolver, at.document, extends);
        let base = written.iter().find(|written| {
            full.as_ref()
                .is_some_and(|full| **full == *written.name.to_string())
        });
        let Some(base) = base else {
            if resolver.is_in_missing_document(at.document, extends) {
                break;
            }
            if let Some(earlier) = full.and_then(|full| earlier_version(written, &full)) {
                report_earlier(extends, earlier, resolver);
                lineage.push(earlier);
                at = earlier;
                continue;
            }
            resolver.diagnostics.push(Diagnostic::at(
                &semantic::UNRESOLVED_CONTAINER,
                extends.span,
                format!("there is no entity container `{}`", extends.value),
                "not declared in any document at hand",
            ));
            break;
        };
        if lineage.iter().any(|seen| std::ptr::eq(*seen, base)) {
            resolver.diagnostics.push(Diagnostic::at(
                &semantic::CONTAINER_CYCLE,
                extends.span,
                format!("the entity container `{}` extends itself", base.name),
                "the chain comes back here",
            ));
            break;
        }
        lineage.push(base);
        at = base;
    }
    lineage
}

/// The newest container of this name in an earlier version of the same namespace.
fn earlier_version<'w, 'a>(written: &'w [Written<'a>], full: &str) -> Option<&'w Written<'a>> {
    let (namespace, name) = full.rsplit_once('.')?;
    let (home, wanted) = version(namespace)?;
    let of_home = |written: &'w Written<'a>| {
        let (its_home, number) = version(&written.name.namespace)?;
        let is_earlier = its_home == home && *written.name.name == *name && number < wanted;
        is_earlier.then_some((number, written))
    };
    let earlier = written.iter().filter_map(of_home);
    let newest = earlier.max_by(|(a, _), (b, _)| a.cmp(b));
    newest.map(|(_, written)| written)
}

fn report_earlier(extends: &Text, earlier: &Written<'_>, resolver: &mut Resolver<'_, '_>) {
    resolver.diagnostics.push(
        Diagnostic::at(
            &semantic::CONTAINER_VERSION,
            extends.span,
            format!("there is no entity container `{}`", extends.value),
            format!("taken to be `{}`", earlier.name),
        )
        .with_related(earlier.element.name.span, "the newest version before it"),
    );
}

fn add_children(
    container: &mut EntityContainer,
    written: &Written<'_>,
    resolver: &mut Resolver<'_, '_>,
    targets: &mut Targets<'_>,
    model: &Model,
) {
    let mut adder = Adder {
        document: written.document,
        path: written.name.to_string(),
        resolver,
        targets,
    };
    for set in &written.element.entity_sets {
        let source = adder.source(
            true,
            &set.name,
            &set.entity_type,
            &set.bindings,
            &set.annotations,
        );
        container.sources.extend(source);
    }
    for singleton in &written.element.singletons {
        let source = adder.source(
            false,
            &singleton.name,
            &singleton.entity_type,
            &singleton.bindings,
            &singleton.annotations,
        );
        container.sources.extend(source);
    }
    for import in &written.element.operation_imports {
        container.imports.extend(adder.import(import, model));
    }
}

struct Adder<'x, 'a, 'd, 't> {
    document: usize,
    path: String,
    resolver: &'x mut Resolver<'a, 'd>,
    targets: &'x mut Targets<'t>,
}

impl Adder<'_, '_, '_, '_> {
    fn source(
        &mut self,
        collection: bool,
        name: &Text,
        entity_type: &Text,
        bindings: &[NavigationPropertyBinding],
        annotations: &[Annotation],
    ) -> Option<NavigationSource> {
        let entity_type = self.resolver.find_structured(
            [&semantic::UNRESOLVED_TYPE, &semantic::ENTITY_SET_TYPE],
            self.document,
            entity_type,
        );
        let annotations = self.targets.read(
            self.document,
            &[&self.path, name],
            annotations,
            self.resolver,
        );
        Some(NavigationSource {
            name: name.value.clone(),
            collection,
            entity_type: entity_type?,
            bindings: bindings
                .iter()
                .map(|binding| (binding.path.value.clone(), binding.target.value.clone()))
                .collect(),
            annotations,
            span: name.span,
        })
    }

    fn import(&mut self, import: &tree::OperationImport, model: &Model) -> Option<OperationImport> {
        let annotations = self.targets.read(
            self.document,
            &[&self.path, &import.name],
            &import.annotations,
            self.resolver,
        );
        let named = self
            .resolver
            .names
            .find_operations(self.document, &import.operation)
            .unwrap_or_default();
        let unbound = |id: &OperationId| {
            model.operation(*id).binding.is_none() && model.operation(*id).kind == import.kind
        };
        let operations: Vec<OperationId> = named.iter().copied().filter(unbound).collect();
        if operations.is_empty() {
            let span = import.operation.span;
            let message = format!(
                "the import `{}` names no unbound operation `{}`",
                import.name.value, import.operation.value
            );
            self.resolver.diagnostics.push(
                Diagnostic::at(&semantic::OPERATION_IMPORT, span, message, "no such unbound operation")
                    .with_help("a function import names a function, an action import an action, and neither may be bound"),
            );
            return None;
        }
        Some(OperationImport {
            kind: import.kind,
            name: import.name.value.clone(),
            operations,
            entity_set: import.entity_set.as_ref().map(|set| set.value.clone()),
            annotations,
            span: import.name.span,
        })
    }
}
