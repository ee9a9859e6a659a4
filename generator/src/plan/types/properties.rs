//! The property constants of a version as they are printed, and the gates beside them.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{Condition, Name, Path, RustType};

/// The constants that name the properties of a type, and the gates of those that are restricted.
#[derive(Debug, Serialize)]
pub struct Properties {
    /// Lines of documentation of the module.
    pub docs: Vec<String>,
    /// The constants; none for a module that holds the gates of a container.
    pub constants: Vec<Constant>,
    /// The gates.
    pub gates: Vec<Gate>,
}

/// A constant that names a property.
#[derive(Debug, Serialize)]
pub struct Constant {
    /// Lines of documentation.
    pub docs: Vec<String>,
    /// The property and the constant.
    pub name: Name,
    /// It is a navigation property.
    pub navigation: bool,
    /// The type that has the property.
    pub owner: RustType,
    /// What the property holds, without absence.
    pub ty: RustType,
    /// What may be done with it.
    pub gate: GateRef,
    /// The features that it needs besides those of its module.
    #[serde(skip_serializing_if = "Condition::is_always")]
    pub condition: Condition,
}

/// What may be done with a property, entity set or singleton.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum GateRef {
    /// Everything.
    Open,
    /// Everything but changing what it refers to: the target lives inside.
    Contained,
    /// What the gate says, which is named in its module.
    Gate(Path),
}

/// A type without values whose traits say what may be done.
#[derive(Debug, Serialize)]
pub struct Gate {
    /// Lines of documentation.
    pub docs: Vec<String>,
    /// Its name.
    pub name: Box<str>,
    /// The traits that it implements, in the order of [`Capability`].
    pub allows: BTreeSet<Capability>,
}

/// Something that may be done: a marker trait of the runtime.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Capability {
    /// `GET`.
    Readable,
    /// `POST`, or in a body that creates.
    Insertable,
    /// `PATCH`, or in a body that updates.
    Updatable,
    /// `DELETE`.
    Deletable,
    /// `$expand`.
    Expandable,
    /// `$search`.
    Searchable,
    /// `$filter`.
    Filterable,
    /// `$orderby`.
    Sortable,
    /// `$count`.
    Countable,
    /// Delta links.
    Trackable,
    /// `$ref`.
    Referenceable,
    /// `$search` together with `$filter` and `$orderby`.
    Combinable,
}
