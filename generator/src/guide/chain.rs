//! Turns the way to something that stands further away, such as `ns.user/outlook/masterCategories`, into a chain of requests.

use std::collections::HashMap;

use super::names::Side;
use crate::config::{MapPath, ServiceMap};
use crate::diagnostics::rules::settings::CONFIG_VALUE;
use crate::diagnostics::{Diagnostic, Diagnostics, did_you_mean};
use crate::model::{Model, NamedType, StructuredId};
use crate::operations::{Bound, Identity, Row, Segment};

/// The steps before the last one, and what the last one is found by.
#[derive(Debug)]
pub(super) struct Chain {
    /// The address, up to the last step.
    url: String,
    /// The calls, up to the last step.
    rust: String,
    /// What the last step is called on.
    pub(super) bound: Option<Bound>,
    /// The last step but for a key.
    pub(super) segment: Segment,
    /// The key at the end, where the way leads to one of many.
    key: Option<String>,
    /// The way from the type that it begins with, for those who read it.
    pub(super) text: String,
}

/// All ways of a mapping by what they are the way to in the old service.
pub(super) fn chains<'m>(
    new: &Side<'_>,
    map: &'m ServiceMap,
    found: &mut Diagnostics,
) -> HashMap<&'m str, Chain> {
    let mut chains = HashMap::new();
    for path in &map.paths {
        match resolve(new, path) {
            Ok(chain) => {
                chains.insert(path.old.value.as_str(), chain);
            }
            Err(Lost { message, help }) => {
                let span = path.new.span;
                let finding = Diagnostic::at(&CONFIG_VALUE, span, message, "leads nowhere");
                found.push(finding.with_optional_help(help));
            }
        }
    }
    chains
}

/// The types that a way comes by, as far as it leads.
pub(super) fn types(model: &Model, way: &str) -> Vec<StructuredId> {
    let mut at: Place = None;
    let mut types = Vec::new();
    for (number, segment) in way.split('/').enumerate() {
        at = match (model.find(segment), at) {
            (Some(NamedType::Structured(id)), _) if number == 0 => Some((id, false)),
            (_, Some((id, true))) => Some((id, false)),
            _ => target(model, at, segment),
        };
        let Some((id, _)) = at else { break };
        types.push(id);
    }
    types
}

/// A type, and whether there are many of it; none at the root of the service.
type Place = Option<(StructuredId, bool)>;

/// What a navigation property, entity set or singleton leads to.
fn target(model: &Model, at: Place, name: &str) -> Place {
    let Some((id, _)) = at else {
        let container = model.container.as_ref()?;
        let source = container
            .sources
            .iter()
            .find(|source| *source.name == *name)?;
        return Some((source.entity_type, source.collection));
    };
    let all = model
        .ancestry(id)
        .flat_map(|id| &model.structured(id).navigation_properties);
    let property = all.into_iter().find(|property| *property.name == *name)?;
    Some((property.target?, property.collection))
}

/// Why a way leads nowhere.
struct Lost {
    message: String,
    help: Option<String>,
}

/// Where a way has come to.
struct Walk<'w> {
    new: &'w Side<'w>,
    at: Place,
    url: String,
    rust: String,
}

fn resolve(new: &Side<'_>, path: &MapPath) -> Result<Chain, Lost> {
    let model = new.service.model;
    let mut segments: Vec<&str> = path.new.value.split('/').collect();
    let mut walk = Walk {
        new,
        at: None,
        url: String::new(),
        rust: String::new(),
    };
    if let Some(NamedType::Structured(id)) = model.find(segments[0]) {
        walk.at = Some((id, false));
        segments.remove(0);
    }
    let text = segments.join("/");
    let key = walk.key_at_the_end(&mut segments);
    let Some((last, before)) = segments.split_last() else {
        return Err(walk.lost("", "a way has a step at least".to_owned()));
    };
    for segment in before {
        walk.step(segment)?;
    }
    let Some(segment) = walk.last(last) else {
        return Err(walk.lost(last, String::new()));
    };
    Ok(Chain {
        bound: walk.bound(),
        url: walk.url,
        rust: walk.rust,
        segment,
        key,
        text,
    })
}

impl Walk<'_> {
    fn model(&self) -> &Model {
        self.new.service.model
    }

    fn bound(&self) -> Option<Bound> {
        let (id, collection) = self.at?;
        Some(Bound {
            ty: self.model().structured(id).name.to_string().into(),
            collection,
        })
    }

    /// Takes the last segment away where it picks one of many, since that is asked for together with them.
    fn key_at_the_end(&self, segments: &mut Vec<&str>) -> Option<String> {
        let (_, before) = segments.split_last()?;
        let place = before.iter().try_fold(self.at, |at, segment| match at {
            Some((id, true)) => Some(Some((id, false))),
            at => target(self.model(), at, segment).map(Some),
        });
        match place {
            Some(Some((_, true))) => segments.pop().map(str::to_owned),
            _ => None,
        }
    }

    fn row(&self, segment: Segment) -> Option<&Row> {
        self.new.row(&Identity {
            bound: self.bound(),
            segment,
            asked: None,
        })
    }

    fn step(&mut self, segment: &str) -> Result<(), Lost> {
        let (wanted, next) = match self.at {
            Some((id, true)) => (Segment::Key, Some((id, false))),
            _ => (
                Segment::Name(segment.into()),
                target(self.model(), self.at, segment),
            ),
        };
        let is_key = wanted == Segment::Key;
        let Some((row, next)) = self.row(wanted).zip(next) else {
            return Err(self.lost(segment, String::new()));
        };
        let (mut url, rust) = (row.url.clone(), row.rust.clone());
        let mut argument = String::new();
        if is_key {
            argument = literal(segment);
            url = with_key(&url, segment);
        }
        (self.url, self.rust) = (self.join(&url), self.follow(&rust));
        self.rust.push_str(&format!("({argument})"));
        self.at = Some(next);
        Ok(())
    }

    fn join(&self, url: &str) -> String {
        join((&self.url, &self.rust), (url, "")).0
    }

    fn follow(&self, rust: &str) -> String {
        join((&self.url, &self.rust), ("", rust)).1
    }

    /// What the last step is found by, if there is such a step.
    fn last(&self, segment: &str) -> Option<Segment> {
        let segment = match segment
            .strip_suffix(')')
            .and_then(|call| call.split_once('('))
        {
            Some((name, parameters)) => {
                let names = parameters.split(',').filter(|name| !name.is_empty());
                Segment::of_operation(name.into(), names.map(|name| name.trim().into()))
            }
            None => Segment::Name(segment.into()),
        };
        self.row(segment.clone()).map(|_| segment)
    }

    fn lost(&self, segment: &str, message: String) -> Lost {
        let place = match self.bound() {
            Some(bound) => format!("`{}`", bound.ty),
            None => "the root of the service".to_owned(),
        };
        let bound = self.bound();
        let rows = self
            .new
            .rows
            .iter()
            .filter(|row| row.identity.bound == bound);
        let names: Vec<&str> = rows
            .filter_map(|row| match &row.identity.segment {
                Segment::Name(name) => Some(&**name),
                _ => None,
            })
            .collect();
        Lost {
            message: match message.is_empty() {
                true => format!("no step `{segment}` leads on from {place}"),
                false => message,
            },
            help: did_you_mean(segment, names),
        }
    }
}

impl Chain {
    /// The address and the call of a row of the last step, seen from where the way begins.
    pub(super) fn extend(&self, row: &Row) -> (String, String) {
        let Some(key) = &self.key else {
            return join((&self.url, &self.rust), (&row.url, &row.rust));
        };
        let url = with_key(&row.url, key);
        let rust = match row.rust.rsplit_once('.').and_then(|(owner, function)| {
            let (owner, _) = owner.rsplit_once('(')?;
            Some(format!("{owner}({}).{function}", literal(key)))
        }) {
            Some(rust) => rust,
            None => row.rust.clone(),
        };
        join((&self.url, &self.rust), (&url, &rust))
    }
}

/// A key as code has it; one in braces is any.
fn literal(key: &str) -> String {
    match key.starts_with('{') {
        true => "…".to_owned(),
        false => format!("{key:?}"),
    }
}

/// An address and a call behind those of the steps before.
fn join(before: (&str, &str), row: (&str, &str)) -> (String, String) {
    if before.1.is_empty() {
        return (row.0.to_owned(), row.1.to_owned());
    }
    let url = format!("{}{}", before.0, rest(row.0));
    (url, format!("{}.{}", before.1, call(row.1)))
}

/// An address without the type that it begins with.
fn rest(url: &str) -> &str {
    let inside = url.strip_prefix('{').and_then(|url| url.split_once('}'));
    inside.map_or(url, |(_, rest)| rest)
}

/// A function without the type that has it.
fn call(rust: &str) -> &str {
    let ends = ["Request::", "Client::"].iter().filter_map(|owner| {
        let at = rust.find(owner)?;
        Some(at + owner.len())
    });
    ends.min().map_or(rust, |at| &rust[at..])
}

/// The address of a collection's entity with the template of its key replaced by a key.
pub(super) fn with_key(url: &str, key: &str) -> String {
    let begin = url.len() - rest(url).len();
    let (Some(open), Some(close)) = (url[begin..].find('{'), url.rfind('}')) else {
        return url.to_owned();
    };
    let open = begin + open;
    match url[..open].ends_with('(') && !key.starts_with('{') {
        true => format!(
            "{}'{}'{}",
            &url[..open],
            key.replace('\'', "''"),
            &url[close + 1..]
        ),
        false => format!("{}{key}{}", &url[..open], &url[close + 1..]),
    }
}
