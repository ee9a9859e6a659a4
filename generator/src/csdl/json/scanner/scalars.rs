//! Turns strings, numbers and words of JSON into their values (RFC 8259 §3, §6, §7).

use std::borrow::Cow;

use super::Scanner;
use crate::csdl::json::value::Kind;
use crate::csdl::vocabulary::quoted;
use crate::diagnostics::rules::json;
use crate::diagnostics::{Diagnostic, Span};
use crate::limits::Limit;

impl<'a> Scanner<'a, '_> {
    /// The string whose quote is next, and the place of the text inside; `None` where it breaks off or
    /// is longer than it may be.
    pub(super) fn string(&mut self, limit: Limit) -> Option<(Cow<'a, str>, Span)> {
        let quote = self.at;
        self.at += 1;
        let mut replaced: Option<String> = None;
        let mut plain = self.at;
        loop {
            let stop = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..0x20);
            let rest = &self.text.as_bytes()[self.at..];
            let Some(length) = rest.iter().position(stop) else {
                self.at = self.text.len();
                self.truncated();
                return None;
            };
            self.at += length;
            match rest[length] {
                b'"' => break,
                b'\\' => {
                    let text = replaced.get_or_insert_default();
                    text.push_str(&self.text[plain..self.at]);
                    let character = self.escape()?;
                    replaced.get_or_insert_default().push(character);
                    plain = self.at;
                }
                _ => {
                    self.unclosed(quote);
                    return None;
                }
            }
        }
        let span = self.span(quote + 1, self.at);
        if self.at - quote - 1 > self.limits.count(limit) {
            let message = format!("a text has more than {}", self.limits.shown(limit));
            self.stop_beyond(limit, span, message);
            return None;
        }
        let rest = &self.text[plain..self.at];
        self.at += 1;
        let text = match replaced {
            Some(text) => Cow::Owned(text + rest),
            None => Cow::Borrowed(rest),
        };
        Some((text, span))
    }

    /// Stops at a string whose line ends before it does.
    fn unclosed(&mut self, quote: usize) {
        let message = "a line ends, or a control character stands, inside of a string";
        let span = self.span(quote, self.at);
        let diagnostic = Diagnostic::at(json::MALFORMED, span, message, "not closed in its line");
        self.stop(diagnostic.with_help("close the quote, or write `\\n` for the end of a line"));
    }

    /// The character that the escape here stands for.
    fn escape(&mut self) -> Option<char> {
        let start = self.at;
        let letter = self.text.as_bytes().get(start + 1).copied();
        self.at += 2;
        let character = match letter {
            Some(letter @ (b'"' | b'\\' | b'/')) => Some(char::from(letter)),
            Some(b'b') => Some('\u{8}'),
            Some(b'f') => Some('\u{c}'),
            Some(b'n') => Some('\n'),
            Some(b'r') => Some('\r'),
            Some(b't') => Some('\t'),
            Some(b'u') => self.code_point(),
            _ => None,
        };
        // nothing can stand for these in XML, which has the same texts (XML 1.0 §2.2)
        let character = character.filter(|c| !c.is_ascii_control() || "\t\n\r\u{7f}".contains(*c));
        if character.is_none() {
            self.at = start;
            let end = self.text[start + 1..].chars().next();
            let end = start + 1 + end.map_or(0, char::len_utf8);
            let written = quoted(&self.text[start..end]);
            let message = format!("the escape {written} stands for no character");
            self.malformed(
                message,
                "write `\\\\` for a backslash, and `\\u` with four digits of a code point",
            );
        }
        character
    }

    /// The character whose digits are next; two halves of a pair make one.
    fn code_point(&mut self) -> Option<char> {
        let first = self.four_digits()?;
        if !(0xd800..0xdc00).contains(&first) {
            return char::from_u32(first);
        }
        if !self.text[self.at..].starts_with("\\u") {
            return None;
        }
        self.at += 2;
        let second = self.four_digits()?;
        let units = [u16::try_from(first).ok()?, u16::try_from(second).ok()?];
        char::decode_utf16(units).next()?.ok()
    }

    fn four_digits(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        // `from_str_radix` would take a sign.
        let plain = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = u32::from_str_radix(digits, 16).ok().filter(|_| plain)?;
        self.at += 4;
        Some(number)
    }

    /// The number or word that is next.
    pub(super) fn literal(&mut self) -> Option<Kind<'a>> {
        let rest = &self.text[self.at..];
        let is_part =
            |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.' | b'_');
        let length = rest
            .bytes()
            .position(|byte| !is_part(byte))
            .unwrap_or(rest.len());
        let word = &rest[..length];
        let kind = match word {
            "" => {
                self.expected("a value");
                return None;
            }
            "null" => Kind::Null,
            "true" => Kind::Bool(true),
            "false" => Kind::Bool(false),
            _ if length > self.limits.count(Limit::TextSize) => {
                let span = self.span(self.at, self.at + length);
                let most = self.limits.shown(Limit::TextSize);
                let message = format!("a number has more than {most}");
                self.stop_beyond(Limit::TextSize, span, message);
                return None;
            }
            _ if is_number(word) => Kind::Number(word),
            _ => {
                let span = self.span(self.at, self.at + length);
                let message = format!("{} is no value of JSON", quoted(word));
                let diagnostic = Diagnostic::at(
                    json::MALFORMED,
                    span,
                    message,
                    "nothing is read from here on",
                );
                let help = "write a string in double quotes, a number, `true`, `false` or `null`";
                self.stop(diagnostic.with_help(help));
                return None;
            }
        };
        self.at += length;
        Some(kind)
    }
}

/// Whether a word is a number as JSON writes it (RFC 8259 §6).
fn is_number(word: &str) -> bool {
    let unsigned = word.strip_prefix('-').unwrap_or(word);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let exponent = exponent.map(|text| text.strip_prefix(['+', '-']).unwrap_or(text));
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(digits)
}
