//! What is particular about a service, as constant data of a generated crate.

use crate::batch::{BatchFormat, BatchTarget};
use crate::service_error::ErrorCode;

/// A service: where it is, and which of the ways that the standard leaves open it takes.
///
/// ```
/// use odata_runtime::{KeyStyle, Service};
///
/// static SERVICE: Service = Service::new("https://example.com/odata")
///     .key_style(KeyStyle::Segment)
///     .headers(&[("Prefer", "odata.maxpagesize=50")]);
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Service {
    /// The service root, with or without a slash at its end.
    pub base_url: &'static str,
    /// Where the service is besides, and its links may lead: `https://eu.example.com`, for example.
    pub origins: &'static [&'static str],
    /// How keys stand in paths.
    pub key_style: KeyStyle,
    /// How bound operations are named in paths.
    pub operation_style: OperationStyle,
    /// How values of enumerations stand in URLs.
    pub enum_style: EnumStyle,
    /// Headers of every request.
    pub headers: &'static [(&'static str, &'static str)],
    /// The version of the protocol that requests are in and that answers may be in.
    pub odata_version: ODataVersion,
    /// Where batches go to, relative to the service root.
    pub batch_url: &'static str,
    /// The format of batches.
    pub batch_format: BatchFormat,
    /// How requests in a batch name their resource.
    pub batch_target: BatchTarget,
    /// How many requests a batch may have, if that is limited.
    pub max_batch: Option<u32>,
    /// Codes of errors that say that a token for changes, or a page, is too old, whatever the
    /// status: see [`Error::is_expired`](crate::Error::is_expired).
    pub expired_codes: &'static [ErrorCode],
}

impl Service {
    /// A service with the ways of OData 4.0: keys in parentheses, qualified operations and values of
    /// enumerations.
    #[must_use]
    pub const fn new(base_url: &'static str) -> Self {
        Self {
            base_url,
            origins: &[],
            key_style: KeyStyle::Parentheses,
            operation_style: OperationStyle::Qualified,
            enum_style: EnumStyle::Qualified,
            headers: &[],
            odata_version: ODataVersion::V4_0,
            batch_url: "$batch",
            batch_format: BatchFormat::Multipart,
            batch_target: BatchTarget::Path,
            max_batch: None,
            expired_codes: &[],
        }
    }

    /// Sets other origins of the same service, each with scheme and host alone: its next and delta
    /// links may lead there, and the token and the headers of a client go along. They are trusted
    /// as long as the base URL of the client is that of the service, or at one of them.
    #[must_use]
    pub const fn origins(mut self, origins: &'static [&'static str]) -> Self {
        self.origins = origins;
        self
    }

    /// Sets how keys stand in paths.
    #[must_use]
    pub const fn key_style(mut self, style: KeyStyle) -> Self {
        self.key_style = style;
        self
    }

    /// Sets how bound operations are named in paths.
    #[must_use]
    pub const fn operation_style(mut self, style: OperationStyle) -> Self {
        self.operation_style = style;
        self
    }

    /// Sets how values of enumerations stand in URLs.
    #[must_use]
    pub const fn enum_style(mut self, style: EnumStyle) -> Self {
        self.enum_style = style;
        self
    }

    /// Sets the headers of every request.
    #[must_use]
    pub const fn headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.headers = headers;
        self
    }

    /// Sets the codes of errors that say that a token for changes, or a page, is too old.
    #[must_use]
    pub const fn expired_codes(mut self, codes: &'static [ErrorCode]) -> Self {
        self.expired_codes = codes;
        self
    }

    /// Sets the version of the protocol.
    #[must_use]
    pub const fn odata_version(mut self, version: ODataVersion) -> Self {
        self.odata_version = version;
        self
    }

    /// Sets where batches go to, relative to the service root: `me/$batch`, for example.
    #[must_use]
    pub const fn batch_url(mut self, url: &'static str) -> Self {
        self.batch_url = url;
        self
    }

    /// Sets the format of batches.
    #[must_use]
    pub const fn batch_format(mut self, format: BatchFormat) -> Self {
        self.batch_format = format;
        self
    }

    /// Sets how requests in a batch name their resource.
    #[must_use]
    pub const fn batch_target(mut self, target: BatchTarget) -> Self {
        self.batch_target = target;
        self
    }

    /// Sets how many requests a batch may have.
    #[must_use]
    pub const fn max_batch(mut self, requests: u32) -> Self {
        self.max_batch = Some(requests);
        self
    }
}

/// How the key of an entity stands in a path.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeyStyle {
    /// `Messages('id')` (OData URL 4.01 §4.3.1).
    #[default]
    Parentheses,
    /// `Messages/id` (OData URL 4.01 §4.3.6). Keys of several properties, and values that cannot
    /// be a segment, such as `..`, stand in parentheses nonetheless.
    Segment,
}

/// How a bound action or function is named in a path.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OperationStyle {
    /// `Messages('id')/Microsoft.OutlookServices.Forward`.
    #[default]
    Qualified,
    /// `Messages('id')/Forward` (OData URL 4.01 §4.5.2, default namespaces).
    Unqualified,
}

/// How the value of an enumeration stands in a URL: in a key, an argument of a function, or an
/// expression such as that of `$filter`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EnumStyle {
    /// `NS.Colour'Red'`, with the name of the type, as OData 4.0 wants it.
    #[default]
    Qualified,
    /// `'Red'`, which OData 4.01 allows too (OData ABNF 4.01, `enumLiteral`).
    Unqualified,
}

/// A version of the protocol.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum ODataVersion {
    /// OData 4.0.
    #[default]
    V4_0,
    /// OData 4.01.
    V4_01,
}

impl ODataVersion {
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::V4_0 => "4.0",
            Self::V4_01 => "4.01",
        }
    }
}
