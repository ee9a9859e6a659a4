//! Settings as a user gives them, checked, into a client.

mod sending;

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use http::header::{AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION};
use http::{HeaderMap, HeaderName, HeaderValue};
use url::Url;

use super::limits::Limits;
use super::origins::Origins;
use super::{Client, Settings};
use crate::auth::{AccessToken, Cached, Secret, TokenSource};
use crate::clock::Clock;
use crate::error::{BuildError, ConfigError};
use crate::preference;
use crate::service::{EnumStyle, KeyStyle, ODataVersion, OperationStyle, Service};
use crate::service_error::ErrorCode;
use crate::transport::Transport;

type ValueFn = Box<dyn Fn() -> String + Send + Sync>;

/// Settings of a [`Client`].
#[must_use = "`build` makes the client"]
pub struct ClientBuilder<C = Client> {
    service: &'static Service,
    base_url: String,
    /// Besides that of the base URL.
    origins: Vec<String>,
    key_style: KeyStyle,
    operation_style: OperationStyle,
    enum_style: EnumStyle,
    odata_version: ODataVersion,
    token: Option<Token>,
    headers: Vec<(String, Secret)>,
    header_fns: Vec<(String, ValueFn)>,
    transport: Option<Box<dyn Transport>>,
    clock: Option<Arc<dyn Clock>>,
    limits: Limits,
    max_answer_size: u64,
    expired_codes: &'static [ErrorCode],
    makes: PhantomData<fn() -> C>,
}

/// The token, or where it comes from.
enum Token {
    Fixed(AccessToken),
    Source(Arc<dyn TokenSource>),
    /// What it gives is cached.
    Function(Arc<dyn TokenSource>),
}

impl<C: From<Client>> ClientBuilder<C> {
    /// Begins a client of this service; `C` is the generated one, around [`Client`].
    pub fn new(service: &'static Service) -> Self {
        let headers = service.headers.iter();
        Self {
            service,
            base_url: service.base_url.to_owned(),
            origins: Vec::new(),
            key_style: service.key_style,
            operation_style: service.operation_style,
            enum_style: service.enum_style,
            odata_version: service.odata_version,
            token: None,
            headers: headers
                .map(|(name, value)| ((*name).to_owned(), Secret::new((*value).to_owned())))
                .collect(),
            header_fns: Vec::new(),
            transport: None,
            clock: None,
            limits: Limits::default(),
            max_answer_size: 1 << 30,
            expired_codes: service.expired_codes,
            makes: PhantomData,
        }
    }

    /// Sets the service root, in the place of the one that the service is known for.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self
    }

    /// Adds an origin, `https://` with a host and perhaps a port, that may see the token and the
    /// headers of the client like that of the base URL: the service leads there with its links.
    ///
    /// Those that the service is known for ([`Service::origins`]) are trusted without it, as long as
    /// the base URL is at one of them.
    ///
    /// ```
    /// # use odata_runtime::{Client, Nothing, Resource, Service, transport_fn};
    /// # static SERVICE: Service = Service::new("https://example.com/odata");
    /// let client = Client::builder(&SERVICE)
    ///     .token("eyJ0eXAi")
    ///     .trust_origin("https://eu.example.com")
    /// #   .transport(transport_fn(|_| Ok(http::Response::new("{}".into()))))
    ///     .build()?;
    /// let link: Resource = client.at("https://eu.example.com/odata/Messages");
    /// let request = link.request::<Nothing>(http::Method::GET).into_http()?;
    /// assert!(request.headers().contains_key("authorization"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn trust_origin(mut self, url: impl Into<String>) -> Self {
        self.origins.push(url.into());
        self
    }

    /// Sets the OAuth 2 access token, which goes to the service's own origins only. What becomes of its
    /// memory is said at [`AccessToken`].
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(Token::Fixed(AccessToken::new(token)));
        self
    }

    /// Sets a header of every request to the service's own origins.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), Secret::new(value.into())));
        self
    }

    /// Sets a header of every request to the service's own origins, whose value is made anew for
    /// each, such as the id of a request. A header of the request itself takes its place.
    ///
    /// ```
    /// use std::sync::atomic::{AtomicU32, Ordering};
    /// # use odata_runtime::{Client, Nothing, Service, transport_fn};
    /// # static SERVICE: Service = Service::new("https://example.com/odata");
    ///
    /// let next = AtomicU32::new(1);
    /// let client = Client::builder(&SERVICE)
    ///     .header_fn("client-request-id", move || next.fetch_add(1, Ordering::Relaxed).to_string())
    /// #   .transport(transport_fn(|_| Ok(http::Response::new("{}".into()))))
    ///     .build()?;
    /// let id = || -> Result<_, odata_runtime::Error> {
    ///     let request = client.root().request::<Nothing>(http::Method::GET).into_http()?;
    ///     Ok(request.headers()["client-request-id"].clone())
    /// };
    /// assert_eq!((id()?, id()?), (http::HeaderValue::from(1), http::HeaderValue::from(2)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn header_fn(
        mut self,
        name: impl Into<String>,
        value: impl Fn() -> String + Send + Sync + 'static,
    ) -> Self {
        self.header_fns.push((name.into(), Box::new(value)));
        self
    }

    /// Changes the settings by a function: for settings that come from elsewhere.
    pub fn configure(self, change: impl FnOnce(Self) -> Self) -> Self {
        change(self)
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

    /// Sets how values of enumerations stand in URLs.
    pub fn enum_style(mut self, style: EnumStyle) -> Self {
        self.enum_style = style;
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
    /// When the base URL, an origin, a header or the token is not one, there is no transport, or a
    /// time limit and no clock.
    pub fn build(self) -> Result<C, ConfigError> {
        let mut headers = HeaderMap::new();
        for (name, value) in &self.headers {
            let (name, value) = parse_secret(name, value)
                .ok_or_else(|| ConfigError::Header { name: name.clone() })?;
            if name == preference::PREFER {
                preference::add(&mut headers, value);
            } else {
                headers.insert(name, value);
            }
        }
        let transport = match self.transport {
            Some(transport) => transport,
            None => built_in_transport()?,
        };
        let clock = self.clock.or_else(|| transport.clock());
        if clock.is_none() && (self.limits.attempt.is_some() || self.limits.total.is_some()) {
            return Err(ConfigError::NoClock);
        }
        let header_fns = self.header_fns.into_iter().map(HeaderFn::new);
        let base_url = parse_base_url(&self.base_url)?;
        let client = Client(Arc::new(Settings {
            service: self.service,
            origins: Origins::new(&base_url, self.service, &self.origins)?,
            base_url,
            key_style: self.key_style,
            operation_style: self.operation_style,
            enum_style: self.enum_style,
            odata_version: self.odata_version,
            tokens: token_source(self.token, clock.as_ref(), &mut headers)?,
            headers,
            header_fns: header_fns.collect::<Result<_, _>>()?,
            transport,
            clock,
            limits: self.limits,
            max_answer_size: self.max_answer_size,
            expired_codes: self.expired_codes,
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

/// A header whose value is made anew for each request.
pub(super) struct HeaderFn {
    name: HeaderName,
    value: ValueFn,
}

impl HeaderFn {
    fn new((name, value): (String, ValueFn)) -> Result<Self, ConfigError> {
        match name.parse() {
            Ok(name) => Ok(Self { name, value }),
            Err(_) => Err(ConfigError::Header { name }),
        }
    }

    /// The header for one request.
    pub(super) fn value(&self) -> Result<HeaderMap, BuildError> {
        let name = self.name.as_str();
        let header = parse_secret(name, &Secret::new((self.value)()));
        let header = header.ok_or_else(|| BuildError::Header {
            name: name.to_owned(),
        })?;
        Ok(HeaderMap::from_iter([header]))
    }
}

/// Where tokens come from; one that does not change is a header.
fn token_source(
    token: Option<Token>,
    clock: Option<&Arc<dyn Clock>>,
    headers: &mut HeaderMap,
) -> Result<Option<Arc<dyn TokenSource>>, ConfigError> {
    match token {
        None => Ok(None),
        Some(Token::Fixed(token)) => {
            let value = token.header().map_err(|_| ConfigError::Token)?;
            headers.insert(AUTHORIZATION, value);
            Ok(None)
        }
        Some(Token::Source(source)) => Ok(Some(source)),
        Some(Token::Function(source)) => Ok(Some(Arc::new(Cached::with(source, clock.cloned())))),
    }
}

pub(crate) fn parse_header(name: &str, value: &str) -> Option<(HeaderName, HeaderValue)> {
    let name: HeaderName = name.parse().ok()?;
    let mut value: HeaderValue = value.parse().ok()?;
    value.set_sensitive(authorizes(name.as_str()));
    Some((name, value))
}

/// A header of the client, which may be a key that nobody but the service is to know.
fn parse_secret(name: &str, value: &Secret) -> Option<(HeaderName, HeaderValue)> {
    let name: HeaderName = name.parse().ok()?;
    if !value.text().is_ascii() {
        return None;
    }
    let mut header = value.header("")?;
    header.set_sensitive(authorizes(name.as_str()));
    Some((name, header))
}

/// Whether a request says with this header who sends it: it is neither shown nor kept.
pub(crate) fn authorizes(name: &str) -> bool {
    let secrets = [AUTHORIZATION, PROXY_AUTHORIZATION, COOKIE];
    let mut secrets = secrets.iter().map(HeaderName::as_str);
    secrets.any(|secret| name.eq_ignore_ascii_case(secret))
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
