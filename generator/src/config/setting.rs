//! Turns `[[service.setting]]` entries into headers and preferences that a client may set.

use super::check;
use super::section::{Found, Section};
use crate::diagnostics::Spanned;

/// A header or a preference of the service that clients may set: `[[service.setting]]`. The
/// generated builder of a client gets a function for it, and each request another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The function, such as `time_zone`.
    pub name: String,
    /// What carries the value.
    pub carrier: SettingCarrier,
    /// What is given.
    pub kind: SettingKind,
    /// What it does, for the documentation of the function.
    pub doc: String,
}

/// What carries the value of a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingCarrier {
    /// A header of its own: `header = "x-AnchorMailbox"`.
    Header(String),
    /// A preference in the header `Prefer` (RFC 7240): `preference = "outlook.timezone"`.
    Preference {
        /// The preference.
        name: String,
        /// Whether its value stands in quotes: `quoted = true`.
        quoted: bool,
    },
}

/// What a user gives for a setting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SettingKind {
    /// A text: `kind = "text"`.
    #[default]
    Text,
    /// Nothing; a header says `true`, a preference just stands there: `kind = "flag"`.
    Flag,
    /// A text that is another one for each request, which a client makes by a function:
    /// `kind = "per_request"`.
    PerRequest,
}

pub(super) fn read(sections: Vec<Section<'_>>, found: &mut Found) -> Vec<Setting> {
    let mut settings = Vec::<Setting>::new();
    for section in sections {
        let known: Vec<&str> = settings.iter().map(|setting| &*setting.name).collect();
        let setting = read_setting(section, &known, found);
        settings.extend(setting);
    }
    settings
}

fn read_setting(mut section: Section<'_>, known: &[&str], found: &mut Found) -> Option<Setting> {
    let help = "name the function for it, such as `name = \"time_zone\"`";
    let name = section.required("name", help, found);
    if let Some(name) = &name {
        check::setting_name(name, known, found);
    }
    let kinds = [
        ("text", SettingKind::Text),
        ("flag", SettingKind::Flag),
        ("per_request", SettingKind::PerRequest),
    ];
    let kind = section.choice("kind", &kinds, found).unwrap_or_default();
    let carrier = read_carrier(&mut section, kind, found);
    let help = "say what it does, for the documentation of the function";
    let doc = section.required("doc", help, found);
    section.finish(found);
    Some(Setting {
        name: name?.value,
        carrier: carrier?,
        kind,
        doc: doc?.value,
    })
}

fn read_carrier(
    section: &mut Section<'_>,
    kind: SettingKind,
    found: &mut Found,
) -> Option<SettingCarrier> {
    let header = section.text("header", found);
    let preference = section.text("preference", found);
    let quoted = section.boolean("quoted", found);
    for name in header.iter().chain(&preference) {
        check::header_name(name, found);
    }
    if let Some(quoted) = &quoted
        && (header.is_some() || kind == SettingKind::Flag)
    {
        let message = "`quoted` is for the value of a preference".to_owned();
        let help = "remove `quoted`";
        found.value(quoted.span, message, "there is no such value", help);
    }
    match (header, preference) {
        (Some(header), None) => Some(SettingCarrier::Header(header.value)),
        (None, Some(preference)) => Some(SettingCarrier::Preference {
            name: preference.value,
            quoted: quoted.is_some_and(|quoted| quoted.value),
        }),
        (Some(_), Some(Spanned { span, .. })) => {
            let message = "a setting is a header or a preference".to_owned();
            let help = "write a second `[[service.setting]]` for it";
            found.value(span, message, "the second one", help);
            None
        }
        (None, None) => {
            if section.get("header", found).is_none() && section.get("preference", found).is_none()
            {
                let help = "add `header = \"x-name\"` or `preference = \"name\"`";
                section.report_lack("`header` or `preference`", help, found);
            }
            None
        }
    }
}
