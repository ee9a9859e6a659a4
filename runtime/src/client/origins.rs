//! A base URL and what stands beside it into the origins that may see the token.

use http::Uri;
use url::{Origin, Url};

use super::Client;
use crate::error::ConfigError;
use crate::service::Service;

/// Who may see the token and the headers of the client: where the base URL is, and those who are
/// trusted like it.
pub(super) struct Origins(Vec<Origin>);

impl Origins {
    /// The origin of the base URL, those that are trusted besides, and those of the service.
    ///
    /// A client that was sent elsewhere, with a base URL that is none of the service's, has another
    /// token, which is not for the service.
    pub(super) fn new(
        base_url: &Url,
        service: &Service,
        trusted: &[String],
    ) -> Result<Self, ConfigError> {
        let base = base_url.origin();
        let parse = |text: &str| parse(text, base_url.scheme());
        let mut origins = Vec::new();
        for text in service.origins {
            origins.push(parse(text)?);
        }
        let known = Url::parse(service.base_url).ok();
        origins.extend(known.map(|url| url.origin()));
        if !origins.contains(&base) {
            origins.clear();
        }
        for text in trusted {
            origins.push(parse(text)?);
        }
        origins.push(base);
        Ok(Self(origins))
    }

    fn has(&self, url: &Url) -> bool {
        self.0.contains(&url.origin())
    }
}

impl Client {
    /// Whether the URL is one of the service's own origins, which may see the token.
    pub(crate) fn is_own(&self, url: &Url) -> bool {
        self.0.origins.has(url)
    }

    /// The same of the URL of a request that was made.
    pub(super) fn is_own_uri(&self, url: &Uri) -> bool {
        Url::parse(&url.to_string()).is_ok_and(|url| self.is_own(&url))
    }
}

/// An origin of a service whose base URL has this scheme: without encryption a token can be read
/// by whoever is in between.
fn parse(text: &str, base_scheme: &str) -> Result<Origin, ConfigError> {
    let error = |reason: &str| ConfigError::Origin {
        url: text.to_owned(),
        reason: reason.to_owned(),
    };
    let url = Url::parse(text).map_err(|e| error(&e.to_string()))?;
    if !url.username().is_empty() || url.password().is_some() {
        let reason = "it has a user name or a password".to_owned();
        let url = "…".to_owned();
        return Err(ConfigError::Origin { url, reason });
    }
    match url.scheme() {
        "https" => {}
        "http" if base_scheme == "http" => {}
        "http" => {
            return Err(error(
                "its scheme is `http`, and that of the base URL is not",
            ));
        }
        _ => return Err(error("its scheme is not `https`")),
    }
    if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
        return Err(error("it has more than a scheme, a host and a port"));
    }
    Ok(url.origin())
}
