//! Terms and values into `Annotation` elements, where they belong or apart from it.

use odata_bindgen::model::Annotations;

use super::Writer;
use crate::random::terms::{self, Value};

/// Annotations that are written at the end of the schema, with the path of what they are about.
pub(super) type Apart = Vec<(String, Vec<(String, Value)>)>;

impl Writer<'_> {
    /// Writes annotations into the element that is open, or keeps them for later.
    pub(super) fn annotations(&mut self, annotations: &Annotations, path: Option<String>) {
        let terms = terms::of(annotations);
        match path {
            Some(path) if self.spelling.apart && !terms.is_empty() => {
                self.apart.push((path, terms))
            }
            _ => terms
                .iter()
                .for_each(|(term, value)| self.annotation(term, value)),
        }
    }

    /// Writes what was kept.
    pub(super) fn write_apart(&mut self) {
        for (path, terms) in std::mem::take(&mut self.apart) {
            self.xml.open("Annotations", &[("Target", &path)]);
            terms
                .iter()
                .for_each(|(term, value)| self.annotation(term, value));
            self.xml.close("Annotations");
        }
    }

    fn annotation(&mut self, term: &str, value: &Value) {
        match value {
            // true is what a tag is where nothing is said
            Value::Bool(true) if !self.spelling.verbose => {
                self.xml.empty("Annotation", &[("Term", term)])
            }
            _ => self.valued("Annotation", ("Term", term), value),
        }
    }

    /// An element with a value: an attribute where that is enough and little is said, otherwise an element in it.
    fn valued(&mut self, tag: &str, name: (&str, &str), value: &Value) {
        let attribute = match value {
            Value::Bool(value) => Some(("Bool", value.to_string())),
            Value::Text(text) => Some(("String", text.clone())),
            Value::Member(ty, member) => Some(("EnumMember", format!("{ty}/{member}"))),
            _ => None,
        };
        match attribute {
            Some((kind, text)) if !self.spelling.verbose => {
                self.xml.empty(tag, &[name, (kind, &text)]);
            }
            _ => {
                self.xml.open(tag, &[name]);
                self.value(value);
                self.xml.close(tag);
            }
        }
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::Bool(value) => self.xml.element("Bool", &value.to_string()),
            Value::Text(text) => self.xml.element("String", text),
            Value::Member(ty, member) => self.xml.element("EnumMember", &format!("{ty}/{member}")),
            Value::Paths(kind, paths) => {
                self.xml.open("Collection", &[]);
                paths.iter().for_each(|path| self.xml.element(kind, path));
                self.xml.close("Collection");
            }
            Value::Record(fields) => {
                self.xml.open("Record", &[]);
                for (name, value) in fields {
                    self.valued("PropertyValue", ("Property", name), value);
                }
                self.xml.close("Record");
            }
            Value::Collection(items) => {
                self.xml.open("Collection", &[]);
                items.iter().for_each(|item| self.value(item));
                self.xml.close("Collection");
            }
        }
    }
}
