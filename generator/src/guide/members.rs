//! Turns the types of the old service into tables: what became of each property, navigation property and member.

use std::collections::HashSet;

use super::names::Writer;
use super::{Added, Fate, Member, Part, TypeNames};
use crate::diff::Element;
use crate::diff::renames::same_letters;
use crate::model::{EnumId, Model, StructuredId, StructuredKind, Type, TypeUse};
use crate::operations::Row;

/// A property of either sort.
#[derive(Clone, Copy)]
struct Property<'m> {
    owner: StructuredId,
    name: &'m str,
    element: Element,
    /// The type; none for the abstract `Edm.EntityType`.
    ty: Option<Type>,
    many: bool,
}

impl Writer<'_> {
    /// What became of a structured type.
    pub(super) fn structured_part(&self, id: StructuredId, rows: &[&Row]) -> Part {
        let (old, new) = (self.counterparts.old(), self.counterparts.new_model());
        let ty = old.structured(id);
        let there = self.counterparts.structured(id);
        let element = match ty.kind {
            StructuredKind::Entity => Element::EntityType,
            StructuredKind::Complex => Element::ComplexType,
        };
        let new_name = there.map(|id| new.structured(id).name.to_string());
        let names = self.type_names(element, ty.name.to_string(), new_name);
        let mut taken = HashSet::new();
        let listed = self.listed(id);
        let members = listed
            .iter()
            .map(|property| self.member(id, there, property, &mut taken))
            .collect();
        let added = there.map_or_else(Vec::new, |there| self.added(id, there, &taken));
        let mut part = Part {
            notes: self.notes(&names.old),
            ty: Some(names),
            requests: rows.iter().filter_map(|row| self.request(row)).collect(),
            members,
            added,
        };
        say_once(&mut part);
        part
    }

    fn type_names(&self, element: Element, old: String, new: Option<String>) -> TypeNames {
        let simple = |name: &str| name.rsplit('.').next().unwrap_or(name).to_owned();
        let rust = |names: &super::names::RustNames<'_>| names.path.clone();
        let renamed = new
            .as_ref()
            .is_some_and(|new| !same_letters(&simple(&old), &simple(new)));
        TypeNames {
            element,
            old_rust: self.old.rust(&old).map(rust),
            new_rust: new.as_ref().and_then(|new| self.new.rust(new)).map(rust),
            old,
            new,
            renamed,
        }
    }

    /// Whether the counterpart of a type inherits from the counterpart of its base.
    pub(super) fn keeps_base(&self, id: StructuredId, base: StructuredId) -> bool {
        let (there, base) = (
            self.counterparts.structured(id),
            self.counterparts.structured(base),
        );
        match (there, base) {
            (Some(there), Some(base)) => {
                let mut above = self.counterparts.new_model().ancestry(there);
                above.any(|id| id == base)
            }
            (None, _) => true,
            (Some(_), None) => false,
        }
    }

    /// The properties that the table of a type lists: its own, and those of bases that its counterpart does
    /// not inherit from.
    fn listed(&self, id: StructuredId) -> Vec<Property<'_>> {
        let old = self.counterparts.old();
        let owners = old
            .ancestry(id)
            .filter(|owner| *owner == id || !self.keeps_base(id, *owner));
        let mut owners: Vec<StructuredId> = owners.collect();
        owners.reverse();
        owners
            .into_iter()
            .flat_map(|owner| properties(old, owner))
            .collect()
    }

    fn member(
        &self,
        id: StructuredId,
        there: Option<StructuredId>,
        property: &Property<'_>,
        taken: &mut HashSet<String>,
    ) -> Member {
        let (old, new) = (self.counterparts.old(), self.counterparts.new_model());
        let owner = old.structured(property.owner).name.to_string();
        let path = format!("{owner}/{}", property.name);
        let found = there.and_then(|there| self.find(there, property));
        let new_rust = found.and_then(|found| {
            let ty = new.structured(there?).name.to_string();
            self.new.rust_member(&ty, found.name)
        });
        taken.extend(found.map(|found| found.name.to_owned()));
        let mut member = Member {
            fate: found.map_or(Fate::Gone, |found| self.fate(property, &found)),
            element: property.element,
            old: property.name.to_owned(),
            old_type: text(old, property),
            new: found.map(|found| found.name.to_owned()),
            new_type: found.map(|found| text(new, &found)),
            old_rust: self
                .old
                .rust_member(&old.structured(id).name.to_string(), property.name),
            new_rust,
            notes: self.notes(&path),
        };
        if let Some(chain) = self.chains.get(&*path) {
            member.fate = Fate::Moved;
            member.new = Some(chain.text.clone());
        }
        member
    }

    /// The counterpart of a property, declared by a type or by one of its bases.
    fn find(&self, there: StructuredId, property: &Property<'_>) -> Option<Property<'_>> {
        let new = self.counterparts.new_model();
        let name = self
            .counterparts
            .property_name(property.owner, property.name);
        let all: Vec<Property<'_>> = new
            .ancestry(there)
            .flat_map(|owner| properties(new, owner))
            .collect();
        let exact = all.iter().find(|other| other.name == name);
        // a property that another type of the hierarchy declares is not looked for by renames
        let alike = || all.iter().find(|other| same_letters(other.name, name));
        exact.or_else(alike).copied()
    }

    fn fate(&self, old: &Property<'_>, new: &Property<'_>) -> Fate {
        let same = match (old.ty, new.ty) {
            (Some(before), Some(after)) => self.is_same_type((before, old.many), (after, new.many)),
            (None, None) => old.many == new.many,
            _ => false,
        };
        match (same, same_letters(old.name, new.name)) {
            (false, _) => Fate::Changed,
            (true, false) => Fate::Renamed,
            (true, true) => Fate::Kept,
        }
    }

    /// What a counterpart has and the old type and its bases have not.
    fn added(&self, id: StructuredId, there: StructuredId, taken: &HashSet<String>) -> Vec<Added> {
        let (old, new) = (self.counterparts.old(), self.counterparts.new_model());
        let above: Vec<StructuredId> = old
            .ancestry(id)
            .skip(1)
            .filter_map(|base| self.counterparts.structured(base))
            .collect();
        let owners = new
            .ancestry(there)
            .take_while(|owner| !above.contains(owner));
        let all = owners.flat_map(|owner| properties(new, owner));
        all.filter(|property| !taken.contains(property.name))
            .map(|property| Added {
                name: property.name.to_owned(),
                ty: text(new, &property),
            })
            .collect()
    }

    /// What became of an enumeration type.
    pub(super) fn enum_part(&self, id: EnumId) -> Part {
        let old = self.counterparts.old().enumeration(id);
        let there = self.counterparts.enumeration(id);
        let there = there.map(|id| self.counterparts.new_model().enumeration(id));
        let new_name = there.map(|ty| ty.name.to_string());
        let names = self.type_names(Element::EnumType, old.name.to_string(), new_name);
        let mut taken = HashSet::new();
        let members = old.members.iter().map(|member| {
            let name = self.counterparts.member_name(&names.old, &member.name);
            let found = there.and_then(|ty| ty.members.iter().find(|other| *other.name == *name));
            taken.extend(found.map(|found| found.name.to_string()));
            Member {
                fate: match found {
                    None => Fate::Gone,
                    Some(found) if same_letters(&found.name, &member.name) => Fate::Kept,
                    Some(_) => Fate::Renamed,
                },
                element: Element::EnumMember,
                old: member.name.to_string(),
                old_type: member.value.to_string(),
                new: found.map(|found| found.name.to_string()),
                new_type: found.map(|found| found.value.to_string()),
                old_rust: self.old.rust_member(&names.old, &member.name),
                new_rust: found
                    .zip(names.new.as_ref())
                    .and_then(|(found, ty)| self.new.rust_member(ty, &found.name)),
                notes: self.notes(&format!("{}/{}", names.old, member.name)),
            }
        });
        let members = members.collect();
        let more = there.into_iter().flat_map(|ty| &ty.members);
        let added = more
            .filter(|member| !taken.contains(&*member.name))
            .map(|member| Added {
                name: member.name.to_string(),
                ty: member.value.to_string(),
            });
        Part {
            notes: self.notes(&names.old),
            requests: Vec::new(),
            added: added.collect(),
            ty: Some(names),
            members,
        }
    }

    pub(super) fn old_use(&self, ty: &TypeUse) -> String {
        type_text(self.counterparts.old(), Some(ty.ty), ty.collection)
    }

    pub(super) fn new_use(&self, ty: &TypeUse) -> String {
        type_text(self.counterparts.new_model(), Some(ty.ty), ty.collection)
    }
}

/// Leaves each remark where it is read first: all requests of an address have those about it.
fn say_once(part: &mut Part) {
    let mut said = HashSet::new();
    let requests = part.requests.iter_mut().map(|request| &mut request.notes);
    for notes in requests.chain(part.members.iter_mut().map(|member| &mut member.notes)) {
        notes.retain(|note| said.insert(note.clone()));
    }
}

/// The properties that a type declares itself, in document order.
fn properties(model: &Model, owner: StructuredId) -> Vec<Property<'_>> {
    let ty = model.structured(owner);
    let structural = ty.properties.iter().map(|property| Property {
        owner,
        name: &property.name,
        element: Element::Property,
        ty: Some(property.ty.ty),
        many: property.ty.collection,
    });
    let navigation = ty.navigation_properties.iter().map(|property| Property {
        owner,
        name: &property.name,
        element: Element::NavigationProperty,
        ty: property.target.map(Type::Structured),
        many: property.collection,
    });
    structural.chain(navigation).collect()
}

fn text(model: &Model, property: &Property<'_>) -> String {
    type_text(model, property.ty, property.many)
}

/// A type by its last name; primitive ones without `Edm`.
fn type_text(model: &Model, ty: Option<Type>, many: bool) -> String {
    let name = match ty {
        None => "EntityType",
        Some(Type::Primitive(primitive)) => {
            let name = primitive.name();
            name.strip_prefix("Edm.").unwrap_or(name)
        }
        Some(Type::Structured(id)) => &model.structured(id).name.name,
        Some(Type::Enum(id)) => &model.enumeration(id).name.name,
        Some(Type::Definition(id)) => &model.definition(id).name.name,
    };
    match many {
        true => format!("Collection({name})"),
        false => name.to_owned(),
    }
}
