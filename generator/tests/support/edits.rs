//! Turns a service into one with an edit, and says what has to be reported about it.

#[path = "edits/root.rs"]
mod root;

use std::collections::BTreeSet;

use odata_bindgen::diff::Kind;

use crate::service::{Enum, Navigation, Property, Service, Type};
use root::{
    add_action, add_parameter, add_required_parameter, add_set, exchange_parameters,
    flip_parameter, forbid_deleting, remove_action, remove_parameter, remove_set,
};

/// What an edit has to be reported as: what happened, where, and the rule that judges it.
pub(crate) type Expected = (Kind, String, &'static str);

/// Which of several things an edit is made to: a number that says so for any length of a list.
pub(crate) type Pick = proptest::sample::Index;

/// An edit; none where there is nothing that it could be made to.
pub(crate) type Edit = fn(&mut Service, Pick, &mut Touched) -> Option<Expected>;

/// What edits were made to already, so that each thing is edited once.
pub(crate) type Touched = BTreeSet<String>;

/// Every edit.
pub(crate) const EDITS: &[Edit] = &[
    add_property,
    add_required_property,
    remove_property,
    rename_property,
    widen_or_exchange_type,
    make_many,
    flip_nullable,
    limit_length,
    describe,
    flip_computed,
    deprecate,
    add_navigation,
    remove_navigation,
    flip_containment,
    flip_open,
    flip_media,
    add_type,
    derive_type,
    add_member,
    remove_member,
    renumber_member,
    flip_flags,
    add_action,
    remove_action,
    add_parameter,
    add_required_parameter,
    remove_parameter,
    flip_parameter,
    exchange_parameters,
    add_set,
    remove_set,
    forbid_deleting,
];

/// One of a list that was not touched, which it is from now on.
fn one<'l, T>(
    list: &'l mut [T],
    pick: Pick,
    touched: &mut Touched,
    path: impl Fn(&T) -> String,
) -> Option<(&'l mut T, String)> {
    if list.is_empty() {
        return None;
    }
    let at = pick.index(list.len());
    let path = path(&list[at]);
    touched.insert(path.clone()).then(|| (&mut list[at], path))
}

/// A type that was not touched: what belongs to one that is new is no fact of its own.
fn any_type<'s>(service: &'s mut Service, pick: Pick, touched: &Touched) -> Option<&'s mut Type> {
    let at = (!service.types.is_empty()).then(|| pick.index(service.types.len()))?;
    let ty = service.types.get_mut(at)?;
    (!touched.contains(&format!("Shop.{}", ty.name))).then_some(ty)
}

fn property<'s>(
    service: &'s mut Service,
    pick: Pick,
    touched: &mut Touched,
) -> Option<(&'s mut Property, String)> {
    let ty = any_type(service, pick, touched)?;
    let owner = ty.name.clone();
    one(&mut ty.properties, pick, touched, |property| {
        format!("Shop.{owner}/{}", property.name)
    })
}

fn add(service: &mut Service, pick: Pick, touched: &Touched, nullable: bool) -> Option<String> {
    let name = service.name();
    let ty = any_type(service, pick, touched)?;
    let path = format!("Shop.{}/{name}", ty.name);
    ty.properties.push(Property {
        name,
        ty: "Duration",
        nullable,
        ..Property::default()
    });
    Some(path)
}

fn add_property(service: &mut Service, pick: Pick, touched: &mut Touched) -> Option<Expected> {
    let path = add(service, pick, touched, true)?;
    touched.insert(path.clone());
    Some((Kind::Added, path, "property-added"))
}

fn add_required_property(
    service: &mut Service,
    pick: Pick,
    touched: &mut Touched,
) -> Option<Expected> {
    let path = add(service, pick, touched, false)?;
    touched.insert(path.clone());
    Some((Kind::Added, path, "required-property-added"))
}

fn remove_property(service: &mut Service, pick: Pick, touched: &mut Touched) -> Option<Expected> {
    let ty = any_type(service, pick, touched)?;
    let owner = ty.name.clone();
    let path_of = |property: &Property| format!("Shop.{owner}/{}", property.name);
    let (_, path) = one(&mut ty.properties, pick, touched, path_of)?;
    ty.properties.retain(|property| path_of(property) != path);
    Some((Kind::Removed, path, "property-removed"))
}

/// The two words of the name in the other order.
fn rename_property(service: &mut Service, pick: Pick, touched: &mut Touched) -> Option<Expected> {
    let (property, path) = property(service, pick, touched)?;
    let (first, second) = property.name.split_at(6);
    let name = format!("{second}{first}");
    let new = path.replace(&property.name, &name);
    property.name = name;
    touched.insert(new.clone());
    Some((Kind::Renamed, new, "property-renamed"))
}

fn widen_or_exchange_type(
    service: &mut Service,
    pick: Pick,
    touched: &mut Touched,
) -> Option<Expected> {
    let (property, path) = property(service, pick, touched)?;
    let (ty, rule) = match (property.ty, property.computed) {
        ("Int32", _) => ("Int64", "type-widened"),
        ("Int64", false) => ("Int32", "type-narrowed"),
        ("Int64", true) => ("Int32", "type-narrowed-for-readers"),
        ("Boolean", _) => ("Date", "type-changed"),
        _ => return None,
    };
    property.ty = ty;
    Some((Kind::Type, path, rule))
}

fn make_many(service: &mut Service, pick: Pick, touched: &mut Touched) -> Option<Expected> {
    let (property, path) = property(service, pick, touched)?;
    property.collection = !property.collection;
    let rule = ["many-became-one", "one-became-many"][usize::from(property.collection)];
    Some((Kind::Collection, path, rule))
}

fn flip_nullable(service: &mut Service, pick: Pick, touched: &mut Touched) -> Option<Expected> {
    let (property, path) = property(service, pick, touched)?;
    property.nullable = !property.nullable;
    let rule = match (property.collection, property.nullable, property.computed) {
        (true, true, _) => "null-items-allowed",
        (true, false, _) => "null-items-forbidden",
        (false, true, _) => "null-allowed",
        (false, false, false) => "null-forbidden",
        (false, false, true) => "null-excluded",
    };
    Some((Kind::Nullable, path, rule))
}

fn limit_length(service: &mut Service, pick: Pick, touched: &mut Touched) -> Option<Expected> {
    let (property, path) = property(service, pick, touched)?;
    if property.ty != "String" {
        return None;
    }
    let (length, rule) = match (property.max_length, property.computed) {
        (None, false) => (Some(7), "limit-lowered"),
        (None, true) => (Some(7), "limit-lowered-for-readers"),
        (Some(length), _) if length % 2 == 0 => (Some(length + 1), "limit-raised"),
        (Some(_), _) => (None, "limit-raised"),
    };
    property.max_length = length;
    Some((Kind::MaxLength, path, rule))
}

fn describe(service: &mut Service, pick: Pick, touched: &mut Touched) -> Option<Expected> {
    let (property, path) = property(service, pick, touched)?;
    property.description = Some(format!("What {path} is."));
    Some((Kind::Description, path, "description-changed"))
}

fn flip_computed(service: &mut Service, pick: Pick, touched: &mut Touched) -> Option<Expected> {
    let (property, path) = property(service, pick, touched)?;
    property.computed = !property.computed;
    let is_required = !property.nullable && !property.collection;
    let rule = match (property.computed, is_required) {
        (true, _) => "property-made-computed",
        (false, true) => "computed-property-required",
        (false, false) => "property-made-settable",
    };
    Some((Kind::Computed, path, rule))
}

fn deprecate(service: &mut Service, pick: Pick, touched: &mut Touched) -> Option<Expected> {
    let (property, path) = property(service, pick, touched)?;
    property.deprecated = true;
    Some((Kind::Deprecated, path, "deprecated"))
}

fn add_navigation(service: &mut Service, pick: Pick, touched: &mut Touched) -> Option<Expected> {
    let (name, target) = (service.name(), service.types.first()?.name.clone());
    let ty = any_type(service, pick, touched)?;
    let path = format!("Shop.{}/{name}", ty.name);
    touched.insert(path.clone());
    ty.navigations.push(Navigation {
        name,
        target,
        contained: false,
    });
    Some((Kind::Added, path, "navigation-property-added"))
}

fn remove_navigation(service: &mut Service, pick: Pick, touched: &mut Touched) -> Option<Expected> {
    let ty = any_type(service, pick, touched)?;
    let owner = ty.name.clone();
    let path_of = |property: &Navigation| format!("Shop.{owner}/{}", property.name);
    let (_, path) = one(&mut ty.navigations, pick, touched, path_of)?;
    ty.navigations.retain(|property| path_of(property) != path);
    Some((Kind::Removed, path, "navigation-property-removed"))
}

fn flip_containment(service: &mut Service, pick: Pick, touched: &mut Touched) -> Option<Expected> {
    let ty = any_type(service, pick, touched)?;
    let owner = ty.name.clone();
    let path_of = |property: &Navigation| format!("Shop.{owner}/{}", property.name);
    let (property, path) = one(&mut ty.navigations, pick, touched, path_of)?;
    property.contained = !property.contained;
    let rule = ["containment-ended", "containment-began"][usize::from(property.contained)];
    Some((Kind::Containment, path, rule))
}

/// A root that nothing derives from: what it hands down would be the same fact for all of them.
fn flip_open(service: &mut Service, pick: Pick, touched: &mut Touched) -> Option<Expected> {
    let (ty, path) = one(&mut service.types, pick, touched, |ty| {
        format!("Shop.{}", ty.name)
    })?;
    if ty.base.is_some() {
        return None;
    }
    ty.open = !ty.open;
    let rule = ["type-closed", "type-opened"][usize::from(ty.open)];
    Some((Kind::Open, path, rule))
}

fn flip_media(service: &mut Service, pick: Pick, touched: &mut Touched) -> Option<Expected> {
    let (ty, path) = one(&mut service.types, pick, touched, |ty| {
        format!("Shop.{}", ty.name)
    })?;
    if ty.base.is_some() {
        return None;
    }
    ty.media = !ty.media;
    let rule = ["media-entity-ended", "media-entity-began"][usize::from(ty.media)];
    Some((Kind::HasStream, path, rule))
}

fn add_type(service: &mut Service, _: Pick, touched: &mut Touched) -> Option<Expected> {
    let (name, member) = (service.name(), service.name());
    let path = format!("Shop.{name}");
    touched.insert(path.clone());
    service.enums.push(Enum {
        members: vec![(member, 1)],
        name,
        ..Enum::default()
    });
    Some((Kind::Added, path, "type-added"))
}

/// No type is abstract, so that no enum has a variant more.
fn derive_type(service: &mut Service, pick: Pick, touched: &mut Touched) -> Option<Expected> {
    let (name, base) = (
        service.name(),
        any_type(service, pick, touched)?.name.clone(),
    );
    let path = format!("Shop.{name}");
    touched.insert(path.clone());
    let inherited = service.types.iter().find(|ty| ty.name == base)?.clone();
    service.types.push(Type {
        name,
        base: Some(base),
        properties: Vec::new(),
        navigations: Vec::new(),
        ..inherited
    });
    Some((Kind::Added, path, "type-added"))
}

fn any_enum<'s>(service: &'s mut Service, pick: Pick, touched: &Touched) -> Option<&'s mut Enum> {
    let at = (!service.enums.is_empty()).then(|| pick.index(service.enums.len()))?;
    let ty = service.enums.get_mut(at)?;
    (!touched.contains(&format!("Shop.{}", ty.name))).then_some(ty)
}

fn add_member(service: &mut Service, pick: Pick, touched: &mut Touched) -> Option<Expected> {
    let name = service.name();
    let ty = any_enum(service, pick, touched)?;
    let path = format!("Shop.{}/{name}", ty.name);
    // a number that no other member has or had
    let value = 1_000 + i64::try_from(name.len() + ty.members.len()).ok()?;
    touched.insert(path.clone());
    touched.insert(format!("Shop.{}", ty.name));
    ty.members.push((name, value));
    let rule = ["member-added", "flag-added"][usize::from(ty.flags)];
    Some((Kind::Added, path, rule))
}

fn remove_member(service: &mut Service, pick: Pick, touched: &mut Touched) -> Option<Expected> {
    let ty = any_enum(service, pick, touched)?;
    let (name, _) =
        (ty.members.len() > 1).then(|| ty.members.remove(pick.index(ty.members.len())))?;
    let path = format!("Shop.{}/{name}", ty.name);
    touched.insert(format!("Shop.{}", ty.name));
    touched
        .insert(path.clone())
        .then_some((Kind::Removed, path, "member-removed"))
}

fn renumber_member(service: &mut Service, pick: Pick, touched: &mut Touched) -> Option<Expected> {
    let ty = any_enum(service, pick, touched)?;
    let owner = ty.name.clone();
    let path_of = |(name, _): &(String, i64)| format!("Shop.{owner}/{name}");
    let (member, path) = one(&mut ty.members, pick, touched, path_of)?;
    member.1 += 5_000;
    Some((Kind::MemberValue, path, "member-value-changed"))
}

fn flip_flags(service: &mut Service, pick: Pick, touched: &mut Touched) -> Option<Expected> {
    let (ty, path) = one(&mut service.enums, pick, touched, |ty| {
        format!("Shop.{}", ty.name)
    })?;
    ty.flags = !ty.flags;
    Some((Kind::Flags, path, "flags-changed"))
}
