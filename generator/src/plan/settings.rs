//! Turns the settings and error codes of the configuration into functions and constants.

use super::docs;
use super::names::{Case, Namer, Wanted, among};
use super::options::{ErrorOptions, Options, SettingOptions};
use super::types::{
    Carrier, Condition, Content, ErrorConstant, Errors, File, Name, Setting, Settings, Space,
};

/// The file of the settings, where there are any.
pub(super) fn settings(options: &Options, root: &str) -> Option<File> {
    let settings = Settings {
        docs: docs::paragraph(
            "What can be set for one request, where this trait is in scope. It takes the place of what the \
             client sets for all. Parameters of an operation are given before.",
        ),
        settings: options.settings.iter().map(setting).collect(),
    };
    (!settings.settings.is_empty()).then(|| File {
        path: format!("{root}/settings.rs"),
        space: Space::default(),
        content: Content::Settings(settings),
        condition: Condition::ALWAYS,
    })
}

fn setting(options: &SettingOptions) -> Setting {
    let mut lines = docs::paragraph(&options.doc);
    let (what, name) = match &options.carrier {
        Carrier::Header(name) => ("Header", name),
        Carrier::Preference(name) | Carrier::QuotedPreference(name) => ("Preference", name),
    };
    lines.push(String::new());
    lines.push(format!("{what} {}.", docs::code(name)));
    Setting {
        docs: lines,
        rust: options.name.as_str().into(),
        carrier: options.carrier.clone(),
        given: options.given,
    }
}

/// The file of the error codes, where there are any.
pub(super) fn errors(options: &Options, root: &str, namer: &mut Namer<'_>) -> Option<File> {
    if options.errors.is_empty() {
        return None;
    }
    let wanted: Vec<Wanted<'_>> = options
        .errors
        .iter()
        .map(|error| {
            Wanted::new(
                &error.code,
                error.name.as_ref().unwrap_or(&error.code),
                "error",
            )
        })
        .collect();
    let names = namer.assign("errors", Case::Shouty, among(&[]), &wanted);
    let constant = |(error, rust): (&ErrorOptions, Box<str>)| ErrorConstant {
        docs: docs::wrap(&format!(
            "{}: {}",
            docs::code(&error.code),
            docs::escape(&error.doc)
        )),
        name: Name {
            wire: error.code.as_str().into(),
            rust,
        },
    };
    Some(File {
        path: format!("{root}/errors.rs"),
        space: Space::default(),
        condition: Condition::ALWAYS,
        content: Content::Errors(Errors {
            docs: vec!["Codes by which the service names its errors.".to_owned()],
            constants: options.errors.iter().zip(names).map(constant).collect(),
        }),
    })
}
