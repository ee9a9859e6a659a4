//! Turns the text of a JSON document into its values (RFC 8259), up to where the grammar breaks.

mod scalars;

use std::collections::{BTreeSet, HashMap};

use super::value::{Array, Kind, Member, Object, Value};
use crate::csdl::vocabulary::quoted;
use crate::diagnostics::rules::json;
use crate::diagnostics::{Diagnostic, Diagnostics, SourceId, Span};
use crate::limits::{Limit, Limits};

/// Reads the value that a document is; what was read before a break of the grammar is kept.
pub(super) fn scan<'a>(
    source: SourceId,
    text: &'a str,
    limits: &Limits,
    diagnostics: &mut Diagnostics,
) -> Option<Value<'a>> {
    let mut scanner = Scanner {
        text,
        at: 0,
        source,
        limits,
        values: 0,
        open: Vec::new(),
        diagnostics,
        stopped: false,
    };
    let value = scanner.value();
    scanner.skip_blanks();
    if !scanner.stopped && scanner.byte().is_some() {
        scanner.malformed(
            "the document goes on after its end",
            "one value may stand here",
        );
    }
    value
}

/// Where reading stands. After a break of the grammar nothing more is read.
struct Scanner<'a, 'd> {
    text: &'a str,
    at: usize,
    source: SourceId,
    limits: &'d Limits,
    /// How many values began.
    values: u64,
    /// The offsets of the brackets that are open.
    open: Vec<usize>,
    diagnostics: &'d mut Diagnostics,
    stopped: bool,
}

impl<'a> Scanner<'a, '_> {
    /// The value that begins here, as far as it goes.
    fn value(&mut self) -> Option<Value<'a>> {
        self.skip_blanks();
        let start = self.at;
        self.values += 1;
        if self.values > self.limits.of(Limit::Elements) {
            let most = self.limits.shown(Limit::Elements);
            let message = format!("the document has more than {most} values");
            self.stop_beyond(Limit::Elements, self.character(), message);
            return None;
        }
        match self.byte() {
            Some(b'{') => {
                let mut members = Vec::new();
                let complete = self.items(b'}', |scanner| scanner.member(&mut members));
                self.drop_duplicates(&mut members);
                let object = Kind::Object(Object { members, complete });
                Some(self.value_at(object, start, start + 1))
            }
            Some(b'[') => {
                let mut items = Vec::new();
                let complete = self.items(b']', |scanner| {
                    items.extend(scanner.value());
                    !scanner.stopped
                });
                let array = Kind::Array(Array { items, complete });
                Some(self.value_at(array, start, start + 1))
            }
            Some(b'"') => {
                let (text, span) = self.string(Limit::TextSize)?;
                let kind = Kind::String(text);
                Some(Value { kind, span })
            }
            Some(_) => {
                let kind = self.literal()?;
                Some(self.value_at(kind, start, self.at))
            }
            None => {
                self.truncated();
                None
            }
        }
    }

    /// Reads what stands between brackets; false where the grammar breaks before the closing one.
    fn items(&mut self, close: u8, mut item: impl FnMut(&mut Self) -> bool) -> bool {
        self.open.push(self.at);
        self.at += 1;
        let nesting = self.limits.count(Limit::Nesting);
        if self.open.len() > nesting {
            let span = self.span(self.at - 1, self.at);
            let message = format!("values are nested deeper than {nesting}");
            self.stop_beyond(Limit::Nesting, span, message);
            return false;
        }
        self.skip_blanks();
        if !self.accept(close) {
            loop {
                if !item(self) {
                    return false;
                }
                self.skip_blanks();
                if self.accept(close) {
                    break;
                }
                if !self.accept(b',') {
                    self.expected(&format!("`,` or `{}`", char::from(close)));
                    return false;
                }
                self.skip_blanks();
                if self.byte() == Some(close) {
                    self.malformed(
                        "nothing follows the comma before this bracket",
                        "take the comma away",
                    );
                    return false;
                }
            }
        }
        self.open.pop();
        true
    }

    /// Reads a name and its value; false where the grammar breaks.
    fn member(&mut self, members: &mut Vec<Member<'a>>) -> bool {
        let start = self.at;
        if self.byte() != Some(b'"') {
            self.expected("a name in double quotes");
            return false;
        }
        let Some((name, name_span)) = self.string(Limit::NameSize) else {
            return false;
        };
        self.skip_blanks();
        if !self.accept(b':') {
            self.expected("`:`");
            return false;
        }
        let Some(value) = self.value() else {
            return false;
        };
        let quote = u32::from(matches!(value.kind, Kind::String(_)));
        let span = Span {
            end: value.span.end + quote,
            ..self.span(start, start)
        };
        members.push(Member {
            name,
            name_span,
            span,
            value,
        });
        !self.stopped
    }

    /// Reports names that stand for the second time, and takes their members away.
    fn drop_duplicates(&mut self, members: &mut Vec<Member<'a>>) {
        let mut first: HashMap<&str, Span> = HashMap::with_capacity(members.len());
        let mut repeated = BTreeSet::new();
        for (
            at,
            Member {
                name, name_span, ..
            },
        ) in members.iter().enumerate()
        {
            let earlier = *first.entry(name).or_insert(*name_span);
            if earlier == *name_span {
                continue;
            }
            let message = format!("the name {} stands here for the second time", quoted(name));
            let diagnostic =
                Diagnostic::at(json::DUPLICATE_MEMBER, *name_span, message, "passed over");
            self.diagnostics
                .push(diagnostic.with_related(earlier, "the first one"));
            repeated.insert(at);
        }
        if !repeated.is_empty() {
            let mut at = 0..;
            members.retain(|_| at.next().is_some_and(|at| !repeated.contains(&at)));
        }
    }

    fn skip_blanks(&mut self) {
        while matches!(self.byte(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Steps over a byte, where it is this one.
    fn accept(&mut self, byte: u8) -> bool {
        let found = self.byte() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn span(&self, start: usize, end: usize) -> Span {
        let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span {
            source: self.source,
            start: narrow(start),
            end: narrow(end),
        }
    }

    fn value_at(&self, kind: Kind<'a>, start: usize, end: usize) -> Value<'a> {
        let span = self.span(start, end);
        Value { kind, span }
    }

    /// Stops at something other than what the grammar wants here.
    fn expected(&mut self, what: &str) {
        let help = match &self.text[self.at..] {
            "" => return self.truncated(),
            rest if rest.starts_with("//") || rest.starts_with("/*") => {
                Some("JSON has no comments: take it away")
            }
            rest if rest.starts_with('\'') => Some("JSON knows double quotes only"),
            _ => None,
        };
        let span = self.character();
        let message = format!("{what} is expected here");
        let mut diagnostic = Diagnostic::at(
            json::MALFORMED,
            span,
            message,
            "nothing is read from here on",
        );
        diagnostic.help = help.map(str::to_owned);
        self.stop(diagnostic);
    }

    /// Stops at the character that is next.
    fn malformed(&mut self, message: impl Into<String>, help: &str) {
        let span = self.character();
        let label = "nothing is read from here on";
        self.stop(Diagnostic::at(json::MALFORMED, span, message, label).with_help(help));
    }

    /// Stops at the end of the file.
    fn truncated(&mut self) {
        let end = self.text.trim_end().len();
        let before = self.text[..end].char_indices().next_back();
        let start = before.map_or(0, |(at, _)| at);
        let message = "the document ends before its values do";
        let mut diagnostic = Diagnostic::at(
            json::TRUNCATED,
            self.span(start, end),
            message,
            "the last character",
        );
        if let Some(&open) = self.open.last().filter(|open| **open != start) {
            diagnostic = diagnostic.with_related(self.span(open, open + 1), "not closed");
        }
        self.stop(
            diagnostic.with_help("fetch the document again: it seems to have been cut short"),
        );
    }

    /// Stops where the document goes beyond a limit.
    fn stop_beyond(&mut self, limit: Limit, span: Span, message: String) {
        let beyond = Diagnostic::beyond(self.limits, limit, message);
        self.stop(beyond.placed(span, "nothing is read from here on"));
    }

    fn stop(&mut self, diagnostic: Diagnostic) {
        if !self.stopped {
            self.diagnostics.push(diagnostic);
        }
        self.stopped = true;
    }

    /// The place of the character that is next.
    fn character(&self) -> Span {
        let next = self.text[self.at..].chars().next();
        self.span(self.at, self.at + next.map_or(0, char::len_utf8))
    }
}
