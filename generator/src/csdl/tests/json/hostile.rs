//! Documents of CSDL JSON that are meant to break a parser.

use std::fmt::Write;

use super::super::{parsed, parsed_within};
use super::schema;
use crate::diagnostics::Level;
use crate::limits::{Limit, Limits};

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

fn limits(limit: Limit, value: u64) -> Limits {
    let mut limits = Limits::default();
    limits.set(limit, value);
    limits
}

const BEYOND: [&str; 1] = ["limit-exceeded"];

#[test]
fn nesting_is_limited() {
    for most in [20, Limit::Nesting.default(), Limit::Nesting.most()] {
        let limits = limits(Limit::Nesting, most);
        let wrap = |depth: u64| {
            let depth = usize::try_from(depth).unwrap();
            let (open, close) = ("{\"$Not\":".repeat(depth), "}".repeat(depth));
            let text = schema(&format!("\"@N.T\": {open}null{close}"));
            parsed_within(&limits, text).rules()
        };
        // The document and the schema are two levels.
        assert_eq!(wrap(most - 2), [""; 0]);
        assert_eq!(wrap(most - 1), BEYOND);
        assert_eq!(wrap(100_000), BEYOND);
    }
    let arrays = "[".repeat(100_000);
    let arrays = schema(&format!("\"@N.T\": {arrays}"));
    assert_eq!(parsed(arrays).rules(), BEYOND);
}

#[test]
fn texts_are_limited() {
    let mut limits = limits(Limit::NameSize, 10);
    limits.set(Limit::TextSize, 20);
    let rules = |content: &str| parsed_within(&limits, schema(content)).rules();
    assert_eq!(rules("\"1234567890\": {\"$Kind\": \"EnumType\"}"), [""; 0]);
    assert_eq!(rules("\"12345678901\": {\"$Kind\": \"EnumType\"}"), BEYOND);
    assert_eq!(rules("\"@N.T\": \"12345678901234567890\""), [""; 0]);
    assert_eq!(rules("\"@N.T\": \"123456789012345678901\""), BEYOND);
    let alias = "\"$Alias\": \"12345678901\"";
    assert_eq!(rules(alias), BEYOND);
}

#[test]
fn values_and_findings_are_limited() {
    let text = schema("\"E\": {\"$Kind\": \"EnumType\", \"A\": 0, \"A\": 1, \"A\": 2}");
    let rules = |limit, value| parsed_within(&limits(limit, value), &*text).rules();
    let duplicates = ["json-duplicate-member"; 2];
    assert_eq!(rules(Limit::Elements, 8), duplicates);
    assert!(rules(Limit::Elements, 7).contains(&BEYOND[0]));
    assert_eq!(rules(Limit::Findings, 2), duplicates);
    assert_eq!(rules(Limit::Findings, 1), [duplicates[0], BEYOND[0]]);
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
    assert_eq!(parsed(schema(&content)).rules()[0], "limit-exceeded");
}

#[test]
fn long_words_are_cut_in_messages() {
    let name = "é".repeat(1_000_000);
    let parsed = parsed(schema(&format!("\"E\": {{\"$Kind\": \"{name}\"}}")));
    let message = &parsed.diagnostics.iter().next().unwrap().message;
    assert!(message.len() < 300, "{}", message.len());
}
