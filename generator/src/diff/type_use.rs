//! Turns what two properties, parameters or return types are made of into facts.

use super::change::Kind;
use super::compare::{Comparison, Place};
use super::pairs::type_name;
use crate::model::{Facets, Model, NavigationProperty, Primitive, Type, TypeUse};

/// What something is made of, for navigation properties, too.
#[derive(Clone, Copy)]
pub(super) struct Shape<'m> {
    /// The type; none for the abstract `Edm.EntityType`.
    pub(super) ty: Option<Type>,
    pub(super) collection: bool,
    /// `Nullable` as written.
    pub(super) nullable: Option<bool>,
    pub(super) facets: Option<&'m Facets>,
}

impl<'m> From<&'m TypeUse> for Shape<'m> {
    fn from(ty: &'m TypeUse) -> Self {
        Self {
            ty: Some(ty.ty),
            collection: ty.collection,
            nullable: ty.nullable,
            facets: Some(&ty.facets),
        }
    }
}

impl<'m> From<&'m NavigationProperty> for Shape<'m> {
    fn from(property: &'m NavigationProperty) -> Self {
        Self {
            ty: property.target.map(Type::Structured),
            collection: property.collection,
            nullable: property.nullable,
            facets: None,
        }
    }
}

impl Shape<'_> {
    /// The type as it is written in a document, such as `Collection(Edm.String)`.
    pub(super) fn text(&self, model: &Model) -> String {
        let name = match self.ty {
            Some(ty) => type_name(model, ty),
            None => "Edm.EntityType".to_owned(),
        };
        if self.collection {
            format!("Collection({name})")
        } else {
            name
        }
    }

    /// Whether null is allowed. One value may be null where nothing is said (OData CSDL 4.01 §7.2.1); for
    /// the items of a collection nothing may be concluded from that.
    fn nullable(&self) -> Option<bool> {
        match self.nullable {
            None if !self.collection => Some(true),
            written => written,
        }
    }
}

/// Compares types, and everything that stands beside them.
pub(super) fn compare(
    comparison: &mut Comparison<'_>,
    place: &Place,
    old: Shape<'_>,
    new: Shape<'_>,
) {
    compare_types(comparison, place, old, new);
    compare_nullability(comparison, place, old, new);
    let nothing = Facets::default();
    let (old, new) = (
        old.facets.unwrap_or(&nothing),
        new.facets.unwrap_or(&nothing),
    );
    compare_facets(comparison, place, old, new);
}

/// Compares the types and whether they are one or many.
pub(super) fn compare_types(
    comparison: &mut Comparison<'_>,
    place: &Place,
    old: Shape<'_>,
    new: Shape<'_>,
) {
    let texts = [
        Some(old.text(comparison.pairs.old)),
        Some(new.text(comparison.pairs.new)),
    ];
    if !same_type(comparison, old, new) {
        let [old, new] = texts.clone();
        comparison.changed(place, Kind::Type, old, new);
    }
    if old.collection != new.collection {
        let [old, new] = texts;
        comparison.changed(place, Kind::Collection, old, new);
    }
}

fn same_type(comparison: &Comparison<'_>, old: Shape<'_>, new: Shape<'_>) -> bool {
    match (old.ty, new.ty) {
        (Some(old), Some(new)) => comparison.pairs.same(old, new),
        (None, None) => true,
        _ => false,
    }
}

fn compare_nullability(
    comparison: &mut Comparison<'_>,
    place: &Place,
    old: Shape<'_>,
    new: Shape<'_>,
) {
    // what is not written means something else for one value than for many, which is a fact already
    let (old, new) = if old.collection == new.collection {
        (old.nullable(), new.nullable())
    } else {
        (old.nullable, new.nullable)
    };
    let text = |nullable: Option<bool>| nullable.map(|nullable| nullable.to_string());
    comparison.value(place, Kind::Nullable, text(old), text(new));
}

/// Compares facets other than nullability (§7.2).
pub(super) fn compare_facets(
    comparison: &mut Comparison<'_>,
    place: &Place,
    old: &Facets,
    new: &Facets,
) {
    let text = |value: &Option<Box<str>>| value.as_deref().map(str::to_owned);
    // `true` is what holds where nothing is written (§7.2.5)
    let unicode = |facets: &Facets| Some(facets.unicode.unwrap_or(true).to_string());
    let facets = [
        (
            Kind::MaxLength,
            text(&old.max_length),
            text(&new.max_length),
        ),
        (Kind::Precision, text(&old.precision), text(&new.precision)),
        (Kind::Scale, text(&old.scale), text(&new.scale)),
        (Kind::Unicode, unicode(old), unicode(new)),
        (Kind::Srid, text(&old.srid), text(&new.srid)),
        (
            Kind::DefaultValue,
            text(&old.default_value),
            text(&new.default_value),
        ),
    ];
    for (kind, old, new) in facets {
        comparison.value(place, kind, old, new);
    }
}

/// Compares the primitive types that two types build on.
pub(super) fn compare_underlying(
    comparison: &mut Comparison<'_>,
    place: &Place,
    old: Primitive,
    new: Primitive,
) {
    let name = |primitive: Primitive| Some(primitive.name().to_owned());
    comparison.value(place, Kind::UnderlyingType, name(old), name(new));
}
