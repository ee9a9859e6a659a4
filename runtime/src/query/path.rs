//! Properties of properties into paths: `From/EmailAddress/Address`.

use std::fmt;
use std::marker::PhantomData;

use super::write::Operand;
use super::{Binding, Expression};
use crate::gate::{Filterable, Open};
use crate::property::{Navigation, Of, Property};
use crate::structured::DerivedFrom;

/// A path of properties from `Owner` to values of type `T`; `G` is what the metadata allows with
/// all of them.
///
/// ```
/// # struct Message; struct Recipient; struct EmailAddress;
/// use odata_runtime::Property;
///
/// const FROM: Property<Message, Recipient> = Property::new("From");
/// const EMAIL_ADDRESS: Property<Recipient, EmailAddress> = Property::new("EmailAddress");
/// const ADDRESS: Property<EmailAddress, String> = Property::new("Address");
///
/// let address = FROM.get(EMAIL_ADDRESS).get(ADDRESS);
/// assert_eq!(address.as_str(), "From/EmailAddress/Address");
/// ```
pub struct Path<Owner, T, G = Open> {
    text: String,
    of: Of<(Owner, T, G)>,
}

/// One step of a path, or several: a property, a navigation property or a path of an `Owner`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no property of `{Owner}`",
    label = "`{Owner}` has no such property"
)]
pub trait Step<Owner> {
    /// The type of the values at its end.
    type Value;

    /// What the metadata allows.
    type Gate;

    /// Writes the names.
    fn write_step(&self, out: &mut String);
}

impl<Owner, T, G> Path<Owner, T, G> {
    fn new(text: String) -> Self {
        Self {
            text,
            of: PhantomData,
        }
    }

    /// The path, before percent-encoding.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// The path to a property of the value at the end.
    #[must_use]
    pub fn get<S: Step<T>>(mut self, next: S) -> Path<Owner, S::Value, (G, S::Gate)> {
        push_step(&mut self.text, &next);
        Path::new(self.text)
    }
}

impl<Owner, T> Path<Owner, T> {
    /// A property that the model does not have: a dynamic one of an open type.
    ///
    /// ```
    /// # struct Extension;
    /// use odata_runtime::Path;
    ///
    /// let colour = Path::<Extension, String>::dynamic("Colour");
    /// assert_eq!(colour.eq("red").as_str(), "Colour eq 'red'");
    /// ```
    #[must_use]
    pub fn dynamic(name: impl Into<String>) -> Self {
        Self::new(name.into())
    }
}

impl<Owner, T> Expression<Owner, T> {
    /// A property of the value.
    #[must_use]
    pub fn get<S: Step<T>>(&self, next: S) -> Expression<Owner, S::Value>
    where
        S::Gate: Filterable,
    {
        let mut text = String::with_capacity(48);
        super::write::grouped(&mut text, Binding::Primary, |out| self.write_operand(out));
        push_step(&mut text, &next);
        Expression::new(text, Binding::Primary)
    }
}

fn push_step<Owner>(text: &mut String, next: &impl Step<Owner>) {
    text.push('/');
    next.write_step(text);
}

macro_rules! begins_a_path {
    ($($head:ident),*) => {$(
        impl<Owner, T, G> $head<Owner, T, G> {
            /// The path to a property of the value of this one.
            #[must_use]
            pub fn get<S: Step<T>>(self, next: S) -> Path<Owner, S::Value, (G, S::Gate)> {
                Path::<Owner, T, G>::from(self).get(next)
            }

            /// The same property where a `Base` is expected, which the owner derives from: the
            /// path begins with the name of the derived type (OData URL 4.01 §4.11).
            ///
            /// ```
            /// # use odata_runtime as odata;
            /// # #[derive(Default)]
            /// # pub struct Message { odata: odata::Control }
            /// # #[derive(Default)]
            /// # pub struct EventMessage { odata: odata::Control }
            /// # macro_rules! structured { ($($name:ident),*) => {$(
            /// #     impl odata::Structured for $name {
            /// #         const TYPE_NAME: &'static str = concat!("Example.", stringify!($name));
            /// #         fn read_properties<R: odata::PropertyReader>(&mut self, reader: R) -> R {
            /// #             reader.undeclared(&mut self.odata)
            /// #         }
            /// #         fn write_properties<W: odata::PropertyWriter>(&self, writer: W) -> W {
            /// #             writer.undeclared(&self.odata)
            /// #         }
            /// #     }
            /// #     odata::structured!($name);
            /// # )*} }
            /// # structured!(Message, EventMessage);
            /// # impl odata::DerivedFrom<Message> for EventMessage {}
            /// use odata::Property;
            ///
            /// const START: Property<EventMessage, odata::Date> = Property::new("Start");
            ///
            /// let start = START.of_base::<Message>();
            /// assert_eq!(start.as_str(), "Example.EventMessage/Start");
            /// ```
            #[must_use]
            pub fn of_base<Base>(self) -> Path<Base, T, G>
            where
                Owner: DerivedFrom<Base>,
            {
                Path::new(format!("{}/{}", Owner::TYPE_NAME, self.name()))
            }
        }

        impl<Owner, T, G> From<$head<Owner, T, G>> for Path<Owner, T, G> {
            fn from(property: $head<Owner, T, G>) -> Self {
                // Room for what mostly follows.
                let mut text = String::with_capacity(property.name().len() + 32);
                text.push_str(property.name());
                Self::new(text)
            }
        }

        impl<Owner, T, G> Step<Owner> for $head<Owner, T, G> {
            type Value = T;
            type Gate = G;

            fn write_step(&self, out: &mut String) {
                out.push_str(self.name());
            }
        }

        impl<Owner, T, G> Operand for $head<Owner, T, G> {
            fn write_operand(&self, out: &mut String) -> Binding {
                out.push_str(self.name());
                Binding::Primary
            }
        }
    )*};
}

begins_a_path!(Property, Navigation);

impl<Owner, T, G> Step<Owner> for Path<Owner, T, G> {
    type Value = T;
    type Gate = G;

    fn write_step(&self, out: &mut String) {
        out.push_str(&self.text);
    }
}

impl<Owner, T, G> Operand for Path<Owner, T, G> {
    fn write_operand(&self, out: &mut String) -> Binding {
        out.push_str(&self.text);
        Binding::Primary
    }
}

impl<Owner, T, G> Clone for Path<Owner, T, G> {
    fn clone(&self) -> Self {
        Self::new(self.text.clone())
    }
}

impl<Owner, T, G> fmt::Debug for Path<Owner, T, G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
