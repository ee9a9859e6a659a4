//! What is wrong with the values of a config, as people see it.

use super::mistakes::mistakes;

#[test]
fn values_of_the_wrong_type_are_refused() {
    let text = "references = 1\n[crate]\nname = 1\n[service]\nheaders = \"a\"\nkey_style = true\n[versions.v1]\nmetadata = [1]\n[types]\nmax_variants = \"64\"\n";
    insta::assert_snapshot!(mistakes(text), @r#"
    config-type

      × `references` has to be a table, not a number
       ╭─[odata-bindgen.toml:1:14]
     1 │ references = 1
       ·              ┬
       ·              ╰── expected a table
     2 │ [crate]
       ╰────

    config-type

      × `name` has to be a text, not a number
       ╭─[odata-bindgen.toml:3:8]
     2 │ [crate]
     3 │ name = 1
       ·        ┬
       ·        ╰── expected a text
     4 │ [service]
       ╰────
      help: put the value in quotes

    config-type

      × `headers` has to be a table, not a text
       ╭─[odata-bindgen.toml:5:11]
     4 │ [service]
     5 │ headers = "a"
       ·           ─┬─
       ·            ╰── expected a table
     6 │ key_style = true
       ╰────

    config-type

      × `key_style` has to be a text, not `true` or `false`
       ╭─[odata-bindgen.toml:6:13]
     5 │ headers = "a"
     6 │ key_style = true
       ·             ──┬─
       ·               ╰── expected a text
     7 │ [versions.v1]
       ╰────
      help: put the value in quotes

    config-type

      × `metadata` has to be a list of texts, not a number
       ╭─[odata-bindgen.toml:8:13]
     7 │ [versions.v1]
     8 │ metadata = [1]
       ·             ┬
       ·             ╰── expected a list of texts
     9 │ [types]
       ╰────

    config-type

      × `max_variants` has to be an integer, not a text
        ╭─[odata-bindgen.toml:10:16]
      9 │ [types]
     10 │ max_variants = "64"
        ·                ──┬─
        ·                  ╰── expected an integer
        ╰────
      help: take the quotes away

    6 errors
    error: the settings cannot be used
    "#);
    let text = "patch = 1\nversions = 2\ncrate = []\n";
    insta::assert_snapshot!(mistakes(text), @r"
    config-type

      × `patch` has to be a list of tables, written `[[patch]]`, not a number
       ╭─[odata-bindgen.toml:1:9]
     1 │ patch = 1
       ·         ┬
       ·         ╰── expected a list of tables, written `[[patch]]`
     2 │ versions = 2
       ╰────

    config-type

      × `versions` has to be a table, not a number
       ╭─[odata-bindgen.toml:2:12]
     1 │ patch = 1
     2 │ versions = 2
       ·            ┬
       ·            ╰── expected a table
     3 │ crate = []
       ╰────

    config-type

      × `crate` has to be a table, not a list
       ╭─[odata-bindgen.toml:3:9]
     2 │ versions = 2
     3 │ crate = []
       ·         ─┬
       ·          ╰── expected a table
       ╰────

    3 errors
    error: the settings cannot be used
    ");
}

#[test]
fn values_that_cannot_be_used_are_refused() {
    let text = "[crate]\nname = \"9 lives\"\nversion = \"1.0\"\noutput = \"\"\nlicense.workspace = false\n[service]\nbase_url = \"example.com\"\nkey_style = \"segments\"\noperations = \"both\"\nheaders = { \"a b\" = \"ü\" }\n[versions.v1]\nmetadata = \"\"\nbase_url = \"https://example.com/?x=1\"\n[versions.v2]\nmetadata = []\n[types]\nmax_variants = -1\n[references]\n\"a\" = \"\"\n";
    insta::assert_snapshot!(mistakes(text), @r#"
    config-value

      × `9 lives` cannot be the name of a crate
       ╭─[odata-bindgen.toml:2:8]
     1 │ [crate]
     2 │ name = "9 lives"
       ·        ────┬────
       ·            ╰── it has a character that cargo refuses
     3 │ version = "1.0"
       ╰────
      help: use ASCII letters, digits, `-` and `_`, such as `client-9-lives`

    config-value

      × `1.0` is not the version of a crate
       ╭─[odata-bindgen.toml:3:11]
     2 │ name = "9 lives"
     3 │ version = "1.0"
       ·           ──┬──
       ·             ╰── not a version
     4 │ output = ""
       ╰────
      help: write three numbers, such as `0.1.0`

    config-value

      × `output` of `[crate]` is empty
       ╭─[odata-bindgen.toml:4:10]
     3 │ version = "1.0"
     4 │ output = ""
       ·          ─┬
       ·           ╰── empty
     5 │ license.workspace = false
       ╰────
      help: name a path, relative to this file

    config-value

      × `workspace = false` says nothing
       ╭─[odata-bindgen.toml:5:21]
     4 │ output = ""
     5 │ license.workspace = false
       ·                     ──┬──
       ·                       ╰── not `true`
     6 │ [service]
       ╰────
      help: write `workspace = true`

    config-value

      × `example.com` cannot be a base URL
       ╭─[odata-bindgen.toml:7:12]
     6 │ [service]
     7 │ base_url = "example.com"
       ·            ──────┬──────
       ·                  ╰── does not begin with `https://` or `http://`
     8 │ key_style = "segments"
       ╰────
      help: write the address that request paths are appended to, such as `https://example.com/odata`

    config-value

      × `segments` is not a value of `key_style`
       ╭─[odata-bindgen.toml:8:13]
     7 │ base_url = "example.com"
     8 │ key_style = "segments"
       ·             ─────┬────
       ·                  ╰── no such choice
     9 │ operations = "both"
       ╰────
      help: did you mean `segment`?

    config-value

      × `both` is not a value of `operations`
        ╭─[odata-bindgen.toml:9:14]
      8 │ key_style = "segments"
      9 │ operations = "both"
        ·              ───┬──
        ·                 ╰── no such choice
     10 │ headers = { "a b" = "ü" }
        ╰────
      help: write `qualified` or `unqualified`

    config-value

      × `a b` cannot be the name of a header
        ╭─[odata-bindgen.toml:10:13]
      9 │ operations = "both"
     10 │ headers = { "a b" = "ü" }
        ·             ──┬──
        ·               ╰── not a header name
     11 │ [versions.v1]
        ╰────
      help: use ASCII letters, digits and `-`

    config-value

      × the header `a b` has a value that cannot be sent
        ╭─[odata-bindgen.toml:10:21]
      9 │ operations = "both"
     10 │ headers = { "a b" = "ü" }
        ·                     ─┬─
        ·                      ╰── not visible ASCII
     11 │ [versions.v1]
        ╰────
      help: use visible ASCII characters

    config-value

      × `metadata` of `[versions.v1]` has an empty path
        ╭─[odata-bindgen.toml:12:12]
     11 │ [versions.v1]
     12 │ metadata = ""
        ·            ─┬
        ·             ╰── empty
     13 │ base_url = "https://example.com/?x=1"
        ╰────
      help: name the `$metadata` document, relative to this file

    config-value

      × `https://example.com/?x=1` cannot be a base URL
        ╭─[odata-bindgen.toml:13:12]
     12 │ metadata = ""
     13 │ base_url = "https://example.com/?x=1"
        ·            ─────────────┬────────────
        ·                         ╰── has a query or a fragment
     14 │ [versions.v2]
        ╰────
      help: write the address that request paths are appended to, such as `https://example.com/odata`

    config-value

      × `metadata` of `[versions.v2]` is empty
        ╭─[odata-bindgen.toml:15:12]
     14 │ [versions.v2]
     15 │ metadata = []
        ·            ─┬
        ·             ╰── no document
     16 │ [types]
        ╰────
      help: name the `$metadata` document, relative to this file

    config-value

      × `max_variants` cannot be -1
        ╭─[odata-bindgen.toml:17:16]
     16 │ [types]
     17 │ max_variants = -1
        ·                ─┬
        ·                 ╰── below zero
     18 │ [references]
        ╰────
      help: 0 keeps every abstract type a plain struct; the default is 64

    config-value

      × the reference `a` has an empty path
        ╭─[odata-bindgen.toml:19:7]
     18 │ [references]
     19 │ "a" = ""
        ·       ─┬
        ·        ╰── empty
        ╰────
      help: name a local file, relative to this one

    14 errors
    error: the settings cannot be used
    "#);
}
