//! Turns chains into groups of rows, sorted as people look for them.

use std::collections::{BTreeMap, HashMap};

use super::chains::{Chain, Link};
use super::{Cell, Group, Row};
use crate::diff::change::{Element, Side};
use crate::model::Model;

/// Puts each chain into the group of what declares it in the newest version that has it.
pub(super) fn arrange(models: &[&Model], chains: Vec<Chain>) -> Vec<Group> {
    let owners = owners(&chains);
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, chain) in chains.iter().enumerate() {
        let Some((version, link)) = chain.newest() else {
            continue;
        };
        if is_part(link.side.element) {
            continue;
        }
        match (
            is_inside(&link.side),
            owners.get(&(version, link.side.path.group())),
        ) {
            (true, Some(&owner)) => members.entry(owner).or_default().push(at),
            _ => drop(members.entry(at).or_default()),
        }
    }
    let arranger = Arranger {
        namespaces: models.iter().map(|model| only_namespace(model)).collect(),
        chains: &chains,
    };
    let mut groups: Vec<(usize, Group)> = members
        .into_iter()
        .map(|(owner, rows)| (owner, arranger.group(owner, rows)))
        .collect();
    groups.sort_by_cached_key(|(owner, group)| {
        let element = group.row.element;
        (rank(element), element, group.row.name.clone(), *owner)
    });
    groups.into_iter().map(|(_, group)| group).collect()
}

/// Parameters and what comes back are in the row of their operation.
fn is_part(element: Element) -> bool {
    matches!(element, Element::Parameter | Element::ReturnType)
}

fn is_inside(side: &Side) -> bool {
    side.path.member.is_some()
}

/// The namespace that every name of a model begins with, with a dot behind it.
fn only_namespace(model: &Model) -> Option<String> {
    match &model.namespaces[..] {
        [only] => Some(format!("{}.", only.name)),
        _ => None,
    }
}

/// The chains of types and containers, by version and name.
fn owners(chains: &[Chain]) -> HashMap<(usize, &str), usize> {
    let mut owners = HashMap::new();
    for (at, chain) in chains.iter().enumerate() {
        for (version, link) in chain.links.iter().enumerate() {
            let side = link.as_ref().map(|link| &link.side);
            if let Some(side) = side.filter(|side| !is_inside(side)) {
                owners.insert((version, &*side.path.owner), at);
            }
        }
    }
    owners
}

/// Where a sort of element stands in the table.
fn rank(element: Element) -> usize {
    match element {
        Element::EntityType | Element::Property => 0,
        Element::ComplexType | Element::NavigationProperty => 1,
        Element::EnumType | Element::EnumMember => 2,
        Element::TypeDefinition => 3,
        Element::Action | Element::Function => 4,
        Element::EntityContainer => 5,
        Element::Singleton => 6,
        Element::EntitySet => 7,
        _ => 8,
    }
}

struct Arranger<'c> {
    /// By version, where there is but one.
    namespaces: Vec<Option<String>>,
    chains: &'c [Chain],
}

impl Arranger<'_> {
    fn group(&self, owner: usize, mut rows: Vec<usize>) -> Group {
        rows.sort_by_cached_key(|&at| self.place(at));
        Group {
            row: self.row(owner, None),
            rows: rows
                .into_iter()
                .map(|at| self.row(at, Some(owner)))
                .collect(),
        }
    }

    /// By sort, then by name; members of enumerations by their numbers.
    fn place(&self, at: usize) -> (usize, bool, i64, String, usize) {
        let Some((_, link)) = self.chains[at].newest() else {
            return (usize::MAX, false, 0, String::new(), at);
        };
        let side = &link.side;
        let number = side
            .value
            .as_deref()
            .filter(|_| side.element == Element::EnumMember);
        let number = number.and_then(|number| number.parse().ok()).unwrap_or(0);
        let is_of_many = side.path.owner.starts_with("Collection(");
        let name = side.path.member.as_deref().unwrap_or_default().to_owned();
        (rank(side.element), is_of_many, number, name, link.order)
    }

    fn row(&self, at: usize, owner: Option<usize>) -> Row {
        let chain = &self.chains[at];
        let newest = chain.newest();
        let cells = chain.links.iter().enumerate();
        Row {
            element: newest.map_or(Element::EntityType, |(_, link)| link.side.element),
            name: newest.map_or_else(String::new, |(version, link)| self.name(version, link)),
            cells: cells
                .map(|(version, link)| {
                    let link = link.as_ref()?;
                    Some(Cell {
                        name: self.name(version, link),
                        declared_by: self.declared_by(version, link, owner),
                        value: link
                            .side
                            .value
                            .as_deref()
                            .map(|value| self.short(version, value)),
                        is_same: newest.is_some_and(|(_, newest)| newest.shape == link.shape),
                    })
                })
                .collect(),
        }
    }

    /// What an element is called as seen from its group.
    fn name(&self, version: usize, link: &Link) -> String {
        let path = &link.side.path;
        let is_of_many = path.owner.starts_with("Collection(");
        let name = match &path.member {
            Some(member) if is_of_many => format!("Collection/{member}"),
            Some(member) => member.to_string(),
            None => path.owner.to_string(),
        };
        self.short(version, &name).replace(',', ", ")
    }

    /// The type that declares an element, where the group is about another one.
    fn declared_by(&self, version: usize, link: &Link, owner: Option<usize>) -> Option<String> {
        let here = self.chains[owner?].links[version].as_ref();
        let here = here.map(|here| &*here.side.path.owner);
        let owner = link.side.path.group();
        (here != Some(owner)).then(|| self.short(version, owner))
    }

    fn short(&self, version: usize, text: &str) -> String {
        match &self.namespaces[version] {
            Some(namespace) => text.replace(namespace, ""),
            None => text.to_owned(),
        }
    }
}
