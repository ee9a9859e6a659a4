//! Turns binding parameters into links from types to the operations that are bound to them.

use super::{Model, OperationId, Type};
use crate::diagnostics::rules::semantic;
use crate::diagnostics::{Diagnostic, Diagnostics};

/// Links every bound operation to the structured type that it is bound to (OData CSDL 4.01 §12.5).
pub(super) fn bind_operations(model: &mut Model, diagnostics: &mut Diagnostics) {
    for index in 0..model.operations.len() {
        let operation = &model.operations[index];
        let Some(binding) = &operation.binding else {
            continue;
        };
        let (Type::Structured(id), collection) = (binding.ty.ty, binding.ty.collection) else {
            diagnostics.push(
                Diagnostic::at(
                    &semantic::BINDING_TYPE,
                    binding.span,
                    format!("`{}` is bound to values that are neither entities nor complex", operation.name),
                    "cannot be called through a typed request",
                )
                .with_help("only operations bound to entity and complex types, or collections of them, get a function"),
            );
            continue;
        };
        let ty = &mut model.structured_types[id.0 as usize];
        let operations = if collection {
            &mut ty.collection_operations
        } else {
            &mut ty.operations
        };
        operations.push(OperationId::from_index(index));
    }
}
