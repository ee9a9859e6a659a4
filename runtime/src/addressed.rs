//! An entity that came from the service, into its own address.

use crate::client::Client;
use crate::error::{BuildError, Error};
use crate::gate::Open;
use crate::object::with_control;
use crate::resource::Resource;
use crate::structured::Structured;

/// An entity type that has request builders.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no request builder",
    note = "`Client::at` takes the address of anything"
)]
pub trait Addressed: Structured {
    /// The builder that addresses one entity, by what the metadata allows there.
    type Request<G>: From<Resource>;
}

/// An entity type whose key is one string: what [`CollectionRequest::by_key`] needs.
///
/// [`CollectionRequest::by_key`]: crate::CollectionRequest::by_key
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no key that is one string",
    note = "collections of types with other keys have a `by_key` of their own"
)]
pub trait Keyed: Addressed {
    /// The name of the property that is the key: `Id`.
    const KEY: &'static str;
}

/// An entity type whose collections have a request builder.
pub trait Collected {
    /// The builder that addresses a collection.
    type Request: From<Resource>;
}

impl Client {
    /// The address of an entity that the service gave: where it is changed (`@odata.editLink`), or
    /// else its id (`@odata.id`, OData JSON 4.01 §4.6.8).
    ///
    /// ```
    /// # use odata_runtime as odata;
    /// # #[derive(Default)]
    /// # pub struct Message { odata: odata::Control }
    /// # impl odata::Structured for Message {
    /// #     const TYPE_NAME: &'static str = "Example.Message";
    /// #     fn read_properties<R: odata::PropertyReader>(&mut self, reader: R) -> R {
    /// #         reader.undeclared(&mut self.odata)
    /// #     }
    /// #     fn write_properties<W: odata::PropertyWriter>(&self, writer: W) -> W {
    /// #         writer.undeclared(&self.odata)
    /// #     }
    /// # }
    /// # odata::structured!(Message);
    /// # impl odata::Addressed for Message {
    /// #     type Request<G> = odata::EntityRequest<Message, G>;
    /// # }
    /// # static SERVICE: odata::Service = odata::Service::new("https://example.com/odata");
    /// # let client = odata::Client::builder(&SERVICE)
    /// #     .transport(odata::transport_fn(|_| Ok(http::Response::new("{}".into()))))
    /// #     .build()?;
    /// # let message: Message = odata::from_json(r#"{"@odata.id":"Messages('a')"}"#)?;
    /// let delete = client.address_of(&message)?.delete();
    /// assert_eq!(format!("{delete:?}"), "DELETE https://example.com/odata/Messages('a')");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// When the entity says neither: it was not read from a service, or the service leaves out
    /// what can be told from the key. Its collection has `by_key` for that.
    pub fn address_of<T: Addressed>(&self, entity: &T) -> Result<T::Request<Open>, Error> {
        let url = with_control(entity, |control| {
            let edit_link = control.edit_link();
            edit_link.or_else(|| control.id().map(ToOwned::to_owned))
        });
        match url.flatten() {
            Some(url) => Ok(self.at(&url)),
            None => Err(BuildError::NoAddress {
                type_name: entity.actual_type(),
            }
            .into()),
        }
    }
}
