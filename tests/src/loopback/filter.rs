//! The text of `$filter` into a test of an entity.

mod parse;

use std::cmp::Ordering;

use jiff::Timestamp;
use serde_json::{Map, Value as Json};

use super::answer::Refusal;

/// A part of a filter.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expression {
    Literal(Json),
    Path(Vec<String>),
    Not(Box<Expression>),
    Binary(Operator, Box<Expression>, Box<Expression>),
    Call(String, Vec<Expression>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Or,
    And,
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}

impl Expression {
    /// The filter that stands in a query option.
    pub(super) fn parse(text: &str) -> Result<Self, Refusal> {
        parse::parse(text).ok_or_else(|| {
            let message = format!("the service does not understand the filter `{text}`");
            Refusal::bad_request("ErrorInvalidUrlQueryFilter", &message)
        })
    }

    pub(super) fn matches(&self, entity: &Map<String, Json>) -> bool {
        self.value(entity) == Json::Bool(true)
    }

    fn value(&self, entity: &Map<String, Json>) -> Json {
        match self {
            Self::Literal(value) => value.clone(),
            Self::Path(path) => at_path(entity, path).cloned().unwrap_or(Json::Null),
            Self::Not(inner) => Json::Bool(!inner.matches(entity)),
            Self::Binary(operator, left, right) => Json::Bool(operator.holds(left, right, entity)),
            Self::Call(name, arguments) => {
                let values: Vec<Json> = arguments.iter().map(|one| one.value(entity)).collect();
                call(name, &values)
            }
        }
    }
}

impl Operator {
    fn holds(self, left: &Expression, right: &Expression, entity: &Map<String, Json>) -> bool {
        if self == Self::And {
            return left.matches(entity) && right.matches(entity);
        }
        if self == Self::Or {
            return left.matches(entity) || right.matches(entity);
        }
        let order = compare(&left.value(entity), &right.value(entity));
        match self {
            Self::Equal => order == Some(Ordering::Equal),
            Self::NotEqual => order != Some(Ordering::Equal),
            Self::Greater => order == Some(Ordering::Greater),
            Self::GreaterOrEqual => order.is_some_and(Ordering::is_ge),
            Self::Less => order == Some(Ordering::Less),
            Self::LessOrEqual => order.is_some_and(Ordering::is_le),
            Self::And | Self::Or => false,
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

/// How two values compare; `None` where they do not, as null with a number.
pub(super) fn compare(left: &Json, right: &Json) -> Option<Ordering> {
    match (left, right) {
        (Json::String(left), Json::String(right)) => Some(
            match (left.parse::<Timestamp>(), right.parse::<Timestamp>()) {
                (Ok(left), Ok(right)) => left.cmp(&right),
                _ => left.cmp(right),
            },
        ),
        (Json::Number(left), Json::Number(right)) => left.as_f64()?.partial_cmp(&right.as_f64()?),
        (Json::Bool(left), Json::Bool(right)) => Some(left.cmp(right)),
        (Json::Null, Json::Null) => Some(Ordering::Equal),
        _ => None,
    }
}

fn call(name: &str, arguments: &[Json]) -> Json {
    match (name, arguments) {
        ("contains", [Json::String(text), Json::String(part)]) => text.contains(part).into(),
        ("startswith", [Json::String(text), Json::String(part)]) => text.starts_with(part).into(),
        ("endswith", [Json::String(text), Json::String(part)]) => text.ends_with(part).into(),
        ("tolower", [Json::String(text)]) => text.to_lowercase().into(),
        _ => Json::Null,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn matches(filter: &str) -> bool {
        let entity = json!({
            "Subject": "It's 5 o'clock", "IsRead": false, "Size": 12, "Importance": "High",
            "Received": "2026-01-05T08:00:00Z", "From": {"EmailAddress": {"Address": "a@b"}},
        });
        Expression::parse(filter)
            .unwrap()
            .matches(entity.as_object().unwrap())
    }

    #[test]
    fn filters_test_entities() {
        for filter in [
            "Subject eq 'It''s 5 o''clock'",
            "IsRead eq false and Size ge 12",
            "not (IsRead) and (Size lt 5 or Size gt 5)",
            "contains(Subject,'clock') and startswith(Subject, 'It''s')",
            "From/EmailAddress/Address eq 'a@b'",
            "Importance eq Microsoft.OutlookServices.Importance'High'",
            "Received ge 2026-01-05T09:00:00+01:00",
            "Received lt 2026-01-05T08:00:00.5Z",
            "Flag eq null and Size ne null",
        ] {
            assert!(matches(filter), "{filter}");
            assert!(!matches(&format!("not ({filter})")), "{filter}");
        }
        assert!(!matches("Size gt null"));
    }

    #[test]
    fn what_is_no_filter_is_refused() {
        for filter in [
            "",
            "Size eq",
            "Size eq 1 2",
            "contains(Subject",
            "Subject eq 'a",
            "eq 1",
        ] {
            assert!(Expression::parse(filter).is_err(), "{filter}");
        }
    }
}
