//! Turns what the annotations of two elements say into facts.

use super::change::Kind;
use super::compare::{Comparison, Place};
use super::paths;
use crate::model::{Annotations, Capabilities, Permission, StructuredId};

/// Compares annotations; `entity` is the old type that paths in them begin at.
pub(super) fn compare(
    comparison: &mut Comparison<'_>,
    place: &Place,
    entity: Option<StructuredId>,
    old: &Annotations,
    new: &Annotations,
) {
    let text = |value: &Option<Box<str>>| value.as_deref().map(str::to_owned);
    let permission = |value: Option<Permission>| value.map(|value| format!("{value:?}"));
    let texts = [
        (
            Kind::Description,
            text(&old.description),
            text(&new.description),
        ),
        (
            Kind::LongDescription,
            text(&old.long_description),
            text(&new.long_description),
        ),
        (
            Kind::Deprecated,
            text(&old.deprecated),
            text(&new.deprecated),
        ),
        (
            Kind::Permission,
            permission(old.permission),
            permission(new.permission),
        ),
    ];
    for (kind, old, new) in texts {
        comparison.value(place, kind, old, new);
    }
    comparison.flag(place, Kind::Computed, old.computed, new.computed);
    comparison.flag(place, Kind::Immutable, old.immutable, new.immutable);
    let (was, is) = (old.optional_parameter, new.optional_parameter);
    comparison.flag(place, Kind::OptionalParameter, was, is);
    compare_capabilities(
        comparison,
        place,
        entity,
        old.capabilities.as_deref(),
        new.capabilities.as_deref(),
    );
}

fn compare_capabilities(
    comparison: &mut Comparison<'_>,
    place: &Place,
    entity: Option<StructuredId>,
    old: Option<&Capabilities>,
    new: Option<&Capabilities>,
) {
    let nothing = Capabilities::default();
    let (old, new) = (old.unwrap_or(&nothing), new.unwrap_or(&nothing));
    for ((name, old), (_, new)) in flags(old).into_iter().zip(flags(new)) {
        if old != new {
            comparison.changed_subject(place, Kind::Capability, Some(name), [old, new]);
        }
    }
    for ((name, old), (_, new)) in lists(old).into_iter().zip(lists(new)) {
        let translated = old.iter().map(|path| match entity {
            Some(entity) => paths::translate(comparison, entity, path),
            None => path.to_string(),
        });
        let (translated, there) = (joined(translated), joined(new.iter()));
        if translated != there {
            let values = [joined(old.iter()), there];
            comparison.changed_subject(place, Kind::Capability, Some(name), values);
        }
    }
}

/// The paths in the order of their letters, since theirs means nothing.
fn joined(paths: impl Iterator<Item = impl ToString>) -> Option<String> {
    let mut paths: Vec<String> = paths.map(|path| path.to_string()).collect();
    paths.sort();
    (!paths.is_empty()).then(|| paths.join(", "))
}

fn flags(capabilities: &Capabilities) -> [(&'static str, Option<String>); 14] {
    let flag = |value: Option<bool>| value.map(|value| value.to_string());
    [
        ("Readable", flag(capabilities.readable)),
        ("Insertable", flag(capabilities.insertable)),
        ("Updatable", flag(capabilities.updatable)),
        ("Deletable", flag(capabilities.deletable)),
        ("Expandable", flag(capabilities.expandable)),
        ("Searchable", flag(capabilities.searchable)),
        ("Filterable", flag(capabilities.filterable)),
        ("Sortable", flag(capabilities.sortable)),
        ("Countable", flag(capabilities.countable)),
        ("ChangeTracking", flag(capabilities.trackable)),
        ("TopSupported", flag(capabilities.top_supported)),
        ("SkipSupported", flag(capabilities.skip_supported)),
        ("IndexableByKey", flag(capabilities.indexable_by_key)),
        (
            "Navigability",
            capabilities.navigability.as_deref().map(str::to_owned),
        ),
    ]
}

fn lists(capabilities: &Capabilities) -> [(&'static str, &[Box<str>]); 7] {
    [
        (
            "NonFilterableProperties",
            &capabilities.non_filterable_properties,
        ),
        (
            "NonSortableProperties",
            &capabilities.non_sortable_properties,
        ),
        (
            "NonExpandableProperties",
            &capabilities.non_expandable_properties,
        ),
        (
            "NonInsertableProperties",
            &capabilities.non_insertable_properties,
        ),
        ("RequiredProperties", &capabilities.required_properties),
        (
            "NonUpdatableProperties",
            &capabilities.non_updatable_properties,
        ),
        (
            "NonCountableProperties",
            &capabilities.non_countable_properties,
        ),
    ]
}
