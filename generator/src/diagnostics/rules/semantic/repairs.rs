//! What the model stage asks of patches and pinned names: each rule with its level and its story.

use crate::diagnostics::{Level, Rule};

/// A patch no longer applies.
pub static STALE_PATCH: Rule = Rule {
    id: "stale-patch",
    level: Level::Deny,
    configurable: true,
    summary: "a patch no longer applies",
    explanation:
        "A `[[patch]]` entry repairs one element of one document. Its target does not exist, or
already is what the patch would make it. The service has probably mended its document,
and the reason that the patch gives no longer holds.

Remove the entry, or mend its `target`: `Namespace.Type`, `Namespace.Type/Property`,
`Namespace.Container/Set` and so on, and `version` if it is given.",
};

/// A new element would have taken a Rust name that is pinned to another.
pub static NAME_PINNED: Rule = Rule {
    id: "name-pinned",
    level: Level::Warn,
    configurable: true,
    summary: "a new element would have taken a Rust name that is pinned to another",
    explanation:
        "The lock file keeps the Rust name of every element that was generated before. A new
element of the metadata would have been given the same name; it has been given another,
so that code that uses the old one goes on to compile.

Nothing needs doing. To give the new element a name of your liking, edit its line of the
lock file; to give the old name away, edit both lines and expect callers to break.",
};

/// The lock file gives one Rust name to two elements.
pub static PIN_CLASH: Rule = Rule {
    id: "pin-clash",
    level: Level::Deny,
    configurable: false,
    summary: "the lock file gives one Rust name to two elements",
    explanation:
        "Two wire names of one scope are pinned to the same Rust name, which cannot be generated.
This comes from a merge of two branches that each added an element, or from an edit.

Remove the line of the element that is not yet used by anyone; it is given a new name at
the next run.",
};
