//! Navigation properties with options into `$expand` (OData URL 4.01 §5.1.3).

use std::fmt;
use std::marker::PhantomData;

use super::options::{self, Outside};
use super::select::for_several;
use super::{Argument, Path, Selection, Sorting};
use crate::gate::{Countable, Expandable, Filterable, Open, Searchable, Sortable};
use crate::property::{Navigation, Of};
use crate::request::Query;
use crate::structured::Structured;

/// A navigation property to expand, with options of its own.
///
/// ```
/// # use odata_runtime as odata;
/// # #[derive(Default)]
/// # pub struct Message { odata: odata::Control }
/// # #[derive(Default)]
/// # pub struct Attachment { odata: odata::Control }
/// # macro_rules! structured { ($($name:ident),*) => {$(
/// #     impl odata::Structured for $name {
/// #         const TYPE_NAME: &'static str = concat!("Example.", stringify!($name));
/// #         fn read_properties<R: odata::PropertyReader>(&mut self, reader: R) -> R {
/// #             reader.undeclared(&mut self.odata)
/// #         }
/// #         fn write_properties<W: odata::PropertyWriter>(&self, writer: W) -> W {
/// #             writer.undeclared(&self.odata)
/// #         }
/// #     }
/// #     odata::structured!($name);
/// # )*} }
/// # structured!(Message, Attachment);
/// use odata::{Navigation, Property};
///
/// const ATTACHMENTS: Navigation<Message, Vec<Attachment>> = Navigation::new("Attachments");
/// const NAME: Property<Attachment, String> = Property::new("Name");
/// const SIZE: Property<Attachment, i32> = Property::new("Size");
///
/// let attachments = ATTACHMENTS.select((NAME, SIZE)).filter(SIZE.gt(9)).order_by(NAME).top(3);
/// assert_eq!(
///     attachments.to_string(),
///     "Attachments($select=Name,Size;$filter=Size gt 9;$orderby=Name;$top=3)"
/// );
/// ```
#[must_use]
pub struct Expand<Owner, T, G = Open> {
    path: String,
    options: Vec<Query>,
    of: Of<(Owner, T, G)>,
}

/// Navigation properties of an `Owner` to expand: one, an [`Expand`], or a tuple, an array or a
/// `Vec` of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not expand a `{Owner}`",
    label = "not a navigation property of `{Owner}`, nor a tuple of them"
)]
pub trait Expansion<Owner> {
    /// Adds to a list with commas, and replaces what it says of the same property.
    fn add_to(self, list: &mut String);
}

/// What a navigation property leads to: an entity, or a collection of them.
#[diagnostic::on_unimplemented(message = "`{Self}` is no entity and no collection of entities")]
pub trait Related {
    /// The type of the entities.
    type Entity;
}

impl<T: Structured> Related for T {
    type Entity = T;
}

impl<T: Structured> Related for Vec<T> {
    type Entity = T;
}

/// How often to expand a navigation property that leads to its own type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Levels {
    /// So many times.
    Times(u32),
    /// As often as the service allows.
    Max,
}

impl From<u32> for Levels {
    fn from(times: u32) -> Self {
        Self::Times(times)
    }
}

impl fmt::Display for Levels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Times(times) => times.fmt(f),
            Self::Max => f.write_str("max"),
        }
    }
}

macro_rules! with_options {
    ($($head:ident),*) => {$(
        impl<Owner, T, G: Expandable> From<$head<Owner, T, G>> for Expand<Owner, T, G> {
            fn from(property: $head<Owner, T, G>) -> Self {
                Self {
                    path: Path::from(property).into_text(),
                    options: Vec::new(),
                    of: PhantomData,
                }
            }
        }

        impl<Owner, T, G> $head<Owner, T, G> {
            /// Expands the property; options can follow.
            pub fn expanded(self) -> Expand<Owner, T, G>
            where
                G: Expandable,
            {
                self.into()
            }
        }

        impl<Owner, T, G: Expandable> Expansion<Owner> for $head<Owner, T, G> {
            fn add_to(self, list: &mut String) {
                self.expanded().add_to(list);
            }
        }
    )*};
}

with_options!(Navigation, Path);

macro_rules! options {
    ($($head:ident),*) => {$(
        impl<Owner, T: Related, G> $head<Owner, T, G> {
            /// Asks for these properties only; several calls add up (`$select`).
            pub fn select<S: Selection<T::Entity>>(self, properties: S) -> Expand<Owner, T, G>
            where
                G: Expandable,
            {
                with(self, |options| options::select(options, properties))
            }

            /// Expands further; several calls add up (`$expand`).
            pub fn expand<E: Expansion<T::Entity>>(self, properties: E) -> Expand<Owner, T, G>
            where
                G: Expandable,
            {
                with(self, |options| options::expand(options, properties))
            }

            /// Expands the property in what it brings, too, so many times or
            /// [`Levels::Max`] (`$levels`).
            pub fn levels(self, levels: impl Into<Levels>) -> Expand<Owner, T, G>
            where
                G: Expandable,
            {
                with(self, |options| options::set(options, "$levels", levels.into().to_string()))
            }
        }

        impl<Owner, E, G> $head<Owner, Vec<E>, G> {
            /// Expands those for which the condition is true; several conditions must all be
            /// (`$filter`).
            pub fn filter<F: Argument<E, bool>>(self, condition: F) -> Expand<Owner, Vec<E>, G>
            where
                G: Expandable + Filterable,
            {
                with(self, |options| options::filter(options, condition))
            }

            /// Sorts what is expanded; several calls add up (`$orderby`).
            pub fn order_by<O: Sorting<E>>(self, order: O) -> Expand<Owner, Vec<E>, G>
            where
                G: Expandable + Sortable,
            {
                with(self, |options| options::order_by(options, order))
            }

            /// At most this many (`$top`).
            pub fn top(self, items: u64) -> Expand<Owner, Vec<E>, G>
            where
                G: Expandable,
            {
                with(self, |options| options::set(options, "$top", items.to_string()))
            }

            /// Leaves out the first ones (`$skip`).
            pub fn skip(self, items: u64) -> Expand<Owner, Vec<E>, G>
            where
                G: Expandable,
            {
                with(self, |options| options::set(options, "$skip", items.to_string()))
            }

            /// Expands those that a search finds (`$search`).
            ///
            /// Words with `;` or parentheses stand in double quotes here.
            pub fn search(self, expression: impl Into<String>) -> Expand<Owner, Vec<E>, G>
            where
                G: Expandable + Searchable,
            {
                with(self, |options| options::set(options, "$search", expression))
            }
        }
    )*};
}

options!(Navigation, Expand);

impl<Owner, E, G> Expand<Owner, Vec<E>, G> {
    /// Asks for the number of all, in the annotation `…@odata.count` (`$count`).
    pub fn count(self, wanted: bool) -> Self
    where
        G: Countable,
    {
        with(self, |options| {
            options::set(options, "$count", wanted.to_string());
        })
    }

    /// Brings nothing but the number of them: `Attachments/$count`.
    pub fn only_count(mut self) -> Self
    where
        G: Countable,
    {
        self.path.push_str("/$count");
        self
    }
}

impl<Owner, T, G> Expand<Owner, T, G> {
    /// Brings references instead of entities: `Attachments/$ref`.
    pub fn only_references(mut self) -> Self {
        self.path.push_str("/$ref");
        self
    }

    /// Sets an option that there is no function for: `$compute`, or one of the service's own.
    pub fn query(self, name: &'static str, value: impl Into<String>) -> Self {
        with(self, |options| options::set(options, name, value))
    }
}

fn with<Owner, T, G>(
    expand: impl Into<Expand<Owner, T, G>>,
    change: impl FnOnce(&mut Vec<Query>),
) -> Expand<Owner, T, G> {
    let mut expand = expand.into();
    change(&mut expand.options);
    expand
}

impl<Owner, T, G> Expansion<Owner> for Expand<Owner, T, G> {
    fn add_to(self, list: &mut String) {
        if !list.is_empty() {
            remove(list, &self.path);
        }
        if !list.is_empty() {
            list.push(',');
        }
        fmt::Write::write_fmt(list, format_args!("{self}"))
            .expect("a string takes all that is written");
    }
}

for_several!(Expansion, &mut String);

/// Takes a property out of a list.
fn remove(list: &mut String, path: &str) {
    let is_same = |item: &str| {
        item.strip_prefix(path)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('('))
    };
    let mut outside = Outside::default();
    let items = list.split(|c| outside.is_outside(c) && c == ',');
    let others: Vec<&str> = items.filter(|item| !is_same(item)).collect();
    *list = others.join(",");
}

impl<Owner, T, G> Clone for Expand<Owner, T, G> {
    fn clone(&self) -> Self {
        Self {
            path: self.path.clone(),
            options: self.options.clone(),
            of: PhantomData,
        }
    }
}

impl<Owner, T, G> fmt::Display for Expand<Owner, T, G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        let mut separator = '(';
        for (name, value) in &self.options {
            write!(f, "{separator}{name}={value}")?;
            separator = ';';
        }
        match self.options.is_empty() {
            true => Ok(()),
            false => f.write_str(")"),
        }
    }
}

impl<Owner, T, G> fmt::Debug for Expand<Owner, T, G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
