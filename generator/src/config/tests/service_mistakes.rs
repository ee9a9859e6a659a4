//! What is special about a service, and refused because it cannot be.

use super::mistakes::mistakes_beside;

#[test]
fn limits_errors_and_keys_that_cannot_be_used_are_refused() {
    let text = r#"
[service]
gates = "opened"
enums = "unqualify"
origins = ["https://a.example", "http://a.example", "https://a.example/b", "https://A.example/", "https://:1", "https://[::1]:8443", "https://u@a.example"]
max_batch = 0
batch_format = "xml"
odata_version = 4
batch_url = "/$batch"
expired_codes = ["A", "", "a"]

[[service.error]]
code = "A"
name = "notConstant"
doc = "d"

[[service.error]]
code = "A"

[well_known]
"Example.Item" = ["a"]

[well_known."Example.Folder"]
keys = ["a", "", "a"]

[well_known."Example.Other"]
keys = []

[well_known."Example.More"]
key = ["a"]

[shorthand]
"Example.A" = "a//b"
"Example.B" = ["b"]
"#;
    insta::assert_snapshot!(mistakes_beside(text), @r#"
    config-value

      × `opened` is not a value of `gates`
       ╭─[odata-bindgen.toml:7:9]
     6 │ [service]
     7 │ gates = "opened"
       ·         ────┬───
       ·             ╰── no such choice
     8 │ enums = "unqualify"
       ╰────
      help: did you mean `open`?

    config-value

      × `unqualify` is not a value of `enums`
       ╭─[odata-bindgen.toml:8:9]
     7 │ gates = "opened"
     8 │ enums = "unqualify"
       ·         ─────┬─────
       ·              ╰── no such choice
     9 │ origins = ["https://a.example", "http://a.example", "https:/…
       ╰────
      help: did you mean `unqualified`?

    config-value

      × `http://a.example` cannot be an origin of the service
        ╭─[odata-bindgen.toml:9:33]
      8 │ enums = "unqualify"
      9 │ origins = ["https://a.example", "http://a.example", "https://a.example/b", "https://A.example/", "https://:1",…
        ·                                 ─────────┬────────
        ·                                          ╰── does not begin with `https://`
     10 │ max_batch = 0
        ╰────
      help: write scheme and host, once each, such as `https://eu.example.com`

    config-value

      × `https://a.example/b` cannot be an origin of the service
        ╭─[odata-bindgen.toml:9:53]
      8 │ enums = "unqualify"
      9 │ …https://a.example", "http://a.example", "https://a.example/b", "https://A.example/", "https://:1", "https://[::1]:8443", …
        ·                                          ──────────┬──────────
        ·                                                    ╰── is not a host, perhaps with a port
     10 │ max_batch = 0
        ╰────
      help: write scheme and host, once each, such as `https://eu.example.com`

    config-value

      × `https://A.example/` cannot be an origin of the service
        ╭─[odata-bindgen.toml:9:76]
      8 │ enums = "unqualify"
      9 │ …tp://a.example", "https://a.example/b", "https://A.example/", "https://:1", "https://[::1]:8443", "https://u@a.example"]
        ·                                          ──────────┬─────────
        ·                                                    ╰── the second one
     10 │ max_batch = 0
        ╰────
      help: write scheme and host, once each, such as `https://eu.example.com`

    config-value

      × `https://:1` cannot be an origin of the service
        ╭─[odata-bindgen.toml:9:98]
      8 │ enums = "unqualify"
      9 │ …s://a.example/b", "https://A.example/", "https://:1", "https://[::1]:8443", "https://u@a.example"]
        ·                                          ──────┬─────
        ·                                                ╰── is not a host, perhaps with a port
     10 │ max_batch = 0
        ╰────
      help: write scheme and host, once each, such as `https://eu.example.com`

    config-value

      × `https://u@a.example` cannot be an origin of the service
        ╭─[odata-bindgen.toml:9:134]
      8 │ enums = "unqualify"
      9 │ …/", "https://:1", "https://[::1]:8443", "https://u@a.example"]
        ·                                          ──────────┬──────────
        ·                                                    ╰── is not a host, perhaps with a port
     10 │ max_batch = 0
        ╰────
      help: write scheme and host, once each, such as `https://eu.example.com`

    config-value

      × `max_batch` cannot be 0
        ╭─[odata-bindgen.toml:10:13]
      9 │ origins = ["https://a.example", "http://a.example", "https:/…
     10 │ max_batch = 0
        ·             ┬
        ·             ╰── not a number of requests
     11 │ batch_format = "xml"
        ╰────
      help: write how many requests a batch may have; without it there is no limit

    config-value

      × `xml` is not a value of `batch_format`
        ╭─[odata-bindgen.toml:11:16]
     10 │ max_batch = 0
     11 │ batch_format = "xml"
        ·                ──┬──
        ·                  ╰── no such choice
     12 │ odata_version = 4
        ╰────
      help: write `multipart` or `json`

    config-type

      × `odata_version` has to be a text, not a number
        ╭─[odata-bindgen.toml:12:17]
     11 │ batch_format = "xml"
     12 │ odata_version = 4
        ·                 ┬
        ·                 ╰── expected a text
     13 │ batch_url = "/$batch"
        ╰────
      help: put the value in quotes

    config-value

      × `/$batch` cannot be where batches go to
        ╭─[odata-bindgen.toml:13:13]
     12 │ odata_version = 4
     13 │ batch_url = "/$batch"
        ·             ────┬────
        ·                 ╰── not relative to the base URL
     14 │ expired_codes = ["A", "", "a"]
        ╰────
      help: write the path from the base URL, such as `me/$batch`

    config-value

      × `expired_codes` has an empty code
        ╭─[odata-bindgen.toml:14:23]
     13 │ batch_url = "/$batch"
     14 │ expired_codes = ["A", "", "a"]
        ·                       ─┬
        ·                        ╰── empty
     15 │ 
        ╰────
      help: write the codes as the service does, such as `SyncStateNotFound`

    config-value

      × the error code `a` is there twice
        ╭─[odata-bindgen.toml:14:27]
     13 │ batch_url = "/$batch"
     14 │ expired_codes = ["A", "", "a"]
        ·                           ─┬─
        ·                            ╰── the second one
     15 │ 
        ╰────
      help: remove one of them

    config-value

      × `notConstant` cannot be the name of a constant
        ╭─[odata-bindgen.toml:18:8]
     17 │ code = "A"
     18 │ name = "notConstant"
        ·        ──────┬──────
        ·              ╰── not the name of a constant
     19 │ doc = "d"
        ╰────
      help: write upper-case ASCII letters, digits and `_`, such as `ITEM_NOT_FOUND`

    config-missing-key

      × `[[service.error]]` lacks `doc`
        ╭─[odata-bindgen.toml:21:1]
     20 │ 
     21 │ [[service.error]]
        · ────────┬────────
        ·         ╰── without `doc`
     22 │ code = "A"
        ╰────
      help: say when it happens, for the documentation of the constant

    config-value

      × the error code `A` is there twice
        ╭─[odata-bindgen.toml:22:8]
     21 │ [[service.error]]
     22 │ code = "A"
        ·        ─┬─
        ·         ╰── the second one
     23 │ 
        ╰────
      help: remove one of them

    config-type

      × the keys of `Example.Item` have to be in a table
        ╭─[odata-bindgen.toml:25:1]
     24 │ [well_known]
     25 │ "Example.Item" = ["a"]
        · ───────┬──────
        ·        ╰── not a table
     26 │ 
        ╰────
      help: write `[well_known."Example.Item"]` and `keys = […]` under it

    config-value

      × `keys` of `[well_known."Example.Folder"]` has an empty key
        ╭─[odata-bindgen.toml:28:14]
     27 │ [well_known."Example.Folder"]
     28 │ keys = ["a", "", "a"]
        ·              ─┬
        ·               ╰── empty
     29 │ 
        ╰────
      help: list the keys, such as `keys = ["Inbox"]`

    config-value

      × the key `a` is there twice
        ╭─[odata-bindgen.toml:28:18]
     27 │ [well_known."Example.Folder"]
     28 │ keys = ["a", "", "a"]
        ·                  ─┬─
        ·                   ╰── the second one
     29 │ 
        ╰────
      help: remove one of them

    config-value

      × `keys` of `[well_known."Example.Other"]` is empty
        ╭─[odata-bindgen.toml:31:8]
     30 │ [well_known."Example.Other"]
     31 │ keys = []
        ·        ─┬
        ·         ╰── no key
     32 │ 
        ╰────
      help: list the keys, such as `keys = ["Inbox"]`

    config-missing-key

      × `[well_known."Example.More"]` lacks `keys`
        ╭─[odata-bindgen.toml:33:13]
     32 │ 
     33 │ [well_known."Example.More"]
        ·             ───────┬──────
        ·                    ╰── without `keys`
     34 │ key = ["a"]
        ╰────
      help: list the keys, such as `keys = ["Inbox"]`

    config-unknown-key

      × `[well_known."Example.More"]` has no key `key`
        ╭─[odata-bindgen.toml:34:1]
     33 │ [well_known."Example.More"]
     34 │ key = ["a"]
        · ─┬─
        ·  ╰── unknown key
     35 │ 
        ╰────
      help: did you mean `keys`?

    config-value

      × the shorthand of `Example.A` lacks the name of a property
        ╭─[odata-bindgen.toml:37:15]
     36 │ [shorthand]
     37 │ "Example.A" = "a//b"
        ·               ───┬──
        ·                  ╰── no path to a property
     38 │ "Example.B" = ["b"]
        ╰────
      help: write names with `/` between them, such as `EmailAddress/Address`

    config-type

      × `Example.B` has to be a text, not a list
        ╭─[odata-bindgen.toml:38:15]
     37 │ "Example.A" = "a//b"
     38 │ "Example.B" = ["b"]
        ·               ──┬──
        ·                 ╰── expected a text
        ╰────

    24 errors
    error: the settings cannot be used
    "#);
}
