//! A collection into a page of it.

use std::borrow::Cow;

use axum::body::Bytes;
use serde_json::{Map, Value as Json};

use super::answer::{Answer, Refusal, Reply};
use super::call::Call;
use super::delta;
use super::entities::Style;
use super::mailbox::{Entity, Mailbox, Set};
use super::options::Options;
use super::recurrence;

/// Items on a page where nobody says how many.
const DEFAULT_PAGE: usize = 10;

/// The most items on a page.
const LARGEST_PAGE: usize = 1000;

/// Which entities are meant.
#[derive(Clone, Debug)]
pub(super) struct Listing {
    pub(super) set: Set,
    /// Those of one parent.
    pub(super) parent: Option<String>,
    /// Events as they take place between two times.
    pub(super) view: bool,
}

impl Listing {
    fn entities<'a>(
        &self,
        mailbox: &'a Mailbox,
        call: &Call,
    ) -> Result<Vec<Cow<'a, Entity>>, Refusal> {
        let all: Vec<&Entity> = mailbox
            .entities
            .iter()
            .filter(|one| self.has(one))
            .collect();
        if self.view {
            return recurrence::between(&all, call);
        }
        Ok(all.into_iter().map(Cow::Borrowed).collect())
    }

    pub(super) fn has(&self, entity: &Entity) -> bool {
        self.set == entity.set && self.is_below(&entity.parent)
    }

    pub(super) fn is_below(&self, parent: &str) -> bool {
        match &self.parent {
            Some(wanted) => wanted == parent,
            // Folders in folders are listed with their parents alone.
            None => self.set != Set::MailFolders || parent.is_empty(),
        }
    }
}

/// The page that a request asks for.
///
/// `$top` is the size of a page, and there is a next link after it: this is how Outlook
/// understands it.
pub(super) fn list(mailbox: &Mailbox, listing: &Listing, call: &Call) -> Answer {
    if !listing.view && delta::is_asked(call) {
        return delta::list(mailbox, listing, call);
    }
    let options = Options::of(call)?;
    let style = Style::of(call);
    let mut entities = listing.entities(mailbox, call)?;
    options.narrow(&mut entities);
    let mut applied = style.applied();
    let preferred = page_size(call, &mut applied);
    let size = options
        .top
        .unwrap_or(usize::MAX)
        .min(preferred.unwrap_or(usize::MAX));
    let size = if size == usize::MAX {
        DEFAULT_PAGE
    } else {
        size.min(LARGEST_PAGE)
    };
    let page = entities.iter().skip(options.skip).take(size);
    let page = page.map(|one| Json::Object(style.show(mailbox, one, &options)));

    let mut body = Map::new();
    body.insert("@odata.context".to_owned(), context(call).into());
    if options.count {
        body.insert("@odata.count".to_owned(), entities.len().into());
    }
    body.insert("value".to_owned(), page.collect());
    let next = options.skip + size;
    if size > 0 && next < entities.len() {
        let link = call.link(&["$skip"], "$skip", &next.to_string());
        body.insert("@odata.nextLink".to_owned(), link.into());
    }
    Ok(Reply::json(200, &body.into()).applied(&applied))
}

/// How many items there are: `/$count`.
pub(super) fn count(mailbox: &Mailbox, listing: &Listing, call: &Call) -> Answer {
    let options = Options::of(call)?;
    let mut entities = listing.entities(mailbox, call)?;
    options.narrow(&mut entities);
    let text = Bytes::from(entities.len().to_string());
    Ok(Reply::bytes(200, "text/plain", text))
}

/// The size of pages that the request prefers, which is also what was applied.
pub(super) fn page_size(call: &Call, applied: &mut Vec<String>) -> Option<usize> {
    let size = call.preference("odata.maxpagesize")?.parse().ok()?;
    applied.push(format!("odata.maxpagesize={size}"));
    Some(size)
}

/// What describes the answer.
pub(super) fn context(call: &Call) -> String {
    let select = call.option("$select");
    let select = select.map_or_else(String::new, |select| format!("({select})"));
    format!(
        "{}$metadata#{}{select}",
        call.root,
        call.path.trim_end_matches('/')
    )
}
