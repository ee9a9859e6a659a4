//! Turns the models of several versions into a table: which version has which element, and what it calls it.

mod chains;
mod groups;

use serde::Serialize;

use super::change::Element;
use super::renames::{Renames, Ruling, find};
use crate::model::Model;

/// Which version has which element, and under which name.
///
/// Elements of neighbouring versions are one where they have one name, or by the evidence of
/// [`renames`](super::renames); an element that a version lacks is taken up again where it comes back under
/// its old name. The newest version that has an element gives the row its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Matrix {
    /// What the versions are called, the oldest first.
    pub versions: Vec<String>,
    /// Entity types, complex types, enumeration types and type definitions, then the operations that are not
    /// bound, then the container; by name within each.
    pub groups: Vec<Group>,
}

/// A type with what it declares, the container with what it holds, or an unbound operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    /// The type, the container or the operation itself.
    #[serde(flatten)]
    pub row: Row,
    /// Properties, navigation properties and members, then operations bound to one instance and to many;
    /// entity sets, singletons and imports. By name within each; members of enumerations by value.
    pub rows: Vec<Row>,
}

/// One element over all versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The sort of element in the newest version that has it.
    pub element: Element,
    /// What the newest version that has it calls it, as seen from its group.
    pub name: String,
    /// One for each version; none where the version does not have the element.
    pub cells: Vec<Option<Cell>>,
}

/// An element in one version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// What it is called, as seen from the type that declares it: `Subject`, `Reply(Comment)`.
    pub name: String,
    /// The type that declares it there, where that is not the one that the group is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub declared_by: Option<String>,
    /// Its type, what it gives back, its number, or the type that it derives from; without the namespace where
    /// the model has but one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// That is the same as in the newest version that has the element, whatever it is called.
    pub is_same: bool,
}

/// A version for a [`Matrix`].
#[derive(Clone, Copy, Debug)]
pub struct MatrixVersion<'m> {
    /// What people call it.
    pub name: &'m str,
    /// What it declares.
    pub model: &'m Model,
}

impl Matrix {
    /// Looks which element of each version is which of the next one.
    #[must_use]
    pub fn of(versions: &[MatrixVersion<'_>], rulings: &[Ruling]) -> Self {
        let models: Vec<&Model> = versions.iter().map(|version| version.model).collect();
        let renames: Vec<Renames> = models
            .windows(2)
            .map(|pair| find(pair[0], pair[1], rulings))
            .collect();
        Self {
            versions: versions.iter().map(|one| one.name.to_owned()).collect(),
            groups: groups::arrange(&models, chains::link(&models, &renames)),
        }
    }
}

impl Group {
    /// The rows that do not just say that what they are about comes and goes with the group.
    pub fn differences(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| !row.follows(&self.row))
    }

    /// The other rows.
    pub fn followers(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| row.follows(&self.row))
    }
}

impl Row {
    /// Whether every version that has `group` has this under one name and with one type, and no other does.
    #[must_use]
    pub fn follows(&self, group: &Row) -> bool {
        let mut cells = self.cells.iter().zip(&group.cells);
        cells.all(|(cell, there)| match (cell, there) {
            (Some(cell), Some(_)) => {
                cell.is_same && cell.name == self.name && cell.declared_by.is_none()
            }
            (None, None) => true,
            _ => false,
        })
    }
}
