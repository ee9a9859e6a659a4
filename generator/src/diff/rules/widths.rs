//! Turns two types into whether the values of one are among those of the other.

use super::hierarchy::there;
use super::{Change, Models};
use crate::model::{Model, NamedType, Primitive, StructuredId};

/// Whether every value of the old type is one of the new type, which has others, too.
pub(super) fn widens(change: &Change, models: &Models<'_>) -> bool {
    let (Some(old), Some(new)) = names(change) else {
        return false;
    };
    match (named(models.old, old), named(models.new, new)) {
        (Some(Named::Primitive(old)), Some(Named::Primitive(new))) => is_within(old, new),
        (Some(Named::Structured(old)), Some(Named::Structured(new))) => {
            let mut above = there(models, old)
                .into_iter()
                .flat_map(|id| models.new.ancestry(id));
            above.any(|base| base == new)
        }
        (Some(Named::Structured(_)), Some(Named::Primitive(new))) => is_anything(new),
        _ => false,
    }
}

/// Whether every value of the new type is one of the old type, which had others, too.
pub(super) fn narrows(change: &Change, models: &Models<'_>) -> bool {
    let (Some(old), Some(new)) = names(change) else {
        return false;
    };
    match (named(models.old, old), named(models.new, new)) {
        (Some(Named::Primitive(old)), Some(Named::Primitive(new))) => is_within(new, old),
        (Some(Named::Structured(old)), Some(Named::Structured(new))) => {
            let base = there(models, old);
            models.new.ancestry(new).any(|id| Some(id) == base)
        }
        (Some(Named::Primitive(old)), Some(Named::Structured(_))) => is_anything(old),
        _ => false,
    }
}

/// Whether an operation is bound to a base of what it was bound to, and to as many.
pub(super) fn binding_is_wider(change: &Change, models: &Models<'_>) -> bool {
    let is_many = |value: Option<&str>| value.is_some_and(|text| text.starts_with("Collection("));
    let (old, new) = change.values();
    is_many(old) == is_many(new) && widens(change, models)
}

/// Whether the two types are one primitive type, under the name of a type definition or its own.
pub(super) fn is_alias_of_the_same(change: &Change, models: &Models<'_>) -> bool {
    let (Some(old), Some(new)) = names(change) else {
        return false;
    };
    match (named(models.old, old), named(models.new, new)) {
        (Some(Named::Primitive(old)), Some(Named::Primitive(new))) => old == new,
        _ => false,
    }
}

/// Whether one of the types is a text and the other one an enumeration.
pub(super) fn is_text_and_enumeration(change: &Change, models: &Models<'_>) -> bool {
    let (Some(old), Some(new)) = names(change) else {
        return false;
    };
    let pair = (named(models.old, old), named(models.new, new));
    let text = Named::Primitive(Primitive::String);
    pair == (Some(text), Some(Named::Enumeration)) || pair == (Some(Named::Enumeration), Some(text))
}

/// A type as far as widths go; a type definition is the primitive type that it builds on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Named {
    Primitive(Primitive),
    Structured(StructuredId),
    Enumeration,
}

fn named(model: &Model, name: &str) -> Option<Named> {
    if let Some(primitive) = Primitive::from_name(name) {
        return Some(Named::Primitive(primitive));
    }
    Some(match model.find(name)? {
        NamedType::Structured(id) => Named::Structured(id),
        NamedType::Enum(_) => Named::Enumeration,
        NamedType::Definition(id) => Named::Primitive(model.definition(id).underlying_type),
    })
}

/// The types of a fact, those of the items where they are lists.
fn names(change: &Change) -> (Option<&str>, Option<&str>) {
    let (old, new) = change.values();
    (old.map(item), new.map(item))
}

fn item(text: &str) -> &str {
    let inner = text.strip_prefix("Collection(");
    inner
        .and_then(|inner| inner.strip_suffix(')'))
        .unwrap_or(text)
}

/// Whether each number of one type is exactly one of the other type.
fn is_within(small: Primitive, large: Primitive) -> bool {
    use Primitive as P;
    if is_anything(large) {
        return small != large;
    }
    let larger: &[Primitive] = match small {
        P::Byte | P::SByte => &[
            P::Int16,
            P::Int32,
            P::Int64,
            P::Decimal,
            P::Single,
            P::Double,
        ],
        P::Int16 => &[P::Int32, P::Int64, P::Decimal, P::Single, P::Double],
        P::Int32 => &[P::Int64, P::Decimal, P::Double],
        P::Int64 => &[P::Decimal],
        P::Single => &[P::Double],
        _ => &[],
    };
    larger.contains(&large)
}

/// Whether a type of the standard stands for many others.
fn is_anything(primitive: Primitive) -> bool {
    use Primitive as P;
    matches!(
        primitive,
        P::Untyped | P::PrimitiveType | P::ComplexType | P::EntityType
    )
}
