//! Turns the text of a generated file into the types and functions that it declares.
//!
//! Only files that this generator printed are read, so what begins and ends an item is known by how
//! its lines are indented.

use std::collections::BTreeMap;

/// Path of a type or function, and its text without documentation.
pub(super) type Items = BTreeMap<String, String>;

/// The types and functions of a generated tree.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// Model types, such as `v2_0::types::Message`.
    pub(super) types: Items,
    /// Functions that make addresses and requests, such as `v2_0::requests::MessageRequest::reply`.
    pub(super) functions: Items,
}

impl Outline {
    /// Adds what a file declares; `modules` are those of the versions.
    pub(super) fn read(&mut self, path: &str, text: &str, modules: &[&str]) {
        let Some((module, area)) = place(path, modules) else {
            return;
        };
        match area {
            Area::Types => {
                if let Some(name) = text.lines().find_map(declared) {
                    self.types
                        .insert(format!("{module}{name}"), definition(text));
                }
            }
            Area::Requests => self.read_functions(&module, text),
        }
    }

    fn read_functions(&mut self, module: &str, text: &str) {
        let mut owner = "";
        let mut open: Option<(&str, String)> = None;
        let mut collection = "";
        for line in text.lines() {
            if line.starts_with("impl") {
                owner = implementor(line);
            }
            if let Some(name) = line.strip_prefix("    type Request = ") {
                collection = name.trim_end_matches(';');
            }
            // the function itself is the same for all, and the runtime's
            if line.starts_with("    const KEY: ") {
                let key = format!("{module}{collection}::by_key");
                self.functions.insert(key, line.to_owned());
            }
            let function = line.strip_prefix("    pub fn ");
            if let Some(name) = function.and_then(|rest| rest.split(['(', '<']).next()) {
                open = Some((name, String::new()));
            }
            let Some((name, body)) = &mut open else {
                continue;
            };
            body.push_str(line);
            body.push('\n');
            if line == "    }" {
                let key = format!("{module}{owner}::{name}");
                self.functions.insert(key, std::mem::take(body));
                open = None;
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Area {
    Types,
    Requests,
}

/// The module that the items of a file are reached by, with `::` at its end, and what it holds.
fn place(path: &str, modules: &[&str]) -> Option<(String, Area)> {
    let path = path.strip_prefix("src/")?.strip_suffix(".rs")?;
    let mut segments: Vec<&str> = path.split('/').collect();
    let version = match &*segments {
        [first, _, ..] if modules.contains(first) => Some(segments.remove(0)),
        _ => None,
    };
    // the last segment is the file's own module, whose items are given on by the one above
    let area = match &*segments {
        ["types", .., _] if segments.len() > 1 => Area::Types,
        ["requests", .., _] if segments.len() > 1 => Area::Requests,
        ["client"] => Area::Requests,
        _ => return None,
    };
    segments.pop();
    let parts = version.into_iter().chain(segments);
    Some((parts.map(|part| format!("{part}::")).collect(), area))
}

/// The name of the type that a line declares.
fn declared(line: &str) -> Option<&str> {
    let kinds = ["pub struct ", "pub enum ", "pub type "];
    let rest = kinds.iter().find_map(|kind| line.strip_prefix(kind))?;
    rest.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '#'))
        .next()
}

/// What of a file is its type: all but documentation and imports.
fn definition(text: &str) -> String {
    let mut kept = String::new();
    let mut import = false;
    for line in text.lines() {
        import |= line.starts_with("use ");
        if !import && !line.trim_start().starts_with("//") && !line.is_empty() {
            kept.push_str(line);
            kept.push('\n');
        }
        import &= !line.ends_with(';');
    }
    kept
}

/// The type that an `impl` line is about.
fn implementor(line: &str) -> &str {
    let rest = line.trim_start_matches("impl").trim_start();
    let rest = match rest.strip_prefix('<') {
        Some(parameters) => parameters.split_once('>').map_or("", |(_, rest)| rest),
        None => rest,
    };
    let end = rest.trim_start().split(['<', ' ']).next();
    end.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(path: &str, text: &str) -> Outline {
        let mut outline = Outline::default();
        outline.read(path, text, &["v2_0"]);
        outline
    }

    #[test]
    fn a_type_is_known_by_its_path() {
        let text = "// Generated.\n\nuse crate::{\n    A,\n};\n\n/// A message.\npub struct Message {\n    pub id: i32,\n}\n";
        let types = outline("src/v2_0/types/message.rs", text).types;
        let entry = types.into_iter().next().unwrap();
        assert_eq!(entry.0, "v2_0::types::Message");
        assert_eq!(entry.1, "pub struct Message {\n    pub id: i32,\n}\n");
        let nested = outline("src/types/other/message.rs", "pub enum Message {}");
        assert!(nested.types.contains_key("types::other::Message"));
    }

    #[test]
    fn a_function_is_known_by_its_type() {
        let text = "impl<G> MessageRequest<G> {\n    /// Replies.\n    #[must_use]\n    pub fn reply(&self) -> X {\n        y()\n    }\n\n    pub fn r#move(&self) -> X {\n        z()\n    }\n}\n\nimpl Reply {\n    pub fn comment(self) -> Self {\n    }\n}\n";
        let functions = outline("src/v2_0/requests/message.rs", text).functions;
        let names: Vec<_> = functions.keys().map(String::as_str).collect();
        let expected = [
            "v2_0::requests::MessageRequest::r#move",
            "v2_0::requests::MessageRequest::reply",
            "v2_0::requests::Reply::comment",
        ];
        assert_eq!(names, expected);
        let client = outline(
            "src/client.rs",
            "impl Client {\n    pub fn me(&self) -> X {\n    }\n}",
        );
        assert!(client.functions.contains_key("Client::me"));
    }

    #[test]
    fn other_files_declare_nothing() {
        for path in [
            "src/v2_0/types.rs",
            "src/lib.rs",
            "Cargo.toml",
            "src/v2_0/properties/a.rs",
        ] {
            let outline = outline(path, "pub struct A;\nimpl A {\n    pub fn a() {\n    }\n}");
            assert!(
                outline.types.is_empty() && outline.functions.is_empty(),
                "{path}"
            );
        }
    }
}
