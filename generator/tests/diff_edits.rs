//! Turns random services and random edits of them into what has to be reported about these.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "support/edits.rs"]
mod edits;
#[path = "support/pairs.rs"]
mod pairs;
#[path = "support/service.rs"]
mod service;
#[path = "support/surface.rs"]
mod surface;

use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::RngSeed;

use odata_bindgen::csdl;
use odata_bindgen::diagnostics::{Diagnostics, Sources};
use odata_bindgen::diff::rules::Level;
use odata_bindgen::diff::{Change, Judged};
use odata_bindgen::model::{self, Model};

use edits::{EDITS, Expected, Pick, Touched};
use pairs::{judged, root, try_read};
use service::{Action, Enum, Navigation, Property, Service, Set, Type};

const PRIMITIVES: [&str; 4] = ["String", "Int32", "Int64", "Boolean"];

/// What a property is made of: its type, and four things that are or are not.
type PropertySeed = (usize, bool, bool, bool, Option<u32>);

fn property(service: &mut Service, seed: PropertySeed) -> Property {
    let (ty, collection, nullable, computed, max_length) = seed;
    let ty = PRIMITIVES[ty];
    Property {
        name: service.name(),
        ty,
        collection,
        nullable,
        computed,
        max_length: max_length.filter(|_| ty == "String"),
        ..Property::default()
    }
}

type TypeSeed = (bool, bool, bool, Vec<PropertySeed>, Vec<bool>);
type EnumSeed = (bool, usize);
type ActionSeed = (Pick, Vec<bool>);

fn build(
    types: Vec<TypeSeed>,
    enums: Vec<EnumSeed>,
    actions: Vec<ActionSeed>,
    sets: Vec<(Pick, Option<bool>)>,
) -> Service {
    let mut service = Service::default();
    for (derives, open, media, properties, navigations) in types {
        let name = service.name();
        let above = service.types.last().filter(|_| derives).cloned();
        let (open, media) = above
            .as_ref()
            .map_or((open, media), |base| (base.open, base.media));
        let properties = properties
            .into_iter()
            .map(|seed| property(&mut service, seed))
            .collect();
        let navigation = |contained| Navigation {
            name: service.name(),
            target: name.clone(),
            contained,
        };
        let navigations = navigations.into_iter().map(navigation).collect();
        service.types.push(Type {
            name: name.clone(),
            base: above.map(|base| base.name),
            open,
            media,
            properties,
            navigations,
        });
    }
    add_enums(&mut service, enums);
    add_actions(&mut service, actions);
    for (pick, deletable) in sets {
        let ty = any_name(&service, pick);
        let name = service.name();
        service.sets.push(Set {
            name,
            ty,
            deletable,
        });
    }
    service
}

fn any_name(service: &Service, pick: Pick) -> String {
    service.types[pick.index(service.types.len())].name.clone()
}

fn add_enums(service: &mut Service, enums: Vec<EnumSeed>) {
    for (flags, members) in enums {
        let name = service.name();
        let members = (0..members).map(|at| (service.name(), 1 << at)).collect();
        service.enums.push(Enum {
            name,
            members,
            flags,
        });
    }
}

fn add_actions(service: &mut Service, actions: Vec<ActionSeed>) {
    for (pick, parameters) in actions {
        let binding = any_name(service, pick);
        let parameters = parameters.into_iter();
        let parameters = parameters
            .map(|nullable| (service.name(), nullable))
            .collect();
        let name = service.name();
        service.actions.push(Action {
            name,
            binding,
            parameters,
        });
    }
}

fn services() -> impl Strategy<Value = Service> {
    let property = (
        0..PRIMITIVES.len(),
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        any::<Option<u8>>(),
    )
        .prop_map(|(ty, many, nullable, computed, length)| {
            (ty, many, nullable, computed, length.map(u32::from))
        });
    let ty = (
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        vec(property, 0..4),
        vec(any::<bool>(), 0..3),
    );
    let action = (any::<Pick>(), vec(any::<bool>(), 0..4));
    let parts = (
        vec(ty, 1..4),
        vec((any::<bool>(), 1..4_usize), 0..3),
        vec(action, 0..4),
        vec((any::<Pick>(), any::<Option<bool>>()), 0..3),
    );
    parts.prop_map(|(types, enums, actions, sets)| build(types, enums, actions, sets))
}

/// The same cases each time: what fails for one fails for all.
fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(2015),
        ..ProptestConfig::default()
    }
}

fn parsed(service: &Service) -> Model {
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    let bytes = service.xml().into_bytes();
    let document = csdl::parse(&mut sources, "service.xml", bytes, &mut found).unwrap();
    let model = model::build(&[document], &mut found);
    assert!(found.is_empty(), "{found:?}\n{}", service.xml());
    model
}

fn reported(facts: &[Judged]) -> Vec<Expected> {
    let fact = |fact: &Judged| {
        let path = fact.change.side().path.to_string();
        (fact.change.kind, path, fact.rule.id)
    };
    let mut reported: Vec<Expected> = facts.iter().map(fact).collect();
    reported.sort();
    reported
}

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn each_edit_is_reported_by_its_rule_and_nothing_else_is(
        service in services(),
        edits in vec((0..EDITS.len(), any::<Pick>()), 0..7),
    ) {
        let (mut edited, mut touched) = (service.clone(), Touched::new());
        let made = edits.into_iter().filter_map(|(edit, pick)| {
            EDITS[edit](&mut edited, pick, &mut touched)
        });
        let mut expected: Vec<Expected> = made.collect();
        expected.sort();
        let (old, new) = (parsed(&service), parsed(&edited));
        let there = judged(&old, &new);
        prop_assert_eq!(reported(&there), expected);

        let mut back: Vec<Change> =
            judged(&new, &old).into_iter().map(|fact| fact.change.mirror()).collect();
        back.sort();
        let there: Vec<Change> = there.into_iter().map(|fact| fact.change).collect();
        prop_assert_eq!(there, back);
        prop_assert!(judged(&new, &parsed(&edited)).is_empty());
    }
}

proptest! {
    #![proptest_config(config(4))]

    /// What a rule says about Rust is held against what is generated for both documents.
    #[test]
    fn levels_for_rust_are_those_of_the_generated_code(
        service in services(),
        pick in any::<Pick>(),
    ) {
        for edit in EDITS {
            let mut edited = service.clone();
            if edit(&mut edited, pick, &mut Touched::new()).is_some() {
                assert_levels(&service, &edited);
                assert_levels(&edited, &service);
            }
        }
    }
}

/// Fails unless what code can name is as different as the rule for the only fact says.
fn assert_levels(from: &Service, to: &Service) {
    let facts = judged(&parsed(from), &parsed(to));
    assert_eq!(facts.len(), 1);
    let rule = facts[0].rule;
    let (before, after) = (surface::of(&from.xml()), surface::of(&to.xml()));
    let lost: Vec<&String> = before.difference(&after).collect();
    match rule.rust {
        Level::Docs => assert_eq!(before, after, "{}", rule.id),
        // a gate that allows everything is none, which only code that names the gate can tell
        Level::Additive if GATES.contains(&rule.id) => assert_ne!(before, after, "{}", rule.id),
        Level::Additive => {
            assert_eq!(lost, [""; 0], "{}", rule.id);
            assert_ne!(before, after, "{}", rule.id);
        }
        Level::Risky | Level::Breaking => assert_ne!(lost, [""; 0], "{}", rule.id),
    }
}

/// Rules by which more is allowed.
const GATES: [&str; 4] = [
    "capability-granted",
    "computed-property-required",
    "containment-ended",
    "property-made-settable",
];

#[test]
fn every_edit_can_be_made() {
    let mut services = proptest::test_runner::TestRunner::new(config(1));
    let mut idle: Vec<usize> = (0..EDITS.len()).collect();
    for _ in 0..200 {
        let service = services_value(&mut services);
        let pick: Pick = any::<Pick>().new_tree(&mut services).unwrap().current();
        idle.retain(|&at| EDITS[at](&mut service.clone(), pick, &mut Touched::new()).is_none());
    }
    assert!(idle.is_empty(), "{idle:?}");
}

fn services_value(runner: &mut proptest::test_runner::TestRunner) -> Service {
    services().new_tree(runner).unwrap().current()
}

/// Documents of other protocols and broken ones cannot be read at all; each of the others is itself.
#[test]
fn no_real_document_differs_from_itself() {
    let folder = root().parent().unwrap().join("shared/metadata");
    if !folder.is_dir() {
        eprintln!(
            "skipped: there is no `shared/` beside the repository, so no real metadata is at hand"
        );
        return;
    }
    let mut open = vec![folder];
    let (mut same, mut refused) = (0, 0);
    while let Some(folder) = open.pop() {
        let entries = std::fs::read_dir(&folder).unwrap();
        let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        // where hundreds of documents include each other, reading one of them is reading most of them
        let step = if paths.len() > 200 { 40 } else { 1 };
        for path in paths.into_iter().step_by(step) {
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "xml") {
                match itself(&path) {
                    Some(facts) => {
                        assert_eq!(reported(&facts), [], "{}", path.display());
                        same += 1;
                    }
                    None => refused += 1,
                }
            }
        }
    }
    eprintln!("{same} documents are the same as themselves, {refused} cannot be read");
    assert!(same > 50, "{same} documents are too few");
}

/// Reading is most of the work, and is the same each time, which the tests of the reader hold.
fn itself(path: &Path) -> Option<Vec<Judged>> {
    let one = try_read(path)?;
    Some(judged(&one, &one))
}
