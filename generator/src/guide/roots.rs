//! Turns `--root OLD=NEW` into the types that a guide begins with.

use crate::diagnostics::closest;
use crate::diff::Ruling;
use crate::model::{Model, NamedType, StructuredId};

/// Where a guide begins: a type, an entity set or a singleton of the old service, and what it became.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root {
    /// The type in the old model.
    pub ty: StructuredId,
    /// The paths in both models that are one element, where the new one is named.
    pub same: Option<(String, String)>,
}

/// A root that there is not.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the {side} service has no entity type, complex type, entity set or singleton `{name}`")]
pub struct RootError {
    /// `old` or `new`.
    pub side: &'static str,
    /// What is asked for.
    pub name: String,
    /// What was probably meant.
    pub help: Option<String>,
}

/// What a name stands for in one of the models.
struct Found {
    path: String,
    ty: StructuredId,
}

impl Root {
    /// Reads `User=user`, or `User` where the counterpart is to be found by evidence. Names may be
    /// qualified or not.
    ///
    /// # Errors
    /// When one of the services has nothing of that name.
    pub fn parse(text: &str, old: &Model, new: &Model) -> Result<Self, RootError> {
        let (before, after) = match text.split_once('=') {
            Some((before, after)) => (before.trim(), Some(after.trim())),
            None => (text.trim(), None),
        };
        let here = find(old, before, "old")?;
        let there = after.map(|after| find(new, after, "new")).transpose()?;
        Ok(Self {
            ty: here.ty,
            same: there.map(|there| (here.path, there.path)),
        })
    }

    pub(super) fn ruling(&self) -> Option<Ruling> {
        let (old, new) = self.same.clone()?;
        Some(Ruling {
            old,
            new,
            same: true,
            reason: Some("named as roots".to_owned()),
        })
    }
}

fn find(model: &Model, name: &str, side: &'static str) -> Result<Found, RootError> {
    if let Some(NamedType::Structured(ty)) = model.find(name) {
        let path = name.to_owned();
        return Ok(Found { path, ty });
    }
    let simple = |id: &StructuredId| *model.structured(*id).name.name == *name;
    if let Some(ty) = model.structured_ids().find(simple) {
        let path = model.structured(ty).name.to_string();
        return Ok(Found { path, ty });
    }
    let container = model.container.iter();
    let mut sources = container.flat_map(|container| {
        let owner = &container.name;
        container.sources.iter().map(move |source| (owner, source))
    });
    match sources.find(|(_, source)| *source.name == *name) {
        Some((owner, source)) => Ok(Found {
            path: format!("{owner}/{}", source.name),
            ty: source.entity_type,
        }),
        None => Err(RootError {
            side,
            name: name.to_owned(),
            help: suggestion(model, name),
        }),
    }
}

fn suggestion(model: &Model, name: &str) -> Option<String> {
    let types = model.structured_types.iter().map(|ty| &*ty.name.name);
    let container = model.container.iter();
    let sources = container.flat_map(|container| &container.sources);
    let near = closest(name, types.chain(sources.map(|source| &*source.name)))?;
    Some(format!("did you mean `{near}`?"))
}
