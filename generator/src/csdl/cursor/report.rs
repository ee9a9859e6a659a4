//! Turns what the parser passes over into findings.

use super::events::is_wrapper;
use super::namespaces::{self, EDM, EDMX, Namespace};
use super::tag::Attribute;
use super::{Cursor, Element};
use crate::csdl::checks;
use crate::csdl::vocabulary::{is_element, is_legacy_element, quoted};
use crate::diagnostics::rules::syntax;
use crate::diagnostics::{Diagnostic, Span, did_you_mean};

impl<'a> Cursor<'a> {
    /// Reports a child that `parent` cannot have, and passes over it; `known` are those it can.
    pub(in crate::csdl) fn unknown(
        &mut self,
        child: &Element<'a>,
        parent: &Element<'a>,
        known: &[&'static str],
    ) {
        if is_element(child.name) {
            self.misplaced(child, parent);
        } else if is_legacy_element(child.name) {
            let message = format!("{} is an element of OData V2 or V3", quoted(child.name));
            let label = "passed over with all it holds";
            self.report(Diagnostic::at(
                syntax::UNKNOWN_ELEMENT,
                child.name_span,
                message,
                label,
            ));
        } else {
            let message = format!("{} is not an element of CSDL", quoted(child.name));
            let label = format!(
                "passed over with all it holds, inside {}",
                quoted(parent.name)
            );
            let help = did_you_mean(child.name, known.iter().copied());
            let diagnostic =
                Diagnostic::at(syntax::UNKNOWN_ELEMENT, child.name_span, message, label);
            self.report(diagnostic.with_optional_help(help));
        }
        self.skip(child);
    }

    /// Reports an element of CSDL that has no meaning inside `parent`.
    pub(super) fn misplaced(&mut self, child: &Element<'a>, parent: &Element<'a>) {
        let message = format!(
            "{} may not stand inside {}",
            quoted(child.name),
            quoted(parent.name)
        );
        let label = "passed over with all it holds";
        self.report(
            Diagnostic::at(syntax::MISPLACED_ELEMENT, child.name_span, message, label)
                .with_related(parent.name_span, "the element around it"),
        );
    }

    /// Reports an element that stands again though one is all there may be; `fate` says what comes of it.
    pub(in crate::csdl) fn duplicate(&mut self, element: &Element<'a>, first: Span, fate: &str) {
        let message = format!("{} stands here for the second time", quoted(element.name));
        self.report(
            Diagnostic::at(syntax::DUPLICATE_ELEMENT, element.name_span, message, fate)
                .with_related(first, "the first one"),
        );
    }

    /// Reports a second value of something that can have one.
    pub(in crate::csdl) fn duplicate_value(&mut self, value: &Element<'a>, first: Option<Span>) {
        let message = format!(
            "{} is a second value where one may stand",
            quoted(value.name)
        );
        let mut diagnostic = Diagnostic::at(
            syntax::DUPLICATE_ELEMENT,
            value.name_span,
            message,
            "passed over",
        );
        diagnostic
            .related
            .extend(first.map(|first| (first, "the first one".to_owned())));
        self.report(diagnostic);
    }

    /// Reads to the end of an element that can have no children.
    pub(in crate::csdl) fn expect_no_children(&mut self, element: &Element<'a>) {
        while let Some(child) = self.child(element) {
            self.unknown(&child, element, &[]);
        }
    }

    /// Reports a child that is not there.
    pub(in crate::csdl) fn missing_element(&mut self, element: &Element<'a>, what: &str) {
        let message = format!("{} holds no {what}", quoted(element.name));
        let label = format!("{what} is missing inside");
        self.report(Diagnostic::at(
            syntax::MISSING_ELEMENT,
            element.name_span,
            message,
            label,
        ));
    }

    /// Reports a value that cannot be read as `what`.
    pub(in crate::csdl) fn invalid_value(
        &mut self,
        span: Span,
        value: &str,
        what: &str,
        help: &str,
    ) {
        self.report(checks::invalid_value(span, value, what, help));
    }

    /// Reports an attribute that the element of the latest start tag lacks.
    pub(in crate::csdl) fn missing_attribute(&mut self, name: &str) {
        let element = self.element.name;
        let message = format!("{} has no attribute `{name}`", quoted(element));
        let label = format!("`{name}` is missing");
        self.report(
            Diagnostic::at(
                syntax::MISSING_ATTRIBUTE,
                self.element.name_span,
                message,
                label,
            )
            .with_help(format!("add `{name}=\"…\"`")),
        );
    }

    /// Reports the attributes of the latest start tag that nobody asked for.
    pub(super) fn report_unknown_attributes(&mut self) {
        if self.attributes.is_empty() {
            self.asked.clear();
            return;
        }
        for attribute in std::mem::take(&mut self.attributes) {
            let span = self.span(attribute.name_start, attribute.name_end());
            let (prefix, name) = namespaces::split(attribute.name);
            match self.bindings.of_attribute(prefix) {
                Namespace::Foreign(uri) => self.foreign(uri, span),
                Namespace::Undeclared(prefix) => self.undeclared(prefix, span),
                Namespace::Edm | Namespace::Edmx | Namespace::Legacy => {
                    let help = format!("attributes of CSDL have no prefix: write {}", quoted(name));
                    self.unknown_attribute(&attribute, Some(help));
                }
                Namespace::None => {
                    let help = did_you_mean(name, self.asked.iter().copied());
                    self.unknown_attribute(&attribute, help);
                }
            }
        }
        self.asked.clear();
    }

    fn unknown_attribute(&mut self, attribute: &Attribute<'a>, help: Option<String>) {
        let span = self.span(attribute.name_start, attribute.name_end());
        let message = format!(
            "{} is not an attribute of {}",
            quoted(attribute.name),
            quoted(self.element.name)
        );
        let diagnostic = Diagnostic::at(syntax::UNKNOWN_ATTRIBUTE, span, message, "passed over");
        self.report(diagnostic.with_optional_help(help));
    }

    pub(super) fn duplicate_attribute(
        &mut self,
        element: &str,
        again: &Attribute<'a>,
        first: &Attribute<'a>,
    ) {
        let span = self.span(again.name_start, again.name_end());
        let message = format!(
            "{} has the attribute {} twice",
            quoted(element),
            quoted(again.name)
        );
        let first = self.span(first.name_start, first.name_end());
        self.report(
            Diagnostic::at(syntax::DUPLICATE_ATTRIBUTE, span, message, "passed over")
                .with_related(first, "the first one"),
        );
    }

    pub(super) fn unexpected_text(&mut self, parent: &Element<'a>, span: Span) {
        // References cut a text in pieces, and one finding is enough for all of them.
        let goes_on = std::mem::replace(&mut self.text_end, span.end) == span.start;
        if goes_on {
            return;
        }
        let written = &self.text[span.start as usize..span.end as usize];
        let start = span.start as usize + (written.len() - written.trim_start().len());
        let span = self.span(start, start + written.trim().len());
        let message = format!(
            "text stands inside {}, which holds only elements",
            quoted(parent.name)
        );
        self.report(Diagnostic::at(
            syntax::UNEXPECTED_TEXT,
            span,
            message,
            "passed over",
        ));
    }

    pub(super) fn unknown_reference(&mut self, span: Span) {
        let written = &self.text[span.start as usize..span.end as usize];
        let message = format!("{} stands for no character", quoted(written));
        self.report(
            Diagnostic::at(
                syntax::UNKNOWN_REFERENCE,
                span,
                message,
                "kept as it is written",
            )
            .with_help(
                "write `&amp;` for the character `&` itself, or the character in place of its name",
            ),
        );
    }

    pub(super) fn foreign(&mut self, uri: &'a str, span: Span) {
        if self.reported.insert(uri) {
            let message = format!("the document uses the vocabulary {}", quoted(uri));
            let label = "passed over, here and wherever it is used";
            self.report(Diagnostic::at(
                syntax::FOREIGN_NAMESPACE,
                span,
                message,
                label,
            ));
        }
    }

    pub(super) fn undeclared(&mut self, prefix: &'a str, span: Span) {
        if self.reported.insert(prefix) {
            let message = format!("the prefix {} is not declared", quoted(prefix));
            let label = "passed over, here and wherever it is used";
            self.report(
                Diagnostic::at(syntax::UNDECLARED_PREFIX, span, message, label).with_help(format!(
                    "add `xmlns:{prefix}=\"…\"` to this element or one around it"
                )),
            );
        }
    }

    pub(super) fn wrong_namespace(&mut self, element: &Element<'a>) {
        let right = if is_wrapper(element.name) { EDMX } else { EDM };
        let (key, message) = match element.namespace {
            Namespace::Foreign(uri) => (
                uri,
                format!(
                    "{} is of the namespace {}",
                    quoted(element.name),
                    quoted(uri)
                ),
            ),
            Namespace::None => ("", format!("{} is in no namespace", quoted(element.name))),
            _ => (
                right,
                format!("{} is of the wrong namespace of CSDL", quoted(element.name)),
            ),
        };
        if !is_element(element.name) || !self.reported.insert(key) {
            return;
        }
        self.report(
            Diagnostic::at(
                syntax::WRONG_NAMESPACE,
                element.name_span,
                message,
                "here and in what it holds",
            )
            .with_help(format!("declare its namespace: `xmlns=\"{right}\"`")),
        );
    }

    pub(super) fn legacy_element(&mut self, element: &Element<'a>) {
        let message = format!(
            "{} is of a namespace of OData V2 or V3",
            quoted(element.name)
        );
        let diagnostic = Diagnostic::at(
            syntax::LEGACY_VERSION,
            element.name_span,
            message,
            "cannot stand in a V4 document",
        );
        self.report(diagnostic.with_help(checks::LEGACY_HELP));
    }
}
