//! Turns what a request of the old service is known by into what its counterpart is known by.

use super::names::Writer;
use crate::diff::operation_path;
use crate::model::{Model, NamedType, OperationId, StructuredId};
use crate::operations::{Bound, Identity, Segment};

/// The element of the old model that a request is about.
#[derive(Clone, Debug)]
pub(super) enum Subject {
    /// A navigation property, by the type that declares it.
    Property(StructuredId, Box<str>),
    /// An entity set, a singleton or an import.
    Container(Box<str>),
    /// An action or function.
    Operation(OperationId),
    /// A type: a key of it, or a cast to it.
    Type(StructuredId),
}

impl Writer<'_> {
    /// What a request of the old model is about.
    pub(super) fn subject(&self, identity: &Identity) -> Option<Subject> {
        let model = self.counterparts.old();
        let owner = identity.bound.as_ref().map(|bound| named(model, &bound.ty));
        match (&identity.segment, owner) {
            (Segment::Cast(ty), _) => named(model, ty).map(Subject::Type),
            (Segment::Key | Segment::WellKnown(_), owner) => owner?.map(Subject::Type),
            (Segment::Call { name, parameters }, Some(owner)) => {
                let many = identity.bound.as_ref()?.collection;
                let id = bound_operation(model, owner?, many, name, parameters)?;
                Some(Subject::Operation(id))
            }
            (Segment::Name(name), Some(owner)) => {
                let owner = model
                    .ancestry(owner?)
                    .find(|id| declares(model, *id, name))?;
                Some(Subject::Property(owner, name.clone()))
            }
            (Segment::Name(name) | Segment::Call { name, .. }, None) => {
                Some(Subject::Container(name.clone()))
            }
        }
    }

    /// The path of such an element, as decisions about names write it.
    pub(super) fn path(&self, subject: &Subject) -> String {
        let model = self.counterparts.old();
        match subject {
            Subject::Property(owner, name) => format!("{}/{name}", model.structured(*owner).name),
            Subject::Container(name) => {
                let container = model.container.as_ref();
                container.map_or_else(String::new, |container| {
                    format!("{}/{name}", container.name)
                })
            }
            Subject::Operation(id) => operation_path(model, model.operation(*id)).to_string(),
            Subject::Type(id) => model.structured(*id).name.to_string(),
        }
    }

    /// What a request of the old service is known by in the new one; none where something of it is gone.
    pub(super) fn translate(&self, identity: &Identity, subject: &Subject) -> Option<Identity> {
        let bound = match &identity.bound {
            None => None,
            Some(bound) => Some(Bound {
                ty: self.new_type(&bound.ty)?,
                collection: bound.collection,
            }),
        };
        let segment = match (&identity.segment, subject) {
            (Segment::Key | Segment::WellKnown(_), _) => Segment::Key,
            (Segment::Cast(ty), _) => Segment::Cast(self.new_type(ty)?),
            (Segment::Name(_), Subject::Property(owner, name)) => {
                Segment::Name(self.counterparts.property_name(*owner, name).into())
            }
            (Segment::Name(_), Subject::Container(name)) => Segment::Name(self.new_source(name)),
            (Segment::Call { .. }, Subject::Operation(id)) => {
                let new = self.counterparts.operation(*id)?;
                let new = self.counterparts.new_model().operation(new);
                let names = new
                    .parameters
                    .iter()
                    .map(|parameter| parameter.name.clone());
                Segment::of_operation(new.name.name.clone(), names)
            }
            (Segment::Call { parameters, .. }, Subject::Container(name)) => Segment::Call {
                name: self.new_source(name),
                parameters: parameters.clone(),
            },
            _ => return None,
        };
        Some(Identity {
            bound,
            segment,
            asked: identity.asked,
        })
    }

    /// The qualified name of the new type that an old one became.
    pub(super) fn new_type(&self, old: &str) -> Option<Box<str>> {
        let id = named(self.counterparts.old(), old)?;
        let new = self.counterparts.structured(id)?;
        let new = self.counterparts.new_model().structured(new);
        Some(new.name.to_string().into())
    }

    fn new_source(&self, name: &str) -> Box<str> {
        match &self.counterparts.old().container {
            Some(container) => {
                let owner = container.name.to_string();
                self.counterparts.member_name(&owner, name).into()
            }
            None => name.into(),
        }
    }
}

/// The structured type of a name.
pub(super) fn named(model: &Model, name: &str) -> Option<StructuredId> {
    match model.find(name) {
        Some(NamedType::Structured(id)) => Some(id),
        _ => None,
    }
}

fn declares(model: &Model, id: StructuredId, name: &str) -> bool {
    let ty = model.structured(id);
    let mut navigation = ty.navigation_properties.iter();
    let mut properties = ty.properties.iter();
    navigation.any(|property| *property.name == *name)
        || properties.any(|property| *property.name == *name)
}

/// The operation that a call names, of those bound to a type or to one of its bases.
fn bound_operation(
    model: &Model,
    owner: StructuredId,
    many: bool,
    name: &str,
    parameters: &[Box<str>],
) -> Option<OperationId> {
    let of = |id: StructuredId| {
        let ty = model.structured(id);
        match many {
            true => &ty.collection_operations,
            false => &ty.operations,
        }
    };
    let mut ids = model.ancestry(owner).flat_map(|id| of(id).iter().copied());
    ids.find(|id| {
        let operation = model.operation(*id);
        let mut names: Vec<&str> = operation
            .parameters
            .iter()
            .map(|parameter| &*parameter.name)
            .collect();
        names.sort_unstable();
        *operation.name.name == *name
            && names
                .iter()
                .copied()
                .eq(parameters.iter().map(|name| &**name))
    })
}
