//! Links in answers into the requests that follow them.

use http::header::{ACCEPT, ACCEPT_LANGUAGE};
use http::{HeaderMap, HeaderName, Method};
use url::Url;

use super::Page;
use crate::client::Client;
use crate::kind::Items;
use crate::request::Request;
use crate::value::Value;

impl<T: Value + 'static, G: 'static> Request<Items<T, G>> {
    /// The request for the page after this one, with the same headers; `None` after the last.
    ///
    /// Where the link leads to an origin that is not trusted, only preferences and what is accepted
    /// go along: other headers may name or identify somebody.
    #[must_use = "a request does nothing until it is awaited"]
    pub fn next(&self, page: &Page<T>) -> Option<Self> {
        let from = self.parts.url().ok();
        let link = page.next_link.as_deref()?;
        let url = resolve(self.client(), link, page.odata.context(), from.as_ref());
        let mut request = Self::new(self.client().at(&url), Method::GET);
        let to = request.parts.url().ok();
        request.parts.headers = for_origin(
            self.client(),
            &self.parts.headers,
            from.as_ref(),
            to.as_ref(),
        );
        Some(request)
    }
}

impl Client {
    /// The request for the page after this one, `None` after the last.
    ///
    /// Headers of the request for this page, such as preferences, are not in it: see
    /// [`Request::next`].
    #[must_use = "a request does nothing until it is awaited"]
    pub fn next_page<T: Value + 'static>(&self, page: &Page<T>) -> Option<Request<Items<T>>> {
        let link = page.next_link.as_deref()?;
        let url = resolve(self, link, page.odata.context(), None);
        Some(Request::new(self.at(&url), Method::GET))
    }
}

/// A link in an answer: relative ones begin at the context URL (OData JSON 4.01 §4.6.1), or else
/// at the URL that was asked.
pub(crate) fn resolve(
    client: &Client,
    link: &str,
    context: Option<&str>,
    from: Option<&Url>,
) -> String {
    let root = from.unwrap_or(client.base_url());
    let context = context.and_then(|context| root.join(context).ok());
    let base = context.as_ref().or(from);
    match base.and_then(|base| base.join(link).ok()) {
        Some(url) => url.into(),
        None => link.to_owned(),
    }
}

/// The headers of a request to `from` that may go to `to`: all to the same origin, and from one of
/// the service's own to another one.
pub(crate) fn for_origin(
    client: &Client,
    headers: &HeaderMap,
    from: Option<&Url>,
    to: Option<&Url>,
) -> HeaderMap {
    if let (Some(from), Some(to)) = (from, to)
        && (from.origin() == to.origin() || (client.is_own(from) && client.is_own(to)))
    {
        return headers.clone();
    }
    let harmless =
        |name: &HeaderName| *name == ACCEPT || *name == ACCEPT_LANGUAGE || name == "prefer";
    let kept = headers.iter().filter(|(name, _)| harmless(name));
    kept.map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}
