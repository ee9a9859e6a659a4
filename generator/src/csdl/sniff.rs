//! Turns the beginning of a file into its format, or into a word for what it is instead.

/// The two representations of CSDL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Xml,
    Json,
}

/// The representation that a document begins like. No XML begins like JSON, and the ending of a
/// file's name says little: services give both at `$metadata`.
pub(super) fn format(text: &str) -> Format {
    match text.trim_start().starts_with(['{', '[']) {
        true => Format::Json,
        false => Format::Xml,
    }
}

/// What the file seems to be, and what to do about it; `None` where it may well be XML.
pub(super) fn other_than_xml(text: &str) -> Option<(&'static str, &'static str)> {
    const AGAIN: &str = "fetch `$metadata` again, with the header `Accept: application/xml`";
    let text = text.trim_start();
    let starts_with = |start: &str| {
        text.get(..start.len())
            .is_some_and(|begin| begin.eq_ignore_ascii_case(start))
    };
    if text.is_empty() {
        Some(("the file is empty", AGAIN))
    } else if starts_with("<!DOCTYPE html") || starts_with("<html") {
        Some((
            "the file is a web page",
            "fetch `$metadata` again, signed in where the service demands it",
        ))
    } else if starts_with("HTTP/") {
        Some((
            "the file is a whole HTTP response",
            "remove the status line and the headers before the XML",
        ))
    } else if !text.starts_with('<') {
        Some((
            "the file is neither XML, which begins with `<`, nor JSON, which begins with `{`",
            AGAIN,
        ))
    } else {
        None
    }
}

/// What a file that is no text seems to be.
pub(super) fn other_than_text(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    match bytes {
        [0x1f, 0x8b, ..] => Some(("the file is compressed with gzip", "decompress it first")),
        [b'P', b'K', 3, 4, ..] => Some((
            "the file is a ZIP archive",
            "take the document out of it first",
        )),
        _ => None,
    }
}
