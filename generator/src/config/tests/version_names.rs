//! What is wrong with the names of versions, as people see it.

use super::mistakes::{mistakes, mistakes_beside};
use crate::config::RESERVED_FEATURES;

#[test]
fn names_of_versions_are_module_names() {
    let text = "[crate]\nname = \"a\"\n[versions.\"v2.0\"]\nmetadata = \"a\"\n[versions.V1]\nmetadata = \"a\"\n[versions.type]\nmetadata = \"a\"\n[versions.default]\nmetadata = \"a\"\n[versions.reqwest]\nmetadata = \"a\"\n[versions.testing]\nmetadata = \"a\"\n[versions]\nv3 = \"c.xml\"\n";
    insta::assert_snapshot!(mistakes(text), @r#"
    config-value

      × `v2.0` cannot be the name of a version
       ╭─[odata-bindgen.toml:3:11]
     2 │ name = "a"
     3 │ [versions."v2.0"]
       ·           ───┬──
       ·              ╰── not the name of a module
     4 │ metadata = "a"
       ╰────
      help: it names a module and a feature: lower-case ASCII letters, digits and `_`, such as `v2_0`;
            `label` may say anything

    config-value

      × `V1` cannot be the name of a version
       ╭─[odata-bindgen.toml:5:11]
     4 │ metadata = "a"
     5 │ [versions.V1]
       ·           ─┬
       ·            ╰── not the name of a module
     6 │ metadata = "a"
       ╰────
      help: it names a module and a feature: lower-case ASCII letters, digits and `_`, such as `v1`;
            `label` may say anything

    config-value

      × `type` cannot be the name of a version
       ╭─[odata-bindgen.toml:7:11]
     6 │ metadata = "a"
     7 │ [versions.type]
       ·           ──┬─
       ·             ╰── Rust or cargo keeps this name for itself
     8 │ metadata = "a"
       ╰────
      help: write another name, such as `type_1`

    config-value

      × `default` cannot be the name of a version
        ╭─[odata-bindgen.toml:9:11]
      8 │ metadata = "a"
      9 │ [versions.default]
        ·           ───┬───
        ·              ╰── Rust or cargo keeps this name for itself
     10 │ metadata = "a"
        ╰────
      help: write another name, such as `default_1`

    config-value

      × `reqwest` cannot be the name of a version
        ╭─[odata-bindgen.toml:11:11]
     10 │ metadata = "a"
     11 │ [versions.reqwest]
        ·           ───┬───
        ·              ╰── the generated crate has this name already
     12 │ metadata = "a"
        ╰────
      help: write another name, such as `reqwest_1`

    config-value

      × `testing` cannot be the name of a version
        ╭─[odata-bindgen.toml:13:11]
     12 │ metadata = "a"
     13 │ [versions.testing]
        ·           ───┬───
        ·              ╰── the generated crate has this name already
     14 │ metadata = "a"
        ╰────
      help: write another name, such as `testing_1`

    config-type

      × the version `v3` has to be a table
        ╭─[odata-bindgen.toml:16:1]
     15 │ [versions]
     16 │ v3 = "c.xml"
        · ─┬
        ·  ╰── not a table
        ╰────
      help: write `[versions.v3]` and `metadata = …` under it

    7 errors
    error: the settings cannot be used
    "#);
}

#[test]
fn the_default_version_has_to_exist() {
    insta::assert_snapshot!(mistakes_beside("[service]\ndefault_version = \"v1.0\"\n"), @r#"
    config-value

      × there is no version `v1.0`
       ╭─[odata-bindgen.toml:6:19]
     5 │ [service]
     6 │ default_version = "v1.0"
       ·                   ───┬──
       ·                      ╰── no such version
       ╰────
      help: name one of the tables under `[versions]`

    1 error
    error: the settings cannot be used
    "#);
}

#[test]
fn names_of_features_that_every_crate_has_are_no_names_of_versions() {
    for name in RESERVED_FEATURES {
        let text = format!("[crate]\nname = \"a\"\n[versions.{name}]\nmetadata = \"a\"\n");
        let said = mistakes(&text);
        assert!(
            said.contains(&format!("`{name}` cannot be the name of a version")),
            "{said}"
        );
    }
}
