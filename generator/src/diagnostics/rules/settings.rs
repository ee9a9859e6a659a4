//! What the config and the lock file have to be like: each rule with its level and its story.

use crate::diagnostics::{Level, Rule};

/// Every rule about the config and the lock file.
pub const ALL: &[&Rule] = &[
    &CONFIG_SYNTAX,
    &CONFIG_UNKNOWN_KEY,
    &CONFIG_MISSING_KEY,
    &CONFIG_TYPE,
    &CONFIG_VALUE,
    &LOCK_SYNTAX,
    &EXPIRED_ACCEPTANCE,
    &IDLE_ACCEPTANCE,
];

/// The config is not TOML.
pub static CONFIG_SYNTAX: Rule = Rule {
    id: "config-syntax",
    level: Level::Deny,
    configurable: false,
    summary: "the config is not TOML",
    explanation: "The config is a TOML 1.0 document. Texts stand in quotes, tables in square brackets, and a key
is written once. Every mistake that can be told from the rest is reported at once; mend the
first if the others make no sense.",
};

/// The config has a key that nothing reads.
pub static CONFIG_UNKNOWN_KEY: Rule = Rule {
    id: "config-unknown-key",
    level: Level::Deny,
    configurable: false,
    summary: "the config has a key that nothing reads",
    explanation: "A key that is not known would have no effect, and most of them are misspelt, so it is refused.
The message names the key that is most like it, or all keys that may stand there.",
};

/// The config lacks a key that it must have.
pub static CONFIG_MISSING_KEY: Rule = Rule {
    id: "config-missing-key",
    level: Level::Deny,
    configurable: false,
    summary: "the config lacks a key that it must have",
    explanation:
        "A setting without a sensible default is missing: the name of the crate, the metadata of a
version, the address of the service, the target of a patch or the reason for it.",
};

/// A key of the config has a value of the wrong type.
pub static CONFIG_TYPE: Rule = Rule {
    id: "config-type",
    level: Level::Deny,
    configurable: false,
    summary: "a key of the config has a value of the wrong type",
    explanation: "Each key takes one type of TOML value, such as a text, an integer, `true` or `false`, a list or
a table. Texts stand in quotes, numbers and `true` do not.",
};

/// A key of the config has a value that cannot be used.
pub static CONFIG_VALUE: Rule = Rule {
    id: "config-value",
    level: Level::Deny,
    configurable: false,
    summary: "a key of the config has a value that cannot be used",
    explanation:
        "The value has the right type and still cannot be used: a module name that is not a Rust
identifier, an address that is not a URL, a version that does not exist, a patch that asks for
two things. The message says what is asked for.",
};

/// A line of the lock file cannot be read.
pub static LOCK_SYNTAX: Rule = Rule {
    id: "lock-syntax",
    level: Level::Deny,
    configurable: false,
    summary: "a line of the lock file cannot be read",
    explanation:
        "The lock file is written by the generator: lines that begin with `#` are comments, a line
without indentation names a version and a scope, and an indented line under it pins one wire
name to one Rust name. After a merge conflict keep the lines of both sides; where both pin the
same wire name, keep the one that is already released. Restoring the file from version control
is always right. Deleting it gives every element its default name, which may break callers.",
};

/// An acceptance of changes has come to its end.
pub static EXPIRED_ACCEPTANCE: Rule = Rule {
    id: "expired-acceptance",
    level: Level::Warn,
    configurable: true,
    summary: "an acceptance of changes has come to its end",
    explanation: "An entry `[[ignore]]` accepts changes until the day that it names, and that day is over. What it
covers counts again. Look at the changes: do without what they take away, or set another day and
say in `reason` why.",
};

/// An acceptance of changes covers none.
pub static IDLE_ACCEPTANCE: Rule = Rule {
    id: "idle-acceptance",
    level: Level::Warn,
    configurable: true,
    summary: "an acceptance of changes covers none",
    explanation: "No change has everything that an entry `[[ignore]]` names: its fingerprint, its rule, its path.
The fingerprint of a change is another one as soon as one of its values is. Remove the entry, or
compare it with what `diff` reports.",
};
