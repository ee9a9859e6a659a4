//! One minimal file for each thing that is JSON and cannot be read, or not to its end.

use super::super::parsed;
use super::schema;

/// Snapshots the findings about a whole file.
macro_rules! refusals {
    ($($name:ident: $content:expr;)*) => {
        $(#[test]
        fn $name() {
            insta::assert_snapshot!(parsed($content).dump());
        })*
    };
}

refusals! {
    array: "[1, 2]";
    empty_object: "{}";
    some_object: "{\"name\": \"x\", \"version\": {\"y\": [{}]}}";
    service_document: r#"{"@odata.context": "https://x/y/$metadata", "value": [{"name": "Es"}]}"#;
    list_of_entities: r#"{"@odata.context": "https://x/y/$metadata#Es", "value": []}"#;
    one_entity: r#"{"@odata.context": "https://x/y/$metadata#Es/$entity", "Id": 1}"#;
    error_message: r#"{"error": {"code": "Unauthorized"}}"#;
    openapi: r#"{"openapi": "3.0.2", "info": {}}"#;
    json_schema: r#"{"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "x"}"#;
    answer_of_v2: r#"{"d": {"EntitySets": []}}"#;
    answer_of_v3: r#"{"odata.metadata": "x", "value": []}"#;
    comment: schema("// none\n\"E\": {\"$Kind\": \"EnumType\"}");
    single_quotes: schema("\"E\": {'$Kind': \"EnumType\"}");
    comma_missing: schema("\"E\": {\"$Kind\": \"EnumType\"}\n\"F\": {\"$Kind\": \"EnumType\"}");
    comma_too_many: schema("\"E\": {\"$Kind\": \"EnumType\",}");
    colon_missing: schema("\"E\" {\"$Kind\": \"EnumType\"}");
    name_without_quotes: schema("E: 1");
    value_missing: schema("\"E\": ,");
    words: schema("\"E\": True");
    second_value: "{\"$Version\": \"4.01\"}\n{}";
    line_in_a_string: schema("\"E\": \"a\nb\"");
    wrong_escape: schema(r#""E": "a\xb""#);
    lone_surrogate: schema(r#""E": "a\ud834b""#);
    control_character: schema("\"E\": \"\u{1b}\"");
    cut_in_an_object: "{\"$Version\": \"4.01\",\n\"N\": {\"E\": {\n";
    cut_in_a_string: "{\"$Version\": \"4.01\",\n\"N\": {\"E\": {\"$Kind";
    cut_after_a_colon: "{\"$Version\": \"4.01\",\n\"N\": ";
}

#[test]
fn bytes_that_are_not_utf_8() {
    let bytes = [b"{\"$Version\": \"".as_slice(), &[0xe9], b"\"}"].concat();
    insta::assert_snapshot!(parsed(bytes).dump());
}

#[test]
fn numbers_are_those_of_json() {
    for number in ["0", "-0", "10", "1.5", "-1.50e+3", "2E-9", "1e5"] {
        assert!(
            parsed(schema(&format!("\"@N.T\": {number}")))
                .diagnostics
                .is_empty(),
            "{number}"
        );
    }
    for word in [
        "01", "1.", ".5", "+1", "-", "1e", "0x1", "1_000", "NaN", "--1", "1.5.2", "1e+-2",
    ] {
        let rules = parsed(schema(&format!("\"@N.T\": {word}"))).rules();
        assert_eq!(rules, ["json-malformed"], "{word}");
    }
}

#[test]
fn what_stands_before_the_break_is_kept() {
    let parsed = parsed(schema(
        r#""A": {"$Kind": "EnumType"}, "B": {}, "C": {"$Kind": "ComplexType", "P": {"$Type": "Edm.Int32"}, "Q": {"$Type" "x""#,
    ));
    assert_eq!(parsed.rules(), ["json-malformed", "csdl-missing-attribute"]);
    let schema = &parsed.document.as_ref().unwrap().schemas[0];
    let properties = schema.structured_types[0].properties.iter();
    let names: Vec<&str> = properties.map(|property| &*property.name.value).collect();
    assert_eq!((schema.enum_types.len(), names), (1, vec!["P", "Q"]));
}
