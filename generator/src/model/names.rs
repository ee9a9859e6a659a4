//! Turns the declarations of all documents into one table of names, aliases included.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::Arc;

use serde::Serialize;

use super::{DefinitionId, EnumId, Model, Namespace, OperationId, StructuredId};
use crate::csdl::Document;
use crate::csdl::tree::{Schema, Text};
use crate::diagnostics::rules::semantic;
use crate::diagnostics::{Diagnostic, Diagnostics, Span};

/// A namespace and a simple name (OData CSDL 4.01 §15.1).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct QualifiedName {
    /// The namespace.
    pub namespace: Arc<str>,
    /// The simple name.
    pub name: Box<str>,
}

impl fmt::Display for QualifiedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.namespace, self.name)
    }
}

/// What a qualified name of a type leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NamedType {
    /// An entity or complex type.
    Structured(StructuredId),
    /// An enumeration type.
    Enum(EnumId),
    /// A type definition.
    Definition(DefinitionId),
}

/// Everything that can be named, and the short names of namespaces in each document.
pub(super) struct Names<'a> {
    types: HashMap<Box<str>, (NamedType, Span)>,
    operations: HashMap<Box<str>, Vec<OperationId>>,
    /// One map for each document: aliases are local to the document that states them (§3.4, §5.2).
    aliases: Vec<HashMap<&'a str, &'a str>>,
}

impl<'a> Names<'a> {
    /// Collects all names; ids are counted in the order in which the rest of the build goes through the documents.
    pub(super) fn collect(documents: &'a [Document], diagnostics: &mut Diagnostics) -> Self {
        let mut names = Self {
            types: HashMap::new(),
            operations: HashMap::new(),
            aliases: documents.iter().map(document_aliases).collect(),
        };
        let mut counters = Counters::default();
        for schema in documents.iter().flat_map(|document| &document.schemas) {
            names.collect_types(schema, &mut counters, diagnostics);
            names.collect_operations(schema, &mut counters);
        }
        names
    }

    fn collect_types(
        &mut self,
        schema: &Schema,
        counters: &mut Counters,
        diagnostics: &mut Diagnostics,
    ) {
        for ty in &schema.structured_types {
            let id = StructuredId::from_index(count(&mut counters.structured));
            self.declare(schema, &ty.name, NamedType::Structured(id), diagnostics);
        }
        for ty in &schema.enum_types {
            let id = EnumId::from_index(count(&mut counters.enums));
            self.declare(schema, &ty.name, NamedType::Enum(id), diagnostics);
        }
        for ty in &schema.type_definitions {
            let id = DefinitionId::from_index(count(&mut counters.definitions));
            self.declare(schema, &ty.name, NamedType::Definition(id), diagnostics);
        }
    }

    fn collect_operations(&mut self, schema: &Schema, counters: &mut Counters) {
        for operation in &schema.operations {
            let id = OperationId::from_index(count(&mut counters.operations));
            self.operations
                .entry(join(&schema.namespace, &operation.name))
                .or_default()
                .push(id);
        }
    }

    fn declare(
        &mut self,
        schema: &Schema,
        name: &Text,
        ty: NamedType,
        diagnostics: &mut Diagnostics,
    ) {
        match self.types.entry(join(&schema.namespace, name)) {
            Entry::Vacant(entry) => {
                entry.insert((ty, name.span));
            }
            Entry::Occupied(entry) => diagnostics.push(
                Diagnostic::at(
                    &semantic::DUPLICATE_TYPE,
                    name.span,
                    format!("the type `{}` is declared twice", entry.key()),
                    "declared again here",
                )
                .with_related(entry.get().1, "first declared here")
                .with_help("a name stands for one type only; rename or drop one of the two"),
            ),
        }
    }

    /// Splits a qualified name and replaces an alias of `document` by its namespace.
    pub(super) fn split<'t>(
        &'t self,
        document: usize,
        name: &'t str,
    ) -> Option<(&'t str, &'t str)> {
        let (qualifier, simple) = name.rsplit_once('.')?;
        let namespace = self.aliases[document]
            .get(qualifier)
            .copied()
            .unwrap_or(qualifier);
        Some((namespace, simple))
    }

    /// The type that a name, as written in `document`, leads to.
    pub(super) fn find_type(&self, document: usize, name: &str) -> Option<NamedType> {
        self.find(document, name, |full| {
            self.types.get(full).map(|(ty, _)| *ty)
        })
    }

    /// The overloads of the operation that a name, as written in `document`, leads to.
    pub(super) fn find_operations(&self, document: usize, name: &str) -> Option<&[OperationId]> {
        self.find(document, name, |full| {
            self.operations.get(full).map(Vec::as_slice)
        })
    }

    fn find<T>(
        &self,
        document: usize,
        name: &str,
        look_up: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        // most documents write namespaces out, so the name as written is tried first
        look_up(name).or_else(|| {
            let (namespace, simple) = self.split(document, name)?;
            look_up(&join(namespace, simple))
        })
    }

    /// A declared type whose name resembles `name`.
    pub(super) fn similar_type(&self, name: &str) -> Option<&str> {
        crate::diagnostics::closest(name, self.types.keys().map(|name| &**name))
    }

    /// The types by name, for the finished model.
    pub(super) fn into_types(self) -> HashMap<Box<str>, NamedType> {
        self.types
            .into_iter()
            .map(|(name, (ty, _))| (name, ty))
            .collect()
    }
}

#[derive(Default)]
struct Counters {
    structured: usize,
    enums: usize,
    definitions: usize,
    operations: usize,
}

fn count(counter: &mut usize) -> usize {
    let index = *counter;
    *counter += 1;
    index
}

/// `namespace.name` as the tables key it.
pub(super) fn join(namespace: &str, name: &str) -> Box<str> {
    let mut full = String::with_capacity(namespace.len() + 1 + name.len());
    full.push_str(namespace);
    full.push('.');
    full.push_str(name);
    full.into_boxed_str()
}

fn document_aliases(document: &Document) -> HashMap<&str, &str> {
    let includes = document
        .references
        .iter()
        .flat_map(|reference| &reference.includes);
    let included = includes
        .filter_map(|include| Some((&*include.alias.as_ref()?.value, &*include.namespace.value)));
    let schemas = document.schemas.iter();
    let declared = schemas
        .filter_map(|schema| Some((&*schema.alias.as_ref()?.value, &*schema.namespace.value)));
    included.chain(declared).collect()
}

/// The namespaces that declare something, each once, in the order they were read.
pub(super) fn collect_namespaces(documents: &[Document], model: &mut Model) {
    let mut seen = HashSet::new();
    for schema in documents.iter().flat_map(|document| &document.schemas) {
        if seen.insert(&*schema.namespace.value) {
            model.namespaces.push(Namespace {
                name: schema.namespace.value.clone(),
                alias: schema.alias.as_ref().map(|alias| alias.value.clone()),
            });
        }
    }
}
