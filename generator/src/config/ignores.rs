//! Turns a file of accepted changes into entries, each with what it covers and until when.

use std::path::Path;

use jiff::civil::Date;
use toml::de::DeTable;

use super::section::{Found, Section};
use crate::diagnostics::rules::settings::CONFIG_SYNTAX;
use crate::diagnostics::{Diagnostics, Levels, SourceId, Sources, Span, Spanned, closest};
use crate::error::{Error, Report};
use crate::files;

/// The changes that people have looked at and accepted, with the file that says so.
#[derive(Clone, Debug, Default)]
pub struct Ignores {
    /// The entries, in the order of the file.
    pub entries: Vec<Ignore>,
    /// The file, for findings about the entries.
    pub sources: Sources,
}

/// An entry: `[[ignore]]`. It covers the changes that have everything it names.
///
/// ```toml
/// [[ignore]]
/// fingerprint = "6f2c4d8f0a1b9e37"                 # one change, as the reports name it
/// reason = "nobody here reads the property"
///
/// [[ignore]]
/// rule = "property-removed"                        # all changes that a rule judges
/// path = "Microsoft.OutlookServices.Task/*"        # of these elements
/// reason = "tasks are to move to another service"
/// until = "2027-03-31"                             # the last day; required where there is no fingerprint
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignore {
    /// The fingerprint of one change: sixteen hexadecimal digits.
    pub fingerprint: Option<String>,
    /// The id of a rule of `diff`.
    pub rule: Option<&'static str>,
    /// A pattern for paths.
    pub path: Option<String>,
    /// Why the changes are accepted.
    pub reason: String,
    /// The last day on which they are.
    pub until: Option<Date>,
    /// The entry.
    pub span: Span,
}

/// The day on which this is run, in UTC.
#[must_use]
pub fn today() -> Date {
    jiff::Timestamp::now()
        .to_zoned(jiff::tz::TimeZone::UTC)
        .date()
}

/// The day that a text such as `2027-03-31` is.
#[must_use]
pub fn parse_day(text: &str) -> Option<Date> {
    let day: Date = text.parse().ok()?;
    // other forms of ISO 8601 are not what the documentation shows
    (day.to_string() == text).then_some(day)
}

impl Ignores {
    /// Reads a file of accepted changes; `rules` are the ids that entries may name.
    ///
    /// # Errors
    /// When the file cannot be read, or with everything that is wrong with it.
    pub fn load(path: &Path, rules: &[&'static str]) -> Result<Self, Error> {
        let text = files::read(path)?;
        let mut sources = Sources::default();
        let source = sources.add(files::shown(path), &*text);
        match read(source, &text, rules) {
            Ok(entries) => Ok(Self { entries, sources }),
            Err(diagnostics) => Err(Error::Settings(Box::new(Report {
                diagnostics,
                sources,
                levels: Levels::default(),
            }))),
        }
    }
}

fn read(source: SourceId, text: &str, rules: &[&'static str]) -> Result<Vec<Ignore>, Diagnostics> {
    let mut found = Found {
        source,
        diagnostics: Diagnostics::default(),
    };
    let (document, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let span = found.span(error.span().unwrap_or(0..0));
        found.report(&CONFIG_SYNTAX, span, error.message(), "here", None);
    }
    let start = found.span(0..0);
    let mut top = Section::new(document.get_ref(), "", start);
    let sections = top.tables("ignore", &mut found);
    let entries = sections
        .into_iter()
        .filter_map(|section| read_entry(section, rules, &mut found))
        .collect();
    top.finish(&mut found);
    if found.diagnostics.is_empty() {
        Ok(entries)
    } else {
        Err(found.diagnostics)
    }
}

fn read_entry(
    mut section: Section<'_>,
    rules: &[&'static str],
    found: &mut Found,
) -> Option<Ignore> {
    let span = section.span;
    let fingerprint = section.text("fingerprint", found);
    let rule = section.text("rule", found);
    let path = section.text("path", found);
    let reason = section.required("reason", "say why the changes are accepted", found);
    let until = section.text("until", found);
    if fingerprint.is_none() && rule.is_none() && path.is_none() {
        let help = "name a fingerprint, a rule or a path as `diff` shows them";
        section.report_lack("`fingerprint`, `rule` or `path`", help, found);
    } else if fingerprint.is_none() && until.is_none() {
        let help = "write the last day as `until = \"2027-03-31\"`; only one change with its \
                    fingerprint can be accepted for good";
        section.report_missing("until", help, found);
    }
    let entry = Ignore {
        fingerprint: fingerprint.and_then(|text| read_fingerprint(text, found)),
        rule: rule.and_then(|text| read_rule(&text, rules, found)),
        path: path.map(|path| path.value),
        until: until.and_then(|text| read_day(&text, found)),
        reason: reason?.value,
        span,
    };
    section.finish(found);
    Some(entry)
}

fn read_fingerprint(text: Spanned<String>, found: &mut Found) -> Option<String> {
    let is_digit = |byte: u8| byte.is_ascii_hexdigit();
    if text.value.len() == 16 && text.value.bytes().all(is_digit) {
        return Some(text.value);
    }
    let message = format!("`{}` is no fingerprint", text.value);
    let help = "copy the sixteen hexadecimal digits from a report of `diff`";
    found.value(text.span, message, "not sixteen hexadecimal digits", help);
    None
}

fn read_rule(
    text: &Spanned<String>,
    rules: &[&'static str],
    found: &mut Found,
) -> Option<&'static str> {
    let rule = rules.iter().copied().find(|id| *id == text.value);
    if rule.is_none() {
        let message = format!("`diff` has no rule `{}`", text.value);
        let help = match closest(&text.value, rules.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`odata-bindgen rules --changes` lists them all".to_owned(),
        };
        found.value(text.span, message, "no such rule", &help);
    }
    rule
}

fn read_day(text: &Spanned<String>, found: &mut Found) -> Option<Date> {
    let day = parse_day(&text.value);
    if day.is_none() {
        let message = format!("`{}` is no day", text.value);
        let help = "write year, month and day, as in `2027-03-31`";
        found.value(text.span, message, "no such day", help);
    }
    day
}
