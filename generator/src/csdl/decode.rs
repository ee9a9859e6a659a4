//! Turns the bytes of a file into text, by byte order mark and XML declaration (XML 1.0 §4.3.3, appendix F).

/// How much of what cannot be read is kept behind the place, to be shown.
const SHOWN: usize = 256;

/// Text, and what is to be said about how it was read.
#[derive(Debug, Default)]
pub(super) struct Decoded {
    /// The text without a byte order mark. Where it cannot be read it ends soon after the place, and
    /// unreadable bytes are replaced.
    pub(super) text: String,
    /// What is wrong, if anything is.
    pub(super) problem: Option<Problem>,
}

/// What is wrong with the bytes of a file.
#[derive(Debug)]
pub(super) enum Problem {
    /// The declared encoding is not one that is read; with the range of its name.
    Unsupported(String, usize, usize),
    /// The bytes are UTF-8 though another encoding is declared; with the range of its name.
    Mismatch(String, usize, usize),
    /// A place that does not fit the encoding: what does not fit, and the offset in the text.
    Invalid(String, usize),
    /// A character that XML forbids, and the offset in the text.
    Forbidden(char, usize),
}

/// Decodes a file; `None` where it has more bytes than it may, as a file or as text in UTF-8. Spans
/// count in 32 bits, and no limit is above that.
pub(super) fn decode(bytes: Vec<u8>, most: usize) -> Option<Decoded> {
    if bytes.len() > most {
        return None;
    }
    let decoded = match bytes.as_slice() {
        [0xef, 0xbb, 0xbf, rest @ ..] => by_declaration(rest.to_vec()),
        [0xff, 0xfe, rest @ ..] => utf_16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf_16(rest, u16::from_be_bytes),
        [b'<' | b'{', 0, ..] => utf_16(&bytes, u16::from_le_bytes),
        [0, b'<' | b'{', ..] => utf_16(&bytes, u16::from_be_bytes),
        _ => by_declaration(bytes),
    };
    Some(check(decoded)).filter(|decoded| decoded.text.len() <= most)
}

/// Looks for what no text may hold.
fn check(mut decoded: Decoded) -> Decoded {
    // A second mark is a character without width or meaning, and the XML reader would not count it.
    if decoded.text.starts_with('\u{feff}') {
        decoded.text = decoded.text.trim_start_matches('\u{feff}').to_owned();
    }
    if decoded.problem.is_none()
        && let Some(at) = forbidden(decoded.text.as_bytes())
    {
        decoded.problem = Some(Problem::Forbidden(
            char::from(decoded.text.as_bytes()[at]),
            at,
        ));
    }
    decoded
}

/// The first control character that XML forbids (XML 1.0 §2.2).
fn forbidden(bytes: &[u8]) -> Option<usize> {
    let is_forbidden = |byte: u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r');
    // Without a way out in the inner loop, the compiler looks at many bytes at a time.
    let holds_one = |block: &[u8]| {
        block
            .iter()
            .fold(false, |found, &byte| found | is_forbidden(byte))
    };
    let block = bytes.chunks(4096).position(holds_one)?;
    let start = block * 4096;
    bytes[start..]
        .iter()
        .position(|&byte| is_forbidden(byte))
        .map(|at| start + at)
}

fn utf_16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Decoded {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(pairs.len() + pairs.len() / 8);
    let mut problem = None;
    for decoded in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        text.push(decoded.unwrap_or_else(|error| {
            let what = format!(
                "the UTF-16 surrogate 0x{:04X} stands alone",
                error.unpaired_surrogate()
            );
            problem.get_or_insert(Problem::Invalid(what, text.len()));
            char::REPLACEMENT_CHARACTER
        }));
    }
    if !rest.is_empty() {
        let at = text.len();
        text.push(char::REPLACEMENT_CHARACTER);
        problem.get_or_insert(Problem::Invalid(
            "the file ends inside a UTF-16 character".to_owned(),
            at,
        ));
    }
    Decoded { text, problem }
}

fn by_declaration(bytes: Vec<u8>) -> Decoded {
    let Some((start, end)) = declared_encoding(&bytes) else {
        return utf_8(bytes);
    };
    let name = String::from_utf8_lossy(&bytes[start..end]).into_owned();
    match name.to_ascii_lowercase().as_str() {
        "utf-8" | "utf8" => utf_8(bytes),
        "us-ascii" | "ascii" => us_ascii(bytes),
        "iso-8859-1" | "latin1" => Decoded {
            text: bytes.iter().copied().map(char::from).collect(),
            problem: None,
        },
        "utf-16" | "utf-16le" | "utf-16be" => {
            let decoded = utf_8(bytes);
            Decoded {
                problem: decoded
                    .problem
                    .or(Some(Problem::Mismatch(name, start, end))),
                ..decoded
            }
        }
        _ => Decoded {
            text: readable(&bytes, end),
            problem: Some(Problem::Unsupported(name, start, end)),
        },
    }
}

fn utf_8(bytes: Vec<u8>) -> Decoded {
    match String::from_utf8(bytes) {
        Ok(text) => Decoded {
            text,
            problem: None,
        },
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let byte = error.as_bytes().get(at).copied().unwrap_or_default();
            let text = readable(error.as_bytes(), at);
            let what = format!("the byte 0x{byte:02X} is not UTF-8 here");
            Decoded {
                text,
                problem: Some(Problem::Invalid(what, at)),
            }
        }
    }
}

fn us_ascii(bytes: Vec<u8>) -> Decoded {
    let Some(at) = bytes.iter().position(|byte| !byte.is_ascii()) else {
        return utf_8(bytes);
    };
    let what = format!(
        "the byte 0x{:02X} is not US-ASCII, which the XML declaration names",
        bytes[at]
    );
    Decoded {
        text: readable(&bytes, at),
        problem: Some(Problem::Invalid(what, at)),
    }
}

/// The text up to a place and a little beyond, so that no memory goes to what nobody looks at.
fn readable(bytes: &[u8], at: usize) -> String {
    String::from_utf8_lossy(&bytes[..bytes.len().min(at + SHOWN)]).into_owned()
}

/// The range of the encoding's name in the XML declaration, if the file begins with one.
fn declared_encoding(bytes: &[u8]) -> Option<(usize, usize)> {
    let declaration = bytes.starts_with(b"<?xml").then_some(bytes)?;
    let declaration = &declaration[..declaration.iter().position(|&byte| byte == b'>')?];
    let key = b"encoding";
    let at = declaration
        .windows(key.len())
        .position(|window| window == key)?
        + key.len();
    let open = at
        + declaration[at..]
            .iter()
            .position(|byte| !byte.is_ascii_whitespace() && *byte != b'=')?;
    let quote = Some(declaration[open]).filter(|quote| matches!(quote, b'"' | b'\''))?;
    let start = open + 1;
    let length = declaration[start..]
        .iter()
        .position(|&byte| byte == quote)?;
    Some((start, start + length))
}
