//! Turns the entity container into the functions of the client.

use std::collections::{BTreeSet, HashSet};

use super::names::Wanted;
use super::operations::overload_words;
use super::types::{Area, Client, Condition, Content, File, Function, GateRef, Step, Target};
use super::{Planner, docs};
use crate::model::{Model, OperationId};
use crate::selection::Selection;

impl Planner<'_> {
    /// The file of the client.
    pub(super) fn client(&self) -> File {
        let mut names = self.symbols.client_functions.iter().cloned();
        let mut functions = Vec::new();
        if let Some(container) = &self.model.container {
            let sources = container.sources.iter().enumerate();
            let sources = sources.filter(|(at, _)| self.selection.has_source(*at));
            for ((_, source), rust) in sources.zip(names.by_ref()) {
                let target = match source.collection {
                    true => self.symbols.collection_builder(source.entity_type),
                    false => self.symbols.single_builder(source.entity_type),
                };
                // an address without a type has no gate either
                let gate = target.as_ref().map(|_| self.source_gate(&rust, source));
                functions.push(Function {
                    docs: docs::named(&source.name, &source.annotations, &[]),
                    rust,
                    condition: Condition::ALWAYS,
                    step: Step::Navigate {
                        wire: source.name.clone(),
                        target: target.map_or(Target::Resource, Target::Builder),
                        gate: gate.unwrap_or(GateRef::Open),
                    },
                });
            }
            for (at, import) in container.imports.iter().enumerate() {
                let overloads =
                    selected_overloads(self.model, self.selection, at, &import.operations);
                for (id, rust) in overloads.into_iter().zip(names.by_ref()) {
                    functions.push(self.import_function(import, id, rust));
                }
            }
        }
        let title = docs::paragraph(&self.options.title).join(" ");
        let client = Client {
            docs: vec![format!("Where every request to {title} starts.")],
            base_url: self.options.base_url.clone(),
            origins: self.options.origins.clone(),
            key_segments: self.options.key_segments,
            unqualified_operations: self.options.unqualified_operations,
            unqualified_enums: self.options.unqualified_enums,
            odata_4_01: self.options.odata_4_01,
            max_batch: self.options.max_batch,
            json_batches: self.options.json_batches,
            batch_url: self.options.batch_url.clone(),
            expired_codes: self.options.expired_codes.clone(),
            headers: self.options.headers.clone(),
            functions,
        };
        File {
            path: format!("{}/client.rs", self.root()),
            space: super::Space::default(),
            content: Content::Client(client),
            condition: Condition::ALWAYS,
        }
    }
}

/// The file for the optional parameters of what the container imports, where there are any.
pub(super) fn import_options(planner: &Planner<'_>) -> Option<File> {
    let container = planner.model.container.as_ref()?;
    let operations: BTreeSet<OperationId> = container
        .imports
        .iter()
        .flat_map(|import| import.operations.iter().copied())
        .collect();
    let options: Vec<_> = operations
        .into_iter()
        .filter_map(|id| planner.optional_parameters(id))
        .collect();
    let space = planner.symbols.spaces.of(&container.name.namespace);
    (!options.is_empty()).then(|| File {
        path: planner.path(Area::Requests, &space, &planner.symbols.container_module),
        space,
        content: Content::Options(options),
        condition: Condition::ALWAYS,
    })
}

/// What the functions of the client are to be called, in the order in which they are planned.
pub(super) fn wanted_functions(
    model: &Model,
    selection: &Selection,
) -> Vec<(String, String, &'static str)> {
    let Some(container) = &model.container else {
        return Vec::new();
    };
    let sources = container.sources.iter().enumerate();
    let sources = sources
        .filter(|(at, _)| selection.has_source(*at))
        .map(|(_, source)| (source.name.to_string(), source.name.to_string(), "resource"));
    let imports = container.imports.iter().enumerate();
    let imports = imports.flat_map(|(at, import)| {
        let overloads = selected_overloads(model, selection, at, &import.operations);
        let words = overload_words(model, &overloads);
        overloads.into_iter().zip(words).map(move |(id, words)| {
            let operation = model.operation(id);
            let Wanted { key, kind, .. } = super::operations::wanted(model, id, "");
            // the import has a name of its own, which is the one in the URL
            let words = words.replacen(&*operation.name.name, &import.name, 1);
            (format!("{}/{key}", import.name), words, kind)
        })
    });
    sources.chain(imports).collect()
}

/// The overloads of an import that are selected, by the position of the import in the container. Of those
/// that cannot be told apart the first is used.
fn selected_overloads(
    model: &Model,
    selection: &Selection,
    at: usize,
    overloads: &[OperationId],
) -> Vec<OperationId> {
    let mut seen = HashSet::new();
    let overloads = overloads.iter().copied();
    overloads
        .filter(|&id| selection.has_import(at, id))
        .filter(|&id| seen.insert(super::operations::key(model.operation(id))))
        .collect()
}
