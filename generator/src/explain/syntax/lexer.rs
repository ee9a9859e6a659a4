//! Turns the text of an expression into tokens, each with its place.

use super::{Literal, SyntaxError};

/// A piece of an expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// A literal with its text.
    Literal(Literal, String),
    /// A name or an operator.
    Word(String),
    Open,
    Close,
    Comma,
    Colon,
    Slash,
    Minus,
}

pub(super) struct Lexer<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Lexer<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    pub(super) fn tokens(mut self) -> Result<Vec<(Token, usize)>, SyntaxError> {
        let mut tokens: Vec<(Token, usize)> = Vec::new();
        loop {
            let rest = &self.text[self.at..];
            let skipped = rest.len() - rest.trim_start().len();
            self.at += skipped;
            let start = self.at;
            let Some(first) = self.text[start..].chars().next() else {
                return Ok(tokens);
            };
            let single = match first {
                '(' => Some(Token::Open),
                ')' => Some(Token::Close),
                ',' => Some(Token::Comma),
                ':' => Some(Token::Colon),
                '/' => Some(Token::Slash),
                '-' if !self.text[start + 1..].starts_with(|c: char| c.is_ascii_digit()) => {
                    Some(Token::Minus)
                }
                _ => None,
            };
            let token = match single {
                Some(token) => {
                    self.at += 1;
                    token
                }
                None if first == '\'' => Token::Literal(Literal::String, self.quoted()?),
                None => self.word()?,
            };
            tokens.push((token, start));
        }
    }

    /// Text in single quotes, two of which stand for one.
    fn quoted(&mut self) -> Result<String, SyntaxError> {
        let start = self.at;
        let mut text = String::new();
        let mut rest = &self.text[start + 1..];
        while let Some(end) = rest.find('\'') {
            text.push_str(&rest[..end]);
            rest = &rest[end + 1..];
            if !rest.starts_with('\'') {
                self.at = self.text.len() - rest.len();
                return Ok(text);
            }
            text.push('\'');
            rest = &rest[1..];
        }
        Err(SyntaxError {
            message: "the closing quote is missing".to_owned(),
            at: start,
        })
    }

    fn word(&mut self) -> Result<Token, SyntaxError> {
        let start = self.at;
        let rest = &self.text[start..];
        // `{name}` stands for a value that is still to be put in
        let length = match rest.strip_prefix('{').and_then(|inner| inner.find('}')) {
            Some(end) => end + 2,
            None => {
                let is_number = rest.starts_with(|c: char| c.is_ascii_digit() || c == '-');
                let ends =
                    |c: char| c.is_whitespace() || "(),/'".contains(c) || (c == ':' && !is_number);
                rest.find(ends).unwrap_or(rest.len())
            }
        };
        let word = &rest[..length];
        self.at += length;
        if word.is_empty() {
            return Err(SyntaxError {
                message: "this is no part of an expression".to_owned(),
                at: start,
            });
        }
        if self.text[self.at..].starts_with('\'') {
            let inner = self.quoted()?;
            return Ok(match &*word.to_ascii_lowercase() {
                "duration" => Token::Literal(Literal::Duration, inner),
                _ => Token::Literal(Literal::Enum, format!("{word}'{inner}'")),
            });
        }
        Ok(classify(word))
    }
}

/// What a word is: a literal by its form, or else a name.
fn classify(word: &str) -> Token {
    let literal = match word {
        "null" => Some(Literal::Null),
        "true" | "false" => Some(Literal::Boolean),
        "INF" | "-INF" | "NaN" => Some(Literal::Number),
        _ => by_form(word),
    };
    match literal {
        Some(kind) => Token::Literal(kind, word.to_owned()),
        None => Token::Word(word.to_owned()),
    }
}

fn by_form(word: &str) -> Option<Literal> {
    use super::super::form;
    if form::is_guid(word) {
        return Some(Literal::Guid);
    }
    if !word.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
        return None;
    }
    if form::is_date(word) {
        return Some(Literal::Date);
    }
    if form::is_date_time_offset(word) {
        return Some(Literal::DateTimeOffset);
    }
    if form::is_time_of_day(word) {
        return Some(Literal::TimeOfDay);
    }
    if word.parse::<i64>().is_ok() {
        return Some(Literal::Integer);
    }
    word.parse::<f64>().is_ok().then_some(Literal::Number)
}
