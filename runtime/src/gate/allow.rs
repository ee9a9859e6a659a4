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

impl<G: Readable> Readable for Searched<G> {}
impl<G: Countable> Countable for Searched<G> {}
impl<G: Filterable + Combinable> Filterable for Searched<G> {}
impl<G: Sortable + Combinable> Sortable for Searched<G> {}

// A path may stand where each of its steps may: a step's gate is beside that of the steps before.
impl<G: Filterable, H: Filterable> Filterable for (G, H) {}
impl<G: Sortable, H: Sortable> Sortable for (G, H) {}
impl<G: Countable, H: Countable> Countable for (G, H) {}
impl<G: Expandable, H: Expandable> Expandable for (G, H) {}
