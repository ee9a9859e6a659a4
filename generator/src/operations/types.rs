//! Turns types of the plan into the text that people write after a `use` of all that is generated.

use crate::plan::{Outcome, Parameter, Path, RustType, Target, Words};

const WORDS: Words<'_> = Words { name: &path };

/// A type by its last name.
pub(super) fn ty(ty: &RustType) -> String {
    WORDS.ty(ty)
}

/// A generated item, with the module of its namespace where that is not the main one.
pub(super) fn path(path: &Path) -> String {
    match &path.space.0 {
        Some(space) => format!("{space}::{}", path.name),
        None => path.name.to_string(),
    }
}

/// What a request gives back.
pub(super) fn outcome(outcome: &Outcome) -> String {
    WORDS.outcome(outcome)
}

/// What an address leads to.
pub(super) fn target(target: &Target) -> String {
    WORDS.target(target)
}

/// Parameters as in a signature; a question mark for those that may be left out.
pub(super) fn parameters<'p>(
    required: impl IntoIterator<Item = &'p Parameter>,
    optional: impl IntoIterator<Item = &'p Parameter>,
) -> Option<String> {
    let text = |parameter: &Parameter, mark: &str| {
        let ty = WORDS.argument(&parameter.argument);
        format!("{}{mark}: {ty}", parameter.name.rust)
    };
    let required = required.into_iter().map(|parameter| text(parameter, ""));
    let optional = optional.into_iter().map(|parameter| text(parameter, "?"));
    let all: Vec<String> = required.chain(optional).collect();
    (!all.is_empty()).then(|| all.join(", "))
}
