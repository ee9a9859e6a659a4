//! What annotations say into terms with values, as both representations write them.

use odata_bindgen::model::{Annotations, Capabilities, Permission};

/// How a document is spelt: whatever is chosen, it says the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spelling {
    /// What need not be said is said.
    pub verbose: bool,
    /// Schemas are named by their aliases where they have one.
    pub aliases: bool,
    /// Annotations stand apart from what they annotate, where that has a path of its own.
    pub apart: bool,
}

/// The ways in which tests spell.
pub const SPELLINGS: [Spelling; 2] = [
    Spelling {
        verbose: false,
        aliases: false,
        apart: false,
    },
    Spelling {
        verbose: true,
        aliases: true,
        apart: true,
    },
];

/// The value of an annotation.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// True or false.
    Bool(bool),
    /// Text.
    Text(String),
    /// A member of an enumeration type: the type, and the name.
    Member(&'static str, &'static str),
    /// Paths of properties, or of navigation properties.
    Paths(&'static str, Vec<String>),
    /// A record.
    Record(Vec<(&'static str, Value)>),
    /// Many values.
    Collection(Vec<Value>),
}

const CORE: &str = "Org.OData.Core.V1";
const CAPABILITIES: &str = "Org.OData.Capabilities.V1";

/// Each term with its value.
#[must_use]
pub fn of(annotations: &Annotations) -> Vec<(String, Value)> {
    let mut terms = Vec::new();
    let mut core = |term: &str, value: Value| terms.push((format!("{CORE}.{term}"), value));
    if let Some(text) = &annotations.description {
        core("Description", Value::Text(text.to_string()));
    }
    if let Some(text) = &annotations.long_description {
        core("LongDescription", Value::Text(text.to_string()));
    }
    if annotations.computed {
        core("Computed", Value::Bool(true));
    }
    if annotations.immutable {
        core("Immutable", Value::Bool(true));
    }
    if let Some(permission) = annotations.permission {
        let name = match permission {
            Permission::None => "None",
            Permission::Read => "Read",
            Permission::Write => "Write",
            Permission::ReadWrite => "ReadWrite",
        };
        core(
            "Permissions",
            Value::Member("Org.OData.Core.V1.Permission", name),
        );
    }
    if annotations.optional_parameter {
        core("OptionalParameter", Value::Record(Vec::new()));
    }
    if let Some(text) = &annotations.deprecated {
        let revision = vec![
            (
                "Kind",
                Value::Member("Org.OData.Core.V1.RevisionKind", "Deprecated"),
            ),
            ("Description", Value::Text(text.to_string())),
        ];
        core(
            "Revisions",
            Value::Collection(vec![Value::Record(revision)]),
        );
    }
    if let Some(capabilities) = &annotations.capabilities {
        terms.extend(restrictions(capabilities));
    }
    terms
}

/// A term whose value is a record.
struct Restriction<'c> {
    term: &'static str,
    flag: (&'static str, Option<bool>),
    lists: Vec<(&'static str, &'c [Box<str>])>,
}

fn restrictions(of: &Capabilities) -> Vec<(String, Value)> {
    let tags = [
        ("TopSupported", of.top_supported),
        ("SkipSupported", of.skip_supported),
        ("IndexableByKey", of.indexable_by_key),
    ];
    let tags = tags
        .into_iter()
        .filter_map(|(term, value)| Some((term, Value::Bool(value?))));
    let records = changes(of).into_iter().chain(queries(of));
    let records = records.filter_map(|restriction| Some((restriction.term, restriction.value()?)));
    let members = ["Recursive", "Single", "None"];
    let member = members
        .into_iter()
        .find(|member| of.navigability.as_deref() == Some(*member));
    let navigation = member.map(|member| {
        let value = Value::Member("Org.OData.Capabilities.V1.NavigationType", member);
        let record = Value::Record(vec![("Navigability", value)]);
        ("NavigationRestrictions", record)
    });
    tags.chain(records)
        .chain(navigation)
        .map(|(term, value)| (format!("{CAPABILITIES}.{term}"), value))
        .collect()
}

impl Restriction<'_> {
    /// The record; none where it would say nothing.
    fn value(&self) -> Option<Value> {
        let (name, flag) = self.flag;
        let flag = flag.map(|value| (name, Value::Bool(value)));
        let lists = self.lists.iter().filter(|(_, paths)| !paths.is_empty());
        let lists = lists.map(|(name, paths)| {
            let kind = match *name {
                "NonExpandableProperties" => "NavigationPropertyPath",
                _ => "PropertyPath",
            };
            let paths = paths.iter().map(ToString::to_string).collect();
            (*name, Value::Paths(kind, paths))
        });
        let fields: Vec<_> = flag.into_iter().chain(lists).collect();
        (!fields.is_empty()).then_some(Value::Record(fields))
    }
}

/// What may be read and changed.
fn changes(of: &Capabilities) -> Vec<Restriction<'_>> {
    let record = |term, flag, lists| Restriction { term, flag, lists };
    vec![
        record("ReadRestrictions", ("Readable", of.readable), vec![]),
        record(
            "InsertRestrictions",
            ("Insertable", of.insertable),
            vec![
                ("NonInsertableProperties", &of.non_insertable_properties),
                ("RequiredProperties", &of.required_properties),
            ],
        ),
        record(
            "UpdateRestrictions",
            ("Updatable", of.updatable),
            vec![("NonUpdatableProperties", &of.non_updatable_properties)],
        ),
        record("DeleteRestrictions", ("Deletable", of.deletable), vec![]),
    ]
}

/// What may be asked for.
fn queries(of: &Capabilities) -> Vec<Restriction<'_>> {
    let record = |term, flag, lists| Restriction { term, flag, lists };
    vec![
        record(
            "ExpandRestrictions",
            ("Expandable", of.expandable),
            vec![("NonExpandableProperties", &of.non_expandable_properties)],
        ),
        record("SearchRestrictions", ("Searchable", of.searchable), vec![]),
        record(
            "FilterRestrictions",
            ("Filterable", of.filterable),
            vec![("NonFilterableProperties", &of.non_filterable_properties)],
        ),
        record(
            "SortRestrictions",
            ("Sortable", of.sortable),
            vec![("NonSortableProperties", &of.non_sortable_properties)],
        ),
        record(
            "CountRestrictions",
            ("Countable", of.countable),
            vec![("NonCountableProperties", &of.non_countable_properties)],
        ),
        record("ChangeTracking", ("Supported", of.trackable), vec![]),
    ]
}
