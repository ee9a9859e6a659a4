//! The rule of the limits: what no document may do, so that none takes all memory, all time or the stack.

use super::Rule;
use crate::diagnostics::Level;

/// Every rule of this module.
pub const ALL: &[&Rule] = &[LIMIT_EXCEEDED];

/// The document is larger or deeper than any real one.
pub const LIMIT_EXCEEDED: &Rule = &Rule {
    id: "limit-exceeded",
    level: Level::Deny,
    configurable: false,
    summary: "the metadata is larger or deeper than any real one",
    explanation: "Limits on size, nesting, inheritance and on what comes out keep a hostile document \
        from exhausting memory, time or the stack. They lie far above what services publish. The \
        message names the limit; `[limits]` in the configuration sets another one.",
};
