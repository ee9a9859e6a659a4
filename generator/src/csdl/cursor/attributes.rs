//! Turns the attributes of the latest start tag into values, each with its place.

use super::Cursor;
use super::characters::attribute_value;
use super::tag::Attribute;
use crate::csdl::tree::Text;
use crate::diagnostics::rules::syntax;
use crate::diagnostics::{Diagnostic, Span, Spanned};
use crate::limits::Limit;

impl<'a> Cursor<'a> {
    /// The value of an attribute, where the element has it.
    pub(in crate::csdl) fn optional(&mut self, name: &'static str) -> Option<Text> {
        let attribute = self.take(name)?;
        self.text_of(&attribute, Limit::NameSize)
    }

    /// The value of an attribute that the element must have; its absence is reported.
    pub(in crate::csdl) fn required(&mut self, name: &'static str) -> Option<Text> {
        let value = self.optional(name);
        if value.is_none() {
            self.missing_attribute(name);
        }
        value
    }

    /// A truth value, where the element has it and it can be read.
    pub(in crate::csdl) fn boolean(&mut self, name: &'static str) -> Option<bool> {
        self.spanned_boolean(name).map(|boolean| boolean.value)
    }

    /// A truth value with its place, where the element has it and it can be read.
    pub(in crate::csdl) fn spanned_boolean(&mut self, name: &'static str) -> Option<Spanned<bool>> {
        let attribute = self.take(name)?;
        let span = self.span(attribute.value_start, attribute.value_end());
        let value = self.read_boolean(attribute.value, span)?;
        Some(Spanned { value, span })
    }

    /// The first attribute, among those not taken yet, that `read` makes something of.
    pub(in crate::csdl) fn first_of<T>(
        &mut self,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<(T, Text)> {
        let found = self
            .attributes
            .iter()
            .enumerate()
            .find_map(|(at, attribute)| Some((at, read(attribute.name)?)));
        let (at, form) = found?;
        let attribute = self.attributes.remove(at);
        let text = self.text_of(&attribute, Limit::TextSize)?;
        Some((form, text))
    }

    /// Names that the element could have as well, for the sake of suggestions.
    pub(in crate::csdl) fn expect(&mut self, names: &[&'static str]) {
        if !self.attributes.is_empty() {
            self.asked.extend(names);
        }
    }

    /// Reads a truth value; capitals are reported, and so is anything else.
    pub(in crate::csdl) fn read_boolean(&mut self, value: &str, span: Span) -> Option<bool> {
        match value {
            "true" | "1" => return Some(true),
            "false" | "0" => return Some(false),
            _ => {}
        }
        let meant = value.trim();
        if meant.eq_ignore_ascii_case("true") || meant.eq_ignore_ascii_case("false") {
            let meant = meant.to_ascii_lowercase();
            let message = format!("the truth value `{value}` is not written `{meant}`");
            self.report(
                Diagnostic::at(
                    syntax::BOOLEAN_CASE,
                    span,
                    message,
                    format!("read as `{meant}`"),
                )
                .with_help(format!("write `{meant}`")),
            );
            return Some(meant == "true");
        }
        self.invalid_value(span, value, "a truth value", "write `true` or `false`");
        None
    }

    /// Takes an attribute without prefix off the list.
    fn take(&mut self, name: &'static str) -> Option<Attribute<'a>> {
        self.asked.push(name);
        let at = self
            .attributes
            .iter()
            .position(|attribute| attribute.name == name)?;
        Some(self.attributes.remove(at))
    }

    fn text_of(&mut self, attribute: &Attribute<'a>, limit: Limit) -> Option<Text> {
        let span = self.span(attribute.value_start, attribute.value_end());
        if !self.check_size(limit, attribute.value.len(), span) {
            return None;
        }
        let (value, unknown) = attribute_value(attribute.value);
        for range in unknown {
            let span = self.span(
                attribute.value_start + range.start,
                attribute.value_start + range.end,
            );
            self.unknown_reference(span);
        }
        Some(self.spanned(value.into(), attribute.value_start, attribute.value_end()))
    }

    /// Drops the attributes of an element that is passed over.
    pub(super) fn forget_attributes(&mut self) {
        self.attributes.clear();
        self.asked.clear();
    }
}
