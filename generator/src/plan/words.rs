//! Turns types of the plan into the text that people write for them.

use super::types::{Argument, Function, Outcome, Parameter, Path, RustType, Step, Target};

/// How generated items are called in a text: by a name, or by a path to it.
#[derive(Clone, Copy)]
pub struct Words<'n> {
    /// What a generated item is called.
    pub name: &'n dyn Fn(&Path) -> String,
}

impl Words<'_> {
    /// A type in a field, a parameter or a result.
    #[must_use]
    pub fn ty(&self, ty: &RustType) -> String {
        match ty {
            RustType::Plain(name) => (*name).to_owned(),
            RustType::Runtime(name) => format!("odata::{name}"),
            RustType::Generated(path) => (self.name)(path),
            RustType::Option(inner) => format!("Option<{}>", self.ty(inner)),
            RustType::Vec(inner) => format!("Vec<{}>", self.ty(inner)),
            RustType::Box(inner) => format!("Box<{}>", self.ty(inner)),
            RustType::Expanded(inner) => format!("odata::Expanded<{}>", self.ty(inner)),
        }
    }

    /// What a request gives back.
    #[must_use]
    pub fn outcome(&self, outcome: &Outcome) -> String {
        match outcome {
            Outcome::Nothing => "()".to_owned(),
            Outcome::Entity(inner) | Outcome::Scalar(inner) => self.ty(inner),
            Outcome::Items(inner) => format!("Page<{}>", self.ty(inner)),
            Outcome::Media => "Bytes".to_owned(),
            Outcome::Maybe(inner) => format!("Option<{}>", self.outcome(inner)),
            Outcome::Builder(builder) => (self.name)(builder),
        }
    }

    /// What a caller gives for a parameter.
    #[must_use]
    pub fn argument(&self, argument: &Argument) -> String {
        match argument {
            Argument::Value(inner) | Argument::Into(inner) => self.ty(inner),
            Argument::Reference(inner) => format!("&{}", self.ty(inner)),
            Argument::Items(inner) | Argument::Borrowed(inner) => format!("[{}]", self.ty(inner)),
        }
    }

    /// What an address leads to.
    #[must_use]
    pub fn target(&self, target: &Target) -> String {
        match target {
            Target::Builder(builder) => (self.name)(builder),
            Target::Stream => "odata::StreamRequest".to_owned(),
            Target::Resource => "odata::Resource".to_owned(),
        }
    }

    /// A function without its name: what it takes, and what it gives. The names of its parameters mean
    /// nothing to those who call it.
    #[must_use]
    pub fn signature(&self, function: &Function) -> String {
        let (parameters, result): (&[Parameter], String) = match &function.step {
            Step::Navigate { target, .. } => (&[], self.target(target)),
            Step::Key { parts, target } => (parts, (self.name)(target)),
            Step::WellKnown { target, .. } | Step::Cast { target, .. } => {
                (&[], (self.name)(target))
            }
            Step::Call(call) => match &call.options {
                Some(options) => (&call.required, (self.name)(options)),
                None => (&call.required, self.outcome(&call.result)),
            },
        };
        let arguments = parameters.iter().map(|part| self.argument(&part.argument));
        let arguments = arguments.collect::<Vec<_>>().join(", ");
        format!("({arguments}) -> {result}")
    }
}
