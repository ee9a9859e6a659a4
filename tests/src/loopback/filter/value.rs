//! JSON and literals into values that can be compared and reckoned with.

use std::cmp::Ordering;

use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value as Json;

/// A value in a filter.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Null,
    Bool(bool),
    /// An integer, of which the quotient is one, too.
    Integer(i64),
    Number(f64),
    /// A text; a member of an enumeration; also a time in JSON, until it meets one.
    Text(String),
    Moment(Timestamp),
    Day(Date),
    Clock(Time),
    Span(SignedDuration),
}

/// The value of a property.
pub(super) fn of_json(json: &Json) -> Value {
    match json {
        Json::Bool(value) => Value::Bool(*value),
        Json::Number(number) => match number.as_i64() {
            Some(integer) => Value::Integer(integer),
            None => number.as_f64().map_or(Value::Null, Value::Number),
        },
        Json::String(text) => Value::Text(text.clone()),
        Json::Null | Json::Array(_) | Json::Object(_) => Value::Null,
    }
}

impl Value {
    pub(super) fn number(count: usize) -> Self {
        i64::try_from(count).map_or(Self::Null, Self::Integer)
    }

    pub(super) fn negative(&self) -> Self {
        match self {
            Self::Integer(number) => number.checked_neg().map_or(Self::Null, Self::Integer),
            Self::Number(number) => Self::Number(-number),
            Self::Span(span) => span.checked_neg().map_or(Self::Null, Self::Span),
            _ => Self::Null,
        }
    }

    pub(super) fn as_number(&self) -> Option<f64> {
        match self {
            Self::Integer(number) => Some(*number as f64),
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    pub(super) fn as_moment(&self) -> Option<Timestamp> {
        match self {
            Self::Moment(moment) => Some(*moment),
            Self::Text(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// Whether all flags on the right are set on the left.
    pub(super) fn has(&self, flags: &Self) -> Self {
        let (Self::Text(left), Self::Text(right)) = (self, flags) else {
            return Self::Null;
        };
        let set: Vec<&str> = left.split(',').map(str::trim).collect();
        Self::Bool(right.split(',').all(|flag| set.contains(&flag.trim())))
    }
}

/// `eq`: null is equal to null and to nothing else (OData URL 4.01 §5.1.1.1.1).
pub(super) fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Null, Value::Null) => true,
        _ => order(left, right) == Some(Ordering::Equal),
    }
}

/// `lt`: nothing is less or greater than null (§5.1.1.1.5).
pub(super) fn less(left: &Value, right: &Value) -> bool {
    order(left, right) == Some(Ordering::Less)
}

fn order(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Null, _) | (_, Value::Null) => None,
        (Value::Bool(left), Value::Bool(right)) => Some(left.cmp(right)),
        (Value::Integer(left), Value::Integer(right)) => Some(left.cmp(right)),
        (Value::Day(left), Value::Day(right)) => Some(left.cmp(right)),
        (Value::Clock(left), Value::Clock(right)) => Some(left.cmp(right)),
        (Value::Span(left), Value::Span(right)) => Some(left.cmp(right)),
        (Value::Text(one), Value::Text(other)) => match (left.as_moment(), right.as_moment()) {
            (Some(left), Some(right)) => Some(left.cmp(&right)),
            _ => Some(one.cmp(other)),
        },
        (Value::Moment(_), _) | (_, Value::Moment(_)) => {
            Some(left.as_moment()?.cmp(&right.as_moment()?))
        }
        _ => left.as_number()?.partial_cmp(&right.as_number()?),
    }
}

/// How two values of properties sort; `None` where they do not, as a text and a number.
pub(in crate::loopback) fn compare(left: &Json, right: &Json) -> Option<Ordering> {
    match (of_json(left), of_json(right)) {
        (Value::Null, Value::Null) => Some(Ordering::Equal),
        (left, right) => order(&left, &right),
    }
}
