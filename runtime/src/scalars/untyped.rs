//! `Edm.Untyped` and what else has no type in the model: any JSON, kept as its text.

use std::fmt;
use std::str::FromStr;

use serde::de::{Deserialize, DeserializeOwned, Deserializer};
use serde::ser::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::error::{DecodeError, EncodeError};
use crate::literal::Literal;
use crate::render::raw_json;
use crate::value::{Value, serde_as_value};

/// Any JSON value (OData CSDL 4.01 §3.6), as the text that it came as.
///
/// ```
/// use odata_runtime::Untyped;
///
/// let untyped = Untyped::new(&vec![1, 2])?;
/// assert_eq!(untyped.json(), "[1,2]");
/// assert_eq!(untyped.get::<Vec<u8>>()?, [1, 2]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Untyped(Box<RawValue>);

impl Untyped {
    /// The JSON of a value.
    ///
    /// # Errors
    /// When the value cannot be written as JSON.
    pub fn new<T: Serialize + ?Sized>(value: &T) -> Result<Self, EncodeError> {
        raw_json(value).map(Self)
    }

    /// Reads the value as a `T`.
    ///
    /// # Errors
    /// When the JSON is not a `T`.
    pub fn get<T: DeserializeOwned>(&self) -> Result<T, DecodeError> {
        serde_json::from_str(self.0.get()).map_err(|error| DecodeError::new(&error))
    }

    /// The JSON text.
    #[must_use]
    pub fn json(&self) -> &str {
        self.0.get()
    }
}

impl From<Box<RawValue>> for Untyped {
    fn from(json: Box<RawValue>) -> Self {
        Self(json)
    }
}

impl FromStr for Untyped {
    type Err = EncodeError;

    /// Takes the text of any JSON.
    fn from_str(json: &str) -> Result<Self, EncodeError> {
        Ok(Self(serde_json::from_str(json)?))
    }
}

impl Default for Untyped {
    /// `null`.
    fn default() -> Self {
        Self(RawValue::NULL.to_owned())
    }
}

impl PartialEq for Untyped {
    fn eq(&self, other: &Self) -> bool {
        self.json() == other.json()
    }
}

impl fmt::Debug for Untyped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.json())
    }
}

impl Literal for Untyped {
    /// A JSON string as a string of OData; everything else is JSON in URLs too
    /// (OData URL 4.01 §5.1.1.14.3).
    fn literal(&self) -> String {
        match self.get::<String>() {
            Ok(text) => text.literal(),
            Err(_) => self.json().to_owned(),
        }
    }
}

impl Value for Untyped {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Box::<RawValue>::deserialize(deserializer).map(Self)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

serde_as_value!(Untyped);
