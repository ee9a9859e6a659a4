//! Documents that are meant to break a parser, and real ones broken at random.

use super::super::cursor::{MAX_ATTRIBUTES, MAX_BINDINGS, MAX_DEPTH};
use super::{parsed, schema};

/// A document with something of everything, to be damaged.
fn sample() -> String {
    let text = r#"<EntityType Name="Ä" BaseType="N.B"><Key><PropertyRef Name="Id"/></Key>
        <Property Name="Id" Type="Collection(Edm.String)" Nullable="false" MaxLength="max"/><!-- c -->
        <NavigationProperty Name="X" Type="N.E"><OnDelete Action="None"/></NavigationProperty></EntityType>
        <Annotations Target="N.E"><Annotation Term="N.T"><Record><PropertyValue Property="A"><Collection>
        <String>a &amp; ü<![CDATA[x]]></String><If><Bool>true</Bool><Path>A</Path></If></Collection></PropertyValue>
        </Record></Annotation></Annotations><EntityContainer Name="C"><EntitySet Name="Es" EntityType="N.E" xmlns:s="urn:s" s:a="&#65;"/>
        </EntityContainer>"#;
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{}",
        schema(text)
    )
}

#[test]
fn the_sample_is_clean() {
    assert_eq!(parsed(sample()).rules(), ["csdl-foreign-namespace"]);
}

#[test]
fn truncation_anywhere_is_an_error_and_no_panic() {
    let sample = sample();
    let whole = sample.trim_end().len();
    for end in 0..whole {
        let parsed = parsed(&sample.as_bytes()[..end]);
        let denied = parsed
            .diagnostics
            .iter()
            .any(|found| found.rule.level == crate::diagnostics::Level::Deny);
        assert!(denied, "cut at {end}");
    }
}

#[test]
fn damage_anywhere_is_no_panic() {
    let sample = sample().into_bytes();
    for at in 0..sample.len() {
        for byte in [
            0, b'<', b'>', b'"', b'&', b';', b'/', b' ', b'=', b'\'', b'!', b'?', b']', b':', 0x80,
            0xff,
        ] {
            let mut damaged = sample.clone();
            damaged[at] = byte;
            parsed(damaged);
        }
        let mut missing = sample.clone();
        missing.remove(at);
        parsed(missing);
        let mut flipped = sample.clone();
        flipped[at] ^= 1 << (at % 8);
        parsed(flipped);
    }
}

#[test]
fn nesting_is_limited() {
    let wrap = |depth: usize| {
        let (open, close) = ("<Not>".repeat(depth), "</Not>".repeat(depth));
        parsed(schema(&format!(
            "<Annotation Term=\"N.T\">{open}<Null/>{close}</Annotation>"
        )))
    };
    // The wrapper, the schema, the annotation and `Null` are five levels.
    assert!(wrap(MAX_DEPTH - 5).rules().is_empty());
    assert_eq!(wrap(MAX_DEPTH - 4).rules(), ["xml-limit"]);
    assert_eq!(wrap(100_000).rules(), ["xml-limit"]);
    let open = "<Record><PropertyValue Property=\"P\"><Annotation Term=\"N.T\">".repeat(100_000);
    assert_eq!(
        parsed(schema(&format!("<Annotation Term=\"N.T\">{open}"))).rules(),
        ["xml-limit"]
    );
}

#[test]
fn attributes_and_prefixes_are_limited() {
    let attributes: String = (0..=MAX_ATTRIBUTES)
        .map(|at| format!(" a{at}=\"\""))
        .collect();
    assert!(
        parsed(schema(&format!("<Annotation{attributes}/>")))
            .rules()
            .contains(&"xml-limit")
    );
    let prefixes: String = (0..=MAX_BINDINGS)
        .map(|at| format!(" xmlns:a{at}=\"u\""))
        .collect();
    assert_eq!(
        parsed(schema(&format!("<Annotation Term=\"N.T\"{prefixes}/>"))).rules(),
        ["xml-limit"]
    );
}

#[test]
fn long_words_are_cut_in_messages() {
    let name = "é".repeat(1_000_000);
    let parsed = parsed(schema(&format!("<{name}/>")));
    let message = &parsed.diagnostics.iter().next().unwrap().message;
    assert!(message.len() < 300, "{}", message.len());
}
