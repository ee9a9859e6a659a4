//! The text of `$filter` into a test of an entity.

mod functions;
mod parse;
mod value;

use serde_json::{Map, Value as Json};

use super::answer::Refusal;
pub(super) use value::compare;
use value::{Value, equal, less, of_json};

/// A part of a filter.
#[derive(Clone, Debug, PartialEq)]
enum Expression {
    Literal(Value),
    Path(Vec<String>),
    /// The number of items at a path.
    Count(Vec<String>),
    Not(Box<Expression>),
    Negative(Box<Expression>),
    Binary(Operator, Box<Expression>, Box<Expression>),
    In(Box<Expression>, Vec<Expression>),
    Call(String, Vec<Expression>),
    /// Conditions with a value each.
    Case(Vec<(Expression, Expression)>),
    /// `any` or `all` of the items at a path, with the name of the variable and the condition on it.
    Lambda(Quantifier, Vec<String>, Option<(String, Box<Expression>)>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Quantifier {
    Any,
    All,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operator {
    Or,
    And,
    Equal,
    NotEqual,
    Has,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    DivideExactly,
    Modulo,
}

/// A filter that can be asked of entities.
#[derive(Clone, Debug)]
pub(super) struct Filter(Expression);

impl Filter {
    /// The filter that stands in a query option.
    pub(super) fn parse(text: &str) -> Result<Self, Refusal> {
        parse::parse(text).map(Self).ok_or_else(|| {
            let message = format!("the service does not understand the filter `{text}`");
            Refusal::bad_request("ErrorInvalidUrlQueryFilter", &message)
        })
    }

    /// Whether it is true: what is neither true nor false is not (OData URL 4.01 §5.1.1).
    pub(super) fn matches(&self, entity: &Map<String, Json>) -> bool {
        let scope = Scope {
            entity,
            variables: Vec::new(),
        };
        self.0.value(&scope) == Value::Bool(true)
    }
}

/// What names stand for.
#[derive(Clone)]
struct Scope<'a> {
    entity: &'a Map<String, Json>,
    /// Variables and the items that they stand for, inner ones last.
    variables: Vec<(&'a str, &'a Json)>,
}

impl<'a> Scope<'a> {
    fn at(&self, path: &[String]) -> Option<&'a Json> {
        let (first, rest) = path.split_first()?;
        let mut variables = self.variables.iter().rev();
        match variables.find(|(name, _)| name == first) {
            Some((_, item)) => rest.iter().try_fold(*item, |value, name| value.get(name)),
            None => at_path(self.entity, path),
        }
    }

    fn items(&self, path: &[String]) -> &'a [Json] {
        self.at(path)
            .and_then(Json::as_array)
            .map_or(&[], Vec::as_slice)
    }
}

impl Expression {
    fn value<'a>(&'a self, scope: &Scope<'a>) -> Value {
        match self {
            Self::Literal(value) => value.clone(),
            Self::Path(path) => scope.at(path).map_or(Value::Null, of_json),
            Self::Count(path) => Value::number(scope.items(path).len()),
            Self::Not(inner) => match inner.value(scope) {
                Value::Bool(value) => Value::Bool(!value),
                _ => Value::Null,
            },
            Self::Negative(inner) => inner.value(scope).negative(),
            Self::Binary(operator, left, right) => {
                operator.apply(&left.value(scope), &right.value(scope))
            }
            Self::In(left, items) => {
                let left = left.value(scope);
                Value::Bool(items.iter().any(|item| equal(&left, &item.value(scope))))
            }
            Self::Call(name, arguments) => {
                let values: Vec<Value> = arguments.iter().map(|one| one.value(scope)).collect();
                functions::call(name, &values)
            }
            Self::Case(cases) => {
                let mut cases = cases.iter();
                let found =
                    cases.find(|(condition, _)| condition.value(scope) == Value::Bool(true));
                found.map_or(Value::Null, |(_, value)| value.value(scope))
            }
            Self::Lambda(quantifier, path, condition) => {
                let mut items = scope.items(path).iter();
                let Some((variable, condition)) = condition else {
                    return Value::Bool(items.next().is_some());
                };
                let mut holds = |item: &'a Json| {
                    let mut inner = scope.clone();
                    inner.variables.push((variable, item));
                    condition.value(&inner) == Value::Bool(true)
                };
                Value::Bool(match quantifier {
                    Quantifier::Any => items.any(&mut holds),
                    Quantifier::All => items.all(&mut holds),
                })
            }
        }
    }
}

impl Operator {
    fn apply(self, left: &Value, right: &Value) -> Value {
        let truth = |value: &Value| match value {
            Value::Bool(value) => Some(*value),
            _ => None,
        };
        match self {
            Self::And => match (truth(left), truth(right)) {
                (Some(false), _) | (_, Some(false)) => Value::Bool(false),
                (Some(true), Some(true)) => Value::Bool(true),
                _ => Value::Null,
            },
            Self::Or => match (truth(left), truth(right)) {
                (Some(true), _) | (_, Some(true)) => Value::Bool(true),
                (Some(false), Some(false)) => Value::Bool(false),
                _ => Value::Null,
            },
            Self::Equal => Value::Bool(equal(left, right)),
            Self::NotEqual => Value::Bool(!equal(left, right)),
            Self::Greater => Value::Bool(less(right, left)),
            Self::GreaterOrEqual => Value::Bool(less(right, left) || equal(left, right)),
            Self::Less => Value::Bool(less(left, right)),
            Self::LessOrEqual => Value::Bool(less(left, right) || equal(left, right)),
            Self::Has => left.has(right),
            _ => functions::arithmetic(self, left, right),
        }
    }
}

/// The value at a path of property names.
pub(super) fn at_path<'a, S: AsRef<str>>(
    entity: &'a Map<String, Json>,
    path: &[S],
) -> Option<&'a Json> {
    let (first, rest) = path.split_first()?;
    let first = entity.get(first.as_ref())?;
    rest.iter()
        .try_fold(first, |value, name| value.get(name.as_ref()))
}

#[cfg(test)]
mod tests;
