//! Turns the text of `$filter` and `$orderby` into a tree (OData URL 4.01 §5.1.1).

mod lexer;

use lexer::{Lexer, Token};

/// The most that expressions may stand inside each other.
const DEEPEST: usize = 100;

/// The most operators: each stands inside the next one, however flat they are written.
const MOST_OPERATORS: usize = 250;

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expression {
    /// A literal, as it is written.
    Literal(Literal, String),
    /// A path of names: `From/EmailAddress/Address`; `$count`, `$it` and casts stand in it as written.
    Path(Vec<String>),
    /// A call: `contains(Subject,'x')`.
    Call(String, Vec<Expression>),
    /// `path/any(x: …)`; without a variable for `any()`.
    Lambda {
        /// The collection.
        path: Vec<String>,
        /// `all`, not `any`.
        all: bool,
        /// The variable and what must hold.
        body: Option<(String, Box<Expression>)>,
    },
    /// `left op right`, the operator in small letters.
    Binary(Box<Expression>, String, Box<Expression>),
    /// `not x` or `-x`.
    Unary(&'static str, Box<Expression>),
    /// `x in (a,b)`.
    In(Box<Expression>, Vec<Expression>),
}

/// What a literal is, from the way it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Literal {
    Null,
    Boolean,
    /// With its quotes undone.
    String,
    Integer,
    Number,
    Date,
    DateTimeOffset,
    TimeOfDay,
    /// With quotes and prefix undone.
    Duration,
    Guid,
    /// `Namespace.Type'Member'`.
    Enum,
}

/// Why a text is no expression, and where.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SyntaxError {
    /// What is wrong.
    pub(super) message: String,
    /// The byte at which it is.
    pub(super) at: usize,
}

/// Reads an expression to its end.
pub(super) fn parse(text: &str) -> Result<Expression, SyntaxError> {
    let mut parser = Parser::new(text)?;
    let expression = parser.or(0)?;
    parser.end()?;
    Ok(expression)
}

/// Reads the items of `$orderby`: each an expression, and whether it is written `asc` or `desc`.
pub(super) fn parse_order(text: &str) -> Result<Vec<(Expression, Option<bool>)>, SyntaxError> {
    let mut parser = Parser::new(text)?;
    let mut items = Vec::new();
    loop {
        let expression = parser.or(0)?;
        let descending = match parser.word().as_deref() {
            Some("asc") => Some(false),
            Some("desc") => Some(true),
            _ => None,
        };
        if descending.is_some() {
            parser.at += 1;
        }
        items.push((expression, descending));
        if !parser.take(&Token::Comma) {
            parser.end()?;
            return Ok(items);
        }
    }
}

struct Parser {
    tokens: Vec<(Token, usize)>,
    at: usize,
    length: usize,
    operators: usize,
}

const LEVELS: [&[&str]; 6] = [
    &["or"],
    &["and"],
    &["eq", "ne"],
    &["lt", "gt", "le", "ge", "has", "in"],
    &["add", "sub"],
    &["mul", "div", "divby", "mod"],
];

impl Parser {
    fn new(text: &str) -> Result<Self, SyntaxError> {
        let tokens = Lexer::new(text).tokens()?;
        Ok(Self {
            tokens,
            at: 0,
            length: text.len(),
            operators: 0,
        })
    }

    fn or(&mut self, depth: usize) -> Result<Expression, SyntaxError> {
        self.binary(0, depth)
    }

    /// The binary operators of one level of precedence and those that bind closer (§5.1.1.17).
    fn binary(&mut self, level: usize, depth: usize) -> Result<Expression, SyntaxError> {
        let Some(operators) = LEVELS.get(level) else {
            return self.unary(depth);
        };
        let mut left = self.binary(level + 1, depth)?;
        while let Some(operator) = self.word().filter(|word| operators.contains(&&**word)) {
            self.at += 1;
            self.operators += 1;
            if self.operators > MOST_OPERATORS {
                return Err(self.error("there are too many operators"));
            }
            left = if operator == "in" {
                Expression::In(Box::new(left), self.list(depth)?)
            } else {
                let right = self.binary(level + 1, depth)?;
                Expression::Binary(Box::new(left), operator, Box::new(right))
            };
        }
        Ok(left)
    }

    fn unary(&mut self, depth: usize) -> Result<Expression, SyntaxError> {
        if depth > DEEPEST {
            return Err(self.error("expressions stand too deep inside each other"));
        }
        // `not` with a slash or nothing behind it would be a property of that name
        if self.word().as_deref() == Some("not")
            && !matches!(self.peek(1), None | Some(Token::Slash))
        {
            self.at += 1;
            return Ok(Expression::Unary("not", Box::new(self.unary(depth + 1)?)));
        }
        if self.take(&Token::Minus) {
            return Ok(Expression::Unary("-", Box::new(self.unary(depth + 1)?)));
        }
        self.primary(depth)
    }

    fn primary(&mut self, depth: usize) -> Result<Expression, SyntaxError> {
        match self.peek(0).cloned() {
            Some(Token::Literal(kind, text)) => {
                self.at += 1;
                Ok(Expression::Literal(kind, text))
            }
            Some(Token::Open) => {
                self.at += 1;
                let inner = self.binary(0, depth + 1)?;
                self.expect(&Token::Close, "`)`")?;
                Ok(inner)
            }
            Some(Token::Word(_)) => self.path(depth),
            Some(_) => Err(self.error("this is no beginning of an expression")),
            None => Err(self.error("the expression ends too early")),
        }
    }

    /// Names with slashes between them; a call or a lambda may stand at the end.
    fn path(&mut self, depth: usize) -> Result<Expression, SyntaxError> {
        let mut path = Vec::new();
        loop {
            let Some(Token::Word(name)) = self.peek(0).cloned() else {
                return Err(self.error("a name is missing"));
            };
            self.at += 1;
            if self.peek(0) == Some(&Token::Open) {
                let lower = name.to_ascii_lowercase();
                if path.is_empty() {
                    return Ok(Expression::Call(lower, self.list(depth)?));
                }
                if lower == "any" || lower == "all" {
                    return self.lambda(path, lower == "all", depth);
                }
                return Err(self.error("a bound function is not understood here"));
            }
            path.push(name);
            if !self.take(&Token::Slash) {
                return Ok(Expression::Path(path));
            }
        }
    }

    fn lambda(
        &mut self,
        path: Vec<String>,
        all: bool,
        depth: usize,
    ) -> Result<Expression, SyntaxError> {
        self.expect(&Token::Open, "`(`")?;
        if self.take(&Token::Close) {
            return Ok(Expression::Lambda {
                path,
                all,
                body: None,
            });
        }
        let Some(Token::Word(variable)) = self.peek(0).cloned() else {
            return Err(self.error("the variable is missing, as in `any(x: x/Name eq 'a')`"));
        };
        self.at += 1;
        self.expect(&Token::Colon, "`:`")?;
        let body = self.binary(0, depth + 1)?;
        self.expect(&Token::Close, "`)`")?;
        let body = Some((variable, Box::new(body)));
        Ok(Expression::Lambda { path, all, body })
    }

    fn list(&mut self, depth: usize) -> Result<Vec<Expression>, SyntaxError> {
        self.expect(&Token::Open, "`(`")?;
        let mut items = Vec::new();
        if self.take(&Token::Close) {
            return Ok(items);
        }
        loop {
            items.push(self.binary(0, depth + 1)?);
            if !self.take(&Token::Comma) {
                self.expect(&Token::Close, "`)`")?;
                return Ok(items);
            }
        }
    }

    fn peek(&self, ahead: usize) -> Option<&Token> {
        self.tokens.get(self.at + ahead).map(|(token, _)| token)
    }

    fn word(&self) -> Option<String> {
        match self.peek(0) {
            Some(Token::Word(word)) => Some(word.to_ascii_lowercase()),
            _ => None,
        }
    }

    fn take(&mut self, token: &Token) -> bool {
        let found = self.peek(0) == Some(token);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, token: &Token, shown: &str) -> Result<(), SyntaxError> {
        if self.take(token) {
            Ok(())
        } else {
            Err(self.error(&format!("{shown} is missing")))
        }
    }

    fn end(&self) -> Result<(), SyntaxError> {
        match self.peek(0) {
            None => Ok(()),
            Some(_) => Err(self.error("the expression ends before this")),
        }
    }

    fn error(&self, message: &str) -> SyntaxError {
        let at = self.tokens.get(self.at).map_or(self.length, |(_, at)| *at);
        SyntaxError {
            message: message.to_owned(),
            at,
        }
    }
}

#[cfg(test)]
mod tests;
