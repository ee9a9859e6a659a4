//! What a request asks for besides its resource: conditions and preferences, into its headers.

use http::header::{IF_MATCH, IF_NONE_MATCH};

use super::Request;
use crate::delta::TRACK_CHANGES;
use crate::kind::{Entity, Items, Kind, Maybe};
use crate::object::with_control;
use crate::structured::Structured;
use crate::value::Value;

impl<K> Request<K> {
    /// Makes the request fail where the entity is not at this version any more: its etag, or `*`
    /// for any version (`If-Match`, OData Protocol 4.01 §8.2.4).
    pub fn if_match(self, etag: &str) -> Self {
        self.header(IF_MATCH.as_str(), etag)
    }

    /// The same with the etag that came with an entity; one without an etag changes nothing.
    pub fn if_unchanged(self, entity: &impl Structured) -> Self {
        let etag = with_control(entity, |control| control.etag().map(ToOwned::to_owned));
        match etag.flatten() {
            Some(etag) => self.if_match(&etag),
            None => self,
        }
    }

    /// Makes the request fail where the entity is at this version, or, with `*`, where there is
    /// one at all (`If-None-Match`, OData Protocol 4.01 §8.2.5).
    ///
    /// What is read and was not modified has no content: [`Request::optional`] makes `None` of it.
    pub fn if_none_match(self, etag: &str) -> Self {
        self.header(IF_NONE_MATCH.as_str(), etag)
    }

    /// Asks for a preference: `odata.maxpagesize=50` (`Prefer`, RFC 7240). What the service made
    /// of it is in [`Answer::preference_applied`](crate::Answer::preference_applied).
    pub fn prefer(self, preference: &str) -> Self {
        self.header("prefer", preference)
    }

    /// Asks the service to answer with the entity as it is after the change
    /// (`Prefer: return=representation`, OData Protocol 4.01 §8.2.8.7).
    pub fn return_representation(self) -> Self {
        self.prefer("return=representation")
    }
}

impl<T: Value + 'static> Request<Entity<T>> {
    /// Asks the service to leave the entity out of the answer (`Prefer: return=minimal`,
    /// OData Protocol 4.01 §8.2.8.7); it may be there all the same.
    pub fn return_minimal(self) -> Request<Maybe<Entity<T>>> {
        self.prefer("return=minimal").optional()
    }
}

impl<K: Kind> Request<Maybe<K>> {
    /// Asks the service to leave the entity out of the answer (`Prefer: return=minimal`,
    /// OData Protocol 4.01 §8.2.8.7); it may be there all the same.
    pub fn return_minimal(self) -> Self {
        self.prefer("return=minimal")
    }
}

impl<T, G> Request<Items<T, G>> {
    /// Asks for pages of at most this many items (`Prefer: odata.maxpagesize`,
    /// OData Protocol 4.01 §8.2.8.6).
    pub fn max_page_size(self, items: u64) -> Self {
        self.prefer(&format!("odata.maxpagesize={items}"))
    }

    /// Asks for a delta link at the end (`Prefer: odata.track-changes`, OData Protocol 4.01
    /// §8.2.8.8).
    pub fn track_changes(self) -> Self {
        self.prefer(TRACK_CHANGES)
    }
}
