//! Turns two values of a facet into which of them allows more.

use std::cmp::Ordering;

use super::declared::type_use;
use super::{Change, Kind, Models};
use crate::diff::change::Side;
use crate::model::{Model, Primitive, Type};

/// Whether the facet allows less than before.
pub(super) fn is_lowered(change: &Change, models: &Models<'_>) -> bool {
    compare(change, models) == Some(Ordering::Less)
}

/// Whether the facet allows more than before.
pub(super) fn is_raised(change: &Change, models: &Models<'_>) -> bool {
    compare(change, models) == Some(Ordering::Greater)
}

/// Whether the facet allows the same in other words.
pub(super) fn is_the_same(change: &Change, models: &Models<'_>) -> bool {
    compare(change, models) == Some(Ordering::Equal)
}

/// How the new limit is to the old one; none where one of them is no number.
fn compare(change: &Change, models: &Models<'_>) -> Option<Ordering> {
    let (before, after) = change.values();
    let old = limit(change.kind, before, models.old, change.old.as_ref())?;
    let new = limit(change.kind, after, models.new, change.new.as_ref())?;
    Some(new.cmp(&old))
}

/// What a facet allows at most; without a limit, more than any number.
fn limit(kind: Kind, value: Option<&str>, model: &Model, side: Option<&Side>) -> Option<u64> {
    let Some(value) = value else {
        // what holds where nothing is written: OData CSDL 4.01 §7.2.2 to §7.2.4
        let has_none = match kind {
            Kind::Scale => false,
            Kind::Precision => !is_temporal(model, side),
            _ => true,
        };
        return Some(if has_none { u64::MAX } else { 0 });
    };
    match value {
        "max" | "variable" | "floating" => Some(u64::MAX),
        number => number.parse().ok(),
    }
}

/// Whether precision counts the digits of a second, of which there are none unless it is said.
fn is_temporal(model: &Model, side: Option<&Side>) -> bool {
    let primitive = match type_use(model, side).and_then(|found| found.ty) {
        Some(Type::Primitive(primitive)) => Some(primitive),
        Some(Type::Definition(id)) => Some(model.definition(id).underlying_type),
        _ => None,
    };
    use Primitive as P;
    matches!(
        primitive,
        Some(P::DateTimeOffset | P::Duration | P::TimeOfDay)
    )
}
