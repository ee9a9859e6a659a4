//! Turns the text of an HTTP request line into a method, segments and query options.

use std::borrow::Cow;
use std::ops::Range;

use super::Failure;

/// A request line, taken apart.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Target {
    /// The method in capitals.
    pub(super) method: String,
    /// The URL as it was given; places refer to it.
    pub(super) url: String,
    /// The segments of the path, after the host where there is one.
    pub(super) segments: Vec<Segment>,
    /// The query options in order.
    pub(super) options: Vec<QueryOption>,
    /// What was mended on the way.
    pub(super) notes: Vec<String>,
}

/// One segment of a path: `Messages('1')`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Segment {
    /// Decoded, with what stands in parentheses.
    pub(super) whole: String,
    /// Decoded, without what stands in parentheses.
    pub(super) name: String,
    /// What stands in parentheses at its end.
    pub(super) arguments: Option<Vec<Argument>>,
    /// Where it stands in the URL.
    pub(super) span: Range<usize>,
}

/// A part of a key, or an argument of a function.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Argument {
    /// Its name, where there is one.
    pub(super) name: Option<String>,
    /// The literal, decoded: `'1'`.
    pub(super) value: String,
}

/// A query option.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct QueryOption {
    /// Decoded name.
    pub(super) name: String,
    /// Decoded value.
    pub(super) value: String,
    /// Where it stands in the URL.
    pub(super) span: Range<usize>,
}

/// The most segments of a path: each becomes a call on the one before, and calls stand inside each other.
const MOST_SEGMENTS: usize = 250;

const METHODS: [&str; 7] = ["GET", "POST", "PATCH", "PUT", "DELETE", "MERGE", "HEAD"];

impl Target {
    /// Takes a request line apart: `GET https://host/path?query`, with or without a version of HTTP.
    pub(super) fn parse(line: &str) -> Result<Self, Failure> {
        let line = line.trim();
        let mut notes = Vec::new();
        let (first, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let method = first.to_ascii_uppercase();
        if is_other_method(first, rest) {
            let message = format!("`{first}` is no method of OData");
            return Err(Failure::new(message, line, 0..first.len()));
        }
        let (method, url) = if METHODS.contains(&&*method) {
            (method, rest.trim())
        } else {
            notes.push("there is no method, so `GET` is meant".to_owned());
            ("GET".to_owned(), line)
        };
        let url = match url.rsplit_once(char::is_whitespace) {
            Some((url, version)) if version.starts_with("HTTP/") => url.trim_end(),
            _ => url,
        };
        if url.is_empty() {
            return Err(Failure::new("there is no URL", url, 0..0));
        }
        let url = url.to_owned();
        let start = after_host(&url);
        let end = url.find('#').filter(|&at| at > start).unwrap_or(url.len());
        if end < url.len() {
            notes.push("what stands after `#` is never sent".to_owned());
        }
        let (path, query) = split_query(&url, start..end, &mut notes);
        let segments = segments(&url, path.clone());
        if segments.len() > MOST_SEGMENTS {
            return Err(Failure::new("the path has too many segments", &url, path));
        }
        let options = options(&url, query);
        Ok(Self {
            method,
            url,
            segments,
            options,
            notes,
        })
    }
}

/// Whether what stands before a URL is written like a method, and none that is known.
fn is_other_method(first: &str, rest: &str) -> bool {
    let rest = rest.trim_start();
    let is_url = rest.starts_with('/') || rest.starts_with("http");
    let is_word = !first.is_empty() && first.chars().all(|c| c.is_ascii_uppercase());
    is_url && is_word && !METHODS.contains(&first)
}

impl Target {
    /// The value of a query option, whatever the case of its name.
    pub(super) fn option(&self, name: &str) -> Option<&str> {
        let mut all = self.options.iter();
        let found = all.find(|option| option.name.eq_ignore_ascii_case(name));
        found.map(|option| &*option.value)
    }
}

/// Where the path begins: behind scheme and host.
fn after_host(url: &str) -> usize {
    let Some(at) = url.find("://") else { return 0 };
    let is_scheme = url[..at].chars().all(|c| c.is_ascii_alphanumeric());
    if !is_scheme {
        return 0;
    }
    let rest = &url[at + 3..];
    at + 3 + rest.find(['/', '?']).unwrap_or(rest.len())
}

/// Where path and query stand. A query that was begun without `?` is found as well.
fn split_query(
    url: &str,
    all: Range<usize>,
    notes: &mut Vec<String>,
) -> (Range<usize>, Range<usize>) {
    let text = &url[all.clone()];
    if let Some(at) = text.find('?') {
        return (all.start..all.start + at, all.start + at + 1..all.end);
    }
    let lower = text.to_ascii_lowercase();
    let system = [
        "$select=",
        "$filter=",
        "$expand=",
        "$orderby=",
        "$top=",
        "$skip=",
        "$search=",
        "$count=",
    ];
    let begun = system.iter().filter_map(|name| lower.find(name)).min();
    let ampersand = text.find('&');
    let Some(at) = begun.into_iter().chain(ampersand).min() else {
        return (all.clone(), all.end..all.end);
    };
    notes.push("the query options have to begin with `?`".to_owned());
    let path_end = text[..at].trim_end_matches(['/', '&']).len();
    let query = if text[at..].starts_with('&') {
        at + 1
    } else {
        at
    };
    (all.start..all.start + path_end, all.start + query..all.end)
}

fn segments(url: &str, path: Range<usize>) -> Vec<Segment> {
    let pieces = split(url, path, b'/');
    let pieces = pieces.into_iter().filter(|span| !span.is_empty());
    pieces.map(|span| segment(url, span)).collect()
}

fn segment(url: &str, span: Range<usize>) -> Segment {
    let whole = decode(&url[span.clone()]);
    let inside = whole.find('(').filter(|_| whole.ends_with(')'));
    let (name, arguments) = match inside {
        Some(at) if at > 0 => {
            let inner = &whole[at + 1..whole.len() - 1];
            (whole[..at].to_owned(), Some(arguments(inner)))
        }
        _ => (whole.clone(), None),
    };
    Segment {
        whole,
        name,
        arguments,
        span,
    }
}

fn arguments(inner: &str) -> Vec<Argument> {
    let pieces = split(inner, 0..inner.len(), b',');
    let pieces = pieces.into_iter().map(|span| inner[span].trim());
    pieces
        .filter(|piece| !piece.is_empty())
        .map(argument)
        .collect()
}

fn argument(piece: &str) -> Argument {
    let is_name = |name: &str| {
        let mut characters = name.chars();
        characters
            .next()
            .is_some_and(|c| c.is_alphabetic() || c == '_')
            && characters.all(|c| c.is_alphanumeric() || c == '_')
    };
    match piece.split_once('=') {
        // base64 ends with `=`, and is no name with an empty value
        Some((name, value)) if is_name(name.trim()) && !value.trim_matches('=').is_empty() => {
            Argument {
                name: Some(name.trim().to_owned()),
                value: value.trim().to_owned(),
            }
        }
        _ => Argument {
            name: None,
            value: piece.to_owned(),
        },
    }
}

fn options(url: &str, query: Range<usize>) -> Vec<QueryOption> {
    let pieces = split(url, query, b'&').into_iter();
    let pieces = pieces.filter(|span| !url[span.clone()].trim().is_empty());
    let option = |span: Range<usize>| {
        let (name, value) = url[span.clone()]
            .split_once('=')
            .unwrap_or((&url[span.clone()], ""));
        let (name, mut value) = (decode(name), decode(value));
        // a form writes a space as `+`; an expression with real spaces means a plus
        let spaced = ["$filter", "$orderby", "$search"];
        let is_form = !value.contains(' ') && spaced.contains(&&*name.to_ascii_lowercase());
        if is_form && url[span.clone()].contains('+') {
            value = value.replace('+', " ");
        }
        QueryOption {
            name: name.trim().to_owned(),
            value,
            span,
        }
    };
    pieces.map(option).collect()
}

/// The pieces between separators, outside of quotes and parentheses where those are balanced.
fn split(text: &str, range: Range<usize>, separator: u8) -> Vec<Range<usize>> {
    let bytes = &text.as_bytes()[range.clone()];
    let balanced = bytes.iter().filter(|&&byte| byte == b'\'').count() % 2 == 0;
    let mut pieces = Vec::new();
    let (mut start, mut quoted, mut depth) = (range.start, false, 0usize);
    for (at, &byte) in (range.start..).zip(bytes) {
        match byte {
            b'\'' if balanced => quoted = !quoted,
            b'(' if !quoted => depth += 1,
            b')' if !quoted => depth = depth.saturating_sub(1),
            _ if byte == separator && !quoted && (depth == 0 || separator == b'&') => {
                pieces.push(start..at);
                start = at + 1;
            }
            _ => {}
        }
    }
    pieces.push(start..range.end);
    pieces
}

/// Text without percent-encoding; what is no encoding stays.
pub(super) fn decode(text: &str) -> String {
    let decoded = percent_encoding::percent_decode_str(text).decode_utf8();
    decoded.map_or_else(|_| text.to_owned(), Cow::into_owned)
}

/// The name in `{name}` where that is all of a text, in quotes or not.
pub(super) fn placeholder(text: &str) -> Option<&str> {
    let bare = text.trim();
    let bare = bare
        .strip_prefix('\'')
        .and_then(|bare| bare.strip_suffix('\''))
        .unwrap_or(bare);
    let name = bare.strip_prefix('{')?.strip_suffix('}')?;
    let mut characters = name.chars();
    let begins = characters
        .next()
        .is_some_and(|c| c.is_ascii_alphabetic() || c == '_');
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ' ' | '.');
    (begins && characters.all(is_name)).then_some(name)
}

#[cfg(test)]
mod tests;
