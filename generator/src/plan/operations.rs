//! Turns actions and functions into calls: what must be given, what may be, and what comes back.

use std::collections::{HashMap, HashSet};

use super::names::{Case, RESERVED_PARAMETERS, Wanted, local_names};
use super::types::{
    Argument, Call, Condition, Function, Name, OptionalParameters, Outcome, Parameter, Passed, Step,
};
use super::{Planner, docs};
use crate::model::{
    self, Model, Operation, OperationId, OperationImport, OperationKind, StructuredId,
};

/// Whether an operation has a parameter that may be left out.
pub(super) fn has_optional(operation: &Operation) -> bool {
    operation
        .parameters
        .iter()
        .any(|parameter| operation.may_omit(parameter))
}

/// The operations bound to a type or to what it inherits from, those of the root first.
///
/// An overload of a derived type takes the place of the one it overrides. Of those that the lock would know
/// by the same words, the first is used.
pub(super) fn bound_to(model: &Model, id: StructuredId, collection: bool) -> Vec<OperationId> {
    let (mut seen, mut keys) = (HashSet::new(), HashSet::new());
    let mut is_new = |id: OperationId| {
        let operation = model.operation(id);
        seen.insert(signature(operation)) && keys.insert(key(operation))
    };
    let mut levels: Vec<Vec<OperationId>> = Vec::new();
    for id in model.ancestry(id) {
        let ty = model.structured(id);
        let operations = if collection {
            &ty.collection_operations
        } else {
            &ty.operations
        };
        levels.push(
            operations
                .iter()
                .copied()
                .filter(|&id| is_new(id))
                .collect(),
        );
    }
    levels.into_iter().rev().flatten().collect()
}

/// What tells an overload from the others that are bound to the same type; an action never overrides a function.
fn signature(operation: &Operation) -> (String, bool, Vec<&str>) {
    let is_action = operation.kind == OperationKind::Action;
    (
        operation.name.to_string(),
        is_action,
        operation.distinguishing_parameters(),
    )
}

/// What the lock knows an overload by.
pub(super) fn key(operation: &Operation) -> String {
    match operation.kind {
        OperationKind::Action => operation.name.to_string(),
        OperationKind::Function => {
            let parameters: Vec<&str> = operation
                .parameters
                .iter()
                .map(|parameter| &*parameter.name)
                .collect();
            format!("{}({})", operation.name, parameters.join(","))
        }
    }
}

/// The words for the function of each overload: the shortest has the plain name, the others say what they take.
pub(super) fn overload_words(model: &Model, operations: &[OperationId]) -> Vec<String> {
    let mut shortest: HashMap<&str, (usize, OperationId)> = HashMap::new();
    for &id in operations {
        let operation = model.operation(id);
        let entry = shortest
            .entry(&operation.name.name)
            .or_insert((operation.parameters.len(), id));
        if operation.parameters.len() < entry.0 {
            *entry = (operation.parameters.len(), id);
        }
    }
    let words = |&id: &OperationId| {
        let operation = model.operation(id);
        let plain = shortest
            .get(&*operation.name.name)
            .is_none_or(|(_, shortest)| *shortest == id);
        if plain || operation.parameters.is_empty() {
            return operation.name.name.to_string();
        }
        let parameters: Vec<&str> = operation
            .parameters
            .iter()
            .map(|parameter| &*parameter.name)
            .collect();
        format!("{} with {}", operation.name.name, parameters.join(" and "))
    };
    operations.iter().map(words).collect()
}

/// What a builder wants its function for an operation to be called.
pub(super) fn wanted<'w>(model: &Model, id: OperationId, words: &'w str) -> Wanted<'w> {
    let operation = model.operation(id);
    let kind = match operation.kind {
        OperationKind::Action => "action",
        OperationKind::Function => "function",
    };
    Wanted {
        key: key(operation),
        words,
        kind,
        span: Some(operation.span),
    }
}

impl Planner<'_> {
    /// The function of a bound operation.
    pub(super) fn bound_function(&self, id: OperationId, rust: Box<str>) -> Function {
        let operation = self.model.operation(id);
        let call = self.call(
            id,
            Some((*operation.name.namespace).into()),
            operation.name.name.clone(),
        );
        self.function(operation, &operation.annotations, rust, call)
    }

    /// The function of one overload of an import.
    pub(super) fn import_function(
        &self,
        import: &OperationImport,
        id: OperationId,
        rust: Box<str>,
    ) -> Function {
        let operation = self.model.operation(id);
        let call = self.call(id, None, import.name.clone());
        let annotations = if import.annotations.description.is_some() {
            &import.annotations
        } else {
            &operation.annotations
        };
        self.function(operation, annotations, rust, call)
    }

    fn function(
        &self,
        operation: &Operation,
        annotations: &model::Annotations,
        rust: Box<str>,
        call: Call,
    ) -> Function {
        let kind = match operation.kind {
            OperationKind::Action => "Action",
            OperationKind::Function => "Function",
        };
        let last = format!("{kind} {}.", docs::code(&operation.name.to_string()));
        let mut lines = docs::item(annotations, &last);
        let required: Vec<String> = call
            .required
            .iter()
            .flat_map(|parameter| list_item(&parameter.docs))
            .collect();
        if !required.is_empty() {
            lines.push(String::new());
            lines.extend(required);
        }
        if let Some(options) = &call.options {
            lines.push(String::new());
            let target = self.public_path(options);
            lines.push(format!(
                "[`{}`](crate::{target}) takes what may be left out.",
                options.name
            ));
        }
        Function {
            docs: lines,
            rust,
            condition: Condition::ALWAYS,
            step: Step::Call(call),
        }
    }

    fn call(&self, id: OperationId, namespace: Option<Box<str>>, wire: Box<str>) -> Call {
        let operation = self.model.operation(id);
        let builder = operation
            .return_type
            .as_ref()
            .filter(|_| operation.is_composable)
            .and_then(|ty| self.builder_of(ty));
        let options = self.symbols.options.get(&id).cloned();
        Call {
            action: operation.kind == OperationKind::Action,
            namespace,
            wire,
            required: self.parameters(operation, false),
            // optional parameters are given to a request, so with them a builder comes too early
            result: builder.filter(|_| options.is_none()).map_or_else(
                || self.outcome(operation.return_type.as_ref()),
                Outcome::Builder,
            ),
            options,
        }
    }

    /// The struct for the optional parameters of an operation, where it has one.
    pub(super) fn optional_parameters(&self, id: OperationId) -> Option<OptionalParameters> {
        let path = self.symbols.options.get(&id)?;
        let operation = self.model.operation(id);
        let about = format!(
            "A call of {}, to which optional parameters can be added.",
            docs::code(&operation.name.to_string())
        );
        Some(OptionalParameters {
            docs: vec![about],
            name: path.name.clone(),
            condition: Condition::ALWAYS,
            action: operation.kind == OperationKind::Action,
            result: self.outcome(operation.return_type.as_ref()),
            parameters: self.parameters(operation, true),
        })
    }

    fn parameters(&self, operation: &Operation, optional: bool) -> Vec<Parameter> {
        let chosen = operation
            .parameters
            .iter()
            .filter(|parameter| operation.may_omit(parameter) == optional);
        let chosen: Vec<&model::Parameter> = chosen.collect();
        let reserved = if optional { RESERVED_PARAMETERS } else { &[] };
        let constructors = self.symbols.constructors.iter().map(|name| &**name);
        let reserved: Vec<&str> = reserved.iter().copied().chain(constructors).collect();
        let words = chosen.iter().map(|parameter| &*parameter.name);
        let names = local_names(words, Case::Snake, &reserved, "parameter");
        let parameter = |(parameter, rust): (&&model::Parameter, Box<str>)| {
            let argument = self.parameter_argument(operation.kind, parameter);
            Parameter {
                docs: docs::named(
                    &parameter.name,
                    &parameter.annotations,
                    &docs::notes(&parameter.annotations, &parameter.ty.facets),
                ),
                name: Name {
                    wire: parameter.name.clone(),
                    rust,
                },
                passed: passed(operation.kind, &argument),
                argument,
            }
        };
        chosen.iter().zip(names).map(parameter).collect()
    }
}

/// Where an argument goes: structured values and collections have no literal form in a URL.
fn passed(kind: OperationKind, argument: &Argument) -> Passed {
    match (kind, argument) {
        (OperationKind::Action, _) => Passed::InBody,
        (OperationKind::Function, Argument::Value(_) | Argument::Into(_)) => Passed::AsLiteral,
        (
            OperationKind::Function,
            Argument::Reference(_) | Argument::Items(_) | Argument::Borrowed(_),
        ) => Passed::AsJson,
    }
}

/// Lines of documentation as one item of a list.
fn list_item(lines: &[String]) -> Vec<String> {
    let prefix = |(at, line): (usize, &String)| {
        if at == 0 {
            format!("* {line}")
        } else {
            format!("  {line}")
        }
    };
    lines.iter().enumerate().map(prefix).collect()
}
