//! Calls of actions into what they do in the mailbox.

mod mail;

use serde_json::{Map, Value as Json, json};

use super::answer::{Answer, Refusal, Reply};
use super::call::Call;
use super::list::context;
use super::mailbox::{Mailbox, Set, moment};
use super::resource::shown;

/// Carries out an action on an entity, or on the user.
pub(super) fn run(
    mailbox: &mut Mailbox,
    on: Option<(Set, String)>,
    name: &str,
    call: &Call,
) -> Answer {
    let body = call.object()?;
    match (on, name) {
        (None, "sendmail") => mail::send_new(mailbox, body),
        (Some((Set::Messages, id)), _) => mail::run(mailbox, &id, name, body, call),
        (Some((Set::Events, id)), "accept") => respond(mailbox, &id, "Accepted"),
        (Some((Set::Events, id)), "tentativelyaccept") => {
            respond(mailbox, &id, "TentativelyAccepted")
        }
        (Some((Set::Events, id)), "decline") => {
            mailbox.remove(&id);
            Ok(Reply::empty(202))
        }
        (Some((Set::Tasks, id)), "complete") => complete(mailbox, &id, call),
        (_, name) => Err(unknown(name)),
    }
}

fn unknown(name: &str) -> Refusal {
    let message = format!("there is no action `{name}` here");
    Refusal::new(404, "RequestBroker--ParseUri", &message)
}

fn respond(mailbox: &mut Mailbox, id: &str, response: &str) -> Answer {
    let event = mailbox.find(Set::Events, id);
    if event.is_some_and(|event| event.properties.get("IsOrganizer") == Some(&Json::Bool(true))) {
        let message = "You can't respond to this meeting because you're the meeting organizer.";
        return Err(Refusal::bad_request("ErrorInvalidRequest", message));
    }
    let time = moment(mailbox.clock);
    let status = json!({"ResponseStatus": {"Response": response, "Time": time}});
    mailbox.update(id, object(status));
    Ok(Reply::empty(202))
}

fn complete(mailbox: &mut Mailbox, id: &str, call: &Call) -> Answer {
    let date = format!("{}.0000000", &moment(mailbox.clock)[..19]);
    let patch = json!({
        "Status": "Completed",
        "CompletedDateTime": {"DateTime": date, "TimeZone": "UTC"},
    });
    mailbox.update(id, object(patch));
    let task = mailbox
        .find(Set::Tasks, id)
        .map(|task| task.properties.clone());
    let body = json!({"@odata.context": context(call), "value": [task]});
    Ok(Reply::json(200, &body))
}

/// The members of what is written as an object.
fn object(value: Json) -> Map<String, Json> {
    match value {
        Json::Object(members) => members,
        _ => Map::new(),
    }
}

/// The entity with this id, as the answer of an action.
fn made(mailbox: &Mailbox, id: &str, call: &Call) -> Answer {
    let entity = mailbox.find(Set::Messages, id);
    let entity = entity.ok_or_else(|| Refusal::not_found("The specified object was not found."))?;
    shown(mailbox, entity, call, 201)
}
