//! Turns types of the plan into the text that people write for them.

use crate::plan::{Argument, Outcome, Parameter, Path, RustType};

/// A type by its last name, as after a `use` of all that is generated.
pub(super) fn ty(ty: &RustType) -> String {
    match ty {
        RustType::Plain(name) => (*name).to_owned(),
        RustType::Runtime(name) => format!("odata::{name}"),
        RustType::Generated(path) => self::path(path),
        RustType::Option(inner) => format!("Option<{}>", self::ty(inner)),
        RustType::Vec(inner) => format!("Vec<{}>", self::ty(inner)),
        RustType::Box(inner) => format!("Box<{}>", self::ty(inner)),
        RustType::Expanded(inner) => format!("odata::Expanded<{}>", self::ty(inner)),
    }
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
    match outcome {
        Outcome::Nothing => "()".to_owned(),
        Outcome::Entity(inner) | Outcome::Scalar(inner) => ty(inner),
        Outcome::Items(inner) => format!("Page<{}>", ty(inner)),
        Outcome::Media => "Bytes".to_owned(),
        Outcome::Maybe(inner) => format!("Option<{}>", self::outcome(inner)),
        Outcome::Builder(builder) => path(builder),
    }
}

/// Parameters as in a signature; a question mark for those that may be left out.
pub(super) fn parameters<'p>(
    required: impl IntoIterator<Item = &'p Parameter>,
    optional: impl IntoIterator<Item = &'p Parameter>,
) -> Option<String> {
    let text = |parameter: &Parameter, mark: &str| {
        let ty = match &parameter.argument {
            Argument::Value(inner) | Argument::Into(inner) => ty(inner),
            Argument::Reference(inner) => format!("&{}", ty(inner)),
            Argument::Items(inner) => format!("[{}]", ty(inner)),
        };
        format!("{}{mark}: {ty}", parameter.name.rust)
    };
    let required = required.into_iter().map(|parameter| text(parameter, ""));
    let optional = optional.into_iter().map(|parameter| text(parameter, "?"));
    let all: Vec<String> = required.chain(optional).collect();
    (!all.is_empty()).then(|| all.join(", "))
}
