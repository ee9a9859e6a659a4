//! The rules of the parser: what may be wrong with a document before anything in it is resolved.

use super::Rule;
use crate::diagnostics::Level;

/// Every rule of this module, in the order of the stages that apply them.
pub const ALL: &[&Rule] = &[
    UNREADABLE_ENCODING,
    ENCODING_MISMATCH,
    NOT_XML,
    MALFORMED_XML,
    TRUNCATED_XML,
    DOCUMENT_TYPE,
    UNKNOWN_REFERENCE,
    DUPLICATE_ATTRIBUTE,
    UNDECLARED_PREFIX,
    UNDECLARED_PREFIX_OF_ROOT,
    LEGACY_VERSION,
    WRONG_ROOT,
    UNKNOWN_VERSION,
    WRONG_NAMESPACE,
    MISSING_ATTRIBUTE,
    MISSING_ELEMENT,
    INVALID_VALUE,
    INVALID_FACET,
    BOOLEAN_CASE,
    UNKNOWN_ELEMENT,
    MISPLACED_ELEMENT,
    UNKNOWN_ATTRIBUTE,
    UNEXPECTED_TEXT,
    DUPLICATE_ELEMENT,
    SEVERAL_CONTAINERS,
    OPERAND_COUNT,
    FOREIGN_NAMESPACE,
];

/// The bytes of a document cannot be read as text.
pub const UNREADABLE_ENCODING: &Rule = &Rule {
    id: "xml-encoding",
    level: Level::Deny,
    configurable: false,
    summary: "the bytes of a document cannot be read as text",
    explanation: "A document is read as UTF-8, or as UTF-16, US-ASCII or ISO-8859-1 where its byte \
        order mark or its XML declaration says so. Any other encoding, and any byte that \
        does not fit the declared one, stops the document. Convert the file to UTF-8.",
};

/// The XML declaration names another encoding than the one the bytes are in.
pub const ENCODING_MISMATCH: &Rule = &Rule {
    id: "xml-encoding-mismatch",
    level: Level::Warn,
    configurable: true,
    summary: "the XML declaration names another encoding than the one the bytes are in",
    explanation: "The declaration says UTF-16 while the bytes are UTF-8, as happens when a file is \
        saved again by a tool that leaves the first line alone. The bytes are believed.",
};

/// The file is neither XML nor JSON.
pub const NOT_XML: &Rule = &Rule {
    id: "xml-not-xml",
    level: Level::Deny,
    configurable: false,
    summary: "the file is neither XML nor JSON",
    explanation: "The file is empty, or holds a web page, a compressed stream or something else. \
        Services answer with a web page where a sign-in is needed or the URL is wrong: ask for \
        `$metadata` with `Accept: application/xml`.",
};

/// The document breaks the grammar of XML.
pub const MALFORMED_XML: &Rule = &Rule {
    id: "xml-malformed",
    level: Level::Deny,
    configurable: false,
    summary: "the document breaks the grammar of XML",
    explanation: "A tag that does not match, an attribute without quotes, a second root element: where \
        the grammar is broken nothing after the place can be trusted, so reading stops \
        there. What was found before is reported all the same.",
};

/// The document ends before its elements do.
pub const TRUNCATED_XML: &Rule = &Rule {
    id: "xml-truncated",
    level: Level::Deny,
    configurable: false,
    summary: "the document ends before its elements do",
    explanation: "The end of the file stands inside an element or a tag, mostly because a download was \
        cut short. Fetch the document again.",
};

/// The document has a document type declaration.
pub const DOCUMENT_TYPE: &Rule = &Rule {
    id: "xml-doctype",
    level: Level::Deny,
    configurable: false,
    summary: "the document has a document type declaration",
    explanation: "A document type declaration can define entities that expand without bound or that \
        read other files, and CSDL has no use for one. Remove the `<!DOCTYPE …>`.",
};

/// An entity or character reference means nothing.
pub const UNKNOWN_REFERENCE: &Rule = &Rule {
    id: "xml-reference",
    level: Level::Deny,
    configurable: true,
    summary: "an entity or character reference means nothing",
    explanation: "Only `&amp;`, `&lt;`, `&gt;`, `&quot;`, `&apos;` and references to characters by \
        number are defined without a document type declaration. The reference is kept as it \
        is written.",
};

/// An element has the same attribute twice.
pub const DUPLICATE_ATTRIBUTE: &Rule = &Rule {
    id: "xml-duplicate-attribute",
    level: Level::Deny,
    configurable: true,
    summary: "an element has the same attribute twice",
    explanation: "XML allows each attribute once. The first one is taken.",
};

/// A prefix is used that no `xmlns` declares.
pub const UNDECLARED_PREFIX: &Rule = &Rule {
    id: "xml-undeclared-prefix",
    level: Level::Warn,
    configurable: true,
    summary: "a prefix is used that no `xmlns` declares",
    explanation: "A name with an undeclared prefix belongs to no vocabulary, so the attribute or \
        element is passed over.",
};

/// The prefix of the root element is declared by no `xmlns`.
pub const UNDECLARED_PREFIX_OF_ROOT: &Rule = &Rule {
    id: "xml-undeclared-root",
    level: Level::Deny,
    configurable: false,
    summary: "the prefix of the root element is declared by no `xmlns`",
    explanation: "Without its namespace the root element belongs to no vocabulary, and nothing below \
        it can be told apart. Documents lose their declarations where they pass through \
        tools that strip attributes.",
};

/// The document is of OData V2 or V3.
pub const LEGACY_VERSION: &Rule = &Rule {
    id: "csdl-legacy-version",
    level: Level::Deny,
    configurable: false,
    summary: "the document is of OData V2 or V3",
    explanation: "V2 and V3 describe associations, function imports and types in another vocabulary, \
        and speak another protocol. This tool takes CSDL of OData 4.0 and later. Ask the \
        service for its V4 endpoint, or convert the document.",
};

/// The root element is not `edmx:Edmx`.
pub const WRONG_ROOT: &Rule = &Rule {
    id: "csdl-wrong-root",
    level: Level::Deny,
    configurable: false,
    summary: "the root element is not `edmx:Edmx`",
    explanation: "A CSDL document is one `Edmx` element of the namespace `http://docs.oasis- \
        open.org/odata/ns/edmx` (OData CSDL 4.01 §4).",
};

/// The document is of a version that is not known.
pub const UNKNOWN_VERSION: &Rule = &Rule {
    id: "csdl-version",
    level: Level::Deny,
    configurable: true,
    summary: "the document is of a version that is not known",
    explanation: "The `Version` of `edmx:Edmx`, or `$Version` in JSON, is `4.0`, `4.01` or `4.02` (OData \
        CSDL 4.01 §4). Where this is allowed, the document is read as 4.01.",
};

/// An element of CSDL stands in the wrong XML namespace.
pub const WRONG_NAMESPACE: &Rule = &Rule {
    id: "csdl-namespace",
    level: Level::Deny,
    configurable: true,
    summary: "an element of CSDL stands in the wrong XML namespace",
    explanation: "Wrapper elements belong to `http://docs.oasis-open.org/odata/ns/edmx` and all others \
        to `http://docs.oasis-open.org/odata/ns/edm` (OData CSDL 4.01 §2.2). The element is \
        read by its local name where that is safe.",
};

/// An element lacks an attribute that it must have.
pub const MISSING_ATTRIBUTE: &Rule = &Rule {
    id: "csdl-missing-attribute",
    level: Level::Deny,
    configurable: true,
    summary: "an element lacks an attribute that it must have",
    explanation: "Without the attribute, in JSON the member, the element means nothing. Where this is \
        allowed, the element is left out.",
};

/// An element lacks a child that it must have.
pub const MISSING_ELEMENT: &Rule = &Rule {
    id: "csdl-missing-element",
    level: Level::Deny,
    configurable: true,
    summary: "an element lacks a child that it must have",
    explanation: "The standard demands the child: `DataServices` in `Edmx`, operands in an expression.",
};

/// The value of an attribute cannot be read.
pub const INVALID_VALUE: &Rule = &Rule {
    id: "csdl-invalid-value",
    level: Level::Deny,
    configurable: true,
    summary: "the value of an attribute cannot be read",
    explanation: "A truth value that is neither `true` nor `false`, a member value that is no integer, \
        a `Collection(` that is not closed; in JSON also a string where an object, an array or a \
        number is expected. Where this is allowed, the value counts as absent.",
};

/// A facet has a value that the standard does not know.
pub const INVALID_FACET: &Rule = &Rule {
    id: "csdl-invalid-facet",
    level: Level::Warn,
    configurable: true,
    summary: "a facet has a value that the standard does not know",
    explanation: "`MaxLength` is a number or `max`, `Precision` a number, `Scale` a number, `variable` \
        or `floating`, `SRID` a number or `variable` (OData CSDL 4.01 §7.2). The value is \
        kept as written.",
};

/// A truth value is written in capitals.
pub const BOOLEAN_CASE: &Rule = &Rule {
    id: "csdl-boolean-case",
    level: Level::Warn,
    configurable: true,
    summary: "a truth value is written in capitals",
    explanation: "The standard writes `true` and `false` in lower case. `True` and the like are read \
        as they are meant.",
};

/// An element is not one of CSDL.
pub const UNKNOWN_ELEMENT: &Rule = &Rule {
    id: "csdl-unknown-element",
    level: Level::Warn,
    configurable: true,
    summary: "an element is not one of CSDL",
    explanation: "The name, in JSON the `$Kind`, is unknown, so the element and all it holds are passed \
        over. Elements of foreign namespaces are another rule.",
};

/// An element stands where it has no meaning.
pub const MISPLACED_ELEMENT: &Rule = &Rule {
    id: "csdl-misplaced-element",
    level: Level::Warn,
    configurable: true,
    summary: "an element stands where it has no meaning",
    explanation: "The element is one of CSDL, but not below this parent, so it and all it holds are \
        passed over.",
};

/// An attribute is not one of its element.
pub const UNKNOWN_ATTRIBUTE: &Rule = &Rule {
    id: "csdl-unknown-attribute",
    level: Level::Warn,
    configurable: true,
    summary: "an attribute is not one of its element",
    explanation: "The attribute, in JSON the member, is passed over. Attributes of foreign namespaces \
        are another rule.",
};

/// Text stands where only elements may.
pub const UNEXPECTED_TEXT: &Rule = &Rule {
    id: "csdl-unexpected-text",
    level: Level::Warn,
    configurable: true,
    summary: "text stands where only elements may",
    explanation: "Only constant expressions hold text. The text is passed over.",
};

/// An element that may stand once stands again.
pub const DUPLICATE_ELEMENT: &Rule = &Rule {
    id: "csdl-duplicate-element",
    level: Level::Warn,
    configurable: true,
    summary: "an element that may stand once stands again",
    explanation: "A second `Key`, `ReturnType`, `OnDelete` or `DataServices`, or a second value of an \
        annotation. The first one is taken; of a second `DataServices` the schemas are read \
        too.",
};

/// A document declares more than one entity container.
pub const SEVERAL_CONTAINERS: &Rule = &Rule {
    id: "csdl-several-containers",
    level: Level::Warn,
    configurable: true,
    summary: "a document declares more than one entity container",
    explanation: "The metadata of a service has one entity container (OData CSDL 4.01 §13).",
};

/// An expression has too many operands.
pub const OPERAND_COUNT: &Rule = &Rule {
    id: "csdl-operand-count",
    level: Level::Warn,
    configurable: true,
    summary: "an expression has too many operands",
    explanation: "Each operator takes a fixed number of operands (OData CSDL 4.01 §14.4). All of them \
        are kept.",
};

/// A document carries attributes or elements of another vocabulary.
pub const FOREIGN_NAMESPACE: &Rule = &Rule {
    id: "csdl-foreign-namespace",
    level: Level::Allow,
    configurable: true,
    summary: "a document carries attributes or elements of another vocabulary",
    explanation: "Extensions such as `sap:label` or `m:HasStream` are passed over. The rule speaks \
        once for each namespace of a document.",
};
