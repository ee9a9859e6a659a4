//! What the model stage asks of entity containers and what they hold: each rule with its level and its story.

use crate::diagnostics::{Level, Rule};

/// There is more than one entity container.
pub static SEVERAL_CONTAINERS: Rule = Rule {
    id: "several-containers",
    level: Level::Warn,
    configurable: true,
    summary: "there is more than one entity container",
    explanation: "A service has one entity container, and its document declares it in one schema.
Documents that are put together from several can have more. The first is the service's;
of the others nothing is generated that has an address.

Join the containers with `Extends`, or generate a version from one document each.

OData CSDL 4.01 §13 (entity container).",
};

/// A container extends one that does not exist.
pub static UNRESOLVED_CONTAINER: Rule = Rule {
    id: "unresolved-container",
    level: Level::Deny,
    configurable: true,
    summary: "a container extends one that does not exist",
    explanation:
        "The `Extends` of an entity container names the container whose entity sets, singletons
and imports it takes over. Without that one its own part would be all, which is not what
the document says.

Mend the name, or bring in the document that declares the container.

OData CSDL 4.01 §13.1 (extending an entity container).

With the level lowered, the container stands without what it would have inherited.",
};

/// A container extends a version that declares none.
pub static CONTAINER_VERSION: Rule = Rule {
    id: "container-version",
    level: Level::Warn,
    configurable: true,
    summary: "a container extends a version that declares none",
    explanation:
        "`Extends` names a container in a namespace that ends in the number of a version. That
version declares no container, and an earlier one of the same namespace does. Services
that publish each version as a namespace of its own leave the container out where a
version adds nothing to it. The newest earlier container is taken in its place.

Name the version that declares the container.

OData CSDL 4.01 §13.1.1 (extending an entity container).",
};

/// A container extends itself.
pub static CONTAINER_CYCLE: Rule = Rule {
    id: "container-cycle",
    level: Level::Deny,
    configurable: false,
    summary: "a container extends itself",
    explanation:
        "Following `Extends` from a container leads back to it, so that what it holds has no
beginning.

Take one `Extends` out of the circle.

OData CSDL 4.01 §13.1 (extending an entity container).",
};

/// Two children of a container have one name.
pub static DUPLICATE_CONTAINER_CHILD: Rule = Rule {
    id: "duplicate-container-child",
    level: Level::Deny,
    configurable: false,
    summary: "two children of a container have one name",
    explanation:
        "Entity sets, singletons, action imports and function imports of a container share one
set of names: each is the first segment of a URL. What a container takes over through
`Extends` counts too.

Rename or drop one of the two.

OData CSDL 4.01 §13 (entity container), §13.1 (extending).",
};

/// An entity set or singleton has a type that is not an entity type.
pub static ENTITY_SET_TYPE: Rule = Rule {
    id: "entity-set-type",
    level: Level::Deny,
    configurable: true,
    summary: "an entity set or singleton has a type that is not an entity type",
    explanation:
        "What stands in the container has an address, and only entities have one. A complex type,
or a collection written in the `Type` of a singleton, cannot stand there.

Name an entity type: `EntityType` of an entity set is the type of its members, `Type` of
a singleton that of the one entity.

OData CSDL 4.01 §13.2 (entity set), §13.3 (singleton).

With the level lowered, the entity set or singleton is addressed without a type.",
};

/// A navigation property binding leads nowhere.
pub static UNRESOLVED_BINDING: Rule = Rule {
    id: "unresolved-binding",
    level: Level::Warn,
    configurable: true,
    summary: "a navigation property binding leads nowhere",
    explanation:
        "A `NavigationPropertyBinding` says in which entity set the entities of a navigation
property stand. Its path or its target was not found, so that it says nothing and is
left out. Requests through the navigation property work all the same.

Mend the path (names of navigation properties and type casts, from the type of the set)
or the target (a set or a singleton of the container).

OData CSDL 4.01 §13.4 (navigation property binding), §15.4 (target path).",
};
