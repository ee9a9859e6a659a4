//! Turns any stage of the pipeline into a plain tree, in the order of its fields, for JSON and for text.

mod builder;
mod text;

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use odata_bindgen::diagnostics::{SourceId, Sources};

/// A value without types.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Tree {
    /// Nothing.
    Null,
    /// Yes or no; `stated` where it could have been left open.
    Bool {
        /// Yes.
        value: bool,
        /// It stands in an `Option`, so that no is not the same as nothing.
        stated: bool,
    },
    /// An integer below zero.
    Int(i64),
    /// An integer.
    Number(u64),
    /// A number with a fraction.
    Float(f64),
    /// A text, a name or a place.
    Text(String),
    /// Many.
    List(Vec<Tree>),
    /// Fields in order.
    Map(Vec<(String, Tree)>),
}

/// What is needed to write places and ids so that people can read them.
pub(super) struct Context<'c> {
    pub(super) sources: &'c Sources,
    /// The file whose name is left out of places.
    pub(super) home: Option<SourceId>,
    /// The name that an id stands for, by the id's type and number.
    pub(super) name: &'c dyn Fn(&str, u32) -> Option<String>,
}

impl Tree {
    /// The tree of a value.
    pub(super) fn of(value: &impl Serialize, context: &Context<'_>) -> Self {
        let tree = value.serialize(builder::Builder { context });
        tree.expect("the stages of the pipeline have only values that a tree can hold")
    }

    /// The tree as indented lines; what is empty or not so is left out.
    pub(super) fn render(&self) -> String {
        text::render(self)
    }
}

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool { value, .. } => serializer.serialize_bool(*value),
            Self::Int(value) => serializer.serialize_i64(*value),
            Self::Number(value) => serializer.serialize_u64(*value),
            Self::Float(value) => serializer.serialize_f64(*value),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                items
                    .iter()
                    .try_for_each(|item| list.serialize_element(item))?;
                list.end()
            }
            Self::Map(fields) => {
                let mut map = serializer.serialize_map(Some(fields.len()))?;
                fields
                    .iter()
                    .try_for_each(|(name, value)| map.serialize_entry(name, value))?;
                map.end()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde::Serialize;

    use super::*;

    #[derive(Serialize)]
    struct Property {
        name: &'static str,
        open: bool,
        nullable: Option<bool>,
        absent: Option<bool>,
        docs: Vec<&'static str>,
        parts: Vec<Part>,
    }

    #[derive(Serialize)]
    enum Part {
        Unit,
        New(i32),
        Named { id: u8 },
    }

    fn tree() -> Tree {
        let property = Property {
            name: "Id",
            open: false,
            nullable: Some(false),
            absent: None,
            docs: vec!["one, two", "three"],
            parts: vec![Part::Unit, Part::New(-1), Part::Named { id: 7 }],
        };
        let sources = Sources::default();
        let context = Context {
            sources: &sources,
            home: None,
            name: &|_, _| None,
        };
        Tree::of(&property, &context)
    }

    #[test]
    fn a_tree_is_json_in_the_order_of_its_fields() {
        insta::assert_snapshot!(serde_json::to_string(&tree()).unwrap(), @r#"{"name":"Id","open":false,"nullable":false,"absent":null,"docs":["one, two","three"],"parts":["Unit",{"New":-1},{"Named":{"id":7}}]}"#);
    }

    #[test]
    fn a_tree_is_text_without_what_is_empty() {
        insta::assert_snapshot!(tree().render(), @r#"
        name: Id, nullable: no
        docs: "one, two", three
        parts: Unit, New -1, Named (id: 7)
        "#);
    }
}
