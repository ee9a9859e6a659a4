//! Turns characters that would disturb a terminal, or deceive who reads there, into ones that can be seen.

use std::borrow::Cow;
use std::fmt::Write;

/// Control characters move the cursor or change colours, and some that are no control characters
/// change the direction of writing.
#[must_use]
pub fn is_disturbing(character: char) -> bool {
    let turns = matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || (character.is_control() && !matches!(character, '\t' | '\n'))
}

/// A text in which every such character is written as its number, as in `\u001b`; in JSON that is the
/// same text.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_disturbing) {
        return Cow::Borrowed(text);
    }
    let mut visible = String::with_capacity(text.len());
    for character in text.chars() {
        match is_disturbing(character) {
            true => write!(visible, "\\u{:04x}", u32::from(character))
                .expect("writing to a string succeeds"),
            false => visible.push(character),
        }
    }
    Cow::Owned(visible)
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn what_moves_the_cursor_or_turns_the_text_is_shown() {
        assert_eq!(visible("a\tb\nä"), "a\tb\nä");
        assert_eq!(
            visible("\u{1b}[8m\r\u{9b}2J\u{202e}\u{2066}\0"),
            "\\u001b[8m\\u000d\\u009b2J\\u202e\\u2066\\u0000"
        );
    }
}
