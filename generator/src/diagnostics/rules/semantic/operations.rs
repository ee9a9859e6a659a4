//! What the model stage asks of actions, functions and their imports: each rule with its level and its story.

use crate::diagnostics::{Level, Rule};

/// Two overloads of an action or function cannot be told apart.
pub static DUPLICATE_OPERATION: Rule = Rule {
    id: "duplicate-operation",
    level: Level::Warn,
    configurable: true,
    summary: "two overloads of an action or function cannot be told apart",
    explanation:
        "Actions of one name differ in their binding parameter type. Functions differ in their
binding parameter type together with the names or the ordered types of the other
parameters. Two that agree in all of it are one operation for the caller; the first is
used.

Drop one of the two, or give them different names.

OData CSDL 4.01 §12.2 (action overloads), §12.4 (function overloads).",
};

/// Two parameters of an operation have one name.
pub static DUPLICATE_PARAMETER: Rule = Rule {
    id: "duplicate-parameter",
    level: Level::Deny,
    configurable: false,
    summary: "two parameters of an operation have one name",
    explanation:
        "Parameters are passed by name, in the body of an action and in the URL of a function.
Two of one name would be one on the wire.

Rename or drop one of the two.

OData CSDL 4.01 §12.9 (parameter).",
};

/// A bound operation has no parameter to be bound to.
pub static UNBOUND_PARAMETER: Rule = Rule {
    id: "unbound-parameter",
    level: Level::Deny,
    configurable: true,
    summary: "a bound operation has no parameter to be bound to",
    explanation: r#"The first parameter of an operation with `IsBound="true"` says what it is called on.
Without one the address of the operation is unknown. Where the level is lowered, the
operation is left out.

Add the binding parameter as the first one, or take `IsBound` away.

OData CSDL 4.01 §12.5 (bound or unbound), §12.9 (parameter)."#,
};

/// An operation is bound to a type that has no request builder.
pub static BINDING_TYPE: Rule = Rule {
    id: "binding-type",
    level: Level::Warn,
    configurable: true,
    summary: "an operation is bound to a type that has no request builder",
    explanation:
        "Operations are called on an entity, on a collection of entities, or on a value that has
an address. Bound to a primitive type, an enumeration type or the like, an operation has
no place in the generated crate and is left out.

Bind the operation to an entity type or to a collection of one, or set the level to
`allow`.

OData CSDL 4.01 §12.5 (bound or unbound).",
};

/// The `EntitySetPath` of an operation leads nowhere.
pub static ENTITY_SET_PATH: Rule = Rule {
    id: "entity-set-path",
    level: Level::Warn,
    configurable: true,
    summary: "the `EntitySetPath` of an operation leads nowhere",
    explanation:
        "The path begins with the name of the binding parameter and goes on through navigation
properties and type casts, to say to which entity set the result belongs, as in
`bindingParameter/Posts`. A path that leads nowhere is left out of account: the result
is then known by its type only.

Mend the path: the binding parameter's name first, then names of navigation properties.

OData CSDL 4.01 §12.6 (entity set path).",
};

/// An import names no unbound action or function.
pub static OPERATION_IMPORT: Rule = Rule {
    id: "operation-import",
    level: Level::Deny,
    configurable: true,
    summary: "an import names no unbound action or function",
    explanation:
        "An `ActionImport` or `FunctionImport` brings an unbound operation into the container and
gives it an address. The operation it names does not exist, is bound, or is of the other
kind. Where the level is lowered, the import is left out.

Mend the name of the operation, or drop the import; a bound operation needs none.

OData CSDL 4.01 §13.5 (action import), §13.6 (function import).",
};
