//! The functions of requests that add query options (OData Protocol 4.01 §11.2).

use super::{Argument, Expansion, Selection, Sorting, options};
use crate::gate::{Combinable, Countable, Filterable, Searchable, Sortable};
use crate::kind::{Count, Entity, Items, Maybe};
use crate::request::Request;

macro_rules! of_entities {
    ($($kind:ty: $($gate:ident)?;)*) => {$(
        impl<T $(, $gate)?> Request<$kind> {
            /// Asks for these properties only; several calls add up (`$select`).
            pub fn select<S: Selection<T>>(self, properties: S) -> Self {
                self.with_options(|options| options::select(options, properties))
            }

            /// Asks for related entities, too; several calls add up, and what is said of the same
            /// property again replaces what was said before (`$expand`).
            pub fn expand<E: Expansion<T>>(self, properties: E) -> Self {
                self.with_options(|options| options::expand(options, properties))
            }

            /// Asks for this format instead of `application/json` (`$format`): `json`, or a media
            /// type such as `application/json;odata.metadata=full`.
            pub fn format(self, format: impl Into<String>) -> Self {
                self.with_options(|options| options::set(options, "$format", format))
            }
        }
    )*};
}

of_entities! {
    Items<T, G>: G;
    Entity<T>:;
    Maybe<Entity<T>>:;
}

impl<T, G> Request<Items<T, G>> {
    /// Asks for the items for which the condition is true; several conditions must all be
    /// (`$filter`).
    pub fn filter<F: Argument<T, bool>>(self, condition: F) -> Self
    where
        G: Filterable,
    {
        self.with_options(|options| options::filter(options, condition))
    }

    /// Sorts the items; what a further call says decides where all before is equal (`$orderby`).
    pub fn order_by<O: Sorting<T>>(self, order: O) -> Self
    where
        G: Sortable,
    {
        self.with_options(|options| options::order_by(options, order))
    }

    /// At most this many items in all (`$top`).
    pub fn top(self, items: u64) -> Self {
        self.with_options(|options| options::set(options, "$top", items.to_string()))
    }

    /// Leaves out the first items (`$skip`).
    pub fn skip(self, items: u64) -> Self {
        self.with_options(|options| options::set(options, "$skip", items.to_string()))
    }

    /// Asks for the number of items on all pages, in [`Page::count`](crate::Page::count)
    /// (`$count`).
    pub fn count(self, wanted: bool) -> Self
    where
        G: Countable,
    {
        self.with_options(|options| options::set(options, "$count", wanted.to_string()))
    }

    /// Searches by an expression: words, phrases in double quotes, `AND`, `OR`, `NOT`
    /// (`$search`, OData URL 4.01 §5.1.8).
    ///
    /// Where a search stands alone, the request begins with
    /// [`CollectionRequest::search`](crate::CollectionRequest::search).
    pub fn search(self, expression: impl Into<String>) -> Self
    where
        G: Searchable + Combinable,
    {
        self.with_options(|options| options::set(options, "$search", expression))
    }
}

impl<T, G> Request<Count<T, G>> {
    /// Counts the items for which the condition is true; several conditions must all be
    /// (`$filter`).
    pub fn filter<F: Argument<T, bool>>(self, condition: F) -> Self
    where
        G: Filterable,
    {
        self.with_options(|options| options::filter(options, condition))
    }

    /// Counts the items that a search finds (`$search`).
    pub fn search(self, expression: impl Into<String>) -> Self
    where
        G: Searchable,
    {
        self.with_options(|options| options::set(options, "$search", expression))
    }
}
