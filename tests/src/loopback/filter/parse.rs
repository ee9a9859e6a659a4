//! The text of an expression into its tree, by precedence (OData URL 4.01 §5.1.1.16).

use serde_json::Value as Json;

use super::{Expression, Operator};

/// The tree, or `None` where the text is no expression.
pub(super) fn parse(text: &str) -> Option<Expression> {
    let tokens = tokens(text)?;
    let mut parser = Parser {
        tokens: tokens.into_iter().peekable(),
    };
    let expression = parser.binary(0)?;
    parser.tokens.next().is_none().then_some(expression)
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    /// A string, without its quotes.
    Text(String),
    /// A name, an operator or a literal without quotes.
    Word(String),
    Open,
    Close,
    Comma,
}

struct Parser {
    tokens: std::iter::Peekable<std::vec::IntoIter<Token>>,
}

impl Parser {
    /// Operands joined by operators of this level and of those that bind more.
    fn binary(&mut self, level: u8) -> Option<Expression> {
        let mut left = self.operand()?;
        while let Some((operator, own)) = self.operator().filter(|(_, own)| *own >= level) {
            self.tokens.next();
            let right = self.binary(own + 1)?;
            left = Expression::Binary(operator, Box::new(left), Box::new(right));
        }
        Some(left)
    }

    fn operator(&mut self) -> Option<(Operator, u8)> {
        let Token::Word(word) = self.tokens.peek()? else {
            return None;
        };
        Some(match word.as_str() {
            "or" => (Operator::Or, 0),
            "and" => (Operator::And, 1),
            "eq" => (Operator::Equal, 2),
            "ne" => (Operator::NotEqual, 2),
            "gt" => (Operator::Greater, 3),
            "ge" => (Operator::GreaterOrEqual, 3),
            "lt" => (Operator::Less, 3),
            "le" => (Operator::LessOrEqual, 3),
            _ => return None,
        })
    }

    fn operand(&mut self) -> Option<Expression> {
        match self.tokens.next()? {
            Token::Text(text) => Some(Expression::Literal(text.into())),
            Token::Open => {
                let inner = self.binary(0)?;
                (self.tokens.next()? == Token::Close).then_some(inner)
            }
            Token::Word(word) if word == "not" => Some(Expression::Not(Box::new(self.operand()?))),
            Token::Word(word) => self.word(word),
            Token::Close | Token::Comma => None,
        }
    }

    fn word(&mut self, word: String) -> Option<Expression> {
        match self.tokens.peek() {
            Some(Token::Open) => {
                self.tokens.next();
                let arguments = self.arguments()?;
                Some(Expression::Call(word, arguments))
            }
            // The value of an enumeration: the name of the type stands before it.
            Some(Token::Text(value)) => {
                let value = Json::from(value.as_str());
                self.tokens.next();
                Some(Expression::Literal(value))
            }
            _ => literal_or_path(&word),
        }
    }

    fn arguments(&mut self) -> Option<Vec<Expression>> {
        let mut all = vec![self.binary(0)?];
        loop {
            match self.tokens.next()? {
                Token::Comma => all.push(self.binary(0)?),
                Token::Close => return Some(all),
                _ => return None,
            }
        }
    }
}

fn literal_or_path(word: &str) -> Option<Expression> {
    let value = match word {
        "true" => Json::Bool(true),
        "false" => Json::Bool(false),
        "null" => Json::Null,
        _ => {
            let first = word.chars().next()?;
            if first.is_ascii_digit() || first == '-' {
                // What is no number is a date or a time.
                let number = serde_json::from_str(word).ok();
                number.unwrap_or_else(|| word.into())
            } else if matches!(word, "or" | "and" | "eq" | "ne" | "gt" | "ge" | "lt" | "le") {
                return None;
            } else {
                let path = word.split('/').map(str::to_owned).collect();
                return Some(Expression::Path(path));
            }
        }
    };
    Some(Expression::Literal(value))
}

fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut all = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (token, after) = match first {
            '(' => (Token::Open, &rest[1..]),
            ')' => (Token::Close, &rest[1..]),
            ',' => (Token::Comma, &rest[1..]),
            '\'' => text_token(&rest[1..])?,
            _ => {
                let end = rest.find([' ', '(', ')', ',', '\'']).unwrap_or(rest.len());
                (Token::Word(rest[..end].to_owned()), &rest[end..])
            }
        };
        all.push(token);
        rest = after.trim_start();
    }
    Some(all)
}

/// A string up to its closing quote; two quotes are one.
fn text_token(rest: &str) -> Option<(Token, &str)> {
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
            None => return Some((Token::Text(text), after)),
        }
    }
}
