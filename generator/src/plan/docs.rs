//! Turns descriptions from a document into lines of rustdoc that cannot do anything but be read.

use crate::model::{Annotations, Facets};

/// No line of documentation is longer, unless a word is.
const WIDTH: usize = 100;

/// Lines for a type or an operation: the descriptions, then what it is on the wire.
pub(super) fn item(annotations: &Annotations, wire: &str) -> Vec<String> {
    let deprecated = annotations
        .deprecated
        .as_ref()
        .map(|reason| format!("Deprecated: {reason}"));
    let texts = [
        annotations.description.as_deref(),
        annotations.long_description.as_deref(),
        deprecated.as_deref(),
    ];
    let mut lines = Vec::new();
    for text in texts.into_iter().flatten() {
        lines.extend(paragraph(text));
        lines.push(String::new());
    }
    lines.extend(wrap(wire));
    lines
}

/// Lines for something with a wire name that stands first: a field, a member, a parameter.
pub(super) fn named(wire: &str, annotations: &Annotations, notes: &[String]) -> Vec<String> {
    let mut text = String::new();
    for part in annotations
        .description
        .iter()
        .chain(&annotations.long_description)
        .map(|text| &**text)
    {
        push_sentence(&mut text, part);
    }
    if let Some(reason) = &annotations.deprecated {
        push_sentence(&mut text, &format!("Deprecated: {reason}"));
    }
    for note in notes {
        push_sentence(&mut text, note);
    }
    let code = code(wire);
    if text.is_empty() {
        vec![code]
    } else {
        wrap(&format!("{code}: {}", escape(&text)))
    }
}

/// What the annotations and facets of a property say beyond its description.
pub(super) fn notes(annotations: &Annotations, facets: &Facets) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(length) = facets
        .max_length
        .as_deref()
        .filter(|length| length.bytes().all(|byte| byte.is_ascii_digit()))
    {
        notes.push(format!("At most {length} long."));
    }
    if let Some(default) = &facets.default_value {
        notes.push(format!("Default: {default}."));
    }
    if annotations.computed {
        notes.push("Set by the service.".to_owned());
    } else if annotations.permission == Some(crate::model::Permission::Read) {
        notes.push("Read-only.".to_owned());
    }
    if annotations.immutable {
        notes.push("Fixed once created.".to_owned());
    }
    notes
}

/// Lines of one paragraph of free text.
pub(super) fn paragraph(text: &str) -> Vec<String> {
    wrap(&escape(text))
}

/// A wire name as code; a backtick in it would end the code, and no valid name has one.
pub(super) fn code(wire: &str) -> String {
    let clean: String = wire
        .chars()
        .filter(|c| *c != '`' && !c.is_control() && !turns_direction(*c))
        .collect();
    match &*clean {
        // two backticks and nothing between would begin a longer code
        "" => "` `".to_owned(),
        clean => format!("`{clean}`"),
    }
}

fn push_sentence(text: &mut String, sentence: &str) {
    if !text.is_empty() {
        if !text.ends_with(['.', '!', '?', ':', '。']) {
            text.push('.');
        }
        text.push(' ');
    }
    text.push_str(sentence.trim());
}

/// Takes the meaning from every character that Markdown, HTML or rustdoc would act on.
///
/// Addresses stay and become links, since rustdoc warns about bare ones.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (at, word) in text
        .split(|c: char| c.is_whitespace() || c.is_control() || turns_direction(c))
        .filter(|word| !word.is_empty())
        .enumerate()
    {
        if at > 0 {
            out.push(' ');
        }
        if word.contains("://") || word.contains("www.") {
            escape_address(&mut out, word)
        } else {
            escape_word(&mut out, word)
        }
    }
    out
}

/// Whether a character changes the direction of the text after it, which rustc refuses in comments.
fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn escape_word(out: &mut String, word: &str) {
    for (at, c) in word.char_indices() {
        let acts = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '&' | '~' | '|' => true,
            // emphasis begins and ends at the edge of a word
            '_' => at == 0 || at + 1 == word.len(),
            _ => false,
        };
        if acts {
            out.push('\\');
        }
        out.push(c);
    }
}

fn escape_address(out: &mut String, word: &str) {
    let (before, rest) = word.split_at(word.find("http").unwrap_or(0));
    let address = rest.trim_end_matches(['.', ',', ';', ':', ')', '"', '\'']);
    let is_plain = address.starts_with("http")
        && address
            .chars()
            .all(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '\\' | '`' | '"'));
    escape_word(out, before);
    out.push_str(&if is_plain {
        format!("<{address}>")
    } else {
        code(address)
    });
    escape_word(out, &rest[address.len()..]);
}

/// Breaks text into lines, none of which begins like a list, a heading or a quotation.
pub(super) fn wrap(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split(' ') {
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > WIDTH {
            lines.push(std::mem::take(&mut line));
        }
        if line.is_empty() {
            line = begin_line(word);
        } else {
            line.push(' ');
            line.push_str(word);
        }
    }
    lines.push(line);
    lines
}

fn begin_line(word: &str) -> String {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && word[digits..].starts_with(['.', ')']) {
        return format!("{}\\{}", &word[..digits], &word[digits..]);
    }
    match word.chars().next() {
        Some('-' | '+' | '=' | ':' | '#') => format!("\\{word}"),
        // names as code may hold blanks, and what is escaped elsewhere stands as it is within them
        Some('>' | '*' | '~' | '|') => format!("\\{word}"),
        Some('<') if !word.starts_with("<http") => format!("\\{word}"),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn described(text: &str) -> Annotations {
        Annotations {
            description: Some(text.into()),
            ..Annotations::default()
        }
    }

    #[test]
    fn a_description_cannot_become_anything_but_text() {
        let hostile =
            "*/ ```\nfn main() {}\n``` <script>alert(1)</script> [x](javascript:y) # head";
        assert_eq!(
            paragraph(hostile),
            [
                r"\*/ \`\`\` fn main() {} \`\`\` \<script\>alert(1)\</script\> \[x\](javascript:y) # head"
            ]
        );
    }

    #[test]
    fn a_line_does_not_begin_a_list() {
        assert_eq!(paragraph("1. one"), [r"1\. one"]);
        assert_eq!(paragraph("- one"), [r"\- one"]);
    }

    #[test]
    fn addresses_become_links() {
        assert_eq!(
            paragraph("See https://example.org/a_b."),
            ["See <https://example.org/a_b>."]
        );
    }

    #[test]
    fn the_wire_name_stands_first() {
        assert_eq!(
            named(
                "Subject",
                &described("The subject line"),
                &["At most 255 long.".to_owned()]
            ),
            ["`Subject`: The subject line. At most 255 long."]
        );
        assert_eq!(
            named("Sub`ject", &Annotations::default(), &[]),
            ["`Subject`"]
        );
    }

    #[test]
    fn long_text_is_broken_between_words() {
        let lines = paragraph(&"word ".repeat(50));
        assert!(
            lines.iter().all(|line| line.len() <= WIDTH) && lines.len() == 3,
            "{lines:?}"
        );
    }
}
