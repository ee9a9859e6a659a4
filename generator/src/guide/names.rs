//! Turns the plans of two services into what a guide looks up in them: requests, Rust names, remarks.

use std::collections::{HashMap, HashSet};

use super::chain::{self, Chain};
use super::reach::Reach;
use super::{Part, Service};
use crate::config::ServiceMap;
use crate::diagnostics::Diagnostics;
use crate::diff::Counterparts;
use crate::model::StructuredKind;
use crate::operations::{self, Identity, Row};
use crate::plan::{Client, Content, Space, Version};

/// Everything that the parts of a guide are written from.
pub(super) struct Writer<'g> {
    pub(super) counterparts: &'g Counterparts<'g>,
    pub(super) old: Side<'g>,
    pub(super) new: Side<'g>,
    /// What several steps lead to that one led to, by the old path.
    pub(super) chains: HashMap<&'g str, Chain>,
    notes: HashMap<&'g str, Vec<&'g str>>,
}

/// One of the services, by what is asked of it.
pub(super) struct Side<'g> {
    pub(super) service: Service<'g>,
    pub(super) rows: Vec<Row>,
    by_identity: HashMap<Identity, usize>,
    types: HashMap<&'g str, RustNames<'g>>,
}

/// A type in Rust.
#[derive(Default)]
pub(super) struct RustNames<'g> {
    /// Its path below the module of the version.
    pub(super) path: String,
    /// Fields, accessors, variants or constants by their name on the wire.
    pub(super) members: HashMap<&'g str, &'g str>,
}

impl<'g> Writer<'g> {
    pub(super) fn new(
        old: Service<'g>,
        new: Service<'g>,
        map: &'g ServiceMap,
        counterparts: &'g Counterparts<'g>,
        found: &mut Diagnostics,
    ) -> Self {
        let wanted = wanted(counterparts, map);
        let old = Side::new(old, |_| true);
        let new = Side::new(new, |name| wanted.contains(name));
        let mut notes: HashMap<&str, Vec<&str>> = HashMap::new();
        for note in &map.notes {
            let texts = notes.entry(&note.path.value).or_default();
            texts.push(&note.text);
        }
        Self {
            chains: chain::chains(&new, map, found),
            counterparts,
            old,
            new,
            notes,
        }
    }

    /// The root of the service, its entity types, then its other types, each in document order.
    pub(super) fn parts(&self, reach: &Reach) -> Vec<Part> {
        let model = self.old.service.model;
        let of = |kind: StructuredKind| {
            let ids = reach.structured.iter();
            ids.filter(move |id| model.structured(**id).kind == kind)
        };
        let requests = self.requests_by_type(reach);
        let mut parts = vec![self.root_part(reach)];
        for id in of(StructuredKind::Entity) {
            let name = model.structured(*id).name.to_string();
            let requests = requests.get(&*name).map(Vec::as_slice);
            parts.push(self.structured_part(*id, requests.unwrap_or_default()));
        }
        parts.extend(of(StructuredKind::Complex).map(|id| self.structured_part(*id, &[])));
        parts.extend(reach.enums.iter().map(|id| self.enum_part(*id)));
        parts.retain(|part| part.ty.is_some() || !part.requests.is_empty());
        parts
    }

    /// Remarks about an element of the old model.
    pub(super) fn notes(&self, path: &str) -> Vec<String> {
        let notes = self.notes.get(path).into_iter().flatten();
        notes.map(|note| (*note).to_owned()).collect()
    }

    /// Remarks about namespaces, which are about the whole service.
    pub(super) fn service_notes(&self) -> Vec<String> {
        let namespaces = self.old.service.model.namespaces.iter();
        namespaces
            .flat_map(|namespace| self.notes(&namespace.name))
            .collect()
    }
}

impl<'g> Side<'g> {
    fn new(service: Service<'g>, wanted: impl Fn(&str) -> bool) -> Self {
        let mut rows = operations::rows_of("", service.plan, wanted);
        let module = service
            .plan
            .module
            .iter()
            .map(|module| format!("{module}::"));
        for module in module {
            for row in &mut rows {
                if let Some(rest) = row.rust.strip_prefix(&module) {
                    row.rust = rest.to_owned();
                }
            }
        }
        let identities = rows.iter().map(|row| row.identity.clone());
        let mut types: HashMap<&str, RustNames<'_>> = HashMap::new();
        for file in &service.plan.files {
            add_type(&mut types, &file.space, &file.content);
        }
        Self {
            by_identity: identities.zip(0..).collect(),
            service,
            rows,
            types,
        }
    }

    /// The row of what is asked.
    pub(super) fn row(&self, identity: &Identity) -> Option<&Row> {
        Some(&self.rows[*self.by_identity.get(identity)?])
    }

    /// A type in Rust; none where nothing is generated for it.
    pub(super) fn rust(&self, wire: &str) -> Option<&RustNames<'g>> {
        self.types.get(wire)
    }

    /// A member of a type in Rust, such as `Message::subject`.
    pub(super) fn rust_member(&self, wire: &str, member: &str) -> Option<String> {
        let names = self.rust(wire)?;
        let member = names.members.get(member)?;
        Some(format!("{}::{member}", names.path))
    }
}

/// The types of the new service whose requests may be asked for: it may have many more than the old one.
fn wanted(counterparts: &Counterparts<'_>, map: &ServiceMap) -> HashSet<String> {
    let (old, new) = (counterparts.old(), counterparts.new_model());
    let ids = old
        .structured_ids()
        .filter_map(|id| counterparts.structured(id));
    let ids = ids.chain(
        map.paths
            .iter()
            .flat_map(|path| chain::types(new, &path.new.value)),
    );
    ids.map(|id| new.structured(id).name.to_string()).collect()
}

/// The client of a version.
pub(super) fn client(plan: &Version) -> Option<&Client> {
    plan.files.iter().find_map(|file| match &file.content {
        Content::Client(client) => Some(client),
        _ => None,
    })
}

fn add_type<'g>(types: &mut HashMap<&'g str, RustNames<'g>>, space: &Space, content: &'g Content) {
    let (name, members): (_, Vec<(&str, &str)>) = match content {
        Content::Struct(ty) => {
            let fields = ty.fields.iter();
            let names = fields.map(|field| (&*field.name.wire, &*field.name.rust));
            (&ty.name, names.collect())
        }
        Content::Polymorphic(ty) => {
            let accessors = ty.accessors.iter();
            let names = accessors.map(|accessor| (&*accessor.field.name.wire, &*accessor.function));
            (&ty.name, names.collect())
        }
        Content::Enum(ty) => {
            let members = ty.members.iter();
            let names = members.map(|member| (&*member.name.wire, &*member.name.rust));
            (&ty.name, names.collect())
        }
        Content::Flags(ty) => {
            let members = ty.members.iter();
            let names = members.map(|member| (&*member.name.wire, &*member.name.rust));
            (&ty.name, names.collect())
        }
        Content::Alias(ty) => (&ty.name, Vec::new()),
        _ => return,
    };
    let path = match &space.0 {
        Some(space) => format!("{space}::{}", name.rust),
        None => name.rust.to_string(),
    };
    let is_choice = matches!(content, Content::Polymorphic(_));
    // an abstract type has a struct for values of unknown types beside the enum that people use
    if is_choice || !types.contains_key(&*name.wire) {
        let members = members.into_iter().collect();
        types.insert(&name.wire, RustNames { path, members });
    }
}
