//! Turns the text of an expression into its tree (OData URL 4.01 §5.1.1), to be held against what it was made of.
//!
//! It is a reader of its own, that shares nothing with those of the generator and of the loopback service.

use serde_json::Value;

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Tree {
    /// A string, without its quotes.
    Text(String),
    /// A path, a number, a date: what stands without quotes.
    Word(String),
    /// `duration'PT1H'`: what stands in front, and the text.
    Typed(String, String),
    /// A list of JSON.
    Json(Value),
    /// `and` or `or`, whose operands may be grouped in any way.
    Several(String, Vec<Tree>),
    /// Any other operator, with what stands on its two sides.
    Binary(String, Box<[Tree; 2]>),
    /// `not` or `-`.
    Unary(String, Box<Tree>),
    /// A call of a function.
    Call(String, Vec<Tree>),
    /// `x in (…)`.
    In(Box<Tree>, Vec<Tree>),
    /// `path/any(x:…)`: the path with the operator, the variable, the condition.
    Lambda(String, String, Box<Tree>),
}

impl Tree {
    /// Two conditions that are joined.
    pub(super) fn joined(operator: &str, left: Self, right: Self) -> Self {
        let mut all = Vec::new();
        for side in [left, right] {
            match side {
                Self::Several(known, parts) if known == operator => all.extend(parts),
                other => all.push(other),
            }
        }
        Self::Several(operator.to_owned(), all)
    }

    /// An operator between two operands.
    pub(super) fn binary(operator: &str, left: Self, right: Self) -> Self {
        Self::Binary(operator.to_owned(), Box::new([left, right]))
    }

    /// A call.
    pub(super) fn call(name: &str, arguments: impl Into<Vec<Self>>) -> Self {
        Self::Call(name.to_owned(), arguments.into())
    }

    /// What stands without quotes.
    pub(super) fn word(text: impl ToString) -> Self {
        Self::Word(text.to_string())
    }
}

/// The operators, weakest first (OData URL 4.01 §5.1.1.17).
const LEVELS: [&[&str]; 6] = [
    &["or"],
    &["and"],
    &["eq", "ne", "has", "in"],
    &["gt", "ge", "lt", "le"],
    &["add", "sub"],
    &["mul", "div", "divby", "mod"],
];

/// The tree of a whole text, `None` where it is none.
pub(super) fn parse(text: &str) -> Option<Tree> {
    let mut parser = Parser { rest: text };
    let tree = parser.binary(0)?;
    parser.rest.is_empty().then_some(tree)
}

struct Parser<'t> {
    rest: &'t str,
}

impl<'t> Parser<'t> {
    fn take(&mut self, text: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(text)?;
        Some(())
    }

    fn operator(&mut self, level: usize) -> Option<&'static str> {
        let rest = self.rest.strip_prefix(' ')?;
        let (word, after) = rest.split_once(' ')?;
        let found = LEVELS[level].iter().find(|known| **known == word)?;
        self.rest = after;
        Some(found)
    }

    fn binary(&mut self, level: usize) -> Option<Tree> {
        if level == LEVELS.len() {
            return self.operand();
        }
        let mut left = self.binary(level + 1)?;
        while let Some(operator) = self.operator(level) {
            left = match operator {
                "in" => Tree::In(Box::new(left), self.list()?),
                "and" | "or" => Tree::joined(operator, left, self.binary(level + 1)?),
                _ => Tree::binary(operator, left, self.binary(level + 1)?),
            };
        }
        Some(left)
    }

    fn operand(&mut self) -> Option<Tree> {
        if self.take("not ").is_some() {
            return Some(Tree::Unary("not".to_owned(), Box::new(self.operand()?)));
        }
        let is_number =
            |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit()) || rest.starts_with("INF");
        match self.rest.chars().next()? {
            '(' => self.group(),
            '\'' => self.string().map(Tree::Text),
            '[' => self.json(),
            '-' if !is_number(&self.rest[1..]) => {
                self.take("-")?;
                Some(Tree::Unary("-".to_owned(), Box::new(self.operand()?)))
            }
            _ => self.word(),
        }
    }

    fn group(&mut self) -> Option<Tree> {
        self.take("(")?;
        let inner = self.binary(0)?;
        self.take(")")?;
        Some(inner)
    }

    fn string(&mut self) -> Option<String> {
        self.take("'")?;
        let mut text = String::new();
        loop {
            let (part, rest) = self.rest.split_once('\'')?;
            text.push_str(part);
            self.rest = rest;
            if self.take("'").is_none() {
                return Some(text);
            }
            text.push('\'');
        }
    }

    fn json(&mut self) -> Option<Tree> {
        let mut values = serde_json::Deserializer::from_str(self.rest).into_iter();
        let value: Value = values.next()?.ok()?;
        self.rest = &self.rest[values.byte_offset()..];
        Some(Tree::Json(value))
    }

    fn word(&mut self) -> Option<Tree> {
        let ends = |c: char| " (),'\"[]".contains(c);
        let end = self.rest.find(ends).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        let word = Some(word).filter(|word| !word.is_empty())?.to_owned();
        match self.rest.chars().next() {
            Some('\'') => Some(Tree::Typed(word, self.string()?)),
            Some('(') if word.ends_with("/any") || word.ends_with("/all") => self.lambda(word),
            Some('(') => Some(Tree::Call(word, self.list()?)),
            _ => Some(Tree::Word(word)),
        }
    }

    fn lambda(&mut self, path: String) -> Option<Tree> {
        self.take("(")?;
        if self.take(")").is_some() {
            return Some(Tree::Call(path, Vec::new()));
        }
        let (variable, rest) = self.rest.split_once(':')?;
        self.rest = rest;
        let condition = self.binary(0)?;
        self.take(")")?;
        Some(Tree::Lambda(path, variable.to_owned(), Box::new(condition)))
    }

    fn list(&mut self) -> Option<Vec<Tree>> {
        self.take("(")?;
        let mut items = Vec::new();
        if self.take(")").is_some() {
            return Some(items);
        }
        loop {
            items.push(self.binary(0)?);
            if self.take(",").is_none() {
                self.take(")")?;
                return Some(items);
            }
        }
    }
}
