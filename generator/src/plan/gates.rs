//! Turns annotations about capabilities into gates: what each property, entity set and singleton allows.

use std::collections::BTreeSet;

use super::types::{Capability, GateRef};
use crate::model::{Annotations, Capabilities, Permission};

/// Every capability, in the order in which a gate lists them.
pub(super) const ALL: [Capability; 12] = [
    Capability::Readable,
    Capability::Insertable,
    Capability::Updatable,
    Capability::Deletable,
    Capability::Expandable,
    Capability::Searchable,
    Capability::Filterable,
    Capability::Sortable,
    Capability::Countable,
    Capability::Trackable,
    Capability::Referenceable,
    Capability::Combinable,
];

/// What makes sense for a structural property.
const OF_PROPERTY: [Capability; 6] = [
    Capability::Readable,
    Capability::Insertable,
    Capability::Updatable,
    Capability::Filterable,
    Capability::Sortable,
    Capability::Countable,
];

/// What an address allows where nothing but the kind of the address forbids anything.
pub(super) fn open_address(referenceable: bool) -> BTreeSet<Capability> {
    let mut allowed = BTreeSet::from(ALL);
    if !referenceable {
        allowed.remove(&Capability::Referenceable);
    }
    allowed
}

/// What a structural property allows where nothing is forbidden.
pub(super) fn open_property() -> BTreeSet<Capability> {
    BTreeSet::from(OF_PROPERTY)
}

/// What an address allows, as far as the document says; silence allows.
pub(super) fn of_address(
    annotations: &Annotations,
    referenceable: bool,
    searched_alone: bool,
) -> BTreeSet<Capability> {
    let mut allowed = open_address(referenceable);
    let mut forbid = |capability: Capability, said: Option<bool>| {
        if said == Some(false) {
            allowed.remove(&capability);
        }
    };
    if let Some(said) = annotations.capabilities.as_deref() {
        for (capability, said) in restrictions(said) {
            forbid(capability, said);
        }
    }
    forbid(Capability::Readable, Some(may_read(annotations)));
    if !may_write(annotations) {
        for capability in [
            Capability::Insertable,
            Capability::Updatable,
            Capability::Deletable,
        ] {
            forbid(capability, Some(false));
        }
    }
    // where nothing can be searched, there is nothing to combine
    if searched_alone && allowed.contains(&Capability::Searchable) {
        allowed.remove(&Capability::Combinable);
    }
    allowed
}

fn restrictions(said: &Capabilities) -> [(Capability, Option<bool>); 10] {
    [
        (Capability::Readable, said.readable),
        (Capability::Insertable, said.insertable),
        (Capability::Updatable, said.updatable),
        (Capability::Deletable, said.deletable),
        (Capability::Expandable, said.expandable),
        (Capability::Searchable, said.searchable),
        (Capability::Filterable, said.filterable),
        (Capability::Sortable, said.sortable),
        (Capability::Countable, said.countable),
        (Capability::Trackable, said.trackable),
    ]
}

/// What a structural property allows, from its own annotations and from what is said where its type is exposed.
pub(super) fn of_property(
    annotations: &Annotations,
    exposed: &Exposures<'_>,
    name: &str,
) -> BTreeSet<Capability> {
    let mut allowed = BTreeSet::from(OF_PROPERTY);
    let read_only = annotations.computed || !may_write(annotations);
    let said = [
        (Capability::Readable, !may_read(annotations)),
        (
            Capability::Insertable,
            read_only
                || exposed.all_list(name, |said| {
                    (said.insertable, &said.non_insertable_properties)
                }),
        ),
        (
            Capability::Updatable,
            read_only
                || annotations.immutable
                || exposed.all_list(name, |said| {
                    (said.updatable, &said.non_updatable_properties)
                }),
        ),
        (
            Capability::Filterable,
            exposed.all_list(name, |said| {
                (said.filterable, &said.non_filterable_properties)
            }),
        ),
        (
            Capability::Sortable,
            exposed.all_list(name, |said| (said.sortable, &said.non_sortable_properties)),
        ),
        (
            Capability::Countable,
            exposed.all_list(name, |said| {
                (said.countable, &said.non_countable_properties)
            }),
        ),
    ];
    for (capability, forbidden) in said {
        if forbidden {
            allowed.remove(&capability);
        }
    }
    allowed
}

/// What is not allowed, in words; of a structural property, only of what makes sense for one.
pub(super) fn missing(
    allowed: &BTreeSet<Capability>,
    property: bool,
) -> impl Iterator<Item = &'static str> {
    let all: &[Capability] = if property { &OF_PROPERTY } else { &ALL };
    all.iter()
        .filter(|capability| !allowed.contains(capability))
        .map(move |capability| match capability {
            Capability::Readable => "reading",
            Capability::Insertable if property => "setting on creation",
            Capability::Insertable => "creating",
            Capability::Updatable => "changing",
            Capability::Deletable => "deleting",
            Capability::Expandable => "expanding",
            Capability::Searchable => "searching",
            Capability::Filterable => "filtering",
            Capability::Sortable => "sorting",
            Capability::Countable => "counting",
            Capability::Trackable => "tracking changes",
            Capability::Referenceable => "linking",
            Capability::Combinable => "searching together with filtering or sorting",
        })
}

fn may_read(annotations: &Annotations) -> bool {
    !matches!(
        annotations.permission,
        Some(Permission::Write | Permission::None)
    )
}

fn may_write(annotations: &Annotations) -> bool {
    !matches!(
        annotations.permission,
        Some(Permission::Read | Permission::None)
    )
}

/// Whether a structural property allows all that makes sense for one.
pub(super) fn is_open_property(allowed: &BTreeSet<Capability>) -> bool {
    allowed.len() == OF_PROPERTY.len()
}

/// The reference to what an address allows; `gate` makes the path of a gate where one is needed.
pub(super) fn reference(
    allowed: &BTreeSet<Capability>,
    gate: impl FnOnce() -> super::Path,
) -> GateRef {
    let missing: Vec<_> = ALL
        .iter()
        .filter(|capability| !allowed.contains(capability))
        .collect();
    match missing[..] {
        [] => GateRef::Open,
        [Capability::Referenceable] => GateRef::Contained,
        _ => GateRef::Gate(gate()),
    }
}

/// What is said of a type's properties at each address that leads to entities of the type.
#[derive(Clone, Debug, Default)]
pub(super) struct Exposures<'m>(pub(super) Vec<&'m Capabilities>);

impl Exposures<'_> {
    /// Whether every address that has a list of exceptions lists this property, and at least one has.
    ///
    /// A property belongs to its type, not to an address; a ban that holds at one address and not at
    /// another cannot be a ban on the property.
    fn all_list<'c>(
        &'c self,
        name: &str,
        list: impl Fn(&'c Capabilities) -> (Option<bool>, &'c Vec<Box<str>>),
    ) -> bool {
        let mut lists = self
            .0
            .iter()
            .map(|said| list(said))
            .filter(|(allowed, names)| *allowed != Some(false) && !names.is_empty())
            .peekable();
        lists.peek().is_some()
            && lists.all(|(_, names)| names.iter().any(|listed| **listed == *name))
    }
}
