//! `Edm.Binary`: bytes, as base64 text.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;
use std::str::FromStr;

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use super::ScalarError;
use crate::literal::Literal;
use crate::value::{Value, read_text};

/// Bytes (OData CSDL 4.01 §3.3).
///
/// Reads both alphabets of base64, with and without padding, and writes what was read as it was.
/// What a program makes is written in the alphabet of `E`: [`Base64Url`], which OData JSON 4.01
/// §7.1 wants, or [`Base64`] for services that take nothing else.
///
/// ```
/// use odata_runtime::{Base64, Binary};
///
/// let binary: Binary = "-_8=".parse()?;
/// assert_eq!(*binary, [0xfb, 0xff]);
/// assert_eq!(Binary::<Base64>::from(vec![0xfb, 0xff]).to_string(), "+/8=");
/// # Ok::<(), odata_runtime::ScalarError>(())
/// ```
pub struct Binary<E = Base64Url> {
    bytes: Vec<u8>,
    style: Style,
    encoding: PhantomData<fn() -> E>,
}

/// How bytes are written that a program made.
pub trait BinaryEncoding: 'static {
    /// Whether `-` and `_` take the places of `+` and `/`.
    const URL_SAFE: bool;
}

/// Bytes that are written in the ordinary alphabet of Base64.
pub type Base64Binary = Binary<Base64>;

/// Base64 with the alphabet for URLs and file names (RFC 4648 §5): the one of the standard.
#[derive(Clone, Copy, Debug)]
pub enum Base64Url {}

/// Base64 with `+` and `/` (RFC 4648 §4): what many services want in spite of the standard.
#[derive(Clone, Copy, Debug)]
pub enum Base64 {}

impl BinaryEncoding for Base64Url {
    const URL_SAFE: bool = true;
}

impl BinaryEncoding for Base64 {
    const URL_SAFE: bool = false;
}

/// How a text was written, as far as it shows.
#[derive(Clone, Copy)]
struct Style {
    /// `None` when no character told the alphabets apart.
    url_safe: Option<bool>,
    padded: bool,
}

impl<E> Binary<E> {
    /// The bytes.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

impl<E> From<Vec<u8>> for Binary<E> {
    fn from(bytes: Vec<u8>) -> Self {
        // Padding may be left out, but not all services know.
        let style = Style {
            url_safe: None,
            padded: true,
        };
        Self {
            bytes,
            style,
            encoding: PhantomData,
        }
    }
}

impl<E> From<&[u8]> for Binary<E> {
    fn from(bytes: &[u8]) -> Self {
        bytes.to_vec().into()
    }
}

impl<E, const N: usize> From<[u8; N]> for Binary<E> {
    fn from(bytes: [u8; N]) -> Self {
        bytes.to_vec().into()
    }
}

impl<E> From<bytes::Bytes> for Binary<E> {
    fn from(bytes: bytes::Bytes) -> Self {
        Vec::from(bytes).into()
    }
}

impl<E> Deref for Binary<E> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes
    }
}

impl<E> AsRef<[u8]> for Binary<E> {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

/// Takes padding or not, and the unused bits that careless encoders leave set.
const LAX: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);

static STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LAX);
static URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, LAX);
static STANDARD_BARE: GeneralPurpose =
    GeneralPurpose::new(&alphabet::STANDARD, LAX.with_encode_padding(false));
static URL_SAFE_BARE: GeneralPurpose =
    GeneralPurpose::new(&alphabet::URL_SAFE, LAX.with_encode_padding(false));

fn decode(text: &str) -> Result<(Vec<u8>, Style), ScalarError> {
    let url_safe = text.bytes().find_map(|byte| match byte {
        b'-' | b'_' => Some(true),
        b'+' | b'/' => Some(false),
        _ => None,
    });
    let engine = match url_safe {
        Some(true) => &URL_SAFE,
        _ => &STANDARD,
    };
    let bytes = engine
        .decode(text)
        .map_err(|_| ScalarError::new(text, "base64"))?;
    let style = Style {
        url_safe,
        padded: text.len().is_multiple_of(4),
    };
    Ok((bytes, style))
}

fn encode(bytes: &[u8], url_safe: bool, padded: bool) -> String {
    let engine = match (url_safe, padded) {
        (true, true) => &URL_SAFE,
        (true, false) => &URL_SAFE_BARE,
        (false, true) => &STANDARD,
        (false, false) => &STANDARD_BARE,
    };
    engine.encode(bytes)
}

impl<E: BinaryEncoding> Binary<E> {
    fn text(&self) -> String {
        let url_safe = self.style.url_safe.unwrap_or(E::URL_SAFE);
        encode(&self.bytes, url_safe, self.style.padded)
    }
}

impl<E> FromStr for Binary<E> {
    type Err = ScalarError;

    fn from_str(text: &str) -> Result<Self, ScalarError> {
        let (bytes, style) = decode(text)?;
        Ok(Self {
            bytes,
            style,
            encoding: PhantomData,
        })
    }
}

impl<E: BinaryEncoding> fmt::Display for Binary<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl<E: BinaryEncoding> Literal for Binary<E> {
    /// Always in the alphabet for URLs: in a query `+` means a blank.
    fn literal(&self) -> String {
        format!("binary'{}'", encode(&self.bytes, true, self.style.padded))
    }
}

impl<E: BinaryEncoding> Value for Binary<E> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_text(deserializer, "base64", str::parse::<Self>)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text())
    }
}

impl<E: BinaryEncoding> Serialize for Binary<E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.write(serializer)
    }
}

impl<'de, E: BinaryEncoding> Deserialize<'de> for Binary<E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::read(deserializer)
    }
}

impl<E> Clone for Binary<E> {
    fn clone(&self) -> Self {
        Self {
            bytes: self.bytes.clone(),
            style: self.style,
            encoding: PhantomData,
        }
    }
}

impl<E> Default for Binary<E> {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl<E> fmt::Debug for Binary<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Binary({} bytes)", self.bytes.len())
    }
}

impl<E> PartialEq for Binary<E> {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl<E> Eq for Binary<E> {}

impl<E> std::hash::Hash for Binary<E> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.bytes.hash(state);
    }
}
