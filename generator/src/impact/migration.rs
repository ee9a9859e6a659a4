//! Turns the items of two versions into what users of the old one write with the new one.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Serialize;

use super::{Item, ItemKind, Items};
use crate::diff::{Element, Path, Side, elements};
use crate::model::Model;
use crate::plan::{self, Words};

/// What users of one version of a crate have to write with another one.
///
/// There is a row for each item of the old version that is called otherwise in the new one, that holds, takes
/// or gives something else, or that is gone. What only stands in another module because its type has another
/// name follows from the row of the type, and so does what belongs to a type that is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Migration {
    /// The old module: `outlook_rest::v1_0`.
    pub old: String,
    /// The new module.
    pub new: String,
    /// The rows by the old type that they are about, sorted by its name.
    pub sections: Vec<Section>,
}

/// The rows about one type, or about what stands at the root of the service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Section {
    /// The old type: `Folder`, or `Client`.
    pub name: String,
    /// Its new name; none where it is gone.
    pub new_name: Option<String>,
    /// The rows in the order of [`ItemKind`], and in that of the document.
    pub rows: Vec<Row>,
}

/// One item that is another one in the new version. Paths are below the modules of the versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// What it is.
    pub kind: ItemKind,
    /// The old item: `Event::date_time_created`.
    pub old: String,
    /// The new one; none where it is gone.
    pub new: Option<String>,
    /// What it held, took or gave, where that is something else now.
    pub old_type: Option<String>,
    /// What it holds, takes or gives instead.
    pub new_type: Option<String>,
}

impl Migration {
    /// Compares the items of elements that `counterparts` takes for the same.
    #[must_use]
    pub fn between(
        old: &Items<'_>,
        new: &Items<'_>,
        models: [&Model; 2],
        counterparts: &[(Path, Path)],
    ) -> Self {
        let mut table = Table::new(old, new, models, counterparts);
        table.add_rows();
        Self {
            old: old.root().to_owned(),
            new: new.root().to_owned(),
            sections: table.sections(),
        }
    }
}

/// An old item with the new one.
struct Pair<'p> {
    old: Item<'p>,
    new: Option<Item<'p>>,
}

struct Table<'t, 'p> {
    old: &'t Items<'p>,
    new: &'t Items<'p>,
    pairs: Vec<Pair<'p>>,
    /// The new names of old types.
    owners: HashMap<Box<str>, Box<str>>,
    /// The new paths of types, modules and builders, by their old ones.
    places: HashMap<String, String>,
    /// Old types that nothing stands for any more.
    gone: HashSet<Box<str>>,
    rows: BTreeMap<Box<str>, Vec<Row>>,
}

impl<'t, 'p> Table<'t, 'p> {
    fn new(
        old: &'t Items<'p>,
        new: &'t Items<'p>,
        models: [&Model; 2],
        counterparts: &[(Path, Path)],
    ) -> Self {
        let there: HashMap<&Path, &Path> = counterparts.iter().map(|(a, b)| (a, b)).collect();
        let sides = elements(models[1]);
        let sides: HashMap<&Path, &Side> = sides.iter().map(|side| (&side.path, side)).collect();
        let types = counterparts.iter();
        let types = types.filter(|(old, new)| old.member.is_none() && new.member.is_none());
        let mut table = Self {
            old,
            new,
            pairs: Vec::new(),
            owners: types
                .map(|(a, b)| (a.owner.clone(), b.owner.clone()))
                .collect(),
            places: HashMap::new(),
            gone: HashSet::new(),
            rows: BTreeMap::new(),
        };
        // what comes back is said with the operation
        let is_item = |side: &Side| side.element != Element::ReturnType;
        for side in elements(models[0]).into_iter().filter(is_item) {
            let after = there.get(&side.path).and_then(|path| sides.get(*path));
            let after = after.map_or_else(Vec::new, |side| new.find(side));
            for item in old.find(&side) {
                table.add(item, &after);
            }
        }
        table
    }

    fn add(&mut self, old: Item<'p>, after: &[Item<'p>]) {
        let owner = self.owner(&old.owner);
        let same = |item: &&Item<'p>| item.kind == old.kind && item.owner == owner;
        let new = after.iter().find(same).cloned();
        match &new {
            Some(new) if is_place(old.kind) => {
                self.places.insert(old.path.clone(), new.path.clone());
            }
            None if old.kind == ItemKind::Type => {
                self.gone.insert(old.owner.clone());
            }
            _ => {}
        }
        self.pairs.push(Pair { old, new });
    }

    /// What an owner is called in the new model.
    fn owner(&self, old: &str) -> Box<str> {
        let inner = old.strip_prefix("Collection(");
        let inner = inner.and_then(|inner| inner.strip_suffix(')'));
        let name = inner.unwrap_or(old);
        let name = self.owners.get(name).map_or(name, |name| name);
        match inner {
            Some(_) => format!("Collection({name})").into(),
            None => name.into(),
        }
    }

    fn add_rows(&mut self) {
        for pair in std::mem::take(&mut self.pairs) {
            if let Some(row) = self.row(&pair) {
                let owner = type_of(&pair.old.owner).into();
                let rows: &mut Vec<Row> = self.rows.entry(owner).or_default();
                // a function of the client is made from an operation and from what imports it
                if !rows.contains(&row) {
                    rows.push(row);
                }
            }
        }
    }

    /// The row of an item, unless nothing has to be written otherwise, or another row says it.
    fn row(&self, Pair { old, new }: &Pair<'_>) -> Option<Row> {
        let row = |new: Option<&Item<'_>>, types: [Option<String>; 2]| {
            let [old_type, new_type] = types;
            Some(Row {
                kind: old.kind,
                old: old.path.clone(),
                new: new.map(|new| new.path.clone()),
                old_type,
                new_type,
            })
        };
        // what must be given is in the signature of the function, and is given without its name
        if old.kind == ItemKind::Argument {
            return None;
        }
        let Some(new) = new else {
            let is_said = old.kind != ItemKind::Type && self.gone.contains(type_of(&old.owner));
            return (!is_said).then(|| row(None, [None, None])).flatten();
        };
        let translated = |path: &plan::Path| {
            let whole = self.old.paths.item(path);
            self.places.get(&whole).cloned().unwrap_or(whole)
        };
        let translated = old.signature(Words { name: &translated });
        let there = |path: &plan::Path| self.new.paths.item(path);
        let differs = translated != new.signature(Words { name: &there });
        if differs {
            let types = [old, new].map(|item| item.signature(Words { name: &short }));
            return row(Some(new), types);
        }
        (self.moved(&old.path) != new.path).then(|| row(Some(new), [None, None]))?
    }

    /// Where an item is if nothing but the name of what it belongs to changed.
    fn moved(&self, old: &str) -> String {
        let outer = old.rsplit_once("::");
        match outer.and_then(|(outer, name)| Some((self.places.get(outer)?, name))) {
            Some((outer, name)) => format!("{outer}::{name}"),
            None => old.to_owned(),
        }
    }

    fn sections(self) -> Vec<Section> {
        let mut sections: Vec<Section> = Vec::new();
        for (owner, mut rows) in self.rows {
            rows.sort_by_key(|row| row.kind);
            let simple = |name: &str| match name.rsplit_once('.') {
                Some((_, name)) => name.to_owned(),
                None if name.is_empty() => "Client".to_owned(),
                None => name.to_owned(),
            };
            let is_there = owner.is_empty() || self.owners.contains_key(&owner);
            let new_name = self.owners.get(&owner).unwrap_or(&owner);
            sections.push(Section {
                name: simple(&owner),
                new_name: is_there.then(|| simple(new_name)),
                rows,
            });
        }
        sections.sort_by(|a, b| a.name.cmp(&b.name));
        sections
    }
}

/// The type that an owner is or is a collection of.
fn type_of(owner: &str) -> &str {
    let inner = owner.strip_prefix("Collection(");
    inner
        .and_then(|inner| inner.strip_suffix(')'))
        .unwrap_or(owner)
}

/// Whether other items are found below an item.
fn is_place(kind: ItemKind) -> bool {
    matches!(
        kind,
        ItemKind::Type
            | ItemKind::Base
            | ItemKind::Module
            | ItemKind::Builder
            | ItemKind::CollectionBuilder
            | ItemKind::Options
    )
}

/// A generated item by its last name.
fn short(path: &plan::Path) -> String {
    path.name.to_string()
}
