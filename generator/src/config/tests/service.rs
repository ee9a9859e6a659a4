//! What is special about a service: read as it is written, and refused where it cannot be.

use super::mistakes::mistakes_beside;
use super::{SMALL, read};
use crate::config::{
    BatchFormat, Gates, ODataVersion, ServiceError, Setting, SettingCarrier, SettingKind, Version,
};

fn only_version(more: &str) -> Version {
    let config = read(&format!("{SMALL}{more}"));
    let [version] = <[Version; 1]>::try_from(config.versions).unwrap();
    version
}

#[test]
fn the_protocol_gates_and_batches_of_a_service_hold_for_a_version_that_says_nothing() {
    let service = "[service]\nodata_version = \"4.01\"\ngates = \"open\"\nmax_batch = 20\nbatch_format = \"json\"\n";
    let version = only_version(service);
    assert_eq!(version.odata_version, ODataVersion::V4_01);
    assert_eq!(version.gates, Gates::Open);
    assert_eq!(version.max_batch, Some(20));
    assert_eq!(version.batch_format, BatchFormat::Json);
    let own = "odata_version = \"4.0\"\ngates = \"enforced\"\nmax_batch = 5\nbatch_format = \"multipart\"\n";
    let version = only_version(&format!("{own}{service}"));
    assert_eq!(version.odata_version, ODataVersion::V4_0);
    assert_eq!(version.gates, Gates::Enforced);
    assert_eq!(version.max_batch, Some(5));
    assert_eq!(version.batch_format, BatchFormat::Multipart);
}

#[test]
fn settings_keep_their_order() {
    let text = r#"
[[service.setting]]
name = "zone"
preference = "example.zone"
quoted = true
doc = "Where the clocks are."

[[service.setting]]
name = "id"
header = "X-Id"
kind = "per_request"
doc = "An id."
"#;
    let expected = [
        Setting {
            name: "zone".to_owned(),
            carrier: SettingCarrier::Preference {
                name: "example.zone".to_owned(),
                quoted: true,
            },
            kind: SettingKind::Text,
            doc: "Where the clocks are.".to_owned(),
        },
        Setting {
            name: "id".to_owned(),
            carrier: SettingCarrier::Header("X-Id".to_owned()),
            kind: SettingKind::PerRequest,
            doc: "An id.".to_owned(),
        },
    ];
    assert_eq!(read(&format!("{SMALL}{text}")).settings, expected);
}

#[test]
fn errors_types_and_keys_are_read() {
    let text = r#"
[service]
search_alone = "Example.Message"

[[service.error]]
code = "NotThere"
name = "MISSING"
doc = "It is not there."

[well_known."Example.Folder"]
keys = ["Inbox", "Sent"]
"#;
    let config = read(&format!("{SMALL}{text}"));
    let error = ServiceError {
        code: "NotThere".to_owned(),
        name: Some("MISSING".to_owned()),
        doc: "It is not there.".to_owned(),
    };
    assert_eq!(config.errors, [error]);
    assert_eq!(config.search_alone[0].value, "Example.Message");
    assert_eq!(config.well_known[0].entity.value, "Example.Folder");
    assert_eq!(config.well_known[0].keys, ["Inbox", "Sent"]);
}

#[test]
fn limits_errors_and_keys_that_cannot_be_used_are_refused() {
    let text = r#"
[service]
gates = "opened"
max_batch = 0
batch_format = "xml"
odata_version = 4

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
"#;
    insta::assert_snapshot!(mistakes_beside(text), @r#"
    config-value

      × `opened` is not a value of `gates`
       ╭─[odata-bindgen.toml:7:9]
     6 │ [service]
     7 │ gates = "opened"
       ·         ────┬───
       ·             ╰── no such choice
     8 │ max_batch = 0
       ╰────
      help: did you mean `open`?

    config-value

      × `max_batch` cannot be 0
       ╭─[odata-bindgen.toml:8:13]
     7 │ gates = "opened"
     8 │ max_batch = 0
       ·             ┬
       ·             ╰── not a number of requests
     9 │ batch_format = "xml"
       ╰────
      help: write how many requests a batch may have; without it there is no limit

    config-value

      × `xml` is not a value of `batch_format`
        ╭─[odata-bindgen.toml:9:16]
      8 │ max_batch = 0
      9 │ batch_format = "xml"
        ·                ──┬──
        ·                  ╰── no such choice
     10 │ odata_version = 4
        ╰────
      help: write `multipart` or `json`

    config-type

      × `odata_version` has to be a text, not a number
        ╭─[odata-bindgen.toml:10:17]
      9 │ batch_format = "xml"
     10 │ odata_version = 4
        ·                 ┬
        ·                 ╰── expected a text
     11 │ 
        ╰────
      help: put the value in quotes

    config-value

      × `notConstant` cannot be the name of a constant
        ╭─[odata-bindgen.toml:14:8]
     13 │ code = "A"
     14 │ name = "notConstant"
        ·        ──────┬──────
        ·              ╰── not the name of a constant
     15 │ doc = "d"
        ╰────
      help: write upper-case ASCII letters, digits and `_`, such as `ITEM_NOT_FOUND`

    config-missing-key

      × `[[service.error]]` lacks `doc`
        ╭─[odata-bindgen.toml:17:1]
     16 │ 
     17 │ [[service.error]]
        · ────────┬────────
        ·         ╰── without `doc`
     18 │ code = "A"
        ╰────
      help: say when it happens, for the documentation of the constant

    config-value

      × the error code `A` is there twice
        ╭─[odata-bindgen.toml:18:8]
     17 │ [[service.error]]
     18 │ code = "A"
        ·        ─┬─
        ·         ╰── the second one
     19 │ 
        ╰────
      help: remove one of them

    config-type

      × the keys of `Example.Item` have to be in a table
        ╭─[odata-bindgen.toml:21:1]
     20 │ [well_known]
     21 │ "Example.Item" = ["a"]
        · ───────┬──────
        ·        ╰── not a table
     22 │ 
        ╰────
      help: write `[well_known."Example.Item"]` and `keys = […]` under it

    config-value

      × `keys` of `[well_known."Example.Folder"]` has an empty key
        ╭─[odata-bindgen.toml:24:14]
     23 │ [well_known."Example.Folder"]
     24 │ keys = ["a", "", "a"]
        ·              ─┬
        ·               ╰── empty
     25 │ 
        ╰────
      help: list the keys, such as `keys = ["Inbox"]`

    config-value

      × the key `a` is there twice
        ╭─[odata-bindgen.toml:24:18]
     23 │ [well_known."Example.Folder"]
     24 │ keys = ["a", "", "a"]
        ·                  ─┬─
        ·                   ╰── the second one
     25 │ 
        ╰────
      help: remove one of them

    config-value

      × `keys` of `[well_known."Example.Other"]` is empty
        ╭─[odata-bindgen.toml:27:8]
     26 │ [well_known."Example.Other"]
     27 │ keys = []
        ·        ─┬
        ·         ╰── no key
     28 │ 
        ╰────
      help: list the keys, such as `keys = ["Inbox"]`

    config-missing-key

      × `[well_known."Example.More"]` lacks `keys`
        ╭─[odata-bindgen.toml:29:13]
     28 │ 
     29 │ [well_known."Example.More"]
        ·             ───────┬──────
        ·                    ╰── without `keys`
     30 │ key = ["a"]
        ╰────
      help: list the keys, such as `keys = ["Inbox"]`

    config-unknown-key

      × `[well_known."Example.More"]` has no key `key`
        ╭─[odata-bindgen.toml:30:1]
     29 │ [well_known."Example.More"]
     30 │ key = ["a"]
        · ─┬─
        ·  ╰── unknown key
        ╰────
      help: did you mean `keys`?

    13 errors
    error: the settings cannot be used
    "#);
}
