//! Turns a function of a plan into what the same function is found by in another plan.

use crate::plan::{Call, Parameter, Step};

use super::Kind;

/// What a row is, in the words of the metadata alone.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Identity {
    /// What the function is called on; none at the root of the service.
    pub bound: Option<Bound>,
    /// What the function adds to the address.
    pub segment: Segment,
    /// What is asked of the address; none for a step and for the call of an operation.
    pub asked: Option<Asked>,
}

/// An entity type, or many entities of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Bound {
    /// The qualified name of the type.
    pub ty: Box<str>,
    /// Many.
    pub collection: bool,
}

/// A part of an address.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Segment {
    /// The name of a navigation property, entity set, singleton or stream.
    Name(Box<str>),
    /// A key.
    Key,
    /// A key that every user of the service has: its value.
    WellKnown(Box<str>),
    /// The qualified name of a derived type.
    Cast(Box<str>),
    /// An operation, with its parameters in the order of the alphabet.
    Call {
        /// The name, without its namespace.
        name: Box<str>,
        /// The names of the parameters.
        parameters: Vec<Box<str>>,
    },
}

/// A request of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Asked {
    /// What it does.
    pub kind: Kind,
    /// The method.
    pub method: &'static str,
}

impl Segment {
    /// What a step adds; `optional` are the parameters that a call may leave out.
    pub(super) fn of(step: &Step, optional: &[Parameter]) -> Self {
        match step {
            Step::Navigate { wire, .. } => Self::Name(wire.clone()),
            Step::Key { .. } => Self::Key,
            Step::WellKnown { value, .. } => Self::WellKnown(value.clone()),
            Step::Cast { wire, .. } => Self::Cast(wire.clone()),
            Step::Call(call) => Self::call(call, optional),
        }
    }

    fn call(call: &Call, optional: &[Parameter]) -> Self {
        let parameters = call.required.iter().chain(optional);
        let names = parameters.map(|parameter| parameter.name.wire.clone());
        Self::of_operation(call.wire.clone(), names)
    }

    /// The call of an operation by its name and those of its parameters.
    pub fn of_operation(name: Box<str>, parameters: impl IntoIterator<Item = Box<str>>) -> Self {
        let mut parameters: Vec<Box<str>> = parameters.into_iter().collect();
        parameters.sort();
        Self::Call { name, parameters }
    }
}
