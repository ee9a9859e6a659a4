//! The segments of a path into the resource that they lead to, and what it does with a call.

mod writes;

use axum::http::Method;
use serde_json::{Value as Json, json};

use super::answer::{Answer, Refusal, Reply};
use super::call::{Call, Segment};
use super::entities::Style;
use super::filter::at_path;
use super::list::{self, Listing, context};
use super::mailbox::{Entity, Mailbox, Set};
use super::operations;
use super::options::Options;

/// What a path leads to.
#[derive(Clone, Debug)]
enum Resource {
    /// The user.
    Mailbox,
    Collection(Listing),
    Count(Listing),
    Entity(Set, String),
    /// The photo of a contact, or of `me`; and its bytes.
    Photo(String),
    PhotoValue(String),
    /// A property of an entity; and its text.
    Property(String, Vec<String>),
    PropertyValue(String, Vec<String>),
    /// An operation on an entity with this id, on the user where there is none.
    Operation(Option<(Set, String)>, String),
}

/// The answer to a call.
pub(super) fn answer(mailbox: &mut Mailbox, call: &Call) -> Answer {
    let mut resource = Resource::Mailbox;
    for segment in call.segments() {
        resource = step(mailbox, resource, segment)?;
    }
    match (call.method.as_str(), resource) {
        ("GET", Resource::Collection(listing)) => list::list(mailbox, &listing, call),
        ("GET", Resource::Count(listing)) => list::count(mailbox, &listing, call),
        ("POST", Resource::Collection(listing)) => writes::create(mailbox, &listing, call),
        ("GET", Resource::Entity(set, id)) => read(mailbox, set, &id, call),
        ("PATCH" | "PUT", Resource::Entity(set, id)) => writes::update(mailbox, set, &id, call),
        ("DELETE", Resource::Entity(set, id)) => writes::delete(mailbox, set, &id, call),
        ("GET", Resource::Photo(owner)) => writes::photo(mailbox, &owner, call),
        ("GET", Resource::PhotoValue(owner)) => writes::photo_bytes(mailbox, &owner),
        ("PUT" | "PATCH", Resource::PhotoValue(owner)) => {
            Ok(writes::set_photo(mailbox, &owner, call))
        }
        ("GET", Resource::Property(id, path)) => property(mailbox, &id, &path, call),
        ("GET", Resource::PropertyValue(id, path)) => property_text(mailbox, &id, &path),
        ("POST", Resource::Operation(on, name)) => operations::run(mailbox, on, &name, call),
        (_, Resource::Operation(_, name)) => {
            let message = format!("there is no `{name}` here");
            Err(Refusal::new(404, "RequestBroker--ParseUri", &message))
        }
        _ => Err(Refusal::new(
            405,
            "ErrorInvalidRequest",
            "the method cannot be used here",
        )),
    }
}

fn step(mailbox: &Mailbox, from: Resource, segment: Segment) -> Result<Resource, Refusal> {
    let Segment { name, key } = segment;
    match from {
        Resource::Mailbox => from_user(mailbox, name, key),
        Resource::Collection(listing) => match name.as_str() {
            "$count" => Ok(Resource::Count(listing)),
            // A key as a segment.
            _ => one(mailbox, listing.set, &name),
        },
        Resource::Entity(set, id) => from_entity(mailbox, set, id, name, key),
        Resource::Photo(owner) if name == "$value" => Ok(Resource::PhotoValue(owner)),
        Resource::Property(id, path) if name == "$value" => Ok(Resource::PropertyValue(id, path)),
        Resource::Property(id, mut path) => {
            path.push(name);
            Ok(Resource::Property(id, path))
        }
        _ => Err(Refusal::not_found("the path goes nowhere")),
    }
}

fn from_user(mailbox: &Mailbox, name: String, key: Option<String>) -> Result<Resource, Refusal> {
    if let Some(set) = Set::named(&name) {
        return collection(mailbox, set, None, key);
    }
    match name.to_ascii_lowercase().as_str() {
        // There is but one user, however it is named.
        "me" | "users" => Ok(Resource::Mailbox),
        "calendar" => one(mailbox, Set::Calendars, "Calendar"),
        "calendarview" => Ok(view(None)),
        "photo" => Ok(Resource::Photo("me".to_owned())),
        _ => Ok(Resource::Operation(None, operation(&name))),
    }
}

fn from_entity(
    mailbox: &Mailbox,
    set: Set,
    id: String,
    name: String,
    key: Option<String>,
) -> Result<Resource, Refusal> {
    if let Some(child) = Set::named(&name) {
        return collection(mailbox, child, Some(id), key);
    }
    let has = |one: &Entity| one.id == id && one.properties.contains_key(&name);
    if name.eq_ignore_ascii_case("CalendarView") {
        Ok(view(Some(id)))
    } else if name.eq_ignore_ascii_case("Photo") {
        Ok(Resource::Photo(id))
    } else if mailbox.entities.iter().any(has) {
        Ok(Resource::Property(id, vec![name]))
    } else {
        Ok(Resource::Operation(Some((set, id)), operation(&name)))
    }
}

fn collection(
    mailbox: &Mailbox,
    set: Set,
    parent: Option<String>,
    key: Option<String>,
) -> Result<Resource, Refusal> {
    match key {
        Some(key) => one(mailbox, set, &key),
        None => Ok(Resource::Collection(Listing {
            set,
            parent,
            view: false,
        })),
    }
}

fn view(parent: Option<String>) -> Resource {
    Resource::Collection(Listing {
        set: Set::Events,
        parent,
        view: true,
    })
}

fn one(mailbox: &Mailbox, set: Set, key: &str) -> Result<Resource, Refusal> {
    let found = mailbox.find(set, key);
    let found = found.ok_or_else(|| Refusal::not_found("The specified object was not found."))?;
    Ok(Resource::Entity(set, found.id.clone()))
}

/// The name of an operation without its namespace, in small letters.
fn operation(name: &str) -> String {
    name.rsplit('.').next().unwrap_or(name).to_ascii_lowercase()
}

/// The entity with this id, or that it is not there.
fn entity<'a>(mailbox: &'a Mailbox, set: Set, id: &str) -> Result<&'a Entity, Refusal> {
    let found = mailbox.find(set, id);
    found.ok_or_else(|| Refusal::not_found("The specified object was not found."))
}

fn read(mailbox: &Mailbox, set: Set, id: &str, call: &Call) -> Answer {
    let entity = entity(mailbox, set, id)?;
    if call.method == Method::GET && call.header("if-none-match") == Some(&entity.etag()) {
        return Ok(Reply::empty(304).header("etag", entity.etag()));
    }
    shown(mailbox, entity, call, 200)
}

/// The entity in an answer.
pub(super) fn shown(mailbox: &Mailbox, entity: &Entity, call: &Call, status: u16) -> Answer {
    let style = Style::of(call);
    let mut body = style.show(mailbox, entity, &Options::of(call)?);
    let context = format!("{}/$entity", context(call));
    body.insert("@odata.context".to_owned(), context.into());
    let reply = Reply::json(status, &body.into()).header("etag", entity.etag());
    Ok(reply.applied(&style.applied()))
}

fn value<'a>(mailbox: &'a Mailbox, id: &str, path: &[String]) -> Result<&'a Json, Refusal> {
    let entity = mailbox.entities.iter().find(|one| one.id == id);
    let value = entity.and_then(|entity| at_path(&entity.properties, path));
    value.ok_or_else(|| Refusal::not_found("there is no such property"))
}

fn property(mailbox: &Mailbox, id: &str, path: &[String], call: &Call) -> Answer {
    let value = value(mailbox, id, path)?;
    let mut body = match value {
        Json::Null => return Ok(Reply::empty(204)),
        Json::Object(object) => Json::Object(object.clone()),
        other => json!({"value": other}),
    };
    body["@odata.context"] = context(call).into();
    Ok(Reply::json(200, &body))
}

fn property_text(mailbox: &Mailbox, id: &str, path: &[String]) -> Answer {
    let text = match value(mailbox, id, path)? {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    };
    Ok(Reply::bytes(200, "text/plain", text.into()))
}
