//! Turns events of the XML reader into elements and text.

use std::borrow::Cow;

use quick_xml::events::Event;

use super::characters::{newlines_normalized, resolve};
use super::namespaces::{self, Namespace};
use super::tag::{Tag, TagError};
use super::{Cursor, Element, Open};
use crate::csdl::vocabulary::quoted;
use crate::diagnostics::rules::syntax;
use crate::diagnostics::{Diagnostic, Span, Spanned};
use crate::limits::Limit;

/// What the document goes on with.
enum Token<'a> {
    Start(Element<'a>),
    /// The end of the innermost open element.
    End,
    /// Text between tags, references replaced.
    Text(Cow<'a, str>, Span),
}

impl<'a> Cursor<'a> {
    /// The root element.
    pub(in crate::csdl) fn root(&mut self) -> Option<Element<'a>> {
        loop {
            match self.next()? {
                Token::Start(element) => return Some(element),
                Token::Text(text, span) if !is_blank(&text) => {
                    self.malformed(span, "text stands before the root element");
                }
                Token::Text(..) | Token::End => {}
            }
        }
    }

    /// Reads what comes after the root element, where only comments may stand.
    pub(in crate::csdl) fn finish(&mut self) {
        while let Some(token) = self.next() {
            match token {
                Token::Start(element) => {
                    self.forget_attributes();
                    self.malformed(element.span, "a second root element begins");
                }
                Token::Text(text, span) if !is_blank(&text) => {
                    self.malformed(span, "text stands after the root element");
                }
                Token::Text(..) | Token::End => {}
            }
        }
    }

    /// The next child element of `parent` that belongs to CSDL, or `None` after the last.
    ///
    /// Children of other vocabularies and text are reported and passed over, and so is whatever
    /// was left unread of the child before.
    pub(in crate::csdl) fn child(&mut self, parent: &Element<'a>) -> Option<Element<'a>> {
        if parent.empty {
            return None;
        }
        while self.open.len() >= parent.depth {
            match self.next()? {
                Token::Start(element) if element.depth > parent.depth + 1 => self.skip(&element),
                Token::Start(element) if self.admit(&element) => return Some(element),
                Token::Start(element) => self.skip(&element),
                Token::Text(text, span) if !is_blank(&text) => self.unexpected_text(parent, span),
                Token::Text(..) | Token::End => {}
            }
        }
        None
    }

    /// The text of an element that holds nothing else, with its place.
    pub(in crate::csdl) fn content(&mut self, element: &Element<'a>) -> Spanned<Cow<'a, str>> {
        let end = element.span.end;
        let mut content = Spanned {
            value: Cow::Borrowed(""),
            span: Span {
                start: end,
                ..element.span
            },
        };
        if element.empty {
            return content;
        }
        while self.open.len() >= element.depth {
            match self.next() {
                Some(Token::Text(text, span)) => {
                    let size = content.value.len() + text.len();
                    if !self.check_size(Limit::TextSize, size, span) {
                        break;
                    }
                    if content.value.is_empty() {
                        content = Spanned { value: text, span };
                    } else {
                        content.value.to_mut().push_str(&text);
                        content.span.end = span.end;
                    }
                }
                Some(Token::Start(child)) => {
                    self.misplaced(&child, element);
                    self.skip(&child);
                }
                Some(Token::End) => {}
                None => break,
            }
        }
        content
    }

    /// Passes over an element and all that it holds.
    pub(in crate::csdl) fn skip(&mut self, element: &Element<'a>) {
        self.forget_attributes();
        while !element.empty && self.open.len() >= element.depth && self.next().is_some() {
            self.forget_attributes();
        }
    }

    fn next(&mut self) -> Option<Token<'a>> {
        self.report_unknown_attributes();
        self.bindings.leave(self.open.len());
        while !self.stopped {
            let start = self.offset();
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(error) => {
                    self.broken(&error);
                    break;
                }
            };
            let end = self.offset();
            match event {
                Event::Start(_) => return self.start(start, end, false),
                Event::Empty(_) => return self.start(start, end, true),
                Event::End(tag) => return self.end(tag.name().as_ref(), start, end),
                Event::Text(_) => {
                    let text = newlines_normalized(&self.text[start..end]);
                    return Some(Token::Text(text, self.span(start, end)));
                }
                Event::CData(text) => {
                    let text = Cow::Owned(newlines_normalized(&text).into_owned());
                    return Some(Token::Text(text, self.span(start, end)));
                }
                Event::GeneralRef(_) => {
                    let text = self.reference(start, end);
                    return Some(Token::Text(text, self.span(start, end)));
                }
                Event::DocType(_) => self.document_type(start, end),
                Event::Decl(_) if start != 0 => {
                    self.malformed(
                        self.span(start, end),
                        "an XML declaration stands inside the document",
                    );
                }
                Event::Comment(_) | Event::PI(_) | Event::Decl(_) => {}
                Event::Eof => {
                    self.end_of_file();
                    break;
                }
            }
        }
        None
    }

    fn offset(&self) -> usize {
        usize::try_from(self.reader.buffer_position())
            .unwrap_or(usize::MAX)
            .min(self.text.len())
    }

    fn start(&mut self, start: usize, end: usize, empty: bool) -> Option<Token<'a>> {
        let depth = self.open.len() + 1;
        let span = self.span(start, end);
        if !self.admits_one_more(depth, span) {
            return None;
        }
        let qualified_name = match self.read_tag(start, end - if empty { 2 } else { 1 }) {
            Ok(name) => name,
            Err(error) => {
                self.malformed(self.span(error.start, error.end), error.message);
                return None;
            }
        };
        let most = self.limits.count(Limit::Attributes);
        if self.attributes.len() > most {
            let name = quoted(qualified_name);
            let message = format!("{name} has more than {most} attributes");
            self.stop_beyond(Limit::Attributes, span, message);
            return None;
        }
        self.declare_namespaces(depth, span);
        let (prefix, name) = namespaces::split(qualified_name);
        let namespace = self.bindings.of_element(prefix);
        let name_span = self.span(start + 1, start + 1 + qualified_name.len());
        self.element = Element {
            name,
            span,
            name_span,
            namespace,
            depth,
            empty,
        };
        if !empty {
            self.open.push(Open {
                qualified_name,
                tag: span,
            });
        }
        Some(Token::Start(self.element))
    }

    /// Whether one more element may begin at this depth; stops where it may not.
    fn admits_one_more(&mut self, depth: usize, span: Span) -> bool {
        self.elements += 1;
        let (elements, nesting) = (
            self.limits.of(Limit::Elements),
            self.limits.count(Limit::Nesting),
        );
        if depth > nesting {
            let message = format!("elements are nested more than {nesting} deep");
            self.stop_beyond(Limit::Nesting, span, message);
        } else if self.elements > elements {
            let message = format!("the document has more than {elements} elements");
            self.stop_beyond(Limit::Elements, span, message);
        }
        !self.stopped
    }

    /// Reads name and attributes of the tag whose `>` or `/>` stands at `end`.
    pub(super) fn read_tag(&mut self, start: usize, end: usize) -> Result<&'a str, TagError> {
        self.forget_attributes();
        let mut tag = Tag::new(self.text, start, end);
        let name = tag.name()?;
        while let Some(attribute) = tag.attribute()? {
            if self.stopped || self.attributes.len() > self.limits.count(Limit::Attributes) {
                break;
            }
            match self
                .attributes
                .iter()
                .find(|earlier| earlier.name == attribute.name)
                .copied()
            {
                Some(earlier) => self.duplicate_attribute(name, &attribute, &earlier),
                None => self.attributes.push(attribute),
            }
        }
        Ok(name)
    }

    fn declare_namespaces(&mut self, depth: usize, span: Span) {
        let bindings = &mut self.bindings;
        self.attributes
            .retain(|attribute| match attribute.declared_prefix() {
                Some(prefix) => {
                    bindings.declare(prefix, attribute.value, depth);
                    false
                }
                None => true,
            });
        let most = self.limits.count(Limit::Attributes);
        if self.bindings.len() > most {
            let message = format!("more than {most} namespace prefixes are declared");
            self.stop_beyond(Limit::Attributes, span, message);
        }
    }

    fn end(&mut self, name: &str, start: usize, end: usize) -> Option<Token<'a>> {
        let span = self.span(start, end);
        match self.open.pop() {
            Some(open) if open.qualified_name == name => Some(Token::End),
            Some(open) => {
                let message = format!(
                    "`</{name}>` stands where `</{}>` is expected",
                    open.qualified_name
                );
                let label = format!("closes something other than `{}`", open.qualified_name);
                self.stop(
                    Diagnostic::at(syntax::MALFORMED_XML, span, message, label).with_related(
                        open.tag,
                        format!("`{}` is opened here", open.qualified_name),
                    ),
                );
                None
            }
            None => {
                self.malformed(span, format!("`</{name}>` closes nothing"));
                None
            }
        }
    }

    /// The text that a reference between tags stands for.
    fn reference(&mut self, start: usize, end: usize) -> Cow<'a, str> {
        let written = &self.text[start..end];
        match resolve(&written[1..written.len() - 1]) {
            Some(character) => Cow::Owned(character.to_string()),
            None => {
                self.unknown_reference(self.span(start, end));
                Cow::Borrowed(written)
            }
        }
    }

    /// Whether an element is one to hand out; one of another vocabulary is reported instead.
    fn admit(&mut self, element: &Element<'a>) -> bool {
        match element.namespace {
            Namespace::Edmx if is_wrapper(element.name) => true,
            Namespace::Edm if !is_wrapper(element.name) => true,
            Namespace::Edm | Namespace::Edmx | Namespace::None => {
                self.wrong_namespace(element);
                true
            }
            Namespace::Legacy => {
                self.legacy_element(element);
                false
            }
            Namespace::Foreign(_) if element.name == "Schema" || is_wrapper(element.name) => {
                self.wrong_namespace(element);
                false
            }
            Namespace::Foreign(uri) => {
                self.foreign(uri, element.name_span);
                false
            }
            Namespace::Undeclared(prefix) => {
                self.undeclared(prefix, element.name_span);
                false
            }
        }
    }
}

fn is_blank(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_whitespace())
}

/// Whether the name is that of an element of the `edmx` namespace.
pub(super) fn is_wrapper(name: &str) -> bool {
    matches!(
        name,
        "Edmx" | "DataServices" | "Reference" | "Include" | "IncludeAnnotations"
    )
}
