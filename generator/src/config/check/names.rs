//! Turns names that the config gives to functions and constants into findings where they cannot be given.

use super::KEYWORDS;
use crate::config::features::RESERVED_FEATURES;
use crate::config::section::Found;
use crate::diagnostics::Spanned;

/// What the builder of a client and requests have from the runtime and the language: a setting of
/// such a name could not be called. A test of the settings compares it with the runtime.
const FUNCTIONS: [&str; 82] = [
    "answer",
    "base_url",
    "body",
    "borrow",
    "build",
    "call",
    "clear",
    "client",
    "clock",
    "clone",
    "configure",
    "count",
    "deadline",
    "deref",
    "enum_style",
    "expand",
    "filter",
    "fmt",
    "format",
    "from",
    "from_service",
    "header",
    "header_fn",
    "if_match",
    "if_none_match",
    "if_unchanged",
    "into",
    "into_authorized_http",
    "into_future",
    "into_http",
    "into_inner",
    "into_request",
    "items",
    "items_parameter",
    "json",
    "key_style",
    "max_answer_size",
    "max_page_size",
    "method",
    "new",
    "next",
    "odata_version",
    "open",
    "operation_style",
    "optional",
    "order_by",
    "pages",
    "parameter",
    "position",
    "prefer",
    "property",
    "query",
    "request",
    "retry",
    "return_minimal",
    "return_representation",
    "search",
    "select",
    "send",
    "skip",
    "stream",
    "template",
    "text_parameter",
    "time_limit",
    "timeout",
    "to_owned",
    "token",
    "token_fn",
    "token_source",
    "top",
    "tracing",
    "track_changes",
    "transport",
    "trust_origin",
    "ungated",
    "try_from",
    "try_into",
    "type_id",
    "url",
    "user_agent",
    "wait",
    "with_members",
];

/// The name of a setting is that of two functions.
pub(in crate::config) fn setting_name(name: &Spanned<String>, known: &[&str], found: &mut Found) {
    let text = &*name.value;
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    let (label, help) = if known.contains(&text) {
        ("the second one", "give each setting a name of its own")
    } else if !text.starts_with(|c: char| c.is_ascii_lowercase()) || !text.bytes().all(plain) {
        let help = "write lower-case ASCII letters, digits and `_`, such as `time_zone`";
        ("not the name of a function", help)
    } else if KEYWORDS.contains(&text) {
        ("Rust keeps this name for itself", "write another name")
    } else if FUNCTIONS.contains(&text) {
        let label = "clients or requests have such a function already";
        (label, "write another name")
    } else {
        return;
    };
    let message = format!("`{text}` cannot be the name of a setting");
    found.value(name.span, message, label, help);
}

/// A feature is a name in the manifest, beside those of the versions and those that every crate has.
pub(in crate::config) fn feature_name(name: &Spanned<&str>, versions: &[&str], found: &mut Found) {
    let text = name.value;
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
    let (label, help) = if RESERVED_FEATURES.contains(&text) || versions.contains(&text) {
        (
            "the generated crate has this feature already",
            "write another name",
        )
    } else if !text.starts_with(|c: char| c.is_ascii_alphabetic()) || !text.bytes().all(plain) {
        let help = "write ASCII letters, digits, `-` and `_`, such as `mail`";
        ("not the name of a feature", help)
    } else {
        return;
    };
    let message = format!("`{text}` cannot be the name of a feature");
    found.value(name.span, message, label, help);
}

/// The name of an error is that of a constant.
pub(in crate::config) fn constant_name(name: &Spanned<String>, found: &mut Found) {
    let text = &*name.value;
    let plain = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_';
    if !text.starts_with(|c: char| c.is_ascii_uppercase()) || !text.bytes().all(plain) {
        let message = format!("`{text}` cannot be the name of a constant");
        let help = "write upper-case ASCII letters, digits and `_`, such as `ITEM_NOT_FOUND`";
        found.value(name.span, message, "not the name of a constant", help);
    }
}
