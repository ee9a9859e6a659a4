//! Turns what ends the reading early into a finding with its place.

use quick_xml::errors::{IllFormedError, SyntaxError};

use super::Cursor;
use crate::csdl::vocabulary::quoted;
use crate::diagnostics::rules::syntax;
use crate::diagnostics::{Diagnostic, Span};

impl Cursor<'_> {
    /// Ends the reading: well, or inside an element.
    pub(super) fn end_of_file(&mut self) {
        let Some(open) = self.open.last() else {
            if self.element.depth == 0 {
                let span = self.span(0, 0);
                let label = "no element anywhere";
                self.report(Diagnostic::at(
                    syntax::NOT_XML,
                    span,
                    "the file holds no element",
                    label,
                ));
            }
            self.stopped = true;
            return;
        };
        let end = self.text.trim_end().len();
        let diagnostic = Diagnostic::at(
            syntax::TRUNCATED_XML,
            self.span(end, end),
            format!("the file ends before `{}` is closed", open.qualified_name),
            format!("`</{}>` is expected", open.qualified_name),
        )
        .with_related(
            open.tag,
            format!("`{}` is opened here", open.qualified_name),
        )
        .with_help("fetch the document again: it seems to be cut short");
        self.stop(diagnostic);
    }

    /// Refuses `<!DOCTYPE …>`.
    pub(super) fn document_type(&mut self, start: usize, end: usize) {
        let diagnostic = Diagnostic::at(
            syntax::DOCUMENT_TYPE,
            self.span(start, end),
            "the document has a document type declaration",
            "not accepted, since it can define entities without bound",
        )
        .with_help("remove the `<!DOCTYPE …>`: CSDL needs none");
        self.stop(diagnostic);
    }

    /// Reports what the XML reader could not go on with.
    pub(super) fn broken(&mut self, error: &quick_xml::Error) {
        let mut start = usize::try_from(self.reader.error_position()).unwrap_or(usize::MAX);
        start = start.min(self.text.len());
        while !self.text.is_char_boundary(start) {
            start -= 1;
        }
        let line = self.text[start..].lines().next().unwrap_or_default().len();
        let span = self.span(start, start + line);
        match error {
            quick_xml::Error::IllFormed(IllFormedError::UnclosedReference) => {
                let message = "`&` begins a reference that no `;` ends";
                let span = self.span(start, start + 1);
                let diagnostic =
                    Diagnostic::at(syntax::MALFORMED_XML, span, message, "begins here");
                self.stop(diagnostic.with_help("write `&amp;` for the character itself"));
            }
            quick_xml::Error::Syntax(SyntaxError::InvalidBangMarkup) => {
                self.malformed(span, "`<!` begins nothing that XML knows");
            }
            quick_xml::Error::Syntax(SyntaxError::UnclosedDoctype) => {
                self.document_type(start, start + line);
            }
            quick_xml::Error::Syntax(error) => self.unclosed(*error, span),
            other => self.malformed(span, other.to_string()),
        }
    }

    /// Reports markup that the end of the file cuts off, or that lost its end long before.
    fn unclosed(&mut self, error: SyntaxError, span: Span) {
        let what = match error {
            SyntaxError::UnclosedComment => "a comment",
            SyntaxError::UnclosedCData => "a CDATA section",
            SyntaxError::UnclosedPI | SyntaxError::UnclosedXmlDecl => "a processing instruction",
            _ => "a tag",
        };
        if what == "a tag"
            && let Err(error) = self.read_tag(span.start as usize, self.text.len())
            && error.end < self.text.trim_end().len()
        {
            self.forget_attributes();
            return self.malformed(self.span(error.start, error.end), error.message);
        }
        self.forget_attributes();
        let message = format!("the file ends inside {what}");
        let mut diagnostic = Diagnostic::at(syntax::TRUNCATED_XML, span, message, "begins here")
            .with_help("fetch the document again: it seems to be cut short");
        if let Some(open) = self.open.last() {
            let label = format!("{} is not closed either", quoted(open.qualified_name));
            diagnostic = diagnostic.with_related(open.tag, label);
        }
        self.stop(diagnostic);
    }

    /// Reports a break of grammar, after which nothing can be trusted.
    pub(super) fn malformed(&mut self, span: Span, message: impl Into<String>) {
        self.stop(Diagnostic::at(
            syntax::MALFORMED_XML,
            span,
            message,
            "reading stops here",
        ));
    }
}
