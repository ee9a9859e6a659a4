//! Turns `[well_known."Namespace.Type"]` into keys that every user of the service has.

use toml::de::DeValue;

use super::section::{Found, Section};
use crate::diagnostics::Spanned;
use crate::diagnostics::rules::settings::CONFIG_TYPE;

/// Keys that stand for the same thing with every user: `[well_known."Namespace.Type"]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WellKnown {
    /// The entity type that is picked by them.
    pub entity: Spanned<String>,
    /// The keys, each of which becomes a function.
    pub keys: Vec<String>,
}

pub(super) fn read(top: &mut Section<'_>, found: &mut Found) -> Vec<WellKnown> {
    let Some(section) = top.table("well_known", found) else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for (name, value) in section.entries(found) {
        let DeValue::Table(table) = value.get_ref() else {
            let message = format!("the keys of `{}` have to be in a table", name.value);
            let help = format!(
                "write `[well_known.\"{}\"]` and `keys = […]` under it",
                name.value
            );
            found.report(&CONFIG_TYPE, name.span, message, "not a table", Some(help));
            continue;
        };
        let title = format!("[well_known.\"{}\"]", name.value);
        let keys = read_keys(Section::new(table, title, name.span), found);
        all.push(WellKnown {
            entity: Spanned {
                value: name.value.to_owned(),
                span: name.span,
            },
            keys,
        });
    }
    all
}

fn read_keys(mut section: Section<'_>, found: &mut Found) -> Vec<String> {
    let help = "list the keys, such as `keys = [\"Inbox\"]`";
    if section.get("keys", found).is_none() {
        section.report_missing("keys", help, found);
    }
    let texts = section.texts("keys", found);
    if let Some(texts) = &texts
        && texts.value.is_empty()
    {
        let message = format!("`keys` of `{}` is empty", section.title);
        found.value(texts.span, message, "no key", help);
    }
    let mut keys = Vec::<String>::new();
    for text in texts.map(|texts| texts.value).unwrap_or_default() {
        if text.value.trim().is_empty() {
            let message = format!("`keys` of `{}` has an empty key", section.title);
            found.value(text.span, message, "empty", help);
        } else if keys.contains(&text.value) {
            let message = format!("the key `{}` is there twice", text.value);
            found.value(text.span, message, "the second one", "remove one of them");
        } else {
            keys.push(text.value);
        }
    }
    section.finish(found);
    keys
}
