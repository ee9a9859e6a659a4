//! Turns XML events into elements of CSDL, each with its place, and says what was passed over.

mod attributes;
mod broken;
mod characters;
mod events;
mod namespaces;
mod report;
mod root;
mod tag;

use std::collections::BTreeSet;

use quick_xml::Reader;

use self::namespaces::{Bindings, Namespace};
use self::tag::Attribute;
use crate::diagnostics::{Diagnostic, Diagnostics, SourceId, Span, Spanned};
use crate::limits::{Limit, Limits};

/// A reader that stands somewhere in a document: it gives elements, attributes and text in order.
///
/// After a break of XML grammar it gives nothing more, so that whoever reads simply comes to an end.
pub(super) struct Cursor<'a> {
    text: &'a str,
    source: SourceId,
    reader: Reader<&'a [u8]>,
    limits: Limits,
    /// How many elements began.
    elements: u64,
    /// The elements whose end has not been read.
    open: Vec<Open<'a>>,
    bindings: Bindings<'a>,
    /// The attributes of the latest start tag; the ones still here at the next event were unknown.
    attributes: Vec<Attribute<'a>>,
    /// The names of attributes that were asked for since the latest start tag.
    asked: Vec<&'static str>,
    /// The element of the latest start tag.
    element: Element<'a>,
    /// Foreign namespaces and undeclared prefixes that were reported.
    reported: BTreeSet<&'a str>,
    /// The end of the latest text that was reported.
    text_end: u32,
    diagnostics: Diagnostics,
    stopped: bool,
}

/// An element whose end has not been read.
struct Open<'a> {
    qualified_name: &'a str,
    tag: Span,
}

/// The start tag of an element.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element<'a> {
    /// The name without its prefix.
    pub(super) name: &'a str,
    /// The whole start tag.
    pub(super) span: Span,
    /// The name with its prefix.
    pub(super) name_span: Span,
    namespace: Namespace<'a>,
    /// 1 for the root.
    depth: usize,
    /// Whether the tag closes itself.
    empty: bool,
}

impl<'a> Cursor<'a> {
    /// A cursor before the first event of `text`, which does not exceed the range of a span.
    pub(super) fn new(source: SourceId, text: &'a str, limits: &Limits) -> Self {
        let mut reader = Reader::from_str(text);
        // The stack of open elements here knows their places, so that it does the check.
        reader.config_mut().check_end_names = false;
        reader.config_mut().allow_unmatched_ends = true;
        let start = Span {
            source,
            start: 0,
            end: 0,
        };
        Self {
            text,
            source,
            reader,
            limits: limits.clone(),
            elements: 0,
            open: Vec::new(),
            bindings: Bindings::default(),
            attributes: Vec::new(),
            asked: Vec::new(),
            element: Element {
                name: "",
                span: start,
                name_span: start,
                namespace: Namespace::None,
                depth: 0,
                empty: true,
            },
            reported: BTreeSet::new(),
            text_end: 0,
            diagnostics: Diagnostics::within(limits),
            stopped: false,
        }
    }

    /// What was found, once reading is over.
    pub(super) fn into_diagnostics(self) -> Diagnostics {
        self.diagnostics
    }

    /// Adds a finding, unless it follows from a break of grammar that is reported already.
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        if !self.stopped {
            self.diagnostics.push(diagnostic);
            self.stopped = self.diagnostics.is_full();
        }
    }

    /// Stops where the document goes beyond a limit.
    fn stop_beyond(&mut self, limit: Limit, span: Span, message: String) {
        let diagnostic = Diagnostic::beyond(&self.limits, limit, message);
        self.stop(diagnostic.placed(span, "one too many"));
    }

    /// Whether a text is no longer than it may be; stops where it is.
    fn check_size(&mut self, limit: Limit, size: usize, span: Span) -> bool {
        let fits = size <= self.limits.count(limit);
        if !fits {
            let message = format!("a text has more than {}", self.limits.shown(limit));
            let diagnostic = Diagnostic::beyond(&self.limits, limit, message);
            self.stop(diagnostic.placed(span, "this one"));
        }
        fits
    }

    /// Adds a finding after which nothing more is read.
    fn stop(&mut self, diagnostic: Diagnostic) {
        self.report(diagnostic);
        self.stopped = true;
    }

    fn span(&self, start: usize, end: usize) -> Span {
        let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span {
            source: self.source,
            start: narrow(start),
            end: narrow(end),
        }
    }

    fn spanned<T>(&self, value: T, start: usize, end: usize) -> Spanned<T> {
        Spanned {
            value,
            span: self.span(start, end),
        }
    }
}
