//! Turns the entity containers of two models into facts: entity sets, singletons, imports and bindings.

use std::collections::HashMap;

use super::change::{Confidence, Element, Evidence, Kind, Path, Side};
use super::compare::{Comparison, Place, side};
use super::operation_pairs::new_name;
use super::type_use::Shape;
use super::{annotations, paths, type_use};
use crate::model::{
    EntityContainer, Facets, Model, NavigationSource, OperationImport, OperationKind, Type, TypeUse,
};

/// Compares the containers, which are the same one whatever they are called: a service has one.
pub(super) fn compare(comparison: &mut Comparison<'_>) {
    let old = comparison.pairs.old.container.as_ref();
    let new = comparison.pairs.new.container.as_ref();
    match (old, new) {
        (Some(old), Some(new)) => compare_containers(comparison, old, new),
        (Some(old), None) => comparison.removed(container_side(old)),
        (None, Some(new)) => comparison.added(container_side(new)),
        (None, None) => {}
    }
}

pub(super) fn container_side(container: &EntityContainer) -> Side {
    side(
        Element::EntityContainer,
        Path::of(container.name.to_string()),
        container.span,
    )
}

fn compare_containers(
    comparison: &mut Comparison<'_>,
    old: &EntityContainer,
    new: &EntityContainer,
) {
    let place = Place {
        old: container_side(old),
        new: container_side(new),
    };
    if comparison.pairs.translate_name(&old.name) != new.name.to_string() {
        let evidence = Evidence {
            confidence: Confidence { percent: 100 },
            reasons: vec!["a service has one container".into()],
        };
        comparison.renamed(&place, &old.name.name, &new.name.name);
        if let Some(change) = comparison.changes.last_mut() {
            change.evidence = Some(evidence);
        }
    }
    annotations::compare(comparison, &place, None, &old.annotations, &new.annotations);
    compare_sources(comparison, &place, old, new);
    compare_imports(comparison, &place, old, new);
}

fn compare_sources(
    comparison: &mut Comparison<'_>,
    place: &Place,
    old: &EntityContainer,
    new: &EntityContainer,
) {
    let mut left: HashMap<&str, &NavigationSource> = HashMap::new();
    for source in &new.sources {
        left.insert(&source.name, source);
    }
    for before in &old.sources {
        let path = place.old.path.join(&before.name);
        let name = comparison.renames.new_name(&path).unwrap_or(&before.name);
        let Some(after) = left.remove(name) else {
            let side = source_side(comparison.pairs.old, &place.old, before, true);
            comparison.removed(side);
            continue;
        };
        let place = Place {
            old: source_side(comparison.pairs.old, &place.old, before, false),
            new: source_side(comparison.pairs.new, &place.new, after, false),
        };
        compare_source(comparison, &place, before, after);
    }
    for after in left.values() {
        let side = source_side(comparison.pairs.new, &place.new, after, true);
        comparison.added(side);
    }
}

pub(super) fn source_side(
    model: &Model,
    outer: &Side,
    source: &NavigationSource,
    with_type: bool,
) -> Side {
    let element = match source.collection {
        true => Element::EntitySet,
        false => Element::Singleton,
    };
    let name = model.structured(source.entity_type).name.to_string();
    Side {
        value: with_type.then(|| name.into()),
        ..side(element, outer.path.join(&source.name), source.span)
    }
}

fn compare_source(
    comparison: &mut Comparison<'_>,
    place: &Place,
    old: &NavigationSource,
    new: &NavigationSource,
) {
    if old.name != new.name {
        comparison.renamed(place, &old.name, &new.name);
    }
    comparison.element(place);
    let one = |source: &NavigationSource| TypeUse {
        ty: Type::Structured(source.entity_type),
        collection: false,
        nullable: None,
        facets: Facets::default(),
    };
    let (was, is) = (one(old), one(new));
    type_use::compare_types(comparison, place, Shape::from(&was), Shape::from(&is));
    compare_bindings(comparison, place, old, new);
    let (was, is) = (&old.annotations, &new.annotations);
    annotations::compare(comparison, place, Some(old.entity_type), was, is);
}

fn compare_bindings(
    comparison: &mut Comparison<'_>,
    place: &Place,
    old: &NavigationSource,
    new: &NavigationSource,
) {
    let mut left: HashMap<&str, &str> = HashMap::new();
    for (path, target) in &new.bindings {
        left.insert(path, target);
    }
    for (path, target) in &old.bindings {
        let translated = paths::translate(comparison, old.entity_type, path);
        let target_there = translate_target(comparison, target);
        let after = left.remove(&*translated);
        if after != Some(&*target_there) {
            let after = after.map(|after| format!("{translated}={after}"));
            comparison.changed(
                place,
                Kind::Binding,
                Some(format!("{path}={target}")),
                after,
            );
        }
    }
    for (path, target) in left {
        let after = Some(format!("{path}={target}"));
        comparison.changed(place, Kind::Binding, None, after);
    }
}

/// The target of a binding as the new model would write it: its first name is that of an entity set or
/// singleton, with or without the container.
fn translate_target(comparison: &Comparison<'_>, target: &str) -> String {
    let (old, new) = (comparison.pairs.old, comparison.pairs.new);
    let (Some(old), Some(new)) = (&old.container, &new.container) else {
        return target.to_owned();
    };
    let [old, new] = [old, new].map(|container| Path::of(container.name.to_string()));
    let segments = target.split('/').map(|segment| {
        match comparison.renames.new_name(&old.join(segment)) {
            Some(name) => name.to_owned(),
            // what was renamed to this name is not what this led to
            None if comparison.renames.is_new(&new.join(segment)) => format!("?{segment}"),
            None => segment.to_owned(),
        }
    });
    segments.collect::<Vec<_>>().join("/")
}

fn compare_imports(
    comparison: &mut Comparison<'_>,
    place: &Place,
    old: &EntityContainer,
    new: &EntityContainer,
) {
    let mut left: HashMap<&str, &OperationImport> = HashMap::new();
    for import in &new.imports {
        left.insert(&import.name, import);
    }
    for before in &old.imports {
        let path = place.old.path.join(&before.name);
        let name = comparison.renames.new_name(&path).unwrap_or(&before.name);
        let Some(after) = left.remove(name) else {
            comparison.removed(import_side(&place.old, before));
            continue;
        };
        let place = Place {
            old: import_side(&place.old, before),
            new: import_side(&place.new, after),
        };
        compare_import(comparison, &place, before, after);
    }
    for after in left.values() {
        comparison.added(import_side(&place.new, after));
    }
}

pub(super) fn import_side(outer: &Side, import: &OperationImport) -> Side {
    let element = match import.kind {
        OperationKind::Action => Element::ActionImport,
        OperationKind::Function => Element::FunctionImport,
    };
    side(element, outer.path.join(&import.name), import.span)
}

fn compare_import(
    comparison: &mut Comparison<'_>,
    place: &Place,
    old: &OperationImport,
    new: &OperationImport,
) {
    if old.name != new.name {
        comparison.renamed(place, &old.name, &new.name);
    }
    comparison.element(place);
    let pairs = &comparison.pairs;
    let first = |model: &'_ Model, import: &OperationImport| {
        let id = import.operations.first()?;
        Some(model.operation(*id).name.to_string())
    };
    let (was, is) = (first(pairs.old, old), first(pairs.new, new));
    let id = old.operations.first();
    let translated = id.map(|id| new_name(pairs, comparison.renames, pairs.old.operation(*id)));
    if translated != is {
        comparison.changed(place, Kind::ImportedOperation, was, is);
    }
    let text = |set: &Option<Box<str>>| set.as_deref().map(str::to_owned);
    let set = old.entity_set.as_deref();
    let set_there = set.map(|set| translate_target(comparison, set));
    if set_there != text(&new.entity_set) {
        let values = (text(&old.entity_set), text(&new.entity_set));
        comparison.changed(place, Kind::ImportedEntitySet, values.0, values.1);
    }
    let (was, is) = (&old.annotations, &new.annotations);
    annotations::compare(comparison, place, None, was, is);
}
