//! `Edm.Geography…` and `Edm.Geometry…`: GeoJSON in payloads, well-known text in URLs.

use std::fmt;

use serde::de::{DeserializeOwned, Deserializer};
use serde::ser::{Serialize, Serializer};
use serde_json::Value as Json;

use super::Untyped;
use crate::error::{DecodeError, EncodeError};
use crate::literal::Literal;
use crate::value::{Value, serde_as_value};

/// A shape on the earth or in a plane, as the GeoJSON that it came as (OData JSON 4.01 §7.1).
///
/// ```
/// use odata_runtime::{GeoJson, Literal};
///
/// let point: GeoJson = serde_json::from_str(r#"{"type":"Point","coordinates":[142.1,64.1]}"#)?;
/// assert_eq!(point.literal(), "geography'SRID=4326;Point(142.1 64.1)'");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Default, PartialEq)]
pub struct GeoJson(Untyped);

impl GeoJson {
    /// The GeoJSON of a value.
    ///
    /// # Errors
    /// When the value cannot be written as JSON.
    pub fn new<T: Serialize + ?Sized>(value: &T) -> Result<Self, EncodeError> {
        Untyped::new(value).map(Self)
    }

    /// Reads the shape as a `T`.
    ///
    /// # Errors
    /// When the GeoJSON is not a `T`.
    pub fn get<T: DeserializeOwned>(&self) -> Result<T, DecodeError> {
        self.0.get()
    }

    /// The JSON text.
    #[must_use]
    pub fn json(&self) -> &str {
        self.0.json()
    }

    /// The literal of a shape in a plane, `geometry'SRID=0;Point(1 2)'`.
    #[must_use]
    pub fn geometry_literal(&self) -> String {
        self.literal_as("geometry", "0")
    }

    fn literal_as(&self, family: &str, default_srid: &str) -> String {
        let Ok(shape) = self.get::<Json>() else {
            // Not GeoJSON: the service says best what it misses.
            return self.0.literal();
        };
        let named = shape["crs"]["properties"]["name"].as_str();
        let srid = named
            .and_then(|name| name.rsplit(':').next())
            .unwrap_or(default_srid);
        let text = format!("SRID={srid};{}", shape_text(&shape));
        // Names in JSON may be any text.
        format!("{family}{}", text.literal())
    }
}

/// `Point(1 2)`, `LineString(1 2,3 4)`, `Polygon((1 2,3 4,1 2))`, `Collection(Point(1 2))`.
fn shape_text(shape: &Json) -> String {
    let coordinates = &shape["coordinates"];
    match shape["type"].as_str().unwrap_or_default() {
        "GeometryCollection" => {
            let shapes = shape["geometries"].as_array().into_iter().flatten();
            format!("Collection({})", joined(shapes.map(shape_text), ","))
        }
        "MultiPoint" => format!("MultiPoint({})", list(coordinates, true)),
        "Point" => format!("Point({})", position(coordinates)),
        other => format!("{other}({})", list(coordinates, false)),
    }
}

/// Positions, or lists of them in parentheses; a `MultiPoint` wants each position in its own.
fn list(coordinates: &Json, wrap_positions: bool) -> String {
    let parts = coordinates.as_array().into_iter().flatten().map(|part| {
        let is_position = part.get(0).is_some_and(Json::is_number);
        match (is_position, wrap_positions) {
            (true, false) => position(part),
            (true, true) => format!("({})", position(part)),
            (false, _) => format!("({})", list(part, wrap_positions)),
        }
    });
    joined(parts, ",")
}

fn position(numbers: &Json) -> String {
    let numbers = numbers.as_array().into_iter().flatten();
    joined(numbers.map(Json::to_string), " ")
}

fn joined(parts: impl Iterator<Item = String>, separator: &str) -> String {
    parts.collect::<Vec<_>>().join(separator)
}

impl Literal for GeoJson {
    /// The literal of a shape on the earth, in the coordinate system that it names or in WGS 84.
    fn literal(&self) -> String {
        self.literal_as("geography", "4326")
    }
}

impl fmt::Debug for GeoJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Value for GeoJson {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Untyped::read(deserializer).map(Self)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}

serde_as_value!(GeoJson);
