//! Turns a value and a JSON Schema into what does not fit: as much of draft 2020-12 as our schema uses.

use serde_json::{Map, Value};

/// What a value has that a schema does not allow, each with its place. Fields that the schema does not
/// name are wrong, too: it is to describe all that we write.
pub(crate) fn violations(root: &Value, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (word, rule) in schema.as_object().expect("a schema is an object") {
        let fits = match word.as_str() {
            "$ref" => {
                let pointer = rule.as_str().and_then(|text| text.strip_prefix('#'));
                let target = pointer.and_then(|pointer| root.pointer(pointer));
                let target = target.unwrap_or_else(|| panic!("{rule} leads nowhere"));
                found.extend(violations(root, target, value, at));
                true
            }
            "type" => is_of_type(value, rule.as_str().unwrap()),
            "const" => value == rule,
            "enum" => rule.as_array().unwrap().contains(value),
            "minimum" => value.as_f64() >= rule.as_f64(),
            "maximum" => value.as_f64() <= rule.as_f64(),
            "required" => {
                let mut names = rule.as_array().unwrap().iter();
                names.all(|name| value.get(name.as_str().unwrap()).is_some())
            }
            "properties" => {
                found.extend(of_fields(root, schema, value, at));
                true
            }
            "additionalProperties" => {
                for (name, value) in fields(value) {
                    found.extend(violations(root, rule, value, &format!("{at}/{name}")));
                }
                true
            }
            "items" => {
                for (index, value) in value.as_array().into_iter().flatten().enumerate() {
                    found.extend(violations(root, rule, value, &format!("{at}/{index}")));
                }
                true
            }
            "$schema" | "$id" | "$defs" | "title" | "description" => true,
            other => panic!("`{other}` is a word that is not known here"),
        };
        if !fits {
            found.push(format!("{at}: {value} is not as `{word}` {rule} asks"));
        }
    }
    found
}

fn of_fields(root: &Value, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (name, value) in fields(value) {
        let at = format!("{at}/{name}");
        match schema["properties"].get(name) {
            Some(schema) => found.extend(violations(root, schema, value, &at)),
            None => found.push(format!("{at} is not described")),
        }
    }
    found
}

fn fields(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flat_map(Map::iter)
}

fn is_of_type(value: &Value, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        other => panic!("`{other}` is a type that is not known here"),
    }
}
