//! Settings of a service and its user into a client that sends requests.

mod builder;
mod exchange;
mod generated;
pub(crate) mod limits;
pub(crate) mod media_stream;
mod origins;

use std::fmt;
use std::sync::Arc;

use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue};
use url::Url;

pub use self::builder::ClientBuilder;
use self::builder::HeaderFn;
pub(crate) use self::builder::{authorizes, parse_header};
use self::limits::Limits;
use self::origins::Origins;
use crate::auth::TokenSource;
use crate::clock::Clock;
use crate::error::BuildError;
use crate::path::{self, Path, Styles};
use crate::preference;
use crate::request::{Parts, Payload, Query};
use crate::resource::Resource;
use crate::service::{EnumStyle, KeyStyle, ODataVersion, OperationStyle, Service};
use crate::service_error::ErrorCode;
use crate::transport::Transport;

/// A connection to a service: cheap to clone, to be shared by all who use it.
#[derive(Clone)]
pub struct Client(Arc<Settings>);

struct Settings {
    service: &'static Service,
    /// Ends with a slash.
    base_url: Url,
    origins: Origins,
    key_style: KeyStyle,
    operation_style: OperationStyle,
    enum_style: EnumStyle,
    odata_version: ODataVersion,
    /// Among them a token that does not change; they go to the service's own origins only.
    headers: HeaderMap,
    /// Headers with a new value for each request, which go where `headers` go.
    header_fns: Vec<HeaderFn>,
    transport: Box<dyn Transport>,
    /// Where tokens come from that change.
    tokens: Option<Arc<dyn TokenSource>>,
    clock: Option<Arc<dyn Clock>>,
    limits: Limits,
    max_answer_size: u64,
    expired_codes: &'static [ErrorCode],
}

impl Client {
    /// Begins a client of this service.
    pub fn builder(service: &'static Service) -> ClientBuilder {
        ClientBuilder::new(service)
    }

    /// The service root, from which all addresses begin.
    #[must_use]
    pub fn root(&self) -> Resource {
        Resource {
            client: self.clone(),
            path: Path::default(),
        }
    }

    /// The resource at a URL that the service gave, such as an `@odata.id`; relative URLs begin
    /// at the service root.
    ///
    /// ```
    /// # use odata_runtime::{Client, Resource, Service, transport_fn};
    /// # static SERVICE: Service = Service::new("https://example.com/odata");
    /// # let client = Client::builder(&SERVICE)
    /// #     .transport(transport_fn(|_| Ok(http::Response::new("{}".into()))))
    /// #     .build()?;
    /// let photo: Resource = client.at::<Resource>("Users('a')").navigate("Photo");
    /// assert_eq!(photo.url()?.as_str(), "https://example.com/odata/Users('a')/Photo");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn at<B: From<Resource>>(&self, url: &str) -> B {
        self.at_url(url).into()
    }

    fn at_url(&self, url: &str) -> Resource {
        let path = Path {
            origin: Some(url.to_owned()),
            ..Path::default()
        };
        Resource {
            client: self.clone(),
            path,
        }
    }

    /// The service root, with a slash at its end.
    #[must_use]
    pub fn base_url(&self) -> &Url {
        &self.0.base_url
    }

    pub(crate) fn service(&self) -> &'static Service {
        self.0.service
    }

    pub(crate) fn odata_version(&self) -> ODataVersion {
        self.0.odata_version
    }

    /// The headers of every request.
    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// Whether both are one client, with the same user.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// What the service says that something is too old with.
    pub(crate) fn expired_codes(&self) -> &'static [ErrorCode] {
        self.0.expired_codes
    }

    pub(crate) fn operation_style(&self) -> OperationStyle {
        self.0.operation_style
    }

    /// The URL of a resource with these query options.
    pub(crate) fn url(&self, path: &Path, query: &[Query]) -> Result<Url, BuildError> {
        let settings = &*self.0;
        let mut text = settings.base_url.as_str().trim_end_matches('/').to_owned();
        let mut origin_query = None;
        if let Some(origin) = &path.origin {
            let mut url = settings
                .base_url
                .join(origin)
                .map_err(|e| no_url(origin, &e))?;
            origin_query = url.query().map(str::to_owned);
            url.set_query(None);
            url.set_fragment(None);
            text = url.into();
            if !path.segments.is_empty() {
                text.truncate(text.trim_end_matches('/').len());
            }
        }
        text.push_str(&path.render(Styles {
            keys: settings.key_style,
            operations: settings.operation_style,
            enums: settings.enum_style,
        }));
        if let Some(query) = origin_query {
            text.push('?');
            text.push_str(&query);
        }
        let aliases = path
            .aliases
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        let options = query.iter().map(|(name, value)| (&**name, value.as_str()));
        path::write_query(aliases.chain(options), settings.enum_style, &mut text);
        Url::parse(&text).map_err(|error| no_url(&text, &error))
    }

    /// The request as HTTP, without a token that a source gives.
    pub(crate) fn http(&self, parts: Parts) -> Result<http::Request<bytes::Bytes>, BuildError> {
        if let Some(error) = parts.error.or(parts.resource.path.error.clone()) {
            return Err(error);
        }
        let url = self.url(&parts.resource.path, &parts.query)?;
        let version = HeaderValue::from_static(self.0.odata_version.text());
        let mut headers = HeaderMap::new();
        headers.insert("accept", HeaderValue::from_static(parts.accept));
        headers.insert("odata-maxversion", version.clone());
        // A next link or an id may lead to somebody who must not see the token.
        if self.is_own(&url) {
            add_headers(&mut headers, &self.0.headers);
            for header in &self.0.header_fns {
                add_headers(&mut headers, &header.value()?);
            }
        }
        if let Some(content_type) = parts.body.content_type() {
            headers.insert(CONTENT_TYPE, content_type.clone());
            if matches!(parts.body, Payload::Json(_) | Payload::Parameters(_)) {
                headers.insert("odata-version", version);
            }
        }
        add_headers(&mut headers, &parts.headers);
        let mut request = http::Request::new(parts.body.into_bytes()?);
        *request.uri_mut() = uri(&url)?;
        *request.method_mut() = parts.method;
        *request.headers_mut() = headers;
        Ok(request)
    }
}

pub(crate) fn uri(url: &Url) -> Result<http::Uri, BuildError> {
    let text = url.as_str();
    text.parse().map_err(|error| no_url(text, &error))
}

fn no_url(text: &str, error: &dyn fmt::Display) -> BuildError {
    BuildError::Url {
        url: text.to_owned(),
        reason: error.to_string(),
    }
}

/// Later headers replace earlier ones; of preferences, those of the same name (RFC 7240 §2).
pub(crate) fn add_headers(to: &mut HeaderMap, from: &HeaderMap) {
    for name in from.keys() {
        if name == preference::PREFER {
            for value in from.get_all(name) {
                preference::add(to, value.clone());
            }
            continue;
        }
        to.remove(name);
        for value in from.get_all(name) {
            to.append(name, value.clone());
        }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Headers are left out: they have the token, and perhaps other secrets.
        f.debug_struct("Client")
            .field("base_url", &self.0.base_url.as_str())
            .field("key_style", &self.0.key_style)
            .field("operation_style", &self.0.operation_style)
            .field("enum_style", &self.0.enum_style)
            .field("odata_version", &self.0.odata_version)
            .finish_non_exhaustive()
    }
}
