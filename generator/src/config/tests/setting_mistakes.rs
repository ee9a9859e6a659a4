//! What can be wrong with headers and preferences that clients may set.

use super::mistakes::mistakes_beside;

/// One setting that lacks nothing, with a line more.
fn setting(name: &str, more: &str) -> String {
    format!("[[service.setting]]\nname = \"{name}\"\ndoc = \"d\"\n{more}\n")
}

#[test]
fn settings_that_cannot_be_used_are_refused() {
    let text = [
        setting("Zone", "header = \"x\""),
        setting("match", "header = \"x\""),
        setting("token", "header = \"x\""),
        setting("a", "header = \"x y\""),
        setting("a", "preference = \"x\"\nheader = \"y\""),
        setting("b", "header = \"x\"\nquoted = true"),
        setting("c", ""),
        setting("d", "header = \"x\"\nkind = \"texts\""),
        "[[service.setting]]\nheadr = \"x\"\n".to_owned(),
    ];
    insta::assert_snapshot!(mistakes_beside(&text.concat()), @r#"
    config-value

      × `Zone` cannot be the name of a setting
       ╭─[odata-bindgen.toml:6:8]
     5 │ [[service.setting]]
     6 │ name = "Zone"
       ·        ───┬──
       ·           ╰── not the name of a function
     7 │ doc = "d"
       ╰────
      help: write lower-case ASCII letters, digits and `_`, such as `time_zone`

    config-value

      × `match` cannot be the name of a setting
        ╭─[odata-bindgen.toml:10:8]
      9 │ [[service.setting]]
     10 │ name = "match"
        ·        ───┬───
        ·           ╰── Rust keeps this name for itself
     11 │ doc = "d"
        ╰────
      help: write another name

    config-value

      × `token` cannot be the name of a setting
        ╭─[odata-bindgen.toml:14:8]
     13 │ [[service.setting]]
     14 │ name = "token"
        ·        ───┬───
        ·           ╰── clients or requests have such a function already
     15 │ doc = "d"
        ╰────
      help: write another name

    config-value

      × `x y` cannot be the name of a header
        ╭─[odata-bindgen.toml:20:10]
     19 │ doc = "d"
     20 │ header = "x y"
        ·          ──┬──
        ·            ╰── not a header name
     21 │ [[service.setting]]
        ╰────
      help: use ASCII letters, digits and `-`

    config-value

      × `a` cannot be the name of a setting
        ╭─[odata-bindgen.toml:22:8]
     21 │ [[service.setting]]
     22 │ name = "a"
        ·        ─┬─
        ·         ╰── the second one
     23 │ doc = "d"
        ╰────
      help: give each setting a name of its own

    config-value

      × a setting is a header or a preference
        ╭─[odata-bindgen.toml:24:14]
     23 │ doc = "d"
     24 │ preference = "x"
        ·              ─┬─
        ·               ╰── the second one
     25 │ header = "y"
        ╰────
      help: write a second `[[service.setting]]` for it

    config-value

      × `quoted` is for the value of a preference
        ╭─[odata-bindgen.toml:30:10]
     29 │ header = "x"
     30 │ quoted = true
        ·          ──┬─
        ·            ╰── there is no such value
     31 │ [[service.setting]]
        ╰────
      help: remove `quoted`

    config-missing-key

      × `[[service.setting]]` lacks `header` or `preference`
        ╭─[odata-bindgen.toml:31:1]
     30 │ quoted = true
     31 │ [[service.setting]]
        · ─────────┬─────────
        ·          ╰── without `header` or `preference`
     32 │ name = "c"
        ╰────
      help: add `header = "x-name"` or `preference = "name"`

    config-value

      × `texts` is not a value of `kind`
        ╭─[odata-bindgen.toml:39:8]
     38 │ header = "x"
     39 │ kind = "texts"
        ·        ───┬───
        ·           ╰── no such choice
     40 │ [[service.setting]]
        ╰────
      help: did you mean `text`?

    config-missing-key

      × `[[service.setting]]` lacks `doc`
        ╭─[odata-bindgen.toml:40:1]
     39 │ kind = "texts"
     40 │ [[service.setting]]
        · ─────────┬─────────
        ·          ╰── without `doc`
     41 │ headr = "x"
        ╰────
      help: say what it does, for the documentation of the function

    config-missing-key

      × `[[service.setting]]` lacks `header` or `preference`
        ╭─[odata-bindgen.toml:40:1]
     39 │ kind = "texts"
     40 │ [[service.setting]]
        · ─────────┬─────────
        ·          ╰── without `header` or `preference`
     41 │ headr = "x"
        ╰────
      help: add `header = "x-name"` or `preference = "name"`

    config-missing-key

      × `[[service.setting]]` lacks `name`
        ╭─[odata-bindgen.toml:40:1]
     39 │ kind = "texts"
     40 │ [[service.setting]]
        · ─────────┬─────────
        ·          ╰── without `name`
     41 │ headr = "x"
        ╰────
      help: name the function for it, such as `name = "time_zone"`

    config-unknown-key

      × `[[service.setting]]` has no key `headr`
        ╭─[odata-bindgen.toml:41:1]
     40 │ [[service.setting]]
     41 │ headr = "x"
        · ──┬──
        ·   ╰── unknown key
        ╰────
      help: did you mean `header`?

    13 errors
    error: the settings cannot be used
    "#);
}

#[test]
fn settings_are_tables_of_a_list() {
    insta::assert_snapshot!(mistakes_beside("[service.setting]\nname = \"a\"\n"), @r#"
    config-type

      × `setting` has to be a list of tables, written `[[service.setting]]`, not a table
       ╭─[odata-bindgen.toml:5:1]
     4 │ metadata = "a.xml"
     5 │ [service.setting]
       · ────────┬────────
       ·         ╰── expected a list of tables, written `[[service.setting]]`
     6 │ name = "a"
       ╰────

    1 error
    error: the settings cannot be used
    "#);
}
