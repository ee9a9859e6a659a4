//! The place of an error in JSON, put in front of its message while the reader unwinds.
//!
//! Serde's errors have no place for a path, so it travels in the message: "at `value[3].From`: …".
//! Nothing is done, and nothing is kept, as long as reading succeeds.

use serde::de::Error;

const OPEN: &str = "at `";
const CLOSE: &str = "`: ";

/// The error of the property `name`.
#[cold]
#[inline(never)]
pub(crate) fn at_property<E: Error>(name: &str, error: E) -> E {
    E::custom(inside(name, &error.to_string()))
}

/// The error of the element `index`.
#[cold]
#[inline(never)]
pub(crate) fn at_index<E: Error>(index: usize, error: E) -> E {
    E::custom(inside(&format!("[{index}]"), &error.to_string()))
}

/// The path and the rest of a message; the path is empty where there is none.
pub(crate) fn split(message: &str) -> (&str, &str) {
    message
        .strip_prefix(OPEN)
        .and_then(|rest| rest.split_once(CLOSE))
        .unwrap_or(("", message))
}

fn inside(step: &str, message: &str) -> String {
    let (path, text) = split(message);
    format!("{OPEN}{}{CLOSE}{text}", join(step, path))
}

/// `From` and `Name` are `From.Name`; `value` and `[3]` are `value[3]`.
pub(crate) fn join(step: &str, path: &str) -> String {
    let dot = if path.is_empty() || path.starts_with('[') {
        ""
    } else {
        "."
    };
    format!("{step}{dot}{path}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_joined_from_the_inside_out() {
        let message = inside(
            "value",
            &inside("[3]", &inside("From", &inside("Name", "odd"))),
        );
        assert_eq!(message, "at `value[3].From.Name`: odd");
        assert_eq!(split(&message), ("value[3].From.Name", "odd"));
        assert_eq!(split("no `path`: here"), ("", "no `path`: here"));
    }
}
