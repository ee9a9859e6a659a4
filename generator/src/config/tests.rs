//! Settings, and what can be wrong with them.

mod features;
mod limits;
mod loading;
mod mistakes;
mod repairs;
mod selection;
mod service;
mod service_mistakes;
mod setting_mistakes;
mod values;
mod version_names;

use super::*;
use crate::diagnostics::{Level, Style};

fn read(text: &str) -> Config {
    match Config::parse("odata-bindgen.toml", text, PathBuf::from("project")) {
        // the text would only repeat what the test says
        Ok((config, _)) => Config {
            sources: Sources::default(),
            ..config
        },
        Err(error) => panic!("{}", error.render(Style::default())),
    }
}

const SMALL: &str = "[crate]\nname = \"a\"\n[versions.v1]\nmetadata = \"a.xml\"\n";

#[test]
fn a_small_config_is_filled_with_defaults() {
    insta::assert_debug_snapshot!(read(SMALL), @r#"
    Config {
        root: "project",
        package: CrateSettings {
            name: "a",
            version: Text(
                "0.1.0",
            ),
            description: None,
            license: None,
            repository: None,
            output: "generated",
            lock: "odata-bindgen.lock",
            runtime: Version(
                "0.1",
            ),
        },
        versions: [
            Version {
                name: "v1",
                label: "v1",
                metadata: [
                    "a.xml",
                ],
                base_url: None,
                origins: [],
                headers: {},
                key_style: Parentheses,
                operations: Qualified,
                enums: Qualified,
                plain_base64: false,
                odata_version: V4_0,
                gates: Enforced,
                max_batch: None,
                batch_format: Multipart,
                batch_url: None,
                include: [],
                exclude: [],
                span: Some(
                    Span {
                        source: SourceId(
                            0,
                        ),
                        start: 29,
                        end: 31,
                    },
                ),
            },
        ],
        default_version: None,
        settings: [],
        errors: [],
        expired_codes: [],
        search_alone: [],
        well_known: [],
        shorthand: [],
        max_variants: 64,
        selection: SelectionSettings {
            follow_derived: true,
            max_derived: 64,
            follow: [],
            ignore: [],
        },
        features: FeatureSettings {
            by: None,
            groups: [],
            default: [],
            traits: [
                Serde,
                Compare,
            ],
        },
        levels: Levels {
            chosen: {},
        },
        patches: [],
        limits: Limits {},
        references: {},
        fetched: None,
        sources: Sources {
            files: [],
        },
    }
    "#);
}

#[test]
fn a_config_can_say_everything() {
    let text = r#"
[crate]
name = "outlook-rest"
version.workspace = true
description = "a client"
license = "MIT"
repository = { workspace = true }
output = "generated"
lock = "names.lock"
runtime = { path = "../runtime", version = "0.1" }

[service]
base_url = "https://example.com/api"
origins = ["https://eu.example.com"]
default_version = "beta"
headers = { X-One = "1", X-Two = "2" }
key_style = "segment"
operations = "unqualified"
enums = "unqualified"

[versions.v2_0]
label = "v2.0"
metadata = ["a.xml", "b.xml"]
headers.X-Two = "3"

[versions.beta]
metadata = "beta.xml"
base_url = "http://localhost:8080"
origins = []
key_style = "parentheses"
operations = "qualified"
enums = "qualified"

[types]
max_variants = 3

[levels]
empty-enum = "deny"

[references]
"https://example.com/v.xml" = "v.xml"
"#;
    insta::assert_debug_snapshot!(read(text));
}

#[test]
fn a_patch_does_one_of_six_things() {
    let patch = |rest: &str| format!("[[patch]]\ntarget = \"a.T\"\nreason = \"r\"\n{rest}\n");
    let text = [
        SMALL,
        &patch("add_key = [\"Id\", \"Other\"]\nversion = \"v1\""),
        &patch("add_key = \"Id\""),
        &patch("set_type = \"Edm.String\""),
        &patch("set_nullable = false"),
        &patch("rename = \"Mail\""),
        &patch("drop = true"),
        &patch("annotate = { term = \"a.b\" }"),
        &patch(
            "annotate = { term = \"a.b\", qualifier = \"q\", value = { x = [1, 2.5, \"s\"], f = false } }",
        ),
    ]
    .concat();
    let patches = read(&text).patches;
    let actions: Vec<_> = patches.iter().map(|patch| &patch.action).collect();
    insta::assert_debug_snapshot!(actions, @r#"
    [
        AddKey(
            [
                "Id",
                "Other",
            ],
        ),
        AddKey(
            [
                "Id",
            ],
        ),
        SetType(
            "Edm.String",
        ),
        SetNullable(
            false,
        ),
        Rename(
            "Mail",
        ),
        Drop,
        Annotate {
            term: "a.b",
            qualifier: None,
            value: Bool(
                true,
            ),
        },
        Annotate {
            term: "a.b",
            qualifier: Some(
                "q",
            ),
            value: Record(
                [
                    (
                        "x",
                        Collection(
                            [
                                Int(
                                    1,
                                ),
                                Float(
                                    2.5,
                                ),
                                String(
                                    "s",
                                ),
                            ],
                        ),
                    ),
                    (
                        "f",
                        Bool(
                            false,
                        ),
                    ),
                ],
            ),
        },
    ]
    "#);
    assert_eq!(patches[0].version.as_deref(), Some("v1"));
    assert_eq!(patches[1].version, None);
    let starts: Vec<_> = patches.iter().map(|patch| patch.span.start).collect();
    assert!(starts.is_sorted());
    assert_eq!(&text[patches[0].span.start as usize..][..9], "[[patch]]");
}

#[test]
fn versions_keep_the_order_of_the_file_and_are_found_by_name_or_label() {
    let config = read(
        "[crate]\nname = \"a\"\n[versions.v2_0]\nmetadata = \"2\"\nlabel = \"second\"\n[versions.beta]\nmetadata = \"b\"\n[versions.v1_0]\nmetadata = \"1\"\n",
    );
    let names: Vec<_> = config
        .versions
        .iter()
        .map(|version| &*version.name)
        .collect();
    assert_eq!(names, ["v2_0", "beta", "v1_0"]);
    for name in ["v2_0", "v2.0", "V2-0", "second"] {
        assert_eq!(config.version(name).unwrap().name, "v2_0");
    }
    let error = config.version("bta").unwrap_err();
    assert_eq!(error.exit_code(), 2);
    insta::assert_snapshot!(error.render(Style::default()), @r"
    error: there is no version `bta`
    help: did you mean `beta`?
    ");
    insta::assert_snapshot!(config.version("other").unwrap_err().render(Style::default()), @r"
    error: there is no version `other`
    help: the config has `v2_0`, `beta`, `v1_0`
    ");
    assert_eq!(config.output(), Path::new("project/generated"));
    assert_eq!(config.lock(), Path::new("project/odata-bindgen.lock"));
    assert!(!config.is_single());
}

#[test]
fn levels_are_set() {
    let config = read(&format!("{SMALL}[levels]\nkey-nullable = \"warn\"\n"));
    let chosen: Vec<_> = config.levels.chosen().collect();
    assert_eq!(chosen, [("key-nullable", Level::Warn)]);
}
