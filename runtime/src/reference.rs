//! Links between entities that exist: `$ref` (OData Protocol 4.01 §11.4.6).

use http::Method;

use crate::batch;
use crate::control::Control;
use crate::error::BuildError;
use crate::kind::{Entity, Items, Nothing};
use crate::object::{PropertyReader, PropertyWriter};
use crate::render::raw_json;
use crate::request::Request;
use crate::resource::Resource;
use crate::structured::Structured;

/// A link to an entity: its address is in the `@odata.id` of its control information.
#[derive(Default)]
pub struct EntityReference {
    /// What the reference says.
    pub odata: Control,
}

impl Structured for EntityReference {
    const TYPE_NAME: &'static str = "Edm.EntityReference";

    fn read_properties<R: PropertyReader>(&mut self, reader: R) -> R {
        reader.undeclared(&mut self.odata)
    }

    fn write_properties<W: PropertyWriter>(&self, writer: W) -> W {
        writer.undeclared(&self.odata)
    }
}

crate::structured!(EntityReference);

/// The link of a navigation property to its one entity.
#[derive(Clone, Debug)]
pub struct Reference(Resource);

impl From<Resource> for Reference {
    fn from(resource: Resource) -> Self {
        Self(resource)
    }
}

impl Reference {
    /// Reads the link.
    pub fn get(&self) -> Request<Entity<EntityReference>> {
        self.0.request(Method::GET)
    }

    /// Links to the entity at this address.
    pub fn set(&self, target: &Resource) -> Request<Nothing> {
        linking(self.0.request(Method::PUT), target)
    }

    /// Removes the link; the entity stays.
    pub fn remove(&self) -> Request<Nothing> {
        self.0.request(Method::DELETE)
    }
}

/// The links of a navigation property to its entities.
#[derive(Clone, Debug)]
pub struct References(Resource);

impl From<Resource> for References {
    fn from(resource: Resource) -> Self {
        Self(resource)
    }
}

impl References {
    /// Reads the links, page by page.
    pub fn list(&self) -> Request<Items<EntityReference>> {
        self.0.request(Method::GET)
    }

    /// Adds a link to the entity at this address.
    pub fn add(&self, target: &Resource) -> Request<Nothing> {
        linking(self.0.request(Method::POST), target)
    }

    /// Removes the link to the entity at this address; the entity stays.
    pub fn remove(&self, target: &Resource) -> Request<Nothing> {
        let request = self.0.request(Method::DELETE);
        match address(target) {
            Ok(url) => request.query("$id", url),
            Err(error) => request.with_members(Err(error)),
        }
    }
}

fn linking(request: Request<Nothing>, target: &Resource) -> Request<Nothing> {
    let json = address(target).and_then(|url| {
        raw_json(&url).map_err(|source| BuildError::Encode {
            name: "@odata.id".into(),
            source,
        })
    });
    request.with_members(json.map(|json| vec![("@odata.id".into(), json)]))
}

fn address(target: &Resource) -> Result<String, BuildError> {
    if target.path.refers_to.is_some() {
        return batch::reference_text(target);
    }
    target.client.url(&target.path, &[]).map(String::from)
}
