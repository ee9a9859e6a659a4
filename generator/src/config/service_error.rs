//! Turns `[[service.error]]` entries and `expired_codes` into the error codes that a service is known for.

use super::check;
use super::section::{Found, Section};

/// An error code that gets a constant: `[[service.error]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceError {
    /// The code as the service writes it.
    pub code: String,
    /// The words of the constant, where those of the code do not do.
    pub name: Option<String>,
    /// When it happens, for the documentation.
    pub doc: String,
}

pub(super) fn read(sections: Vec<Section<'_>>, found: &mut Found) -> Vec<ServiceError> {
    let mut errors = Vec::<ServiceError>::new();
    for section in sections {
        let error = read_error(section, &errors, found);
        errors.extend(error);
    }
    errors
}

/// The codes that say that a token for changes, or a page, is too old: `expired_codes`.
pub(super) fn read_expired(section: &mut Section<'_>, found: &mut Found) -> Vec<String> {
    let texts = section.texts("expired_codes", found);
    let mut codes = Vec::<String>::new();
    for text in texts.map(|texts| texts.value).unwrap_or_default() {
        // The runtime compares them so, too.
        let is_known = |code: &String| code.eq_ignore_ascii_case(&text.value);
        if text.value.trim().is_empty() {
            let message = "`expired_codes` has an empty code".to_owned();
            let help = "write the codes as the service does, such as `SyncStateNotFound`";
            found.value(text.span, message, "empty", help);
        } else if codes.iter().any(is_known) {
            let message = format!("the error code `{}` is there twice", text.value);
            found.value(text.span, message, "the second one", "remove one of them");
        } else {
            codes.push(text.value);
        }
    }
    codes
}

fn read_error(
    mut section: Section<'_>,
    known: &[ServiceError],
    found: &mut Found,
) -> Option<ServiceError> {
    let help = "write the code as the service does, such as `code = \"ErrorItemNotFound\"`";
    let code = section.required("code", help, found);
    let name = section.text("name", found);
    let help = "say when it happens, for the documentation of the constant";
    let doc = section.required("doc", help, found);
    section.finish(found);
    if let Some(name) = &name {
        check::constant_name(name, found);
    }
    let code = code?;
    if known.iter().any(|error| error.code == code.value) {
        let message = format!("the error code `{}` is there twice", code.value);
        found.value(code.span, message, "the second one", "remove one of them");
    }
    Some(ServiceError {
        code: code.value,
        name: name.map(|name| name.value),
        doc: doc?.value,
    })
}
