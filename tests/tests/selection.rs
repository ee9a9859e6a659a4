//! Turns entries of `include` and `exclude` into what is left of a service, which has to compile.

use std::path::Path;

use odata_bindgen::config::Config;
use odata_bindgen::error::Error;
use odata_bindgen::{Generated, Selected, generate, selected, selection, sizes};
use tests::place;
use tests::scratch::Scratch;
use tests::selections::{Service, draw, interface, mistakes};

/// The small service of most of these tests.
const SERVICE: &str = "included/selection.xml";

/// A service whose types have several versions.
const VERSIONS: &str = "included/versions.xml";

/// The settings of a crate from a document of `fixtures`.
fn config(document: &str, service: &str, rest: &str) -> Config {
    let text = format!(
        "[crate]\nname = \"part\"\n[service]\nmetadata = \"{document}\"\n{service}\n{rest}"
    );
    match Config::parse("part.toml", &text, "fixtures".into()) {
        Ok((config, _)) => config,
        Err(error) => panic!("{service} {rest}: {error}"),
    }
}

fn part(document: &str, service: &str, rest: &str) -> Generated {
    let generated = generate(&config(document, service, rest));
    generated.unwrap_or_else(|error| panic!("{service} {rest}: {error}"))
}

fn lines(document: &str, service: &str, rest: &str) -> String {
    let generated = part(document, service, rest);
    interface(&generated.versions[0]).join("\n")
}

/// Compares what is left with what was reviewed, under the name of the question.
macro_rules! left {
    ($question:ident, $service:expr, $rest:expr) => {
        left!($question, $service, $rest, SERVICE);
    };
    ($question:ident, $service:expr, $rest:expr, $document:expr) => {
        #[test]
        fn $question() {
            insta::with_settings!({ omit_expression => true, description => format!("{}\n{}", $service, $rest) }, {
                insta::assert_snapshot!(stringify!($question), lines($document, $service, $rest));
            });
        }
    };
}

left!(
    path_ends_at_whole_entities,
    r#"include = ["Me/Messages"]"#,
    ""
);
left!(
    two_stars_stand_for_everything_below,
    r#"include = ["Me/Messages/**"]"#,
    ""
);
left!(
    one_star_stands_for_a_key_or_a_name,
    r#"include = ["Users/*/Messages/*/*"]"#,
    ""
);
left!(key_in_braces, r#"include = ["Users/{id}/Devices"]"#, "");
left!(
    cast_that_is_named,
    r#"include = ["Me/Followed/Example.Device"]"#,
    "[selection]\nmax_derived = 3"
);
left!(
    structural_property_stands_for_its_owner,
    r#"include = ["Me/Settings"]"#,
    ""
);
left!(
    operation_at_the_end_of_a_path,
    r#"include = ["Me/Send"]"#,
    ""
);
left!(
    operation_by_name_brings_the_shortest_paths,
    r#"include = ["Example.Forward"]"#,
    ""
);
left!(
    composable_function_leads_on,
    r#"include = ["Me/Messages/Newest/Attachments"]"#,
    ""
);
left!(import_by_name, r#"include = ["Nearest"]"#, "");
left!(
    types_by_name_have_no_builders,
    r#"include = ["Example.*Attachment"]"#,
    ""
);
left!(
    excluded_types_keep_their_json,
    r#"include = ["Me", "Devices"]
exclude = ["Example.Settings", "Example.Importance", "Example.Place"]"#,
    ""
);
left!(
    excluded_type_definitions_are_what_they_are_made_of,
    r#"include = ["Example.Settings"]
exclude = ["Example.Minutes"]"#,
    ""
);
left!(
    excluded_paths_are_cut,
    r#"include = ["Me/**"]
exclude = ["**/Manager", "**/Followed", "Me/Messages/*/**"]"#,
    ""
);
left!(
    exclusion_of_one_path_leaves_the_others,
    r#"include = ["Me/Messages/*", "Users/*/Messages"]
exclude = ["Users/*/Messages"]"#,
    ""
);
left!(
    exclude_alone_leaves_the_rest,
    r#"exclude = ["**/Devices", "Devices", "Nearest", "**/Followed"]"#,
    ""
);
left!(
    derived_types_that_are_ignored,
    r#"include = ["Me/Messages/*/Attachments"]"#,
    "[selection]\nderived = \"ignore\""
);
left!(
    derived_types_that_are_followed_by_exception,
    r#"include = ["Me/Messages/*/Attachments"]"#,
    "[selection]\nderived = \"ignore\"\nfollow = [\"Example.Att*\"]"
);
left!(
    abstract_roots_of_many_are_not_followed,
    r#"include = ["Me/Followed/**"]"#,
    "[selection]\nmax_derived = 3"
);
left!(
    path_over_what_a_newer_version_declares,
    r#"include = ["Root/Parts/*/Owner"]"#,
    "",
    VERSIONS
);
left!(
    older_version_by_name_is_the_newest,
    r#"include = ["Part.v1_0_0.Part", "Person.v1_0_0.Person"]
exclude = ["Part.v1_0_0.Size"]"#,
    "",
    VERSIONS
);
left!(
    derived_types_of_all_versions,
    r#"include = ["Root"]"#,
    "",
    VERSIONS
);
left!(
    derived_types_of_no_version,
    r#"include = ["Root"]"#,
    "[selection]\nignore = [\"Part.Part\"]",
    VERSIONS
);
left!(
    cast_from_an_older_version,
    r#"include = ["Root/Parts/*/Part.v1_0_0.Part/Wheel.Wheel/Parts"]"#,
    "[selection]\nderived = \"ignore\"",
    VERSIONS
);
left!(
    exclude_alone_leaves_the_rest_of_versions,
    r#"exclude = ["**/Owner", "People"]"#,
    "",
    VERSIONS
);

#[test]
fn selecting_everything_changes_nothing() {
    for (document, include) in [
        (SERVICE, r#"include = ["**", "Example.*"]"#),
        (VERSIONS, r#"include = ["**"]"#),
    ] {
        let all = part(document, "", "");
        let with_all = part(document, include, "[selection]\nmax_derived = 100");
        let (all, with_all) = (&all.versions[0], &with_all.versions[0]);
        assert_eq!(interface(all), interface(with_all));
    }
}

#[test]
fn reasons_are_chains_from_an_entry() {
    let service = r#"include = ["Me/Messages"]
exclude = ["Example.Kind"]"#;
    let Selected {
        models, selections, ..
    } = selected(&config(
        SERVICE,
        service,
        "[selection]\nignore = [\"Example.Recipient\"]",
    ))
    .unwrap();
    let why = |name: &str| {
        let lines = selection::why(&models[0], &selections[0], name);
        lines.map_or_else(|| format!("there is no `{name}`"), |lines| lines.join("\n"))
    };
    let names = [
        "Example.Importance",
        "Example.Recipient",
        "Example.Forward",
        "Example.EventMessage",
        "Example.User",
        "Example.Attendee",
        "Example.FileAttachment",
        "Example.Place",
        "Example.Kind",
        "Example.Send",
        "Example.Nearest",
        "Example.Nothing",
    ];
    insta::assert_snapshot!("reasons", names.map(why).join("\n"));
}

#[test]
fn reasons_tell_of_the_version_that_stands_for_others() {
    let service = r#"include = ["Root"]
exclude = ["Person.v1_0_0.Person"]"#;
    let Selected {
        models, selections, ..
    } = selected(&config(VERSIONS, service, "")).unwrap();
    let why = |name: &str| {
        let lines = selection::why(&models[0], &selections[0], name);
        lines.unwrap().join("\n")
    };
    let names = [
        "Part.Part",
        "Part.v1_1_0.Unit",
        "Wheel.Wheel",
        "Person.Person",
    ];
    insta::assert_snapshot!("reasons_with_versions", names.map(why).join("\n"));
}

#[test]
fn sizes_add_up() {
    let generated = part(SERVICE, r#"include = ["Me/Messages/**", "Devices"]"#, "");
    let sizes = sizes::sizes(&generated.versions[0], &generated.files);
    let types: usize = sizes.namespaces.iter().map(|(_, size)| size.types).sum();
    assert_eq!(types, sizes.all.types);
    let root = |name: &str| {
        let found = sizes.roots.iter().find(|(root, _)| root == name);
        found.map(|(_, size)| (size.types, size.functions))
    };
    assert_eq!(root("devices"), Some((3, 1)));
    assert!(root("me").is_some_and(|(types, _)| types > 5));
    assert_eq!(root("users"), None);
}

/// Draws parts of a service, generates each, and looks at what that gives without a compiler.
fn generate_drawn(
    service: &Service,
    numbers: std::ops::Range<u64>,
    mut then: impl FnMut(u64, &Generated),
) {
    for number in numbers {
        let drawn = draw(&service.model, number);
        let generated = service.generate(number, &drawn);
        let generated = generated.unwrap_or_else(|error: Error| {
            let report = error.render(odata_bindgen::diagnostics::Style::default());
            panic!("{} {number}, {drawn}:\n{report}", service.name)
        });
        let mistakes = mistakes(&generated);
        assert!(
            mistakes.is_empty(),
            "{} {number}, {drawn}:\n{}",
            service.name,
            mistakes.join("\n")
        );
        then(number, &generated);
    }
}

fn service(name: &str, path: &str) -> Service {
    Service::read(name, &place::root().join(path))
}

#[test]
fn any_part_of_a_service_has_all_names_that_it_uses() {
    let small = service("small", "tests/fixtures/included/selection.xml");
    generate_drawn(&small, 0..150, |_, _| {});
    let versions = service("versions", "tests/fixtures/included/versions.xml");
    generate_drawn(&versions, 0..100, |_, _| {});
    let outlook = service("outlook", "metadata/v2.0.xml");
    generate_drawn(&outlook, 0..8, |_, _| {});
}

#[test]
fn a_part_of_a_large_service_has_all_names_that_it_uses() {
    let Some(folder) = place::shared_metadata() else {
        eprintln!("skipped: there is no `shared/metadata` beside the repository");
        return;
    };
    let graph = Service::read("graph", &folder.join("graph/graph-v1.0-clean-2026-08.xml"));
    generate_drawn(&graph, 0..2, |_, _| {});
}

#[test]
fn some_parts_of_services_compile() {
    let mut scratch = Scratch::new(Path::new(env!("CARGO_TARGET_TMPDIR")).join("selections"));
    let small = service("small", "tests/fixtures/included/selection.xml");
    generate_drawn(&small, 0..24, |number, generated| {
        scratch.add(&format!("small-{number}"), generated);
    });
    let versions = service("versions", "tests/fixtures/included/versions.xml");
    generate_drawn(&versions, 0..12, |number, generated| {
        scratch.add(&format!("versions-{number}"), generated);
    });
    let outlook = service("outlook", "metadata/v2.0.xml");
    generate_drawn(&outlook, 0..8, |number, generated| {
        scratch.add(&format!("outlook-{number}"), generated);
    });
    let output = scratch.check_all();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
}
