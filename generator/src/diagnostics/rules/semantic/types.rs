//! What the model stage asks of types and their properties: each rule with its level and its story.

use crate::diagnostics::{Level, Rule};

/// A type name leads nowhere.
pub static UNRESOLVED_TYPE: Rule = Rule {
    id: "unresolved-type",
    level: Level::Deny,
    configurable: true,
    summary: "a type name leads nowhere",
    explanation:
        "A property, parameter, return type, entity set or singleton names a type that no schema
at hand declares. Without the type nothing can be written for the element that uses it.

Mend the name, or declare the namespace: a name is qualified by the namespace of its
schema or by its alias. If the type lives in another document, refer to that document
with `edmx:Reference` and put it beside this one, or say where it is under
`[references]`. A patch with `set_type` or `drop` helps where the document cannot be
changed.

OData CSDL 4.01 §15.3 (qualified names), §3.3 (references).

With the level lowered, the value is read and kept as any JSON.",
};

/// A name is qualified by a namespace that nothing declares.
pub static UNKNOWN_NAMESPACE: Rule = Rule {
    id: "unknown-namespace",
    level: Level::Deny,
    configurable: true,
    summary: "a name is qualified by a namespace that nothing declares",
    explanation:
        "The part of a qualified name before the last dot is neither the namespace of a schema,
nor an alias, nor `Edm`. The element it should lead to cannot be found.

Mend the namespace or the alias. A namespace of another document has to be included with
`edmx:Include` inside an `edmx:Reference`. Aliases hold for the document that declares
them only.

OData CSDL 4.01 §5 (schema), §5.1 (alias), §3.4 (included schemas).

With the level lowered, the name is treated as one that leads nowhere.",
};

/// A document that is referred to is needed, and not at hand.
pub static MISSING_DOCUMENT: Rule = Rule {
    id: "missing-document",
    level: Level::Deny,
    configurable: true,
    summary: "a document that is needed is not at hand",
    explanation:
        "A base type, the type of something, or a container that another one extends is named by
a namespace that comes from another document. There is a reference to that document, and
it leads to no file.

Nothing is fetched without being asked: `generate --fetch` does it for documents whose
address is absolute, and keeps them. Or put the document beside the one that refers to it, under the
last segment of its address, or map the address, or what it begins with, under
`[references]`:

  [references]
  \"https://example.com/schemas/v1/Part_v1.xml\" = \"schemas/Part_v1.xml\"
  \"https://example.com/schemas/\" = \"schemas\"

OData CSDL 4.01 §3.3 (references), §3.4 (included schemas).

With the level lowered, values of its types are read and kept as any JSON, what derives
from its types stands without a base, and the container extends nothing.",
};

/// The `Edm` namespace has no such type.
pub static UNKNOWN_PRIMITIVE: Rule = Rule {
    id: "unknown-primitive",
    level: Level::Deny,
    configurable: true,
    summary: "the `Edm` namespace has no such type",
    explanation: "Names in the namespace `Edm` are those of the primitive types and of the built-in
abstract types; documents cannot add to them. Types of earlier versions, such as
`Edm.DateTime`, `Edm.Time` and `Edm.Float`, are not part of version 4.

Use `Edm.DateTimeOffset` for `Edm.DateTime`, `Edm.TimeOfDay` or `Edm.Duration` for
`Edm.Time`, `Edm.Double` for `Edm.Float`. A patch with `set_type` does so without
touching the document.

OData CSDL 4.01 §4.3 (primitive types), §4.4 (built-in abstract types).

With the level lowered, the value is read and kept as any JSON.",
};

/// Two types have one name.
pub static DUPLICATE_TYPE: Rule = Rule {
    id: "duplicate-type",
    level: Level::Deny,
    configurable: false,
    summary: "two types have one name",
    explanation:
        "Entity types, complex types, enumeration types, type definitions, terms and entity
containers share one set of names in a namespace. A name that is declared twice could
stand for either, and two Rust types of one name cannot live in one module.

Rename or drop one of the two; where both say the same, a patch with `drop` removes one.
Check that a document is not given twice, once directly and once through a reference.

OData CSDL 4.01 §5 (schema children have unique names), §4.1 (nominal types).",
};

/// Two properties of a type have one name.
pub static DUPLICATE_PROPERTY: Rule = Rule {
    id: "duplicate-property",
    level: Level::Deny,
    configurable: false,
    summary: "two properties of a type have one name",
    explanation:
        "Structural and navigation properties of a type share one set of names, together with
those of its base types. On the wire they would be one member of one JSON object.

Drop or rename one of the two. A property that a derived type repeats from its base is
to be dropped from the derived type.

OData CSDL 4.01 §7 (structural property), §8 (navigation property).",
};

/// A base type leads nowhere.
pub static UNRESOLVED_BASE: Rule = Rule {
    id: "unresolved-base",
    level: Level::Deny,
    configurable: true,
    summary: "a base type leads nowhere",
    explanation:
        "The `BaseType` of an entity type or complex type is not declared. The type would lack
all that it inherits: properties, key, whether it is open.

Mend the name, or bring in the document that declares the base; see `unresolved-type`.

OData CSDL 4.01 §6.1 (derived entity type), §9.1 (derived complex type).

With the level lowered, the type stands without a base; what it would have inherited is kept with the
properties that are not declared.",
};

/// A type derives from a type of another kind.
pub static WRONG_BASE_KIND: Rule = Rule {
    id: "wrong-base-kind",
    level: Level::Deny,
    configurable: true,
    summary: "a type derives from a type of another kind",
    explanation:
        "An entity type derives from an entity type, and a complex type from a complex type. An
enumeration type or a type definition is no base of anything.

Turn the type into the kind of its base, or take the `BaseType` away.

OData CSDL 4.01 §6.1 (derived entity type), §9.1 (derived complex type).

With the level lowered, the type stands without a base.",
};

/// A type derives from itself.
pub static INHERITANCE_CYCLE: Rule = Rule {
    id: "inheritance-cycle",
    level: Level::Deny,
    configurable: false,
    summary: "a type derives from itself",
    explanation:
        "Following `BaseType` from a type leads back to the type. Such a type would have no end
of inherited properties, and no value could belong to it.

Take one `BaseType` out of the circle. The message names all types that stand in it.

OData CSDL 4.01 §6.1 and §9.1: a type must not inherit from itself, directly or
indirectly.",
};

/// A type definition builds on something that is not a primitive type.
pub static TYPE_DEFINITION_UNDERLYING: Rule = Rule {
    id: "type-definition-underlying",
    level: Level::Deny,
    configurable: true,
    summary: "a type definition builds on something that is not a primitive type",
    explanation:
        "A type definition gives a name, facets and annotations to a primitive type. It cannot
stand for an entity type, a complex type, an enumeration type or a collection.

Name a type of the `Edm` namespace, such as `Edm.String`. For a structured type use a
complex type with a base.

OData CSDL 4.01 §11.1 (underlying primitive type).

With the level lowered, the value is read and kept as any JSON.",
};

/// A structural property has a type that it cannot have.
pub static PROPERTY_TYPE: Rule = Rule {
    id: "property-type",
    level: Level::Deny,
    configurable: true,
    summary: "a structural property has a type that it cannot have",
    explanation:
        "A structural property holds a primitive type, a type definition, an enumeration type, a
complex type, or a collection of these. An entity is reached through a navigation
property: it has an identity and an address of its own.

Write `NavigationProperty` instead of `Property`, or name a complex type. A patch with
`set_type` or `drop` helps where the document cannot be changed.

OData CSDL 4.01 §7.1 (type of a structural property), §4.2 (structured types).

With the level lowered, the entity is read and written as a value inside of the other one.",
};

/// A navigation property leads to something that is not an entity type.
pub static NAVIGATION_TARGET: Rule = Rule {
    id: "navigation-target",
    level: Level::Deny,
    configurable: true,
    summary: "a navigation property leads to something that is not an entity type",
    explanation: "What a navigation property leads to has a key, an address, and can be related and
unrelated; only entities have that. `Edm.EntityType` stands for an entity of any type.

Name an entity type, or `Collection(...)` of one. A value that lives inside its owner is
a structural property of a complex type.

OData CSDL 4.01 §8.1 (navigation property type).

With the level lowered, the property leads to an address without a type.",
};

/// A navigation property names a partner that does not exist.
pub static UNRESOLVED_PARTNER: Rule = Rule {
    id: "unresolved-partner",
    level: Level::Allow,
    configurable: true,
    summary: "a navigation property names a partner that does not exist",
    explanation:
        "The `Partner` of a navigation property should be a path from the entity type it leads
to, back to a navigation property of that type. Nothing that is generated depends on it;
the relation is then taken to go one way.

Mend the path, or take the attribute away.

OData CSDL 4.01 §8.3 (partner navigation property).",
};

/// A referential constraint names a property that does not exist.
pub static REFERENTIAL_CONSTRAINT: Rule = Rule {
    id: "referential-constraint",
    level: Level::Warn,
    configurable: true,
    summary: "a referential constraint names a property that does not exist",
    explanation:
        "A `ReferentialConstraint` says that a property of this type has the value of a property
of the related type. One of the two was not found, so that the constraint says nothing
and is left out.

Mend the names: `Property` belongs to the type that declares the navigation property,
`ReferencedProperty` to the type it leads to.

OData CSDL 4.01 §8.5 (referential constraint).",
};

/// A name is not a simple identifier.
pub static INVALID_NAME: Rule = Rule {
    id: "invalid-name",
    level: Level::Warn,
    configurable: true,
    summary: "a name is not a simple identifier",
    explanation:
        "Names of schema elements begin with a letter or an underscore, continue with letters,
digits and underscores, and have at most 128 characters. Services exist that break this.
The name stays as it is on the wire; its Rust name is made from the characters that Rust
allows. A property whose name begins with `@` gets no field: in JSON objects, control
information has such names, and the value is found there, in `odata`.

Mend the name if the service is yours; set the level to `allow` if it is not, and pin a
good Rust name with a patch (`rename`).

OData CSDL 4.01 §15.2 (simple identifier).",
};
