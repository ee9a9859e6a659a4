//! Turns a table of the config into values, and remembers which keys were asked for.

mod choice;

use std::ops::Range;
use std::path::PathBuf;

use toml::Spanned as TomlSpanned;
use toml::de::{DeString, DeTable, DeValue};

use self::choice::chosen;
use crate::diagnostics::rules::settings::{
    CONFIG_MISSING_KEY, CONFIG_TYPE, CONFIG_UNKNOWN_KEY, CONFIG_VALUE,
};
use crate::diagnostics::{Diagnostic, Diagnostics, Rule, SourceId, Span, Spanned, closest};

/// Everything that is wrong with the config so far.
pub(super) struct Found {
    pub(super) source: SourceId,
    pub(super) diagnostics: Diagnostics,
}

impl Found {
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        let byte = |at| u32::try_from(at).unwrap_or(u32::MAX);
        Span {
            source: self.source,
            start: byte(range.start),
            end: byte(range.end),
        }
    }

    pub(super) fn report(
        &mut self,
        rule: &'static Rule,
        span: Span,
        message: impl Into<String>,
        label: &str,
        help: Option<String>,
    ) {
        let finding = Diagnostic::at(rule, span, message, label);
        self.diagnostics.push(finding.with_optional_help(help));
    }

    /// Reports a value of the right type that cannot be used.
    pub(super) fn value(&mut self, span: Span, message: String, label: &str, help: &str) {
        self.report(&CONFIG_VALUE, span, message, label, Some(help.to_owned()));
    }

    fn wrong_type(&mut self, span: Span, key: &str, expected: &str, value: &DeValue<'_>) {
        let message = format!("`{key}` has to be {expected}, not {}", type_name(value));
        let label = format!("expected {expected}");
        let help = match value {
            DeValue::String(_) if [A_NUMBER, A_TRUTH].contains(&expected) => {
                Some("take the quotes away")
            }
            DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) if expected == A_TEXT => {
                Some("put the value in quotes")
            }
            _ => None,
        };
        self.report(&CONFIG_TYPE, span, message, &label, help.map(str::to_owned));
    }
}

pub(super) const A_TEXT: &str = "a text";
const A_TRUTH: &str = "`true` or `false`";
const A_NUMBER: &str = "an integer";
const TEXTS: &str = "a list of texts";

/// A table that is being read.
pub(super) struct Section<'a> {
    table: &'a DeTable<'a>,
    /// How messages name the table, such as `[crate]`.
    pub(super) title: String,
    /// The name of the table where it is written.
    pub(super) span: Span,
    asked: Vec<&'static str>,
}

impl<'a> Section<'a> {
    pub(super) fn new(table: &'a DeTable<'a>, title: impl Into<String>, span: Span) -> Self {
        Self {
            table,
            title: title.into(),
            span,
            asked: Vec::new(),
        }
    }

    /// A value that may be missing, with the place of its key.
    pub(super) fn get(
        &mut self,
        key: &'static str,
        found: &Found,
    ) -> Option<(Span, &'a TomlSpanned<DeValue<'a>>)> {
        self.asked.push(key);
        let mut entries = self.table.iter();
        let (name, value) = entries.find(|(name, _)| name.get_ref() == key)?;
        Some((found.span(name.span()), value))
    }

    pub(super) fn text(&mut self, key: &'static str, found: &mut Found) -> Option<Spanned<String>> {
        self.read(key, A_TEXT, found, |value| match value {
            DeValue::String(text) => Some(text.clone().into_owned()),
            _ => None,
        })
    }

    /// A text that must be there and must not be empty.
    pub(super) fn required(
        &mut self,
        key: &'static str,
        help: &str,
        found: &mut Found,
    ) -> Option<Spanned<String>> {
        if self.get(key, found).is_none() {
            self.report_missing(key, help, found);
            return None;
        }
        let text = self.text(key, found)?;
        if text.value.trim().is_empty() {
            let message = format!("`{key}` of `{}` is empty", self.title);
            found.value(text.span, message, "empty", help);
            return None;
        }
        Some(text)
    }

    pub(super) fn report_missing(&self, key: &str, help: &str, found: &mut Found) {
        self.report_lack(&format!("`{key}`"), help, found);
    }

    /// Reports that something is missing which is not one key.
    pub(super) fn report_lack(&self, what: &str, help: &str, found: &mut Found) {
        let message = format!("{} lacks {what}", self.place());
        let label = format!("without {what}");
        let help = Some(help.to_owned());
        found.report(&CONFIG_MISSING_KEY, self.span, message, &label, help);
    }

    pub(super) fn path(
        &mut self,
        key: &'static str,
        found: &mut Found,
    ) -> Option<Spanned<PathBuf>> {
        let text = self.text(key, found)?;
        if text.value.trim().is_empty() {
            let message = format!("`{key}` of `{}` is empty", self.title);
            found.value(
                text.span,
                message,
                "empty",
                "name a path, relative to this file",
            );
            return None;
        }
        Some(Spanned {
            value: PathBuf::from(text.value),
            span: text.span,
        })
    }

    pub(super) fn boolean(
        &mut self,
        key: &'static str,
        found: &mut Found,
    ) -> Option<Spanned<bool>> {
        self.read(key, A_TRUTH, found, |value| match value {
            DeValue::Boolean(value) => Some(*value),
            _ => None,
        })
    }

    pub(super) fn integer(&mut self, key: &'static str, found: &mut Found) -> Option<Spanned<i64>> {
        self.read(key, A_NUMBER, found, |value| match value {
            DeValue::Integer(value) => i64::from_str_radix(value.as_str(), value.radix()).ok(),
            _ => None,
        })
    }

    /// A list of texts; a single text counts as a list of one.
    pub(super) fn texts(
        &mut self,
        key: &'static str,
        found: &mut Found,
    ) -> Option<Spanned<Vec<Spanned<String>>>> {
        let (_, value) = self.get(key, found)?;
        let span = found.span(value.span());
        let one = std::slice::from_ref(value);
        let items: &[TomlSpanned<DeValue<'_>>] = match value.get_ref() {
            DeValue::Array(items) => items,
            _ => one,
        };
        let mut texts = Vec::new();
        for item in items {
            let span = found.span(item.span());
            match item.get_ref() {
                DeValue::String(text) => texts.push(Spanned {
                    value: text.clone().into_owned(),
                    span,
                }),
                other => found.wrong_type(span, key, TEXTS, other),
            }
        }
        (texts.len() == items.len()).then_some(Spanned { value: texts, span })
    }

    /// One of a few words.
    pub(super) fn choice<T: Copy>(
        &mut self,
        key: &'static str,
        choices: &[(&'static str, T)],
        found: &mut Found,
    ) -> Option<T> {
        let text = self.text(key, found)?;
        chosen(key, &text, choices, found)
    }

    /// A list of a few words; a single word counts as a list of one.
    pub(super) fn choices<T: Copy>(
        &mut self,
        key: &'static str,
        choices: &[(&'static str, T)],
        found: &mut Found,
    ) -> Option<Vec<T>> {
        let texts = self.texts(key, found)?.value.into_iter();
        let chosen = texts.filter_map(|text| chosen(key, &text, choices, found));
        Some(chosen.collect())
    }

    /// A table inside this one.
    pub(super) fn table(&mut self, key: &'static str, found: &mut Found) -> Option<Section<'a>> {
        let (span, value) = self.get(key, found)?;
        match value.get_ref() {
            DeValue::Table(table) => Some(Section::new(table, self.title_of(key), span)),
            other => {
                let span = found.span(value.span());
                found.wrong_type(span, key, "a table", other);
                None
            }
        }
    }

    /// How messages name a table inside this one.
    fn title_of(&self, key: &str) -> String {
        match self.title.trim_matches(['[', ']']) {
            "" => format!("[{key}]"),
            outer => format!("[{outer}.{key}]"),
        }
    }

    /// The tables of a list, each with the place where it begins.
    pub(super) fn tables(&mut self, key: &'static str, found: &mut Found) -> Vec<Section<'a>> {
        let Some((_, value)) = self.get(key, found) else {
            return Vec::new();
        };
        let title = format!("[{}]", self.title_of(key));
        let DeValue::Array(items) = value.get_ref() else {
            let span = found.span(value.span());
            let expected = format!("a list of tables, written `{title}`");
            found.wrong_type(span, key, &expected, value.get_ref());
            return Vec::new();
        };
        let mut sections = Vec::new();
        for item in items.iter() {
            let span = found.span(item.span());
            match item.get_ref() {
                DeValue::Table(table) => {
                    sections.push(Section::new(table, title.clone(), span));
                }
                other => found.wrong_type(span, key, "a list of tables", other),
            }
        }
        sections
    }

    /// Every entry of a table whose keys are the user's own, in the order of the file.
    pub(super) fn entries(
        &self,
        found: &Found,
    ) -> Vec<(Spanned<&'a str>, &'a TomlSpanned<DeValue<'a>>)> {
        let entry = |(name, value): (&'a TomlSpanned<DeString<'a>>, _)| {
            let span = found.span(name.span());
            let value_of_key: &'a str = name.get_ref();
            (
                Spanned {
                    value: value_of_key,
                    span,
                },
                value,
            )
        };
        let mut entries: Vec<_> = self.table.iter().map(entry).collect();
        entries.sort_by_key(|(name, _)| name.span);
        entries
    }

    /// The entries of such a table that are texts.
    pub(super) fn text_entries(
        &self,
        found: &mut Found,
    ) -> Vec<(Spanned<String>, Spanned<String>)> {
        let mut texts = Vec::new();
        for (key, value) in self.entries(found) {
            let span = found.span(value.span());
            match value.get_ref() {
                DeValue::String(text) => {
                    let value = text.clone().into_owned();
                    let key = Spanned {
                        value: key.value.to_owned(),
                        span: key.span,
                    };
                    texts.push((key, Spanned { value, span }));
                }
                other => found.wrong_type(span, key.value, A_TEXT, other),
            }
        }
        texts
    }

    /// Reports every key that nothing asked for.
    pub(super) fn finish(self, found: &mut Found) {
        for (key, _) in self.entries(found) {
            if self.asked.contains(&key.value) {
                continue;
            }
            let message = format!("{} has no key `{}`", self.place(), key.value);
            let help = match closest(key.value, self.asked.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => self.all_keys(),
            };
            found.report(
                &CONFIG_UNKNOWN_KEY,
                key.span,
                message,
                "unknown key",
                Some(help),
            );
        }
    }

    /// How messages name the table at the beginning of a sentence.
    fn place(&self) -> String {
        if self.title.is_empty() {
            "the config".to_owned()
        } else {
            format!("`{}`", self.title)
        }
    }

    fn all_keys(&self) -> String {
        let mut keys = self.asked.clone();
        keys.sort_unstable();
        keys.dedup();
        let keys: Vec<_> = keys.iter().map(|key| format!("`{key}`")).collect();
        match &*keys {
            [only] => format!("the only key is {only}"),
            keys => format!("the keys are {}", keys.join(", ")),
        }
    }

    fn read<T>(
        &mut self,
        key: &'static str,
        expected: &str,
        found: &mut Found,
        read: impl Fn(&DeValue<'_>) -> Option<T>,
    ) -> Option<Spanned<T>> {
        let (_, value) = self.get(key, found)?;
        let span = found.span(value.span());
        let result = read(value.get_ref());
        if result.is_none() {
            found.wrong_type(span, key, expected, value.get_ref());
        }
        result.map(|value| Spanned { value, span })
    }
}

/// How messages name the type of a value.
fn type_name(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => A_TEXT,
        DeValue::Integer(_) => "a number",
        DeValue::Float(_) => "a number with a fraction",
        DeValue::Boolean(_) => "`true` or `false`",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
