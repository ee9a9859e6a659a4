//! What the `Org.OData.Capabilities.V1` annotations of an element allow.

use serde::Serialize;

use super::annotations::{boolean, field, member_names};
use crate::csdl::tree::{Annotation, Expression, ExpressionKind};

/// What may be done with an entity set, singleton or navigation property, as far as the document says.
///
/// `None` is silence: the vocabulary's default, which is to allow.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Capabilities {
    /// `ReadRestrictions/Readable`.
    pub readable: Option<bool>,
    /// `InsertRestrictions/Insertable`.
    pub insertable: Option<bool>,
    /// `UpdateRestrictions/Updatable`.
    pub updatable: Option<bool>,
    /// `DeleteRestrictions/Deletable`.
    pub deletable: Option<bool>,
    /// `ExpandRestrictions/Expandable`.
    pub expandable: Option<bool>,
    /// `SearchRestrictions/Searchable`.
    pub searchable: Option<bool>,
    /// `FilterRestrictions/Filterable`.
    pub filterable: Option<bool>,
    /// `SortRestrictions/Sortable`.
    pub sortable: Option<bool>,
    /// `CountRestrictions/Countable`.
    pub countable: Option<bool>,
    /// `ChangeTracking/Supported`.
    pub trackable: Option<bool>,
    /// `TopSupported`.
    pub top_supported: Option<bool>,
    /// `SkipSupported`.
    pub skip_supported: Option<bool>,
    /// `IndexableByKey`.
    pub indexable_by_key: Option<bool>,
    /// `NavigationRestrictions/Navigability`: the member's name.
    pub navigability: Option<Box<str>>,
    /// `FilterRestrictions/NonFilterableProperties`.
    pub non_filterable_properties: Vec<Box<str>>,
    /// `SortRestrictions/NonSortableProperties`.
    pub non_sortable_properties: Vec<Box<str>>,
    /// `ExpandRestrictions/NonExpandableProperties`.
    pub non_expandable_properties: Vec<Box<str>>,
    /// `InsertRestrictions/NonInsertableProperties`.
    pub non_insertable_properties: Vec<Box<str>>,
    /// `InsertRestrictions/RequiredProperties`.
    pub required_properties: Vec<Box<str>>,
    /// `UpdateRestrictions/NonUpdatableProperties`.
    pub non_updatable_properties: Vec<Box<str>>,
    /// `CountRestrictions/NonCountableProperties`.
    pub non_countable_properties: Vec<Box<str>>,
}

/// Adds what one annotation says; false where its value has a form that the vocabulary does not give it.
pub(super) fn apply(capabilities: &mut Capabilities, term: &str, annotation: &Annotation) -> bool {
    let value = annotation.value.as_ref();
    let flag = match term {
        "TopSupported" => &mut capabilities.top_supported,
        "SkipSupported" => &mut capabilities.skip_supported,
        "IndexableByKey" => &mut capabilities.indexable_by_key,
        _ => return apply_record(capabilities, term, value),
    };
    *flag = boolean(value);
    flag.is_some()
}

/// The terms whose value is a record of restrictions.
const RESTRICTIONS: &[&str] = &[
    "ReadRestrictions",
    "InsertRestrictions",
    "UpdateRestrictions",
    "DeleteRestrictions",
    "ExpandRestrictions",
    "SearchRestrictions",
    "FilterRestrictions",
    "SortRestrictions",
    "CountRestrictions",
    "ChangeTracking",
    "NavigationRestrictions",
];

/// The members of `Capabilities.NavigationType` by their values.
const NAVIGATION_TYPES: &[&str] = &["Recursive", "Single", "None"];

fn apply_record(capabilities: &mut Capabilities, term: &str, value: Option<&Expression>) -> bool {
    if !RESTRICTIONS.contains(&term) {
        return true;
    }
    let Some(ExpressionKind::Record(record)) = value.map(|value| &value.value) else {
        return false;
    };
    let flag = |name: &str| {
        let property = record
            .properties
            .iter()
            .find(|property| &*property.property.value == name);
        property.and_then(|property| boolean(property.value.as_ref()))
    };
    let paths = |name: &str| field(record, name).map(property_paths).unwrap_or_default();
    match term {
        "ReadRestrictions" => capabilities.readable = flag("Readable"),
        "InsertRestrictions" => {
            capabilities.insertable = flag("Insertable");
            capabilities.non_insertable_properties = paths("NonInsertableProperties");
            capabilities.required_properties = paths("RequiredProperties");
        }
        "UpdateRestrictions" => {
            capabilities.updatable = flag("Updatable");
            capabilities.non_updatable_properties = paths("NonUpdatableProperties");
        }
        "DeleteRestrictions" => capabilities.deletable = flag("Deletable"),
        "ExpandRestrictions" => {
            capabilities.expandable = flag("Expandable");
            capabilities.non_expandable_properties = paths("NonExpandableProperties");
        }
        "SearchRestrictions" => capabilities.searchable = flag("Searchable"),
        "FilterRestrictions" => {
            capabilities.filterable = flag("Filterable");
            capabilities.non_filterable_properties = paths("NonFilterableProperties");
        }
        "SortRestrictions" => {
            capabilities.sortable = flag("Sortable");
            capabilities.non_sortable_properties = paths("NonSortableProperties");
        }
        "CountRestrictions" => {
            capabilities.countable = flag("Countable");
            capabilities.non_countable_properties = paths("NonCountableProperties");
        }
        "ChangeTracking" => capabilities.trackable = flag("Supported"),
        _ => {
            let navigability = field(record, "Navigability");
            capabilities.navigability = navigability
                .and_then(|value| member_names(value, NAVIGATION_TYPES).next())
                .map(Into::into);
        }
    }
    true
}

/// The paths in a collection of property paths or navigation property paths.
fn property_paths(value: &Expression) -> Vec<Box<str>> {
    let ExpressionKind::Collection(items) = &value.value else {
        return Vec::new();
    };
    let path = |item: &Expression| match &item.value {
        ExpressionKind::Path(_, path) | ExpressionKind::String(path) => Some(path.clone()),
        _ => None,
    };
    items.iter().filter_map(path).collect()
}
