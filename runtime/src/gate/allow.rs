//! What the gates of the runtime allow: those without restrictions, and those made of others.

use super::{
    Combinable, Contained, Countable, Deletable, Expandable, Filterable, Insertable, Open,
    Readable, Referenceable, Searchable, Searched, Sortable, Trackable, Updatable,
};

macro_rules! allow {
    ($gate:ident: $($capability:ident),+) => {$(
        #[diagnostic::do_not_recommend]
        impl $capability for $gate {}
    )+};
}

allow!(
    Open: Readable, Insertable, Updatable, Deletable, Expandable, Searchable, Combinable, Filterable,
    Sortable, Countable, Trackable, Referenceable
);
allow!(
    Contained: Readable, Insertable, Updatable, Deletable, Expandable, Searchable, Combinable,
    Filterable, Sortable, Countable, Trackable
);

macro_rules! allow_if {
    ($($capability:ident),+) => {$(
        impl<G: $capability> $capability for Searched<G> {}

        /// A path may do what each of its steps may.
        impl<G: $capability, H: $capability> $capability for (G, H) {}
    )+};
}

allow_if!(
    Readable, Expandable, Searchable, Combinable, Countable, Trackable
);

impl<G: Filterable + Combinable> Filterable for Searched<G> {}

impl<G: Sortable + Combinable> Sortable for Searched<G> {}

/// A path may do what each of its steps may.
impl<G: Filterable, H: Filterable> Filterable for (G, H) {}

/// A path may do what each of its steps may.
impl<G: Sortable, H: Sortable> Sortable for (G, H) {}
