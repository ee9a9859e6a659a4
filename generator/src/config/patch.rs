//! Turns `[[patch]]` entries into repairs of the metadata.

use toml::de::DeValue;

use super::check;
use super::section::{Found, Section};
use crate::diagnostics::{Span, Spanned};

/// One repair of the metadata: `[[patch]]`. It has a target, a reason, and does one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Patch {
    /// The version that is repaired; all of them where nothing is said.
    pub version: Option<String>,
    /// What is repaired, as in an `Annotations` element: `Namespace.Type/Property`,
    /// `Namespace.Enum/Member`, `Namespace.Container/Set` (OData CSDL 4.01 §14.2.2).
    pub target: Spanned<String>,
    /// What is done to it.
    pub action: PatchAction,
    /// Why it is needed.
    pub reason: String,
    /// Where the entry stands in the config.
    pub span: Span,
}

/// What a patch does to its target.
#[derive(Clone, Debug, PartialEq)]
pub enum PatchAction {
    /// Gives an entity type the key of these properties: `add_key = ["Id"]`.
    AddKey(Vec<String>),
    /// Gives a property, parameter or return type another type: `set_type = "Edm.String"`.
    SetType(String),
    /// Says whether a property or parameter may be null: `set_nullable = false`.
    SetNullable(bool),
    /// Gives an element, and every reference to it, the name that the service really uses:
    /// `rename = "Mail"`. Another Rust name is a matter of the lock file.
    Rename(String),
    /// Takes an element away: `drop = true`.
    Drop,
    /// Adds an annotation: `annotate = { term = "Org.OData.Core.V1.Computed", value = true }`.
    Annotate {
        /// The qualified name of the term.
        term: String,
        /// Tells annotations of one term apart: `qualifier = "Tablet"`.
        qualifier: Option<String>,
        /// The value; `true` where nothing is said.
        value: AnnotationValue,
    },
}

/// The value of an annotation, as TOML writes it.
#[derive(Clone, Debug, PartialEq)]
pub enum AnnotationValue {
    /// `true` or `false`.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A number with a fraction.
    Float(f64),
    /// A text, a path or a member of an enumeration.
    String(String),
    /// A collection.
    Collection(Vec<AnnotationValue>),
    /// A record, in the order of its names.
    Record(Vec<(String, AnnotationValue)>),
}

const ACTIONS: &str = "`add_key`, `set_type`, `set_nullable`, `rename`, `drop` or `annotate`";

pub(super) fn read(
    mut section: Section<'_>,
    versions: &[&str],
    found: &mut Found,
) -> Option<Patch> {
    let version = section.text("version", found);
    if let Some(version) = &version {
        check::version_name(version, versions, found);
    }
    let help = "name what is repaired, such as `target = \"Namespace.Type/Property\"`";
    let target = section.required("target", help, found);
    let help = "say why the patch is needed, so that the next person knows when it is not";
    let reason = section.required("reason", help, found);
    let actions = read_actions(&mut section, found);
    let span = section.span;
    if actions.is_empty()
        && ACTION_KEYS
            .iter()
            .all(|key| section.get(key, found).is_none())
    {
        section.report_lack("something to do", &format!("add {ACTIONS}"), found);
    }
    if let [_, second, ..] = &*actions {
        let message = "a patch does one thing".to_owned();
        let help = "write a second `[[patch]]` for it";
        found.value(second.span, message, "the second thing", help);
    }
    section.finish(found);
    Some(Patch {
        version: version.map(|version| version.value),
        target: target?,
        action: actions.into_iter().next()?.value,
        reason: reason?.value,
        span,
    })
}

const ACTION_KEYS: [&str; 6] = [
    "add_key",
    "set_type",
    "set_nullable",
    "rename",
    "drop",
    "annotate",
];

/// Everything that the patch asks for, each with its place.
fn read_actions(section: &mut Section<'_>, found: &mut Found) -> Vec<Spanned<PatchAction>> {
    let mut actions = Vec::new();
    if let Some(key) = section.texts("add_key", found) {
        if key.value.is_empty() || key.value.iter().any(|name| name.value.is_empty()) {
            let message = "a key has at least one property, each with a name".to_owned();
            found.value(key.span, message, "empty", "write `add_key = [\"Id\"]`");
        }
        let names = key.value.into_iter().map(|name| name.value).collect();
        actions.push(spanned(PatchAction::AddKey(names), key.span));
    }
    for (key, action) in [
        (
            "set_type",
            PatchAction::SetType as fn(String) -> PatchAction,
        ),
        ("rename", PatchAction::Rename),
    ] {
        if let Some(text) = section.text(key, found) {
            if text.value.trim().is_empty() {
                found.value(
                    text.span,
                    format!("`{key}` is empty"),
                    "empty",
                    "write a name",
                );
            }
            actions.push(spanned(action(text.value), text.span));
        }
    }
    if let Some(nullable) = section.boolean("set_nullable", found) {
        actions.push(spanned(
            PatchAction::SetNullable(nullable.value),
            nullable.span,
        ));
    }
    if let Some(drop) = section.boolean("drop", found) {
        if !drop.value {
            let message = "`drop = false` does nothing".to_owned();
            found.value(
                drop.span,
                message,
                "does nothing",
                "write `drop = true`, or remove it",
            );
        }
        actions.push(spanned(PatchAction::Drop, drop.span));
    }
    if let Some(table) = section.table("annotate", found) {
        let span = table.span;
        if let Some(action) = read_annotation(table, found) {
            actions.push(spanned(action, span));
        }
    }
    actions
}

fn read_annotation(mut section: Section<'_>, found: &mut Found) -> Option<PatchAction> {
    let help = "name a term, such as `term = \"Org.OData.Core.V1.Computed\"`";
    let term = section.required("term", help, found);
    let qualifier = section.text("qualifier", found);
    let value = match section.get("value", found) {
        Some((_, value)) => read_value(value.get_ref(), found.span(value.span()), found),
        None => Some(AnnotationValue::Bool(true)),
    };
    section.finish(found);
    Some(PatchAction::Annotate {
        term: term?.value,
        qualifier: qualifier.map(|qualifier| qualifier.value),
        value: value?,
    })
}

fn read_value(value: &DeValue<'_>, span: Span, found: &mut Found) -> Option<AnnotationValue> {
    let read = match value {
        DeValue::Boolean(value) => Some(AnnotationValue::Bool(*value)),
        DeValue::String(text) => Some(AnnotationValue::String(text.clone().into_owned())),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .ok()
            .map(AnnotationValue::Int),
        DeValue::Float(number) => number.as_str().parse().ok().map(AnnotationValue::Float),
        DeValue::Datetime(time) => Some(AnnotationValue::String(time.to_string())),
        DeValue::Array(items) => {
            let items = items.iter();
            let values: Option<_> = items
                .map(|item| read_value(item.get_ref(), found.span(item.span()), found))
                .collect();
            return values.map(AnnotationValue::Collection);
        }
        DeValue::Table(table) => {
            let entries = Section::new(table, "", span).entries(found).into_iter();
            let entry = |(name, value): (Spanned<&str>, &toml::Spanned<DeValue<'_>>)| {
                let read = read_value(value.get_ref(), found.span(value.span()), found)?;
                Some((name.value.to_owned(), read))
            };
            let values: Option<_> = entries.map(entry).collect();
            return values.map(AnnotationValue::Record);
        }
    };
    if read.is_none() {
        let message = "the number is out of range".to_owned();
        found.value(span, message, "too large", "write it as a text");
    }
    read
}

fn spanned<T>(value: T, span: Span) -> Spanned<T> {
    Spanned { value, span }
}
