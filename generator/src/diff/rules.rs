//! Turns a fact into the rule that says what it means for those who call the service.
//!
//! What is safe on the wire is what "Model Versioning" calls so (OData Protocol 4.01 §5.2): adding
//! nullable properties or ones with a default, navigation properties that are nullable or lead to many,
//! types, entity sets, singletons, operations, imports, parameters that need not be given, and annotations
//! that need not be understood. What it does not name is judged by what a request that worked, or a reader
//! that understood every answer, meets now. Levels for Rust speak of code that was written against what
//! `plan` made of the old model: all fields are public, so a literal that names all of them lacks a new
//! one; no enum is `#[non_exhaustive]`, so a `match` lacks a new variant; single values are options
//! whatever `Nullable` says; and a capability that is forbidden is a marker trait less.

mod annotations;
mod bases;
mod calls;
mod capabilities;
mod container;
mod declared;
mod enums;
mod facets;
mod hierarchy;
mod limits;
mod members;
mod namespaces;
mod operations;
mod parameters;
mod permissions;
mod story;
mod type_use;
mod types;
mod widths;

use serde::Serialize;

use super::change::{Change, Element, Kind};
use super::renames::Renames;
use crate::diagnostics::closest;
use crate::model::Model;

/// How bad a change is, from the least to the worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Nothing is different, but for what people read.
    Docs,
    /// Something can be used that could not be used before; what there was works as it did.
    Additive,
    /// What there was works for some and fails for others, or means something else.
    Risky,
    /// What there was does not work any more.
    Breaking,
}

/// Which way the data goes that a change touches, as seen from a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// What a client sends: addresses, query options, bodies.
    Sent,
    /// What a client reads.
    Received,
    /// Both.
    Both,
}

/// What a sort of change means.
#[derive(Debug)]
pub struct Rule {
    /// The name of the rule, such as `property-removed`.
    pub id: &'static str,
    /// The kinds of facts that it is about.
    pub kinds: &'static [Kind],
    /// The sorts of elements that it is about; all where none is named.
    pub elements: &'static [Element],
    /// What else has to hold; of several rules for one fact the first one of the table judges it.
    pub when: fn(&Change, &Models<'_>) -> bool,
    /// Which way the data goes.
    pub direction: Direction,
    /// What it means for requests and answers.
    pub wire: Level,
    /// What it means for Rust code that was written against the code generated before.
    pub rust: Level,
    /// Why, in one line.
    pub reason: &'static str,
    /// What to do about it.
    pub help: &'static str,
}

/// What the conditions of rules may look at beside the fact.
#[derive(Clone, Copy, Debug)]
pub struct Models<'m> {
    /// The old model.
    pub old: &'m Model,
    /// The new model.
    pub new: &'m Model,
    /// The elements that have another name.
    pub renames: &'m Renames,
}

/// The tables, in the order in which they are looked through.
const TABLES: &[&[Rule]] = &[
    namespaces::RULES,
    types::RULES,
    members::RULES,
    type_use::RULES,
    facets::RULES,
    enums::RULES,
    operations::RULES,
    parameters::RULES,
    container::RULES,
    annotations::RULES,
    capabilities::RULES,
];

/// The elements that are structured types.
const STRUCTURED: &[Element] = &[Element::EntityType, Element::ComplexType];

/// The elements that are types.
const TYPES: &[Element] = &[
    Element::EntityType,
    Element::ComplexType,
    Element::EnumType,
    Element::TypeDefinition,
];

/// The elements that structured types are made of.
const MEMBERS: &[Element] = &[Element::Property, Element::NavigationProperty];

/// The elements that have a type.
const TYPED: &[Element] = &[
    Element::Property,
    Element::NavigationProperty,
    Element::Parameter,
    Element::ReturnType,
];

/// The elements that have a type and its facets. A property that became a navigation property has lost
/// facets that only the former can have.
const VALUES: &[Element] = &[
    Element::Property,
    Element::NavigationProperty,
    Element::Parameter,
    Element::ReturnType,
    Element::TypeDefinition,
];

/// The elements that are called.
const OPERATIONS: &[Element] = &[Element::Action, Element::Function];

/// The elements that are called at the root of the service.
const IMPORTS: &[Element] = &[Element::ActionImport, Element::FunctionImport];

/// The elements that stand at the root of the service.
const RESOURCES: &[Element] = &[Element::EntitySet, Element::Singleton];

/// The elements with an address that Rust has a gate for.
const GATED_ADDRESSES: &[Element] = &[
    Element::NavigationProperty,
    Element::EntitySet,
    Element::Singleton,
];

/// The elements that Rust has a gate for.
const GATED: &[Element] = &[
    Element::Property,
    Element::NavigationProperty,
    Element::EntitySet,
    Element::Singleton,
];

/// The condition of rules that need none.
fn always(_: &Change, _: &Models<'_>) -> bool {
    true
}

/// All rules, in the order in which they are tried.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    TABLES.iter().copied().flatten()
}

/// The rule with this id.
///
/// # Errors
/// With the id that was probably meant, if one is like it.
pub fn find(id: &str) -> Result<&'static Rule, Option<&'static str>> {
    let found = all().find(|rule| rule.id == id);
    found.ok_or_else(|| closest(id, all().map(|rule| rule.id)))
}

/// The rule that a fact is judged by.
///
/// # Panics
/// When no rule is about the fact; a test holds that there is one for every kind and sort of element.
#[must_use]
pub fn judge(change: &Change, models: &Models<'_>) -> &'static Rule {
    let rule = all().find(|rule| rule.is_about(change, models));
    rule.expect("the last rules of the tables have no conditions")
}

impl Rule {
    fn is_about(&self, change: &Change, models: &Models<'_>) -> bool {
        let element = change.side().element;
        self.kinds.contains(&change.kind)
            && (self.elements.is_empty() || self.elements.contains(&element))
            && (self.when)(change, models)
    }
}
