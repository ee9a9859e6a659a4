//! Turns bytes into CSDL documents, whose places must lie in the text, and whose findings must be shown.

use odata_bindgen::csdl::{self, Document};
use odata_bindgen::diagnostics::{Diagnostics, Levels, Sources, Span, Style};
use odata_bindgen::error::Report;
use serde_json::Value;

/// A file that was read, whatever came of it.
pub(super) struct Read {
    pub(super) document: Option<Document>,
    pub(super) sources: Sources,
    pub(super) found: Diagnostics,
}

/// Bytes as a document of CSDL XML, unless they begin like one of CSDL JSON.
pub fn csdl_xml(data: &[u8]) {
    if first(data) != Some(b'{') {
        check(data);
    }
}

/// Bytes as a document of CSDL JSON, if they begin like one.
pub fn csdl_json(data: &[u8]) {
    if first(data) == Some(b'{') {
        check(data);
    }
}

fn first(data: &[u8]) -> Option<u8> {
    let text = data.strip_prefix(b"\xef\xbb\xbf").unwrap_or(data);
    text.trim_ascii_start().first().copied()
}

fn check(data: &[u8]) {
    let Read {
        document,
        sources,
        found,
    } = read(data);
    if let Some(document) = &document {
        let json = serde_json::to_value(document).expect("a document can be written as JSON");
        check_places(&json, &sources);
    }
    check_findings(found, &sources);
}

/// Reads a document.
pub(super) fn read(data: &[u8]) -> Read {
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    let document = csdl::parse(&mut sources, "service", data.to_vec(), &mut found);
    Read {
        document,
        sources,
        found,
    }
}

/// Each finding is about a place in the text, and can be shown to people and to machines.
pub(super) fn check_findings(found: Diagnostics, sources: &Sources) {
    for finding in found.iter() {
        let own = finding.place.iter().map(|(span, _)| *span);
        let related = finding.related.iter().map(|(span, _)| *span);
        own.chain(related)
            .for_each(|span| check_span(span, sources));
    }
    let report = Report {
        diagnostics: found,
        sources: sources.clone(),
        levels: Levels::default(),
    };
    check_report(&report);
}

/// A report can be shown in any width, and holds nothing that a terminal would obey.
pub(super) fn check_report(report: &Report) {
    for width in [20, 100] {
        let style = Style {
            width,
            ..Style::default()
        };
        let text = report.render(style);
        let obeyed = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
        assert!(!text.contains(obeyed), "{text:?}");
    }
    let findings = report.findings();
    serde_json::to_string(&findings).expect("findings can be written as JSON");
}

/// Whether a span can be cut out of its text; the functions that look at it do so.
fn check_span(span: Span, sources: &Sources) {
    let _ = sources.text(span);
    let (start, end) = (sources.position(span), sources.end_position(span));
    assert!(start <= end, "{span:?} ends before it begins");
}

/// The same for every place in a document, which is an object of three numbers in its JSON.
fn check_places(json: &Value, sources: &Sources) {
    let mut open = vec![json];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items),
            Value::Object(members) => {
                open.extend(members.values());
                let number = |name: &str| members.get(name).and_then(Value::as_u64);
                if let (Some(start), Some(end)) = (number("start"), number("end")) {
                    check_place(start, end, sources);
                }
            }
            _ => {}
        }
    }
}

fn check_place(start: u64, end: u64, sources: &Sources) {
    let (source, file) = sources.iter().next().expect("a document has a source");
    let number = |at: u64| u32::try_from(at).unwrap_or(u32::MAX);
    assert!(end <= file.text.len() as u64, "{start}..{end} is outside");
    check_span(
        Span {
            source,
            start: number(start),
            end: number(end),
        },
        sources,
    );
}
