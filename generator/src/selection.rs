//! Turns a model and the lists `include` and `exclude` into what of the model is in, with the reason for each part.
//!
//! Nothing is copied: a [`Selection`] answers questions about parts of the model it was made for.
//!
//! # What entries mean
//!
//! An entry with a dot and without a slash is a qualified name, in which `*` stands for any
//! characters. It names types and operations. Any other entry is a path from the container:
//! names of entity sets, singletons, imports, properties, operations (with or without their
//! namespace) and derived types, `{…}` for a key, `*` for any one segment, `**` for any number.
//!
//! A path is selected where an entry of `include` fits it, and no entry of `exclude` fits it or a
//! beginning of it. Then its functions are in: each belongs to the builder of the type that declares
//! the property, so it is there on every path to that type. The entity type at the end of a path is in
//! with its structure and the operations bound to it; the types on the way have builders only, and what
//! is read there has no type.
//!
//! A type that is in brings the types of its properties, its bases that have values, and what derives
//! from it, as [`DerivedPolicy`] says. Of types that are versions of one another, the newest stands for all
//! ([`Versions`]): what is said of any of them is said of it. An operation brings the types of its
//! parameters and of its result. Navigation leads on in builders by selected paths alone. Where a property has a type that is not in,
//! it is `Untyped` and keeps its JSON.
//!
//! Without `include`, everything is in but what only excluded paths and names lead to.
//!
//! [`Versions`]: crate::model::Versions

mod cuts;
mod entry;
mod groups;
mod parts;
mod policy;
mod select;
mod unmatched;
mod walk;
mod ways;
mod why;

use std::sync::Arc;

use crate::diagnostics::Spanned;
use crate::model::{DefinitionId, EnumId, Model, OperationId, StructuredId, StructuredKind};
use parts::Parts;
use policy::Followed;
use walk::Walk;

pub use groups::{Group, select_groups};
pub use policy::DerivedPolicy;
pub use select::select;
pub use unmatched::report_unmatched;
pub use why::why;

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Types, operations and paths that are to be in; everything where there are none.
    pub include: Vec<Spanned<String>>,
    /// Types, operations and paths that are to be out, whatever includes them.
    pub exclude: Vec<Spanned<String>>,
    /// Which derived types come in with their bases.
    pub derived: DerivedPolicy,
}

/// What of a model is in.
#[derive(Debug, Default)]
pub struct Selection {
    /// None where nothing is left out.
    limited: Option<Limited>,
    /// Each entry that names something, and what to say of those that name nothing.
    entries: Vec<unmatched::Outcome>,
}

/// A selection that leaves something out.
#[derive(Debug)]
struct Limited {
    parts: Parts,
    followed: Arc<Followed>,
    /// What the paths of `include` lead over, with the entry that each is from.
    walks: Vec<(Option<usize>, Walk)>,
    options: Options,
}

impl Selection {
    /// Everything.
    #[must_use]
    pub fn everything() -> Self {
        Self::default()
    }

    /// Whether nothing is left out.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        self.limited.is_none()
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts().is_some_and(Parts::is_empty)
    }

    /// Whether values of a structured type are read and written as what they are.
    ///
    /// An abstract type has no values of its own, so it must be referred to as well; where nothing
    /// is left out, that is for the caller to judge.
    #[must_use]
    pub fn has_structured(&self, model: &Model, id: StructuredId) -> bool {
        self.parts().is_none_or(|parts| {
            let presence = &parts.structured[id.0 as usize];
            let has_values = presence.is_referred || !model.structured(id).is_abstract;
            presence.value.is_some() && has_values
        })
    }

    /// Whether an enumeration type is in.
    #[must_use]
    pub fn has_enum(&self, EnumId(id): EnumId) -> bool {
        self.parts()
            .is_none_or(|parts| parts.enums[id as usize].is_some())
    }

    /// Whether a type definition is in.
    #[must_use]
    pub fn has_definition(&self, DefinitionId(id): DefinitionId) -> bool {
        self.parts()
            .is_none_or(|parts| parts.definitions[id as usize].is_some())
    }

    /// Whether an operation is in.
    #[must_use]
    pub fn has_operation(&self, OperationId(id): OperationId) -> bool {
        self.parts()
            .is_none_or(|parts| parts.operations[id as usize].is_some())
    }

    /// Whether one entity of a type can be addressed.
    #[must_use]
    pub fn has_builder(&self, model: &Model, id: StructuredId) -> bool {
        let is_entity = model.structured(id).kind == StructuredKind::Entity;
        is_entity
            && self
                .parts()
                .is_none_or(|parts| parts.structured[id.0 as usize].single.is_some())
    }

    /// Whether a collection of entities of a type can be addressed; none where that depends on the model alone.
    #[must_use]
    pub fn has_collection_builder(&self, id: StructuredId) -> Option<bool> {
        self.parts()
            .map(|parts| parts.structured[id.0 as usize].collection)
    }

    /// Whether builders lead over a navigation property, by the type that declares it and its position there.
    #[must_use]
    pub fn has_navigation(&self, owner: StructuredId, at: usize) -> bool {
        let key = |at| (owner, at);
        self.parts().is_none_or(|parts| {
            u32::try_from(at).is_ok_and(|at| parts.navigation.contains(&key(at)))
        })
    }

    /// Whether builders narrow from a type to one below it; none where that depends on the model alone.
    #[must_use]
    pub fn has_cast(&self, from: StructuredId, to: StructuredId) -> Option<bool> {
        self.parts().map(|parts| parts.casts.contains(&(from, to)))
    }

    /// Whether the client leads to an entity set or singleton, by position in the container.
    #[must_use]
    pub fn has_source(&self, at: usize) -> bool {
        self.parts()
            .is_none_or(|parts| u32::try_from(at).is_ok_and(|at| parts.sources.contains(&at)))
    }

    /// Whether the client has an overload of an import, by position in the container.
    #[must_use]
    pub fn has_import(&self, at: usize, id: OperationId) -> bool {
        self.parts()
            .is_none_or(|parts| u32::try_from(at).is_ok_and(|at| parts.imports.contains(&(at, id))))
    }

    /// Whether what derives from a type comes in with it.
    #[must_use]
    pub fn follows(&self, id: StructuredId) -> bool {
        self.limited
            .as_ref()
            .is_none_or(|limited| limited.followed.follows(id))
    }

    fn parts(&self) -> Option<&Parts> {
        self.limited.as_ref().map(|limited| &limited.parts)
    }
}
