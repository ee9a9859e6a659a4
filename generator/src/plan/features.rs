//! Turns the groups of a version into the features that each of its items needs.
//!
//! A file is there with any feature of which the group has what it holds. What a file cannot be without
//! comes with it: the types of properties, the variants of an enum, the gates of a builder. What a file
//! only names comes with its own features:
//!
//! - A function is there where everything is that it names. So a feature never changes what a function
//!   gives, and two features together have the functions that lead from one to the other.
//! - The type of what a navigation property leads to is always there by name ([`Absent`]), since fields
//!   must have the same type with all features. Without its features it has no properties and no traits.
//!
//! Features only ever add: an item has the same type wherever it is there.

mod clauses;
mod items;

use super::Planner;
use super::names::{Case, Namer, Wanted, among};
use super::types::{Absent, Feature, File, Path};
use crate::diagnostics::Diagnostics;
use crate::lock::Lock;
use crate::model::{DefinitionId, EnumId};
use crate::selection::Selection;
use clauses::Clauses;
use items::Items;

/// A feature, and what of a version belongs to it.
#[derive(Debug)]
pub struct Group {
    /// The feature.
    pub feature: Feature,
    /// What of the model it has.
    pub selection: Selection,
}

/// Names features after elements of the metadata, each given by what the lock knows it by and its own name.
/// `taken` are those that the manifest has already.
pub fn name_features(
    elements: &[(String, String)],
    taken: &[&str],
    before: &Lock,
    after: &mut Lock,
    diagnostics: &mut Diagnostics,
) -> Vec<Box<str>> {
    let wanted = elements.iter();
    let wanted: Vec<Wanted<'_>> = wanted
        .map(|(key, words)| Wanted::new(key, words, "feature"))
        .collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut namer = Namer::new("", before, after, diagnostics);
    let names = namer.assign("features", Case::Module, among(taken), &wanted);
    // a feature is no identifier, so a keyword does as it is
    let plain = |name: Box<str>| name.strip_prefix("r#").map(Box::from).unwrap_or(name);
    names.into_iter().map(plain).collect()
}

impl Planner<'_> {
    /// Gives each item the features that it needs, and each module of types those that are always there by name.
    pub(super) fn spread(&self, groups: &[Group], files: &mut [File]) -> Vec<(Path, Absent)> {
        if groups.is_empty() {
            return Vec::new();
        }
        let items = Items::find(files);
        let mut clauses = Clauses::new(files.len(), groups.len());
        for (at, group) in groups.iter().enumerate() {
            self.begin(&items, &group.selection, |file| clauses.add(file, at));
        }
        for (number, file) in files.iter().enumerate() {
            if items::is_common(&file.content) {
                clauses.add_always(number);
            }
        }
        clauses.close(&items.held(files));
        let names: Vec<&str> = groups.iter().map(|group| &*group.feature.name).collect();
        let absent = items.absent(files, &clauses, &names);
        for (number, file) in files.iter_mut().enumerate() {
            items::set_conditions(number, file, &items, &clauses, &names);
        }
        absent
    }

    /// The files of what a selection has.
    fn begin(&self, items: &Items, selection: &Selection, mut add: impl FnMut(usize)) {
        let symbols = self.symbols;
        let mut add = |path: &Option<Path>| {
            let file = path.as_ref().and_then(|path| items.file(path));
            file.into_iter().for_each(&mut add);
        };
        for id in self.model.structured_ids() {
            let at = id.0 as usize;
            if selection.has_structured(self.model, id) {
                add(&symbols.structured[at]);
            }
            if selection.has_builder(self.model, id) {
                add(&symbols.single_builder(id));
            }
        }
        for (path, id) in symbols.enums.iter().zip(0u32..) {
            if selection.has_enum(EnumId(id)) {
                add(path);
            }
        }
        for (path, id) in symbols.definitions.iter().zip(0u32..) {
            if selection.has_definition(DefinitionId(id)) {
                add(path);
            }
        }
    }
}
