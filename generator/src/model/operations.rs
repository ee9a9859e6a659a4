//! Turns actions and functions as written into the model's, the binding parameter set apart.

use super::annotations::Targets;
use super::build::SchemaScope;
use super::resolve::Resolver;
use super::{Model, Operation, Parameter, Primitive, Type, TypeUse};
use crate::csdl::tree;
use crate::diagnostics::Diagnostic;
use crate::diagnostics::rules::semantic;

/// Builds the operations of one schema.
pub(super) fn build_operations(
    scope: SchemaScope<'_>,
    resolver: &mut Resolver<'_, '_>,
    targets: &mut Targets<'_>,
    model: &mut Model,
) {
    for operation in &scope.schema.operations {
        let built = build_operation(scope, operation, resolver, targets);
        model.operations.push(built);
    }
}

fn build_operation(
    scope: SchemaScope<'_>,
    operation: &tree::Operation,
    resolver: &mut Resolver<'_, '_>,
    targets: &mut Targets<'_>,
) -> Operation {
    let name = scope.qualify(&operation.name);
    let path = name.to_string();
    let overload = overload_path(&path, operation);
    let parameters = operation
        .parameters
        .iter()
        .map(|parameter| build_parameter(scope, [&path, &overload], parameter, resolver, targets));
    let mut parameters: Vec<Parameter> = parameters.collect();
    let is_bound = operation.is_bound == Some(true);
    if is_bound && parameters.is_empty() {
        resolver.diagnostics.push(
            Diagnostic::at(
                &semantic::UNBOUND_PARAMETER,
                operation.name.span,
                format!("`{name}` is bound, and has no parameter that says to what"),
                "`IsBound=\"true\"` without a `Parameter`",
            )
            .with_help("add the binding parameter as the first one, or take `IsBound` away"),
        );
    }
    let binding = (is_bound && !parameters.is_empty()).then(|| parameters.remove(0));
    Operation {
        kind: operation.kind,
        binding,
        parameters,
        return_type: operation
            .return_type
            .as_ref()
            .map(|ty| resolver.type_use(scope.document, &ty.type_ref, &ty.facets)),
        is_composable: operation.is_composable == Some(true),
        entity_set_path: operation
            .entity_set_path
            .as_ref()
            .map(|path| path.value.clone()),
        annotations: targets.read_either(
            scope.document,
            &[&[&path], &[&overload]],
            &operation.annotations,
            resolver,
        ),
        span: operation.name.span,
        name,
    }
}

/// How an annotation target names one overload: `NS.Operation(Type1,Type2)` (§14.2.2).
fn overload_path(path: &str, operation: &tree::Operation) -> String {
    // an action has at most one overload for each binding type, so only that type is named
    let named = match (operation.kind, operation.is_bound) {
        (tree::OperationKind::Action, Some(true)) => 1,
        (tree::OperationKind::Action, _) => 0,
        (tree::OperationKind::Function, _) => operation.parameters.len(),
    };
    let types = operation.parameters.iter().take(named).map(|parameter| {
        match parameter.type_ref.collection {
            true => format!("Collection({})", parameter.type_ref.name.value),
            false => parameter.type_ref.name.value.to_string(),
        }
    });
    format!("{path}({})", types.collect::<Vec<_>>().join(","))
}

fn build_parameter(
    scope: SchemaScope<'_>,
    owners: [&str; 2],
    parameter: &tree::Parameter,
    resolver: &mut Resolver<'_, '_>,
    targets: &mut Targets<'_>,
) -> Parameter {
    let ty = resolver.type_use(scope.document, &parameter.type_ref, &parameter.facets);
    let [path, overload] = owners;
    let name = &*parameter.name.value;
    Parameter {
        annotations: targets.read_either(
            scope.document,
            &[&[path, name], &[overload, name]],
            &parameter.annotations,
            resolver,
        ),
        name: parameter.name.value.clone(),
        ty: without_stream(ty),
        span: parameter.name.span,
    }
}

/// `Edm.Stream` cannot be a parameter (§7.1); those who declare one carry its bytes.
fn without_stream(mut ty: TypeUse) -> TypeUse {
    if ty.ty == Type::Primitive(Primitive::Stream) {
        ty.ty = Type::Primitive(Primitive::Binary);
    }
    ty
}
