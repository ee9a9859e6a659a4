//! Segments of a resource path into URL text, by the styles of the service.

mod enums;

use std::fmt::Write as _;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::error::BuildError;
use crate::literal::{Literal, bare};
use crate::service::{EnumStyle, KeyStyle, OperationStyle};

/// What stays as it is in a path (RFC 3986 `pchar`), but for `+`, `&` and `;`, which some servers
/// misread there.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'*')
    .remove(b',')
    .remove(b':')
    .remove(b'@')
    .remove(b'=')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')');

/// The same for a key that is a segment: `$count` and `f(x)` as keys are not what they look like.
const KEY_SEGMENT: &AsciiSet = &PATH.add(b'$').add(b'\'').add(b'(').add(b')');

/// What stays as it is in the value of a query option: what nested options are written with
/// (OData URL 4.01 §2).
const QUERY: &AsciiSet = &PATH.remove(b'/').remove(b'?').remove(b';');

/// The same in a string: some servers take a query apart before they look for quotes.
const QUOTED: &AsciiSet = &QUERY
    .add(b';')
    .add(b'(')
    .add(b')')
    .add(b',')
    .add(b'=')
    .add(b'$')
    .add(b'\'');

/// The same for its name, which `=` would end.
const QUERY_NAME: &AsciiSet = &QUERY.add(b'=');

/// The key of an entity, as literals of URLs.
///
/// ```
/// use odata_runtime::{Key, Literal};
///
/// let one = Key::new("Id", "it's");
/// let several = Key::composite([("OrderId", 1.literal()), ("Item", "a".literal())]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key(Vec<(&'static str, String)>);

impl Key {
    /// A key of one property.
    #[must_use]
    pub fn new<T: Literal + ?Sized>(name: &'static str, value: &T) -> Self {
        Self(vec![(name, value.literal())])
    }

    /// A key of several properties: names and literals, in the order of the model.
    #[must_use]
    pub fn composite(parts: impl IntoIterator<Item = (&'static str, String)>) -> Self {
        Self(parts.into_iter().collect())
    }

    fn write(&self, styles: Styles, out: &mut String) {
        if let [(_, literal)] = self.0.as_slice() {
            let value = bare(literal);
            // A URL parser takes `.` and `..` for steps, encoded or not.
            if styles.keys == KeyStyle::Segment && !matches!(value.as_str(), "" | "." | "..") {
                write(
                    out,
                    format_args!("/{}", utf8_percent_encode(&value, KEY_SEGMENT)),
                );
            } else {
                let literal = enums::expression(styles.enums, literal);
                write(out, format_args!("({})", encoded(&literal)));
            }
            return;
        }
        out.push('(');
        write_arguments(&self.0, styles.enums, out);
        out.push(')');
    }

    fn write_template(&self, out: &mut String) {
        let names: Vec<String> = self
            .0
            .iter()
            .map(|(name, _)| format!("{{{name}}}"))
            .collect();
        write(out, format_args!("/{}", names.join(",")));
    }
}

/// How what the standard leaves open stands in a URL.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Styles {
    pub(crate) keys: KeyStyle,
    pub(crate) operations: OperationStyle,
    pub(crate) enums: EnumStyle,
}

/// One step of a path.
#[derive(Clone, Debug)]
pub(crate) enum Segment {
    Name(&'static str),
    Key(Key),
    Cast(&'static str),
    Action(OperationName),
    Function(OperationName, Vec<(&'static str, String)>),
}

#[derive(Clone, Debug)]
pub(crate) struct OperationName {
    /// Empty for what is imported into the container.
    pub(crate) namespace: &'static str,
    pub(crate) name: &'static str,
}

/// Where a resource is, before it is text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Path {
    /// A URL, perhaps relative to the service, that the segments go on from.
    pub(crate) origin: Option<String>,
    pub(crate) segments: Vec<Segment>,
    /// The request of a batch whose result the origin is.
    pub(crate) refers_to: Option<u64>,
    /// Parameter aliases that the segments refer to.
    pub(crate) aliases: Vec<(String, String)>,
    pub(crate) error: Option<BuildError>,
}

impl Path {
    /// The segments as they stand in a URL, beginning with a slash.
    pub(crate) fn render(&self, styles: Styles) -> String {
        let mut out = String::with_capacity(64);
        for segment in &self.segments {
            match segment {
                Segment::Name(name) | Segment::Cast(name) => {
                    write(&mut out, format_args!("/{}", encoded(name)));
                }
                Segment::Key(key) => key.write(styles, &mut out),
                Segment::Action(name) => name.write(styles.operations, &mut out),
                Segment::Function(name, arguments) => {
                    name.write(styles.operations, &mut out);
                    out.push('(');
                    write_arguments(arguments, styles.enums, &mut out);
                    out.push(')');
                }
            }
        }
        out
    }

    /// The same without values: `me/messages/{Id}`.
    pub(crate) fn template(&self, operations: OperationStyle) -> String {
        let mut out = String::new();
        if self.origin.is_some() {
            out.push_str("/{url}");
        }
        for segment in &self.segments {
            match segment {
                Segment::Name(name) | Segment::Cast(name) => {
                    write(&mut out, format_args!("/{name}"))
                }
                Segment::Key(key) => key.write_template(&mut out),
                Segment::Action(name) => name.write(operations, &mut out),
                Segment::Function(name, arguments) => {
                    name.write(operations, &mut out);
                    let arguments = arguments
                        .iter()
                        .map(|(name, _)| format!("{name}={{{name}}}"));
                    let arguments: Vec<String> = arguments.collect();
                    write(&mut out, format_args!("({})", arguments.join(",")));
                }
            }
        }
        out.split_off(1.min(out.len()))
    }

    /// Adds an argument to the function at the end.
    pub(crate) fn push_argument(&mut self, name: &'static str, literal: String) {
        if let Some(Segment::Function(_, arguments)) = self.segments.last_mut() {
            arguments.push((name, literal));
        }
    }

    /// Gives a value a name that an argument can refer to.
    pub(crate) fn push_alias(&mut self, name: &str, value: String) -> String {
        let mut alias = format!("@{name}");
        let mut number = 2;
        while self.aliases.iter().any(|(known, _)| *known == alias) {
            alias = format!("@{name}{number}");
            number += 1;
        }
        self.aliases.push((alias.clone(), value));
        alias
    }
}

impl OperationName {
    fn write(&self, style: OperationStyle, out: &mut String) {
        let name = encoded(self.name);
        if style == OperationStyle::Qualified && !self.namespace.is_empty() {
            write(out, format_args!("/{}.{name}", encoded(self.namespace)));
        } else {
            write(out, format_args!("/{name}"));
        }
    }
}

fn write_arguments(arguments: &[(&'static str, String)], enums: EnumStyle, out: &mut String) {
    for (index, (name, literal)) in arguments.iter().enumerate() {
        let comma = if index > 0 { "," } else { "" };
        let literal = enums::expression(enums, literal);
        write(
            out,
            format_args!("{comma}{}={}", encoded(name), encoded(&literal)),
        );
    }
}

/// Adds query options to a URL that may have some already.
pub(crate) fn write_query<'a>(
    options: impl Iterator<Item = (&'a str, &'a str)>,
    enums: EnumStyle,
    url: &mut String,
) {
    let mut separator = if url.contains('?') { '&' } else { '?' };
    for (name, value) in options {
        let encoded_name = utf8_percent_encode(name, QUERY_NAME);
        write(url, format_args!("{separator}{encoded_name}="));
        write_option(&enums::option(enums, name, value), url);
        separator = '&';
    }
}

/// Strings of OData stand in single quotes, those of JSON and phrases of a search in double ones.
fn write_option(value: &str, url: &mut String) {
    let mut rest = value;
    while let Some(start) = rest.find(['\'', '"']) {
        let quote = char::from(rest.as_bytes()[start]);
        let end = rest[start + 1..].find(quote);
        let end = end.map_or(rest.len(), |length| start + length + 2);
        url.extend(utf8_percent_encode(&rest[..start], QUERY));
        url.extend(utf8_percent_encode(&rest[start..end], QUOTED));
        rest = &rest[end..];
    }
    url.extend(utf8_percent_encode(rest, QUERY));
}

fn encoded(text: &str) -> percent_encoding::PercentEncode<'_> {
    utf8_percent_encode(text, PATH)
}

fn write(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text)
        .expect("a string takes all that is written");
}
