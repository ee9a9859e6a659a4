//! Seeds into a mailbox with a few of everything, in which much is null and much is the same.

use serde_json::{Map, Value as Json, json};
use tests::loopback::{Mailbox, Set};
use tests::random::Choices;

/// Texts, trouble for URLs and quotes among them; few of them, so that many are equal.
pub(crate) const WORDS: [&str; 18] = [
    "", "a", "A", "ab", "aB", "it's", "''", " x ", "a b", "100%", "%41", "a+b", "x&y=z", "#1?/",
    "Äß", "名前", "🦀 b", "e\u{301}",
];

/// Moments with and without fractions and offsets; some of them are the same.
pub(crate) const MOMENTS: [&str; 8] = [
    "2026-01-05T08:00:00Z",
    "2026-01-05T10:00:00+02:00",
    "2026-01-05T08:00:00.5Z",
    "2026-01-04T23:30:15.25-08:30",
    "2024-02-29T12:34:56Z",
    "1999-12-31T23:59:59.75Z",
    "2026-06-30T00:00:00Z",
    "2026-01-05T08:00:01Z",
];

/// So many messages, events and contacts.
pub(crate) fn mailbox(count: u64) -> Mailbox {
    let mut mailbox = Mailbox::empty();
    for seed in 0..count {
        let mut choices = Choices::of_seed(seed, 400);
        mailbox.create(Set::Messages, "Inbox", object(message(&mut choices)));
        mailbox.create(Set::Events, "", object(event(&mut choices)));
        mailbox.create(Set::Contacts, "", object(contact(&mut choices)));
    }
    mailbox
}

/// An object without some of its members; of the others some are null.
fn object(value: Json) -> Map<String, Json> {
    match value {
        Json::Object(members) => members
            .into_iter()
            .filter(|(_, value)| *value != json!("absent"))
            .collect(),
        _ => Map::new(),
    }
}

fn maybe(choices: &mut Choices, make: impl FnOnce(&mut Choices) -> Json) -> Json {
    match choices.below(6) {
        4 => Json::Null,
        5 => json!("absent"),
        _ => make(choices),
    }
}

fn word(choices: &mut Choices) -> Json {
    let one: &str = choices.one::<&str>(&WORDS);
    match choices.one_in(3) {
        true => format!("{one}{}", choices.one(&WORDS)).into(),
        false => one.into(),
    }
}

fn moment(choices: &mut Choices) -> Json {
    (*choices.one(&MOMENTS)).into()
}

fn truth(choices: &mut Choices) -> Json {
    choices.one_in(2).into()
}

fn member(choices: &mut Choices, members: &[&str]) -> Json {
    let one: &str = choices.one::<&str>(members);
    one.into()
}

fn words(choices: &mut Choices) -> Json {
    Json::Array(choices.many(0, 3, word))
}

fn address(choices: &mut Choices) -> Json {
    Json::Object(object(json!({
        "Name": maybe(choices, word),
        "Address": maybe(choices, word),
    })))
}

fn recipient(choices: &mut Choices) -> Json {
    Json::Object(object(json!({"EmailAddress": maybe(choices, address)})))
}

fn message(choices: &mut Choices) -> Json {
    json!({
        "Subject": maybe(choices, word),
        "BodyPreview": maybe(choices, word),
        "From": maybe(choices, recipient),
        "IsRead": maybe(choices, truth),
        "IsDraft": maybe(choices, truth),
        "ReceivedDateTime": maybe(choices, moment),
        "SentDateTime": maybe(choices, moment),
        "Importance": maybe(choices, |choices| member(choices, &["Low", "Normal", "High"])),
        "Flag": maybe(choices, |choices| {
            json!({"FlagStatus": member(choices, &["NotFlagged", "Complete", "Flagged"])})
        }),
        "Categories": maybe(choices, words),
        "ToRecipients": maybe(choices, |choices| Json::Array(choices.many(0, 3, recipient))),
        "Tips": maybe(choices, |choices| {
            member(choices, &["AutomaticReplies", "AutomaticReplies, MaxMessageSize", "MaxMessageSize"])
        }),
    })
}

fn event(choices: &mut Choices) -> Json {
    const RESPONSES: [&str; 3] = ["Accepted", "Declined", "NotResponded"];
    let attendee = |choices: &mut Choices| {
        Json::Object(object(json!({
            "Type": maybe(choices, |choices| member(choices, &["Required", "Optional", "Resource"])),
            "Status": maybe(choices, |choices| {
                json!({"Response": member(choices, &RESPONSES), "Time": moment(choices)})
            }),
            "EmailAddress": maybe(choices, address),
        })))
    };
    let place = |choices: &mut Choices| {
        Json::Object(object(json!({
            "DisplayName": maybe(choices, word),
            "Coordinates": maybe(choices, |choices| {
                json!({"Latitude": f64::from(choices.number() % 40) / 4.0 - 5.0, "Longitude": null})
            }),
        })))
    };
    json!({
        "Subject": maybe(choices, word),
        "IsAllDay": maybe(choices, truth),
        "IsCancelled": maybe(choices, truth),
        "ReminderMinutesBeforeStart": maybe(choices, |choices| (choices.number() % 60).into()),
        "OriginalStart": maybe(choices, moment),
        "ShowAs": maybe(choices, |choices| member(choices, &["Free", "Busy", "Oof"])),
        "Location": maybe(choices, place),
        "Locations": maybe(choices, |choices| Json::Array(choices.many(0, 3, place))),
        "Attendees": maybe(choices, |choices| Json::Array(choices.many(0, 3, attendee))),
        "Categories": maybe(choices, words),
    })
}

fn contact(choices: &mut Choices) -> Json {
    json!({
        "DisplayName": maybe(choices, word),
        "Surname": maybe(choices, word),
        "Birthday": maybe(choices, moment),
        "HomeAddress": maybe(choices, |choices| json!({"City": word(choices), "Street": null})),
        "EmailAddresses": maybe(choices, |choices| Json::Array(choices.many(0, 3, address))),
        "BusinessPhones": maybe(choices, words),
        "Children": maybe(choices, words),
    })
}
