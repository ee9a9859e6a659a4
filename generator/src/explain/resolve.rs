//! Turns the segments of a URL into a place of the model and the functions that lead there.

mod action;
mod call;
mod gate;
mod key;
mod root;

use super::Failure;
use super::index::{Builder, Index};
use super::request::{Argument, Segment, Target};
use super::scope::{Scope, text};
use crate::diagnostics::closest;
use crate::plan::{
    Call, Capability, Constant, Function, GateRef, Parameter, RustType, Step, Target as Leads,
};

pub(super) use action::{action, raw_action};
pub(super) use call::{function, kind};
pub(super) use root::walk;

/// Where a URL leads.
#[derive(Clone, Debug)]
pub(super) enum Place<'p> {
    /// The root of the service.
    Root,
    /// One entity.
    Entity(Address<'p>),
    /// Many.
    Collection(Address<'p>),
    /// The number of them.
    Count(Address<'p>),
    /// The links of a collection, or of a single entity.
    Links { collection: bool },
    /// The bytes of a stream property, or of a media entity.
    Stream(GateRef),
    /// A structural property.
    Property(&'p Constant),
    /// The text of a structural property.
    RawProperty,
    /// The call of an operation that has not been made yet.
    Call(Called<'p>),
    /// Something that the plan does not type.
    Unknown,
}

/// Entities at an address.
#[derive(Clone, Debug)]
pub(super) struct Address<'p> {
    pub(super) builder: Builder<'p>,
    pub(super) gate: GateRef,
}

impl Address<'_> {
    /// The type of the entities.
    pub(super) fn entity(&self) -> &RustType {
        &self.builder.requests.entity
    }
}

/// An operation with what the URL gives to it.
#[derive(Clone, Debug)]
pub(super) struct Called<'p> {
    pub(super) function: &'p Function,
    pub(super) call: &'p Call,
    pub(super) arguments: Vec<Argument>,
    pub(super) span: std::ops::Range<usize>,
}

/// How far the way has led.
#[derive(Clone, Debug)]
pub(super) struct Walk<'p> {
    pub(super) place: Place<'p>,
    /// The functions so far: `client.me().messages()`.
    pub(super) code: String,
    /// The URL with `{Id}` for keys.
    pub(super) template: String,
    /// The function that made the last step, with the type that has it.
    pub(super) function: String,
    /// What the plan says about the last step.
    pub(super) docs: &'p [String],
}

/// The function that asks something of the end of a walk: `MessageRequest::get`.
pub(super) fn asked(walk: &Walk<'_>, last: &str) -> String {
    let owner = match &walk.place {
        Place::Entity(address) | Place::Collection(address) | Place::Count(address) => {
            &*address.builder.builder.name
        }
        Place::Stream(_) => "odata_runtime::StreamRequest",
        Place::Links { collection: true } => "odata_runtime::References",
        Place::Links { collection: false } => "odata_runtime::Reference",
        Place::Property(_) | Place::RawProperty => "odata_runtime::PropertyRequest",
        Place::Root | Place::Call(_) | Place::Unknown => "odata_runtime::Resource",
    };
    format!("{owner}::{last}")
}

/// What a walk looks at.
pub(super) struct Resolver<'r, 'p> {
    pub(super) index: &'p Index<'p>,
    pub(super) scope: &'r mut Scope<'p>,
    pub(super) target: &'r Target,
}

type Stepped<'p> = Result<(), Failure>;

impl<'p> Resolver<'_, 'p> {
    /// One segment further; gives how many segments were taken.
    fn step(&mut self, walk: &mut Walk<'p>, segments: &[Segment]) -> Result<usize, Failure> {
        let segment = &segments[0];
        match walk.place.clone() {
            Place::Root => self.at_root(walk, segment)?,
            Place::Entity(address) => self.at_entity(walk, &address, segment)?,
            Place::Collection(address) => return self.at_collection(walk, &address, segments),
            Place::Property(constant) => self.at_property(walk, constant, segment)?,
            Place::Call(called) => {
                self.lead_on(walk, &called)?;
                return self.step(walk, segments);
            }
            Place::Unknown => self.unknown(walk, segment),
            Place::Count(_) | Place::Links { .. } | Place::Stream(_) | Place::RawProperty => {
                return Err(self.failure(
                    segment,
                    "nothing can follow here".to_owned(),
                    Vec::new(),
                ));
            }
        }
        Ok(1)
    }

    fn at_root(&mut self, walk: &mut Walk<'p>, segment: &Segment) -> Stepped<'p> {
        match find(self.index.root(), &segment.name) {
            Some(function) => self.take(walk, function, segment, &GateRef::Open),
            None => {
                let names = self.index.root().iter().filter_map(wire).collect();
                let message = format!("the service has no `{}` at its root", segment.name);
                Err(self.failure(segment, message, names))
            }
        }
    }

    fn at_entity(
        &mut self,
        walk: &mut Walk<'p>,
        address: &Address<'p>,
        segment: &Segment,
    ) -> Stepped<'p> {
        let functions = &address.builder.builder.functions;
        match &*segment.name {
            "$value" => {
                walk.place = Place::Stream(address.gate.clone());
                push(walk, ".media()", "/$value");
                return Ok(());
            }
            "$ref" => {
                self.ungated(walk, &address.gate, Capability::Referenceable);
                walk.place = Place::Links { collection: false };
                push(walk, ".reference()", "/$ref");
                return Ok(());
            }
            _ => {}
        }
        if let Some(function) = find(functions, &segment.name) {
            return self.take(walk, function, segment, &address.gate);
        }
        if self.property(walk, address.entity(), segment) {
            return Ok(());
        }
        let constants = self.index.constants(address.entity());
        let properties = constants.iter().flat_map(|constants| constants.all);
        let names = functions.iter().filter_map(wire);
        let names = names
            .chain(properties.map(|constant| &*constant.name.wire))
            .collect();
        let message = format!(
            "`{}` has no `{}`",
            address.builder.requests.wire, segment.name
        );
        Err(self.failure(segment, message, names))
    }

    fn at_collection(
        &mut self,
        walk: &mut Walk<'p>,
        address: &Address<'p>,
        segments: &[Segment],
    ) -> Result<usize, Failure> {
        let segment = &segments[0];
        match &*segment.name {
            "$count" => {
                self.ungated(walk, &address.gate, Capability::Countable);
                walk.place = Place::Count(address.clone());
                push(walk, ".count()", "/$count");
                return Ok(1);
            }
            "$ref" => {
                self.ungated(walk, &address.gate, Capability::Referenceable);
                walk.place = Place::Links { collection: true };
                push(walk, ".references()", "/$ref");
                return Ok(1);
            }
            _ => {}
        }
        if let Some(function) = find(&address.builder.builder.functions, &segment.name) {
            self.take(walk, function, segment, &address.gate)?;
            return Ok(1);
        }
        let parts = key::parts(address).map_or(1, <[Parameter]>::len).max(1);
        let given = &segments[..parts.min(segments.len())];
        let given: Vec<Argument> = given.iter().map(key::literal).collect();
        self.key(walk, address, &given, segment)?;
        Ok(given.len())
    }

    fn at_property(
        &mut self,
        walk: &mut Walk<'p>,
        constant: &'p Constant,
        segment: &Segment,
    ) -> Stepped<'p> {
        if segment.name == "$value" {
            walk.place = Place::RawProperty;
            push(walk, ".raw_value()", "/$value");
            return Ok(());
        }
        if self.property(walk, &constant.ty, segment) {
            return Ok(());
        }
        let constants = self.index.constants(&constant.ty);
        let names = constants.iter().flat_map(|constants| constants.all);
        let names = names.map(|constant| &*constant.name.wire).collect();
        let message = format!("`{}` has no `{}`", constant.name.wire, segment.name);
        Err(self.failure(segment, message, names))
    }

    fn property(&mut self, walk: &mut Walk<'p>, ty: &RustType, segment: &Segment) -> bool {
        let Some((constants, constant)) = self.index.constant(ty, &segment.name) else {
            return false;
        };
        let name = self.scope.constant(constants, constant);
        push(
            walk,
            &format!(".property({name})"),
            &format!("/{}", constant.name.wire),
        );
        walk.docs = &constant.docs;
        walk.function = "property".to_owned();
        walk.place = Place::Property(constant);
        true
    }

    /// A step that the plan has a function for.
    fn take(
        &mut self,
        walk: &mut Walk<'p>,
        function: &'p Function,
        segment: &Segment,
        gate: &GateRef,
    ) -> Stepped<'p> {
        walk.docs = &function.docs;
        walk.function = format!("{}::{}", self.owner(&walk.place), function.rust);
        if !matches!(function.step, Step::Call(_)) {
            self.scope.features.and(&function.condition);
        }
        match &function.step {
            Step::Navigate { wire, target, gate } => {
                push(walk, &format!(".{}()", function.rust), &format!("/{wire}"));
                walk.place = match target {
                    Leads::Stream => Place::Stream(gate.clone()),
                    Leads::Resource => Place::Unknown,
                    Leads::Builder(path) => self.place(path, gate),
                };
                self.keyed(walk, segment)
            }
            Step::Cast { wire, target } => {
                push(walk, &format!(".{}()", function.rust), &format!("/{wire}"));
                walk.place = self.place(target, gate);
                self.keyed(walk, segment)
            }
            Step::Call(call) => {
                let arguments = segment.arguments.clone().unwrap_or_default();
                let arguments = self.aliased(arguments);
                let functions = self.functions(&walk.place);
                let (function, call) =
                    call::overload(self.index, functions, function, call, &arguments);
                self.scope.features.and(&function.condition);
                walk.docs = &function.docs;
                walk.function = format!("{}::{}", self.owner(&walk.place), function.rust);
                walk.template.push_str(&format!("/{}", call.wire));
                let span = segment.span.clone();
                walk.place = Place::Call(Called {
                    function,
                    call,
                    arguments,
                    span,
                });
                Ok(())
            }
            Step::Key { .. } | Step::WellKnown { .. } => Ok(()),
        }
    }

    /// Follows addresses that the plan does not type, by their names.
    fn unknown(&mut self, walk: &mut Walk<'p>, segment: &Segment) {
        let resource = self.scope.odata("Resource");
        let code = format!(".navigate::<{resource}>({})", text(&segment.whole));
        push(walk, &code, &format!("/{}", segment.whole));
        self.scope
            .note(format!("what `{}` leads to is not typed", segment.whole));
    }

    fn place(&self, path: &crate::plan::Path, gate: &GateRef) -> Place<'p> {
        let gate = gate.clone();
        match self.index.builder(path) {
            Some(builder) if builder.collection => Place::Collection(Address { builder, gate }),
            Some(builder) => Place::Entity(Address { builder, gate }),
            None => Place::Unknown,
        }
    }

    fn functions(&self, place: &Place<'p>) -> &'p [Function] {
        match place {
            Place::Entity(address) | Place::Collection(address) => {
                &address.builder.builder.functions
            }
            Place::Root => self.index.root(),
            _ => &[],
        }
    }

    fn owner(&self, place: &Place<'p>) -> String {
        match place {
            Place::Entity(address) | Place::Collection(address) => {
                address.builder.builder.name.to_string()
            }
            _ => "Client".to_owned(),
        }
    }

    /// Arguments with what stands for `@alias` in the query.
    fn aliased(&self, mut arguments: Vec<Argument>) -> Vec<Argument> {
        for argument in &mut arguments {
            let option = self
                .target
                .options
                .iter()
                .find(|option| option.name == argument.value);
            if let Some(option) = option.filter(|option| option.name.starts_with('@')) {
                argument.value.clone_from(&option.value);
            }
        }
        arguments
    }

    pub(super) fn failure(&self, segment: &Segment, message: String, near: Vec<&str>) -> Failure {
        let near = closest(&segment.name, near).map(|near| format!("did you mean `{near}`?"));
        Failure::new(message, &self.target.url, segment.span.clone()).with_help(near)
    }
}

fn push(walk: &mut Walk<'_>, code: &str, template: &str) {
    walk.code.push_str(code);
    walk.template.push_str(template);
}

/// The name of a step on the wire.
fn wire(function: &Function) -> Option<&str> {
    match &function.step {
        Step::Navigate { wire, .. } | Step::Cast { wire, .. } => Some(wire),
        Step::Call(call) => Some(&call.wire),
        Step::Key { .. } | Step::WellKnown { .. } => None,
    }
}

/// The function for a segment: with its exact name, or but for the case of letters; operations also
/// with their namespace.
fn find<'p>(functions: &'p [Function], name: &str) -> Option<&'p Function> {
    let qualified = |function: &Function| match &function.step {
        Step::Call(Call {
            namespace: Some(namespace),
            wire,
            ..
        }) => Some(format!("{namespace}.{wire}")),
        _ => None,
    };
    let exact = |function: &&Function| wire(function) == Some(name);
    let folded = |function: &&Function| {
        wire(function).is_some_and(|wire| wire.eq_ignore_ascii_case(name))
            || qualified(function).is_some_and(|wire| wire.eq_ignore_ascii_case(name))
    };
    functions
        .iter()
        .find(exact)
        .or_else(|| functions.iter().find(folded))
}
