//! Turns `[shorthand]` into types that may be given as the text of one of their properties.

use super::section::{Found, Section};
use crate::diagnostics::Spanned;

/// A structured type that may be given as a text: `[shorthand]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shorthand {
    /// The type.
    pub ty: Spanned<String>,
    /// The property that the text is the value of: names, with `/` between them.
    pub path: Spanned<String>,
}

pub(super) fn read(top: &mut Section<'_>, found: &mut Found) -> Vec<Shorthand> {
    let Some(section) = top.table("shorthand", found) else {
        return Vec::new();
    };
    let entries = section.text_entries(found).into_iter();
    let mut all = Vec::new();
    for (ty, path) in entries {
        if path.value.split('/').any(|name| name.trim().is_empty()) {
            let message = format!(
                "the shorthand of `{}` lacks the name of a property",
                ty.value
            );
            let help = "write names with `/` between them, such as `EmailAddress/Address`";
            found.value(path.span, message, "no path to a property", help);
        }
        all.push(Shorthand { ty, path });
    }
    all
}
