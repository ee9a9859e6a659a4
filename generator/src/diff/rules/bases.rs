//! Turns another base of a type into what the type gains and loses by it.

use super::declared::{member_is_required, structured};
use super::hierarchy::{back, has_member, name_there, there};
use super::{Change, Models};
use crate::diff::members::members;
use crate::model::StructuredId;

/// Whether a property of a base that is none any more is gone from the type.
pub(super) fn loses_inherited(change: &Change, models: &Models<'_>) -> bool {
    let Some((_, new)) = both(change, models) else {
        return false;
    };
    lost(change, models).into_iter().any(|base| {
        let mut declared = members(models.old, base).into_iter();
        declared.any(|member| !has_member(models.new, new, &name_there(models, &member)))
    })
}

/// Whether a type that was above is so no more.
pub(super) fn loses_base(change: &Change, models: &Models<'_>) -> bool {
    !lost(change, models).is_empty()
}

/// Whether a type that is above now declares a property that has to be given.
pub(super) fn brings_required(change: &Change, models: &Models<'_>) -> bool {
    let Some((old, new)) = both(change, models) else {
        return false;
    };
    let before: Vec<StructuredId> = models.old.ancestry(old).collect();
    let gained = models.new.ancestry(new).skip(1).filter(|&base| {
        let was = back(models, base);
        was.is_none_or(|was| !before.contains(&was))
    });
    let mut declared = gained.flat_map(|base| members(models.new, base));
    declared.any(|member| member_is_required(&member) && !has_member(models.old, old, member.name))
}

/// The types that were above and are so no more.
fn lost(change: &Change, models: &Models<'_>) -> Vec<StructuredId> {
    let Some((old, new)) = both(change, models) else {
        return Vec::new();
    };
    let after: Vec<StructuredId> = models.new.ancestry(new).collect();
    let bases = models.old.ancestry(old).skip(1);
    bases
        .filter(|&base| there(models, base).is_none_or(|base| !after.contains(&base)))
        .collect()
}

fn both(change: &Change, models: &Models<'_>) -> Option<(StructuredId, StructuredId)> {
    let old = structured(models.old, change.old.as_ref());
    old.zip(structured(models.new, change.new.as_ref()))
}
