//! The log of changes into rounds of them, as in the documents of the mail interface.

use serde_json::{Map, Value as Json, json};

use super::answer::{Answer, Refusal, Reply};
use super::call::Call;
use super::entities::Style;
use super::list::{Listing, context, page_size};
use super::mailbox::{Entity, Mailbox, Removed};
use super::options::Options;

/// Changes on a page where nobody says how many.
const DEFAULT_PAGE: usize = 50;

const TOKENS: [&str; 2] = ["$deltatoken", "$skiptoken"];

/// What a token stands for.
#[derive(Clone, Copy)]
struct Position {
    /// The number of the last change that the client knows.
    known: u64,
    /// The number of the last change before the first round began: who was removed up to then has
    /// never been told.
    began: u64,
}

enum Change<'a> {
    Changed(&'a Entity),
    Removed(&'a Removed),
}

pub(super) fn is_asked(call: &Call) -> bool {
    call.preference("odata.track-changes").is_some()
        || TOKENS.iter().any(|name| call.option(name).is_some())
}

/// A page of changes after the one that the token stands for.
///
/// The first answer has a delta link, however much is left; the links after it tell next from
/// last pages.
pub(super) fn list(mailbox: &Mailbox, listing: &Listing, call: &Call) -> Answer {
    let options = Options::of(call)?;
    let style = Style::of(call);
    let token = TOKENS.iter().find_map(|name| call.option(name));
    let since = token.map(|token| position(mailbox, token)).transpose()?;
    let changes = changes(mailbox, listing, &options, since);
    let mut applied = style.applied();
    if call.preference("odata.track-changes").is_some() {
        applied.push("odata.track-changes".to_owned());
    }
    let size = page_size(call, &mut applied).unwrap_or(DEFAULT_PAGE).max(1);
    let page = &changes[..changes.len().min(size)];
    let more = changes.len() > page.len();
    let last = page.last().filter(|_| more);
    let next = last.map_or(mailbox.clock, |(at, _)| *at);
    let began = since.map_or(mailbox.clock, |since| since.began);
    let next = format!("{}_{next}_{began}", mailbox.epoch);

    let mut body = Map::new();
    let delta = if since.is_some() { "/$delta" } else { "" };
    body.insert("@odata.context".to_owned(), (context(call) + delta).into());
    let values = page.iter().map(|(_, change)| match change {
        Change::Changed(entity) => Json::Object(style.show(mailbox, entity, &options)),
        Change::Removed(removed) => deleted(call, removed),
    });
    body.insert("value".to_owned(), values.collect());
    let (name, token) = match since.is_some() && more {
        true => ("@odata.nextLink", "$skiptoken"),
        false => ("@odata.deltaLink", "$deltatoken"),
    };
    body.insert(name.to_owned(), call.link(&TOKENS, token, &next).into());
    Ok(Reply::json(200, &body.into()).applied(&applied))
}

fn changes<'a>(
    mailbox: &'a Mailbox,
    listing: &Listing,
    options: &Options,
    since: Option<Position>,
) -> Vec<(u64, Change<'a>)> {
    let known = since.map_or(0, |since| since.known);
    let entities = mailbox.entities.iter().filter(|one| one.changed > known);
    let entities = entities.filter(|one| listing.has(one) && options.matches(one));
    let mut all: Vec<_> = entities
        .map(|one| (one.changed, Change::Changed(one)))
        .collect();
    if let Some(Position { known, began }) = since {
        let removed = mailbox.removed.iter();
        let removed = removed.filter(|one| one.at > known.max(began));
        let removed = removed.filter(|one| one.set == listing.set && listing.is_below(&one.parent));
        all.extend(removed.map(|one| (one.at, Change::Removed(one))));
    }
    all.sort_by_key(|(at, _)| *at);
    all
}

fn position(mailbox: &Mailbox, token: &str) -> Result<Position, Refusal> {
    let numbers: Result<Vec<u64>, _> = token.split('_').map(str::parse).collect();
    match numbers.as_deref() {
        Ok(&[epoch, known, began]) if epoch == mailbox.epoch => Ok(Position { known, began }),
        _ => {
            let message = "the sync state of the token is not known any more";
            Err(Refusal::new(410, "SyncStateNotFound", message))
        }
    }
}

/// A deleted entity in the form of version 4.0 (OData JSON 4.0 §14.2).
fn deleted(call: &Call, removed: &Removed) -> Json {
    let context = format!(
        "{}$metadata#{}/$deletedEntity",
        call.root,
        call.path.trim_end_matches('/')
    );
    let id = format!("{}('{}')", removed.set.name(), removed.id);
    json!({"@odata.context": context, "id": id, "reason": "deleted"})
}
