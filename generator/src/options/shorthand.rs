//! Turns `[shorthand]` into an option of a plan, and into findings where a path leads to no text.

use std::collections::BTreeMap;

use crate::config::Config;
use crate::diagnostics::rules::settings::CONFIG_VALUE;
use crate::diagnostics::{Diagnostic, Diagnostics, Spanned, did_you_mean};
use crate::model::{Model, NamedType, Primitive, Property, StructuredId, StructuredKind, Type};

/// Paths by type.
pub(super) fn options(config: &Config) -> BTreeMap<String, String> {
    let entries = config.shorthand.iter();
    entries
        .map(|entry| (entry.ty.value.clone(), entry.path.value.clone()))
        .collect()
}

/// Reports types that no version has, and paths that lead to no text in a version that has the type.
pub(super) fn check(config: &Config, models: &[Model], diagnostics: &mut Diagnostics) {
    for entry in &config.shorthand {
        let types: Vec<_> = models
            .iter()
            .filter_map(|model| match model.find(&entry.ty.value) {
                Some(NamedType::Structured(id)) => Some((model, id)),
                _ => None,
            })
            .collect();
        if types.is_empty() {
            diagnostics.push(unknown_type(&entry.ty, models));
        } else if types
            .iter()
            .any(|&(model, id)| model.structured(id).is_abstract)
        {
            let message = format!("`{}` has no values of its own", entry.ty.value);
            let finding = Diagnostic::at(&CONFIG_VALUE, entry.ty.span, message, "abstract");
            let help = "name the types that derive from it".to_owned();
            diagnostics.push(finding.with_optional_help(Some(help)));
        } else {
            let mut mistakes = types
                .iter()
                .filter_map(|&(model, id)| mistake(model, id, &entry.path));
            // What is wrong in one version is most often wrong in the next one.
            if let Some(mistake) = mistakes.next() {
                diagnostics.push(mistake);
            }
        }
    }
}

fn unknown_type(name: &Spanned<String>, models: &[Model]) -> Diagnostic {
    let names = models.iter().flat_map(|model| {
        let types = model.structured_types.iter();
        types.map(|ty| ty.name.to_string())
    });
    let names: Vec<String> = names.collect();
    let help = did_you_mean(&name.value, names.iter().map(String::as_str));
    let message = format!("no version has an entity or complex type `{}`", name.value);
    let finding = Diagnostic::at(&CONFIG_VALUE, name.span, message, "not declared");
    finding.with_optional_help(help)
}

/// What is wrong with the path from a type: it has to go over complex properties to a text.
fn mistake(model: &Model, id: StructuredId, path: &Spanned<String>) -> Option<Diagnostic> {
    let finding = |message: String, label: &str, help: Option<String>| {
        let finding = Diagnostic::at(&CONFIG_VALUE, path.span, message, label);
        Some(finding.with_optional_help(help))
    };
    let mut names = path.value.split('/').peekable();
    let mut at = id;
    while let Some(name) = names.next() {
        let owner = &model.structured(at).name;
        let Some(property) = property(model, at, name) else {
            let known: Vec<&str> = properties(model, at).map(|known| &*known.name).collect();
            let message = format!("`{owner}` has no property `{name}`");
            return finding(message, "not declared", did_you_mean(name, known));
        };
        let is_last = names.peek().is_none();
        match property.ty.ty {
            _ if property.ty.collection => {
                let message = format!("the property `{name}` of `{owner}` is a collection");
                return finding(message, "leads to many values", None);
            }
            _ if !property.is_member() => {
                let message = format!("objects of `{owner}` do not have the property `{name}`");
                return finding(message, "has no field", None);
            }
            Type::Primitive(Primitive::String) if is_last => {}
            Type::Structured(next) if !is_last && is_made(model, next) => at = next,
            _ if is_last => {
                let message = format!("the property `{name}` of `{owner}` is not an `Edm.String`");
                return finding(message, "leads to no text", None);
            }
            _ => {
                let message = format!(
                    "the property `{name}` of `{owner}` is not of a complex type that has values of its own"
                );
                return finding(message, "leads no further", None);
            }
        }
    }
    None
}

fn is_made(model: &Model, id: StructuredId) -> bool {
    let ty = model.structured(id);
    ty.kind == StructuredKind::Complex && !ty.is_abstract
}

fn property<'m>(model: &'m Model, id: StructuredId, name: &str) -> Option<&'m Property> {
    properties(model, id).find(|property| *property.name == *name)
}

/// The properties of a type, its own and those that it inherits.
fn properties(model: &Model, id: StructuredId) -> impl Iterator<Item = &Property> {
    model
        .ancestry(id)
        .flat_map(|id| &model.structured(id).properties)
}
