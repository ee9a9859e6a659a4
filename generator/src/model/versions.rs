//! Turns types that are versions of one another into the newest of them.
//!
//! Some services never change a type that is published: they derive a new one of the same name from
//! it, in a namespace that ends in the number of the version. `Part.v1_2_0.Part` derives from
//! `Part.v1_1_0.Part` and that, in the end, from the abstract `Part.Part`. Everything refers to the
//! oldest, and every value is of some newer type. A reader wants one type with all properties that
//! there are. So the newest stands for all of its versions, and what all these namespaces declare
//! stands together, under the one without a number.

pub(super) mod namespaces;

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Model, QualifiedName, StructuredId};
use namespaces::{declared_version, version};

/// Which types and namespaces are versions of which.
#[derive(Debug, Default)]
pub struct Versions {
    /// What stands for each structured type, by id: itself, or its newest version.
    newest: Vec<StructuredId>,
    /// The oldest version of each structured type, by id.
    oldest: Vec<StructuredId>,
    /// All versions of each structured type that has several, by the newest.
    members: HashMap<StructuredId, Vec<StructuredId>>,
    /// The namespace without a number, of each that has one.
    homes: HashMap<Box<str>, Box<str>>,
}

impl Versions {
    /// Finds the versions of all types.
    #[must_use]
    pub fn find(model: &Model) -> Self {
        let declared: HashSet<&str> = model.namespaces.iter().map(|space| &*space.name).collect();
        let home = |name: &&str| {
            let (home, _) = declared_version(name, &declared)?;
            Some((Box::from(*name), Box::from(home)))
        };
        let mut versions = Self {
            newest: model.structured_ids().collect(),
            oldest: model.structured_ids().collect(),
            members: HashMap::new(),
            homes: declared.iter().filter_map(home).collect(),
        };
        if versions.homes.is_empty() {
            return versions;
        }
        for line in versions.lines(model) {
            versions.join(model, &line);
        }
        versions
    }

    /// The type that stands for this one.
    #[must_use]
    pub fn newest(&self, id: StructuredId) -> StructuredId {
        self.newest[id.0 as usize]
    }

    /// Whether another type stands for this one.
    #[must_use]
    pub fn is_superseded(&self, id: StructuredId) -> bool {
        self.newest(id) != id
    }

    /// The namespace that what this one declares counts as a part of: itself, or the one without a number.
    #[must_use]
    pub fn home<'n>(&'n self, namespace: &'n str) -> &'n str {
        self.homes.get(namespace).map_or(namespace, |home| home)
    }

    /// The name that does not change when a version is added: that of the oldest one.
    #[must_use]
    pub fn lasting_name<'m>(&self, model: &'m Model, id: StructuredId) -> &'m QualifiedName {
        &model.structured(self.oldest[id.0 as usize]).name
    }

    /// What tells a declaration from others of its home: its name, with the number of its namespace.
    #[must_use]
    pub fn key(&self, name: &QualifiedName) -> String {
        let beyond = match self.homes.get(&*name.namespace) {
            Some(home) => &name.namespace[home.len() + 1..],
            None => return name.name.to_string(),
        };
        format!("{beyond}.{}", name.name)
    }

    /// A type and those of its bases for which it stands, from the type itself upwards.
    pub fn line<'m>(
        &'m self,
        model: &'m Model,
        id: StructuredId,
    ) -> impl Iterator<Item = StructuredId> + 'm {
        model
            .ancestry(id)
            .take_while(move |&base| self.newest(base) == id)
    }

    /// The types below one, or below a version of it, each by what stands for it.
    #[must_use]
    pub fn below(&self, model: &Model, id: StructuredId) -> Vec<StructuredId> {
        let mut below = model.descendants(self.oldest[id.0 as usize]);
        below.retain(|&other| !self.is_superseded(other) && other != id);
        below
    }

    /// What stands for the types directly below one, or below a version of it, each once.
    #[must_use]
    pub fn derived(&self, model: &Model, id: StructuredId) -> Vec<StructuredId> {
        let members = self.members(id);
        let derived = members
            .iter()
            .flat_map(|&member| &model.structured(member).derived);
        self.distinct(id, derived.copied())
    }

    /// What stands for the bases of a type, nearest first, each once.
    #[must_use]
    pub fn bases(&self, model: &Model, id: StructuredId) -> Vec<StructuredId> {
        self.distinct(id, model.ancestry(id).skip(1))
    }

    /// The types that one stands for, itself among them.
    #[must_use]
    pub fn members(&self, id: StructuredId) -> &[StructuredId] {
        let alone = std::slice::from_ref(&self.newest[id.0 as usize]);
        self.members.get(&id).map_or(alone, Vec::as_slice)
    }

    /// What stands for some types, each once, and without what stands for `id`.
    fn distinct(
        &self,
        id: StructuredId,
        types: impl Iterator<Item = StructuredId>,
    ) -> Vec<StructuredId> {
        let mut seen = HashSet::from([id]);
        let newest = types.map(|other| self.newest(other));
        newest.filter(|&other| seen.insert(other)).collect()
    }

    /// Types of one name in namespaces of one home that derive from each other, the oldest first.
    fn lines(&self, model: &Model) -> Vec<Vec<StructuredId>> {
        let same = |id: StructuredId, base: StructuredId| {
            let (id, base) = (&model.structured(id).name, &model.structured(base).name);
            id.name == base.name && self.home(&id.namespace) == self.home(&base.namespace)
        };
        let mut lines: BTreeMap<StructuredId, Vec<StructuredId>> = BTreeMap::new();
        let mut open: Vec<(StructuredId, StructuredId)> = model
            .structured_ids()
            .filter(|&id| model.structured(id).base.is_none_or(|base| !same(id, base)))
            .map(|id| (id, id))
            .collect();
        while let Some((id, oldest)) = open.pop() {
            let next = model.structured(id).derived.iter();
            let next = next.filter(|&&derived| same(derived, id));
            let before = open.len();
            open.extend(next.map(|&derived| (derived, oldest)));
            if id != oldest || open.len() > before {
                lines.entry(oldest).or_default().push(id);
            }
        }
        lines.into_values().collect()
    }

    /// Has the newest type of a line stand for all others whose properties it has.
    fn join(&mut self, model: &Model, line: &[StructuredId]) {
        let by_number = |&id: &StructuredId| (self.number(&model.structured(id).name), id);
        let Some(newest) = line.iter().copied().max_by_key(|id| by_number(id)) else {
            return;
        };
        let inherited: HashSet<StructuredId> = model.ancestry(newest).collect();
        let known: HashSet<&str> = inherited.iter().flat_map(|&id| names(model, id)).collect();
        for &id in line {
            // a correction of an old version is beside the line that leads to the newest one
            let is_covered =
                inherited.contains(&id) || names(model, id).all(|name| known.contains(name));
            if is_covered {
                self.newest[id.0 as usize] = newest;
                self.oldest[id.0 as usize] = line[0];
                self.members.entry(newest).or_default().push(id);
            }
        }
    }

    /// The number of the namespace of a type; the one without comes before all others.
    fn number(&self, name: &QualifiedName) -> Vec<u32> {
        let is_version = self.homes.contains_key(&*name.namespace);
        let version = is_version.then(|| version(&name.namespace)).flatten();
        version.map_or_else(Vec::new, |(_, numbers)| numbers)
    }
}

/// The names of the properties that a type declares itself.
fn names(model: &Model, id: StructuredId) -> impl Iterator<Item = &str> {
    let ty = model.structured(id);
    let properties = ty.properties.iter().map(|property| &*property.name);
    properties.chain(
        ty.navigation_properties
            .iter()
            .map(|property| &*property.name),
    )
}
