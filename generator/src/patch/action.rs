//! Turns what a patch asks for into the change of one element.

use super::target::Element;
use super::{Outcome, value};
use crate::config::{Patch, PatchAction};
use crate::csdl::tree::{
    Annotation, Key, PropertyRef, StructuredKind, StructuredType, Text, TypeRef,
};
use crate::diagnostics::{Span, Spanned};

/// Applies a patch to one of the elements that its target names.
///
/// What it adds has the place of the patch, so that findings about it lead there. To drop an element
/// is left to whoever holds it.
pub(super) fn apply(element: Element<'_>, patch: &Patch) -> Outcome {
    let span = patch.target.span;
    match &patch.action {
        PatchAction::AddKey(names) => match element {
            Element::Structured(ty) if ty.kind == StructuredKind::Entity => {
                add_key(ty, names, span)
            }
            _ => Outcome::Unsuitable("an entity type"),
        },
        PatchAction::SetType(text) => match type_of(element) {
            Some(TypeSlot::TypeRef(type_ref)) => set_type(type_ref, text, span),
            Some(TypeSlot::Name(name)) => set_text(name, text, span),
            Some(TypeSlot::Underlying(name)) => match name {
                Some(name) => set_text(name, text, span),
                None => {
                    *name = Some(spanned(text, span));
                    Outcome::Applied
                }
            },
            None => Outcome::Unsuitable(
                "something that has a type, such as a property, a parameter or an entity set",
            ),
        },
        PatchAction::SetNullable(nullable) => set_nullable(element, *nullable, span),
        PatchAction::Rename(name) => match name_of(element) {
            Some(slot) => set_text(slot, name, span),
            None => Outcome::Unsuitable("something that has a name"),
        },
        PatchAction::Drop => Outcome::Applied,
        PatchAction::Annotate {
            term,
            qualifier,
            value,
        } => {
            let name = term.rsplit_once('.').map_or(&**term, |(_, name)| name);
            let annotation = Annotation {
                term: spanned(term, span),
                qualifier: qualifier.as_ref().map(|qualifier| spanned(qualifier, span)),
                value: Some(value::expression(name, value, span)),
                annotations: Vec::new(),
                span,
            };
            annotate(annotations_of(element), annotation)
        }
    }
}

fn add_key(ty: &mut StructuredType, names: &[String], span: Span) -> Outcome {
    let key = Key {
        property_refs: names
            .iter()
            .map(|name| PropertyRef {
                name: spanned(name, span),
                alias: None,
            })
            .collect(),
        span,
    };
    let same = |old: &Key| {
        let old = old.property_refs.iter().map(|part| &*part.name.value);
        old.eq(names.iter().map(String::as_str))
    };
    if ty.key.as_ref().is_some_and(same) {
        return Outcome::Same;
    }
    ty.key = Some(key);
    Outcome::Applied
}

/// Where the type of an element is written.
enum TypeSlot<'e> {
    TypeRef(&'e mut TypeRef),
    Name(&'e mut Text),
    Underlying(&'e mut Option<Text>),
}

fn type_of(element: Element<'_>) -> Option<TypeSlot<'_>> {
    Some(match element {
        Element::Property(it) => TypeSlot::TypeRef(&mut it.type_ref),
        Element::Navigation(it) => TypeSlot::TypeRef(&mut it.type_ref),
        Element::Parameter(it) => TypeSlot::TypeRef(&mut it.type_ref),
        Element::ReturnType(it) => TypeSlot::TypeRef(&mut it.type_ref),
        Element::Term(it) => TypeSlot::TypeRef(&mut it.type_ref),
        Element::EntitySet(it) => TypeSlot::Name(&mut it.entity_type),
        Element::Singleton(it) => TypeSlot::Name(&mut it.entity_type),
        Element::Definition(it) => TypeSlot::Name(&mut it.underlying_type),
        Element::Enum(it) => TypeSlot::Underlying(&mut it.underlying_type),
        Element::Structured(_)
        | Element::Operation(_)
        | Element::Container(_)
        | Element::Member(_)
        | Element::Import(_) => return None,
    })
}

fn set_type(type_ref: &mut TypeRef, text: &str, span: Span) -> Outcome {
    let inner = text
        .strip_prefix("Collection(")
        .and_then(|rest| rest.strip_suffix(')'));
    let new = TypeRef {
        name: spanned(inner.unwrap_or(text), span),
        collection: inner.is_some(),
        span,
    };
    if new.collection == type_ref.collection && new.name.value == type_ref.name.value {
        return Outcome::Same;
    }
    *type_ref = new;
    Outcome::Applied
}

fn set_text(slot: &mut Text, text: &str, span: Span) -> Outcome {
    if *slot.value == *text {
        return Outcome::Same;
    }
    *slot = spanned(text, span);
    Outcome::Applied
}

fn set_nullable(element: Element<'_>, nullable: bool, span: Span) -> Outcome {
    let (slot, collection) = match element {
        Element::Property(it) => (&mut it.facets.nullable, it.type_ref.collection),
        Element::Parameter(it) => (&mut it.facets.nullable, it.type_ref.collection),
        Element::ReturnType(it) => (&mut it.facets.nullable, it.type_ref.collection),
        Element::Term(it) => (&mut it.facets.nullable, it.type_ref.collection),
        Element::Navigation(it) => (&mut it.nullable, it.type_ref.collection),
        Element::Singleton(it) => (&mut it.nullable, false),
        _ => {
            return Outcome::Unsuitable(
                "something that may be null, such as a property or a parameter",
            );
        }
    };
    // a single value may be null where nothing is said (§7.2.1)
    let now = slot.as_ref().map(|slot| slot.value);
    if now.or((!collection).then_some(true)) == Some(nullable) {
        return Outcome::Same;
    }
    *slot = Some(Spanned {
        value: nullable,
        span,
    });
    Outcome::Applied
}

fn name_of(element: Element<'_>) -> Option<&mut Text> {
    Some(match element {
        Element::Structured(it) => &mut it.name,
        Element::Enum(it) => &mut it.name,
        Element::Definition(it) => &mut it.name,
        Element::Term(it) => &mut it.name,
        Element::Operation(it) => &mut it.name,
        Element::Container(it) => &mut it.name,
        Element::Property(it) => &mut it.name,
        Element::Navigation(it) => &mut it.name,
        Element::Member(it) => &mut it.name,
        Element::Parameter(it) => &mut it.name,
        Element::EntitySet(it) => &mut it.name,
        Element::Singleton(it) => &mut it.name,
        Element::Import(it) => &mut it.name,
        Element::ReturnType(_) => return None,
    })
}

fn annotations_of(element: Element<'_>) -> &mut Vec<Annotation> {
    match element {
        Element::Structured(it) => &mut it.annotations,
        Element::Enum(it) => &mut it.annotations,
        Element::Definition(it) => &mut it.annotations,
        Element::Term(it) => &mut it.annotations,
        Element::Operation(it) => &mut it.annotations,
        Element::Container(it) => &mut it.annotations,
        Element::Property(it) => &mut it.annotations,
        Element::Navigation(it) => &mut it.annotations,
        Element::Member(it) => &mut it.annotations,
        Element::Parameter(it) => &mut it.annotations,
        Element::ReturnType(it) => &mut it.annotations,
        Element::EntitySet(it) => &mut it.annotations,
        Element::Singleton(it) => &mut it.annotations,
        Element::Import(it) => &mut it.annotations,
    }
}

/// Adds an annotation, or gives another value to the one that says something under its term already.
fn annotate(annotations: &mut Vec<Annotation>, new: Annotation) -> Outcome {
    let words = |annotation: &Annotation| {
        let qualifier = annotation.qualifier.as_ref();
        qualifier.map(|qualifier| qualifier.value.clone())
    };
    let mut old = annotations.iter_mut();
    let old = old.find(|old| old.term.value == new.term.value && words(old) == words(&new));
    match old {
        Some(old) if is_same(old, &new) => return Outcome::Same,
        Some(old) => *old = new,
        None => annotations.push(new),
    }
    Outcome::Applied
}

/// Whether two annotations of one term have the same value; one that is left out is true for a tag.
fn is_same(old: &Annotation, new: &Annotation) -> bool {
    use crate::csdl::tree::ExpressionKind;
    match (&old.value, &new.value) {
        (Some(old), Some(new)) => value::same(old, new),
        (None, Some(new)) => matches!(new.value, ExpressionKind::Bool(true)),
        (_, None) => false,
    }
}

fn spanned(text: &str, span: Span) -> Text {
    Spanned {
        value: text.into(),
        span,
    }
}
