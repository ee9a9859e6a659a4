//! An entity of a delta answer, as it was read, into what has happened to it.

use std::fmt;

use serde_json::Value as Json;

use super::entity_id::{EntityId, Form};
use crate::control::Control;
use crate::object::{change_control, with_control};
use crate::render;
use crate::structured::Structured;
use crate::value::Value;

/// What has happened to an entity or to a link since the last round.
///
/// Nothing of the answer is lost: what is said besides is in the control information of the
/// entity, changes of expanded navigation properties (`Orders@delta`) among it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Change<T> {
    /// The entity was added or changed; the protocol does not say which of them. Services may
    /// leave out what has not changed.
    Changed(T),
    /// The entity does not belong to the collection any more.
    Removed {
        /// Which entity.
        id: EntityId,
        /// Why, if the service says so.
        reason: Option<RemovedReason>,
        /// What came with it: in version 4.01 key properties, in version 4.0 nothing but control
        /// information.
        entity: T,
    },
    /// A link between two entities was added.
    Link(LinkChange),
    /// A link between two entities was removed.
    DeletedLink(LinkChange),
}

/// Why an entity does not belong to a collection any more.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RemovedReason {
    /// It was deleted.
    Deleted,
    /// It was changed, and is not what was asked for any more.
    Changed,
    /// Anything else, in words of the service.
    Other(String),
}

/// A link that was added or removed (OData JSON 4.01 §15.4, §15.5).
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct LinkChange {
    /// The entity that has the navigation property.
    pub source: EntityId,
    /// The path of the navigation property.
    pub relationship: String,
    /// The related entity; it may be missing where a link to one entity was removed.
    pub target: Option<EntityId>,
    /// What else is said.
    pub odata: Control,
}

/// The kinds of changes that their context tells (OData JSON 4.0 §14).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marked {
    DeletedEntity,
    Link,
    DeletedLink,
}

impl Marked {
    pub(super) fn of(context: &str) -> Option<Self> {
        match context.rsplit(['/', '#']).next()? {
            "$deletedEntity" => Some(Self::DeletedEntity),
            "$link" => Some(Self::Link),
            "$deletedLink" => Some(Self::DeletedLink),
            _ => None,
        }
    }
}

/// What the control information of an object says has happened.
enum Said {
    Marked(Marked, Control),
    Removed(Form, Option<RemovedReason>),
    /// Outlook leaves out the context of `{"id":…,"reason":"deleted"}`.
    RemovedIfBare(RemovedReason),
    Nothing,
}

impl Said {
    fn by(control: &Control) -> Self {
        match control.context().and_then(Marked::of) {
            Some(Marked::DeletedEntity) => {
                let reason = control.get::<String>("reason").unwrap_or_default();
                let reason = reason.as_deref().map(RemovedReason::from);
                return Self::Removed(Form::Any, reason);
            }
            Some(marked) => return Self::Marked(marked, control.clone()),
            None => {}
        }
        let removed: Option<Json> = control.get("@removed").unwrap_or_default();
        if let Some(removed) = removed.filter(|removed| !removed.is_null()) {
            let reason = removed.get("reason").and_then(Json::as_str);
            return Self::Removed(Form::Key, reason.map(RemovedReason::from));
        }
        match control.raw("reason").as_ref().map(|reason| reason.get()) {
            Some(reason @ ("\"deleted\"" | "\"changed\"")) => {
                Self::RemovedIfBare(RemovedReason::from(reason.trim_matches('"')))
            }
            _ => Self::Nothing,
        }
    }
}

impl<T: Structured + Value> Change<T> {
    /// What an object without a context of its own, or one that came late, says.
    pub(super) fn of(entity: T) -> Result<Self, String> {
        match with_control(&entity, Said::by).unwrap_or(Said::Nothing) {
            Said::Marked(marked, control) => Self::of_marked(marked, control),
            Said::Removed(form, reason) => Ok(Self::removed(entity, form, reason)),
            Said::RemovedIfBare(reason) if is_bare(&entity) => {
                Ok(Self::removed(entity, Form::Any, Some(reason)))
            }
            Said::RemovedIfBare(_) | Said::Nothing => Ok(Self::Changed(entity)),
        }
    }

    /// What the members of an object with such a context say.
    pub(super) fn of_marked(marked: Marked, control: Control) -> Result<Self, String> {
        match marked {
            Marked::DeletedEntity => Ok(Self::deleted(control)),
            Marked::Link => LinkChange::of(control).map(Self::Link),
            Marked::DeletedLink => LinkChange::of(control).map(Self::DeletedLink),
        }
    }

    fn deleted(control: Control) -> Self {
        let removed: Option<Json> = control.get("@removed").unwrap_or_default();
        let reason = control.get::<String>("reason").unwrap_or_default();
        let mut entity = T::default();
        change_control(&mut entity, |empty| *empty = control);
        let Some(removed) = removed else {
            let reason = reason.as_deref().map(RemovedReason::from);
            return Self::removed(entity, Form::Any, reason);
        };
        // Version 4.01 has the context with entities that belong to another collection, which
        // need not be of this type.
        let read = render::json(&entity)
            .ok()
            .and_then(|json| render::value(&json).ok());
        let entity = read.unwrap_or(entity);
        let reason = removed["reason"].as_str().map(RemovedReason::from);
        Self::removed(entity, Form::Key, reason)
    }

    fn removed(entity: T, form: Form, reason: Option<RemovedReason>) -> Self {
        Self::Removed {
            id: EntityId::of(&entity, form),
            reason,
            entity,
        }
    }
}

/// Whether there is nothing but an `id` and a `reason`.
fn is_bare<T: Value>(entity: &T) -> bool {
    let json = render::json(entity).ok();
    let json = json.and_then(|json| serde_json::from_slice::<Json>(&json).ok());
    let Some(Json::Object(members)) = json else {
        return false;
    };
    members.contains_key("id")
        && members
            .keys()
            .all(|name| matches!(name.as_str(), "id" | "reason") || name.starts_with('@'))
}

impl LinkChange {
    fn of(mut odata: Control) -> Result<Self, String> {
        let source = take(&mut odata, "source")?.ok_or("missing field `source`")?;
        let relationship = take(&mut odata, "relationship")?;
        Ok(Self {
            source: EntityId::link(source),
            relationship: relationship.ok_or("missing field `relationship`")?,
            target: take(&mut odata, "target")?.map(EntityId::link),
            odata,
        })
    }
}

fn take(control: &mut Control, name: &str) -> Result<Option<String>, String> {
    let text = control.get::<Option<String>>(name);
    let text = text.map_err(|error| error.to_string())?.flatten();
    // A null stays where it is.
    if text.is_some() {
        control.remove(name);
    }
    Ok(text)
}

impl From<&str> for RemovedReason {
    fn from(text: &str) -> Self {
        match text {
            "deleted" => Self::Deleted,
            "changed" => Self::Changed,
            other => Self::Other(other.to_owned()),
        }
    }
}

impl fmt::Display for RemovedReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Deleted => "deleted",
            Self::Changed => "changed",
            Self::Other(text) => text,
        })
    }
}
