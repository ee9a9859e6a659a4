//! How an answer names an entity, into its key.

use std::borrow::Cow;
use std::fmt;

use percent_encoding::percent_decode_str;
use serde_json::Value as Json;

use crate::object::with_control;
use crate::render;
use crate::structured::Structured;
use crate::value::Value;

/// How a service names an entity that it does not send: by a URL, by a relative one such as
/// `Messages('a')`, or by the key alone.
///
/// ```
/// use odata_runtime::EntityId;
///
/// let id = EntityId::from("https://example.com/Users('a')/Messages('it''s')");
/// assert_eq!(id.as_str(), "https://example.com/Users('a')/Messages('it''s')");
/// assert_eq!(id.key().as_deref(), Some("it's"));
/// assert_eq!(EntityId::from("AAMkAGI2").key().as_deref(), Some("AAMkAGI2"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EntityId {
    text: String,
    form: Form,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Form {
    /// The value of a property, as in version 4.01: nothing is encoded in it.
    Key,
    /// What a service calls an id, as in version 4.0.
    Any,
}

impl EntityId {
    /// The id as it came; empty where the service names the entity by several properties, which
    /// are in the entity that came along.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The value of the key, without the quotes of a literal; `None` where it has several
    /// properties.
    #[must_use]
    pub fn key(&self) -> Option<Cow<'_, str>> {
        let text = self.text.as_str();
        if text.is_empty() {
            return None;
        }
        if self.form == Form::Key {
            return Some(Cow::Borrowed(text));
        }
        // Quotes in a literal may be encoded, and are not in what Outlook writes; a parenthesis that is
        // encoded is one of a key that is a segment.
        let decoded = percent_decode_str(text).decode_utf8_lossy();
        if let Some(predicate) = predicate(&decoded).filter(|_| text.ends_with(')')) {
            return single(predicate).map(Cow::Owned);
        }
        match text.rsplit_once('/') {
            // Keys as segments (OData URL 4.01 §4.3.6).
            Some((_, segment)) if text.contains("://") => {
                Some(percent_decode_str(segment).decode_utf8_lossy())
            }
            _ => Some(Cow::Borrowed(text)),
        }
    }

    /// The id of a removed entity.
    pub(super) fn of<T: Structured + Value>(entity: &T, form: Form) -> Self {
        match with_control(entity, |control| control.id().map(Self::from)).flatten() {
            Some(id) => id,
            None => named(entity, form).unwrap_or_else(|| "".into()),
        }
    }

    pub(super) fn link(text: String) -> Self {
        Self {
            text,
            form: Form::Any,
        }
    }
}

/// The property that names an entity: `id`, or the only one that there is.
fn named<T: Structured + Value>(entity: &T, form: Form) -> Option<EntityId> {
    let json = render::json(entity).ok()?;
    let Json::Object(mut members) = serde_json::from_slice(&json).ok()? else {
        return None;
    };
    members.retain(|name, _| !name.contains('@') && name != "reason");
    let exact = members.get("id").or_else(|| {
        let mut all = members.iter();
        all.find(|(name, _)| name.eq_ignore_ascii_case("id"))
            .map(|(_, value)| value)
    });
    let found = exact.or_else(|| members.values().next().filter(|_| members.len() == 1))?;
    let text = match found {
        Json::String(text) => text.clone(),
        Json::Number(number) => number.to_string(),
        _ => return None,
    };
    Some(EntityId { text, form })
}

/// What stands in the parentheses at the end.
fn predicate(text: &str) -> Option<&str> {
    let inner = text.strip_suffix(')')?;
    let mut quoted = false;
    // Backwards to the first parenthesis outside of a literal: what stands before it is another segment,
    // in which a quote may stand alone.
    for (at, c) in inner.char_indices().rev() {
        match c {
            '\'' => quoted = !quoted,
            '(' if !quoted => return Some(&inner[at + 1..]),
            _ => {}
        }
    }
    None
}

/// The one value in `'a'`, `5` or `Id='a'`; `None` in `A=1,B=2`.
fn single(predicate: &str) -> Option<String> {
    let mut quoted = false;
    let mut value = predicate;
    for (at, c) in predicate.char_indices() {
        match c {
            '\'' => quoted = !quoted,
            ',' if !quoted => return None,
            '=' if !quoted => value = &predicate[at + 1..],
            _ => {}
        }
    }
    let literal = value
        .strip_prefix('\'')
        .and_then(|value| value.strip_suffix('\''));
    Some(literal.map_or_else(|| value.to_owned(), |text| text.replace("''", "'")))
}

impl From<&str> for EntityId {
    fn from(text: &str) -> Self {
        Self::link(text.to_owned())
    }
}

impl fmt::Display for EntityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_in_all_forms_of_an_id() {
        for (id, key) in [
            ("AAMk-_a=", Some("AAMk-_a=")),
            ("Messages('AAMk-_a=')", Some("AAMk-_a=")),
            ("https://x/Users('a(b')/Messages('c,d=(e')", Some("c,d=(e")),
            ("Messages('a''(b''')", Some("a'(b'")),
            ("https://x/v1/it%27s/Messages('')", Some("")),
            ("https://x/Messages(%27a%2Fb%27)", Some("a/b")),
            ("https://x/Orders(5)", Some("5")),
            ("Orders(Id=5)", Some("5")),
            ("Orders(Id='a=b')", Some("a=b")),
            ("Orders(A=1,B='x')", None),
            ("https://x/v1/messages/a%20b", Some("a b")),
            ("https://x/v1/messages/a%28b%29", Some("a(b)")),
            ("50%25", Some("50%25")),
            ("", None),
        ] {
            assert_eq!(EntityId::from(id).key().as_deref(), key, "{id}");
        }
    }
}
