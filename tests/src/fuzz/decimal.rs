//! Turns bytes into decimals and other numbers, bytes and identifiers, which must be written as they were read.

use std::cmp::Ordering;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use odata_runtime::{Base64, Binary, Decimal, Value};

use super::grammar;

/// A text in two lines: each as a decimal, which is one where the grammar says so (OData ABNF
/// `decimalValue`), and the two compared; the first as JSON of every type of numbers, and as bytes.
pub fn decimal(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let (first, second) = text.split_once('\n').unwrap_or((text, text));
    if let (Some(first), Some(second)) = (read(first), read(second)) {
        compare(&first, &second);
    }
    if let Ok(value) = serde_json::from_str::<Decimal>(first) {
        let json = serde_json::to_string(&value).expect("a decimal can be written");
        assert_eq!(json, first.trim_matches([' ', '\t', '\r', '\n']));
    }
    number::<u8>(first);
    number::<i8>(first);
    number::<i16>(first);
    number::<i32>(first);
    number::<i64>(first);
    number::<f32>(first);
    number::<f64>(first);
    binary(first);
}

fn read(text: &str) -> Option<Decimal> {
    let read = text.parse::<Decimal>().ok();
    assert_eq!(read.is_some(), grammar::is_decimal(text), "`{text}`");
    let decimal = read?;
    assert_eq!(decimal.as_str(), text);
    let json = serde_json::to_string(&decimal).expect("a decimal can be written");
    let again: Decimal = serde_json::from_str(&json).expect("what was written can be read");
    assert_eq!(again.as_str(), text, "{json}");
    Some(decimal)
}

/// The order of decimals is one, and that of the nearest doubles where those differ.
fn compare(one: &Decimal, other: &Decimal) {
    let order = one.cmp(other);
    assert_eq!(order, other.cmp(one).reverse(), "{one} and {other}");
    assert_eq!(one.cmp(one), Ordering::Equal, "{one}");
    if order == Ordering::Equal {
        assert_eq!(hash(one), hash(other), "{one} and {other}");
    }
    let (a, b) = (one.to_f64(), other.to_f64());
    if a < b {
        assert_eq!(order, Ordering::Less, "{one} and {other}");
    } else if a > b {
        assert_eq!(order, Ordering::Greater, "{one} and {other}");
    }
}

fn hash(decimal: &Decimal) -> u64 {
    let mut hasher = DefaultHasher::new();
    decimal.hash(&mut hasher);
    hasher.finish()
}

/// JSON as it is read by a property of a type.
struct Read<T>(T);

impl<'de, T: Value> serde::Deserialize<'de> for Read<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Self)
    }
}

impl<T: Value> serde::Serialize for Read<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}

/// What is read as a number is written as JSON that gives the same number.
fn number<T: Value>(json: &str) {
    let Ok(value) = serde_json::from_str::<Read<T>>(json) else {
        return;
    };
    let written = serde_json::to_string(&value).expect("a number can be written");
    let again: Read<T> = serde_json::from_str(&written).expect("what was written can be read");
    let twice = serde_json::to_string(&again).expect("a number can be written");
    assert_eq!(written, twice, "{json}");
}

/// What is read as bytes gives the same bytes when it is written and read again, and the same text where
/// the text has no bits that mean nothing.
fn binary(text: &str) {
    let Ok(binary) = text.parse::<Binary>() else {
        return;
    };
    let written = binary.to_string();
    let again: Binary = written.parse().expect("what was written can be read");
    assert_eq!(again, binary, "{text}");
    assert_eq!(again.to_string(), written);
    let made: Binary<Base64> = Binary::from(binary.to_vec());
    let read: Binary<Base64> = made.to_string().parse().expect("what was made can be read");
    assert_eq!(*read, *binary, "{text}");
    assert_eq!(
        written.trim_end_matches('=').len(),
        text.trim_end_matches('=').len(),
        "{text}"
    );
}
