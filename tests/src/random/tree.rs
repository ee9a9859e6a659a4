//! JSON into a tree that keeps each number as it is written, for comparing without any loss.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::value::RawValue;

/// A JSON value. Numbers are text: `1.50` is not `1.5`, and no digit of a long one is lost.
#[derive(Clone, Debug, PartialEq)]
pub enum Tree {
    /// A number, a Boolean or null as it is written; a text with its escapes in one form.
    Scalar(String),
    /// An array.
    Array(Vec<Tree>),
    /// An object, whose members are in no order.
    Object(BTreeMap<String, Tree>),
}

impl Tree {
    /// What a text stands for.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self::Scalar(serde_json::Value::from(text).to_string())
    }

    /// The value in JSON.
    ///
    /// # Errors
    /// When it is no JSON.
    pub fn parse(json: &str) -> Result<Self, serde_json::Error> {
        let json = json.trim();
        Ok(match json.as_bytes().first() {
            Some(b'{') => {
                let members: BTreeMap<String, Box<RawValue>> = serde_json::from_str(json)?;
                let members = members.into_iter();
                let members = members.map(|(name, value)| Ok((name, Self::parse(value.get())?)));
                Self::Object(members.collect::<Result<_, serde_json::Error>>()?)
            }
            Some(b'[') => {
                let items: Vec<Box<RawValue>> = serde_json::from_str(json)?;
                let items = items.iter().map(|item| Self::parse(item.get()));
                Self::Array(items.collect::<Result<_, _>>()?)
            }
            Some(b'"') => Self::text(&serde_json::from_str::<String>(json)?),
            _ => {
                let raw: &RawValue = serde_json::from_str(json)?;
                Self::Scalar(raw.get().to_owned())
            }
        })
    }

    /// Where another value differs, as a path, with what stands there; none where it is the same.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Option<String> {
        match (self, other) {
            (Self::Object(ours), Self::Object(theirs)) => {
                let names = ours.keys().chain(theirs.keys());
                names
                    .into_iter()
                    .find_map(|name| match (ours.get(name), theirs.get(name)) {
                        (Some(one), Some(other)) => {
                            one.difference(other).map(|rest| format!("/{name}{rest}"))
                        }
                        (Some(one), None) => Some(format!("/{name}: {one} is lost")),
                        (None, Some(other)) => Some(format!("/{name}: {other} is new")),
                        (None, None) => None,
                    })
            }
            (Self::Array(ours), Self::Array(theirs)) if ours.len() == theirs.len() => {
                let pairs = ours.iter().zip(theirs).enumerate();
                pairs.into_iter().find_map(|(at, (one, other))| {
                    one.difference(other).map(|rest| format!("/{at}{rest}"))
                })
            }
            _ if self == other => None,
            _ => Some(format!(": {self} became {other}")),
        }
    }
}

impl fmt::Display for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scalar(text) => f.write_str(text),
            Self::Array(items) => {
                f.write_str("[")?;
                for (at, item) in items.iter().enumerate() {
                    write!(f, "{}{item}", if at > 0 { "," } else { "" })?;
                }
                f.write_str("]")
            }
            Self::Object(members) => {
                f.write_str("{")?;
                for (at, (name, value)) in members.iter().enumerate() {
                    write!(
                        f,
                        "{}{}:{value}",
                        if at > 0 { "," } else { "" },
                        Self::text(name)
                    )?;
                }
                f.write_str("}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Tree;

    fn difference(one: &str, other: &str) -> Option<String> {
        Tree::parse(one)
            .unwrap()
            .difference(&Tree::parse(other).unwrap())
    }

    #[test]
    fn nothing_but_order_and_escapes_is_the_same() {
        assert_eq!(
            difference(r#"{"a":"\u0041","b":[1]}"#, r#"{ "b": [ 1 ], "a": "A" }"#),
            None
        );
        for (one, other) in [
            ("1.50", "1.5"),
            ("1", "1.0"),
            ("10000000000000000001", "10000000000000000002"),
            (r#"{"a":null}"#, "{}"),
            ("{}", r#"{"a":[]}"#),
            ("[1,2]", "[2,1]"),
            ("\"1\"", "1"),
        ] {
            assert!(difference(one, other).is_some(), "{one} {other}");
        }
    }
}
