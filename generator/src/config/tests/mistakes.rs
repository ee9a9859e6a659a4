//! What is wrong with the form of a config, as people see it.

use super::{SMALL, Style};
use crate::config::Config;
use std::path::PathBuf;

/// What is reported of a config that lacks nothing but what the test adds wrongly.
pub(super) fn mistakes(text: &str) -> String {
    let error = Config::parse("odata-bindgen.toml", text, PathBuf::new()).unwrap_err();
    assert_eq!(error.exit_code(), 1);
    error.render(Style {
        per_rule: 50,
        ..Style::default()
    })
}

pub(super) fn mistakes_beside(more: &str) -> String {
    mistakes(&format!("{SMALL}{more}"))
}

#[test]
fn what_is_not_toml_is_shown() {
    insta::assert_snapshot!(mistakes("[crate]\nname = a\nversion = \"1\n[versions\n"), @r#"
    config-syntax

      × string values must be quoted, expected literal string
       ╭─[odata-bindgen.toml:2:8]
     1 │ [crate]
     2 │ name = a
       ·        ┬
       ·        ╰── here
     3 │ version = "1
       ╰────

    config-syntax

      × invalid basic string, expected `"`
       ╭─[odata-bindgen.toml:3:13]
     2 │ name = a
     3 │ version = "1
       ·             ▲
       ·             ╰── here
     4 │ [versions
       ╰────

    config-syntax

      × unclosed table, expected `]`
       ╭─[odata-bindgen.toml:4:10]
     3 │ version = "1
     4 │ [versions
       ·          ▲
       ·          ╰── here
       ╰────

    3 errors
    error: the settings cannot be used
    "#);
}

#[test]
fn a_key_that_is_written_twice_is_shown() {
    insta::assert_snapshot!(mistakes("[crate]\nname = \"a\"\nname = \"b\"\n"), @r#"
    config-syntax

      × duplicate key
       ╭─[odata-bindgen.toml:3:1]
     2 │ name = "a"
     3 │ name = "b"
       · ──┬─
       ·   ╰── here
       ╰────

    1 error
    error: the settings cannot be used
    "#);
}

#[test]
fn an_empty_config_lacks_a_crate_and_versions() {
    insta::assert_snapshot!(mistakes(""), @r#"
    config-missing-key

      × the config lacks `crate`
       ╭─[odata-bindgen.toml:1:1]
     1 │ 
       · ▲
       · ╰── without `crate`
       ╰────
      help: add `[crate]` with a `name`

    config-missing-key

      × the config lacks `versions`
       ╭─[odata-bindgen.toml:1:1]
     1 │ 
       · ▲
       · ╰── without `versions`
       ╰────
      help: add `[versions.v1_0]` with `metadata = "metadata.xml"` for each version, or `metadata` to
            `[service]` for a service without versions

    2 errors
    error: the settings cannot be used
    "#);
}

#[test]
fn empty_tables_lack_what_they_must_have() {
    insta::assert_snapshot!(mistakes("[crate]\n[versions]\n"), @r#"
    config-missing-key

      × `[crate]` lacks `name`
       ╭─[odata-bindgen.toml:1:2]
     1 │ [crate]
       ·  ──┬──
       ·    ╰── without `name`
     2 │ [versions]
       ╰────
      help: name the crate that is generated, such as `name = "my-client"`

    config-missing-key

      × `[versions]` lacks a version
       ╭─[odata-bindgen.toml:2:2]
     1 │ [crate]
     2 │ [versions]
       ·  ────┬───
       ·      ╰── without a version
       ╰────
      help: add `[versions.v1_0]` with `metadata = "metadata.xml"`; the name is yours

    2 errors
    error: the settings cannot be used
    "#);
}

#[test]
fn unknown_keys_are_refused_with_a_suggestion() {
    let text = "[crat]\n[crate]\nnmae = \"a\"\nname = \"a\"\n[versions.v1]\nmetdata = \"a\"\ndefault = true\n[types]\nqqq = 1\n";
    insta::assert_snapshot!(mistakes(text), @r#"
    config-unknown-key

      × the config has no key `crat`
       ╭─[odata-bindgen.toml:1:2]
     1 │ [crat]
       ·  ──┬─
       ·    ╰── unknown key
     2 │ [crate]
       ╰────
      help: did you mean `crate`?

    config-unknown-key

      × `[crate]` has no key `nmae`
       ╭─[odata-bindgen.toml:3:1]
     2 │ [crate]
     3 │ nmae = "a"
       · ──┬─
       ·   ╰── unknown key
     4 │ name = "a"
       ╰────
      help: did you mean `name`?

    config-missing-key

      × `[versions.v1]` lacks `metadata`
       ╭─[odata-bindgen.toml:5:11]
     4 │ name = "a"
     5 │ [versions.v1]
       ·           ─┬
       ·            ╰── without `metadata`
     6 │ metdata = "a"
       ╰────
      help: name the `$metadata` document, relative to this file

    config-unknown-key

      × `[versions.v1]` has no key `metdata`
       ╭─[odata-bindgen.toml:6:1]
     5 │ [versions.v1]
     6 │ metdata = "a"
       · ───┬───
       ·    ╰── unknown key
     7 │ default = true
       ╰────
      help: did you mean `metadata`?

    config-unknown-key

      × `[versions.v1]` has no key `default`
       ╭─[odata-bindgen.toml:7:1]
     6 │ metdata = "a"
     7 │ default = true
       · ───┬───
       ·    ╰── unknown key
     8 │ [types]
       ╰────
      help: write `default_version = "v1"` under `[service]`

    config-unknown-key

      × `[types]` has no key `qqq`
       ╭─[odata-bindgen.toml:9:1]
     8 │ [types]
     9 │ qqq = 1
       · ─┬─
       ·  ╰── unknown key
       ╰────
      help: the only key is `max_variants`

    6 errors
    error: the settings cannot be used
    "#);
}
