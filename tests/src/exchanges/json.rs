//! Two JSON values, into the places where they are not the same.

use serde_json::Value;

/// Where a body that was sent differs from a documented one; the order of members and the `#` in
/// front of the names of types are no differences.
#[must_use]
pub fn unequal(documented: &Value, sent: &Value) -> Vec<String> {
    let mut found = Vec::new();
    compare(documented, sent, "", &mut found);
    compare_absent(sent, documented, "", &mut found);
    found
}

/// What a documented answer has, and the result of the client, written again, has not; absent,
/// null and empty are the same.
#[must_use]
pub fn lost(documented: &Value, written: &Value) -> Vec<String> {
    let (documented, written) = (without_nothing(documented), without_nothing(written));
    unequal(&documented, &written)
}

fn compare(expected: &Value, found: &Value, path: &str, differences: &mut Vec<String>) {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            for (name, value) in expected {
                let path = format!("{path}/{name}");
                match found.get(name) {
                    Some(found) => compare(value, found, &path, differences),
                    None => differences.push(format!("{path} is missing")),
                }
            }
        }
        (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => {
            for (index, (expected, found)) in expected.iter().zip(found).enumerate() {
                compare(expected, found, &format!("{path}/{index}"), differences);
            }
        }
        (Value::Number(expected), Value::Number(found)) if expected.as_f64() == found.as_f64() => {}
        (Value::String(expected), Value::String(found))
            if path.ends_with("@odata.type")
                && expected.trim_start_matches('#') == found.trim_start_matches('#') => {}
        _ if expected == found => {}
        _ => differences.push(format!("{path} is {found} and should be {expected}")),
    }
}

/// Members that only `found` has.
fn compare_absent(found: &Value, expected: &Value, path: &str, differences: &mut Vec<String>) {
    match (found, expected) {
        (Value::Object(found), Value::Object(expected)) => {
            for (name, value) in found {
                let path = format!("{path}/{name}");
                match expected.get(name) {
                    Some(expected) => compare_absent(value, expected, &path, differences),
                    None => differences.push(format!("{path} should not be there")),
                }
            }
        }
        (Value::Array(found), Value::Array(expected)) => {
            for (index, (found, expected)) in found.iter().zip(expected).enumerate() {
                compare_absent(found, expected, &format!("{path}/{index}"), differences);
            }
        }
        _ => {}
    }
}

/// The same without members that are null or empty.
fn without_nothing(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let members = members
                .iter()
                .map(|(name, value)| (name.clone(), without_nothing(value)));
            Value::Object(members.filter(|(_, value)| !is_nothing(value)).collect())
        }
        Value::Array(items) => {
            let items = items.iter().filter(|item| !item.is_null());
            Value::Array(items.map(without_nothing).collect())
        }
        other => other.clone(),
    }
}

fn is_nothing(value: &Value) -> bool {
    value.is_null() || value.as_array().is_some_and(Vec::is_empty)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_the_same() {
        let documented = json!({"@odata.type": "#A.B", "n": 1, "x": [{"y": null}], "z": []});
        let sent = json!({"z": [], "x": [{"y": null}], "n": 1.0, "@odata.type": "A.B"});
        assert_eq!(unequal(&documented, &sent), Vec::<String>::new());
        let written = json!({"@odata.type": "#A.B", "n": 1, "x": [{}]});
        assert_eq!(lost(&documented, &written), Vec::<String>::new());
    }

    #[test]
    fn what_is_not() {
        for (documented, sent) in [
            (json!({"a": 1}), json!({})),
            (json!({}), json!({"a": null})),
            (json!([1, 2]), json!([1])),
            (json!({"a": [{"b": "x"}]}), json!({"a": [{"b": "X"}]})),
            (json!({"a": 1}), json!({"a": "1"})),
        ] {
            assert!(!unequal(&documented, &sent).is_empty(), "{sent}");
        }
        assert!(!lost(&json!({"a": "x"}), &json!({})).is_empty());
        assert!(!lost(&json!({}), &json!({"a": 1})).is_empty());
    }
}
