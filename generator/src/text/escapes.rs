//! Turns texts of others into texts that open nothing in Markdown and in XML.

use std::fmt::{self, Write};

use askama::filters::Escaper;

use crate::diagnostics::is_disturbing;

/// What stands for characters that would change how the text around them looks.
const HIDDEN: char = char::REPLACEMENT_CHARACTER;

/// For Markdown as GitHub reads it. A text in `<code>` neither names a person nor links to an issue.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Markdown;

impl Escaper for Markdown {
    fn write_escaped_str<W: Write>(&self, mut out: W, text: &str) -> fmt::Result {
        for (at, c) in text.char_indices() {
            match c {
                '\\' | '`' | '*' | '_' | '[' | ']' | '~' | '|' | '#' | '$' => {
                    out.write_char('\\')?;
                    out.write_char(c)?;
                }
                // addresses become links also within code
                ':' if text[at..].starts_with("://") => out.write_str("&#58;")?,
                '<' | '>' | '&' | '"' | '@' => write!(out, "&#{};", u32::from(c))?,
                '\n' | '\r' => out.write_char(' ')?,
                c if is_disturbing(c) => out.write_char(HIDDEN)?,
                c => out.write_char(c)?,
            }
        }
        Ok(())
    }
}

/// For the text of an HTML element, not for attributes: quotation marks stay, of which declarations are full.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Content;

impl Escaper for Content {
    fn write_escaped_str<W: Write>(&self, mut out: W, text: &str) -> fmt::Result {
        for c in text.chars() {
            match c {
                '<' => out.write_str("&lt;")?,
                '>' => out.write_str("&gt;")?,
                '&' => out.write_str("&amp;")?,
                c if is_disturbing(c) => out.write_char(HIDDEN)?,
                c => out.write_char(c)?,
            }
        }
        Ok(())
    }
}

/// For XML 1.0, which has no way to write most control characters (§2.2): they are left out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Xml;

impl Escaper for Xml {
    fn write_escaped_str<W: Write>(&self, mut out: W, text: &str) -> fmt::Result {
        for c in text.chars() {
            match c {
                '<' | '>' | '&' | '"' | '\'' | '\t' | '\n' | '\r' => {
                    write!(out, "&#{};", u32::from(c))?;
                }
                '\u{FFFE}' | '\u{FFFF}' => {}
                c if is_disturbing(c) => {}
                c => out.write_char(c)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(escaper: impl Escaper, text: &str) -> String {
        let mut out = String::new();
        escaper.write_escaped_str(&mut out, text).unwrap();
        out
    }

    #[test]
    fn markdown_is_left_without_meaning() {
        assert_eq!(
            escaped(Markdown, "a|b `c` <img> @who #1 http://x _y_\n- z"),
            "a\\|b \\`c\\` &#60;img&#62; &#64;who \\#1 http&#58;//x \\_y\\_ - z"
        );
    }

    #[test]
    fn content_opens_no_element() {
        assert_eq!(
            escaped(Content, "</li><b a=\"&\">"),
            "&lt;/li&gt;&lt;b a=\"&amp;\"&gt;"
        );
    }

    #[test]
    fn xml_has_no_control_characters() {
        assert_eq!(
            escaped(Xml, "<a b='\"'>\u{0}\u{1b}\u{85}\n\u{FFFF}ä&</a>"),
            "&#60;a b=&#39;&#34;&#39;&#62;&#10;ä&#38;&#60;/a&#62;"
        );
    }
}
