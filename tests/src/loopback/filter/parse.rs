//! The text of an expression into its tree, by precedence (OData URL 4.01 §5.1.1.17).

mod tokens;

use super::value::Value;
use super::{Expression, Operator, Quantifier};
use tokens::Token;

/// How deep expressions may stand in each other.
const DEEPEST: usize = 100;

/// The tree, or `None` where the text is no expression.
pub(super) fn parse(text: &str) -> Option<Expression> {
    let mut parser = Parser {
        tokens: tokens::of(text)?.into_iter().peekable(),
        depth: 0,
    };
    let expression = parser.expression()?;
    parser.tokens.next().is_none().then_some(expression)
}

struct Parser {
    tokens: std::iter::Peekable<std::vec::IntoIter<Token>>,
    depth: usize,
}

impl Parser {
    fn expression(&mut self) -> Option<Expression> {
        self.depth += 1;
        let expression = (self.depth < DEEPEST).then(|| self.binary(0)).flatten();
        self.depth -= 1;
        expression
    }

    /// Operands joined by operators of this level and of those that bind more.
    fn binary(&mut self, level: u8) -> Option<Expression> {
        let mut left = self.operand()?;
        while let Some((word, own)) = self.operator().filter(|(_, own)| *own >= level) {
            self.tokens.next();
            left = match word {
                Some(operator) => {
                    let right = self.binary(own + 1)?;
                    Expression::Binary(operator, Box::new(left), Box::new(right))
                }
                None => {
                    self.expect(Token::Open)?;
                    Expression::In(Box::new(left), self.list()?)
                }
            };
        }
        Some(left)
    }

    /// An operator, none for `in`, and how strongly it binds.
    fn operator(&mut self) -> Option<(Option<Operator>, u8)> {
        let Token::Word(word) = self.tokens.peek()? else {
            return None;
        };
        let (operator, level) = match word.as_str() {
            "or" => (Operator::Or, 0),
            "and" => (Operator::And, 1),
            "eq" => (Operator::Equal, 2),
            "ne" => (Operator::NotEqual, 2),
            "gt" => (Operator::Greater, 3),
            "ge" => (Operator::GreaterOrEqual, 3),
            "lt" => (Operator::Less, 3),
            "le" => (Operator::LessOrEqual, 3),
            "add" => (Operator::Add, 4),
            "sub" => (Operator::Subtract, 4),
            "mul" => (Operator::Multiply, 5),
            "div" => (Operator::Divide, 5),
            "divby" => (Operator::DivideExactly, 5),
            "mod" => (Operator::Modulo, 5),
            "has" => (Operator::Has, 6),
            "in" => return Some((None, 6)),
            _ => return None,
        };
        Some((Some(operator), level))
    }

    fn operand(&mut self) -> Option<Expression> {
        match self.tokens.next()? {
            Token::Text(text) => Some(Expression::Literal(Value::Text(text))),
            Token::Value(value) => Some(Expression::Literal(value)),
            Token::Open => {
                let inner = self.expression()?;
                self.expect(Token::Close).map(|()| inner)
            }
            Token::Minus => Some(Expression::Negative(Box::new(self.below()?))),
            Token::Word(word) if word == "not" => Some(Expression::Not(Box::new(self.below()?))),
            Token::Word(word) => self.word(word),
            Token::Close | Token::Comma | Token::Colon => None,
        }
    }

    fn below(&mut self) -> Option<Expression> {
        self.depth += 1;
        let operand = (self.depth < DEEPEST).then(|| self.operand()).flatten();
        self.depth -= 1;
        operand
    }

    fn word(&mut self, word: String) -> Option<Expression> {
        let value = match word.as_str() {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            "null" => Value::Null,
            _ => return self.call_or_path(&word),
        };
        Some(Expression::Literal(value))
    }

    fn call_or_path(&mut self, word: &str) -> Option<Expression> {
        const OPERATORS: [&str; 8] = ["or", "and", "eq", "ne", "gt", "ge", "lt", "le"];
        if OPERATORS.contains(&word) {
            return None;
        }
        let path = |text: &str| text.split('/').map(str::to_owned).collect::<Vec<String>>();
        if let Some(collection) = word.strip_suffix("/$count") {
            return Some(Expression::Count(path(collection)));
        }
        if self.tokens.peek() != Some(&Token::Open) {
            return Some(Expression::Path(path(word)));
        }
        self.tokens.next();
        match word.rsplit_once('/') {
            Some((collection, "any")) => self.lambda(Quantifier::Any, path(collection)),
            Some((collection, "all")) => self.lambda(Quantifier::All, path(collection)),
            Some(_) => None,
            None if word == "case" => self.cases(),
            None => Some(Expression::Call(word.to_owned(), self.list()?)),
        }
    }

    fn lambda(&mut self, quantifier: Quantifier, path: Vec<String>) -> Option<Expression> {
        if self.tokens.peek() == Some(&Token::Close) {
            self.tokens.next();
            return Some(Expression::Lambda(quantifier, path, None));
        }
        let Token::Word(variable) = self.tokens.next()? else {
            return None;
        };
        self.expect(Token::Colon)?;
        let condition = Box::new(self.expression()?);
        self.expect(Token::Close)?;
        Some(Expression::Lambda(
            quantifier,
            path,
            Some((variable, condition)),
        ))
    }

    fn cases(&mut self) -> Option<Expression> {
        let mut cases = Vec::new();
        loop {
            let condition = self.expression()?;
            self.expect(Token::Colon)?;
            cases.push((condition, self.expression()?));
            match self.tokens.next()? {
                Token::Comma => {}
                Token::Close => return Some(Expression::Case(cases)),
                _ => return None,
            }
        }
    }

    /// Expressions up to a closing parenthesis, one at least.
    fn list(&mut self) -> Option<Vec<Expression>> {
        let mut all = vec![self.expression()?];
        loop {
            match self.tokens.next()? {
                Token::Comma => all.push(self.expression()?),
                Token::Close => return Some(all),
                _ => return None,
            }
        }
    }

    fn expect(&mut self, wanted: Token) -> Option<()> {
        (self.tokens.next()? == wanted).then_some(())
    }
}
