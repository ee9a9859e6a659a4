//! Documents of CSDL JSON that are meant to break a parser.

use std::fmt::Write;

use super::super::super::json::MAX_DEPTH;
use super::super::parsed;
use super::schema;
use crate::diagnostics::Level;

/// A document with something of everything, to be damaged.
fn sample() -> String {
    schema(
        r#""$Alias": "A", "Ä": {"$Kind": "EntityType", "$Key": ["Id", {"a": "B/C"}], "Id": {"$MaxLength": 12, "$Unicode": false},
        "X": {"$Kind": "NavigationProperty", "$Type": "N.Ä", "$OnDelete": "None", "$OnDelete@N.T": "\u00fc\ud834\udd1e"}},
        "F": [{"$Kind": "Function", "$Parameter": [{"$Name": "p"}], "$ReturnType": {}}], "E": {"$Kind": "EnumType", "M": -1, "M@N.T@N.U": null},
        "C": {"$Kind": "EntityContainer", "Es": {"$Collection": true, "$Type": "N.Ä"}},
        "$Annotations": {"N.Ä": {"@N.T#q": {"@type": "\#N.R", "P": [1.5e3, {"$If": [true, {"$Path": "x"}]}]}}}"#,
    )
    .replace("\\#", "#")
    .replace("M@N.T@N.U", "M@N.T")
}

#[test]
fn the_sample_is_clean() {
    assert_eq!(parsed(sample()).findings(), "");
}

#[test]
fn truncation_anywhere_is_an_error_and_no_panic() {
    let sample = sample();
    for end in 0..sample.trim_end().len() {
        let parsed = parsed(&sample.as_bytes()[..end]);
        let mut found = parsed.diagnostics.iter();
        assert!(
            found.any(|found| found.rule.level == Level::Deny),
            "cut at {end}"
        );
    }
}

#[test]
fn a_document_that_is_cut_short_lacks_nothing_else() {
    let sample = sample();
    let start = sample.find("\"Ä\"").unwrap();
    for (end, _) in sample
        .trim_end()
        .char_indices()
        .filter(|(at, _)| *at > start)
    {
        let rules = parsed(&sample.as_bytes()[..end]).rules();
        let about_the_break = |rule: &&str| rule.starts_with("json-");
        assert!(rules.iter().all(about_the_break), "cut at {end}: {rules:?}");
    }
}

#[test]
fn damage_anywhere_is_no_panic() {
    let sample = sample().into_bytes();
    for at in 0..sample.len() {
        for byte in [
            0, b'{', b'}', b'[', b']', b'"', b'\\', b',', b':', b'@', b'$', b'#', b'u', b'9', 0x80,
            0xff,
        ] {
            let mut damaged = sample.clone();
            damaged[at] = byte;
            parsed(damaged);
        }
        let mut missing = sample.clone();
        missing.remove(at);
        parsed(missing);
    }
}

#[test]
fn nesting_is_limited() {
    let wrap = |depth: usize| {
        let (open, close) = ("{\"$Not\":".repeat(depth), "}".repeat(depth));
        parsed(schema(&format!("\"@N.T\": {open}null{close}"))).rules()
    };
    // The document and the schema are two levels.
    assert_eq!(wrap(MAX_DEPTH - 2), [""; 0]);
    assert_eq!(wrap(MAX_DEPTH - 1), ["json-limit"]);
    assert_eq!(wrap(100_000), ["json-limit"]);
    let arrays = "[".repeat(100_000);
    assert_eq!(
        parsed(schema(&format!("\"@N.T\": {arrays}"))).rules(),
        ["json-limit"]
    );
}

#[test]
fn annotations_of_annotations_are_limited() {
    let mut content = String::from("\"E\": {\"$Kind\": \"EnumType\"");
    let mut name = String::new();
    for _ in 0..1000 {
        name.push_str("@N.T");
        let _ = write!(content, ",\"{name}\": 1");
    }
    content.push('}');
    assert_eq!(parsed(schema(&content)).rules()[0], "json-limit");
}

#[test]
fn long_words_are_cut_in_messages() {
    let name = "é".repeat(1_000_000);
    let parsed = parsed(schema(&format!("\"E\": {{\"$Kind\": \"{name}\"}}")));
    let message = &parsed.diagnostics.iter().next().unwrap().message;
    assert!(message.len() < 300, "{}", message.len());
}
