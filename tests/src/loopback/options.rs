//! Query options into what is to be selected, expanded, filtered and sorted.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::answer::Refusal;
use super::call::Call;
use super::filter::{Filter, at_path, compare};
use super::mailbox::Entity;

/// The system query options of a request or of an expanded property.
#[derive(Debug, Default)]
pub(super) struct Options {
    pub(super) select: Vec<String>,
    pub(super) expand: Vec<(String, Options)>,
    filter: Option<Filter>,
    /// Paths, and whether they are descending.
    order: Vec<(Vec<String>, bool)>,
    pub(super) top: Option<usize>,
    pub(super) skip: usize,
    pub(super) count: bool,
    search: Option<String>,
}

impl Options {
    pub(super) fn of(call: &Call) -> Result<Self, Refusal> {
        let pairs = call.query.iter();
        let options = Self::parse(pairs.map(|(name, value)| (name.as_str(), value.as_str())))?;
        if options.search.is_some() && (options.filter.is_some() || !options.order.is_empty()) {
            let message = "$search stands neither with $filter nor with $orderby";
            return Err(Refusal::bad_request("ErrorInvalidUrlQuery", message));
        }
        Ok(options)
    }

    fn parse<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Result<Self, Refusal> {
        let mut options = Self::default();
        for (name, value) in pairs {
            options.read(&name.to_ascii_lowercase(), value)?;
        }
        Ok(options)
    }

    fn read(&mut self, name: &str, value: &str) -> Result<(), Refusal> {
        match name {
            "$select" => self.select = value.split(',').map(|one| one.trim().to_owned()).collect(),
            "$expand" => self.expand = expansions(value)?,
            "$filter" => self.filter = Some(Filter::parse(value)?),
            "$orderby" => self.order = value.split(',').map(order).collect(),
            "$top" => self.top = Some(number(name, value)?),
            "$skip" => self.skip = number(name, value)?,
            "$count" => self.count = value == "true",
            "$search" => self.search = Some(value.trim_matches('"').to_lowercase()),
            "$format" | "$skiptoken" | "$deltatoken" => {}
            _ if name.starts_with('$') => {
                let message = format!("the service does not know the query option `{name}`");
                return Err(Refusal::bad_request("ErrorInvalidUrlQuery", &message));
            }
            _ => {}
        }
        Ok(())
    }

    /// Whether a property is expanded; the name of a derived type may stand before it.
    pub(super) fn expands(&self, property: &str) -> bool {
        let mut all = self.expand.iter();
        all.any(|(path, _)| path.rsplit('/').next() == Some(property))
    }

    pub(super) fn matches(&self, entity: &Entity) -> bool {
        let found = |text: &String| entity.text("Subject").to_lowercase().contains(text);
        self.filter
            .as_ref()
            .is_none_or(|filter| filter.matches(&entity.properties))
            && self.search.as_ref().is_none_or(found)
    }

    /// Drops what does not match, and sorts the rest.
    pub(super) fn narrow(&self, entities: &mut Vec<Cow<'_, Entity>>) {
        entities.retain(|entity| self.matches(entity));
        if !self.order.is_empty() {
            entities.sort_by(|a, b| self.compare(a, b));
        }
    }

    fn compare(&self, a: &Entity, b: &Entity) -> Ordering {
        let orders = self.order.iter().map(|(path, descending)| {
            let (a, b) = (at_path(&a.properties, path), at_path(&b.properties, path));
            let order = match (a, b) {
                (Some(a), Some(b)) => compare(a, b).unwrap_or(Ordering::Equal),
                // What is not there is null, and null comes first.
                (a, b) => a.is_some().cmp(&b.is_some()),
            };
            if *descending { order.reverse() } else { order }
        });
        orders.fold(Ordering::Equal, Ordering::then)
    }
}

fn number(name: &str, value: &str) -> Result<usize, Refusal> {
    value.parse().map_err(|_| {
        let message = format!("`{name}` wants a number, not `{value}`");
        Refusal::bad_request("ErrorInvalidUrlQuery", &message)
    })
}

fn order(text: &str) -> (Vec<String>, bool) {
    let (path, direction) = text.trim().split_once(' ').unwrap_or((text.trim(), ""));
    let path = path.split('/').map(str::to_owned).collect();
    (path, direction.trim() == "desc")
}

/// `Attachments($select=Name;$top=1),Extensions`: each with options of its own.
fn expansions(text: &str) -> Result<Vec<(String, Options)>, Refusal> {
    let parts = split(text, ',').into_iter().map(|part| {
        let (name, rest) = part.trim().split_once('(').unwrap_or((part.trim(), ""));
        let nested = split(rest.strip_suffix(')').unwrap_or(rest), ';');
        let pairs = nested.iter().filter_map(|pair| pair.trim().split_once('='));
        Ok((name.to_owned(), Options::parse(pairs)?))
    });
    parts.collect()
}

/// The parts of a text between separators that stand neither in parentheses nor in quotes.
fn split(text: &str, separator: char) -> Vec<&str> {
    let (mut depth, mut quoted) = (0_usize, false);
    text.split(|c| {
        match c {
            '\'' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == separator && depth == 0 && !quoted
    })
    .collect()
}
