//! The bytes of a `multipart/mixed` answer into the answers to single requests (RFC 2046 §5.1).
//!
//! Nothing is copied but headers, and each byte is looked at a fixed number of times.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};

use super::assign::{Answers, Item, Part};

/// The boundary in a content type, `None` if that is not `multipart`; empty where it is missing.
pub(super) fn boundary(content_type: &str) -> Option<String> {
    let (kind, mut rest) = content_type.split_once(';').unwrap_or((content_type, ""));
    let (kind, _) = kind.trim().split_once('/')?;
    if !kind.eq_ignore_ascii_case("multipart") {
        return None;
    }
    loop {
        let Some((name, after)) = rest.split_once('=') else {
            return Some(String::new());
        };
        let (value, after) = parameter(after.trim_start());
        if name
            .trim_matches([' ', '\t', ';'])
            .eq_ignore_ascii_case("boundary")
        {
            return Some(value);
        }
        rest = after;
    }
}

/// A token, or text in quotes, and what follows it.
fn parameter(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let (token, rest) = text.split_once(';').unwrap_or((text, ""));
        return (token.trim().to_owned(), rest);
    };
    let mut value = String::new();
    let mut characters = quoted.char_indices();
    while let Some((at, c)) = characters.next() {
        match c {
            '"' => return (value, &quoted[at + 1..]),
            '\\' => value.extend(characters.next().map(|(_, escaped)| escaped)),
            c => value.push(c),
        }
    }
    (value, "")
}

/// Reads the whole answer.
pub(super) fn read(body: &Bytes, boundary: &str) -> Answers {
    let mut answers = Answers::default();
    let sections = split(body, boundary);
    for section in &sections.whole {
        let item = read_item(section, &mut answers.truncated);
        answers.items.push(item);
    }
    if let Some(rest) = &sections.rest {
        answers.truncated = true;
        answers.items.extend(read_rest(rest));
    }
    // Without a single boundary there was no answer at all.
    answers.truncated |= sections.whole.is_empty() && sections.rest.is_none() && !sections.closed;
    answers
}

fn read_item(section: &Bytes, truncated: &mut bool) -> Item {
    let (head, content) = head(section);
    let Some(inner) = content_type(&head.headers).and_then(boundary) else {
        return match read_part(&head.headers, &content) {
            Ok((part, _)) => Item::One(part),
            Err(reason) => unreadable(&head.headers, reason),
        };
    };
    let sections = split(&content, &inner);
    let mut parts = Vec::new();
    for section in &sections.whole {
        let (head, content) = self::head(section);
        match read_part(&head.headers, &content) {
            Ok((part, _)) => parts.push(part),
            Err(reason) => return unreadable(&head.headers, reason),
        }
    }
    if let Some(rest) = sections.rest {
        *truncated = true;
        parts.extend(whole_part(&rest));
    }
    Item::Set(parts)
}

/// What can be used of a section that has no end.
fn read_rest(section: &Bytes) -> Option<Item> {
    let (head, _) = head(section);
    if content_type(&head.headers).and_then(boundary).is_some() {
        return Some(read_item(section, &mut true));
    }
    whole_part(section).map(Item::One)
}

/// The answer in a section that has no end, if it says that it is whole.
fn whole_part(section: &Bytes) -> Option<Part> {
    let (head, content) = head(section);
    let (part, ended) = read_part(&head.headers, &content).ok()?;
    let bodiless = part.status == StatusCode::NO_CONTENT;
    let whole = bodiless || length(&part.headers).is_some_and(|length| length <= part.body.len());
    (ended && whole).then_some(part)
}

/// The answer in `application/http`, and whether its headers had an end.
fn read_part(mime: &HeaderMap, content: &Bytes) -> Result<(Part, bool), String> {
    let mut at = 0;
    let (end, next) = loop {
        match line(content, at) {
            Some((end, next)) if end == at => at = next,
            Some(found) => break found,
            None => return Err("it is empty".to_owned()),
        }
    };
    let status = status(&content[at..end]).ok_or_else(|| {
        let line = crate::service_error::shortened(&content[at..end]);
        format!("`{line}` is no status of HTTP")
    })?;
    let (head, body) = headers(content, next);
    let part = Part {
        id: content_id(mime).or_else(|| content_id(&head.headers)),
        group: None,
        status,
        body: without_padding(&head.headers, body),
        headers: head.headers,
    };
    Ok((part, head.ended))
}

/// `HTTP/1.1 200 OK`.
fn status(line: &[u8]) -> Option<StatusCode> {
    let mut words = line
        .split(u8::is_ascii_whitespace)
        .filter(|word| !word.is_empty());
    words
        .next()
        .filter(|version| version.starts_with(b"HTTP/"))?;
    StatusCode::from_bytes(words.next()?).ok()
}

fn content_id(headers: &HeaderMap) -> Option<String> {
    let text = headers.get("content-id")?.to_str().ok()?;
    Some(text.trim_matches([' ', '\t', '<', '>', '"']).to_owned())
}

fn unreadable(headers: &HeaderMap, reason: String) -> Item {
    let id = content_id(headers);
    Item::Unreadable { id, reason }
}

/// Some services end a body with an empty line that is not in its length; some count characters
/// instead of bytes, and then the length is not to be trusted.
fn without_padding(headers: &HeaderMap, body: Bytes) -> Bytes {
    match length(headers) {
        Some(length) if length < body.len() && body[length..].trim_ascii().is_empty() => {
            body.slice(..length)
        }
        _ => body,
    }
}

fn length(headers: &HeaderMap) -> Option<usize> {
    headers
        .get(header::CONTENT_LENGTH)?
        .to_str()
        .ok()?
        .trim()
        .parse()
        .ok()
}

pub(super) fn content_type(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::CONTENT_TYPE)?.to_str().ok()
}

struct Head {
    headers: HeaderMap,
    /// Whether there was an empty line after them.
    ended: bool,
}

/// The headers of a section, and what follows; a section may begin with the answer itself.
fn head(section: &Bytes) -> (Head, Bytes) {
    if section.trim_ascii_start().starts_with(b"HTTP/") {
        let headers = HeaderMap::new();
        return (
            Head {
                headers,
                ended: true,
            },
            section.clone(),
        );
    }
    headers(section, 0)
}

/// Headers up to an empty line, and what follows it. A line that is no header is left out; one
/// that begins with a space goes on from the line before (RFC 9112 §5.2).
fn headers(text: &Bytes, mut at: usize) -> (Head, Bytes) {
    let mut lines: Vec<Vec<u8>> = Vec::new();
    let mut ended = false;
    while let Some((end, next)) = line(text, at) {
        let content = &text[at..end];
        at = next;
        match (content.first(), lines.last_mut()) {
            (None, _) => {
                ended = true;
                break;
            }
            (Some(b' ' | b'\t'), Some(line)) => {
                line.push(b' ');
                line.extend_from_slice(content.trim_ascii());
            }
            _ => lines.push(content.to_vec()),
        }
    }
    let mut headers = HeaderMap::new();
    for line in &lines {
        if let Some((name, value)) = parse_header(line) {
            // A map that is full takes no more.
            let _ = headers.try_append(name, value);
        }
    }
    (Head { headers, ended }, text.slice(at..))
}

fn parse_header(line: &[u8]) -> Option<(HeaderName, HeaderValue)> {
    let colon = line.iter().position(|byte| *byte == b':')?;
    let name = HeaderName::from_bytes(line[..colon].trim_ascii()).ok()?;
    let value = HeaderValue::from_bytes(line[colon + 1..].trim_ascii()).ok()?;
    Some((name, value))
}

/// What is between delimiters.
struct Sections {
    whole: Vec<Bytes>,
    /// What follows the last delimiter, where that is not the closing one.
    rest: Option<Bytes>,
    closed: bool,
}

fn split(body: &Bytes, boundary: &str) -> Sections {
    let boundary = match boundary {
        "" => first_boundary(body),
        known => known.as_bytes(),
    };
    let mut whole = Vec::new();
    let mut begun = None;
    let (mut at, mut content_end) = (0, 0);
    while let Some((end, next)) = line(body, at) {
        if let Some(closes) = delimiter(&body[at..end], boundary) {
            if let Some(start) = begun {
                whole.push(body.slice(start..content_end.max(start)));
            }
            begun = Some(next);
            if closes {
                return Sections {
                    whole,
                    rest: None,
                    closed: true,
                };
            }
        }
        // The line break before a delimiter belongs to the delimiter.
        content_end = end;
        at = next;
    }
    Sections {
        whole,
        rest: begun.map(|start| body.slice(start..)),
        closed: false,
    }
}

/// Whether a line is a delimiter, and whether it is the closing one.
fn delimiter(line: &[u8], boundary: &[u8]) -> Option<bool> {
    match line
        .strip_prefix(b"--")?
        .strip_prefix(boundary)?
        .trim_ascii_end()
    {
        b"" => Some(false),
        b"--" => Some(true),
        _ => None,
    }
}

/// The boundary of an answer that does not tell it: the first line that could be a delimiter.
fn first_boundary(body: &[u8]) -> &[u8] {
    let mut at = 0;
    while let Some((end, next)) = line(body, at) {
        match body[at..end].trim_ascii_end().strip_prefix(b"--") {
            Some(found) if !found.is_empty() => return found,
            _ => at = next,
        }
    }
    b"-"
}

/// The line that begins at `start`: where it ends, without CR LF or LF, and where the next begins.
fn line(text: &[u8], start: usize) -> Option<(usize, usize)> {
    let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
    let (line, next) = match rest.iter().position(|byte| *byte == b'\n') {
        Some(length) => (&rest[..length], start + length + 1),
        None => (rest, text.len()),
    };
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    Some((start + line.len(), next))
}

#[cfg(test)]
mod tests;
