//! Turns `[limits]` into how much of a document is accepted.

use toml::de::DeValue;

use super::section::{Found, Section};
use crate::diagnostics::{Span, Spanned};
use crate::limits::{Limit, Limits};

/// The units in which sizes may be given, as powers of two.
const UNITS: [(&str, u32); 4] = [(" GiB", 30), (" MiB", 20), (" KiB", 10), (" bytes", 0)];

pub(super) fn read(top: &mut Section<'_>, found: &mut Found) -> Limits {
    let mut limits = Limits::default();
    let Some(mut section) = top.table("limits", found) else {
        return limits;
    };
    for limit in Limit::ALL {
        let value = read_value(&mut section, limit, found);
        if let Some(value) = value.and_then(|value| check(limit, value, found)) {
            limits.set(limit, value);
        }
    }
    section.finish(found);
    limits
}

/// A number, or for a size also a text such as `"64 MiB"`.
fn read_value(
    section: &mut Section<'_>,
    limit: Limit,
    found: &mut Found,
) -> Option<Spanned<Option<u64>>> {
    let (_, value) = section.get(limit.key(), found)?;
    if limit.is_size() && matches!(value.get_ref(), DeValue::String(_)) {
        let text = section.text(limit.key(), found)?;
        let value = parse_size(&text.value);
        if value.is_none() {
            unreadable(limit, &text.value, text.span, found);
            return None;
        }
        return Some(Spanned {
            value,
            span: text.span,
        });
    }
    let number = section.integer(limit.key(), found)?;
    Some(Spanned {
        value: u64::try_from(number.value).ok(),
        span: number.span,
    })
}

fn parse_size(text: &str) -> Option<u64> {
    let (unit, bits) = UNITS.iter().find(|(unit, _)| text.ends_with(unit))?;
    let number = text.strip_suffix(unit)?;
    let plain = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let number: u64 = number.parse().ok().filter(|_| plain)?;
    number.checked_mul(1 << bits)
}

fn unreadable(limit: Limit, text: &str, span: Span, found: &mut Found) {
    let message = format!("`{text}` is not a size that `{}` can have", limit.key());
    let help = "write a number of bytes, or a text such as `\"64 MiB\"`";
    found.value(span, message, "no such size", help);
}

fn check(limit: Limit, value: Spanned<Option<u64>>, found: &mut Found) -> Option<u64> {
    let key = limit.key();
    let default = limit.shown(limit.default());
    match value.value {
        Some(number) if number > limit.most() => {
            let most = limit.shown(limit.most());
            let message = format!("`{key}` cannot be more than {most}");
            let help = match limit {
                Limit::Nesting => "reading goes as deep as the document, and so does the stack",
                _ => "places in a document are kept in 32 bits",
            };
            found.value(value.span, message, "too much", help);
            None
        }
        None | Some(0) => {
            let message = format!("`{key}` has to be 1 at least");
            let help = format!("leave it out for the default, {default}");
            found.value(value.span, message, "nothing would be read", &help);
            None
        }
        number => number,
    }
}
