//! Turns entity types into request builders: one for an entity, one for a collection.

use super::names::{Case, Wanted, local_names};
use super::operations::{bound_to, overload_words, wanted};
use super::shapes::Shape;
use super::structs::Member;
use super::symbols::{Chosen, Functions};
use super::types::{
    Area, Argument, Builder, Condition, Content, File, Function, GateRef, Name, Parameter, Passed,
    Path, Requests, Step, Target,
};
use super::{Options, Planner, docs};
use crate::model::{Model, OperationId, Primitive, StructuredId, StructuredKind, Type};

impl Planner<'_> {
    /// The files of all entity types that something can address.
    pub(super) fn requests(&self) -> Vec<File> {
        let entities = self
            .model
            .structured_ids()
            .filter(|&id| self.model.structured(id).kind == StructuredKind::Entity);
        entities.filter_map(|id| self.entity_requests(id)).collect()
    }

    fn entity_requests(&self, id: StructuredId) -> Option<File> {
        let path = self.symbols.named[id.0 as usize].as_ref()?;
        let single = self.symbols.single_builder(id)?;
        let ty = self.model.structured(id);
        let versions = self.symbols.versions.line(self.model, id);
        let options: Vec<OperationId> = versions
            .map(|id| self.model.structured(id))
            .flat_map(|ty| ty.operations.iter().chain(&ty.collection_operations))
            .copied()
            .collect();
        let requests = Requests {
            wire: ty.name.to_string().into(),
            entity: self.symbols.entity(id),
            is_typed: self.symbols.structured[id.0 as usize].is_some(),
            entity_condition: Condition::ALWAYS,
            single: Builder {
                docs: self.builder_docs("one", id, path),
                name: single.name.clone(),
                functions: self.single_functions(id, path),
            },
            collection: self
                .symbols
                .collection_builder(id)
                .map(|collection| Builder {
                    docs: self.builder_docs("a collection of", id, path),
                    name: collection.name.clone(),
                    functions: self.collection_functions(id, &single),
                }),
            options: options
                .into_iter()
                .filter_map(|id| self.optional_parameters(id))
                .collect(),
        };
        Some(File {
            path: self.path(Area::Requests, &path.space, self.symbols.module(path)),
            space: path.space.clone(),
            content: Content::Requests(requests),
            condition: Condition::ALWAYS,
        })
    }

    fn builder_docs(&self, what: &str, id: StructuredId, path: &Path) -> Vec<String> {
        match &self.symbols.structured[id.0 as usize] {
            Some(_) => {
                let target = self.public_path(path);
                vec![format!(
                    "Addresses {what} [`{}`](crate::{target}).",
                    path.name
                )]
            }
            None => {
                let wire = docs::code(&self.model.structured(id).name.to_string());
                docs::wrap(&format!(
                    "Addresses {what} {wire}, whose values have no type here: they are JSON."
                ))
            }
        }
    }

    fn single_functions(&self, id: StructuredId, path: &Path) -> Vec<Function> {
        let chosen = self.chosen();
        let names = &self.symbols.functions[id.0 as usize];
        let mut names = Names(names, 0);
        let mut functions = Vec::new();
        for member in self.members(id) {
            match member {
                Member::Property(property, _)
                    if property.ty.ty == Type::Primitive(Primitive::Stream)
                        && chosen.has_streams(id) =>
                {
                    let docs = docs::named(&property.name, &property.annotations, &[]);
                    functions.push(Function {
                        docs,
                        rust: names.next(),
                        condition: Condition::ALWAYS,
                        step: stream(&property.name, property.ty.collection),
                    });
                }
                Member::Property(..) => {}
                Member::Navigation(_, _, false) => {}
                Member::Navigation(property, field, true) => {
                    let builder = property.target.and_then(|id| match property.collection {
                        true => self.symbols.collection_builder(id),
                        false => self.symbols.single_builder(id),
                    });
                    let gate = match builder {
                        Some(_) => self.navigation_gate(path, field, property),
                        None => GateRef::Open,
                    };
                    functions.push(Function {
                        docs: docs::named(&property.name, &property.annotations, &[]),
                        rust: names.next(),
                        condition: Condition::ALWAYS,
                        step: Step::Navigate {
                            wire: property.name.clone(),
                            target: builder.map_or(Target::Resource, Target::Builder),
                            gate,
                        },
                    });
                }
            }
        }
        for derived in casts(&chosen, id, self.options.max_variants) {
            functions.push(self.cast(derived, names.next(), self.symbols.single_builder(derived)));
        }
        functions.extend(
            bound(&chosen, id, false)
                .into_iter()
                .map(|id| self.bound_function(id, names.next())),
        );
        functions
    }

    fn collection_functions(&self, id: StructuredId, single: &Path) -> Vec<Function> {
        let chosen = self.chosen();
        let names = &self.symbols.collection_functions[id.0 as usize];
        let mut names = Names(names, 0);
        let mut functions = Vec::new();
        let key = self.model.key(id);
        if !key.is_empty() {
            functions.push(Function {
                docs: vec!["Picks the entity with this key.".to_owned()],
                rust: "by_key".into(),
                condition: Condition::ALWAYS,
                step: Step::Key {
                    parts: self.key_parts(id),
                    target: single.clone(),
                },
            });
        }
        for derived in casts(&chosen, id, self.options.max_variants) {
            functions.push(self.cast(
                derived,
                names.next(),
                self.symbols.collection_builder(derived),
            ));
        }
        functions.extend(
            bound(&chosen, id, true)
                .into_iter()
                .map(|id| self.bound_function(id, names.next())),
        );
        let keys = well_known(self.model, self.options, id);
        functions.extend(keys.map(|(key, value)| Function {
            docs: vec![format!(
                "Picks the entity with the well-known key {}.",
                docs::code(value)
            )],
            rust: names.next(),
            condition: Condition::ALWAYS,
            step: Step::WellKnown {
                key: key.into(),
                value: value.into(),
                target: single.clone(),
            },
        }));
        functions
    }

    fn key_parts(&self, id: StructuredId) -> Vec<Parameter> {
        let key = self.model.key(id);
        let constructors = self.symbols.constructors.iter().map(|name| &**name);
        let reserved: Vec<&str> = constructors.collect();
        let words = key.iter().map(|part| &*part.name);
        let names = local_names(words, Case::Snake, &reserved, "key");
        let part = |(part, rust): (&crate::model::KeyProperty, Box<str>)| Parameter {
            docs: Vec::new(),
            name: Name {
                wire: part.name.clone(),
                rust,
            },
            argument: match self.argument(&part.ty) {
                // reported already; a key of such a type cannot be written, but everything around it can
                Argument::Items(_) | Argument::Borrowed(_) | Argument::Reference(_) => {
                    Argument::Into(super::RustType::Plain("String"))
                }
                argument => argument,
            },
            passed: Passed::AsLiteral,
        };
        key.iter().zip(names).map(part).collect()
    }

    fn cast(&self, derived: StructuredId, rust: Box<str>, target: Option<Path>) -> Function {
        let wire = self.model.structured(derived).name.to_string();
        Function {
            docs: vec![format!("Narrows to {}.", docs::code(&wire))],
            rust,
            condition: Condition::ALWAYS,
            step: match target {
                Some(target) => Step::Cast {
                    wire: wire.into(),
                    target,
                },
                None => Step::Navigate {
                    wire: wire.into(),
                    target: Target::Resource,
                    gate: GateRef::Open,
                },
            },
        }
    }
}

/// A stream is read and written at its address; of a collection of them, only the address is known.
fn stream(wire: &str, collection: bool) -> Step {
    let target = if collection {
        Target::Resource
    } else {
        Target::Stream
    };
    Step::Navigate {
        wire: wire.into(),
        target,
        gate: GateRef::Open,
    }
}

/// The names of a builder's functions, taken in the order in which they were given.
struct Names<'n>(&'n [Box<str>], usize);

impl Names<'_> {
    fn next(&mut self) -> Box<str> {
        let name = self.0[self.1].clone();
        self.1 += 1;
        name
    }
}

/// The types that a builder offers to narrow to: those below, unless they are too many to choose from.
///
/// A selection says itself which of them its paths take.
fn casts(chosen: &Chosen<'_>, id: StructuredId, most: usize) -> Vec<StructuredId> {
    let mut below = chosen.versions.below(chosen.model, id);
    below.retain(|&derived| match chosen.selection.has_cast(id, derived) {
        Some(is_taken) => is_taken,
        None => chosen.shapes[derived.0 as usize] != Shape::Omitted,
    });
    if chosen.selection.is_everything() && below.len() > most {
        below.clear();
    }
    below
}

/// The operations bound to a type or to what it inherits from that are selected.
fn bound(chosen: &Chosen<'_>, id: StructuredId, collection: bool) -> Vec<OperationId> {
    let mut operations = bound_to(chosen.model, id, collection);
    operations.retain(|&id| chosen.selection.has_operation(id));
    operations
}

/// The keys of a type that become functions, each with the name of the key in the URL.
fn well_known<'m>(
    model: &'m Model,
    options: &'m Options,
    id: StructuredId,
) -> impl Iterator<Item = (&'m str, &'m str)> {
    let keys = options.well_known(&model.structured(id).name);
    let part = match model.key(id) {
        [part] => Some(&*part.name),
        _ => None,
    };
    part.into_iter()
        .flat_map(move |part| keys.iter().map(move |value| (part, value.as_str())))
}

/// What the functions of a type's two builders are to be called, in the order in which they are planned.
pub(super) fn wanted_functions(
    chosen: &Chosen<'_>,
    id: StructuredId,
    options: &Options,
) -> Functions {
    let model = chosen.model;
    let mut single = Vec::new();
    let mut chain: Vec<StructuredId> = model.ancestry(id).collect();
    chain.reverse();
    for owner in chain {
        let ty = model.structured(owner);
        let streams = ty.properties.iter().filter(|property| {
            property.ty.ty == Type::Primitive(Primitive::Stream) && chosen.has_streams(id)
        });
        single.extend(streams.map(|property| own(&property.name, &property.name, "stream")));
        let navigation = ty.navigation_properties.iter().enumerate();
        let navigation = navigation.filter(|(at, _)| chosen.selection.has_navigation(owner, *at));
        single.extend(
            navigation.map(|(_, property)| own(&property.name, &property.name, "navigation")),
        );
    }
    let casts = casts(chosen, id, options.max_variants);
    let cast = |derived: &StructuredId| {
        let name = chosen.versions.lasting_name(model, *derived);
        own(&format!("as/{name}"), &format!("as_{}", name.name), "type")
    };
    single.extend(casts.iter().map(cast));
    let mut collection: Vec<_> = casts.iter().map(cast).collect();
    single.extend(operations(model, &bound(chosen, id, false)));
    collection.extend(operations(model, &bound(chosen, id, true)));
    let keys = well_known(model, options, id);
    collection.extend(keys.map(|(_, value)| own(&format!("key/{value}"), value, "key")));
    Functions { single, collection }
}

fn operations(model: &Model, operations: &[OperationId]) -> Vec<(String, String, &'static str)> {
    let words = overload_words(model, operations);
    let entry = |(&id, words): (&OperationId, String)| {
        let Wanted { key, kind, .. } = wanted(model, id, "");
        (key, words, kind)
    };
    operations.iter().zip(words).map(entry).collect()
}

fn own(key: &str, words: &str, kind: &'static str) -> (String, String, &'static str) {
    (key.to_owned(), words.to_owned(), kind)
}
