//! Documents that are meant to break a parser, and real ones broken at random.

use super::{parsed, parsed_within, schema};
use crate::limits::{Limit, Limits};

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

fn limits(limit: Limit, value: u64) -> Limits {
    let mut limits = Limits::default();
    limits.set(limit, value);
    limits
}

/// The rules that are broken, and what stands beside the place of the first finding.
fn beyond(limits: &Limits, text: &str) -> (Vec<&'static str>, Option<String>) {
    let parsed = parsed_within(limits, text);
    let first = parsed.diagnostics.iter().next();
    let place = first.and_then(|found| Some(parsed.sources.text(found.place.as_ref()?.0)));
    (parsed.rules(), place.map(str::to_owned))
}

const BEYOND: [&str; 1] = ["limit-exceeded"];

#[test]
fn nesting_is_limited() {
    let wrap = |depth: usize| {
        let (open, close) = ("<Not>".repeat(depth), "</Not>".repeat(depth));
        schema(&format!(
            "<Annotation Term=\"N.T\">{open}<Null/>{close}</Annotation>"
        ))
    };
    // The most that may be set, too, has to fit on the stack of a thread, without optimisation.
    for most in [20, Limit::Nesting.default(), Limit::Nesting.most()] {
        let limits = limits(Limit::Nesting, most);
        let rules = |depth: u64| {
            let depth = usize::try_from(depth).unwrap();
            parsed_within(&limits, wrap(depth)).rules()
        };
        // The wrapper, the schema, the annotation and `Null` are five levels.
        assert_eq!(rules(most - 5), [""; 0]);
        assert_eq!(rules(most - 4), BEYOND);
        assert_eq!(rules(100_000), BEYOND);
    }
    let open = "<Record><PropertyValue Property=\"P\"><Annotation Term=\"N.T\">".repeat(100_000);
    let open = schema(&format!("<Annotation Term=\"N.T\">{open}"));
    assert_eq!(parsed(open).rules(), BEYOND);
}

#[test]
fn attributes_and_prefixes_are_limited() {
    let limits = limits(Limit::Attributes, 10);
    let attributes = |count: usize| {
        let attributes = (0..count).map(|at| format!(" a{at}=\"\""));
        let attributes: String = attributes.collect();
        schema(&format!("<Annotation Term=\"\"{attributes}/>"))
    };
    let rules = |text| parsed_within(&limits, text).rules();
    assert!(!rules(attributes(9)).contains(&BEYOND[0]));
    assert!(rules(attributes(10)).contains(&BEYOND[0]));
    let prefixes = |count: usize| {
        let prefixes = (0..count).map(|at| format!(" xmlns:a{at}=\"u\""));
        let prefixes: String = prefixes.collect();
        schema(&format!("<Annotation Term=\"N.T\"{prefixes}/>"))
    };
    // the wrapper declares two
    assert_eq!(rules(prefixes(8)), [""; 0]);
    assert_eq!(rules(prefixes(9)), BEYOND);
}

#[test]
fn one_attribute_a_million_times_is_no_million_findings() {
    let limits = limits(Limit::Findings, 50);
    let same = schema(&format!(
        "<EnumType Name=\"E\"{}/>",
        " a=\"\"".repeat(1_000_000)
    ));
    let parsed = parsed_within(&limits, same);
    assert_eq!(parsed.diagnostics.len(), 51);
    assert_eq!(parsed.diagnostics.iter().last().unwrap().rule.id, BEYOND[0]);
}

#[test]
fn texts_are_limited() {
    let limits = limits(Limit::NameSize, 8);
    let name = |name: &str| beyond(&limits, &schema(&format!("<EnumType Name=\"{name}\"/>")));
    assert_eq!(name("12345678").0, [""; 0]);
    assert_eq!(
        name("123456789"),
        (BEYOND.to_vec(), Some("123456789".to_owned()))
    );
    let mut limits = limits;
    limits.set(Limit::TextSize, 10);
    let attribute = |text: &str| {
        let text = schema(&format!("<Annotation Term=\"N.T\" String=\"{text}\"/>"));
        parsed_within(&limits, text).rules()
    };
    assert_eq!(attribute("1234567890"), [""; 0]);
    assert_eq!(attribute("1234567890 "), BEYOND);
    let element = |text: &str| {
        let text = schema(&format!(
            "<Annotation Term=\"N.T\"><String>{text}</String></Annotation>"
        ));
        parsed_within(&limits, text).rules()
    };
    assert_eq!(element("12345<![CDATA[67]]>890"), [""; 0]);
    assert_eq!(element("12345<![CDATA[67]]>&#65;8901"), BEYOND);
}

#[test]
fn size_and_elements_are_limited() {
    let text = schema("<EnumType Name=\"E\"/><EnumType Name=\"F\"/>");
    let size =
        |size: usize| parsed_within(&limits(Limit::DocumentSize, size as u64), &*text).rules();
    assert_eq!(size(text.len()), [""; 0]);
    assert_eq!(size(text.len() - 1), BEYOND);
    // Latin-1 is longer as UTF-8, in which it is kept
    let latin: Vec<u8> = [
        b"<?xml version='1.0' encoding='latin1'?>".as_slice(),
        &[0xe9; 100],
    ]
    .concat();
    let limits_of_bytes = limits(Limit::DocumentSize, latin.len() as u64);
    assert_eq!(parsed_within(&limits_of_bytes, latin).rules(), BEYOND);
    let elements = |count: u64| beyond(&limits(Limit::Elements, count), &text);
    assert_eq!(elements(5).0, [""; 0]);
    assert_eq!(
        elements(4),
        (BEYOND.to_vec(), Some("<EnumType Name=\"F\"/>".to_owned()))
    );
}

#[test]
fn entities_are_not_expanded() {
    let laughs =
        "<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\"><!ENTITY c SYSTEM \"file:///etc/passwd\">";
    let body = schema("<EnumType Name=\"&b;&c;\"/>");
    for document in [
        format!("<!DOCTYPE x [{laughs}]>{body}"),
        format!("<?xml version=\"1.0\"?><!DOCTYPE x SYSTEM \"http://example.com/x.dtd\">{body}"),
        format!("<!DOCTYPE x [{laughs}"),
    ] {
        let parsed = parsed(document);
        assert_eq!(parsed.rules(), ["xml-doctype"]);
        assert!(
            parsed
                .document
                .is_none_or(|document| document.schemas.is_empty())
        );
    }
    // without a declaration they stand for nothing, and are kept as they are written
    assert_eq!(parsed(body).rules(), ["xml-reference", "xml-reference"]);
}

#[test]
fn long_words_are_cut_in_messages() {
    let name = "é".repeat(1_000_000);
    let parsed = parsed(schema(&format!("<{name}/>")));
    let message = &parsed.diagnostics.iter().next().unwrap().message;
    assert!(message.len() < 300, "{}", message.len());
}
