//! Turns the kind of an address into what can be asked there: the requests that every builder has from the runtime.

use crate::plan::Capability::{
    self, Countable, Deletable, Insertable, Readable, Referenceable, Updatable,
};

use super::Kind;

/// Something that can be asked of an address.
#[derive(Clone, Debug)]
pub(super) struct Ask {
    pub(super) kind: Kind,
    pub(super) method: &'static str,
    /// What it adds to the address.
    pub(super) url: String,
    /// What it adds to the function that leads to the address.
    pub(super) rust: String,
    /// What the metadata has to allow.
    pub(super) needs: Capability,
    pub(super) request: Option<String>,
    pub(super) response: String,
}

/// Kind, method, URL, function, what must be allowed, what is sent and what comes back; `{T}` stands
/// for the entity.
type Line = (
    Kind,
    &'static str,
    &'static str,
    &'static str,
    Capability,
    &'static str,
    &'static str,
);

#[rustfmt::skip]
const COLLECTION: [Line; 6] = [
    (Kind::List, "GET", "", ".list", Readable, "", "Page<{T}>"),
    (Kind::Create, "POST", "", ".create", Insertable, "&{T}", "{T}"),
    (Kind::Count, "GET", "/$count", ".count", Countable, "", "i64"),
    (Kind::Ref, "GET", "/$ref", ".references().list", Referenceable, "", "Page<odata::EntityReference>"),
    (Kind::Ref, "POST", "/$ref", ".references().add", Referenceable, "target: &odata::Resource", "()"),
    (Kind::Ref, "DELETE", "/$ref", ".references().remove", Referenceable, "target: &odata::Resource", "()"),
];

#[rustfmt::skip]
const ENTITY: [Line; 3] = [
    (Kind::Get, "GET", "", ".get", Readable, "", "{T}"),
    (Kind::Update, "PATCH", "", ".update", Updatable, "Patch<{T}>", "Option<{T}>"),
    (Kind::Delete, "DELETE", "", ".delete", Deletable, "", "()"),
];

#[rustfmt::skip]
const LINK: [Line; 3] = [
    (Kind::Ref, "GET", "/$ref", ".reference().get", Referenceable, "", "odata::EntityReference"),
    (Kind::Ref, "PUT", "/$ref", ".reference().set", Referenceable, "target: &odata::Resource", "()"),
    (Kind::Ref, "DELETE", "/$ref", ".reference().remove", Referenceable, "", "()"),
];

#[rustfmt::skip]
const STREAM: [Line; 3] = [
    (Kind::Stream, "GET", "", ".get", Readable, "", "Bytes"),
    (Kind::Stream, "PUT", "", ".put", Updatable, "content: Bytes, content_type: &str", "()"),
    (Kind::Stream, "DELETE", "", ".delete", Deletable, "", "()"),
];

/// What can be asked of a collection of entities.
pub(super) fn collection(entity: &str) -> Vec<Ask> {
    asks(&COLLECTION, "", "", entity)
}

/// What can be asked of one entity of a collection; `url` and `rust` pick it by its key.
pub(super) fn item(url: &str, rust: &str, entity: &str) -> Vec<Ask> {
    asks(&ENTITY, url, rust, entity)
}

/// What can be asked of the one entity that a navigation property or a singleton leads to.
pub(super) fn single(entity: &str) -> Vec<Ask> {
    let mut all = asks(&ENTITY, "", "", entity);
    all.extend(asks(&LINK, "", "", entity));
    all
}

/// What can be asked of a stream.
pub(super) fn stream() -> Vec<Ask> {
    asks(&STREAM, "", "", "")
}

fn asks(lines: &[Line], url: &str, rust: &str, entity: &str) -> Vec<Ask> {
    let ask = |&(kind, method, more_url, more_rust, needs, request, response): &Line| Ask {
        kind,
        method,
        url: format!("{url}{more_url}"),
        rust: format!("{rust}{more_rust}"),
        needs,
        request: (!request.is_empty()).then(|| request.replace("{T}", entity)),
        response: response.replace("{T}", entity),
    };
    lines.iter().map(ask).collect()
}
