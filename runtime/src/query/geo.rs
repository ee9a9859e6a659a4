//! Functions of shapes (OData URL 4.01 §5.1.1.11).

use super::write::Call;
use super::{Argument, Expression, Filter, Path};
use crate::gate::Filterable;
use crate::property::Property;
use crate::scalars::GeoJson;

macro_rules! shapes {
    ($($head:ident $(with $gate:ident)?),*) => {$(
        impl<Owner $(, $gate)?> $head<Owner, GeoJson $(, $gate)?> {
            /// The shortest way between two points, in the unit of their coordinate system:
            /// `geo.distance(Place,geography'SRID=4326;Point(1 2)')`.
            ///
            /// A shape in a plane is given as
            /// `Expression::raw(shape.geometry_literal())`.
            #[must_use]
            pub fn distance<A: Argument<Owner, GeoJson>>(&self, other: A) -> Expression<Owner, f64>
            $(where $gate: Filterable)?
            {
                Call::of("geo.distance", self).argument(other).end()
            }

            /// The length of a line: `geo.length(Route)`.
            #[must_use]
            pub fn length(&self) -> Expression<Owner, f64>
            $(where $gate: Filterable)?
            {
                Call::of("geo.length", self).end()
            }

            /// Whether a point lies in a polygon, borders included:
            /// `geo.intersects(Place,geography'SRID=4326;Polygon(…)')`.
            #[must_use]
            pub fn intersects<A: Argument<Owner, GeoJson>>(&self, polygon: A) -> Filter<Owner>
            $(where $gate: Filterable)?
            {
                Call::of("geo.intersects", self).argument(polygon).end()
            }
        }
    )*};
}

shapes!(Property with G, Path with G, Expression);
