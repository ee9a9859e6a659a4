//! The text of an expression into its words and literals.

use jiff::{Span, SpanRelativeTo};

use crate::loopback::filter::value::Value;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// A string, without its quotes.
    Text(String),
    /// A literal without quotes that is no word, or one with its type in front of them.
    Value(Value),
    /// A name, a path, an operator.
    Word(String),
    Open,
    Close,
    Comma,
    Colon,
    Minus,
}

/// The tokens, or `None` where a literal is none.
pub(super) fn of(text: &str) -> Option<Vec<Token>> {
    let mut all = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (token, after) = match first {
            '(' => (Token::Open, &rest[1..]),
            ')' => (Token::Close, &rest[1..]),
            ',' => (Token::Comma, &rest[1..]),
            ':' => (Token::Colon, &rest[1..]),
            '\'' => {
                let (text, after) = quoted(&rest[1..])?;
                (Token::Text(text), after)
            }
            '0'..='9' => literal(rest)?,
            '-' if rest[1..].starts_with(|c: char| c.is_ascii_digit()) => literal(rest)?,
            '-' if !rest.starts_with("-INF") => (Token::Minus, &rest[1..]),
            _ => word(rest)?,
        };
        all.push(token);
        rest = after.trim_start();
    }
    Some(all)
}

/// A string up to its closing quote; two quotes are one.
fn quoted(rest: &str) -> Option<(String, &str)> {
    let mut text = String::new();
    let mut rest = rest;
    loop {
        let (before, after) = rest.split_once('\'')?;
        text += before;
        match after.strip_prefix('\'') {
            Some(more) => {
                text.push('\'');
                rest = more;
            }
            None => return Some((text, after)),
        }
    }
}

/// A name; with quotes behind it, it is the type of a literal.
fn word(rest: &str) -> Option<(Token, &str)> {
    let end = rest.find([' ', '(', ')', ',', '\'', ':']);
    let (word, after) = rest.split_at(end.unwrap_or(rest.len()));
    let Some(after) = after.strip_prefix('\'') else {
        let token = match word {
            "INF" => Token::Value(Value::Number(f64::INFINITY)),
            "-INF" => Token::Value(Value::Number(f64::NEG_INFINITY)),
            "NaN" => Token::Value(Value::Number(f64::NAN)),
            _ => Token::Word(word.to_owned()),
        };
        return Some((token, after));
    };
    let (text, after) = quoted(after)?;
    let value = match word {
        "duration" => {
            let span: Span = text.parse().ok()?;
            Value::Span(span.to_duration(SpanRelativeTo::days_are_24_hours()).ok()?)
        }
        // a member of an enumeration
        _ => Value::Text(text),
    };
    Some((Token::Value(value), after))
}

/// A number, a date, a time, or both of these.
fn literal(rest: &str) -> Option<(Token, &str)> {
    let (shape, length) = shape(rest);
    let (text, after) = rest.split_at(length);
    let value = match shape {
        Shape::Moment => Value::Moment(text.parse().ok()?),
        Shape::Day => Value::Day(text.parse().ok()?),
        Shape::Clock => Value::Clock(text.parse().ok()?),
        Shape::Number => match text.parse() {
            Ok(integer) => Value::Integer(integer),
            Err(_) => Value::Number(text.parse().ok()?),
        },
    };
    Some((Token::Value(value), after))
}

enum Shape {
    Moment,
    Day,
    Clock,
    Number,
}

/// What a literal is by its digits and signs, and how long it is.
fn shape(text: &str) -> (Shape, usize) {
    let fits = |pattern: &str, from: usize| {
        let part = text.as_bytes().get(from..from + pattern.len());
        part.is_some_and(|part| {
            let mut pairs = part.iter().zip(pattern.bytes());
            pairs.all(|(byte, wanted)| match wanted {
                b'0' => byte.is_ascii_digit(),
                _ => *byte == wanted,
            })
        })
    };
    let digits = |from: usize, also: &[u8]| {
        let bytes = text.as_bytes().get(from..).unwrap_or_default();
        bytes
            .iter()
            .take_while(|byte| byte.is_ascii_digit() || also.contains(byte))
            .count()
    };
    if fits("00:00:00", 0) {
        let fraction = text.as_bytes().get(8) == Some(&b'.');
        return (
            Shape::Clock,
            8 + if fraction { 1 + digits(9, b"") } else { 0 },
        );
    }
    if !fits("0000-00-00", 0) {
        let mantissa = 1 + digits(1, b".");
        let has_exponent = text
            .as_bytes()
            .get(mantissa)
            .is_some_and(|byte| byte.eq_ignore_ascii_case(&b'e'));
        let exponent = if has_exponent {
            2 + digits(mantissa + 2, b"")
        } else {
            0
        };
        return (Shape::Number, mantissa + exponent);
    }
    if !fits("T00:00", 10) {
        return (Shape::Day, 10);
    }
    let time = 11 + digits(11, b":.");
    let zone = match text.as_bytes().get(time) {
        Some(b'+' | b'-') => 6,
        Some(_) => 1,
        None => 0,
    };
    (Shape::Moment, time + zone)
}
