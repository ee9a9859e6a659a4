//! What the model stage asks of annotations and references: each rule with its level and its story.

use crate::diagnostics::{Level, Rule};

/// An annotation applies a term that is not at hand.
pub static UNRESOLVED_TERM: Rule = Rule {
    id: "unresolved-term",
    level: Level::Allow,
    configurable: true,
    summary: "an annotation applies a term that is not at hand",
    explanation: "Annotations name a term of a vocabulary. Vocabularies are seldom delivered with a
document, and the terms that the generator understands, those of `Org.OData.Core.V1` and
`Org.OData.Capabilities.V1`, are built in. Any other annotation is read and has no
effect.

Nothing needs doing. Set the level to `warn` to find misspelt terms of your own
vocabularies.

OData CSDL 4.01 §14.1 (term), §14.2 (annotation).",
};

/// An `Annotations` element names a target that does not exist.
pub static UNRESOLVED_TARGET: Rule = Rule {
    id: "unresolved-target",
    level: Level::Warn,
    configurable: true,
    summary: "an `Annotations` element names a target that does not exist",
    explanation:
        "External annotations say what they apply to: a type, a property, a member, a container
child, an overload. This one leads nowhere, so that everything in it has no effect.

Mend the target, as in `Namespace.Type/Property`, `Namespace.Enum/Member`,
`Namespace.Container/Set` or `Namespace.Action(Binding.Type)`.

OData CSDL 4.01 §5.2 (annotations with external targeting), §14.2.2 (target).",
};

/// An annotation has a shape that its term does not have.
pub static CAPABILITY_VALUE: Rule = Rule {
    id: "capability-value",
    level: Level::Warn,
    configurable: true,
    summary: "an annotation has a shape that its term does not have",
    explanation:
        "A term of the core or capabilities vocabulary that the generator acts upon, such as
`Capabilities.FilterRestrictions` or `Core.Computed`, was given a value of another shape
than the term's type: a text for a record, a path that names no property, a member that
the enumeration lacks. The annotation is left out, so that the crate allows more than
the service does.

Give the value the form that the vocabulary asks for, or set the level to `allow`.

OData CSDL 4.01 §14.3 (constant expressions), §14.4 (dynamic expressions).",
};

/// A referenced document is not at hand.
pub static UNRESOLVED_REFERENCE: Rule = Rule {
    id: "unresolved-reference",
    level: Level::Warn,
    configurable: true,
    summary: "a referenced document is not at hand",
    explanation: r#"An `edmx:Reference` points at another document by its address. Nothing is fetched
without being asked: the document is looked for beside the one that refers to it, under
`[references]`, and where `generate --fetch` put it.
Standard vocabularies are not missed, since their terms are known. Where something in the
document is needed, `missing-document` says so.

Save the document and say where it is: `[references]`, `"https://..." =
"vocabularies/own.xml"`, or `"https://.../" = "vocabularies"` for all that begin so.

OData CSDL 4.01 §3.3 (reference), §3.4 (included schema), §3.5 (included annotations)."#,
};
