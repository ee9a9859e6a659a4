//! Turns types of the model into types of Rust.

use super::shapes::Shape;
use super::types::{Argument, Outcome, RustType};
use super::{Planner, boxes};
use crate::model::{
    OperationKind, Parameter, Primitive, StructuredId, StructuredKind, Type, TypeUse,
};

/// The Rust type of a primitive value, binary ones aside.
fn primitive(primitive: Primitive) -> RustType {
    use Primitive as P;
    match primitive {
        P::Boolean => RustType::Plain("bool"),
        P::Byte => RustType::Plain("u8"),
        P::SByte => RustType::Plain("i8"),
        P::Int16 => RustType::Plain("i16"),
        P::Int32 => RustType::Plain("i32"),
        P::Int64 => RustType::Plain("i64"),
        P::Single => RustType::Plain("f32"),
        P::Double => RustType::Plain("f64"),
        P::String
        | P::AnnotationPath
        | P::AnyPropertyPath
        | P::ModelElementPath
        | P::NavigationPropertyPath
        | P::PropertyPath => RustType::Plain("String"),
        P::Binary | P::Stream => RustType::Runtime("Binary"),
        P::Date => RustType::Runtime("Date"),
        P::DateTimeOffset => RustType::Runtime("DateTimeOffset"),
        P::Decimal => RustType::Runtime("Decimal"),
        P::Duration => RustType::Runtime("Duration"),
        P::Guid => RustType::Runtime("Uuid"),
        P::TimeOfDay => RustType::Runtime("TimeOfDay"),
        P::Untyped | P::PrimitiveType | P::ComplexType | P::EntityType => {
            RustType::Runtime("Untyped")
        }
        _ => RustType::Runtime("GeoJson"),
    }
}

impl Planner<'_> {
    /// The Rust type of a primitive value.
    pub(super) fn primitive(&self, edm: Primitive) -> RustType {
        match edm {
            Primitive::Binary | Primitive::Stream if self.options.plain_base64 => {
                RustType::Runtime("Base64Binary")
            }
            _ => primitive(edm),
        }
    }

    /// The Rust type of one value.
    pub(super) fn value_type(&self, ty: Type) -> RustType {
        match ty {
            Type::Primitive(edm) => self.primitive(edm),
            Type::Structured(id) => self.symbols.entity(id),
            Type::Enum(id) => match &self.symbols.enums[id.0 as usize] {
                Some(path) => RustType::Generated(path.clone()),
                // what is not selected keeps its JSON
                None => RustType::Runtime("Untyped"),
            },
            Type::Definition(id) => match &self.symbols.definitions[id.0 as usize] {
                Some(path) => RustType::Generated(path.clone()),
                None => self.primitive(self.model.definition(id).underlying_type),
            },
        }
    }

    /// The Rust type of a value or of many, without absence.
    pub(super) fn present_type(&self, ty: &TypeUse) -> RustType {
        let one = self.value_type(ty.ty);
        match (ty.collection, ty.nullable) {
            (false, _) => one,
            (true, Some(true)) => RustType::Vec(Box::new(RustType::Option(Box::new(one)))),
            (true, _) => RustType::Vec(Box::new(one)),
        }
    }

    /// The Rust type of a field.
    ///
    /// Every single value is optional, also where null is forbidden: `$select` leaves out what it
    /// does not name, and a value that is not there is not zero.
    pub(super) fn field_type(&self, owner: StructuredId, ty: &TypeUse) -> RustType {
        let present = self.present_type(ty);
        if ty.collection {
            return present;
        }
        let boxed = matches!(ty.ty, Type::Structured(target) if boxes::Boxed::contains(&self.boxed, &(owner, self.symbols.versions.newest(target))));
        RustType::Option(Box::new(if boxed {
            RustType::Box(Box::new(present))
        } else {
            present
        }))
    }

    /// How a caller gives a value of this type.
    pub(super) fn argument(&self, ty: &TypeUse) -> Argument {
        let one = self.value_type(ty.ty);
        if ty.collection {
            return match ty.nullable {
                Some(true) => Argument::Items(RustType::Option(Box::new(one))),
                _ if self.is_given_as_it_is(ty.ty) => Argument::Borrowed(one),
                _ => Argument::Items(one),
            };
        }
        let underlying = match ty.ty {
            Type::Primitive(edm) => self.primitive(edm),
            Type::Definition(id) => self.primitive(self.model.definition(id).underlying_type),
            Type::Enum(id) if self.symbols.enums[id.0 as usize].is_none() => {
                return Argument::Reference(one);
            }
            Type::Enum(_) => return Argument::Value(one),
            Type::Structured(_) => return Argument::Reference(one),
        };
        match underlying {
            RustType::Plain("String") | RustType::Runtime(_) => Argument::Into(one),
            _ => Argument::Value(one),
        }
    }

    /// Whether nothing else converts into a type: it is structured, no enum of derived types and no shorthand.
    fn is_given_as_it_is(&self, ty: Type) -> bool {
        let Type::Structured(id) = ty else {
            return false;
        };
        let id = self.symbols.versions.newest(id);
        let wire = self.model.structured(id).name.to_string();
        self.symbols.structured[id.0 as usize].is_some()
            && self.symbols.shapes[id.0 as usize] == Shape::Struct
            && !self.options.shorthand.contains_key(&wire)
    }

    /// How a caller gives a parameter; one of a function that may be null but not left out is given as an option.
    pub(super) fn parameter_argument(
        &self,
        kind: OperationKind,
        parameter: &Parameter,
    ) -> Argument {
        let argument = self.argument(&parameter.ty);
        let must_be_given =
            kind == OperationKind::Function && !parameter.annotations.optional_parameter;
        match argument {
            Argument::Value(ty) | Argument::Into(ty)
                if must_be_given && parameter.ty.nullable == Some(true) =>
            {
                Argument::Into(RustType::Option(Box::new(ty)))
            }
            argument => argument,
        }
    }

    /// What a request that returns this type gives back.
    pub(super) fn outcome(&self, ty: Option<&TypeUse>) -> Outcome {
        let Some(ty) = ty else {
            return Outcome::Nothing;
        };
        let one = self.value_type(ty.ty);
        let outcome = match ty.ty {
            _ if ty.collection => return Outcome::Items(one),
            Type::Structured(_) => Outcome::Entity(one),
            Type::Primitive(Primitive::Stream) => Outcome::Media,
            Type::Primitive(Primitive::ComplexType | Primitive::EntityType) => Outcome::Entity(one),
            _ => Outcome::Scalar(one),
        };
        // nullable is the default of the standard, so most documents leave it unsaid of results that
        // are never null; only those that say so get an option
        if ty.nullable == Some(true) {
            Outcome::Maybe(Box::new(outcome))
        } else {
            outcome
        }
    }

    /// The builder that a composable function leads on to.
    pub(super) fn builder_of(&self, ty: &TypeUse) -> Option<super::Path> {
        match ty.ty {
            Type::Structured(id) if self.model.structured(id).kind == StructuredKind::Entity => {
                if ty.collection {
                    self.symbols.collection_builder(id)
                } else {
                    self.symbols.single_builder(id)
                }
            }
            _ => None,
        }
    }
}
