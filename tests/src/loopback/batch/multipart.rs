//! `multipart/mixed` (OData Protocol 4.0 §11.7) into requests, and answers back.

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName, HeaderValue};

use super::{Done, Part, Unit};
use crate::loopback::answer::Reply;

/// The boundary in a content type, if it is one of several parts.
pub(super) fn boundary(content_type: &str) -> Option<String> {
    let mut parts = content_type.split(';');
    let is_mixed = parts.next()?.trim().eq_ignore_ascii_case("multipart/mixed");
    let boundary = parts.find_map(|part| part.trim().strip_prefix("boundary="));
    boundary
        .filter(|_| is_mixed)
        .map(|text| text.trim_matches('"').to_owned())
}

/// The requests, or `None` where the body is no batch.
pub(super) fn read(body: &[u8], boundary: &str) -> Option<Vec<Unit>> {
    let mut units = Vec::new();
    let mut count = 0;
    for part in split(body, boundary)? {
        let (headers, content) = head_and_body(part)?;
        match self::boundary(header(&headers, "content-type")) {
            Some(boundary) => {
                let parts = split(content, &boundary)?.into_iter();
                let parts = parts
                    .map(|part| request(part, &mut count))
                    .collect::<Option<_>>()?;
                units.push(Unit {
                    is_set: true,
                    parts,
                });
            }
            None => units.push(Unit {
                is_set: false,
                parts: vec![request(part, &mut count)?],
            }),
        }
    }
    Some(units)
}

/// The answers as one of several parts.
pub(super) fn write(units: &[Unit], done: &[Vec<Done>]) -> Reply {
    let mut body = Vec::new();
    for (unit, done) in units.iter().zip(done) {
        let failed = done.iter().any(|one| one.reply.status >= 400);
        if unit.is_set && !failed {
            body.extend(b"--answers\r\nContent-Type: multipart/mixed; boundary=set\r\n\r\n");
            done.iter()
                .for_each(|one| write_part(&mut body, "set", one));
            body.extend(b"--set--\r\n");
        } else {
            done.iter()
                .for_each(|one| write_part(&mut body, "answers", one));
        }
    }
    body.extend(b"--answers--\r\n");
    Reply::bytes(200, "multipart/mixed; boundary=\"answers\"", body.into())
}

fn write_part(to: &mut Vec<u8>, boundary: &str, done: &Done) {
    let Done { id, reply } = done;
    let mut head = format!(
        "--{boundary}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\
         Content-ID: {id}\r\n\r\nHTTP/1.1 {} -\r\n",
        reply.status
    );
    for (name, value) in &reply.headers {
        head += &format!("{name}: {value}\r\n");
    }
    to.extend(head.as_bytes());
    to.extend(format!("content-length: {}\r\n\r\n", reply.body.len()).as_bytes());
    to.extend(reply.body.iter());
    to.extend(b"\r\n");
}

/// What stands between the boundaries.
fn split<'a>(body: &'a [u8], boundary: &str) -> Option<Vec<&'a [u8]>> {
    let delimiter = format!("\r\n--{boundary}");
    let first = format!("--{boundary}");
    let mut rest = match body.strip_prefix(first.as_bytes()) {
        Some(rest) => rest,
        None => &body[find(body, delimiter.as_bytes())? + delimiter.len()..],
    };
    let mut parts = Vec::new();
    while !rest.starts_with(b"--") {
        rest = &rest[find(rest, b"\r\n")? + 2..];
        let end = find(rest, delimiter.as_bytes())?;
        parts.push(&rest[..end]);
        rest = &rest[end + delimiter.len()..];
    }
    Some(parts)
}

fn request(part: &[u8], count: &mut usize) -> Option<Part> {
    let (outer, http) = head_and_body(part)?;
    let (line, rest) = http.split_at(find(http, b"\r\n")?);
    let line = std::str::from_utf8(line).ok()?;
    let mut words = line.split(' ');
    let (method, target) = (words.next()?.parse().ok()?, words.next()?.to_owned());
    let (headers, body) = head_and_body(rest.strip_prefix(b"\r\n")?)?;
    *count += 1;
    let id = match header(&outer, "content-id") {
        "" => match header(&headers, "content-id") {
            "" => format!("request-{count}"),
            id => id.to_owned(),
        },
        id => id.to_owned(),
    };
    Some(Part {
        id,
        method,
        target,
        body: Bytes::copy_from_slice(body),
        headers,
        depends_on: Vec::new(),
    })
}

fn head_and_body(part: &[u8]) -> Option<(HeaderMap, &[u8])> {
    let mut headers = HeaderMap::new();
    let mut rest = part;
    loop {
        // A part without a body may end with its last header.
        let end = find(rest, b"\r\n").unwrap_or(rest.len());
        let line = std::str::from_utf8(&rest[..end]).ok()?;
        rest = rest.get(end + 2..).unwrap_or_default();
        if line.is_empty() {
            return Some((headers, rest));
        }
        let (name, value) = line.split_once(':')?;
        let name: HeaderName = name.trim().parse().ok()?;
        headers.append(name, HeaderValue::from_str(value.trim()).ok()?);
    }
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    let value = headers.get(name).and_then(|value| value.to_str().ok());
    value.unwrap_or_default()
}

fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len()).position(|window| window == part)
}
