//! Turns the headers of a request into the functions of a request that send them.

use super::scope::{Scope, text};
use crate::plan::{Carrier, Given, Setting};

/// The calls for all headers. `content_type` is what the body is sent with anyway.
pub(super) fn calls(
    scope: &mut Scope<'_>,
    headers: &[(String, String)],
    content_type: Option<&str>,
) -> String {
    let mut calls = String::new();
    for (name, value) in headers {
        let value = value.trim();
        match &*name.trim().to_ascii_lowercase() {
            "authorization" => {
                scope.note("the token belongs to the client: `Client::builder().token(…)`")
            }
            // what the transport says about itself and the message
            "host" | "content-length" | "connection" | "user-agent" | "accept-encoding" => {}
            "content-type" if content_type == Some(value) => {}
            "prefer" => {
                let all = preferences(value).into_iter();
                calls.extend(all.map(|one| preference(scope, one)));
            }
            "if-match" => calls.push_str(&format!(".if_match({})", text(value))),
            "if-none-match" => calls.push_str(&format!(".if_none_match({})", text(value))),
            _ => calls.push_str(&header(scope, name.trim(), value)),
        }
    }
    calls
}

/// The preferences of a header, which are separated by commas outside of quotes (RFC 7240).
fn preferences(value: &str) -> Vec<&str> {
    let (mut start, mut quoted) = (0, false);
    let mut found = Vec::new();
    for (at, c) in value.char_indices() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => {
                found.push(value[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    found.push(value[start..].trim());
    found.retain(|preference| !preference.is_empty());
    found
}

fn header(scope: &mut Scope<'_>, name: &str, value: &str) -> String {
    let setting = scope.index.settings.iter().find(
        |setting| matches!(&setting.carrier, Carrier::Header(known) if known.eq_ignore_ascii_case(name)),
    );
    match setting {
        Some(setting) => call_setting(scope, setting, value),
        None => format!(".header({}, {})", text(name), text(value)),
    }
}

fn preference(scope: &mut Scope<'_>, preference: &str) -> String {
    let (name, value) = preference.split_once('=').unwrap_or((preference, ""));
    let (name, value) = (name.trim(), value.trim().trim_matches('"'));
    let of_service = |setting: &&Setting| match &setting.carrier {
        Carrier::Header(_) => false,
        Carrier::Preference(known) | Carrier::QuotedPreference(known) => {
            known.eq_ignore_ascii_case(name)
        }
    };
    if let Some(setting) = scope.index.settings.iter().find(of_service) {
        return call_setting(scope, setting, value);
    }
    match known_preference(preference) {
        Some(call) => call,
        None => format!(".prefer({})", text(preference)),
    }
}

/// A call of the function that the service has for a header or a preference of its own.
fn call_setting(scope: &mut Scope<'_>, setting: &Setting, value: &str) -> String {
    scope.own("RequestSettings");
    match setting.given {
        Given::Flag => format!(".{}()", setting.rust),
        Given::Text | Given::PerRequest => format!(".{}({})", setting.rust, text(value)),
    }
}

/// A call of the function for a preference of the standard.
fn known_preference(preference: &str) -> Option<String> {
    match preference {
        "odata.track-changes" => Some(".track_changes()".to_owned()),
        "return=minimal" => Some(".return_minimal()".to_owned()),
        "return=representation" => Some(".return_representation()".to_owned()),
        _ => {
            let size = preference.strip_prefix("odata.maxpagesize=")?;
            let size: u32 = size.trim().parse().ok()?;
            Some(format!(".max_page_size({size})"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_in_quotes_separates_nothing() {
        assert_eq!(preferences("a=\"b,c\", d,,e"), ["a=\"b,c\"", "d", "e"]);
    }

    #[test]
    fn known_preferences_have_functions() {
        let known = |preference| known_preference(preference).unwrap_or_default();
        assert_eq!(known("odata.maxpagesize=2"), ".max_page_size(2)");
        assert_eq!(known("odata.maxpagesize=x"), "");
        assert_eq!(known("respond-async"), "");
    }
}
