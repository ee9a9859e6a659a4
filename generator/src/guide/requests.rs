//! Turns the requests of the old service into what became of each.

use std::collections::HashMap;

use super::chain::{Chain, with_key};
use super::names::Writer;
use super::reach::Reach;
use super::translate::{Subject, named};
use super::{Fate, Part, Request};
use crate::diff::renames::same_letters;
use crate::model::{Model, OperationId, Type, TypeUse};
use crate::operations::{Identity, Kind, Row, Segment};

impl Writer<'_> {
    /// What became of everything at the root that leads to types which the guide is about.
    pub(super) fn root_part(&self, reach: &Reach) -> Part {
        let model = self.old.service.model;
        let container = model.container.iter();
        let sources = container.flat_map(|container| &container.sources);
        let unreached: Vec<&str> = sources
            .filter(|source| !reach.structured.contains(&source.entity_type))
            .map(|source| &*source.name)
            .collect();
        let is_meant = |row: &&Row| match &row.identity.segment {
            Segment::Name(name) => !unreached.contains(&&**name),
            _ => true,
        };
        let rows = self
            .old
            .rows
            .iter()
            .filter(|row| row.identity.bound.is_none());
        Part {
            ty: None,
            notes: Vec::new(),
            requests: rows
                .filter(is_meant)
                .filter_map(|row| self.request(row))
                .collect(),
            members: Vec::new(),
            added: Vec::new(),
        }
    }

    /// What became of the requests of each entity type, those aside that it has from its base.
    pub(super) fn requests_by_type(&self, reach: &Reach) -> HashMap<&str, Vec<&Row>> {
        let model = self.old.service.model;
        let mut by_type: HashMap<&str, Vec<&Row>> = HashMap::new();
        for row in &self.old.rows {
            let Some(bound) = &row.identity.bound else {
                continue;
            };
            let is_meant = named(model, &bound.ty).is_some_and(|id| reach.held.contains(&id));
            if is_meant && !self.is_inherited(&row.identity) {
                by_type.entry(&bound.ty).or_default().push(row);
            }
        }
        by_type
    }

    /// Whether a base has the same request, and the same became of it.
    fn is_inherited(&self, identity: &Identity) -> bool {
        let model = self.old.service.model;
        let Some(bound) = &identity.bound else {
            return false;
        };
        let Some(id) = named(model, &bound.ty) else {
            return false;
        };
        model.ancestry(id).skip(1).any(|base| {
            let mut above = identity.clone();
            if let Some(bound) = &mut above.bound {
                bound.ty = model.structured(base).name.to_string().into();
            }
            self.old.row(&above).is_some() && self.keeps_base(id, base)
        })
    }

    /// What became of a request; none for a step that only leads to requests.
    pub(super) fn request(&self, row: &Row) -> Option<Request> {
        let is_well_known = matches!(row.identity.segment, Segment::WellKnown(_));
        let is_step = matches!(row.kind, Kind::Root | Kind::Navigation | Kind::Key);
        if is_step && !is_well_known {
            return None;
        }
        let subject = self.subject(&row.identity);
        let path = subject.as_ref().map(|subject| self.path(subject));
        let chain = path.as_deref().and_then(|path| self.chains.get(path));
        let found = match (chain, &subject) {
            (Some(chain), _) => self.at_end_of(chain, row),
            (None, Some(subject)) => self.counterpart(row, subject),
            (None, None) => None,
        };
        let is_of_element = !matches!(subject, Some(Subject::Type(_)) | None);
        let notes = path.filter(|_| is_of_element);
        let notes = notes.map_or_else(Vec::new, |path| self.notes(&path));
        let (fate, new_url, new_rust) = match found {
            Some((fate, url, rust)) => (fate, Some(url), Some(rust)),
            None => (Fate::Gone, None, None),
        };
        let differences = match (fate, &subject) {
            (Fate::Gone, Some(subject)) => self.refusal(row, subject, chain).into_iter().collect(),
            (_, Some(Subject::Operation(id))) => self.differences(*id),
            _ => Vec::new(),
        };
        Some(Request {
            fate: match fate {
                Fate::Kept if !differences.is_empty() => Fate::Changed,
                fate => fate,
            },
            method: row.method,
            old_url: row.url.clone(),
            old_rust: row.rust.clone(),
            new_url,
            new_rust,
            differences,
            notes,
        })
    }

    fn at_end_of(&self, chain: &Chain, row: &Row) -> Option<(Fate, String, String)> {
        let identity = Identity {
            bound: chain.bound.clone(),
            segment: chain.segment.clone(),
            asked: row.identity.asked,
        };
        let (url, rust) = chain.extend(self.new.row(&identity)?);
        Some((Fate::Moved, url, rust))
    }

    /// That there is the address, though not this request of it.
    fn refusal(&self, row: &Row, subject: &Subject, chain: Option<&Chain>) -> Option<String> {
        row.identity.asked?;
        let mut identity = match chain {
            None => self.translate(&row.identity, subject)?,
            Some(chain) => Identity {
                bound: chain.bound.clone(),
                segment: chain.segment.clone(),
                asked: None,
            },
        };
        identity.asked = None;
        let step = self.new.row(&identity)?;
        let url = chain.map_or_else(|| step.url.clone(), |chain| chain.extend(step).0);
        Some(format!("the metadata does not allow it at `{url}`"))
    }

    fn counterpart(&self, row: &Row, subject: &Subject) -> Option<(Fate, String, String)> {
        let identity = self.translate(&row.identity, subject)?;
        let new = self.new.row(&identity)?;
        if let Segment::WellKnown(key) = &row.identity.segment {
            let rust = format!("{}({key:?})", new.rust);
            return Some((Fate::Kept, with_key(&new.url, key), rust));
        }
        let is_kept = match (&row.identity.segment, &identity.segment) {
            (Segment::Name(old), Segment::Name(new)) => same_letters(old, new),
            (Segment::Call { name: old, .. }, Segment::Call { name: new, .. }) => {
                same_letters(old, new)
            }
            _ => true,
        };
        let fate = [Fate::Renamed, Fate::Kept][usize::from(is_kept)];
        Some((fate, new.url.clone(), new.rust.clone()))
    }

    /// What is different about the parameters and the result of an operation, capitals aside.
    fn differences(&self, id: OperationId) -> Vec<String> {
        let (old, new) = (self.counterparts.old(), self.counterparts.new_model());
        let Some(there) = self.counterparts.operation(id) else {
            return Vec::new();
        };
        let (before, after) = (old.operation(id), new.operation(there));
        let mut differences = Vec::new();
        let mut taken = Vec::new();
        for parameter in &before.parameters {
            let name = self.counterparts.parameter_name(id, &parameter.name);
            let mut others = after.parameters.iter();
            let Some(other) = others.find(|other| *other.name == *name) else {
                differences.push(format!("without `{}`", parameter.name));
                continue;
            };
            taken.push(&other.name);
            if !same_letters(&parameter.name, &other.name) {
                differences.push(format!("`{}` is `{}`", parameter.name, other.name));
            }
            if !self.is_same_use(&parameter.ty, &other.ty) {
                let (was, is) = (self.old_use(&parameter.ty), self.new_use(&other.ty));
                differences.push(format!("`{}`: `{was}` is `{is}`", other.name));
            }
        }
        let more = after
            .parameters
            .iter()
            .filter(|other| !taken.contains(&&other.name));
        differences.extend(more.map(|other| format!("also takes `{}`", other.name)));
        match (&before.return_type, &after.return_type) {
            (Some(before), Some(after)) if !self.is_same_use(before, after) => {
                let (was, is) = (self.old_use(before), self.new_use(after));
                differences.push(format!("gives `{is}` and not `{was}`"));
            }
            (Some(_), None) => differences.push("gives nothing".to_owned()),
            (None, Some(after)) => differences.push(format!("gives `{}`", self.new_use(after))),
            _ => {}
        }
        differences
    }

    pub(super) fn is_same_use(&self, old: &TypeUse, new: &TypeUse) -> bool {
        self.is_same_type((old.ty, old.collection), (new.ty, new.collection))
    }

    /// Whether a value of one type is a value of the other one: a type definition is the type that it
    /// specialises.
    pub(super) fn is_same_type(&self, old: (Type, bool), new: (Type, bool)) -> bool {
        let underlying = |model: &Model, ty: Type| match ty {
            Type::Definition(id) => Type::Primitive(model.definition(id).underlying_type),
            ty => ty,
        };
        let (before, after) = (self.counterparts.old(), self.counterparts.new_model());
        let plain = underlying(before, old.0);
        let same = self.counterparts.are_same(old.0, new.0);
        old.1 == new.1 && (same || self.counterparts.are_same(plain, underlying(after, new.0)))
    }
}
