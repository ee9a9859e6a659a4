//! Turns small documents into snapshots of their tree and of what was found.

mod constructs;
mod corpus;
mod encodings;
mod expressions;
mod hostile;
mod json;
mod problems;
mod refusals;

use crate::diagnostics::{Diagnostics, Sources};
use crate::limits::Limits;

use super::{Document, parse_all_within};

/// What one parse gave.
struct Parsed {
    sources: Sources,
    diagnostics: Diagnostics,
    document: Option<Document>,
}

fn parsed(text: impl Into<Vec<u8>>) -> Parsed {
    parsed_within(&Limits::default(), text)
}

fn parsed_within(limits: &Limits, text: impl Into<Vec<u8>>) -> Parsed {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::within(limits));
    let file = ("test.xml".to_owned(), text.into());
    let documents = parse_all_within(limits, &mut sources, vec![file], &mut diagnostics);
    let document = documents.into_iter().next().flatten();
    check_places(&sources, &diagnostics);
    Parsed {
        sources,
        diagnostics,
        document,
    }
}

/// A document around the children of `DataServices`.
fn services(content: &str) -> String {
    format!(
        "<edmx:Edmx Version=\"4.01\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\" \
         xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">\n<edmx:DataServices>\n{content}\n\
         </edmx:DataServices>\n</edmx:Edmx>\n"
    )
}

/// A document around the children of one schema.
fn schema(content: &str) -> String {
    services(&format!("<Schema Namespace=\"N\">\n{content}\n</Schema>"))
}

/// Every place must be one that can be shown.
fn check_places(sources: &Sources, diagnostics: &Diagnostics) {
    for diagnostic in diagnostics.iter() {
        let places = diagnostic.place.iter().chain(&diagnostic.related);
        for (span, _) in places {
            let _ = (sources.text(*span), sources.position(*span));
        }
    }
}

impl Parsed {
    /// The tree without places and without what is absent, and then the findings.
    fn dump(&self) -> String {
        let tree = self
            .document
            .as_ref()
            .map(|document| format!("{:#?}", document.schemas));
        let tree = tree.map_or_else(|| "refused\n".to_owned(), |tree| shorten(&tree));
        format!("{tree}{}", self.findings())
    }

    /// The findings, one a paragraph.
    fn findings(&self) -> String {
        self.diagnostics
            .iter()
            .map(|diagnostic| self.finding(diagnostic))
            .collect()
    }

    fn finding(&self, diagnostic: &crate::diagnostics::Diagnostic) -> String {
        let show = |(span, label): &(crate::diagnostics::Span, String)| {
            let (line, column) = self.sources.position(*span);
            format!("  {line}:{column} {:?} {label}\n", self.sources.text(*span))
        };
        let places: String = diagnostic
            .place
            .iter()
            .chain(&diagnostic.related)
            .map(show)
            .collect();
        let help = diagnostic
            .help
            .iter()
            .map(|help| format!("  help: {help}\n"));
        let rule = diagnostic.rule;
        format!(
            "{:?} {}: {}\n{places}{}",
            rule.level,
            rule.id,
            diagnostic.message,
            help.collect::<String>()
        )
    }

    fn rules(&self) -> Vec<&'static str> {
        self.diagnostics
            .iter()
            .map(|diagnostic| diagnostic.rule.id)
            .collect()
    }
}

/// The debug form of a tree without places, absent values and line noise.
fn shorten(debug: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut inside_span = 0;
    for line in debug.lines() {
        let text = line.trim();
        match text {
            "span: Span {" => inside_span = 1,
            "source: SourceId(" if inside_span > 0 => inside_span += 1,
            "}," | ")," if inside_span > 0 => inside_span -= 1,
            _ if inside_span > 0 || text.ends_with(": None,") || text.ends_with(": [],") => {}
            _ => lines.push(line.to_owned()),
        }
    }
    join_wrappers(lines)
}

/// Writes a value that stands alone inside its wrappers in one line with them.
fn join_wrappers(lines: Vec<String>) -> String {
    let mut joined: Vec<String> = Vec::new();
    for line in lines {
        let text = line.trim();
        let closes = matches!(text, "}," | ")," | "}" | ")");
        let count = joined.len();
        let opens = |line: &String| line.ends_with("Spanned {") || line.ends_with('(');
        if closes
            && count >= 2
            && opens(&joined[count - 2])
            && !joined[count - 1].trim().starts_with(['}', ')', ']'])
        {
            let value = joined.pop().unwrap_or_default();
            let value = value
                .trim()
                .trim_end_matches(',')
                .trim_start_matches("value: ")
                .to_owned();
            let wrapper = joined.pop().unwrap_or_default();
            let wrapper = wrapper
                .trim_end_matches("Spanned {")
                .trim_end_matches("Some(");
            let end = if wrapper.ends_with('(') { ")," } else { "," };
            joined.push(format!("{wrapper}{value}{end}"));
        } else {
            joined.push(line);
        }
    }
    joined
        .into_iter()
        .map(|line| line.replace("    ", " ") + "\n")
        .collect()
}
