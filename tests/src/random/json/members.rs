//! Values and members into JSON in the order in which they are added, and annotations into members.

use std::fmt;

use super::Writer;
use crate::random::terms::Value;

/// A value.
#[derive(Clone, Debug)]
pub(super) enum Json {
    /// A number or a Boolean, as it is written.
    Raw(String),
    Text(String),
    Array(Vec<Json>),
    Object(Object),
}

/// Members in their order, which is that of what they declare.
#[derive(Clone, Debug, Default)]
pub(super) struct Object(Vec<(String, Json)>);

impl Object {
    pub(super) fn of(name: &str, value: Json) -> Self {
        Self(vec![(name.to_owned(), value)])
    }

    pub(super) fn add(&mut self, name: &str, value: Json) {
        self.0.push((name.to_owned(), value));
    }

    pub(super) fn text(&mut self, name: &str, text: &str) {
        self.add(name, Json::text(text));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Json {
    pub(super) fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        match self {
            Self::Raw(text) => f.write_str(text),
            Self::Text(text) => f.write_str(&quoted(text)),
            Self::Array(items) => {
                f.write_str("[")?;
                for (at, item) in items.iter().enumerate() {
                    write!(f, "{}{item}", if at > 0 { ", " } else { "" })?;
                }
                f.write_str("]")
            }
            Self::Object(Object(members)) => {
                f.write_str("{")?;
                for (at, (name, value)) in members.iter().enumerate() {
                    let comma = if at > 0 { ",\n" } else { "\n" };
                    write!(f, "{comma}{}: {value}", quoted(name))?;
                }
                f.write_str("}")
            }
        }
    }
}

impl Writer<'_> {
    /// Adds annotations of a member, of the object itself where that is empty, or keeps them for later.
    pub(super) fn annotate(
        &mut self,
        object: &mut Object,
        member: &str,
        terms: Vec<(String, Value)>,
        path: Option<String>,
    ) {
        match path {
            Some(path) if self.spelling.apart && !terms.is_empty() => {
                let mut apart = Object::default();
                terms
                    .iter()
                    .for_each(|(term, value)| apart.add(&format!("@{term}"), written(value)));
                self.apart.add(&path, Json::Object(apart));
            }
            _ => {
                let terms = terms.iter();
                terms.for_each(|(term, value)| {
                    object.add(&format!("{member}@{term}"), written(value))
                });
            }
        }
    }
}

fn written(value: &Value) -> Json {
    match value {
        Value::Bool(value) => Json::Raw(value.to_string()),
        Value::Text(text) => Json::text(text),
        // the name alone, without its type (OData CSDL JSON 4.01 §14.3.7)
        Value::Member(_, member) => Json::text(member),
        Value::Paths(_, paths) => Json::Array(paths.iter().map(|path| Json::text(path)).collect()),
        Value::Collection(items) => Json::Array(items.iter().map(written).collect()),
        Value::Record(fields) => {
            let fields = fields
                .iter()
                .map(|(name, value)| ((*name).to_owned(), written(value)));
            Json::Object(Object(fields.collect()))
        }
    }
}
