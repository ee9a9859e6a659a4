//! Properties and values into the text of query options: `$filter`, `$orderby`, `$select`,
//! `$expand` (OData URL 4.01 §5.1).
//!
//! Filters begin with a constant of a property and go on with the functions of the standard. What
//! a filter is about is in its type, so it fits only where the property does.
//!
//! ```
//! # struct Message;
//! # struct EmailAddress;
//! use odata_runtime::{Filter, Property};
//!
//! const SUBJECT: Property<Message, String> = Property::new("Subject");
//! const SIZE: Property<Message, i64> = Property::new("Size");
//! const CATEGORIES: Property<Message, Vec<String>> = Property::new("Categories");
//! const FROM: Property<Message, EmailAddress> = Property::new("From");
//! const ADDRESS: Property<EmailAddress, String> = Property::new("Address");
//!
//! let filter: Filter<Message> = SUBJECT
//!     .starts_with("it's")
//!     .or(SIZE.gt(1000))
//!     .and(CATEGORIES.any(|category| category.eq("Green")))
//!     .and(FROM.get(ADDRESS).ne("a@example.com"));
//! assert_eq!(
//!     filter.as_str(),
//!     "(startswith(Subject,'it''s') or Size gt 1000) and Categories/any(x:x eq 'Green') \
//!      and From/Address ne 'a@example.com'"
//! );
//! ```
//!
//! There is a raw way around each part: [`Expression::raw`] for a part of a filter,
//! [`Path::dynamic`] for a property that the model does not have, and
//! [`Request::query`](crate::Request::query) for a whole option.

mod argument;
mod case;
mod collections;
mod compare;
mod expand;
mod geo;
mod numbers;
mod options;
mod order;
mod path;
mod request;
mod select;
mod strings;
mod times;
mod types;
mod write;

use std::fmt;
use std::marker::PhantomData;

pub use self::argument::Argument;
pub use self::case::Case;
pub use self::expand::{Expand, Expansion, Levels, Related};
pub use self::numbers::{Additive, Number};
pub use self::order::{Order, Sorting};
pub use self::path::{Path, Step};
pub use self::select::Selection;
pub use self::types::{EdmType, is_of};
use self::write::Call;
use crate::property::Of;
use crate::scalars::DateTimeOffset;

/// Text with a value of type `T`, to be used where an `Owner` is filtered or sorted.
///
/// It keeps how strongly its operators bind, so that parentheses stand just where they are needed.
pub struct Expression<Owner, T> {
    text: String,
    binding: Binding,
    of: Of<(Owner, T)>,
}

/// An expression that is true or false.
pub type Filter<Owner> = Expression<Owner, bool>;

/// How strongly the outermost operator of an expression binds, weakest first
/// (OData URL 4.01 §5.1.1.17).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Binding {
    /// `or`, and raw text, of which nothing is known.
    Or,
    /// `and`.
    And,
    /// `eq`, `ne`, `has`, `in`.
    Equality,
    /// `gt`, `ge`, `lt`, `le`.
    Relational,
    /// `add`, `sub`.
    Additive,
    /// `mul`, `div`, `divby`, `mod`.
    Multiplicative,
    /// `not`, `-`, and literals that begin with a sign.
    Unary,
    /// Paths, calls and literals.
    Primary,
}

impl<Owner, T> Expression<Owner, T> {
    pub(crate) fn new(text: String, binding: Binding) -> Self {
        Self {
            text,
            binding,
            of: PhantomData,
        }
    }

    /// Text as it is, whatever the model says; beside an operator it stands in parentheses.
    ///
    /// ```
    /// # struct Message;
    /// use odata_runtime::Filter;
    ///
    /// let raw = Filter::<Message>::raw("Size gt 5 or IsRead");
    /// assert_eq!(raw.and(true).as_str(), "(Size gt 5 or IsRead) and true");
    /// ```
    #[must_use]
    pub fn raw(text: impl Into<String>) -> Self {
        Self::new(text.into(), Binding::Or)
    }

    /// A value by itself: for the left side of an operator, or the first argument of a function.
    #[must_use]
    pub fn literal(value: impl Argument<Owner, T>) -> Self {
        let mut text = String::new();
        let binding = value.write(&mut text);
        Self::new(text, binding)
    }

    /// The text, before percent-encoding.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl<Owner> Expression<Owner, Owner> {
    /// The entity that is filtered, `$it` (OData URL 4.01 §5.1.1.15.4): for what is needed of it
    /// in a condition on one of its collections.
    #[must_use]
    pub fn it() -> Self {
        Self::new("$it".to_owned(), Binding::Primary)
    }
}

/// The moment at which the service reads the request: `now()`.
#[must_use]
pub fn now<Owner>() -> Expression<Owner, DateTimeOffset> {
    Call::new("now").end()
}

/// The earliest moment that the service knows: `mindatetime()`.
#[must_use]
pub fn min_date_time<Owner>() -> Expression<Owner, DateTimeOffset> {
    Call::new("mindatetime").end()
}

/// The latest moment that the service knows: `maxdatetime()`.
#[must_use]
pub fn max_date_time<Owner>() -> Expression<Owner, DateTimeOffset> {
    Call::new("maxdatetime").end()
}

impl<Owner, T> Clone for Expression<Owner, T> {
    fn clone(&self) -> Self {
        Self::new(self.text.clone(), self.binding)
    }
}

impl<Owner, T> fmt::Debug for Expression<Owner, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<Owner, T> fmt::Display for Expression<Owner, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
