//! Actions on messages into messages that were sent, moved, copied or drafted.

use serde_json::{Map, Value as Json, json};

use super::{made, object, unknown};
use crate::loopback::answer::{Answer, Refusal, Reply};
use crate::loopback::call::Call;
use crate::loopback::mailbox::{Mailbox, OWNER, Set};

/// Sends a message that is given as a whole.
pub(super) fn send_new(mailbox: &mut Mailbox, mut body: Map<String, Json>) -> Answer {
    let message = match body.remove("Message") {
        Some(Json::Object(message)) => message,
        _ => return Err(missing("Message")),
    };
    check_recipients(&message)?;
    if body.get("SaveToSentItems") != Some(&Json::Bool(false)) {
        keep(mailbox, "SentItems", message);
    }
    Ok(Reply::empty(202))
}

/// An action on a message.
pub(super) fn run(
    mailbox: &mut Mailbox,
    id: &str,
    name: &str,
    body: Map<String, Json>,
    call: &Call,
) -> Answer {
    let message = mailbox.find(Set::Messages, id);
    let message = message
        .map(|message| message.properties.clone())
        .unwrap_or_default();
    match name {
        "send" => {
            check_recipients(&message)?;
            mailbox.remove(id);
            keep(mailbox, "SentItems", message);
            Ok(Reply::empty(202))
        }
        "reply" | "replyall" | "forward" => {
            let answer = answer(&message, name, &body);
            check_recipients(&answer)?;
            keep(mailbox, "SentItems", answer);
            Ok(Reply::empty(202))
        }
        "createreply" | "createreplyall" | "createforward" => {
            let answer = answer(&message, &name["create".len()..], &body);
            let draft = keep(mailbox, "Drafts", answer);
            made(mailbox, &draft, call)
        }
        "copy" | "move" => {
            let folder = destination(mailbox, &body)?;
            if name == "move" {
                mailbox.remove(id);
            }
            let copy = mailbox.create(Set::Messages, &folder, message);
            made(mailbox, &copy, call)
        }
        _ => Err(unknown(name)),
    }
}

fn missing(parameter: &str) -> Refusal {
    let message = format!("the parameter `{parameter}` is missing");
    Refusal::bad_request("ErrorMissingArgument", &message)
}

fn check_recipients(message: &Map<String, Json>) -> Result<(), Refusal> {
    let lists = ["ToRecipients", "CcRecipients", "BccRecipients"];
    let mut lists = lists
        .iter()
        .filter_map(|name| message.get(*name)?.as_array());
    if lists.any(|list| !list.is_empty()) {
        return Ok(());
    }
    let message = "At least one recipient isn't valid.";
    Err(Refusal::bad_request("ErrorInvalidRecipients", message))
}

/// Puts a message of the owner into a folder.
fn keep(mailbox: &mut Mailbox, folder: &str, mut message: Map<String, Json>) -> String {
    let owner = json!({"EmailAddress": {"Name": "Mira Okonjo", "Address": OWNER}});
    message.insert("From".to_owned(), owner.clone());
    message.insert("Sender".to_owned(), owner);
    message.insert("IsDraft".to_owned(), (folder == "Drafts").into());
    message.insert("IsRead".to_owned(), true.into());
    mailbox.create(Set::Messages, folder, message)
}

fn answer(message: &Map<String, Json>, name: &str, body: &Map<String, Json>) -> Map<String, Json> {
    let prefix = if name == "forward" { "FW" } else { "RE" };
    let subject = message
        .get("Subject")
        .and_then(Json::as_str)
        .unwrap_or_default();
    let comment = body.get("Comment").cloned().unwrap_or_default();
    let to = match name {
        "forward" => body
            .get("ToRecipients")
            .cloned()
            .unwrap_or_else(|| json!([])),
        _ => message
            .get("From")
            .map_or_else(|| json!([]), |from| json!([from])),
    };
    let cc = match name {
        "replyall" => message
            .get("CcRecipients")
            .cloned()
            .unwrap_or_else(|| json!([])),
        _ => json!([]),
    };
    object(json!({
        "Subject": format!("{prefix}: {subject}"),
        "Body": {"ContentType": "Text", "Content": comment},
        "ToRecipients": to,
        "CcRecipients": cc,
    }))
}

fn destination(mailbox: &Mailbox, body: &Map<String, Json>) -> Result<String, Refusal> {
    let wanted = body.get("DestinationId").and_then(Json::as_str);
    let wanted = wanted.ok_or_else(|| missing("DestinationId"))?;
    let folder = mailbox.find(Set::MailFolders, wanted);
    folder
        .map(|folder| folder.id.clone())
        .ok_or_else(|| Refusal::not_found("The specified folder could not be found in the store."))
}
