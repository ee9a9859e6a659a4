//! The request builders of a version as they are printed, and the client that leads to them.

use serde::Serialize;

use super::{Condition, GateRef, Name, Path, RustType};

/// The request builders of one entity type.
#[derive(Debug, Serialize)]
pub struct Requests {
    /// The qualified name of the entity type.
    pub wire: Box<str>,
    /// The type that is read and written.
    pub entity: RustType,
    /// That type is generated, and so its values know which builder addresses them.
    pub is_typed: bool,
    /// Addresses one entity.
    pub single: Builder,
    /// Addresses a collection of them, where something leads to one.
    pub collection: Option<Builder>,
    /// Requests with optional parameters.
    pub options: Vec<OptionalParameters>,
    /// The features that values of the type need besides those of the builders.
    #[serde(skip_serializing_if = "Condition::is_always")]
    pub entity_condition: Condition,
}

impl Requests {
    /// The property that is the key, where the runtime has `by_key`: it is one string, and values of the type
    /// are there whenever the builders are.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        let functions = &self.collection.as_ref()?.functions;
        let parts = functions.iter().find_map(|function| match &function.step {
            Step::Key { parts, .. } => Some(&parts[..]),
            _ => None,
        });
        match parts? {
            [part] if part.argument.is_text() => {
                (self.is_typed && self.entity_condition.is_always()).then_some(&*part.name.wire)
            }
            _ => None,
        }
    }

    /// The functions of a builder that the runtime does not have.
    pub fn own<'b>(&self, builder: &'b Builder) -> Vec<&'b Function> {
        let has_key = self.key().is_some();
        let functions = builder.functions.iter();
        functions
            .filter(|function| !(has_key && matches!(function.step, Step::Key { .. })))
            .collect()
    }
}

/// A request builder. One without functions of its own is another name for what the runtime has.
#[derive(Debug, Serialize)]
pub struct Builder {
    /// Lines of documentation.
    pub docs: Vec<String>,
    /// Its name.
    pub name: Box<str>,
    /// Its functions.
    pub functions: Vec<Function>,
}

/// A function of a builder or of the client.
#[derive(Debug, Serialize)]
pub struct Function {
    /// Lines of documentation.
    pub docs: Vec<String>,
    /// Its name.
    pub rust: Box<str>,
    /// What it does.
    pub step: Step,
    /// The features that it needs besides those of its builder.
    #[serde(skip_serializing_if = "Condition::is_always")]
    pub condition: Condition,
}

/// What a function adds to the address, or asks of it.
#[derive(Debug, Serialize)]
pub enum Step {
    /// Goes on to what a navigation property, entity set or singleton leads to.
    Navigate {
        /// The segment.
        wire: Box<str>,
        /// What stands there.
        target: Target,
        /// The gate of the target.
        gate: GateRef,
    },
    /// Picks one entity of a collection.
    Key {
        /// The parts of the key.
        parts: Vec<Parameter>,
        /// The builder of the entity.
        target: Path,
    },
    /// Picks the entity with a key that every user of the service has.
    WellKnown {
        /// The key.
        key: Box<str>,
        /// The value.
        value: Box<str>,
        /// The builder of the entity.
        target: Path,
    },
    /// Narrows to a derived type.
    Cast {
        /// The qualified name of the derived type.
        wire: Box<str>,
        /// The builder of the derived type.
        target: Path,
    },
    /// Calls an operation.
    Call(Call),
}

impl Step {
    /// Whether it leads on to typed entities without being given anything.
    #[must_use]
    pub fn leads_to_entities(&self) -> bool {
        matches!(
            self,
            Self::Navigate {
                target: Target::Builder(_),
                ..
            }
        )
    }
}

/// What an address leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Target {
    /// Entities of a known type: their builder.
    Builder(Path),
    /// Bytes.
    Stream,
    /// Entities of a type that is not known before they are read.
    Resource,
}

/// The call of an operation.
#[derive(Debug, Serialize)]
pub struct Call {
    /// A `POST`, not a `GET`.
    pub action: bool,
    /// The namespace of the operation; `None` for an import, which is called by its own name.
    pub namespace: Option<Box<str>>,
    /// The operation or import.
    pub wire: Box<str>,
    /// The parameters that must be given.
    pub required: Vec<Parameter>,
    /// What comes back.
    pub result: Outcome,
    /// The struct that takes the optional parameters.
    pub options: Option<Path>,
}

/// A parameter of an operation or a part of a key.
#[derive(Debug, Serialize)]
pub struct Parameter {
    /// Lines of documentation, where it becomes a method.
    pub docs: Vec<String>,
    /// The parameter on the wire and in Rust.
    pub name: Name,
    /// How a caller gives it.
    pub argument: Argument,
    /// Where it goes.
    pub passed: Passed,
}

/// Where the value of a parameter goes, and in which form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Passed {
    /// Into the body, as a member of a JSON object: what an action takes.
    InBody,
    /// Into the URL, as a literal: a part of a key, or a primitive argument of a function.
    AsLiteral,
    /// Into the URL, as JSON behind a parameter alias: any other argument of a function.
    AsJson,
}

/// How a caller gives a value, and how it is written into a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Argument {
    /// By value.
    Value(RustType),
    /// By anything that converts into it.
    Into(RustType),
    /// By reference.
    Reference(RustType),
    /// By anything that yields items which convert into it.
    Items(RustType),
    /// By anything that yields items or references to them.
    Borrowed(RustType),
}

impl Argument {
    /// Whether it is one text, which the runtime takes without being told its type.
    pub(crate) fn is_text(&self) -> bool {
        matches!(self, Self::Into(RustType::Plain("String")))
    }
}

/// What a request gives back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Outcome {
    /// Nothing.
    Nothing,
    /// One entity or complex value, which is the body.
    Entity(RustType),
    /// One primitive value, wrapped in an object.
    Scalar(RustType),
    /// A page of values.
    Items(RustType),
    /// Bytes.
    Media,
    /// Any of the above, or null.
    Maybe(Box<Outcome>),
    /// Not asked for yet: a composable function leads on to a builder.
    Builder(Path),
}

/// A request that takes optional parameters before it is sent.
#[derive(Debug, Serialize)]
pub struct OptionalParameters {
    /// Lines of documentation.
    pub docs: Vec<String>,
    /// Its name.
    pub name: Box<str>,
    /// A `POST`, not a `GET`.
    pub action: bool,
    /// What comes back.
    pub result: Outcome,
    /// The parameters, each a method.
    pub parameters: Vec<Parameter>,
    /// The features that it needs besides those of its file.
    #[serde(skip_serializing_if = "Condition::is_always")]
    pub condition: Condition,
}

/// The client of one version.
#[derive(Debug, Serialize)]
pub struct Client {
    /// Lines of documentation.
    pub docs: Vec<String>,
    /// Where the service is, unless the user says otherwise.
    pub base_url: String,
    /// Other origins of the service.
    pub origins: Vec<String>,
    /// Keys are segments of their own, not in parentheses.
    pub key_segments: bool,
    /// Bound operations are called without their namespace.
    pub unqualified_operations: bool,
    /// Values of enumerations do not name their type in URLs.
    pub unqualified_enums: bool,
    /// Requests and answers are of OData 4.01.
    pub odata_4_01: bool,
    /// The most requests that one batch may have.
    pub max_batch: Option<u32>,
    /// Batches are written as JSON.
    pub json_batches: bool,
    /// Where batches go to, where that is not `$batch`.
    pub batch_url: Option<String>,
    /// Error codes that say that something is too old.
    pub expired_codes: Vec<String>,
    /// Headers of every request.
    pub headers: Vec<(String, String)>,
    /// What stands at the root of the service.
    pub functions: Vec<Function>,
}
