//! The rules of the reader of JSON: what may be wrong with a file before it is looked at as CSDL.

use super::Rule;
use crate::diagnostics::Level;

/// Every rule of this module.
pub const ALL: &[&Rule] = &[MALFORMED, TRUNCATED, DUPLICATE_MEMBER, NOT_CSDL];

/// The document breaks the grammar of JSON.
pub const MALFORMED: &Rule = &Rule {
    id: "json-malformed",
    level: Level::Deny,
    configurable: false,
    summary: "the document breaks the grammar of JSON",
    explanation: "A comma too many, a comment, a name without quotes, a line that ends inside of a \
        string: where the grammar is broken nothing after the place can be trusted, so reading \
        stops there (RFC 8259). What stands before it is looked at all the same.",
};

/// The document ends before its values do.
pub const TRUNCATED: &Rule = &Rule {
    id: "json-truncated",
    level: Level::Deny,
    configurable: false,
    summary: "the document ends before its values do",
    explanation: "The end of the file stands inside of an object, an array or a string, mostly because \
        a download was cut short. Fetch the document again.",
};

/// An object has the same name twice.
pub const DUPLICATE_MEMBER: &Rule = &Rule {
    id: "json-duplicate-member",
    level: Level::Deny,
    configurable: true,
    summary: "an object has the same name twice",
    explanation: "What two members of one name mean differs from reader to reader (RFC 8259 §4), and in \
        CSDL a name is a model element. Overloads of an action or function stand in one array \
        under their name. The first member is taken.",
};

/// The document is JSON, but not CSDL.
pub const NOT_CSDL: &Rule = &Rule {
    id: "json-not-csdl",
    level: Level::Deny,
    configurable: false,
    summary: "the JSON document is not CSDL",
    explanation: "CSDL JSON is one object with a member `$Version` and a member for each schema (OData \
        CSDL JSON 4.01 §4). The answer of a service at another address than `$metadata`, its \
        error messages and its description as OpenAPI are JSON, too.",
};
