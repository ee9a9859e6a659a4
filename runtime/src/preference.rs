//! Preferences (RFC 7240) into the values of `Prefer` headers, none of them named twice.

use http::header::{Entry, GetAll};
use http::{HeaderMap, HeaderName, HeaderValue};

pub(crate) const PREFER: HeaderName = HeaderName::from_static("prefer");

/// A preference with a value as it is: `odata.maxpagesize=50`.
///
/// The value has to be a token: letters, digits and a few signs. Other text needs [`quoted`].
///
/// ```
/// assert_eq!(odata_runtime::preference::plain("odata.maxpagesize", "50"), "odata.maxpagesize=50");
/// ```
#[must_use]
pub fn plain(name: &str, value: &str) -> String {
    format!("{name}={value}")
}

/// A preference with a value in quotes: `outlook.timezone="Pacific Standard Time"`.
///
/// ```
/// let preference = odata_runtime::preference::quoted("example.greeting", r#"say "hello""#);
/// assert_eq!(preference, r#"example.greeting="say \"hello\"""#);
/// ```
#[must_use]
pub fn quoted(name: &str, value: &str) -> String {
    let value = value.replace('\\', r"\\").replace('"', "\\\"");
    format!("{name}=\"{value}\"")
}

/// Adds preferences to headers. They replace those of the same name: a service takes the first of
/// several, so the later one would have no effect (RFC 7240 §2).
pub(crate) fn add(headers: &mut HeaderMap, value: HeaderValue) {
    let names: Vec<Vec<u8>> = members(value.as_bytes()).map(name).collect();
    remove(headers, &names);
    headers.append(PREFER, value);
}

/// Takes the preferences of these names, in small letters, out of headers.
pub(crate) fn remove(headers: &mut HeaderMap, names: &[impl AsRef<[u8]>]) {
    let Entry::Occupied(entry) = headers.entry(PREFER) else {
        return;
    };
    let (key, known) = entry.remove_entry_mult();
    let left: Vec<HeaderValue> = known.filter_map(|known| without(known, names)).collect();
    for value in left {
        headers.append(key.clone(), value);
    }
}

/// Whether a header has one of the preferences of these names, in small letters.
pub(crate) fn has(header: GetAll<'_, HeaderValue>, names: &[&str]) -> bool {
    let mut members = header.iter().flat_map(|value| members(value.as_bytes()));
    members.any(|member| is_any(member, names))
}

/// The value of the preference of this name, without quotes; empty where it has none.
pub(crate) fn value(header: &HeaderValue, wanted: &str) -> Option<String> {
    let wanted = wanted.to_ascii_lowercase().into_bytes();
    let member = members(header.as_bytes()).find(|member| name(member) == wanted)?;
    let value = parts(member, b';').next().unwrap_or_default();
    let value = value
        .iter()
        .position(|&byte| byte == b'=')
        .map(|at| &value[at + 1..]);
    let value = value.unwrap_or_default().trim_ascii();
    let inner = value
        .strip_prefix(b"\"")
        .and_then(|value| value.strip_suffix(b"\""));
    let Some(inner) = inner else {
        return Some(String::from_utf8_lossy(value).into_owned());
    };
    let mut out = Vec::with_capacity(inner.len());
    let mut bytes = inner.iter();
    while let Some(&byte) = bytes.next() {
        match byte {
            b'\\' => out.extend(bytes.next()),
            _ => out.push(byte),
        }
    }
    Some(String::from_utf8_lossy(&out).into_owned())
}

/// The header without the preferences of these names; none where nothing is left.
fn without(value: HeaderValue, names: &[impl AsRef<[u8]>]) -> Option<HeaderValue> {
    let kept = |member: &&[u8]| !is_any(member, names);
    if members(value.as_bytes()).all(|member| kept(&member)) {
        return Some(value);
    }
    let left: Vec<&[u8]> = members(value.as_bytes()).filter(kept).collect();
    if left.is_empty() {
        return None;
    }
    // parts of a header's value are the value of a header
    HeaderValue::from_bytes(&left.join(&b", "[..])).ok()
}

/// The preferences of a header, which commas part, unless they stand in quotes.
fn members(value: &[u8]) -> impl Iterator<Item = &[u8]> {
    parts(value, b',')
        .map(<[u8]>::trim_ascii)
        .filter(|part| !part.is_empty())
}

/// What stands between separators that do not stand in quotes.
fn parts(value: &[u8], separator: u8) -> impl Iterator<Item = &[u8]> {
    let (mut in_quotes, mut escaped) = (false, false);
    value.split(move |&byte| {
        let literal = escaped;
        escaped = in_quotes && !literal && byte == b'\\';
        if byte == b'"' && !literal {
            in_quotes = !in_quotes;
        }
        byte == separator && !in_quotes
    })
}

fn is_any(member: &[u8], names: &[impl AsRef<[u8]>]) -> bool {
    let name = name(member);
    names.iter().any(|known| known.as_ref() == name)
}

/// The name of a preference; its case does not matter.
fn name(member: &[u8]) -> Vec<u8> {
    let end = member.iter().position(|byte| matches!(byte, b'=' | b';'));
    let name = &member[..end.unwrap_or(member.len())];
    name.trim_ascii().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(values: &[&'static str]) -> Vec<String> {
        let mut headers = HeaderMap::new();
        for value in values {
            add(&mut headers, HeaderValue::from_static(value));
        }
        let values = headers.get_all(PREFER).iter();
        values
            .map(|value| value.to_str().unwrap().to_owned())
            .collect()
    }

    #[test]
    fn the_later_of_one_name_replaces_the_earlier() {
        assert_eq!(all(&["a=1", "b=2", "a=3"]), ["b=2", "a=3"]);
        assert_eq!(all(&["A=1", "a"]), ["a"]);
        assert_eq!(all(&["wait; x=1", "wait=10"]), ["wait=10"]);
        assert_eq!(all(&["a = 1", "a=2"]), ["a=2"]);
    }

    #[test]
    fn a_list_loses_just_the_one_that_is_replaced() {
        assert_eq!(all(&["a=1, b=2 ,c", "b=3"]), ["a=1, c", "b=3"]);
        assert_eq!(all(&["b", "a, b"]), ["a, b"]);
        assert_eq!(all(&["a=\"x, b=1\"", "b=2"]), ["a=\"x, b=1\"", "b=2"]);
        assert_eq!(
            all(&[r#"a="x\", b=1", b=1"#, "b=2"]),
            [r#"a="x\", b=1""#, "b=2"]
        );
    }
}
