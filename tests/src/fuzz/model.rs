//! A small model, in the form that the generator emits, and clients of a service that has it.

use http::Response;
use odata_runtime as odata;
use odata_runtime::{
    Base64Url, Client, DateTimeOffset, Decimal, Duration, EnumStyle, KeyStyle, Navigation,
    OperationStyle, Property, Retry, Service, TimeOfDay, Uuid, transport_fn,
};

/// Something with a property of every type.
#[derive(Default)]
pub(super) struct Thing {
    odata: odata::Control,
}

/// What a thing is made of.
#[derive(Default)]
pub(super) struct Part {
    odata: odata::Control,
}

macro_rules! structured {
    ($($name:ident),*) => {$(
        impl odata::Structured for $name {
            const TYPE_NAME: &'static str = concat!("Shop.V1.", stringify!($name));

            fn read_properties<R: odata::PropertyReader>(&mut self, reader: R) -> R {
                reader.undeclared(&mut self.odata)
            }

            fn write_properties<W: odata::PropertyWriter>(&self, writer: W) -> W {
                writer.undeclared(&self.odata)
            }
        }

        odata::structured!($name);
    )*};
}

structured!(Thing, Part);

/// A member each.
#[derive(Clone)]
pub(super) enum Colour {
    Red,
    SkyBlue,
    Unrecognized(odata::UnknownMember),
}

impl odata::Enumeration for Colour {
    const TYPE_NAME: &'static str = "Shop.V1.Colour";

    fn variants() -> odata::Variants<Self> {
        let members = &[("Red", 0, Self::Red), ("SkyBlue", 1, Self::SkyBlue)];
        (members, Self::Unrecognized)
    }

    odata::unrecognized!();
}

odata::enumeration!(Colour);

pub(super) const NAME: Property<Thing, String> = Property::new("Name");
pub(super) const SIZE: Property<Thing, i64> = Property::new("Size");
pub(super) const WEIGHT: Property<Thing, f64> = Property::new("Weight");
pub(super) const PRICE: Property<Thing, Decimal> = Property::new("Price");
pub(super) const IS_NEW: Property<Thing, bool> = Property::new("IsNew");
pub(super) const MADE: Property<Thing, DateTimeOffset> = Property::new("Made");
pub(super) const OPENS: Property<Thing, TimeOfDay> = Property::new("Opens");
pub(super) const LENGTH: Property<Thing, Duration> = Property::new("Length");
pub(super) const ID: Property<Thing, Uuid> = Property::new("Id");
pub(super) const DATA: Property<Thing, odata::Binary<Base64Url>> = Property::new("Data");
pub(super) const COLOUR: Property<Thing, Colour> = Property::new("Colour");
pub(super) const TAGS: Property<Thing, Vec<String>> = Property::new("Tags");
pub(super) const PARTS: Navigation<Thing, Vec<Part>> = Navigation::new("Parts");
pub(super) const OTHERS: Navigation<Thing, Vec<Thing>> = Navigation::new("Others");
pub(super) const PART_NAME: Property<Part, String> = Property::new("Name");

/// Where the service is.
pub(super) const ROOT: &str = "https://example.com/api/v1";

static SERVICE: Service = Service::new(ROOT);

/// How addresses look.
#[derive(Clone, Copy, Debug)]
pub(super) struct Styles {
    pub(super) keys: KeyStyle,
    pub(super) enums: EnumStyle,
    pub(super) operations: OperationStyle,
}

/// A client that sends nothing.
pub(super) fn client(styles: Styles) -> Client {
    let builder = Client::builder(&SERVICE)
        .key_style(styles.keys)
        .enum_style(styles.enums)
        .operation_style(styles.operations)
        .transport(transport_fn(|_| Ok(Response::new("{}".into()))));
    builder.build().expect("the service is at a URL")
}

/// A client whose every request has this answer, and is sent once.
pub(super) fn answering(answer: Response<Vec<u8>>) -> Client {
    let (head, body) = answer.into_parts();
    let transport = transport_fn(move |_| {
        let body = body.clone().into();
        Ok(Response::from_parts(head.clone(), body))
    });
    let builder = Client::builder(&SERVICE)
        .retry(Retry::none())
        .transport(transport);
    builder.build().expect("the service is at a URL")
}
