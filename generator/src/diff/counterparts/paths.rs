//! Turns what is known about two models into the list of all elements that both have.

use super::Counterparts;
use crate::diff::change::Path;
use crate::diff::members::pair_members;
use crate::diff::operation_pairs::pair_operations;
use crate::diff::operations::operation_side;
use crate::diff::pairs::Pairs;
use crate::diff::renames::Renames;
use crate::diff::{container, enums, structured};
use crate::model::{EntityContainer, EnumType, Model, Operation, StructuredId};

impl Counterparts<'_> {
    /// The paths of all elements that both models have, the old one first.
    ///
    /// This is what [`compare`](crate::diff::compare) compares: elements of one name, those that have
    /// another name, and properties and operations that another type of the same hierarchy declares.
    #[must_use]
    pub fn paths(&self) -> Vec<(Path, Path)> {
        let mut found = Lister {
            pairs: &self.pairs,
            renames: self.renames,
            list: Vec::new(),
        };
        found.structured_types();
        found.other_types();
        found.operations();
        found.container();
        found.list
    }
}

struct Lister<'m> {
    pairs: &'m Pairs<'m>,
    renames: &'m Renames,
    list: Vec<(Path, Path)>,
}

impl Lister<'_> {
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
