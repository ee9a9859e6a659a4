//! Calls that change entities and photos into changes of the mailbox.

use serde_json::{Map, Value as Json, json};

use super::{entity, shown};
use crate::loopback::answer::{Answer, Refusal, Reply};
use crate::loopback::call::Call;
use crate::loopback::entities::Style;
use crate::loopback::list::{Listing, context};
use crate::loopback::mailbox::{Mailbox, Photo, Set};

/// Makes an entity.
pub(super) fn create(mailbox: &mut Mailbox, listing: &Listing, call: &Call) -> Answer {
    if listing.view {
        let message = "a calendar view takes no events";
        return Err(Refusal::new(405, "ErrorInvalidRequest", message));
    }
    let mut properties = writable(call.object()?);
    let parent = listing.parent.as_deref().unwrap_or_default();
    let id = match listing.set {
        Set::Attachments => mailbox.attach(parent, properties),
        set => {
            complete(set, &mut properties);
            mailbox.create(set, parent, properties)
        }
    };
    let entity = entity(mailbox, listing.set, &id)?;
    let url = Style::of(call).url(mailbox, entity);
    if is_minimal(call) {
        let reply = Reply::empty(204)
            .header("odata-entityid", url.clone())
            .header("preference-applied", "return=minimal");
        return Ok(reply.header("location", url));
    }
    Ok(shown(mailbox, entity, call, 201)?.header("location", url))
}

/// Changes an entity, if it is still what the client has seen.
pub(super) fn update(mailbox: &mut Mailbox, set: Set, id: &str, call: &Call) -> Answer {
    check_etag(mailbox, set, id, call)?;
    mailbox.update(id, writable(call.object()?));
    if is_minimal(call) {
        return Ok(Reply::empty(204).header("preference-applied", "return=minimal"));
    }
    shown(mailbox, entity(mailbox, set, id)?, call, 200)
}

/// Removes an entity, if it is still what the client has seen.
pub(super) fn delete(mailbox: &mut Mailbox, set: Set, id: &str, call: &Call) -> Answer {
    check_etag(mailbox, set, id, call)?;
    mailbox.remove(id);
    Ok(Reply::empty(204))
}

/// What is known of a photo.
pub(super) fn photo(mailbox: &Mailbox, owner: &str, call: &Call) -> Answer {
    let photo = known_photo(mailbox, owner)?;
    let body = json!({
        "@odata.context": format!("{}/$entity", context(call)),
        "@odata.mediaContentType": photo.content_type,
        "Id": "48x48",
        "Width": 48,
        "Height": 48,
    });
    Ok(Reply::json(200, &body))
}

/// The photo itself.
pub(super) fn photo_bytes(mailbox: &Mailbox, owner: &str) -> Answer {
    let photo = known_photo(mailbox, owner)?;
    Ok(Reply::bytes(200, &photo.content_type, photo.bytes.clone()))
}

/// Keeps the bytes of the body as a photo.
pub(super) fn set_photo(mailbox: &mut Mailbox, owner: &str, call: &Call) -> Reply {
    let content_type = call.header("content-type").unwrap_or("image/jpeg");
    let photo = Photo {
        content_type: content_type.to_owned(),
        bytes: call.body.clone(),
    };
    mailbox.photos.insert(owner.to_owned(), photo);
    Reply::empty(200)
}

fn known_photo<'a>(mailbox: &'a Mailbox, owner: &str) -> Result<&'a Photo, Refusal> {
    let photo = mailbox.photos.get(owner);
    photo.ok_or_else(|| Refusal::new(404, "ImageNotFound", "there is no photo"))
}

fn check_etag(mailbox: &Mailbox, set: Set, id: &str, call: &Call) -> Result<(), Refusal> {
    let etag = entity(mailbox, set, id)?.etag();
    match call.header("if-match") {
        None | Some("*") => Ok(()),
        Some(wanted) if wanted == etag => Ok(()),
        Some(_) => {
            let message = "the item has changed since it was read";
            Err(Refusal::new(412, "ErrorIrresolvableConflict", message))
        }
    }
}

fn is_minimal(call: &Call) -> bool {
    call.preference("return").as_deref() == Some("minimal")
}

/// Without what only the service says.
fn writable(mut properties: Map<String, Json>) -> Map<String, Json> {
    properties.retain(|name, _| {
        name == "@odata.type"
            || !(name == "Id" || name == "ChangeKey" || name.starts_with("@odata."))
    });
    properties
}

/// Adds what the service says of new entities.
fn complete(set: Set, properties: &mut Map<String, Json>) {
    let defaults = match set {
        Set::Messages => json!({
            "IsDraft": true, "IsRead": true, "HasAttachments": false, "Importance": "Normal",
        }),
        Set::Events => json!({
            "Type": if properties.contains_key("Recurrence") { "SeriesMaster" } else { "SingleInstance" },
            "IsOrganizer": true, "IsCancelled": false,
            "ResponseStatus": {"Response": "Organizer", "Time": "0001-01-01T00:00:00Z"},
        }),
        Set::Tasks => json!({"Status": "NotStarted", "Importance": "Normal"}),
        _ => json!({}),
    };
    for (name, value) in defaults.as_object().into_iter().flatten() {
        properties.entry(name).or_insert_with(|| value.clone());
    }
}
