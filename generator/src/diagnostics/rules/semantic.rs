//! The rules of the model stage, which knows what names lead to: one table from seven subjects.

mod annotations;
mod containers;
mod enums;
mod keys;
mod operations;
mod repairs;
mod types;

use super::Rule;

pub use annotations::*;
pub use containers::*;
pub use enums::*;
pub use keys::*;
pub use operations::*;
pub use repairs::*;
pub use types::*;

/// Every rule of the model stage.
pub const ALL: &[&Rule] = &[
    &UNRESOLVED_TYPE,
    &UNKNOWN_NAMESPACE,
    &MISSING_DOCUMENT,
    &UNKNOWN_PRIMITIVE,
    &DUPLICATE_TYPE,
    &DUPLICATE_PROPERTY,
    &UNRESOLVED_BASE,
    &WRONG_BASE_KIND,
    &INHERITANCE_CYCLE,
    &TYPE_DEFINITION_UNDERLYING,
    &PROPERTY_TYPE,
    &NAVIGATION_TARGET,
    &UNRESOLVED_PARTNER,
    &REFERENTIAL_CONSTRAINT,
    &INVALID_NAME,
    &MISSING_KEY,
    &KEY_PROPERTY,
    &KEY_NULLABLE,
    &KEY_REDEFINED,
    &ENUM_UNDERLYING_TYPE,
    &ENUM_VALUE,
    &DUPLICATE_MEMBER,
    &EMPTY_ENUM,
    &DUPLICATE_OPERATION,
    &DUPLICATE_PARAMETER,
    &UNBOUND_PARAMETER,
    &BINDING_TYPE,
    &ENTITY_SET_PATH,
    &OPERATION_IMPORT,
    &SEVERAL_CONTAINERS,
    &UNRESOLVED_CONTAINER,
    &CONTAINER_VERSION,
    &CONTAINER_CYCLE,
    &DUPLICATE_CONTAINER_CHILD,
    &ENTITY_SET_TYPE,
    &UNRESOLVED_BINDING,
    &UNRESOLVED_TERM,
    &UNRESOLVED_TARGET,
    &CAPABILITY_VALUE,
    &UNRESOLVED_REFERENCE,
    &STALE_PATCH,
    &NAME_PINNED,
    &PIN_CLASH,
];
