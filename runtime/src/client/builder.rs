//! Settings as a user gives them, checked, into a client.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderName, HeaderValue};
use url::Url;

use super::{Client, Settings};
use crate::error::ConfigError;
use crate::service::{KeyStyle, ODataVersion, OperationStyle, Service};
use crate::transport::Transport;

/// Settings of a [`Client`].
#[must_use = "`build` makes the client"]
pub struct ClientBuilder<C = Client> {
    service: &'static Service,
    base_url: String,
    key_style: KeyStyle,
    operation_style: OperationStyle,
    odata_version: ODataVersion,
    token: Option<String>,
    headers: Vec<(String, String)>,
    transport: Option<Box<dyn Transport>>,
    makes: PhantomData<fn() -> C>,
}

impl<C: From<Client>> ClientBuilder<C> {
    /// Begins a client of this service; `C` is the generated one, around [`Client`].
    pub fn new(service: &'static Service) -> Self {
        let headers = service.headers.iter();
        Self {
            service,
            base_url: service.base_url.to_owned(),
            key_style: service.key_style,
            operation_style: service.operation_style,
            odata_version: service.odata_version,
            token: None,
            headers: headers
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
            transport: None,
            makes: PhantomData,
        }
    }

    /// Sets the service root, in the place of the one that the service is known for.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self
    }

    /// Sets the OAuth 2 access token, which goes to the service's own origin only.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// Sets a header of every request to the service's own origin.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Sets what carries the requests; without it, and with the feature `reqwest`, that is
    /// `ReqwestTransport`.
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.transport = Some(Box::new(transport));
        self
    }

    /// Sets how keys stand in paths.
    pub fn key_style(mut self, style: KeyStyle) -> Self {
        self.key_style = style;
        self
    }

    /// Sets how bound operations are named in paths.
    pub fn operation_style(mut self, style: OperationStyle) -> Self {
        self.operation_style = style;
        self
    }

    /// Sets the version of the protocol.
    pub fn odata_version(mut self, version: ODataVersion) -> Self {
        self.odata_version = version;
        self
    }

    /// Makes the client.
    ///
    /// # Errors
    /// When the base URL, a header or the token is not one, or there is no transport.
    pub fn build(self) -> Result<C, ConfigError> {
        let mut headers = HeaderMap::new();
        for (name, value) in &self.headers {
            let (name, value) = parse_header(name, value)
                .ok_or_else(|| ConfigError::Header { name: name.clone() })?;
            if name == "prefer" {
                headers.append(name, value);
            } else {
                headers.insert(name, value);
            }
        }
        if let Some(token) = &self.token {
            let value = HeaderValue::try_from(format!("Bearer {token}"));
            let mut value = value.map_err(|_| ConfigError::Token)?;
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
        }
        let client = Client(Arc::new(Settings {
            service: self.service,
            base_url: parse_base_url(&self.base_url)?,
            key_style: self.key_style,
            operation_style: self.operation_style,
            odata_version: self.odata_version,
            headers,
            transport: match self.transport {
                Some(transport) => transport,
                None => built_in_transport()?,
            },
        }));
        Ok(client.into())
    }
}

impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("base_url", &self.base_url)
            .finish_non_exhaustive()
    }
}

pub(crate) fn parse_header(name: &str, value: &str) -> Option<(HeaderName, HeaderValue)> {
    let name: HeaderName = name.parse().ok()?;
    let mut value: HeaderValue = value.parse().ok()?;
    value.set_sensitive(name == AUTHORIZATION);
    Some((name, value))
}

fn parse_base_url(text: &str) -> Result<Url, ConfigError> {
    let error = |reason: &str| ConfigError::BaseUrl {
        url: text.to_owned(),
        reason: reason.to_owned(),
    };
    let mut url = Url::parse(text).map_err(|e| error(&e.to_string()))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(error("its scheme is neither `http` nor `https`"));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(error("it has a query or a fragment"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        let known = url.set_username("").and_then(|()| url.set_password(None));
        let url = known.map_or_else(|()| "…".to_owned(), |()| url.into());
        let reason = "it has a user name or a password; set a header".to_owned();
        return Err(ConfigError::BaseUrl { url, reason });
    }
    if !url.path().ends_with('/') {
        url.set_path(&format!("{}/", url.path()));
    }
    Ok(url)
}

#[cfg(feature = "reqwest")]
fn built_in_transport() -> Result<Box<dyn Transport>, ConfigError> {
    let transport = crate::transport::ReqwestTransport::new();
    let transport = transport.map_err(|error| ConfigError::Transport(error.to_string()))?;
    Ok(Box::new(transport))
}

#[cfg(not(feature = "reqwest"))]
fn built_in_transport() -> Result<Box<dyn Transport>, ConfigError> {
    Err(ConfigError::NoTransport)
}

/// Makes the client of a service of a struct around [`Client`], from its [`Service`]: `builder`,
/// `From` and `Deref`.
#[macro_export]
macro_rules! client {
    ($type:ident, $service:ident) => {
        impl $type {
            /// Begins a client: give it what it needs, a token at least, then `build` it.
            pub fn builder() -> $crate::ClientBuilder<Self> {
                $crate::ClientBuilder::new(&$service)
            }
        }

        impl ::core::convert::From<$crate::Client> for $type {
            #[inline]
            fn from(client: $crate::Client) -> Self {
                Self(client)
            }
        }

        impl ::core::ops::Deref for $type {
            type Target = $crate::Client;

            #[inline]
            fn deref(&self) -> &Self::Target {
                &self.0
            }
        }
    };
}
