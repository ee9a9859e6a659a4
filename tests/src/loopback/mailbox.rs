//! Entities of a mailbox, and what happens to them, into a log of changes.

use std::collections::BTreeMap;

use axum::body::Bytes;
use jiff::{Timestamp, ToSpan};
use serde_json::{Map, Value as Json};

/// Whose mailbox it is.
pub(super) const OWNER: &str = "mira@example.net";

/// All that a user has.
#[derive(Clone, Debug, Default)]
pub struct Mailbox {
    /// In the order in which they were made.
    pub(super) entities: Vec<Entity>,
    pub(super) removed: Vec<Removed>,
    /// By the id of the contact, `me` for the user.
    pub(super) photos: BTreeMap<String, Photo>,
    /// The number of the last change.
    pub(super) clock: u64,
    /// Grows when all delta tokens expire.
    pub(super) epoch: u64,
    ids: u64,
}

/// An entity, and where it is.
#[derive(Clone, Debug)]
pub struct Entity {
    /// What it is.
    pub set: Set,
    /// Its key.
    pub id: String,
    /// The id of the entity it belongs to; empty at the top.
    pub parent: String,
    /// Its properties, without what is said about them.
    pub properties: Map<String, Json>,
    /// Another key, the same in each mailbox.
    pub(super) well_known: String,
    /// The number of its last change.
    pub(super) changed: u64,
}

/// An entity that is not there any more.
#[derive(Clone, Debug)]
pub(super) struct Removed {
    pub(super) set: Set,
    pub(super) id: String,
    pub(super) parent: String,
    pub(super) at: u64,
}

#[derive(Clone, Debug)]
pub(super) struct Photo {
    pub(super) content_type: String,
    pub(super) bytes: Bytes,
}

/// The kinds of entities.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of the service")]
pub enum Set {
    MailFolders,
    Messages,
    Calendars,
    Events,
    ContactFolders,
    Contacts,
    TaskFolders,
    Tasks,
    MasterCategories,
    Attachments,
}

const SETS: [(&str, Set); 12] = [
    ("MailFolders", Set::MailFolders),
    ("Folders", Set::MailFolders),
    ("ChildFolders", Set::MailFolders),
    ("Messages", Set::Messages),
    ("Calendars", Set::Calendars),
    ("Events", Set::Events),
    ("ContactFolders", Set::ContactFolders),
    ("Contacts", Set::Contacts),
    ("TaskFolders", Set::TaskFolders),
    ("Tasks", Set::Tasks),
    ("MasterCategories", Set::MasterCategories),
    ("Attachments", Set::Attachments),
];

impl Set {
    /// What a segment of a URL names; case does not matter to Outlook.
    pub(super) fn named(segment: &str) -> Option<Self> {
        let mut all = SETS.iter();
        all.find(|(name, _)| name.eq_ignore_ascii_case(segment))
            .map(|(_, set)| *set)
    }

    pub(super) fn name(self) -> &'static str {
        let found = SETS.iter().find(|(_, set)| *set == self);
        found.map_or("", |(name, _)| name)
    }

    /// The folder of what is made without one.
    fn home(self) -> &'static str {
        match self {
            Self::Messages => "Drafts",
            Self::Events => "Calendar",
            Self::Contacts => "Contacts",
            Self::Tasks => "Tasks",
            _ => "",
        }
    }
}

impl Mailbox {
    /// All entities of a kind; those of one parent where it is given.
    pub fn of<'a>(
        &'a self,
        set: Set,
        parent: Option<&'a str>,
    ) -> impl Iterator<Item = &'a Entity> + 'a {
        let all = self.entities.iter().filter(move |one| one.set == set);
        all.filter(move |one| parent.is_none_or(|parent| one.parent == parent))
    }

    /// The entity with this id or well-known name.
    #[must_use]
    pub fn find(&self, set: Set, key: &str) -> Option<&Entity> {
        self.of(set, None).find(|one| {
            one.id == key || (one.well_known.eq_ignore_ascii_case(key)) && !key.is_empty()
        })
    }

    /// Makes an entity and gives its id. An empty parent is the folder where the service puts
    /// what has none. `Attachments` among the properties become entities of their own.
    pub fn create(&mut self, set: Set, parent: &str, mut properties: Map<String, Json>) -> String {
        self.ids += 1;
        let id = format!("Lb{}-{:04}=", &set.name()[..3], self.ids);
        let parent = self.folder_id(set, parent);
        let attachments = properties.remove("Attachments");
        self.clock += 1;
        let now = moment(self.clock);
        properties.insert("Id".to_owned(), id.as_str().into());
        for name in ["CreatedDateTime", "LastModifiedDateTime"] {
            properties
                .entry(name)
                .or_insert_with(|| now.as_str().into());
        }
        if matches!(
            set,
            Set::Messages | Set::Contacts | Set::Tasks | Set::MailFolders
        ) {
            properties.insert("ParentFolderId".to_owned(), parent.as_str().into());
        }
        self.entities.push(Entity {
            set,
            id: id.clone(),
            parent,
            properties,
            well_known: String::new(),
            changed: self.clock,
        });
        for attachment in attachments.iter().flat_map(Json::as_array).flatten() {
            let attachment = attachment.as_object().cloned().unwrap_or_default();
            self.attach(&id, attachment);
        }
        id
    }

    /// Adds an attachment to an entity and gives its id.
    pub fn attach(&mut self, to: &str, attachment: Map<String, Json>) -> String {
        let id = self.create(Set::Attachments, to, attachment);
        if let Some(owner) = self.entities.iter_mut().find(|one| one.id == to) {
            owner
                .properties
                .insert("HasAttachments".to_owned(), true.into());
        }
        id
    }

    /// Changes the entity with this id; objects are merged, other values replaced.
    pub fn update(&mut self, id: &str, patch: Map<String, Json>) -> bool {
        let Some(entity) = self.entities.iter_mut().find(|one| one.id == id) else {
            return false;
        };
        self.clock += 1;
        entity.changed = self.clock;
        merge(&mut entity.properties, patch);
        let now = moment(self.clock);
        entity
            .properties
            .insert("LastModifiedDateTime".to_owned(), now.into());
        true
    }

    /// Removes the entity with this id, and what belongs to it.
    pub fn remove(&mut self, id: &str) -> Option<Entity> {
        let index = self.entities.iter().position(|one| one.id == id)?;
        let entity = self.entities.remove(index);
        self.clock += 1;
        self.removed.push(Removed {
            set: entity.set,
            id: entity.id.clone(),
            parent: entity.parent.clone(),
            at: self.clock,
        });
        let parts: Vec<String> = self
            .entities
            .iter()
            .filter(|one| one.parent == id)
            .map(|one| one.id.clone())
            .collect();
        for part in parts {
            self.remove(&part);
        }
        Some(entity)
    }

    /// Gives an entity a key that is the same in each mailbox.
    pub(super) fn well_known(&mut self, id: &str, name: &str) {
        if let Some(entity) = self.entities.iter_mut().find(|one| one.id == id) {
            name.clone_into(&mut entity.well_known);
        }
    }

    /// The id of the folder that is meant by an id, a well-known name, or nothing.
    pub(super) fn folder_id(&self, set: Set, folder: &str) -> String {
        let folders = match set {
            Set::Messages | Set::MailFolders => Set::MailFolders,
            Set::Events => Set::Calendars,
            Set::Contacts => Set::ContactFolders,
            Set::Tasks => Set::TaskFolders,
            _ => return folder.to_owned(),
        };
        let wanted = if folder.is_empty() {
            set.home()
        } else {
            folder
        };
        self.find(folders, wanted)
            .map_or_else(|| folder.to_owned(), |one| one.id.clone())
    }

    pub(super) fn expire_tokens(&mut self) {
        self.epoch += 1;
    }
}

impl Entity {
    /// The version of the entity.
    #[must_use]
    pub fn etag(&self) -> String {
        format!("W/\"Lb{:06}\"", self.changed)
    }

    /// A property that is text.
    #[must_use]
    pub fn text(&self, property: &str) -> &str {
        let value = self.properties.get(property);
        value.and_then(Json::as_str).unwrap_or_default()
    }
}

fn merge(to: &mut Map<String, Json>, patch: Map<String, Json>) {
    for (name, value) in patch {
        match (to.get_mut(&name), value) {
            (Some(Json::Object(old)), Json::Object(new)) => merge(old, new),
            (_, value) => {
                to.insert(name, value);
            }
        }
    }
}

/// When a change was made: one minute after the last, so that nothing depends on when a test runs.
pub(super) fn moment(change: u64) -> String {
    let start: Timestamp = "2026-01-05T08:00:00Z".parse().expect("it is a timestamp");
    let minutes = i64::try_from(change).unwrap_or(i64::MAX);
    (start + minutes.minutes()).to_string()
}
