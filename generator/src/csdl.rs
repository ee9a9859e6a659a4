//! Turns the text of a `$metadata` document into a [`Document`]: syntax only, every node with its span.

mod annotations;
mod checks;
mod container;
mod cursor;
mod decode;
mod enums;
mod expressions;
mod json;
mod operations;
mod references;
mod schema;
mod sniff;
mod structured;
#[cfg(test)]
mod tests;
pub mod tree;
mod type_ref;
mod vocabulary;

use std::sync::Arc;

use rayon::prelude::*;

use self::cursor::Cursor;
use self::decode::{Problem, decode};
use self::sniff::Format;
use crate::diagnostics::rules::{self, syntax};
use crate::diagnostics::{Diagnostic, Diagnostics, SourceId, Sources, Span};
use crate::limits::{Limit, Limits};

pub use tree::Document;
pub(crate) use vocabulary::path_kind;

/// How many bytes of the first word are underlined where the whole file is meant.
const LONGEST_FIRST_WORD: usize = 20;

/// Reads a document of OData 4.0 or 4.01: CSDL XML (OData CSDL XML 4.01 §4), or CSDL JSON (OData CSDL
/// JSON 4.01 §4) where it begins with a brace, whatever the file is called.
///
/// The file is added to `sources` under `name` whatever it holds, so that findings can show it; what
/// is wrong with it goes to `diagnostics`, all at once. Bytes are read as UTF-8 unless a byte order
/// mark or the XML declaration says otherwise; spans count bytes of the text as it is kept in
/// `sources`, which is UTF-8 without a byte order mark.
///
/// Gives `None` where nothing of the file can be used: neither XML nor JSON, or not OData V4. A document that
/// breaks off in the middle is given as far as it goes; the break is a finding that denies.
pub fn parse(
    sources: &mut Sources,
    name: &str,
    bytes: Vec<u8>,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    let file = (name.to_owned(), bytes);
    parse_all(sources, vec![file], diagnostics).pop().flatten()
}

/// Reads several documents at once, on as many threads as there are; the result and the findings are
/// those of [`parse`] on one file after the other.
pub fn parse_all(
    sources: &mut Sources,
    files: Vec<(String, Vec<u8>)>,
    diagnostics: &mut Diagnostics,
) -> Vec<Option<Document>> {
    parse_all_within(&Limits::default(), sources, files, diagnostics)
}

/// Like [`parse_all`], with limits of one's own. What goes beyond one denies.
pub fn parse_all_within(
    limits: &Limits,
    sources: &mut Sources,
    files: Vec<(String, Vec<u8>)>,
    diagnostics: &mut Diagnostics,
) -> Vec<Option<Document>> {
    let read: Vec<(String, Unparsed)> = files
        .into_par_iter()
        .map(|(name, bytes)| (name, Unparsed::read(bytes, limits)))
        .collect();
    let mut texts = Vec::with_capacity(read.len());
    for (name, file) in read {
        let source = sources.add(name, Arc::clone(&file.text));
        texts.push((source, file));
    }
    let parsed: Vec<(Option<Document>, Diagnostics)> = texts
        .into_par_iter()
        .map(|(source, file)| file.parse(source, limits))
        .collect();
    let mut documents = Vec::with_capacity(parsed.len());
    for (document, found) in parsed {
        diagnostics.extend(found);
        documents.push(document);
    }
    documents
}

/// The text of a file, and what was found on the way to it.
struct Unparsed {
    text: Arc<str>,
    binary: Option<(&'static str, &'static str)>,
    problem: Option<Problem>,
    is_too_large: bool,
}

impl Unparsed {
    fn read(bytes: Vec<u8>, limits: &Limits) -> Self {
        let binary = sniff::other_than_text(&bytes);
        let decoded = decode(bytes, limits.count(Limit::DocumentSize));
        let is_too_large = decoded.is_none();
        let decoded = decoded.unwrap_or_default();
        Self {
            text: decoded.text.into(),
            binary,
            problem: decoded.problem,
            is_too_large,
        }
    }

    fn parse(self, source: SourceId, limits: &Limits) -> (Option<Document>, Diagnostics) {
        let mut diagnostics = Diagnostics::within(limits);
        let document = self.parse_into(source, limits, &mut diagnostics);
        (document, diagnostics)
    }

    fn parse_into(
        self,
        source: SourceId,
        limits: &Limits,
        diagnostics: &mut Diagnostics,
    ) -> Option<Document> {
        let text = &*self.text;
        if self.is_too_large {
            diagnostics.push(too_large(limits));
            return None;
        }
        let format = sniff::format(text);
        let other = || match format {
            Format::Json => None,
            Format::Xml => sniff::other_than_xml(text),
        };
        if let Some((message, help)) = self.binary.or_else(other) {
            let place = first_word(source, text);
            let found = Diagnostic::at(syntax::NOT_XML, place, message, "not CSDL");
            diagnostics.push(found.with_help(help));
            return None;
        }
        if let Some(problem) = &self.problem {
            let goes_on = matches!(problem, Problem::Mismatch(..));
            diagnostics.push(explain(problem, format, source, text));
            if !goes_on {
                return None;
            }
        }
        if format == Format::Json {
            return json::parse_document(source, text, limits, diagnostics);
        }
        let mut cursor = Cursor::new(source, text, limits);
        let document = references::parse_document(&mut cursor, source);
        diagnostics.extend(cursor.into_diagnostics());
        document
    }
}

/// The place of the first word of a file, to point at a file as a whole.
fn first_word(source: SourceId, text: &str) -> Span {
    let start = text.len() - text.trim_start().len();
    let length = text[start..]
        .find(char::is_whitespace)
        .unwrap_or(text.len() - start);
    span(source, text, start, start + length.min(LONGEST_FIRST_WORD))
}

/// A place in `text`, moved to where characters begin and end.
fn span(source: SourceId, text: &str, start: usize, end: usize) -> Span {
    let boundary = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        u32::try_from(at).unwrap_or(u32::MAX)
    };
    let start = boundary(start.min(text.len()));
    Span {
        source,
        start,
        end: boundary(end.min(text.len())).max(start),
    }
}

fn too_large(limits: &Limits) -> Diagnostic {
    let most = limits.shown(Limit::DocumentSize);
    Diagnostic::beyond(
        limits,
        Limit::DocumentSize,
        format!("the document has more than {most}"),
    )
}

fn explain(problem: &Problem, format: Format, source: SourceId, text: &str) -> Diagnostic {
    match problem {
        Problem::Unsupported(name, start, end) => {
            let message = format!("the encoding {} is not read", vocabulary::quoted(name));
            Diagnostic::at(
                syntax::UNREADABLE_ENCODING,
                span(source, text, *start, *end),
                message,
                "declared here",
            )
            .with_help("convert the file to UTF-8, and change the declaration")
        }
        Problem::Mismatch(name, start, end) => {
            let message = format!(
                "the document declares {} but its bytes are UTF-8",
                vocabulary::quoted(name)
            );
            Diagnostic::at(
                syntax::ENCODING_MISMATCH,
                span(source, text, *start, *end),
                message,
                "read as UTF-8",
            )
            .with_help("change the declaration to `UTF-8`")
        }
        Problem::Invalid(what, at) => {
            let end = at
                + text
                    .get(*at..)
                    .and_then(|rest| rest.chars().next())
                    .map_or(0, char::len_utf8);
            let label = "cannot be read";
            let help = match format {
                Format::Json => "convert the file to UTF-8",
                Format::Xml => {
                    "convert the file to UTF-8, or declare its encoding, as in `<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>`"
                }
            };
            Diagnostic::at(
                syntax::UNREADABLE_ENCODING,
                span(source, text, *at, end),
                what.as_str(),
                label,
            )
            .with_help(help)
        }
        Problem::Forbidden(character, at) => {
            let place = span(source, text, *at, at + character.len_utf8());
            forbidden(*character, format, place)
        }
    }
}

fn forbidden(character: char, format: Format, place: Span) -> Diagnostic {
    let (rule, name) = match format {
        Format::Json => (rules::json::MALFORMED, "JSON"),
        Format::Xml => (syntax::MALFORMED_XML, "XML"),
    };
    let code = u32::from(character);
    let message = format!("the character U+{code:04X} may not occur in {name}");
    Diagnostic::at(rule, place, message, "not allowed")
}
