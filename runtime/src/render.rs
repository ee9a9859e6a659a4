//! Values into JSON text, and JSON text into values, debug output and comparisons.
//!
//! Everything that turns a generated type into text goes through [`json`], so that each type is
//! compiled for one serializer only.

use std::borrow::Borrow;
use std::fmt;
use std::marker::PhantomData;

use serde::ser::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::error::{DecodeError, EncodeError};
use crate::structured::Structured;
use crate::value::{Seed, Value, Written};

/// The value that JSON text is: what a file or a queue keeps of a service's, by the rules of OData
/// (OData JSON 4.01 §7).
///
/// It needs no feature, unlike `serde_json::from_str`, which needs `serde` for generated types.
///
/// ```
/// use odata_runtime::{Duration, from_json, to_json};
///
/// let durations: Vec<Duration> = from_json(r#"["PT90S", "P1D"]"#)?;
/// assert_eq!(to_json(&durations)?, r#"["PT90S","P1D"]"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When the text is not JSON, or not the JSON of a `T`; [`DecodeError::path`] says where.
pub fn from_json<T: Value>(json: &str) -> Result<T, DecodeError> {
    value(json.as_bytes())
}

/// The JSON of a value, without spaces: what [`from_json`] reads.
///
/// What is absent is left out, what the service said beside the declared properties is in it.
///
/// What asks for a type of serde, such as [`Patch::raw`](crate::Patch::raw), takes an
/// [`Untyped`](crate::Untyped) of it, whatever features there are:
///
/// ```
/// use odata_runtime::{Control, Date, Untyped, from_json, to_json};
///
/// let date: Date = "2026-01-31".parse()?;
/// let untyped: Untyped = to_json(&date)?.parse()?;
/// let mut control = Control::default();
/// control.set("Due", &untyped)?;
/// let due = control.raw("Due").expect("it was set");
/// assert_eq!(from_json::<Date>(due.get())?, date);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When a value cannot be written, such as a member of an enumeration without a name.
pub fn to_json<T: Value>(value: &T) -> Result<String, EncodeError> {
    let json = json(value)?;
    Ok(String::from_utf8(json).expect("JSON that was written from Rust is UTF-8"))
}

/// The JSON of a value.
pub(crate) fn json<T: Value>(value: &T) -> Result<Vec<u8>, EncodeError> {
    serde_json::to_vec(&Written(value)).map_err(EncodeError::from)
}

/// The same, as text that is known to be JSON.
pub(crate) fn raw<T: Value>(value: &T) -> Result<Box<RawValue>, EncodeError> {
    raw_json(&Written(value))
}

/// The JSON array of values.
pub(crate) fn raw_items<T: Value>(
    items: impl IntoIterator<Item = impl Borrow<T>>,
) -> Result<Box<RawValue>, EncodeError> {
    raw_json(&Items(items.into_iter().collect(), PhantomData::<T>))
}

/// Values that are owned or borrowed, as an array.
struct Items<B, T>(Vec<B>, PhantomData<T>);

impl<B: Borrow<T>, T: Value> Serialize for Items<B, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|item| Written(item.borrow())))
    }
}

/// The JSON of a serde type.
pub(crate) fn raw_json<T: Serialize + ?Sized>(value: &T) -> Result<Box<RawValue>, EncodeError> {
    serde_json::value::to_raw_value(value).map_err(EncodeError::from)
}

/// The value that JSON text is.
pub(crate) fn value<T: Value>(json: &[u8]) -> Result<T, DecodeError> {
    use serde::de::DeserializeSeed;
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    Seed::new()
        .deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value))
        .map_err(|error| DecodeError::new(&error))
}

/// `Message {"Id":"a"}`, and over several lines with `{:#?}`.
#[inline]
pub fn debug<T: Structured>(value: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    debug_json(value.actual_type(), json(value), f)
}

/// Whether two values are written alike.
#[inline]
pub fn equal<T: Value>(a: &T, b: &T) -> bool {
    same(json(a), json(b))
}

fn same(a: Result<Vec<u8>, EncodeError>, b: Result<Vec<u8>, EncodeError>) -> bool {
    matches!((a, b), (Ok(a), Ok(b)) if a == b)
}

fn debug_json(
    type_name: &str,
    json: Result<Vec<u8>, EncodeError>,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    let name = type_name.rsplit('.').next().unwrap_or(type_name);
    let json = json.map_err(|_| fmt::Error)?;
    let json = String::from_utf8_lossy(&json);
    write!(f, "{name} ")?;
    if f.alternate() {
        f.write_str(&indented(&json))
    } else {
        f.write_str(&json)
    }
}

/// JSON with a line for each member and element.
pub(crate) fn indented(json: &str) -> String {
    let mut out = String::with_capacity(json.len() * 2);
    let mut depth = 0_usize;
    let mut in_string = false;
    let mut escaped = false;
    let mut previous = ' ';
    for c in json.chars() {
        let opened = matches!(previous, '{' | '[') && !in_string;
        if in_string {
            out.push(c);
            in_string = escaped || c != '"';
            escaped = c == '\\' && !escaped;
            // A bracket inside of a string opens nothing.
            previous = '"';
            continue;
        }
        if c.is_ascii_whitespace() {
            continue;
        }
        match c {
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                if !opened {
                    new_line(&mut out, depth);
                }
            }
            _ if opened => new_line(&mut out, depth),
            _ => {}
        }
        out.push(c);
        match c {
            '{' | '[' => depth += 1,
            ',' => new_line(&mut out, depth),
            ':' => out.push(' '),
            '"' => in_string = true,
            _ => {}
        }
        previous = c;
    }
    out
}

fn new_line(out: &mut String, depth: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n("    ", depth));
}

#[cfg(test)]
mod tests {
    #[test]
    fn indentation_leaves_strings_and_empty_brackets_alone() {
        let json = r#"{"a":"{\"x\":[1]}\\","b":[],"c":{"d":[1,2]}}"#;
        let expected = r#"{
    "a": "{\"x\":[1]}\\",
    "b": [],
    "c": {
        "d": [
            1,
            2
        ]
    }
}"#;
        assert_eq!(super::indented(json), expected);
        assert_eq!(super::indented(expected), expected);
    }
}
