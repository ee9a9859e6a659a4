//! Turns values of the config into findings where they cannot be used.

mod names;
mod urls;

use super::features::RESERVED_FEATURES;
use super::section::{Found, Section};
use crate::diagnostics::{Spanned, closest};

pub(super) use names::{constant_name, feature_name, setting_name};
pub(super) use urls::{batch_url, origins};

/// Words that Rust keeps for itself, and cannot be the name of a module.
const KEYWORDS: [&str; 54] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "union", "unsafe", "unsized", "use", "virtual", "where", "while", "yield", "default", "test",
];

/// Names that a crate cannot have because Rust or cargo has them.
const CRATES: [&str; 8] = [
    "alloc",
    "build",
    "core",
    "deps",
    "examples",
    "incremental",
    "proc_macro",
    "std",
];

/// Whether a name can be the name of a crate; if not, why, and what to do.
pub(super) fn crate_name(name: &str) -> Result<(), (&'static str, String)> {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    let suggestion = || {
        let lower = name.to_ascii_lowercase();
        let mut clean: String = lower
            .chars()
            .map(|c| {
                if c.is_ascii_alphanumeric() || c == '_' {
                    c
                } else {
                    '-'
                }
            })
            .collect();
        if clean.starts_with(|c: char| !c.is_ascii_alphabetic()) {
            clean.insert_str(0, "client-");
        }
        let clean = clean.trim_end_matches('-');
        format!("use ASCII letters, digits, `-` and `_`, such as `{clean}`")
    };
    let folded = name.replace('-', "_");
    if name.is_empty() {
        Err((
            "it is empty",
            "write a name, such as `my-client`".to_owned(),
        ))
    } else if !name.bytes().all(plain) {
        Err(("it has a character that cargo refuses", suggestion()))
    } else if !name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        Err(("it does not begin with a letter", suggestion()))
    } else if KEYWORDS.contains(&&*folded) || CRATES.contains(&&*folded) || folded == "_" {
        let help = format!("write another name, such as `{name}-client`");
        Err(("Rust or cargo keeps this name for itself", help))
    } else if name.len() > 64 {
        Err(("it is longer than 64 characters", "shorten it".to_owned()))
    } else {
        Ok(())
    }
}

/// A version is the name of a module and of a feature.
pub(super) fn module_name(name: Spanned<&str>, found: &mut Found) {
    let (name, span) = (name.value, name.span);
    let message = format!("`{name}` cannot be the name of a version");
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    let begins = name.starts_with(|c: char| c.is_ascii_lowercase());
    if !begins || !name.bytes().all(plain) || name.ends_with('_') {
        let mut clean: String = name
            .to_ascii_lowercase()
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
            .collect();
        if clean.starts_with(|c: char| !c.is_ascii_lowercase()) {
            clean.insert(0, 'v');
        }
        let clean = clean.trim_end_matches('_');
        let help = format!(
            "it names a module and a feature: lower-case ASCII letters, digits and `_`, such as `{clean}`; `label` may say anything"
        );
        found.value(span, message, "not the name of a module", &help);
    } else if KEYWORDS.contains(&name) || CRATES.contains(&name) {
        let help = format!("write another name, such as `{name}_1`");
        found.value(
            span,
            message,
            "Rust or cargo keeps this name for itself",
            &help,
        );
    } else if RESERVED_FEATURES.contains(&name) || ["src", "tests"].contains(&name) {
        let help = format!("write another name, such as `{name}_1`");
        found.value(
            span,
            message,
            "the generated crate has this name already",
            &help,
        );
    }
}

/// A name that has to be one of the versions.
pub(super) fn version_name(name: &Spanned<String>, versions: &[&str], found: &mut Found) {
    if versions.contains(&&*name.value) {
        return;
    }
    let help = match closest(&name.value.replace('.', "_"), versions.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "name one of the tables under `[versions]`".to_owned(),
    };
    let message = format!("there is no version `{}`", name.value);
    found.value(name.span, message, "no such version", &help);
}

/// A version of a crate is `1.2.3`, perhaps with more after `-` or `+`.
pub(super) fn package_version(version: &Spanned<String>, found: &mut Found) {
    let core = version.value.split(['-', '+']).next().unwrap_or_default();
    let numbers: Vec<_> = core.split('.').collect();
    let plain = |number: &&str| {
        !number.is_empty()
            && number.bytes().all(|b| b.is_ascii_digit())
            && (*number == "0" || !number.starts_with('0'))
    };
    if numbers.len() != 3 || !numbers.iter().all(plain) {
        let message = format!("`{}` is not the version of a crate", version.value);
        let help = "write three numbers, such as `0.1.0`";
        found.value(version.span, message, "not a version", help);
    }
}

/// A base URL is one that paths can be appended to.
pub(super) fn base_url(url: &Spanned<String>, found: &mut Found) {
    let lower = url.value.to_ascii_lowercase();
    let rest = lower
        .strip_prefix("https://")
        .or_else(|| lower.strip_prefix("http://"));
    let label = match rest {
        None => "does not begin with `https://` or `http://`",
        Some(rest) if rest.is_empty() || rest.starts_with(['/', ':']) => "has no host",
        Some(rest) if rest.contains(['?', '#']) => "has a query or a fragment",
        Some(rest) if rest.contains(|c: char| c.is_whitespace() || c.is_control()) => "has a space",
        Some(_) => return,
    };
    let message = format!("`{}` cannot be a base URL", url.value);
    let help =
        "write the address that request paths are appended to, such as `https://example.com/odata`";
    found.value(url.span, message, label, help);
}

/// The name of a header or a preference: RFC 9110 §5.1, RFC 7240 §2.
pub(super) fn header_name(name: &Spanned<String>, found: &mut Found) {
    let token = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
    if name.value.is_empty() || !name.value.bytes().all(token) {
        let message = format!("`{}` cannot be the name of a header", name.value);
        let help = "use ASCII letters, digits and `-`";
        found.value(name.span, message, "not a header name", help);
    }
}

/// A header that can be sent: RFC 9110 §5.
pub(super) fn header(name: &Spanned<String>, value: &Spanned<String>, found: &mut Found) {
    header_name(name, found);
    let visible = |c: char| c == '\t' || (' '..='~').contains(&c);
    if !value.value.chars().all(visible) {
        let message = format!(
            "the header `{}` has a value that cannot be sent",
            name.value
        );
        found.value(
            value.span,
            message,
            "not visible ASCII",
            "use visible ASCII characters",
        );
    }
}

/// `workspace = true`, which is all that the table may say.
pub(super) fn workspace(table: &mut Section<'_>, found: &mut Found) {
    let value = table.boolean("workspace", found);
    let help = "write `workspace = true`";
    match value {
        Some(value) if !value.value => {
            found.value(
                value.span,
                "`workspace = false` says nothing".to_owned(),
                "not `true`",
                help,
            );
        }
        Some(_) => {}
        None if table.get("workspace", found).is_none() => {
            table.report_missing("workspace", help, found);
        }
        None => {}
    }
}
