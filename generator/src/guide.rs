//! Turns two services and what people know about them into a guide: what each request, type and property became.
//!
//! [`write()`] is for two services of which one takes the place of the other: their namespaces and the casing
//! of their names may be others altogether. Which element is which comes from [`diff`](crate::diff),
//! requests and Rust names from the plans of both.
//!
//! What the guide is about is what the *old* service has: everything, or what is reached from the roots
//! ([`Root`]) by properties, navigation properties, bound operations, bases and derived types. Of the
//! new service it shows the counterparts of these, and the members that counterparts have gained; types
//! that only the new service has are named where such a member has them, and not followed.

mod chain;
mod check;
mod members;
mod names;
mod reach;
mod report;
mod requests;
mod roots;
mod translate;

use serde::Serialize;

use crate::config::ServiceMap;
use crate::diagnostics::Diagnostics;
use crate::diff::renames::find_between;
use crate::diff::{CasingChange, Counterparts, Decisions, Element, Ruling};
use crate::model::Model;
use crate::plan::Version;

pub use report::{markdown, text};
pub use roots::{Root, RootError};

/// One of the two services.
#[derive(Clone, Copy, Debug)]
pub struct Service<'s> {
    /// What people call it.
    pub name: &'s str,
    /// The crate that is generated from it, as code writes it.
    pub library: &'s str,
    /// What its documents say.
    pub model: &'s Model,
    /// What is generated from it.
    pub plan: &'s Version,
}

/// What became of a service.
#[derive(Debug, Serialize)]
pub struct Guide {
    /// The old service.
    pub old: Party,
    /// The new service.
    pub new: Party,
    /// The change of casing that names went through, which is no change of each.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub casing: Option<CasingChange>,
    /// How many requests there are of each fate.
    pub requests: Counts,
    /// How many members there are of each fate.
    pub members: Counts,
    /// Remarks about the service as a whole.
    pub notes: Vec<String>,
    /// What stands at the root, then each entity type with its requests, then complex and enumeration types.
    pub parts: Vec<Part>,
}

/// One of the services, for those who read the guide.
#[derive(Debug, Serialize)]
pub struct Party {
    /// What people call it.
    pub name: String,
    /// The address that requests begin with; empty where none is known.
    pub base_url: String,
    /// The module that Rust paths begin with.
    pub rust: String,
}

/// What became of a type, or of the root of the service.
#[derive(Debug, Serialize)]
pub struct Part {
    /// The type in the old service; none for the root.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ty: Option<TypeNames>,
    /// Remarks.
    pub notes: Vec<String>,
    /// Its requests, those of its bases aside.
    pub requests: Vec<Request>,
    /// Its members, those of its bases aside.
    pub members: Vec<Member>,
    /// Members that only the new type has, each with its type.
    pub added: Vec<Added>,
}

/// A type by its names.
#[derive(Debug, Serialize)]
pub struct TypeNames {
    /// The sort of type.
    pub element: Element,
    /// Its qualified name in the old service.
    pub old: String,
    /// Its qualified name in the new service; none where it is gone.
    pub new: Option<String>,
    /// Its Rust path in the old crate, where it has one.
    pub old_rust: Option<String>,
    /// Its Rust path in the new crate.
    pub new_rust: Option<String>,
    /// Its name is another one, capitals aside.
    pub renamed: bool,
}

/// What became of a request, property or member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It is the same; at most its capitals are others.
    Kept,
    /// It has another name.
    Renamed,
    /// It has another type, or is called otherwise.
    Changed,
    /// It stands elsewhere.
    Moved,
    /// There is nothing in its place.
    Gone,
}

/// How many there are of each fate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// The same but for capitals.
    pub kept: usize,
    /// With another name.
    pub renamed: usize,
    /// With another type or call.
    pub changed: usize,
    /// Elsewhere.
    pub moved: usize,
    /// Nowhere.
    pub gone: usize,
}

/// What became of a request.
#[derive(Debug, Serialize)]
pub struct Request {
    /// What became of it.
    pub fate: Fate,
    /// The method; none for a step, which sends nothing.
    pub method: Option<&'static str>,
    /// The address in the old service, from the type or the root.
    pub old_url: String,
    /// The Rust function, below the module of the old crate.
    pub old_rust: String,
    /// The address in the new service.
    pub new_url: Option<String>,
    /// The Rust function, below the module of the new crate.
    pub new_rust: Option<String>,
    /// What is different about parameters and result.
    pub differences: Vec<String>,
    /// Remarks.
    pub notes: Vec<String>,
}

/// What became of a property, navigation property or member of an enumeration type.
#[derive(Debug, Serialize)]
pub struct Member {
    /// What became of it.
    pub fate: Fate,
    /// The sort of element.
    pub element: Element,
    /// Its name in the old service.
    pub old: String,
    /// Its type there; the number of a member of an enumeration type.
    pub old_type: String,
    /// Its name in the new service, or the way there.
    pub new: Option<String>,
    /// Its type there.
    pub new_type: Option<String>,
    /// The field, variant or constant in the old crate.
    pub old_rust: Option<String>,
    /// The same in the new crate.
    pub new_rust: Option<String>,
    /// Remarks.
    pub notes: Vec<String>,
}

/// A member that only the new type has.
#[derive(Debug, Serialize)]
pub struct Added {
    /// Its name.
    pub name: String,
    /// Its type; the number of a member of an enumeration type.
    #[serde(rename = "type")]
    pub ty: String,
}

/// Writes the guide from one service to the other.
///
/// # Errors
/// With what is wrong with the mapping: a name in it that neither service has, a way that leads nowhere.
pub fn write(
    old: Service<'_>,
    new: Service<'_>,
    map: &ServiceMap,
    roots: &[Root],
) -> Result<Guide, Diagnostics> {
    let mut found = Diagnostics::default();
    check::check(old.model, new.model, map, &mut found);
    if !found.is_empty() {
        return Err(found);
    }
    let rulings = rulings(map, roots);
    let decisions = Decisions {
        rulings: &rulings,
        ignore_case: map.ignore_case,
    };
    let renames = find_between(old.model, new.model, decisions);
    let counterparts = Counterparts::new(old.model, new.model, &renames);
    let writer = names::Writer::new(old, new, map, &counterparts, &mut found);
    if !found.is_empty() {
        return Err(found);
    }
    let reach = reach::reach(old.model, roots);
    let parts = writer.parts(&reach);
    let fates = |of: fn(&Part) -> Vec<Fate>| Counts::of(parts.iter().flat_map(of));
    Ok(Guide {
        old: party(old),
        new: party(new),
        casing: counterparts.casing(),
        requests: fates(|part| part.requests.iter().map(|request| request.fate).collect()),
        members: fates(|part| part.members.iter().map(|member| member.fate).collect()),
        notes: writer.service_notes(),
        parts,
    })
}

/// Everything that was decided about names: in the mapping file, and by naming roots.
fn rulings(map: &ServiceMap, roots: &[Root]) -> Vec<Ruling> {
    let namespaces = map.namespaces.iter().map(|(old, new)| Ruling {
        old: old.value.clone(),
        new: new.value.clone(),
        same: true,
        reason: Some("the mapping of namespaces".to_owned()),
    });
    let renames = map.renames.iter().map(|rename| Ruling {
        old: rename.old.value.clone(),
        new: rename.new.value.clone(),
        same: rename.same,
        reason: Some(rename.reason.clone()),
    });
    let roots = roots.iter().filter_map(Root::ruling);
    namespaces.chain(renames).chain(roots).collect()
}

fn party(service: Service<'_>) -> Party {
    let base_url = names::client(service.plan).map(|client| client.base_url.clone());
    let module = service.plan.module.iter();
    let rust = std::iter::once(service.library).chain(module.map(String::as_str));
    Party {
        name: service.name.to_owned(),
        base_url: base_url.unwrap_or_default(),
        rust: rust.collect::<Vec<_>>().join("::"),
    }
}

impl Counts {
    fn of(fates: impl Iterator<Item = Fate>) -> Self {
        let mut counts = Self::default();
        for fate in fates {
            *match fate {
                Fate::Kept => &mut counts.kept,
                Fate::Renamed => &mut counts.renamed,
                Fate::Changed => &mut counts.changed,
                Fate::Moved => &mut counts.moved,
                Fate::Gone => &mut counts.gone,
            } += 1;
        }
        counts
    }
}
