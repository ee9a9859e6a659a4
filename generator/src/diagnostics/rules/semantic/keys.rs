//! What the model stage asks of keys: each rule with its level and its story.

use crate::diagnostics::{Level, Rule};

/// An entity set holds entities without a key.
pub static MISSING_KEY: Rule = Rule {
    id: "missing-key",
    level: Level::Warn,
    configurable: true,
    summary: "an entity set holds entities without a key",
    explanation: r#"Each entity of an entity set is told from the others by its key. Where neither the
entity type nor its bases declare one, the set can be listed, but no request for a
single entity can be written.

Add the `Key` element, or a patch: `add_key = ["Id"]`.

OData CSDL 4.01 §6.5 (key), §13.2 (entity set)."#,
};

/// A key names something that cannot be a key property.
pub static KEY_PROPERTY: Rule = Rule {
    id: "key-property",
    level: Level::Deny,
    configurable: true,
    summary: "a key names something that cannot be a key property",
    explanation:
        "Each `PropertyRef` of a key names a property of the entity type or of its bases, or a
path through complex properties to one. The property has a primitive type, an
enumeration type or a type definition, because its value is written in the URL, and it
is not a collection.

Mend the name or the type. A path needs an `Alias`. A patch with `add_key` replaces the
key.

OData CSDL 4.01 §6.5 (key).

With the level lowered, a part that cannot be found is left out of the key, and a part of a type that no key may
have is written as it would be in a filter.",
};

/// A key property may be null.
pub static KEY_NULLABLE: Rule = Rule {
    id: "key-nullable",
    level: Level::Allow,
    configurable: true,
    summary: "a key property may be null",
    explanation: r#"A key property has to be declared `Nullable="false"`, because an entity without a value
for its key could not be addressed. Many services leave the attribute out all the same
and always send the value, the Outlook services among them, so nothing is said about it
by default. The generated function takes the key as a plain value in any case.

Add `Nullable="false"`, or a patch: `set_nullable = false`.

OData CSDL 4.01 §6.5 (properties that compose the key must be non-nullable), §7.2.1
(nullable)."#,
};

/// A derived type declares a key again.
pub static KEY_REDEFINED: Rule = Rule {
    id: "key-redefined",
    level: Level::Warn,
    configurable: true,
    summary: "a derived type declares a key again",
    explanation:
        "A type whose base has a key must not declare another: the entities of both stand in one
set and are told apart in one way. The key of the base is used.

Take the `Key` element out of the derived type, or out of the base if that is abstract.

OData CSDL 4.01 §6.5 (key): a key is declared once in a chain of types.",
};
