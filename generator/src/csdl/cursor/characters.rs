//! Turns references and line ends of XML into the characters they stand for (XML 1.0 §2.11, §3.3.3, §4.1).

use std::borrow::Cow;
use std::ops::Range;

/// The character that the name between `&` and `;` stands for.
pub(super) fn resolve(name: &str) -> Option<char> {
    let code = match name {
        "amp" => return Some('&'),
        "lt" => return Some('<'),
        "gt" => return Some('>'),
        "quot" => return Some('"'),
        "apos" => return Some('\''),
        _ => name.strip_prefix('#')?,
    };
    let (digits, radix) = match code.strip_prefix('x') {
        Some(digits) => (digits, 16),
        None => (code, 10),
    };
    // `from_str_radix` would take a sign.
    let plain = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let code = u32::from_str_radix(digits, radix).ok().filter(|_| plain)?;
    char::from_u32(code).filter(|&character| is_xml_character(character))
}

/// Text with the line ends of XML.
pub(super) fn newlines_normalized(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The value of an attribute with references replaced and line ends made blanks, and the ranges of
/// references that mean nothing.
pub(super) fn attribute_value(written: &str) -> (Cow<'_, str>, Vec<Range<usize>>) {
    let needs_work = |byte: &u8| matches!(byte, b'&' | b'\r' | b'\n' | b'\t');
    let Some(first) = written.as_bytes().iter().position(&needs_work) else {
        return (Cow::Borrowed(written), Vec::new());
    };
    let mut value = String::with_capacity(written.len());
    let mut unknown = Vec::new();
    let mut at = 0;
    let mut next = Some(first);
    while let Some(length) = next {
        value.push_str(&written[at..at + length]);
        at += length;
        at += match written.as_bytes()[at] {
            b'&' => replace(&mut value, &written[at..]).unwrap_or_else(|length| {
                unknown.push(at..at + length);
                length
            }),
            b'\r' if written.as_bytes().get(at + 1) == Some(&b'\n') => {
                value.push(' ');
                2
            }
            _ => {
                value.push(' ');
                1
            }
        };
        next = written.as_bytes()[at..].iter().position(&needs_work);
    }
    value.push_str(&written[at..]);
    (Cow::Owned(value), unknown)
}

/// Adds what the reference at the start of `rest` stands for, or itself where that is nothing;
/// gives the length of the reference either way.
fn replace(value: &mut String, rest: &str) -> Result<usize, usize> {
    let is_inside = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'#';
    let name_end = 1 + rest.as_bytes()[1..]
        .iter()
        .take_while(|byte| is_inside(byte))
        .count();
    let closed = rest.as_bytes().get(name_end) == Some(&b';');
    let length = if closed { name_end + 1 } else { name_end };
    match resolve(&rest[1..name_end]).filter(|_| closed) {
        Some(character) => {
            value.push(character);
            Ok(length)
        }
        None => {
            value.push_str(&rest[..length]);
            Err(length)
        }
    }
}

/// Whether a character may occur in XML 1.0 (§2.2).
fn is_xml_character(character: char) -> bool {
    !matches!(character, '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::{attribute_value, resolve};

    #[test]
    fn references_stand_for_characters() {
        assert_eq!(resolve("amp"), Some('&'));
        assert_eq!(resolve("#xE9"), Some('é'));
        assert_eq!(resolve("#10"), Some('\n'));
        for nothing in [
            "",
            "#",
            "#x",
            "#+5",
            "#x+5",
            "#0",
            "#xD800",
            "#x110000",
            "eacute",
            "#99999999999",
        ] {
            assert_eq!(resolve(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn attribute_values_are_normalized() {
        let value = |written| attribute_value(written).0.into_owned();
        assert_eq!(value("a&lt;b&gt;\r\nc\td&#10;e"), "a<b> c d\ne");
        assert_eq!(
            attribute_value("a&b;é & &#x; &"),
            ("a&b;é & &#x; &".into(), vec![1..4, 7..8, 9..13, 14..15])
        );
    }
}
