//! What the model stage asks of enumeration types: each rule with its level and its story.

use crate::diagnostics::{Level, Rule};

/// An enumeration type builds on something that is not an integer type.
pub static ENUM_UNDERLYING_TYPE: Rule = Rule {
    id: "enum-underlying-type",
    level: Level::Deny,
    configurable: true,
    summary: "an enumeration type builds on something that is not an integer type",
    explanation: "The members of an enumeration type are integers. Its underlying type is one of
`Edm.Byte`, `Edm.SByte`, `Edm.Int16`, `Edm.Int32` and `Edm.Int64`; `Edm.Int32` where
nothing is said.

Name one of these types, or take the attribute away.

OData CSDL 4.01 §10.1 (underlying integer type).

With the level lowered, the members are taken as 64-bit integers.",
};

/// The value of a member is not an integer of the underlying type.
pub static ENUM_VALUE: Rule = Rule {
    id: "enum-value",
    level: Level::Deny,
    configurable: true,
    summary: "the value of a member is not an integer of the underlying type",
    explanation:
        "A member has a numeric value that fits the underlying type. It may be negative. Members
without a value count on from the member before, and the count can leave the range too.
Either all members have a value, or none.

Write an integer in range, or choose a larger `UnderlyingType`.

OData CSDL 4.01 §10.3 (enumeration type member).

With the level lowered, the member gets the number after that of the member before it.",
};

/// Two members of an enumeration type have one name.
pub static DUPLICATE_MEMBER: Rule = Rule {
    id: "duplicate-member",
    level: Level::Deny,
    configurable: false,
    summary: "two members of an enumeration type have one name",
    explanation:
        "A member is written by its name on the wire, so that a name must stand for one value.
Two members with one value are fine, and two names that differ in case only are fine
too.

Rename or drop one of the two.

OData CSDL 4.01 §10.3 (enumeration type member).",
};

/// An enumeration type has no members.
pub static EMPTY_ENUM: Rule = Rule {
    id: "empty-enum",
    level: Level::Warn,
    configurable: true,
    summary: "an enumeration type has no members",
    explanation:
        "A value of the type can only be one that the document does not know. The Rust type is
still written and keeps whatever the service sends, so that members can come later
without breaking anything.

Add the members, or set the level to `allow`.

OData CSDL 4.01 §10 (enumeration type), §10.3 (members).",
};
