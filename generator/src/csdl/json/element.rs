//! Turns a JSON object into an element of CSDL: members that are attributes, children and annotations.

use std::collections::{BTreeMap, HashSet};

use super::cursor::Cursor;
use super::value::{Kind, Member, Object, Value};
use crate::csdl::tree::Text;
use crate::csdl::vocabulary::quoted;
use crate::diagnostics::rules::syntax;
use crate::diagnostics::{Diagnostic, Span, Spanned, did_you_mean};

/// An object that stands for an element of CSDL.
pub(super) struct Element<'v, 'a> {
    /// What the standard calls it, such as `EntityType`.
    pub(super) kind: &'static str,
    /// What to underline where the element as a whole is meant: its name, or its bracket.
    pub(super) name_span: Span,
    /// What corresponds to a start tag.
    pub(super) span: Span,
    object: &'v Object<'a>,
    /// The members that were asked for.
    asked: Vec<&'static str>,
    /// The members that are annotations, by what they annotate: nothing for the element itself, or
    /// the name of another member. Those that stay here annotate nothing.
    annotations: BTreeMap<&'v str, Vec<&'v Member<'a>>>,
}

impl<'v, 'a> Element<'v, 'a> {
    /// The element that a member is; `None` where its value is no object.
    pub(super) fn of_member(
        cursor: &mut Cursor,
        kind: &'static str,
        member: &'v Member<'a>,
    ) -> Option<Self> {
        let Kind::Object(object) = &member.value.kind else {
            cursor.wrong_kind(&member.name, &member.value, "an object");
            return None;
        };
        Some(Self::new(kind, object, member.name_span, member.span))
    }

    /// The element that an item of the array `name` is; `None` where it is no object.
    pub(super) fn of_item(
        cursor: &mut Cursor,
        kind: &'static str,
        name: &str,
        item: &'v Value<'a>,
    ) -> Option<Self> {
        let Kind::Object(object) = &item.kind else {
            cursor.wrong_kind(name, item, "an object");
            return None;
        };
        Some(Self::new(kind, object, item.span, item.span))
    }

    /// The element that an object is.
    pub(super) fn new(
        kind: &'static str,
        object: &'v Object<'a>,
        name_span: Span,
        span: Span,
    ) -> Self {
        let mut annotations: BTreeMap<&str, Vec<&Member<'a>>> = BTreeMap::new();
        for member in &object.members {
            if let Some((annotated, _)) = member.name.rsplit_once('@') {
                annotations.entry(annotated).or_default().push(member);
            }
        }
        Self {
            kind,
            name_span,
            span,
            object,
            asked: Vec::new(),
            annotations,
        }
    }

    /// A member that is an attribute, where the element has it.
    pub(super) fn member(&mut self, name: &'static str) -> Option<&'v Member<'a>> {
        self.asked.push(name);
        self.peek(name)
    }

    /// Names that members could have as well, for the sake of suggestions.
    pub(super) fn expect(&mut self, names: impl Iterator<Item = &'static str>) {
        self.asked.extend(names);
    }

    /// A member, without asking for it.
    pub(super) fn peek(&self, name: &str) -> Option<&'v Member<'a>> {
        let mut members = self.object.members.iter();
        members.find(|member| member.name == name)
    }

    /// A text, where the element has it.
    pub(super) fn optional(&mut self, cursor: &mut Cursor, name: &'static str) -> Option<Text> {
        let member = self.member(name)?;
        cursor.text(member)
    }

    /// A text that the element must have; its absence is reported.
    pub(super) fn required(&mut self, cursor: &mut Cursor, name: &'static str) -> Option<Text> {
        let Some(member) = self.member(name) else {
            self.missing(cursor, name);
            return None;
        };
        cursor.text(member)
    }

    /// A truth value, where the element has it.
    pub(super) fn boolean(&mut self, cursor: &mut Cursor, name: &'static str) -> Option<bool> {
        self.spanned_boolean(cursor, name)
            .map(|boolean| boolean.value)
    }

    /// A truth value with its place, where the element has it.
    pub(super) fn spanned_boolean(
        &mut self,
        cursor: &mut Cursor,
        name: &'static str,
    ) -> Option<Spanned<bool>> {
        let member = self.member(name)?;
        let Kind::Bool(value) = member.value.kind else {
            cursor.wrong_kind(name, &member.value, "`true` or `false`");
            return None;
        };
        let span = member.value.span;
        Some(Spanned { value, span })
    }

    /// The items of an array, where the element has it.
    pub(super) fn items(&mut self, cursor: &mut Cursor, name: &'static str) -> &'v [Value<'a>] {
        let member = self.member(name);
        member.map_or(&[], |member| cursor.items(member))
    }

    /// The members of an object that lists things by name, where the element has it.
    pub(super) fn entries(&mut self, cursor: &mut Cursor, name: &'static str) -> &'v [Member<'a>] {
        let member = self.member(name);
        member.map_or(&[], |member| cursor.entries(member))
    }

    /// The members whose names are those of model elements.
    pub(super) fn children(&self) -> impl Iterator<Item = &'v Member<'a>> + use<'v, 'a> {
        self.object
            .members
            .iter()
            .filter(|member| is_name(&member.name))
    }

    /// Takes the members that annotate the member `annotated`, or the element where that is empty.
    pub(super) fn take_annotations(&mut self, annotated: &str) -> Vec<&'v Member<'a>> {
        self.annotations.remove(annotated).unwrap_or_default()
    }

    /// Takes the members with these names off the annotations, whose form they have.
    pub(super) fn take_named(&mut self, names: &[&str]) -> Vec<&'v Member<'a>> {
        let annotations = self.annotations.entry("").or_default();
        let is_named = |member: &mut &Member<'a>| names.contains(&&*member.name);
        let taken = annotations.extract_if(.., is_named).collect();
        if annotations.is_empty() {
            self.annotations.remove("");
        }
        taken
    }

    /// Reports a member that is not there.
    pub(super) fn missing(&self, cursor: &mut Cursor, name: &str) {
        if !self.object.complete {
            return;
        }
        let message = format!("the {} has no member `{name}`", self.noun());
        let label = format!("`{name}` is missing");
        let diagnostic = Diagnostic::at(syntax::MISSING_ATTRIBUTE, self.name_span, message, label);
        cursor.report(diagnostic.with_help(format!("add `\"{name}\": …`")));
    }

    /// Reports the members that nobody asked for, but not those whose names are children's.
    pub(super) fn finish(self, cursor: &mut Cursor) {
        for member in &self.object.members {
            let name = &*member.name;
            if name.contains('@') || is_name(name) || self.asked.contains(&name) {
                continue;
            }
            let help = did_you_mean(name, self.asked.iter().copied());
            self.unknown(cursor, member, help);
        }
        if self.annotations.is_empty() {
            return;
        }
        let members = self.object.members.iter();
        let names: HashSet<&str> = members.map(|member| &*member.name).collect();
        for (annotated, members) in &self.annotations {
            let help = match names.contains(annotated) {
                true => "put the annotation inside of the object that it annotates".to_owned(),
                false if annotated.is_empty() => format!("the {} has no annotations", self.noun()),
                false => format!("there is no member {} here to annotate", quoted(annotated)),
            };
            for member in members {
                self.unknown(cursor, member, Some(help.clone()));
            }
        }
    }

    /// Reports every member that nobody asked for, of an element that has no children.
    pub(super) fn finish_leaf(self, cursor: &mut Cursor) {
        for member in self.children() {
            let with_dollar = format!("${}", member.name);
            let help = did_you_mean(&with_dollar, self.asked.iter().copied());
            self.unknown(cursor, member, help);
        }
        self.finish(cursor);
    }

    /// What the element is, for messages: in backticks where that is a word of the standard.
    fn noun(&self) -> String {
        match self.kind.starts_with(char::is_uppercase) {
            true => quoted(self.kind),
            false => self.kind.to_owned(),
        }
    }

    fn unknown(&self, cursor: &mut Cursor, member: &Member<'_>, help: Option<String>) {
        let name = quoted(&member.name);
        let message = format!("{name} is not a member of the {}", self.noun());
        let span = member.name_span;
        let diagnostic = Diagnostic::at(syntax::UNKNOWN_ATTRIBUTE, span, message, "passed over");
        cursor.report(diagnostic.with_optional_help(help));
    }
}

/// Whether a member is named like a model element: neither an attribute nor an annotation.
fn is_name(name: &str) -> bool {
    !name.starts_with('$') && !name.contains('@')
}
