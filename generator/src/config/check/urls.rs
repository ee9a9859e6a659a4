//! Turns addresses beside the base URL into findings where they cannot be used.

use crate::config::section::Found;
use crate::diagnostics::Spanned;

/// Other origins of the service, which may see tokens.
pub(in crate::config) fn origins(urls: &[Spanned<String>], found: &mut Found) {
    let mut known = Vec::new();
    for url in urls {
        let text = url.value.to_ascii_lowercase();
        let text = text.strip_suffix('/').unwrap_or(&text).to_owned();
        let label = if known.contains(&text) {
            "the second one"
        } else {
            match text.strip_prefix("https://") {
                None => "does not begin with `https://`",
                Some(rest) if !is_host(rest) => "is not a host, perhaps with a port",
                Some(_) => {
                    known.push(text);
                    continue;
                }
            }
        };
        let message = format!("`{}` cannot be an origin of the service", url.value);
        let help = "write scheme and host, once each, such as `https://eu.example.com`";
        found.value(url.span, message, label, help);
    }
}

/// Where batches go to, which is appended to the base URL.
pub(in crate::config) fn batch_url(url: &Spanned<String>, found: &mut Found) {
    let text = &*url.value;
    let label = if text.is_empty() {
        "empty"
    } else if text.starts_with('/') || text.contains("://") {
        "not relative to the base URL"
    } else if text.contains(['?', '#']) {
        "has a query or a fragment"
    } else if text.contains(|c: char| c.is_whitespace() || c.is_control()) {
        "has a space"
    } else {
        return;
    };
    let message = format!("`{text}` cannot be where batches go to");
    let help = "write the path from the base URL, such as `me/$batch`";
    found.value(url.span, message, label, help);
}

fn is_host(text: &str) -> bool {
    let (host, port) = match text.rsplit_once(':') {
        // The colons of an address of IP version 6 stand in brackets.
        Some((host, port)) if !port.ends_with(']') => (host, port.parse::<u16>().is_ok()),
        _ => (text, true),
    };
    let inner = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'));
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_');
    port && match inner {
        Some(inner) => inner.parse::<std::net::Ipv6Addr>().is_ok(),
        None => !host.is_empty() && host.bytes().all(plain),
    }
}
