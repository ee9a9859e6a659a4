//! Choices into what annotations say.

use odata_bindgen::model::{Annotations, Capabilities, Permission};

use crate::random::{Choices, names};

/// What is annotated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Type,
    Member,
    Property,
    Navigation,
    Operation,
    Parameter,
    Source,
    Container,
}

/// What an element may be annotated with that says nothing about other elements.
pub(super) fn of(choices: &mut Choices, place: Place) -> Annotations {
    let mut annotations = Annotations::default();
    if !choices.one_in(3) {
        return annotations;
    }
    annotations.description = choices.maybe(2, |choices| names::text(choices).into());
    annotations.long_description = choices.maybe(6, |choices| names::text(choices).into());
    if place != Place::Container {
        annotations.deprecated = choices.maybe(10, |choices| names::text(choices).into());
    }
    if place == Place::Property {
        annotations.computed = choices.one_in(6);
        annotations.immutable = choices.one_in(6);
        const PERMISSIONS: [Permission; 4] = [
            Permission::Read,
            Permission::ReadWrite,
            Permission::Write,
            Permission::None,
        ];
        annotations.permission = choices.maybe(8, |choices| *choices.one(&PERMISSIONS));
    }
    annotations
}

/// The same with restrictions of an address: `properties` and `navigations` can be named by them.
pub(super) fn of_source(
    choices: &mut Choices,
    place: Place,
    properties: &[String],
    navigations: &[String],
) -> Annotations {
    let mut annotations = of(choices, place);
    if choices.one_in(3) {
        let capabilities = capabilities(choices, properties, navigations);
        // what says nothing is not written, and then nobody can tell that it was there
        annotations.capabilities =
            Some(Box::new(capabilities)).filter(|it| **it != Capabilities::default());
    }
    annotations
}

fn capabilities(
    choices: &mut Choices,
    properties: &[String],
    navigations: &[String],
) -> Capabilities {
    const NAVIGABILITY: [&str; 3] = ["Recursive", "Single", "None"];
    let mut flag = || choices.maybe(5, |choices| choices.one_in(3));
    let mut capabilities = Capabilities {
        readable: flag(),
        insertable: flag(),
        updatable: flag(),
        deletable: flag(),
        expandable: flag(),
        searchable: flag(),
        filterable: flag(),
        sortable: flag(),
        countable: flag(),
        trackable: flag(),
        top_supported: flag(),
        skip_supported: flag(),
        indexable_by_key: flag(),
        ..Capabilities::default()
    };
    capabilities.navigability = choices.maybe(6, |choices| (*choices.one(&NAVIGABILITY)).into());
    let mut some = |names: &[String]| match choices.one_in(5) {
        true => names
            .iter()
            .filter(|_| choices.one_in(2))
            .map(|name| (&**name).into())
            .collect(),
        false => Vec::new(),
    };
    capabilities.non_filterable_properties = some(properties);
    capabilities.non_sortable_properties = some(properties);
    capabilities.non_insertable_properties = some(properties);
    capabilities.required_properties = some(properties);
    capabilities.non_updatable_properties = some(properties);
    capabilities.non_expandable_properties = some(navigations);
    capabilities.non_countable_properties = some(navigations);
    capabilities
}
