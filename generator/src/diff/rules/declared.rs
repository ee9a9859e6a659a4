//! Turns the sides of a fact into what the two models declare there.

use super::{Change, Element, Models};
use crate::diff::change::{Path, Side};
use crate::diff::members::{Member, members};
use crate::diff::operation_pairs::operation_path;
use crate::model::{
    Annotations, Model, NamedType, Operation, Parameter, Permission, Primitive, StructuredId, Type,
};

/// The structured type that a side is or belongs to.
pub(super) fn structured(model: &Model, side: Option<&Side>) -> Option<StructuredId> {
    match model.find(side?.path.group())? {
        NamedType::Structured(id) => Some(id),
        _ => None,
    }
}

/// The property or navigation property that a side is.
pub(super) fn member<'m>(model: &'m Model, side: Option<&Side>) -> Option<Member<'m>> {
    let owner = structured(model, side)?;
    let name = side?.path.member.as_deref()?;
    let mut members = members(model, owner).into_iter();
    members.find(|member| member.name == name)
}

/// The operation that a side is or belongs to.
pub(super) fn operation<'m>(model: &'m Model, side: Option<&Side>) -> Option<&'m Operation> {
    let path = operation_part(&side?.path);
    let text = path.member.as_deref().unwrap_or(&path.owner);
    let qualified = text.split('(').next().unwrap_or(text);
    let name = qualified.rsplit('.').next().unwrap_or(qualified);
    let mut candidates = model.operations.iter();
    candidates.find(|other| *other.name.name == *name && operation_path(model, other) == path)
}

/// The path of an operation, without the parameter or result that may follow.
fn operation_part(path: &Path) -> Path {
    let is_unbound = path.owner.ends_with(')') && !path.owner.starts_with("Collection(");
    let own = path.member.as_deref().filter(|_| !is_unbound);
    Path {
        owner: path.owner.clone(),
        member: own.map(|member| member.split('/').next().unwrap_or(member).into()),
    }
}

/// The parameter that a side is, with its operation.
pub(super) fn parameter<'m>(
    model: &'m Model,
    side: Option<&Side>,
) -> Option<(&'m Operation, &'m Parameter)> {
    let operation = operation(model, side)?;
    let name = side?.path.member.as_deref()?.rsplit('/').next()?;
    let mut parameters = operation.parameters.iter();
    let found = parameters.find(|parameter| *parameter.name == *name)?;
    Some((operation, found))
}

/// What something is made of, as far as rules ask.
#[derive(Clone, Copy)]
pub(super) struct Use {
    /// The type; none for the abstract `Edm.EntityType`.
    pub(super) ty: Option<Type>,
    pub(super) collection: bool,
    /// `Nullable` as written.
    pub(super) nullable: Option<bool>,
}

/// What the property, parameter, result or type definition on one side is made of.
pub(super) fn type_use(model: &Model, side: Option<&Side>) -> Option<Use> {
    let ty = match side?.element {
        Element::Property | Element::NavigationProperty => {
            let shape = member(model, side)?.shape;
            return Some(Use {
                ty: shape.ty,
                collection: shape.collection,
                nullable: shape.nullable,
            });
        }
        Element::Parameter => &parameter(model, side)?.1.ty,
        Element::ReturnType => operation(model, side)?.return_type.as_ref()?,
        _ => return None,
    };
    Some(Use {
        ty: Some(ty.ty),
        collection: ty.collection,
        nullable: ty.nullable,
    })
}

/// Whether clients send what the fact is about: a computed property, for one, is only read.
pub(super) fn is_sent(change: &Change, models: &Models<'_>) -> bool {
    match change.side().element {
        Element::ReturnType => false,
        Element::Property | Element::NavigationProperty => {
            annotations(change, models).is_none_or(may_be_sent)
        }
        _ => true,
    }
}

/// Whether clients read what the fact is about.
pub(super) fn is_received(change: &Change, models: &Models<'_>) -> bool {
    match change.side().element {
        Element::Parameter => false,
        Element::Property | Element::NavigationProperty => {
            let permission = annotations(change, models).and_then(|said| said.permission);
            !matches!(permission, Some(Permission::Write | Permission::None))
        }
        _ => true,
    }
}

/// What is said of a property in the new model, or in the old one of what was removed.
fn annotations<'m>(change: &Change, models: &Models<'m>) -> Option<&'m Annotations> {
    let found = match &change.new {
        Some(side) => member(models.new, Some(side)),
        None => member(models.old, change.old.as_ref()),
    };
    found.map(|member| member.annotations)
}

fn may_be_sent(said: &Annotations) -> bool {
    let is_closed = matches!(said.permission, Some(Permission::Read | Permission::None));
    !said.computed && !is_closed
}

/// Whether whoever creates a value has to give the property: it cannot be null, has no default, and is
/// not what the service sets (OData Protocol 4.01 §11.4.2).
pub(super) fn is_required(change: &Change, models: &Models<'_>) -> bool {
    let found = member(models.new, change.new.as_ref());
    found.is_some_and(|member| member_is_required(&member))
}

/// The same for a property at hand.
pub(super) fn member_is_required(member: &Member<'_>) -> bool {
    let shape = member.shape;
    let is_stream = shape.ty == Some(Type::Primitive(Primitive::Stream));
    let has_default = shape
        .facets
        .is_some_and(|facets| facets.default_value.is_some());
    let cannot_be_null = !shape.collection && shape.nullable == Some(false);
    cannot_be_null && !has_default && !is_stream && may_be_sent(member.annotations)
}

/// Whether the new property is a stream, which is addressed and not carried.
pub(super) fn is_stream(change: &Change, models: &Models<'_>) -> bool {
    let found = type_use(models.new, change.new.as_ref());
    found.is_some_and(|found| found.ty == Some(Type::Primitive(Primitive::Stream)))
}

/// Whether nullability speaks of the items of a list, on both sides.
pub(super) fn is_of_items(change: &Change, models: &Models<'_>) -> bool {
    let is_list = |model, side| type_use(model, side).is_some_and(|found| found.collection);
    is_list(models.old, change.old.as_ref()) && is_list(models.new, change.new.as_ref())
}

/// Whether a result is an option in Rust: where the document says outright that it may be null.
pub(super) fn result_is_maybe(side: Option<&Side>, model: &Model) -> bool {
    let found = type_use(model, side);
    found.is_some_and(|found| !found.collection && found.nullable == Some(true))
}

/// Whether the member belongs to a set of flags.
pub(super) fn is_of_flags(change: &Change, models: &Models<'_>) -> bool {
    match models.new.find(change.side().path.group()) {
        Some(NamedType::Enum(id)) => models.new.enumeration(id).is_flags,
        _ => false,
    }
}

/// Whether the old and the new name are one word for people.
pub(super) fn differs_in_capitals(change: &Change, _: &Models<'_>) -> bool {
    let (old, new) = change.values();
    let lower = |name: Option<&str>| name.map(str::to_lowercase);
    old.is_some() && lower(old) == lower(new)
}
