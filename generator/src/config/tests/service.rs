//! What is special about a service: read as it is written.

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
    let service = "[service]\nodata_version = \"4.01\"\ngates = \"open\"\nmax_batch = 20\nbatch_format = \"json\"\nbatch_url = \"me/$batch\"\n";
    let version = only_version(service);
    assert_eq!(version.odata_version, ODataVersion::V4_01);
    assert_eq!(version.gates, Gates::Open);
    assert_eq!(version.max_batch, Some(20));
    assert_eq!(version.batch_format, BatchFormat::Json);
    assert_eq!(version.batch_url.as_deref(), Some("me/$batch"));
    let own = "odata_version = \"4.0\"\ngates = \"enforced\"\nmax_batch = 5\nbatch_format = \"multipart\"\nbatch_url = \"$batch\"\n";
    let version = only_version(&format!("{own}{service}"));
    assert_eq!(version.odata_version, ODataVersion::V4_0);
    assert_eq!(version.gates, Gates::Enforced);
    assert_eq!(version.max_batch, Some(5));
    assert_eq!(version.batch_format, BatchFormat::Multipart);
    assert_eq!(version.batch_url.as_deref(), Some("$batch"));
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
expired_codes = ["TooOld", "Resync"]

[[service.error]]
code = "NotThere"
name = "MISSING"
doc = "It is not there."

[well_known."Example.Folder"]
keys = ["Inbox", "Sent"]

[shorthand]
"Example.Recipient" = "EmailAddress/Address"
"#;
    let config = read(&format!("{SMALL}{text}"));
    let error = ServiceError {
        code: "NotThere".to_owned(),
        name: Some("MISSING".to_owned()),
        doc: "It is not there.".to_owned(),
    };
    assert_eq!(config.errors, [error]);
    assert_eq!(config.expired_codes, ["TooOld", "Resync"]);
    assert_eq!(config.search_alone[0].value, "Example.Message");
    assert_eq!(config.well_known[0].entity.value, "Example.Folder");
    assert_eq!(config.well_known[0].keys, ["Inbox", "Sent"]);
    assert_eq!(config.shorthand[0].ty.value, "Example.Recipient");
    assert_eq!(config.shorthand[0].path.value, "EmailAddress/Address");
}
