//! Turns a tree into indented lines for people.

use super::Tree;

/// How long a list may be to stand on one line, in characters.
const WIDTH: usize = 100;

pub(super) fn render(tree: &Tree) -> String {
    let mut out = String::new();
    match tree {
        Tree::Map(fields) => write_fields(fields, 0, "", &mut out),
        Tree::List(items) => write_items(items, 0, &mut out),
        _ => out.push_str(&format!("{}\n", scalar(tree).unwrap_or_default())),
    }
    out
}

/// Writes fields: those that fit on a line together, then each of the others with what is below it.
fn write_fields(fields: &[(String, Tree)], indent: usize, lead: &str, out: &mut String) {
    let fields = || fields.iter().filter(|(_, value)| !is_empty(value));
    let short = fields().filter_map(|(name, value)| Some(format!("{name}: {}", scalar(value)?)));
    let short: Vec<String> = short.collect();
    let mut begin = format!("{:indent$}{lead}", "");
    if !short.is_empty() {
        out.push_str(&format!("{begin}{}\n", short.join(", ")));
        begin = " ".repeat(indent + lead.len());
    }
    for (name, value) in fields().filter(|(_, value)| scalar(value).is_none()) {
        match (value, inline(value)) {
            (_, Some(line)) => out.push_str(&format!("{begin}{name}: {line}\n")),
            (Tree::List(items), _) => {
                out.push_str(&format!("{begin}{name}:\n"));
                write_items(items, indent + lead.len() + 2, out);
            }
            (Tree::Map(fields), _) => {
                // a name in upper case is a variant, which is what the thing is
                let colon = if name.starts_with(char::is_uppercase) {
                    ""
                } else {
                    ":"
                };
                out.push_str(&format!("{begin}{name}{colon}\n"));
                write_fields(fields, indent + lead.len() + 2, "", out);
            }
            _ => {}
        }
        begin = " ".repeat(indent + lead.len());
    }
}

fn write_items(items: &[Tree], indent: usize, out: &mut String) {
    for item in items {
        match item {
            Tree::Map(fields) => write_fields(fields, indent, "- ", out),
            Tree::List(inner) => {
                out.push_str(&format!("{:indent$}-\n", ""));
                write_items(inner, indent + 2, out);
            }
            _ => {
                let text = scalar(item).unwrap_or_default();
                out.push_str(&format!("{:indent$}- {text}\n", ""));
            }
        }
    }
}

/// A list of scalars on one line, where it fits.
fn inline(tree: &Tree) -> Option<String> {
    let Tree::List(items) = tree else { return None };
    let items: Option<Vec<String>> = items.iter().map(scalar).collect();
    let line = items?.join(", ");
    (line.chars().count() <= WIDTH).then_some(line)
}

fn is_empty(tree: &Tree) -> bool {
    match tree {
        Tree::Null => true,
        Tree::Bool { value, stated } => !value && !stated,
        Tree::Text(text) => text.is_empty(),
        Tree::List(items) => items.is_empty(),
        Tree::Map(fields) => fields.iter().all(|(_, value)| is_empty(value)),
        Tree::Int(_) | Tree::Number(_) | Tree::Float(_) => false,
    }
}

fn scalar(tree: &Tree) -> Option<String> {
    Some(match tree {
        Tree::Null => "none".to_owned(),
        Tree::Bool { value: true, .. } => "yes".to_owned(),
        Tree::Bool { .. } => "no".to_owned(),
        Tree::Int(value) => value.to_string(),
        Tree::Number(value) => value.to_string(),
        Tree::Float(value) => value.to_string(),
        Tree::Text(text) => word(text),
        Tree::Map(fields) => return brackets(fields),
        Tree::List(_) => return None,
    })
}

/// A few fields in brackets; a variant beside what it holds.
fn brackets(fields: &[(String, Tree)]) -> Option<String> {
    const LONGEST: usize = 60;
    let mut parts = Vec::new();
    for (name, value) in fields.iter().filter(|(_, value)| !is_empty(value)) {
        parts.push((name, scalar(value)?));
    }
    if let [(name, value)] = &*parts
        && name.starts_with(char::is_uppercase)
    {
        return Some(format!("{name} {value}"));
    }
    let parts = parts.iter().map(|(name, value)| format!("{name}: {value}"));
    let line = format!("({})", parts.collect::<Vec<_>>().join(", "));
    (line.chars().count() <= LONGEST).then_some(line)
}

/// A text as it is, or in quotes where one could not tell where it ends.
fn word(text: &str) -> String {
    let odd = |c: char| c == '"' || c == ',' || c.is_control();
    let padded = text.trim() != text || text.is_empty();
    if padded || text.chars().any(odd) || text.contains(": ") {
        return format!("{text:?}");
    }
    text.to_owned()
}
