//! Turns documents into a model, one kind of element after the other.

use std::sync::Arc;

use super::annotations::Targets;
use super::names::{self, Names};
use super::resolve::Resolver;
use super::{
    Model, QualifiedName, bind, bounds, check, container, enums, inherit, operations, paths,
    structured,
};
use crate::csdl::Document;
use crate::csdl::tree::{Schema, Text};
use crate::diagnostics::Diagnostics;
use crate::limits::Limits;

/// Builds the model of all `documents`, the one that was asked for first and those that it refers to.
///
/// Every problem found is added to `diagnostics`. The model is whole even where problems were
/// found, so that later stages can look for more of them; whoever calls decides by the levels of
/// the findings whether to go on.
pub fn build(documents: &[Document], diagnostics: &mut Diagnostics) -> Model {
    build_within(&Limits::default(), documents, diagnostics)
}

/// Like [`build`], with limits of one's own. Where the documents go beyond one, which denies, the model
/// is an empty one.
pub fn build_within(
    limits: &Limits,
    documents: &[Document],
    diagnostics: &mut Diagnostics,
) -> Model {
    if !bounds::check_types(documents, limits, diagnostics) {
        return Model::default();
    }
    let names = Names::collect(documents, diagnostics);
    let mut model = Model::default();
    names::collect_namespaces(documents, &mut model);
    let mut resolver = Resolver::new(documents, &names, diagnostics);
    let mut targets = Targets::collect(documents, &names);
    each_schema(documents, |schema| {
        structured::build_types(schema, &mut resolver, &mut targets, &mut model);
        enums::build_types(schema, &mut resolver, &mut targets, &mut model);
        operations::build_operations(schema, &mut resolver, &mut targets, &mut model);
    });
    inherit::link_bases(documents, limits, &mut resolver, &mut model);
    structured::build_keys(documents, &mut resolver, &mut model);
    bind::bind_operations(&mut model, resolver.diagnostics);
    if !bounds::check_members(&model, limits, resolver.diagnostics) {
        return Model::default();
    }
    container::build_container(documents, &mut resolver, &mut targets, &mut model);
    targets.check_all_found(&mut resolver);
    resolver.report_missing_documents();
    model.names = names.into_types();
    check::check(&model, diagnostics);
    paths::check(&model, diagnostics);
    model
}

/// A schema, and what is needed to read names in it.
#[derive(Clone, Copy)]
pub(super) struct SchemaScope<'a> {
    /// The position of the document, which decides what aliases mean.
    pub(super) document: usize,
    pub(super) schema: &'a Schema,
    pub(super) namespace: &'a Arc<str>,
}

impl SchemaScope<'_> {
    /// The qualified name of something that the schema declares.
    pub(super) fn qualify(&self, name: &Text) -> QualifiedName {
        QualifiedName {
            namespace: Arc::clone(self.namespace),
            name: name.value.clone(),
        }
    }
}

/// Goes through all schemas in the order in which ids are counted.
pub(super) fn each_schema(documents: &[Document], mut visit: impl FnMut(SchemaScope<'_>)) {
    for (document, schemas) in documents
        .iter()
        .map(|document| &document.schemas)
        .enumerate()
    {
        for schema in schemas {
            let namespace: Arc<str> = Arc::from(&*schema.namespace.value);
            visit(SchemaScope {
                document,
                schema,
                namespace: &namespace,
            });
        }
    }
}
