//! Turns what two models allow into whether it is more or less.

use std::collections::BTreeSet;

use super::{Change, Models};

/// Whether something could be read or written that cannot be any more.
pub(super) fn loses_permission(change: &Change, _: &Models<'_>) -> bool {
    let (old, new) = change.values();
    let ((read, write), (reads, writes)) = (permission(old), permission(new));
    (read && !reads) || (write && !writes)
}

/// Whether something can be read or written that could not be, and nothing is lost.
pub(super) fn gains_permission(change: &Change, models: &Models<'_>) -> bool {
    let (old, new) = change.values();
    permission(old) != permission(new) && !loses_permission(change, models)
}

/// Whether a value may be read, and whether it may be written; silence allows both.
fn permission(value: Option<&str>) -> (bool, bool) {
    match value {
        Some("None") => (false, false),
        Some("Read") => (true, false),
        Some("Write") => (false, true),
        _ => (true, true),
    }
}

/// The terms whose value is true or false, and of which Rust has a marker trait.
const GATED: [&str; 10] = [
    "Readable",
    "Insertable",
    "Updatable",
    "Deletable",
    "Expandable",
    "Searchable",
    "Filterable",
    "Sortable",
    "Countable",
    "ChangeTracking",
];

/// The other terms whose value is true or false.
const UNGATED: [&str; 3] = ["TopSupported", "SkipSupported", "IndexableByKey"];

/// The lists of exceptions of which the gates of properties know.
const GATED_LISTS: [&str; 5] = [
    "NonFilterableProperties",
    "NonSortableProperties",
    "NonInsertableProperties",
    "NonUpdatableProperties",
    "NonCountableProperties",
];

fn subject(change: &Change) -> &str {
    change.subject.as_deref().unwrap_or_default()
}

/// Whether the compiler refuses what the term forbids.
pub(super) fn is_gated(change: &Change, _: &Models<'_>) -> bool {
    GATED.contains(&subject(change))
}

fn is_flag(change: &Change) -> bool {
    GATED.contains(&subject(change)) || UNGATED.contains(&subject(change))
}

/// Whether something is forbidden that was not.
pub(super) fn withdraws(change: &Change, _: &Models<'_>) -> bool {
    is_flag(change) && change.values().1 == Some("false")
}

/// Whether something is forbidden no more.
pub(super) fn grants(change: &Change, _: &Models<'_>) -> bool {
    is_flag(change) && change.values().0 == Some("false")
}

/// Whether the list names what has to be given on creation.
pub(super) fn requires(change: &Change, _: &Models<'_>) -> bool {
    subject(change) == "RequiredProperties"
}

/// Whether the value is a list of exceptions.
pub(super) fn is_list(change: &Change, _: &Models<'_>) -> bool {
    subject(change).ends_with("Properties")
}

/// Whether it is one of which the gates of properties know.
pub(super) fn is_gated_list(change: &Change, _: &Models<'_>) -> bool {
    GATED_LISTS.contains(&subject(change))
}

/// Whether the new list names something that the old one does not.
pub(super) fn names_more(change: &Change, _: &Models<'_>) -> bool {
    fn names(value: Option<&str>) -> BTreeSet<&str> {
        value
            .map(|value| value.split(", ").collect())
            .unwrap_or_default()
    }
    let (old, new) = change.values();
    !names(new).is_subset(&names(old))
}
