//! One file for each encoding, and for each way to get it wrong.

use super::{Parsed, parsed, schema};

fn declared(encoding: &str, bytes: &[u8]) -> Parsed {
    let text = format!(
        "<?xml version=\"1.0\" encoding='{encoding}' ?>\n{}",
        schema("<EnumType Name=\"#\"/>")
    );
    let at = text.find('#').unwrap();
    parsed([&text.as_bytes()[..at], bytes, &text.as_bytes()[at + 1..]].concat())
}

fn name(parsed: &Parsed) -> Option<String> {
    let name = &parsed
        .document
        .as_ref()?
        .schemas
        .first()?
        .enum_types
        .first()?
        .name;
    assert_eq!(parsed.sources.text(name.span), &*name.value);
    Some(name.value.to_string())
}

#[test]
fn encodings_that_are_read() {
    assert_eq!(
        name(&declared("UTF-8", "é".as_bytes())).as_deref(),
        Some("é")
    );
    assert_eq!(name(&declared("ISO-8859-1", &[0xe9])).as_deref(), Some("é"));
    assert_eq!(name(&declared("us-ascii", b"e")).as_deref(), Some("e"));
    let text = schema("<EnumType Name=\"é𝄞\"/>");
    let with_mark = [b"\xef\xbb\xbf\xef\xbb\xbf".as_slice(), text.as_bytes()].concat();
    assert_eq!(name(&parsed(with_mark)).as_deref(), Some("é𝄞"));
    let marked = format!("\u{feff}{text}");
    let little = |text: &str| {
        text.encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect::<Vec<u8>>()
    };
    let big = |text: &str| {
        text.encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect::<Vec<u8>>()
    };
    for bytes in [little(&marked), big(&marked), little(&text), big(&text)] {
        assert_eq!(name(&parsed(bytes)).as_deref(), Some("é𝄞"));
    }
}

#[test]
fn encodings_that_are_not() {
    let mut utf_16: Vec<u8> = "\u{feff}<a"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let odd = [utf_16.as_slice(), b"x"].concat();
    utf_16.extend([0x00, 0xd8, b'b', 0]);
    let findings = [
        declared("windows-1252", &[0xe9]),
        declared("UTF-8", &[0xe9]),
        declared("us-ascii", "é".as_bytes()),
        declared("utf-16", "é".as_bytes()),
        declared("caf\u{e9}", b"e"),
        declared("UTF-8", &[0x1b]),
        parsed(utf_16),
        parsed(odd),
    ];
    insta::assert_snapshot!(findings.map(|parsed| parsed.findings()).join("\n"));
}
