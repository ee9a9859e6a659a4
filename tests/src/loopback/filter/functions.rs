//! Names of functions and operators with their operands into values; of null comes null.

use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp, Zoned};

use super::Operator;
use super::value::Value;

/// `add`, `sub`, `mul`, `div`, `divby` and `mod` (OData URL 4.01 §5.1.1.2).
pub(super) fn arithmetic(operator: Operator, left: &Value, right: &Value) -> Value {
    if let (Value::Integer(left), Value::Integer(right)) = (left, right)
        && operator != Operator::DivideExactly
    {
        return integers(operator, *left, *right).map_or(Value::Null, Value::Integer);
    }
    if let (Some(left), Some(right)) = (left.as_number(), right.as_number()) {
        return match operator {
            Operator::Add => Value::Number(left + right),
            Operator::Subtract => Value::Number(left - right),
            Operator::Multiply => Value::Number(left * right),
            Operator::Divide | Operator::DivideExactly => Value::Number(left / right),
            Operator::Modulo => Value::Number(left % right),
            _ => Value::Null,
        };
    }
    times(operator, left, right).unwrap_or(Value::Null)
}

fn integers(operator: Operator, left: i64, right: i64) -> Option<i64> {
    match operator {
        Operator::Add => left.checked_add(right),
        Operator::Subtract => left.checked_sub(right),
        Operator::Multiply => left.checked_mul(right),
        Operator::Divide => left.checked_div(right),
        Operator::Modulo => left.checked_rem(right),
        _ => None,
    }
}

/// Sums of times and lengths of time.
fn times(operator: Operator, left: &Value, right: &Value) -> Option<Value> {
    let subtracts = match operator {
        Operator::Add => false,
        Operator::Subtract => true,
        _ => return None,
    };
    let signed = |span: &SignedDuration| match subtracts {
        true => span.checked_neg(),
        false => Some(*span),
    };
    match (left, right) {
        (Value::Span(left), Value::Span(right)) => {
            left.checked_add(signed(right)?).map(Value::Span)
        }
        (Value::Day(day), Value::Span(span)) => day.checked_add(signed(span)?).ok().map(Value::Day),
        (Value::Day(left), Value::Day(right)) if subtracts => {
            Some(Value::Span(left.duration_since(*right)))
        }
        (left, Value::Span(span)) => left
            .as_moment()?
            .checked_add(signed(span)?)
            .ok()
            .map(Value::Moment),
        (left, right) if subtracts => {
            let span = left.as_moment()?.duration_since(right.as_moment()?);
            Some(Value::Span(span))
        }
        _ => None,
    }
}

/// A function of the standard (§5.1.1.5 to §5.1.1.9).
pub(super) fn call(name: &str, arguments: &[Value]) -> Value {
    let found = match arguments {
        [Value::Text(text)] => of_text(name, text).or_else(|| of_time(name, &arguments[0])),
        [Value::Text(text), Value::Text(part)] => of_texts(name, text, part),
        [Value::Text(text), Value::Integer(start)] if name == "substring" => {
            substring(text, *start, None)
        }
        [
            Value::Text(text),
            Value::Integer(start),
            Value::Integer(length),
        ] if name == "substring" => substring(text, *start, Some(*length)),
        [number @ (Value::Integer(_) | Value::Number(_))] => rounded(name, number),
        [time] => of_time(name, time),
        _ => None,
    };
    found.unwrap_or(Value::Null)
}

fn of_text(name: &str, text: &str) -> Option<Value> {
    Some(match name {
        "tolower" => Value::Text(text.to_lowercase()),
        "toupper" => Value::Text(text.to_uppercase()),
        "trim" => Value::Text(text.trim().to_owned()),
        "length" => Value::number(text.chars().count()),
        _ => return None,
    })
}

fn of_texts(name: &str, text: &str, part: &str) -> Option<Value> {
    Some(match name {
        "contains" => Value::Bool(text.contains(part)),
        "startswith" => Value::Bool(text.starts_with(part)),
        "endswith" => Value::Bool(text.ends_with(part)),
        "concat" => Value::Text(format!("{text}{part}")),
        "indexof" => match text.find(part) {
            Some(bytes) => Value::number(text[..bytes].chars().count()),
            None => Value::Integer(-1),
        },
        _ => return None,
    })
}

fn substring(text: &str, start: i64, length: Option<i64>) -> Option<Value> {
    let start = usize::try_from(start).ok()?;
    let length = length.map_or(Ok(usize::MAX), usize::try_from).ok()?;
    Some(Value::Text(text.chars().skip(start).take(length).collect()))
}

fn rounded(name: &str, value: &Value) -> Option<Value> {
    let number = value.as_number()?;
    let rounded = match name {
        "round" => number.round(),
        "floor" => number.floor(),
        "ceiling" => number.ceil(),
        _ => return None,
    };
    Some(match value {
        Value::Integer(_) => value.clone(),
        _ => Value::Number(rounded),
    })
}

fn of_time(name: &str, value: &Value) -> Option<Value> {
    if let Value::Span(span) = value {
        let seconds = span.as_secs_f64();
        return (name == "totalseconds").then_some(Value::Number(seconds));
    }
    let (local, offset) = local(value)?;
    let integer = |number: i64| Some(Value::Integer(number));
    match name {
        "year" => integer(local.year().into()),
        "month" => integer(local.month().into()),
        "day" => integer(local.day().into()),
        "hour" => integer(local.hour().into()),
        "minute" => integer(local.minute().into()),
        "second" => integer(local.second().into()),
        "fractionalseconds" => Some(Value::Number(f64::from(local.subsec_nanosecond()) / 1e9)),
        "date" => Some(Value::Day(local.date())),
        "time" => Some(Value::Clock(local.time())),
        "totaloffsetminutes" => integer(i64::from(offset.seconds()) / 60),
        _ => None,
    }
}

/// Date, time and offset as they are written; what has been reckoned is in UTC.
fn local(value: &Value) -> Option<(DateTime, Offset)> {
    match value {
        Value::Text(text) => {
            let moment: Timestamp = text.parse().ok()?;
            let sign = text.len() - 6;
            let offset = match text.get(sign..) {
                Some(end) if end.starts_with(['+', '-']) => {
                    let (hours, minutes) = end[1..].split_once(':')?;
                    let minutes = hours.parse::<i32>().ok()? * 60 + minutes.parse::<i32>().ok()?;
                    let sign = if end.starts_with('-') { -60 } else { 60 };
                    Offset::from_seconds(sign * minutes).ok()?
                }
                _ => Offset::UTC,
            };
            let zoned: Zoned = moment.to_zoned(TimeZone::fixed(offset));
            Some((zoned.datetime(), offset))
        }
        Value::Moment(moment) => Some((Offset::UTC.to_datetime(*moment), Offset::UTC)),
        Value::Day(day) => Some((day.to_datetime(jiff::civil::Time::midnight()), Offset::UTC)),
        Value::Clock(time) => Some((jiff::civil::Date::ZERO.to_datetime(*time), Offset::UTC)),
        _ => None,
    }
}
