//! Turns the namespaces of two models into facts.

use super::change::{Element, Kind, Path};
use super::compare::{Comparison, Place, side};

/// Compares the namespaces that declare something, and their aliases.
pub(super) fn compare(comparison: &mut Comparison<'_>) {
    let (old, new) = (comparison.pairs.old, comparison.pairs.new);
    let at = |name: &str| side(Element::Namespace, Path::of(name), None);
    for before in &old.namespaces {
        let translated = comparison.pairs.namespace(&before.name);
        let mut there = new.namespaces.iter();
        let Some(after) = there.find(|after| *after.name == *translated) else {
            comparison.removed(at(&before.name));
            continue;
        };
        let place = Place {
            old: at(&before.name),
            new: at(&after.name),
        };
        if before.name != after.name {
            comparison.renamed(&place, &before.name, &after.name);
        }
        let alias = |alias: &Option<Box<str>>| alias.as_deref().map(str::to_owned);
        comparison.value(
            &place,
            Kind::Alias,
            alias(&before.alias),
            alias(&after.alias),
        );
    }
    for after in &new.namespaces {
        let mut before = old.namespaces.iter();
        if !before.any(|before| comparison.pairs.namespace(&before.name) == &*after.name) {
            comparison.added(at(&after.name));
        }
    }
}
