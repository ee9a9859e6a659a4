//! An entity into the JSON of an answer, in the way that a request prefers.

use std::borrow::Cow;

use jiff::ToSpan;
use jiff::civil::DateTime;
use serde_json::{Map, Value as Json};

use super::call::Call;
use super::mailbox::{Entity, Mailbox, OWNER, Set};
use super::options::Options;

/// How a request wants to see entities.
#[derive(Debug)]
pub(super) struct Style {
    root: String,
    text_bodies: bool,
    zone: Option<(&'static str, i64)>,
}

/// Time zones without summer time, and their offsets from UTC in minutes.
const ZONES: [(&str, i64); 4] = [
    ("UTC", 0),
    ("India Standard Time", 330),
    ("Tokyo Standard Time", 540),
    ("Hawaiian Standard Time", -600),
];

impl Style {
    pub(super) fn of(call: &Call) -> Self {
        let zone = call.preference("outlook.timezone");
        let zone = zone.and_then(|zone| ZONES.iter().find(|(name, _)| *name == zone));
        Self {
            root: call.root.clone(),
            text_bodies: call.preference("outlook.body-content-type").as_deref() == Some("text"),
            zone: zone.copied(),
        }
    }

    /// What the answer says about the preferences that were followed.
    pub(super) fn applied(&self) -> Vec<String> {
        let mut all = Vec::new();
        if self.text_bodies {
            all.push("outlook.body-content-type=\"text\"".to_owned());
        }
        all.extend(
            self.zone
                .map(|(name, _)| format!("outlook.timezone=\"{name}\"")),
        );
        all
    }

    /// The entity as JSON, with what was selected and expanded.
    pub(super) fn show(
        &self,
        mailbox: &Mailbox,
        entity: &Entity,
        options: &Options,
    ) -> Map<String, Json> {
        let mut shown = Map::new();
        shown.insert("@odata.id".to_owned(), self.url(mailbox, entity).into());
        shown.insert("@odata.etag".to_owned(), entity.etag().into());
        for (name, value) in &entity.properties {
            let is_wanted = match (entity.set, name.as_str()) {
                (Set::Attachments, "Item") => options.expands(name),
                _ => is_selected(name, &options.select),
            };
            if name.starts_with('@') || name == "Id" || is_wanted {
                shown.insert(name.clone(), self.value(value));
            }
        }
        for (name, nested) in &options.expand {
            if let Some(set) = Set::named(name) {
                shown.insert(name.clone(), self.children(mailbox, entity, set, nested));
            }
        }
        shown
    }

    /// The canonical URL of an entity.
    pub(super) fn url(&self, mailbox: &Mailbox, entity: &Entity) -> String {
        let set = entity.set.name();
        let owner = match entity.set {
            Set::Attachments => mailbox.entities.iter().find(|one| one.id == entity.parent),
            _ => None,
        };
        let before = match owner {
            Some(owner) => self.url(mailbox, owner),
            None => format!("{}Users('{OWNER}')", self.root),
        };
        format!("{before}/{set}('{}')", entity.id)
    }

    fn children(&self, mailbox: &Mailbox, entity: &Entity, set: Set, options: &Options) -> Json {
        let mut all: Vec<_> = mailbox
            .of(set, Some(&entity.id))
            .map(Cow::Borrowed)
            .collect();
        options.narrow(&mut all);
        let taken = all
            .iter()
            .skip(options.skip)
            .take(options.top.unwrap_or(usize::MAX));
        taken
            .map(|child| Json::Object(self.show(mailbox, child, options)))
            .collect()
    }

    fn value(&self, value: &Json) -> Json {
        let Json::Object(object) = value else {
            return value.clone();
        };
        if let Some((zone, offset)) = self.zone
            && object.get("TimeZone").is_some_and(|zone| zone == "UTC")
            && let Some(local) = object
                .get("DateTime")
                .and_then(|time| shifted(time, offset))
        {
            return serde_json::json!({"DateTime": local, "TimeZone": zone});
        }
        if self.text_bodies
            && object.get("ContentType").is_some_and(|kind| kind == "HTML")
            && let Some(html) = object.get("Content").and_then(Json::as_str)
        {
            return serde_json::json!({"ContentType": "Text", "Content": without_tags(html)});
        }
        value.clone()
    }
}

fn is_selected(name: &str, select: &[String]) -> bool {
    let first = |path: &str| path.split('/').next() == Some(name);
    select.is_empty() || select.iter().any(|path| path == "*" || first(path))
}

fn shifted(time: &Json, minutes: i64) -> Option<String> {
    let time: DateTime = time.as_str()?.parse().ok()?;
    let local = time.checked_add(minutes.minutes()).ok()?;
    Some(local.strftime("%Y-%m-%dT%H:%M:%S.0000000").to_string())
}

fn without_tags(html: &str) -> String {
    let parts = html.split('<');
    let texts = parts.map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    texts.collect::<String>().trim().to_owned()
}
