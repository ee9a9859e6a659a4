//! Turns members of JSON objects into what CSDL means by them, and says what was passed over.

use super::value::{Kind, Member, Value};
use crate::csdl::tree::Text;
use crate::csdl::vocabulary::quoted;
use crate::diagnostics::rules::syntax;
use crate::diagnostics::{Diagnostic, Diagnostics, SourceId, Span, Spanned, did_you_mean};
use crate::limits::{Limit, Limits};

/// What is found on the way through a document.
pub(super) struct Cursor {
    /// The file.
    pub(super) source: SourceId,
    limits: Limits,
    diagnostics: Diagnostics,
    /// How deep in expressions and annotations the way leads.
    depth: usize,
}

impl Cursor {
    /// A cursor on the way through `source`, with what was found before.
    pub(super) fn new(source: SourceId, limits: &Limits, diagnostics: Diagnostics) -> Self {
        Self {
            source,
            limits: limits.clone(),
            diagnostics,
            depth: 0,
        }
    }

    /// What was found, once the way is at its end.
    pub(super) fn into_diagnostics(self) -> Diagnostics {
        self.diagnostics
    }

    /// Adds a finding.
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Goes one step deeper, unless that is deeper than any real document: what annotates and what is a
    /// value alternate, so that there may be twice as many steps as values may be nested.
    pub(super) fn deeper<T>(
        &mut self,
        place: Span,
        read: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<T> {
        let nesting = self.limits.count(Limit::Nesting);
        if self.depth == 2 * nesting {
            let message = format!("annotations are nested deeper than {nesting}");
            let beyond = Diagnostic::beyond(&self.limits, Limit::Nesting, message);
            self.report(beyond.placed(place, "not read"));
            return None;
        }
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        read
    }

    /// Reports a value of another kind than `expected`, such as "a string".
    pub(super) fn wrong_kind(&mut self, name: &str, value: &Value<'_>, expected: &str) {
        let noun = value.noun();
        let message = format!("{} is {noun} instead of {expected}", quoted(name));
        let label = format!("not {expected}");
        self.report(Diagnostic::at(
            syntax::INVALID_VALUE,
            value.span,
            message,
            label,
        ));
    }

    /// The text of a member, which has to be a string.
    pub(super) fn text(&mut self, member: &Member<'_>) -> Option<Text> {
        self.item_text(&member.name, &member.value)
    }

    /// The text of a value, which has to be a string; `name` is what holds it.
    pub(super) fn item_text(&mut self, name: &str, value: &Value<'_>) -> Option<Text> {
        let Kind::String(text) = &value.kind else {
            self.wrong_kind(name, value, "a string");
            return None;
        };
        if text.len() > self.limits.count(Limit::NameSize) {
            let most = self.limits.shown(Limit::NameSize);
            let message = format!("{} has more than {most}", quoted(name));
            let beyond = Diagnostic::beyond(&self.limits, Limit::NameSize, message);
            self.report(beyond.placed(value.span, "this one"));
            return None;
        }
        Some(Spanned {
            value: (&**text).into(),
            span: value.span,
        })
    }

    /// The items of a member, which has to be an array.
    pub(super) fn items<'v, 'a>(&mut self, member: &'v Member<'a>) -> &'v [Value<'a>] {
        let Kind::Array(array) = &member.value.kind else {
            self.wrong_kind(&member.name, &member.value, "an array");
            return &[];
        };
        &array.items
    }

    /// The members of a member, which has to be an object that lists things by name.
    pub(super) fn entries<'v, 'a>(&mut self, member: &'v Member<'a>) -> &'v [Member<'a>] {
        let Kind::Object(object) = &member.value.kind else {
            self.wrong_kind(&member.name, &member.value, "an object");
            return &[];
        };
        &object.members
    }

    /// Reports a `$Kind` that has no meaning where it stands; `known` are those that have one.
    pub(super) fn unknown_kind(&mut self, kind: &Text, inside: &str, known: &[&'static str]) {
        let shown = quoted(&kind.value);
        let label = "passed over with all it holds";
        let diagnostic = if KINDS.contains(&&*kind.value) {
            let message = format!("{shown} may not stand inside {}", quoted(inside));
            Diagnostic::at(syntax::MISPLACED_ELEMENT, kind.span, message, label)
        } else {
            let message = format!("{shown} is not a kind of model element");
            let help = did_you_mean(&kind.value, known.iter().copied());
            Diagnostic::at(syntax::UNKNOWN_ELEMENT, kind.span, message, label)
                .with_optional_help(help)
        };
        self.report(diagnostic);
    }
}

/// The words that `$Kind` has in one place or another.
const KINDS: &[&str] = &[
    "Action",
    "ComplexType",
    "EntityContainer",
    "EntityType",
    "EnumType",
    "Function",
    "NavigationProperty",
    "Property",
    "Term",
    "TypeDefinition",
];

/// A name as it stands in the document.
pub(super) fn name_of(member: &Member<'_>) -> Text {
    Spanned {
        value: (&*member.name).into(),
        span: member.name_span,
    }
}

/// A part of a name with its place: the whole where escapes make the lengths differ.
pub(super) fn part_of(member: &Member<'_>, start: usize, end: usize) -> Text {
    let span = member.name_span;
    let narrow = |at: usize| u32::try_from(at).unwrap_or(0);
    let is_plain = (span.end - span.start) as usize == member.name.len();
    let part = Span {
        start: span.start + narrow(start),
        end: span.start + narrow(end),
        ..span
    };
    Spanned {
        value: member.name[start..end].into(),
        span: if is_plain { part } else { span },
    }
}
