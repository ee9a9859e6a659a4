//! Turns the text of an absolute address into its parts, and these into a path that every system can store.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::path::Path;

use crate::files::RelativePath;

/// An address of `http` or `https` (RFC 3986), without user and fragment.
///
/// As text it has no query: that is where keys for downloads stand, which are nobody else's.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Address {
    pub(crate) is_secure: bool,
    /// In lower case; an address of IP version 6 with its brackets.
    host: String,
    port: Option<u16>,
    /// Begins with a slash and has no segments `.` and `..`.
    path: String,
    query: Option<String>,
}

/// How long a part of a path may become.
const LONGEST_PART: usize = 120;

impl Address {
    /// Reads an absolute address.
    ///
    /// # Errors
    /// With a reason why nothing can be asked for there.
    pub(crate) fn parse(text: &str) -> Result<Self, &'static str> {
        let (scheme, rest) = text.split_once("://").ok_or("it is not absolute")?;
        let is_secure = match &*scheme.to_ascii_lowercase() {
            "https" => true,
            "http" => false,
            _ => return Err("it begins with neither `https:` nor `http:`"),
        };
        if text.contains(|c: char| c.is_whitespace() || c.is_control() || c == '\\') {
            return Err("it has a space, a control character or a backslash");
        }
        let rest = rest.split('#').next().unwrap_or_default();
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (authority, rest) = rest.split_at(end);
        if authority.contains('@') {
            return Err("it has a user in it, and credentials are not sent");
        }
        let (host, port) = host_and_port(authority).ok_or("its host is none")?;
        let standard = if is_secure { 443 } else { 80 };
        let (path, query) = path_and_query(rest);
        Ok(Self {
            is_secure,
            host,
            port: port.filter(|port| *port != standard),
            path: without_dots(&path),
            query,
        })
    }

    /// The address that a reference in the document from this address leads to (RFC 3986 §5.2).
    ///
    /// # Errors
    /// Those of [`Address::parse`].
    pub(crate) fn join(&self, reference: &str) -> Result<Self, &'static str> {
        if reference.contains("://") {
            return Self::parse(reference);
        }
        let scheme = if self.is_secure { "https" } else { "http" };
        if let Some(authority) = reference.strip_prefix("//") {
            return Self::parse(&format!("{scheme}://{authority}"));
        }
        let root = format!("{scheme}://{}", self.authority());
        let folder = self.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        Self::parse(&match reference.chars().next() {
            Some('/') => format!("{root}{reference}"),
            Some('?') => format!("{root}{}{reference}", self.path),
            _ => format!("{root}{folder}/{reference}"),
        })
    }

    /// The same with `https`, unless it is of this machine.
    ///
    /// Many documents write `http` in the names of documents that are long served with `https` alone.
    pub(crate) fn secured(mut self) -> Self {
        if !self.is_secure && !self.is_loopback() {
            self.is_secure = true;
        }
        self
    }

    /// Whether it is of this machine.
    pub(crate) fn is_loopback(&self) -> bool {
        let inner = self.host.strip_prefix('[');
        let inner = inner.and_then(|host| host.strip_suffix(']'));
        match inner {
            Some(address) => address.parse().is_ok_and(|ip: Ipv6Addr| ip.is_loopback()),
            None => {
                let is_ip = self.host.parse().is_ok_and(|ip: Ipv4Addr| ip.is_loopback());
                is_ip || self.host == "localhost"
            }
        }
    }

    /// What is asked for, with the query.
    #[cfg(any(test, feature = "fetch"))]
    pub(crate) fn request(&self) -> String {
        let query = self.query.as_ref();
        let query = query.map_or_else(String::new, |query| format!("?{query}"));
        let scheme = if self.is_secure { "https" } else { "http" };
        format!("{scheme}://{}{}{query}", self.authority(), self.path)
    }

    /// The path of its document below the folder of those that were fetched: host, then path.
    ///
    /// Documents that refer to each other by their places at the service find each other there. The
    /// scheme does not count, and of a query there is a hash, since it may hold a key.
    pub(crate) fn place(&self) -> Option<RelativePath> {
        let host = self.host.replace(['[', ']'], "").replace(':', "_");
        let port = self
            .port
            .map_or_else(String::new, |port| format!("_{port}"));
        place(&format!("{host}{port}"), &self.path, self.query.as_deref())
    }

    fn authority(&self) -> String {
        let port = self
            .port
            .map_or_else(String::new, |port| format!(":{port}"));
        format!("{}{port}", self.host)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.is_secure { "https" } else { "http" };
        write!(f, "{scheme}://{}{}", self.authority(), self.path)?;
        f.write_str(if self.query.is_some() { "?…" } else { "" })
    }
}

/// The path of a document that is referred to by one with this path, both below the folder of those that
/// were fetched; none where the reference is absolute.
pub(crate) fn place_beside(from: &Path, reference: &str) -> Option<RelativePath> {
    if let Some(other) = reference.strip_prefix("//") {
        return Address::parse(&format!("https://{other}")).ok()?.place();
    }
    let mut parts = from.iter().map(|part| part.to_str());
    let host = parts.next()??;
    let path: Vec<&str> = parts.collect::<Option<_>>()?;
    let (_, folder) = path.split_last()?;
    let reference = reference.split('#').next().unwrap_or_default();
    let (path, query) = path_and_query(reference);
    let path = match (path.starts_with('/'), path.is_empty()) {
        (true, _) => path,
        // only a query, or nothing at all: the document itself or another form of it
        (false, true) => return None,
        (false, false) => folder
            .iter()
            .rev()
            .fold(path, |path, part| format!("{part}/{path}")),
    };
    let path = if path.starts_with('/') {
        path
    } else {
        format!("/{path}")
    };
    place(host, &without_dots(&path), query.as_deref())
}

fn place(host: &str, path: &str, query: Option<&str>) -> Option<RelativePath> {
    let mut place = host.to_owned();
    for segment in path.split('/').skip(1) {
        place.push('/');
        place.push_str(&part(segment));
    }
    if let Some(query) = query {
        place.push_str(&format!("-{:016x}", hash(query)));
    }
    RelativePath::new(place).ok()
}

fn host_and_port(authority: &str) -> Option<(String, Option<u16>)> {
    let (host, port) = match authority.rsplit_once(':') {
        // the colons of an address of IP version 6 stand in brackets
        Some((host, port)) if !port.ends_with(']') => (host, Some(port.parse().ok()?)),
        _ => (authority, None),
    };
    let host = host.to_ascii_lowercase();
    let inner = host.strip_prefix('[');
    let is_host = match inner.and_then(|host| host.strip_suffix(']')) {
        Some(address) => address.parse::<Ipv6Addr>().is_ok(),
        None => {
            let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-');
            !host.is_empty() && host.bytes().all(plain)
        }
    };
    is_host.then_some((host, port))
}

/// The path, and the query where there is one, with everything that is not ASCII percent-encoded.
fn path_and_query(text: &str) -> (String, Option<String>) {
    let mut encoded = String::new();
    for byte in text.bytes() {
        match byte {
            b'"' | b'<' | b'>' | b'^' | b'`' | b'{' | b'|' | b'}' | 0x80.. => {
                encoded.push_str(&format!("%{byte:02X}"));
            }
            _ => encoded.push(char::from(byte)),
        }
    }
    match encoded.split_once('?') {
        Some((path, query)) => (path.to_owned(), Some(query.to_owned())),
        None => (encoded, None),
    }
}

/// The path without the segments `.` and `..` (RFC 3986 §5.2.4), which lead no further up than the root.
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = path.split('/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        let is_last = segments.peek().is_none();
        match segment {
            "." => {}
            ".." => drop(kept.pop()),
            _ => kept.push(segment),
        }
        if is_last && matches!(segment, "." | "..") {
            kept.push("");
        }
    }
    format!("/{}", kept.join("/"))
}

/// A segment as the name of a file or folder.
fn part(segment: &str) -> String {
    if segment.is_empty() {
        return "_".to_owned();
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~$%!'()+,;=@".contains(c);
    let mut name: String = segment
        .chars()
        .map(|c| if plain(c) { c } else { '_' })
        .collect();
    if name != segment || name.len() > LONGEST_PART {
        name.truncate(LONGEST_PART);
        name.push_str(&format!("-{:016x}", hash(segment)));
    }
    match RelativePath::new(&*name) {
        Ok(_) => name,
        // a name that some system keeps for itself
        Err(_) => format!("_{}_", name.replace('.', "_")),
    }
}

/// A hash that is the same for ever, as the names of files have to be: FNV-1a.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests;
