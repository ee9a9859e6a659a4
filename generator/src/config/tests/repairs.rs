//! What is wrong with levels and patches, as people see it.

use super::mistakes::mistakes_beside;

#[test]
fn levels_that_cannot_be_set_are_refused() {
    insta::assert_snapshot!(mistakes_beside("[levels]\nempty-enm = \"warn\"\nduplicate-type = \"allow\"\nempty-enum = \"error\"\n"), @r#"
    config-value

      × there is no rule `empty-enm`
       ╭─[odata-bindgen.toml:6:1]
     5 │ [levels]
     6 │ empty-enm = "warn"
       · ────┬────
       ·     ╰── cannot be set
     7 │ duplicate-type = "allow"
       ╰────
      help: did you mean `empty-enum`?

    config-value

      × the rule `duplicate-type` is always `deny`, not `allow`
       ╭─[odata-bindgen.toml:7:1]
     6 │ empty-enm = "warn"
     7 │ duplicate-type = "allow"
       · ───────┬──────
       ·        ╰── cannot be set
     8 │ empty-enum = "error"
       ╰────
      help: nothing useful can be generated where it is broken; mend the document, or patch it; see
            `--explain duplicate-type`

    config-value

      × `error` is not a level
       ╭─[odata-bindgen.toml:8:14]
     7 │ duplicate-type = "allow"
     8 │ empty-enum = "error"
       ·              ───┬───
       ·                 ╰── no such level
       ╰────
      help: a level is `allow`, `warn` or `deny`

    3 errors
    error: the settings cannot be used
    "#);
}

#[test]
fn patches_need_a_target_a_reason_and_one_action() {
    insta::assert_snapshot!(mistakes_beside("[[patch]]\n[[patch]]\ntarget = \"a.T\"\nreason = \" \"\nversion = \"v9\"\ndrop = false\nrename = \"\"\n[[patch]]\ntarget = \"a.T\"\nreason = \"r\"\nannotate = { trem = \"x\", value = 99999999999999999999 }\n[[patch]]\ntarget = \"a.T\"\nreason = \"r\"\nadd_key = []\n"), @r#"
    config-missing-key

      × `[[patch]]` lacks `reason`
       ╭─[odata-bindgen.toml:5:1]
     4 │ metadata = "a.xml"
     5 │ [[patch]]
       · ────┬────
       ·     ╰── without `reason`
     6 │ [[patch]]
       ╰────
      help: say why the patch is needed, so that the next person knows when it is not

    config-missing-key

      × `[[patch]]` lacks `target`
       ╭─[odata-bindgen.toml:5:1]
     4 │ metadata = "a.xml"
     5 │ [[patch]]
       · ────┬────
       ·     ╰── without `target`
     6 │ [[patch]]
       ╰────
      help: name what is repaired, such as `target = "Namespace.Type/Property"`

    config-missing-key

      × `[[patch]]` lacks something to do
       ╭─[odata-bindgen.toml:5:1]
     4 │ metadata = "a.xml"
     5 │ [[patch]]
       · ────┬────
       ·     ╰── without something to do
     6 │ [[patch]]
       ╰────
      help: add `add_key`, `set_type`, `set_nullable`, `rename`, `drop` or `annotate`

    config-value

      × `reason` of `[[patch]]` is empty
       ╭─[odata-bindgen.toml:8:10]
     7 │ target = "a.T"
     8 │ reason = " "
       ·          ─┬─
       ·           ╰── empty
     9 │ version = "v9"
       ╰────
      help: say why the patch is needed, so that the next person knows when it is not

    config-value

      × there is no version `v9`
        ╭─[odata-bindgen.toml:9:11]
      8 │ reason = " "
      9 │ version = "v9"
        ·           ──┬─
        ·             ╰── no such version
     10 │ drop = false
        ╰────
      help: did you mean `v1`?

    config-value

      × `drop = false` does nothing
        ╭─[odata-bindgen.toml:10:8]
      9 │ version = "v9"
     10 │ drop = false
        ·        ──┬──
        ·          ╰── does nothing
     11 │ rename = ""
        ╰────
      help: write `drop = true`, or remove it

    config-value

      × a patch does one thing
        ╭─[odata-bindgen.toml:10:8]
      9 │ version = "v9"
     10 │ drop = false
        ·        ──┬──
        ·          ╰── the second thing
     11 │ rename = ""
        ╰────
      help: write a second `[[patch]]` for it

    config-value

      × `rename` is empty
        ╭─[odata-bindgen.toml:11:10]
     10 │ drop = false
     11 │ rename = ""
        ·          ─┬
        ·           ╰── empty
     12 │ [[patch]]
        ╰────
      help: write a name

    config-missing-key

      × `[patch.annotate]` lacks `term`
        ╭─[odata-bindgen.toml:15:1]
     14 │ reason = "r"
     15 │ annotate = { trem = "x", value = 99999999999999999999 }
        · ────┬───
        ·     ╰── without `term`
     16 │ [[patch]]
        ╰────
      help: name a term, such as `term = "Org.OData.Core.V1.Computed"`

    config-unknown-key

      × `[patch.annotate]` has no key `trem`
        ╭─[odata-bindgen.toml:15:14]
     14 │ reason = "r"
     15 │ annotate = { trem = "x", value = 99999999999999999999 }
        ·              ──┬─
        ·                ╰── unknown key
     16 │ [[patch]]
        ╰────
      help: did you mean `term`?

    config-value

      × the number is out of range
        ╭─[odata-bindgen.toml:15:34]
     14 │ reason = "r"
     15 │ annotate = { trem = "x", value = 99999999999999999999 }
        ·                                  ──────────┬─────────
        ·                                            ╰── too large
     16 │ [[patch]]
        ╰────
      help: write it as a text

    config-value

      × a key has at least one property, each with a name
        ╭─[odata-bindgen.toml:19:11]
     18 │ reason = "r"
     19 │ add_key = []
        ·           ─┬
        ·            ╰── empty
        ╰────
      help: write `add_key = ["Id"]`

    12 errors
    error: the settings cannot be used
    "#);
}
