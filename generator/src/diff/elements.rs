//! Turns a model into the list of its elements, and two models into which element is which on the other side.

use super::change::{Path, Side};
use super::members::{members, pair_members};
use super::operation_pairs::pair_operations;
use super::operations::{operation_side, parameter_side, return_side};
use super::pairs::Pairs;
use super::renames::Renames;
use super::{container, enums, structured};
use crate::model::{EntityContainer, EnumType, Model, Operation, StructuredId};

/// Every element of a model but its namespaces: with its type, its value, what it gives back, or the type that
/// it derives from.
///
/// Types come in the order of the document, each before what it declares, then operations with their
/// parameters, then the container.
#[must_use]
pub fn elements(model: &Model) -> Vec<Side> {
    let mut found = Vec::new();
    for id in model.structured_ids() {
        let base = model.structured(id).base;
        let base = base.map(|base| model.structured(base).name.to_string().into());
        found.push(Side {
            value: base,
            ..structured::type_side(model, id)
        });
        let members = members(model, id);
        let sides = members.iter();
        found.extend(sides.map(|member| structured::member_side(model, member, true)));
    }
    for ty in &model.enum_types {
        let outer = enums::enum_side(ty);
        let members = ty.members.iter();
        let members: Vec<Side> = members.map(|m| enums::member_side(&outer, m)).collect();
        found.push(outer);
        found.extend(members);
    }
    found.extend(model.type_definitions.iter().map(|ty| Side {
        value: Some(ty.underlying_type.name().into()),
        ..enums::definition_side(ty)
    }));
    for operation in &model.operations {
        let outer = operation_side(model, operation, true);
        let parameters = operation.parameters.iter();
        let parameters: Vec<Side> = parameters
            .map(|parameter| parameter_side(model, &outer, parameter, true))
            .collect();
        let returned = operation.return_type.as_ref();
        let returned = returned.map(|ty| return_side(model, &outer, ty));
        found.push(outer);
        found.extend(parameters);
        found.extend(returned);
    }
    let container = model.container.iter();
    found.extend(container.flat_map(|container| container_elements(model, container)));
    found
}

fn container_elements(model: &Model, all: &EntityContainer) -> Vec<Side> {
    let outer = container::container_side(all);
    let sources = all.sources.iter();
    let sources = sources.map(|source| container::source_side(model, &outer, source, true));
    let imports = all.imports.iter();
    let imports = imports.map(|import| container::import_side(&outer, import));
    let inner: Vec<Side> = sources.chain(imports).collect();
    std::iter::once(outer).chain(inner).collect()
}

/// The paths of all elements that both models have, the old one first.
///
/// This is what [`compare`](super::compare) compares: elements of one name, those that have another name,
/// and properties and operations that another type of the same hierarchy declares.
#[must_use]
pub fn counterparts(old: &Model, new: &Model, renames: &Renames) -> Vec<(Path, Path)> {
    let mut found = Counterparts {
        pairs: &Pairs::new(old, new, renames),
        renames,
        list: Vec::new(),
    };
    found.structured_types();
    found.other_types();
    found.operations();
    found.container();
    found.list
}

struct Counterparts<'m> {
    pairs: &'m Pairs<'m>,
    renames: &'m Renames,
    list: Vec<(Path, Path)>,
}

impl Counterparts<'_> {
    fn structured_types(&mut self) {
        let (old, new) = (self.pairs.old, self.pairs.new);
        for id in old.structured_ids() {
            let path = |model: &Model, id: StructuredId| structured::type_side(model, id).path;
            let there = self.pairs.forward(id);
            let pair = there.map(|there| (path(old, id), path(new, there)));
            self.list.extend(pair);
        }
        let table = pair_members(self.pairs, self.renames);
        for (before, after) in table.same.iter().chain(&table.moved) {
            let before = structured::member_side(old, before, false);
            let after = structured::member_side(new, after, false);
            self.list.push((before.path, after.path));
        }
    }

    fn other_types(&mut self) {
        let (old, new) = (self.pairs.old, self.pairs.new);
        for (before, there) in old.enum_types.iter().zip(&self.pairs.enums.forward) {
            let Some(there) = *there else { continue };
            let after = &new.enum_types[there as usize];
            let outer = [enums::enum_side(before).path, enums::enum_side(after).path];
            let names = |ty: &EnumType| -> Vec<Box<str>> {
                ty.members
                    .iter()
                    .map(|member| member.name.clone())
                    .collect()
            };
            self.named(&outer, &names(before), &names(after));
            let [before, after] = outer;
            self.list.push((before, after));
        }
        let definitions = old.type_definitions.iter();
        for (before, there) in definitions.zip(&self.pairs.definitions.forward) {
            let Some(there) = *there else { continue };
            let after = &new.type_definitions[there as usize];
            let path = |ty| enums::definition_side(ty).path;
            self.list.push((path(before), path(after)));
        }
    }

    fn operations(&mut self) {
        let (old, new) = (self.pairs.old, self.pairs.new);
        for (before, after) in pair_operations(self.pairs, self.renames).same {
            let (before, after) = (old.operation(before), new.operation(after));
            let outer = [
                operation_side(old, before, false).path,
                operation_side(new, after, false).path,
            ];
            let names = |operation: &Operation| -> Vec<Box<str>> {
                let parameters = operation.parameters.iter();
                parameters.map(|parameter| parameter.name.clone()).collect()
            };
            self.named(&outer, &names(before), &names(after));
            if before.return_type.is_some() && after.return_type.is_some() {
                let [old, new] = outer.each_ref().map(|path| path.join("$ReturnType"));
                self.list.push((old, new));
            }
            let [old, new] = outer;
            self.list.push((old, new));
        }
    }

    fn container(&mut self) {
        let (old, new) = (&self.pairs.old.container, &self.pairs.new.container);
        let (Some(old), Some(new)) = (old, new) else {
            return;
        };
        let outer = [old, new].map(|container| container::container_side(container).path);
        let names = |container: &EntityContainer| -> Vec<Box<str>> {
            let sources = container.sources.iter().map(|source| &source.name);
            let imports = container.imports.iter().map(|import| &import.name);
            sources.chain(imports).cloned().collect()
        };
        self.named(&outer, &names(old), &names(new));
        let [old, new] = outer;
        self.list.push((old, new));
    }

    /// What belongs to two elements: parts of one name, and those that have another one.
    fn named(&mut self, outer: &[Path; 2], old: &[Box<str>], new: &[Box<str>]) {
        for before in old {
            let path = outer[0].join(before);
            let name = self.renames.new_name(&path).unwrap_or(before);
            if new.iter().any(|after| **after == *name) {
                let there = outer[1].join(name);
                self.list.push((path, there));
            }
        }
    }
}
