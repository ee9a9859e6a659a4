//! Requests into the text of a `multipart/mixed` batch (OData Protocol 4.01 §11.7.7).

use std::collections::HashSet;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue};

use super::prepare::Prepared;

/// The body, and its content type.
pub(super) fn write(requests: &[Prepared]) -> (Bytes, HeaderValue) {
    let number = free_number(requests);
    let boundary = format!("batch_{number}");
    let size: usize = requests
        .iter()
        .map(|request| request.body.len() + 512)
        .sum();
    let mut out = Vec::with_capacity(size);
    let units = requests.chunk_by(|a, b| a.set.is_some() && a.set == b.set);
    for (index, unit) in units.enumerate() {
        text(&mut out, &["--", &boundary, "\r\n"]);
        if unit[0].set.is_none() {
            write_request(&unit[0], &mut out);
            continue;
        }
        let inner = format!("changeset_{number}_{}", index + 1);
        let content_type = format!("Content-Type: multipart/mixed; boundary={inner}\r\n\r\n");
        text(&mut out, &[&content_type]);
        for request in unit {
            text(&mut out, &["--", &inner, "\r\n"]);
            write_request(request, &mut out);
        }
        text(&mut out, &["--", &inner, "--\r\n\r\n"]);
    }
    text(&mut out, &["--", &boundary, "--\r\n"]);
    let content_type = format!("multipart/mixed; boundary={boundary}");
    let content_type = HeaderValue::try_from(content_type).expect("a number is part of a header");
    (out.into(), content_type)
}

fn write_request(request: &Prepared, out: &mut Vec<u8>) {
    let id = request.id.to_string();
    text(out, &["Content-Type: application/http\r\n"]);
    text(out, &["Content-Transfer-Encoding: binary\r\n"]);
    text(out, &["Content-ID: ", &id, "\r\n\r\n"]);
    let method = request.line.method.as_str();
    text(out, &[method, " ", &request.target, " HTTP/1.1\r\n"]);
    write_headers(&request.headers, out);
    if !request.body.is_empty() {
        text(
            out,
            &["Content-Length: ", &request.body.len().to_string(), "\r\n"],
        );
    }
    text(out, &["\r\n"]);
    out.extend_from_slice(&request.body);
    text(out, &["\r\n"]);
}

fn write_headers(headers: &HeaderMap, out: &mut Vec<u8>) {
    for name in headers.keys() {
        // Parsers of batches are less forgiving than those of HTTP: names are as in examples, and
        // no name comes twice.
        let mut begins = true;
        out.extend(name.as_str().bytes().map(|byte| {
            let written = match begins {
                true => byte.to_ascii_uppercase(),
                false => byte,
            };
            begins = byte == b'-';
            written
        }));
        let mut separator = ": ";
        for value in headers.get_all(name) {
            text(out, &[separator]);
            out.extend_from_slice(value.as_bytes());
            separator = ", ";
        }
        text(out, &["\r\n"]);
    }
}

fn text(out: &mut Vec<u8>, texts: &[&str]) {
    for text in texts {
        out.extend_from_slice(text.as_bytes());
    }
}

/// The lowest number whose boundaries are not in any request, not even as the beginning of longer
/// ones. Each request is gone through once.
fn free_number(requests: &[Prepared]) -> u64 {
    let mut taken = HashSet::new();
    for request in requests {
        take_numbers(&request.body, &mut taken);
        take_numbers(request.target.as_bytes(), &mut taken);
        for value in request.headers.values() {
            take_numbers(value.as_bytes(), &mut taken);
        }
    }
    (1..).find(|number| !taken.contains(number)).unwrap_or(0)
}

/// The numbers after `--batch_` and `--changeset_`, and the beginnings of these numbers.
fn take_numbers(text: &[u8], taken: &mut HashSet<u64>) {
    const NAMES: [&[u8]; 2] = [b"--batch_", b"--changeset_"];
    for (at, _) in text.windows(2).enumerate().filter(|(_, two)| two == b"--") {
        let Some(digits) = NAMES.iter().find_map(|name| text[at..].strip_prefix(*name)) else {
            continue;
        };
        let mut number = 0_u64;
        // No batch needs a number of more digits.
        for digit in digits
            .iter()
            .take(18)
            .take_while(|byte| byte.is_ascii_digit())
        {
            number = number * 10 + u64::from(digit - b'0');
            taken.insert(number);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::take_numbers;

    fn taken(text: &str) -> Vec<u64> {
        let mut found = HashSet::new();
        take_numbers(text.as_bytes(), &mut found);
        let mut found: Vec<u64> = found.into_iter().collect();
        found.sort_unstable();
        found
    }

    #[test]
    fn numbers_in_boundaries_are_taken_with_their_beginnings() {
        assert_eq!(taken("--batch_12\r\n---changeset_3_1 batch_4"), [1, 3, 12]);
        assert!(taken("--batch_ --batch --").is_empty());
        let long = format!("--batch_{}", "9".repeat(60));
        assert_eq!(taken(&long).len(), 18);
    }
}
