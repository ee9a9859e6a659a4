//! Turns pairs of documents into the rules that judge what changed, and checks the table of rules.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "support/pairs.rs"]
mod pairs;

use std::collections::{BTreeMap, BTreeSet};

use odata_bindgen::diagnostics;
use odata_bindgen::diff::rules::{self, Level, Models, Rule};
use odata_bindgen::diff::{Change, Element, Judged, Kind, Path, Renames, Side};
use odata_bindgen::model::Model;

use pairs::{fixtures, judged, line};

/// The facts about a pair in both directions, since most rules have another one for the way back.
fn listing(old: &Model, new: &Model) -> String {
    let lines = |title: &str, facts: &[Judged]| {
        let lines: String = facts
            .iter()
            .map(|fact| format!("  {}\n", line(fact)))
            .collect();
        format!("{title}\n{lines}")
    };
    lines("old → new", &judged(old, new)) + &lines("new → old", &judged(new, old))
}

#[test]
fn every_pair_of_documents_is_judged_as_it_was_reviewed() {
    for (name, old, new) in fixtures() {
        insta::assert_snapshot!(name, listing(&old, &new));
    }
}

#[test]
fn every_rule_judges_something_in_a_pair_of_documents() {
    let mut seen = BTreeSet::new();
    for (_, old, new) in fixtures() {
        let facts = judged(&old, &new).into_iter().chain(judged(&new, &old));
        seen.extend(facts.map(|fact| fact.rule.id));
    }
    let idle: Vec<&str> = rules::all()
        .map(|rule| rule.id)
        .filter(|id| !seen.contains(id))
        .collect();
    assert!(idle.is_empty(), "no fixture shows {idle:?}");
}

/// What is safe one way takes something away the other way; what is nothing is nothing both ways.
#[test]
fn the_way_back_is_judged_by_what_the_way_there_gave() {
    let mut ways: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (name, old, new) in fixtures() {
        let back = judged(&new, &old);
        for fact in judged(&old, &new) {
            let mirror = fact.change.clone().mirror();
            let there = back.iter().find(|other| other.change == mirror).unwrap();
            let (rule, reverse) = (fact.rule, there.rule);
            for (one, other) in [(rule, reverse), (reverse, rule)] {
                let fits = match one.wire {
                    Level::Docs => other.wire == Level::Docs,
                    Level::Additive => other.wire >= Level::Risky,
                    Level::Risky | Level::Breaking => other.wire != Level::Docs,
                };
                assert!(fits, "{name}: {} and {}", one.id, other.id);
                ways.entry(one.id).or_default().insert(other.id);
            }
        }
    }
    let lines: Vec<String> = ways
        .into_iter()
        .map(|(id, others)| {
            format!(
                "{id} ↔ {}",
                others.into_iter().collect::<Vec<_>>().join(", ")
            )
        })
        .collect();
    insta::assert_snapshot!("ways_back", lines.join("\n"));
}

#[test]
fn ids_are_kebab_case_and_name_one_rule_of_both_tables() {
    let mut taken: BTreeSet<&str> = diagnostics::rules::all()
        .iter()
        .map(|rule| rule.id)
        .collect();
    for rule in rules::all() {
        assert!(taken.insert(rule.id), "`{}` is taken", rule.id);
        let is_word = |word: &str| {
            !word.is_empty()
                && word
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        assert!(rule.id.split('-').all(is_word), "{}", rule.id);
        assert_eq!(rules::find(rule.id).unwrap().id, rule.id);
        for text in [rule.reason, rule.help] {
            assert!(
                !text.is_empty() && !text.ends_with('.'),
                "{}: {text}",
                rule.id
            );
        }
    }
    assert_eq!(
        rules::find("property-removd").unwrap_err(),
        Some("property-removed")
    );
}

#[test]
fn the_story_of_a_rule() {
    let stories = ["required-property-added", "description-changed"];
    let stories = stories.map(|id| rules::find(id).unwrap().story());
    insta::assert_snapshot!("stories", stories.join("\n---\n"));
}

const STRUCTURED: [Element; 2] = [Element::EntityType, Element::ComplexType];
const MEMBERS: [Element; 2] = [Element::Property, Element::NavigationProperty];
const OPERATIONS: [Element; 2] = [Element::Action, Element::Function];
const RESOURCES: [Element; 2] = [Element::EntitySet, Element::Singleton];
const IMPORTS: [Element; 2] = [Element::ActionImport, Element::FunctionImport];

/// The sorts of elements that each kind of fact can be about, and why it cannot be about others.
fn made(kind: Kind) -> (Vec<Element>, &'static str) {
    match kind {
        Kind::Renamed => {
            let named = Element::ALL
                .into_iter()
                .filter(|element| *element != Element::ReturnType);
            (named.collect(), "a result has no name")
        }
        Kind::Removed | Kind::Added => (Element::ALL.to_vec(), "every element comes and goes"),
        Kind::OverloadRemoved
        | Kind::OverloadAdded
        | Kind::BindingType
        | Kind::Composable
        | Kind::EntitySetPath
        | Kind::ParameterOrder => (OPERATIONS.to_vec(), "only operations have it"),
        Kind::Moved => (MEMBERS.to_vec(), "only properties are inherited"),
        Kind::Element => (
            [STRUCTURED, MEMBERS, OPERATIONS, RESOURCES, IMPORTS].concat(),
            "other sorts of elements have lists of their own, so that one is removed and one added",
        ),
        Kind::Alias => (vec![Element::Namespace], "only namespaces have it"),
        Kind::BaseType | Kind::Abstract | Kind::Open | Kind::HasStream | Kind::Key => {
            (STRUCTURED.to_vec(), "only structured types have it")
        }
        Kind::Type | Kind::Collection | Kind::Nullable => (typed(kind), "nothing else has a type"),
        Kind::DefaultValue
        | Kind::MaxLength
        | Kind::Precision
        | Kind::Scale
        | Kind::Unicode
        | Kind::Srid => (faceted(), "nothing else has facets"),
        Kind::Containment | Kind::Partner | Kind::ReferentialConstraints | Kind::OnDelete => (
            vec![Element::NavigationProperty],
            "only navigation properties have it",
        ),
        Kind::Binding => (
            RESOURCES.to_vec(),
            "only entity sets and singletons have it",
        ),
        Kind::UnderlyingType => (
            vec![Element::EnumType, Element::TypeDefinition],
            "nothing else builds on a primitive type",
        ),
        Kind::Flags => (vec![Element::EnumType], "only enumeration types have it"),
        Kind::MemberValue => (vec![Element::EnumMember], "only members have it"),
        Kind::ImportedOperation | Kind::ImportedEntitySet => {
            (IMPORTS.to_vec(), "only imports have it")
        }
        _ => (
            annotated(),
            "annotations of namespaces and results are not read",
        ),
    }
}

/// What has a type; of what stands at the root of a service, it is not one or many that is said by it.
fn typed(kind: Kind) -> Vec<Element> {
    let values = [&MEMBERS[..], &[Element::Parameter, Element::ReturnType]].concat();
    match kind {
        Kind::Type => [&values[..], &RESOURCES].concat(),
        _ => values,
    }
}

fn faceted() -> Vec<Element> {
    [&typed(Kind::Nullable)[..], &[Element::TypeDefinition]].concat()
}

fn annotated() -> Vec<Element> {
    let is_read = |element: &Element| !matches!(element, Element::Namespace | Element::ReturnType);
    Element::ALL.into_iter().filter(is_read).collect()
}

/// Values of all sorts, none of which fits every kind of fact.
const VALUES: [Option<&str>; 9] = [
    None,
    Some("true"),
    Some("false"),
    Some("3"),
    Some("max"),
    Some("Read"),
    Some("Edm.Int32"),
    Some("Collection(Shop.Gone)"),
    Some("€"),
];

fn fact(kind: Kind, element: Element, subject: &str, [old, new]: [Option<&str>; 2]) -> Change {
    let side = |value: Option<&str>| Side {
        element,
        path: Path::of("Shop.Gone").join("Lost(A)").join("A"),
        value: value.map(Into::into),
        span: None,
    };
    Change {
        kind,
        subject: (kind == Kind::Capability).then(|| subject.into()),
        old: Some(side(old)).filter(|_| !matches!(kind, Kind::Added | Kind::OverloadAdded)),
        new: Some(side(new)).filter(|_| !matches!(kind, Kind::Removed | Kind::OverloadRemoved)),
        evidence: None,
    }
}

/// Whatever the values are, and although nothing of it is in the models, so that no condition can rely on it.
#[test]
fn every_fact_that_can_be_made_has_a_rule() {
    let (old, new, renames) = (Model::default(), Model::default(), Renames::default());
    let models = Models {
        old: &old,
        new: &new,
        renames: &renames,
    };
    let names = |rule: &Rule, kind: Kind, element: Element| {
        rule.kinds.contains(&kind) && (rule.elements.is_empty() || rule.elements.contains(&element))
    };
    for &kind in Kind::ALL {
        let (elements, reason) = made(kind);
        assert!(!reason.is_empty());
        for element in elements {
            let named = rules::all().any(|rule| names(rule, kind, element));
            assert!(named, "no rule is about {kind:?} of {element:?}");
            for old in VALUES {
                for new in VALUES {
                    for subject in [
                        "Filterable",
                        "RequiredProperties",
                        "Navigability",
                        "Unheard",
                    ] {
                        let rule = rules::judge(&fact(kind, element, subject, [old, new]), &models);
                        assert!(rule.kinds.contains(&kind), "{}", rule.id);
                    }
                }
            }
        }
    }
}

#[test]
fn no_other_facts_are_made() {
    for (name, old, new) in fixtures() {
        for fact in judged(&old, &new) {
            let (kind, element) = (fact.change.kind, fact.change.side().element);
            assert!(
                made(kind).0.contains(&element),
                "{name}: {kind:?} of {element:?}"
            );
        }
    }
}

/// A rule for elements that its kinds are never about would judge nothing.
#[test]
fn no_rule_is_about_what_is_never_made() {
    for rule in rules::all() {
        for element in rule.elements {
            let mut kinds = rule.kinds.iter();
            let is_made = kinds.any(|kind| made(*kind).0.contains(element));
            assert!(is_made, "`{}` is about {element:?}", rule.id);
        }
    }
}
