//! Requests as they were added, into what both formats write.

use http::header::{self, CONTENT_TYPE, HOST, HeaderName};
use http::{HeaderMap, HeaderValue, Method};
use url::{Position, Url};

use super::{AnyHandle, Batch, BatchFormat, BatchMistake, BatchTarget, Slot};
use crate::client::{Client, add_headers};
use crate::error::{BuildError, RequestLine};
use crate::request::{Parts, Payload};
use crate::resource::Resource;

/// A request of a batch, before it is text.
pub(super) struct Prepared {
    pub(super) key: u64,
    /// Its place in the whole batch, counted from 1: its `Content-ID`.
    pub(super) id: usize,
    pub(super) set: Option<usize>,
    /// The places of those that it needs, each before its own.
    pub(super) depends_on: Vec<usize>,
    pub(super) line: RequestLine,
    pub(super) target: String,
    pub(super) headers: HeaderMap,
    pub(super) body: bytes::Bytes,
}

/// What a request in a batch has no header for (OData Protocol 4.01 §11.7.7.1).
const OF_BATCH: [HeaderName; 7] = [
    header::AUTHORIZATION,
    header::PROXY_AUTHORIZATION,
    header::EXPECT,
    header::FROM,
    header::MAX_FORWARDS,
    header::RANGE,
    header::TE,
];

/// All requests of a batch.
pub(super) fn prepare(batch: &Batch) -> Result<Vec<Prepared>, BuildError> {
    if let Some(mistake) = &batch.mistake {
        return Err(mistake.clone().into());
    }
    let slots = batch.slots.iter().enumerate();
    slots
        .map(|(index, slot)| prepare_one(batch, index, slot))
        .collect()
}

fn prepare_one(batch: &Batch, index: usize, slot: &Slot) -> Result<Prepared, BuildError> {
    let parts = &slot.parts;
    if let Some(error) = parts.error.clone().or(parts.resource.path.error.clone()) {
        return Err(error);
    }
    let url = parts.url()?;
    let request = || format!("{parts:?}");
    if !parts.resource.client.is_same(&batch.client) {
        return Err(BatchMistake::OtherClient { request: request() }.into());
    }
    if !batch.client.is_own(&url) {
        return Err(BatchMistake::OtherOrigin { request: request() }.into());
    }
    if slot.set.is_some() && matches!(parts.method, Method::GET | Method::HEAD) {
        return Err(BatchMistake::ReadInChangeSet { request: request() }.into());
    }
    if let Some(name) = OF_BATCH
        .iter()
        .find(|name| parts.headers.contains_key(*name))
    {
        let (request, name) = (request(), name.clone());
        return Err(BatchMistake::HeaderOfBatch { request, name }.into());
    }
    let depends_on = dependencies(batch, slot)?;
    // The text of a link may say `$0`, which no request is.
    if depends_on.iter().any(|id| *id == 0 || *id > index) {
        return Err(BatchMistake::NotEarlier { request: request() }.into());
    }
    Ok(Prepared {
        key: slot.key,
        id: index + 1,
        set: slot.set,
        depends_on,
        target: target(batch, parts, &url),
        headers: headers(batch, parts, &url),
        line: RequestLine {
            method: parts.method.clone(),
            url: crate::client::uri(&url)?,
        },
        body: parts.body.clone().into_bytes()?,
    })
}

/// The places of the requests that this one needs, in order.
fn dependencies(batch: &Batch, slot: &Slot) -> Result<Vec<usize>, BuildError> {
    let referred = slot.parts.resource.path.refers_to.map(AnyHandle);
    let mut found = Vec::new();
    for AnyHandle(key) in slot.depends_on.iter().copied().chain(referred) {
        let index = batch.slots.binary_search_by_key(&key, |slot| slot.key);
        found.push(index.map_err(|_| BatchMistake::OtherBatch)? + 1);
    }
    if let Payload::Parameters(members) = &slot.parts.body {
        let links = members.iter().filter(|(name, _)| is_link(name));
        found.extend(links.filter_map(|(_, json)| reference(json.get().trim_matches('"'))));
    }
    let ids = slot.parts.query.iter().filter(|(name, _)| name == "$id");
    found.extend(ids.filter_map(|(_, value)| reference(value)));
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// Links in bodies name what an earlier request makes in the same way as URLs do.
fn is_link(name: &str) -> bool {
    let term = name.rsplit('@').next().unwrap_or_default();
    name.contains('@') && matches!(term, "odata.id" | "odata.bind" | "id" | "bind")
}

/// The place in `$1` and `$1/Attachments`.
fn reference(text: &str) -> Option<usize> {
    let first = text.strip_prefix('$')?.split('/').next()?;
    first.parse().ok()
}

/// `$1` and what follows it, of a resource that an earlier request makes.
pub(crate) fn reference_text(resource: &Resource) -> Result<String, BuildError> {
    if let Some(error) = &resource.path.error {
        return Err(error.clone());
    }
    let url = resource.client.url(&resource.path, &[])?;
    Ok(after_root(&resource.client, &url).to_owned())
}

fn after_root<'a>(client: &Client, url: &'a Url) -> &'a str {
    let root = client.base_url().as_str();
    url.as_str().strip_prefix(root).unwrap_or(url.as_str())
}

fn target(batch: &Batch, parts: &Parts, url: &Url) -> String {
    let path = &url[Position::BeforePath..Position::AfterQuery];
    match batch.target {
        _ if parts.resource.path.refers_to.is_some() => after_root(&batch.client, url).to_owned(),
        BatchTarget::Path => path.to_owned(),
        BatchTarget::Relative => relative(batch, url).unwrap_or_else(|| path.to_owned()),
        BatchTarget::Url => url.as_str().to_owned(),
    }
}

/// The path from where the batch goes to, if it goes on from there. A colon in it would end a
/// scheme (OData Protocol 4.01 §11.7.7.1).
fn relative(batch: &Batch, url: &Url) -> Option<String> {
    let begin = batch
        .client
        .base_url()
        .join(&batch.url)
        .ok()?
        .join(".")
        .ok()?;
    let path = url[..Position::AfterPath].strip_prefix(begin.as_str())?;
    let query = &url[Position::AfterPath..Position::AfterQuery];
    Some(path.replace(':', "%3A") + query)
}

/// What the request says itself. The batch has the headers of the client, the token among them,
/// and they are those of its requests; but preferences of a batch are about the batch, so each
/// request has all that it would have alone.
fn headers(batch: &Batch, parts: &Parts, url: &Url) -> HeaderMap {
    let mut headers = HeaderMap::new();
    if batch.target == BatchTarget::Path && batch.format == BatchFormat::Multipart {
        let host = &url[Position::BeforeHost..Position::AfterPort];
        if let Ok(host) = HeaderValue::from_str(host) {
            headers.insert(HOST, host);
        }
    }
    headers.insert("accept", HeaderValue::from_static(parts.accept));
    if let Some(content_type) = parts.body.content_type() {
        headers.insert(CONTENT_TYPE, content_type);
    }
    for preference in batch.client.headers().get_all("prefer") {
        headers.append("prefer", preference.clone());
    }
    add_headers(&mut headers, &parts.headers);
    headers
}
